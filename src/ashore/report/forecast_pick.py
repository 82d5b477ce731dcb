"""Which events are shown where: what has begun, what comes next, what belongs to which part."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ashore.forecast.event import Event
from ashore.forecast.outlook import Outlook

__all__ = ["COURT", "CREDIT", "begins", "coming", "of_part", "part_of", "running", "within"]

CREDIT = frozenset({"credit_mark"})
COURT = frozenset({"payment_order", "suit", "sale", "decision", "appeal", "enforcement_period",
                   "delay_interest", "limitation"})  # fmt: skip
"""Kinds shown with the credit record and the courts; the rest is on the timeline of contact."""


def part_of(event: Event) -> str:
    """Return the part of a forecast an event belongs to: steps, credit or court."""
    if event.kind in CREDIT or event.kind.startswith("credit_"):
        return "credit"
    if event.kind in COURT or event.kind.startswith(("path_", "crime_")):
        return "court"
    return "steps"


def of_part(events: Iterable[Event], part: str) -> list[Event]:
    """Return the events of one part, in their order."""
    return [event for event in events if part_of(event) == part]


def begins(event: Event) -> date | None:
    """Return the first date an event has; None when it has none."""
    return event.earliest or event.usual


def within(found: Outlook, days: int | None) -> list[Event]:
    """Return the events that have begun or begin within some days, and those without a date.

    `days` None keeps them all.
    """
    if days is None:
        return list(found.events)
    last = found.on + timedelta(days=days)
    return [event for event in found.events if (begins(event) or found.on) <= last]


def running(events: Iterable[Event], on: date) -> list[Event]:
    """Return what has begun by a day: it may be happening now."""
    return [event for event in events if (first := begins(event)) is not None and first <= on]


def coming(events: Iterable[Event], on: date) -> list[Event]:
    """Return what begins after a day."""
    return [event for event in events if (first := begins(event)) is not None and first > on]
