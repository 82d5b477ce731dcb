"""The forecast as a calendar (RFC 5545) and as rows of a table.

Whole-day entries, neutral titles unless asked otherwise, a reminder the day before what must not be
missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ashore.facts import Case
from ashore.forecast.event import Event
from ashore.forecast.run import Forecast
from ashore.loan import Loan
from ashore.money import show
from ashore.report.calendar import THE_DAY_BEFORE, Entry, calendar_text, said, uid
from ashore.report.forecast_pick import begins, within
from ashore.report.forecast_words import TRACKS, kind_words, names_of, when
from ashore.report.notice import DISCLAIMER
from ashore.report.rows import safe
from ashore.report.wide import clean
from ashore.words import Text

__all__ = ["DEADLINES", "forecast_ics", "forecast_rows", "neutral"]

DEADLINES = frozenset({"instalment", "late_from", "appeal"})
"""Kinds that must not be missed: they get a reminder the day before."""


def forecast_ics(found: Forecast, lang: str, *, days: int | None = None, full: bool = False) -> str:
    """Return the events that are still to begin as a calendar; lines end in CRLF.

    Args:
        found: the forecast.
        lang: "zh" or "en".
        days: only events that begin within so many days.
        full: titles that say what they are; else "item 1", "item 2" and no description, for a
            calendar others may see.
    """
    dated = [event for event in within(found, days) if _shown(event, found.on)]
    entries = (
        _entry(event, number, found, lang, full=full) for number, event in enumerate(dated, 1)
    )
    return calendar_text(entries, found.on, lang)


def _shown(event: Event, on: date) -> bool:
    """Whether a calendar needs the event: it begins that day or later, and is no mere possibility.

    The ways to court are all open from one and the same day; in a calendar they would be noise.
    """
    start = begins(event)
    return start is not None and start >= on and not event.kind.startswith("path_")


def _entry(event: Event, number: int, found: Forecast, lang: str, *, full: bool) -> Entry:
    start = begins(event)
    assert start is not None
    title = neutral(number)
    if full:
        label, kind = TRACKS[event.track], kind_words(event, names_of(found))
        title = Text(f"[{label.zh}] {kind.zh}", f"[{label.en}] {kind.en}")
    about = _about(event, found) if full else ()
    loans = {view.id: view.file.loan for view in found.views}
    return Entry(
        uid=_uid(event, loans.get(event.loan)),
        on=start,
        title=said(title, lang),
        about=tuple(said(text, lang) for text in about),
        remind=(THE_DAY_BEFORE,) if event.kind in DEADLINES else (),
    )


def neutral(number: int) -> Text:
    """Return a title that tells nothing, for a calendar others may see."""
    return Text(f"事项 {number}", f"item {number}")


def _uid(event: Event, loan: Loan | None) -> str:
    """Return an id that stays the same when a date moves, and differs from other people's loans.

    A counsellor may keep several cases in one calendar, in which ids like "a" come again.
    """
    facts = () if loan is None else (loan.lender, loan.disbursed_on, loan.principal)
    return uid(event.key, *facts)


def _about(event: Event, found: Forecast) -> Iterator[Text]:
    yield when(event, found.on)
    for text in (event.condition, event.means, event.do, event.may_not):
        if text.zh:
            yield text
    yield DISCLAIMER


# -- rows -----------------------------------------------------------------------------------------

HEAD = (
    "loan", "kind", "track", "date_earliest", "date_usual", "date_usual_to", "date_latest",
    "days_earliest", "days_latest", "lawful", "confidence", "amount", "what", "do", "condition",
    "norms", "sources",
)  # fmt: skip


def forecast_rows(
    case: Case, found: Forecast, lang: str, *, days: int | None = None
) -> list[list[str]]:
    """Return the events as rows under a head; keys as in the JSON, texts in one language."""
    rows = (_row(event, lang, case.digits) for event in within(found, days))
    return [list(HEAD), *rows]


def _row(event: Event, lang: str, digits: int) -> list[str]:
    first, last = event.days or ("", "")
    dates: Iterable[date | None] = (event.earliest, event.usual, event.usual_to, event.latest)
    return [
        safe(event.loan),
        event.kind,
        event.track,
        *(day.isoformat() if day else "" for day in dates),
        str(first),
        str(last),
        "" if event.lawful is None else str(event.lawful).lower(),
        event.confidence,
        "" if event.amount is None else show(event.amount, digits),
        safe(clean(said(event.title, lang))),
        clean(said(event.do, lang)),
        clean(said(event.condition, lang)),
        " ".join(cite.norm for cite in event.cites),
        "; ".join(event.sources),
    ]
