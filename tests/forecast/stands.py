"""A loan as it stands on a day, with the packaged law and practice data, and checks on events."""

from __future__ import annotations

from datetime import date, timedelta

from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.forecast.stand import Stand, stand_of
from ashore.law import Law
from ashore.ledger.loans import books
from ashore.words import Text
from tests.ledger.build import day, loan

LAW = read_law(("CN",))
PRACTICE = read_practice()


def three(begin: str = "2026-01-05", **terms):
    """Three parts of 400.00 at 0.05 % a day, due a month apart; penalty 1.5 times."""
    basis = {
        "rate": "0.0005 day",
        "count": "actual",
        "n": 3,
        "penalty": "1.5 overdue_principal",
        "begin": begin,
        "reports_to": ("pboc",),
    }
    return loan("equal_principal", "1200.00", **basis | terms)


def at(on: str, terms=None, *events, law: Law = LAW) -> Stand:
    return stand_of(books(terms or three(), events, law), day(on))


def dates(found) -> dict[str, tuple[date | None, date | None, date | None]]:
    return {event.kind: (event.earliest, event.usual, event.latest) for event in found}


def texts(value) -> list[Text]:
    """Return every text inside a value, however deep."""
    if isinstance(value, Text):
        return [value]
    if isinstance(value, list | tuple):
        return [text for each in value for text in texts(each)]
    if hasattr(value, "__dataclass_fields__"):
        return [text for name in value.__dataclass_fields__ for text in texts(getattr(value, name))]
    return []


def check_event(event) -> None:
    """Every event says on what it rests, in both languages, with its dates in order."""
    assert event.cites or event.sources, event.kind
    assert event.confidence in {"A", "B", "C"}
    assert event.confidence >= max((cite.confidence for cite in event.cites), default="A")
    assert event.title.zh and event.means.zh and event.do.zh, event.kind
    for text in texts(event):
        assert bool(text.zh.strip()) == bool(text.en.strip()), (event.kind, text)
        assert "!" not in text.en and "!" not in text.zh, text
    known = [event.earliest, event.usual, event.usual_to, event.latest]
    known = [each for each in known if each is not None]
    assert known == sorted(known), event.kind
    if event.days is not None:
        assert event.days[0] <= event.days[1]
        assert event.latest - event.earliest == timedelta(days=event.days[1] - event.days[0])
