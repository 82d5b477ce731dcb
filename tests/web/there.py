"""Called in the processes that make plans, so it imports nothing of Django."""

from __future__ import annotations

from ashore.files.case import read_case
from ashore.ledger.schedule import make_schedule


def look_at(path):
    """Have the engine remember a loan of a case file; return how many it remembers."""
    make_schedule(read_case(path).loans[0].loan)
    return remembered()


def remembered():
    """Return how many loans the engine remembers here."""
    return make_schedule.cache_info().currsize
