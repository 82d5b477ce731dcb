"""The keys of opened cases: in this process only, for one session, and not for long.

Nothing of them is written anywhere. A key that was not used for a while is dropped: the case locks
itself. Who remembers anything of a case is told when its last key is gone (see `memory`).
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from ashore.web.clock import ticks

__all__ = ["IDLE_SECONDS", "KEYRING", "Keyring"]

IDLE_SECONDS = 600


class Keyring:
    """Keys by session and case.

    Args:
        idle: after how many seconds without use a key is dropped.
        clock: seconds that only grow.
    """

    def __init__(self, idle: float = IDLE_SECONDS, clock: Callable[[], float] = ticks) -> None:
        self._idle, self._clock = idle, clock
        self._keys: dict[tuple[str, str], tuple[bytes, float]] = {}
        self._lock = Lock()
        self._told: list[Callable[[str], None]] = []

    def tell(self, locked: Callable[[str], None]) -> None:
        """Call `locked` with each case from now on of which the last key is dropped."""
        self._told.append(locked)

    def put(self, session: str, case: str, key: bytes) -> None:
        """Keep a key for a session."""
        with self._lock:
            self._keys[session, case] = (key, self._clock())

    def get(self, session: str, case: str) -> bytes | None:
        """Return the key and begin its time anew; None when the case is locked."""
        self.sweep()
        with self._lock:
            found = self._keys.get((session, case))
            if found is None:
                return None
            self._keys[session, case] = (found[0], self._clock())
            return found[0]

    def holds(self, case: str) -> bool:
        """Say whether any session has opened a case."""
        with self._lock:
            return any(of == case for _, of in self._keys)

    def drop(self, session: str = "", case: str = "") -> None:
        """Forget the keys of a session, of a case, or all of them."""
        self._drop(lambda who, of, _: session in {"", who} and case in {"", of})

    def sweep(self) -> None:
        """Drop the keys that were not used for too long."""
        now = self._clock()
        self._drop(lambda _, __, used: now - used > self._idle)

    def _drop(self, which: Callable[[str, str, float], bool]) -> None:
        dropped: set[str] = set()
        with self._lock:
            for (session, case), (_, used) in list(self._keys.items()):
                if which(session, case, used):
                    del self._keys[session, case]
                    dropped.add(case)
            gone = dropped - {case for _, case in self._keys}
        for case in gone:
            for locked in self._told:
                locked(case)


KEYRING = Keyring()
