"""The keys of opened cases: in this process only, for one session, and not for long.

Nothing of them is written anywhere. A key that was not used for a while is dropped: the case locks
itself.
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

    def put(self, session: str, case: str, key: bytes) -> None:
        """Keep a key for a session."""
        with self._lock:
            self._keys[session, case] = (key, self._clock())

    def get(self, session: str, case: str) -> bytes | None:
        """Return the key and begin its time anew; None when the case is locked."""
        with self._lock:
            self._drop_idle()
            found = self._keys.get((session, case))
            if found is None:
                return None
            self._keys[session, case] = (found[0], self._clock())
            return found[0]

    def drop(self, session: str = "", case: str = "") -> None:
        """Forget the keys of a session, of a case, or all of them."""
        with self._lock:
            for pair in list(self._keys):
                if session in {"", pair[0]} and case in {"", pair[1]}:
                    del self._keys[pair]

    def _drop_idle(self) -> None:
        now = self._clock()
        for pair, (_, used) in list(self._keys.items()):
            if now - used > self._idle:
                del self._keys[pair]


KEYRING = Keyring()
