"""What is remembered of opened cases: in this process only, the last few, until forgotten.

Nothing of it is written to a disk. Of a sealed case nothing is remembered once it is locked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import Generic, TypeVar

from ashore.conduct.consent import read_consent
from ashore.law.cap import caps
from ashore.law.private import private_cap
from ashore.ledger.schedule import make_schedule

__all__ = ["Remembered", "forget_engine"]

T = TypeVar("T")


class Remembered(Generic[T]):
    """The last few values made of the texts of cases.

    Args:
        most: how many; the one that was not asked for longest goes first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[str, tuple[str, T]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._known)

    def of(self, case: str, text: str, make: Callable[[], T], may_keep: Callable[[], bool]) -> T:
        """Return the value made of a text of a case before, or now.

        `may_keep` says whether it may be remembered. It is asked when the value is there, since a
        case may be locked while somebody still waits for its page.
        """
        mark = sha256(f"{case}|{text}".encode()).hexdigest()
        with self._lock:
            if mark in self._known:
                self._known.move_to_end(mark)
                return self._known[mark][1]
        made = make()
        with self._lock:
            if may_keep():
                made = self._known.setdefault(mark, (case, made))[1]
                while len(self._known) > self._most:
                    self._known.popitem(last=False)
        return made

    def forget(self, case: str = "") -> None:
        """Forget what was made of a case, or of all."""
        with self._lock:
            for mark, (of, _) in list(self._known.items()):
                if case in {"", of}:
                    del self._known[mark]


def forget_engine() -> None:
    """Forget what the engine itself remembers of loans and consents it was asked about."""
    caps.cache_clear()
    make_schedule.cache_clear()
    private_cap.cache_clear()
    read_consent.cache_clear()
