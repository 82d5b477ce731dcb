"""The only module of the web app that reads the clock."""

from __future__ import annotations

import time
from datetime import date, datetime

from ashore.days import SHANGHAI

__all__ = ["now", "ticks", "today"]


def today() -> date:
    """Return today in China."""
    return now().date()


def now() -> datetime:
    """Return this instant, by the clock of China."""
    return datetime.now(SHANGHAI)  # noqa: TID251


def ticks() -> float:
    """Return seconds that only grow, to measure idleness by."""
    return time.monotonic()
