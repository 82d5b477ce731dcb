"""The service behind the HTTP door: questions in, answers out once they are kept.

One thread of thought decides (so that no two permissions are given on the same count), one thread
writes. Whatever goes wrong, with the store, in time or in our own program, the answer is "refuse".
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic, time
from typing import Any

from ashore.files.places import TextPlaces, json_lines
from ashore.files.source import parse_json
from ashore.gate.answer import Ground, refused, refused_for
from ashore.gate.chain import Record
from ashore.gate.commit import Committer
from ashore.gate.desk import Answer, Desk
from ashore.gate.norms import Norms
from ashore.gate.store import Store
from ashore.gate.trouble import StoreTrouble
from ashore.words import BadInput, Text

__all__ = ["BUDGET", "Service", "Waiting", "wall_clock"]

BUDGET = 1.0
"""Seconds within which an answer is given; a slow disk turns into "refuse", not into waiting."""

RETRY = 0.5
"""Seconds between two tries to open a store that failed."""

SWEEP = 0.05

Reply = Callable[[dict[str, Any], int], None]
"""Takes an answer and its HTTP status."""


def wall_clock() -> datetime:
    """Return the time."""
    return datetime.fromtimestamp(time(), UTC)


@dataclass(slots=True, eq=False)
class Waiting:
    """An answer that waits for its record to be kept."""

    answer: Answer
    reply: Reply
    since: float
    lang: str
    gave_up: bool = False


class Service:
    """The gate as a service.

    Args:
        store: open for writing.
        clock: gives the time.
        norms: where the norms come from.
        budget: seconds within which an answer is given.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime] = wall_clock,
        norms: Norms | None = None,
        budget: float = BUDGET,
    ) -> None:
        self.store = store
        self.budget = budget
        self.desk = Desk(store, clock, norms)
        self.trouble: StoreTrouble | None = None
        self.answered = 0
        self._retry_at = 0.0
        self._waiting: deque[Waiting] = deque()
        self._committer = Committer(store, self._written)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sweeper: asyncio.TimerHandle | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin; everything else is called from this loop."""
        self._loop = loop
        self._committer.start()
        self._sweeper = loop.call_later(SWEEP, self._sweep)

    def stop(self) -> None:
        """Keep what waits, then let go of the store."""
        self._committer.stop()
        if self._sweeper is not None:
            self._sweeper.cancel()
        self.store.close()

    # ---- questions

    def decide(self, text: str, lang: str, reply: Reply) -> None:
        """Answer a request; `reply` is called at once or when the answer is kept."""
        self._ask(lambda: self._decided(text, lang), lang, reply)

    def record(self, text: str, lang: str, reply: Reply) -> None:
        """Record what happened; `reply` is called at once or when it is kept."""
        self._ask(lambda: self._recorded(text), lang, reply)

    def _ask(self, make: Callable[[], Answer], lang: str, reply: Reply) -> None:
        began = monotonic()
        if not self._ready():
            assert self.trouble is not None
            reply(_unavailable(self.trouble, lang), 503)
            return
        try:
            answer = make()
        except StoreTrouble as trouble:
            self._fail(trouble)
            reply(_unavailable(trouble, lang), 503)
            return
        except BadInput as wrong:
            reply(refused_for("bad_request", wrong, lang), 400)
            return
        except Exception as fault:  # noqa: BLE001  a fault of ours must refuse, not end the service
            _tell(fault)
            self._fail(_unknown_state(self.store))
            reply(refused(_INTERNAL, lang), 503)
            return
        if answer.record is None:
            reply(answer.value, 400 if answer.is_bad else 200)
            return
        self._waiting.append(Waiting(answer, reply, began, lang))
        self._committer.add(answer.record)

    def _decided(self, text: str, lang: str) -> Answer:
        places = TextPlaces("request", text, json_lines)
        return self.desk.decide(parse_json(text, "request"), places, lang)

    def _recorded(self, text: str) -> Answer:
        places = TextPlaces("record", text, json_lines)
        return self.desk.record(parse_json(text, "record"), places)

    # ---- the store

    def _ready(self) -> bool:
        """Whether the store can be used; after a trouble it is tried again now and then."""
        if self.trouble is None:
            return True
        if monotonic() < self._retry_at or not self._committer.is_still:
            return False
        self._retry_at = monotonic() + RETRY
        try:
            self.store.reopen()
            self.desk.start_anew()
        except StoreTrouble as trouble:
            self.trouble = trouble
            return False
        self.trouble = None
        self._committer.resume()
        return True

    def _written(self, turn: int, batch: Sequence[Record], trouble: StoreTrouble | None) -> None:
        """Hand what the writing thread did back to the loop."""
        assert self._loop is not None
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._kept, turn, len(batch), trouble)

    def _kept(self, turn: int, count: int, trouble: StoreTrouble | None) -> None:
        if trouble is not None:
            self._fail(trouble)
            return
        if turn != self._committer.turn:
            return  # refused meanwhile
        for _ in range(count):
            waiting = self._waiting.popleft()
            if not waiting.gave_up:
                self.answered += 1
                waiting.reply(waiting.answer.value, 200)

    def _fail(self, trouble: StoreTrouble) -> None:
        """Refuse everything that waits; the chain in memory is no longer the store's."""
        self._committer.halt()
        self.trouble = trouble
        self._retry_at = monotonic() + RETRY
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.gave_up:
                waiting.reply(_unavailable(trouble, waiting.lang), 503)

    def _sweep(self) -> None:
        """Refuse what has waited too long; a permission nobody heard of is taken back."""
        assert self._loop is not None
        late = monotonic() - self.budget
        slow = StoreTrouble.slow(self.store.folder)
        for waiting in list(self._waiting):
            if waiting.since > late:
                break
            if not waiting.gave_up:
                waiting.gave_up = True
                waiting.reply(_unavailable(slow, waiting.lang), 503)
                self._take_back(waiting)
        self._sweeper = self._loop.call_later(SWEEP, self._sweep)

    def _take_back(self, waiting: Waiting) -> None:
        back = self.desk.cancel(waiting.answer)
        if back is not None and back.record is not None:
            nobody = Waiting(back, lambda *_: None, monotonic(), waiting.lang, gave_up=True)
            self._waiting.append(nobody)
            self._committer.add(back.record)


def _unavailable(trouble: StoreTrouble, lang: str) -> dict[str, Any]:
    return refused_for("store_unavailable", trouble, lang)


def _unknown_state(store: Store) -> StoreTrouble:
    return StoreTrouble.disk(store.folder, "state unknown")


def _tell(fault: Exception) -> None:
    """Say on standard error what failed and where; not with what, since that may name people."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = ""
    if trace is not None:
        where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    sys.stderr.write(f"gate: {type(fault).__name__} at {where}\n")


_INTERNAL = Ground(
    "internal",
    Text("程序出错，没有作出判断", "a fault of our own; nothing was decided"),
    Text("不要联系；请报告这个错误", "do not make the contact; please report the fault"),
)
