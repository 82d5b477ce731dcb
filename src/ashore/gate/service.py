"""The service behind the HTTP door: questions in, answers out once they are kept.

One thread of thought decides (so that no two permissions are given on the same count), one thread
writes. Whatever goes wrong, with the store, in time or in our own program, the answer is "refuse".
"""

from __future__ import annotations

import asyncio
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic, time
from typing import Any

from ashore.files.places import TextPlaces, json_lines
from ashore.files.source import parse_json
from ashore.gate.answer import Ground, error_value, refused, refused_for
from ashore.gate.commit import Committer
from ashore.gate.desk import Answer, Desk
from ashore.gate.norms import Norms
from ashore.gate.recall import ROOM
from ashore.gate.request_shape import RECORD, REQUEST
from ashore.gate.store import Store
from ashore.gate.trouble import StoreTrouble, damaged
from ashore.gate.verify import Verified, verify
from ashore.words import BadInput, Text

__all__ = ["BUDGET", "Service", "Waiting", "wall_clock"]

BUDGET = 1.0
"""Seconds within which an answer is given; a slow disk turns into "refuse", not into waiting."""

RETRY = 0.5
"""Seconds between two tries to open a store that failed."""

REST = 0.002
"""Seconds left to questions after every hundred records while the log is looked through."""

SWEEP = 0.05
QUIET = 0.02
"""Seconds without a question after which there is time to read ahead."""

STEP = 0.002
"""Seconds to read ahead at a time; a question that comes meanwhile waits so long at most."""

Reply = Callable[[dict[str, Any], int], None]
"""Takes an answer and its HTTP status."""


def wall_clock() -> datetime:
    """Return the time."""
    return datetime.fromtimestamp(time(), UTC)


@dataclass(slots=True, frozen=True)
class _Asker:
    """Who asked, and how an answer gets there; one who `tells` expects no decision."""

    reply: Reply
    lang: str
    tells: bool = False

    def refuse(self, trouble: StoreTrouble) -> None:
        """Answer that the store cannot be used."""
        self.reply(self._wrong("store_unavailable", trouble), 503)

    def misread(self, wrong: BadInput) -> None:
        """Answer that the request cannot be read."""
        self.reply(self._wrong("bad_request", wrong), 400)

    def give_up(self) -> None:
        """Answer that we failed."""
        self.reply(refused(_INTERNAL, self.lang), 503)

    def _wrong(self, code: str, wrong: BadInput) -> dict[str, Any]:
        return error_value(wrong, self.lang) if self.tells else refused_for(code, wrong, self.lang)


@dataclass(slots=True, eq=False)
class Waiting:
    """An answer that waits for its record to be kept."""

    answer: Answer
    asker: _Asker
    since: float
    gave_up: bool = False


