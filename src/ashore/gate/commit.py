"""Writing behind the answers: as many records to the disk at a time as came in meanwhile.

While one transaction is on its way to the disk the next records gather; they share the one after.
So the number of answers a second does not depend on how long the disk takes for one. Only waiting
for the disk is left to a thread of its own: a thread that took turns with the deciding one for
every statement would spend its time waiting for those turns.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue

from ashore.gate.chain import Record
from ashore.gate.store import Store
from ashore.gate.trouble import StoreTrouble

__all__ = ["Committer"]

Done = Callable[[int, StoreTrouble | None], None]
TIDY_SECONDS = 2.0


class Committer:
    """Keeps records in the order they come.

    Args:
        store: open for writing.
        done: called in the loop after each transaction, with how many records it held and what went
            wrong, if anything. After a trouble nothing is written until `resume`.
    """

    def __init__(self, store: Store, done: Done) -> None:
        self._store = store
        self._done = done
        self._gathered: list[Record] = []
        self._on_the_way: list[Record] = []
        self._halted = False
        self._soon = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._last: SimpleQueue[Record | None] = SimpleQueue()
        self._ended = threading.Event()
        self._threads = [
            threading.Thread(target=self._commit, name="gate-commit", daemon=True),
            threading.Thread(target=self._tidy, name="gate-tidy", daemon=True),
        ]

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin; everything else is called from this loop."""
        self._loop = loop
        for thread in self._threads:
            thread.start()

    def add(self, record: Record) -> None:
        """Have a record written, with all that come in the same turn of the loop."""
        self._gathered.append(record)
        if not self._on_the_way and not self._soon and self._loop is not None:
            self._soon = True
            self._loop.call_soon(self._begin)

    def halt(self) -> None:
        """Write nothing more but what is on its way to the disk."""
        self._halted = True
        self._gathered.clear()

    @property
    def is_still(self) -> bool:
        """Whether nothing is on its way to the disk."""
        return not self._on_the_way

    def resume(self) -> None:
        """Write again."""
        assert self.is_still
        self._halted = False

    def stop(self) -> None:
        """Write what has gathered, then end. The loop may be at its end already."""
        self._last.put(None)
        self._ended.set()
        for thread in self._threads:
            thread.join()
        if self._gathered and not self._halted:
            with suppress(StoreTrouble):
                self._store.append(self._gathered)
                self._done(len(self._gathered), None)

    def _begin(self) -> None:
        self._soon = False
        if self._on_the_way or self._halted or not self._gathered:
            return
        self._on_the_way, self._gathered = self._gathered, []
        try:
            self._store.begin(self._on_the_way)
        except StoreTrouble as trouble:
            self._finish(trouble)
        else:
            self._last.put(self._on_the_way[-1])

    def _finish(self, trouble: StoreTrouble | None) -> None:
        count, self._on_the_way = len(self._on_the_way), []
        if self._halted:
            return  # all were refused meanwhile
        if trouble is not None:
            self.halt()
        self._done(count, trouble)
        self._begin()

    def _commit(self) -> None:
        """Wait for the disk, in a thread of its own."""
        assert self._loop is not None
        while (last := self._last.get()) is not None:
            trouble = None
            try:
                self._store.commit(last)
            except StoreTrouble as wrong:
                trouble = wrong
            if self._loop.is_closed():
                return
            self._loop.call_soon_threadsafe(self._finish, trouble)

    def _tidy(self) -> None:
        """Empty the journal now and then, beside the writing."""
        while not self._ended.wait(TIDY_SECONDS):
            with suppress(StoreTrouble):  # the next write meets the same trouble and says so
                self._store.tidy()
