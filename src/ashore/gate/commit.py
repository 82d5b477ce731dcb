"""Writing behind the answers: one thread puts records on the disk, as many at a time as came in.

While one transaction is on its way to the disk the next records gather; they share the one after.
So the number of answers a second does not depend on how long the disk takes for one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from ashore.gate.chain import Record
from ashore.gate.store import Store
from ashore.gate.trouble import StoreTrouble

__all__ = ["Committer"]

Done = Callable[[int, Sequence[Record], StoreTrouble | None], None]
TIDY_SECONDS = 2.0


class Committer:
    """A thread that writes records in the order they came.

    Args:
        store: open for writing.
        done: called in the writing thread after each transaction: with the `turn` it belongs to,
            what was in it, and what went wrong, if anything.

    A turn ends with a trouble, or with `halt`; the next begins with `resume`.
    """

    def __init__(self, store: Store, done: Done) -> None:
        self._store = store
        self._done = done
        self._waiting: list[Record] = []
        self._changed = threading.Condition()
        self._ended = threading.Event()
        self._stopped = False
        self._halted = False
        self._writing = False
        self.turn = 0
        self._threads = [
            threading.Thread(target=self._write, name="gate-writer", daemon=True),
            threading.Thread(target=self._tidy, name="gate-tidy", daemon=True),
        ]

    def start(self) -> None:
        """Begin to write."""
        for thread in self._threads:
            thread.start()

    def add(self, record: Record) -> None:
        """Have a record written."""
        with self._changed:
            self._waiting.append(record)
            self._changed.notify()

    def halt(self) -> None:
        """Write nothing more but what is on its way to the disk; the turn is over."""
        with self._changed:
            self._halted = True
            self.turn += 1

    @property
    def is_still(self) -> bool:
        """Whether nothing is on its way to the disk."""
        with self._changed:
            return not self._writing

    def resume(self) -> None:
        """Begin a new turn; what had gathered is dropped, since its chain is broken."""
        with self._changed:
            assert not self._writing
            self._waiting.clear()
            self._halted = False

    def stop(self) -> None:
        """Write what has gathered, then end."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        while True:
            with self._changed:
                self._writing = False
                while (self._halted or not self._waiting) and not self._stopped:
                    self._changed.wait()
                if self._halted or not self._waiting:
                    return
                batch, self._waiting = self._waiting, []
                self._writing, turn = True, self.turn
            trouble = None
            try:
                self._store.append(batch)
            except StoreTrouble as wrong:
                trouble = wrong
                self.halt()
            self._done(turn, batch, trouble)

    def _tidy(self) -> None:
        """Empty the journal now and then, beside the writing."""
        while not self._ended.wait(TIDY_SECONDS):
            with suppress(StoreTrouble):  # the writer meets the same trouble and says so
                self._store.tidy()
