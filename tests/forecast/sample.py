"""Small cases for the forecast: one late loan at a time, with a record of contacts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from functools import cache

from ashore.days import SHANGHAI
from ashore.facts import Case, Contact
from ashore.files.case import case_of, read_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.forecast.run import Forecast, forecast
from tests.report.sample import SIX

ON = date(2026, 11, 23)
LENDER = "甲公司"


@cache
def law():
    return read_law()


def practice():
    return read_practice()


def loan(name: str = "a", **more: object) -> dict:
    """The raw table of a loan in three instalments, the first of them due on 2026-11-10."""
    return {
        "id": name,
        "name": name.upper(),
        "lender": LENDER,
        "lender_type": "small_loan",
        "principal": "3000.00",
        "disbursed_on": date(2026, 10, 10),
        "method": "equal_principal",
        "instalments": 3,
        "first_due_on": date(2026, 11, 10),
        "rate": {"value": "0.0005", "per": "day"},
        **more,
    }


def case(*loans: dict, reachable: bool | None = None, contacts: tuple[Contact, ...] = ()) -> Case:
    raw: dict = {"ashore": 1, "loans": list(loans) or [loan()]}
    if reachable is not None:
        raw["person"] = {"reachable": reachable}
    return replace(case_of(raw), contacts=contacts)


def seen(given: Case, on: date = ON) -> Forecast:
    return forecast(given, law(), practice(), on)


@cache
def six() -> Forecast:
    return seen(read_case(SIX))


def call(day: date, hour: int, outcome: str = "no_answer", **more: object) -> Contact:
    at = datetime.combine(day, time(hour), SHANGHAI)
    given = {
        "id": f"{at:%m%d%H%M}",
        "at": at,
        "lender": LENDER,
        "organisation": LENDER,
        "channel": "call",
        "role": "debtor",
        "outcome": outcome,
    }
    return Contact(**{**given, **more})


def of_kind(found: Forecast, kind: str, track: str, name: str = "a"):
    """The one event of a kind on a track; None when there is none."""
    events = [
        event
        for event in (*found.events, *found.passed)
        if (event.kind, event.track, event.loan) == (kind, track, name)
    ]
    assert len(events) <= 1, events
    return events[0] if events else None