class Service:
    """The gate as a service.

    Args:
        store: open for writing.
        clock: gives the time.
        norms: where the norms come from.
        budget: seconds within which an answer is given.
        room: how many contacts to keep in memory.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime] = wall_clock,
        norms: Norms | None = None,
        *,
        budget: float = BUDGET,
        room: int = ROOM,
    ) -> None:
        self.store = store
        self.budget = budget
        self.desk = Desk(store, clock, norms, room=room)
        self.trouble: StoreTrouble | None = None
        self.answered = 0
        self._retry_at = 0.0
        self._waiting: deque[Waiting] = deque()
        self._committer = Committer(store, self._kept)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._asked_at = 0.0
        self._ahead: list[str] | None = None
        self.is_whole: bool | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin; everything else is called from this loop."""
        self._loop = loop
        self._committer.start(loop)
        self._after(SWEEP, self._sweep)
        self._after(0, self._read_ahead)
        looking = loop.run_in_executor(None, lambda: verify(self.store.folder, rest=REST))
        looking.add_done_callback(self._looked)

    def _looked(self, done: asyncio.Future[Verified]) -> None:
        """Take in whether the whole log is good; if it is not, nothing is answered any more."""
        if done.cancelled() or done.exception() is not None:
            return  # the store is gone, and the next question says so
        self.is_whole = done.result().fault is None
        if not self.is_whole:
            self._fail(damaged(self.store.folder))

    def _after(self, seconds: float, do: Callable[[], None]) -> None:
        assert self._loop is not None
        self._timers[do.__name__] = self._loop.call_later(seconds, do)

    def stop(self) -> None:
        """Keep what waits, then let go of the store."""
        self._committer.stop()
        for timer in self._timers.values():
            timer.cancel()
        self.store.close()

    # ---- questions

    def decide(self, text: str, lang: str, reply: Reply) -> None:
        """Answer a request; `reply` is called at once or when the answer is kept."""
        self._ask(lambda: self._decided(text, lang), _Asker(reply, lang))

    def record(self, text: str, lang: str, reply: Reply) -> None:
        """Record what happened; `reply` is called at once or when it is kept."""
        self._ask(lambda: self._recorded(text), _Asker(reply, lang, tells=True))

    def _ask(self, make: Callable[[], Answer], asker: _Asker) -> None:
        began = self._asked_at = monotonic()
        if not self._ready():
            assert self.trouble is not None
            asker.refuse(self.trouble)
            return
        try:
            answer = make()
        except StoreTrouble as trouble:
            self._fail(trouble)
            asker.refuse(trouble)
            return
        except BadInput as wrong:
            asker.misread(wrong)
            return
        except Exception as fault:  # noqa: BLE001  a fault of ours must refuse, not end the service
            _tell(fault)
            self._fail(_unknown_state(self.store))
            asker.give_up()
            return
        if answer.record is None:
            asker.reply(answer.value, 200 if answer.wrong is None else 400)
            return
        self._waiting.append(Waiting(answer, asker, began))
        self._committer.add(answer.record)

    def _decided(self, text: str, lang: str) -> Answer:
        places = TextPlaces("request", text, json_lines)
        return self.desk.decide(parse_json(text, "request", REQUEST.title), places, lang)

    def _recorded(self, text: str) -> Answer:
        places = TextPlaces("record", text, json_lines)
        return self.desk.record(parse_json(text, "record", RECORD.title), places)

    # ---- the store

    def _ready(self) -> bool:
        """Whether the store can be used; after a trouble it is tried again now and then."""
        if self.trouble is None:
            return True
        if self.is_whole is False:
            return False
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

    def _kept(self, count: int, trouble: StoreTrouble | None) -> None:
        if trouble is not None:
            self._fail(trouble)
            return
        late = monotonic() - self.budget
        for _ in range(count):
            waiting = self._waiting.popleft()
            if waiting.gave_up:
                continue
            self.answered += 1
            if waiting.since < late:  # also when reading took too long
                self._give_up(waiting)
            else:
                waiting.asker.reply(waiting.answer.value, 200)

    def _fail(self, trouble: StoreTrouble) -> None:
        """Refuse everything that waits; the chain in memory is no longer the store's."""
        self._committer.halt()
        self.trouble = trouble
        self._retry_at = monotonic() + RETRY
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.gave_up:
                waiting.asker.refuse(trouble)

    @property
    def has_read_ahead(self) -> bool:
        """Whether all that fits into memory has been read."""
        return self._ahead == []

    def _read_ahead(self) -> None:
        """Read records while nobody asks, so that the first question about a debtor is quick."""
        now = monotonic()
        try:
            if self._ahead is None:
                self._ahead = self.store.debtors()
            while self._ahead and now - self._asked_at > QUIET and monotonic() < now + STEP:
                self.desk.recall.lay_out(self._ahead.pop())
        except StoreTrouble:
            self._ahead = []  # the next question meets the same trouble and says so
        if self.desk.recall.is_full:
            self._ahead = []
        if self._ahead:
            self._after(0 if now - self._asked_at > QUIET else QUIET, self._read_ahead)

    def _sweep(self) -> None:
        """Refuse what has waited too long; a permission nobody heard of is taken back."""
        late = monotonic() - self.budget
        for waiting in list(self._waiting):
            if waiting.since > late:
                break
            if not waiting.gave_up:
                self._give_up(waiting)
        self._after(SWEEP, self._sweep)

    def _give_up(self, waiting: Waiting) -> None:
        """Refuse what comes too late, and take a permission back."""
        waiting.gave_up = True
        waiting.asker.refuse(StoreTrouble.slow(self.store.folder))
        back = self.desk.cancel(waiting.answer)
        if back is not None and back.record is not None:
            self._waiting.append(Waiting(back, waiting.asker, monotonic(), gave_up=True))
            self._committer.add(back.record)


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
