"""A bar on standard error while something long goes on; nothing where nobody is watching."""

from __future__ import annotations

import sys
from threading import Lock
from time import monotonic

__all__ = ["Bar"]

_WIDTH = 30
_EVERY = 0.1


class Bar:
    """Shows how much of a whole is done.

    Args:
        total: the whole, in the unit of `add`.
        stream: where to draw; only a terminal is drawn on.
    """

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._done = 0
        self._drawn = 0.0
        self._lock = Lock()
        self._shown = sys.stderr.isatty()

    def add(self, some: int) -> None:
        """Note that so much more is done."""
        with self._lock:
            self._done += some
            if self._shown and monotonic() - self._drawn >= _EVERY:
                self._draw()

    def close(self) -> None:
        """Clear the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _draw(self) -> None:
        self._drawn = monotonic()
        share = min(self._done * 100 // self._total, 100)
        full = share * _WIDTH // 100
        sys.stderr.write(f"\r[{'#' * full}{'.' * (_WIDTH - full)}] {share:3d} %")
        sys.stderr.flush()
