"""The forecast as a calendar (RFC 5545) and as rows of a table.

Whole-day entries, neutral titles unless asked otherwise, a reminder the day before what must not be
missed. The same forecast gives the same bytes: an entry's id is its key, its stamp the day asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from hashlib import sha256

from ashore.facts import Case
from ashore.forecast.event import Event
from ashore.forecast.run import Forecast
from ashore.money import show
from ashore.report.forecast_pick import begins, within
from ashore.report.forecast_words import TRACKS, kind_words, names_of, when
from ashore.report.notice import DISCLAIMER
from ashore.report.shown import typeset
from ashore.report.wide import clean
from ashore.words import Lang, Text

__all__ = ["DEADLINES", "folded", "forecast_ics", "forecast_rows"]

DEADLINES = frozenset({"instalment", "late_from", "appeal"})
"""Kinds that must not be missed: they get a reminder the day before."""

FOLD_OCTETS = 75
ONE = timedelta(days=1)


def forecast_ics(found: Forecast, lang: str, *, days: int | None = None, full: bool = False) -> str:
    """Return the events that are still to begin as a calendar; lines end in CRLF.

    Args:
        found: the forecast.
        lang: "zh" or "en".
        days: only events that begin within so many days.
        full: titles that say what they are; else "item 1", "item 2" and no description, for a
            calendar others may see.
    """
    names = names_of(found)
    dated = [event for event in within(found, days) if _shown(event, found.on)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ashore//forecast//ZH",
        "CALSCALE:GREGORIAN",
    ]
    for number, event in enumerate(dated, start=1):
        title = Text(f"事项 {number}", f"item {number}")
        if full:
            label, kind = TRACKS[event.track], kind_words(event, names)
            title = Text(f"[{label.zh}] {kind.zh}", f"[{label.en}] {kind.en}")
        about = _about(event, found) if full else ()
        lines += _entry(event, found.on, _said(title, lang), [_said(text, lang) for text in about])
    return "\r\n".join(folded(line) for line in (*lines, "END:VCALENDAR")) + "\r\n"


def _shown(event: Event, on: date) -> bool:
    """Whether a calendar needs the event: it begins that day or later, and is no mere possibility.

    The ways to court are all open from one and the same day; in a calendar they would be noise.
    """
    start = begins(event)
    return start is not None and start >= on and not event.kind.startswith("path_")


def _entry(event: Event, on: date, title: str, about: list[str]) -> Iterator[str]:
    start = begins(event)
    assert start is not None
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(event)}"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{start + ONE:%Y%m%d}"
    yield f"SUMMARY:{_escaped(title)}"
    if about:
        yield f"DESCRIPTION:{_escaped(chr(10).join(about))}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PRIVATE"
    if event.kind in DEADLINES:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(title)}"
        yield "TRIGGER:-PT15H"  # 9:00 the day before
        yield "END:VALARM"
    yield "END:VEVENT"


def _uid(event: Event) -> str:
    """Return an id that stays the same when a date moves, and tells nothing about the case."""
    return f"{sha256(event.key.encode()).hexdigest()[:24]}@ashore"


def _about(event: Event, found: Forecast) -> Iterator[Text]:
    yield when(event, found.on)
    for text in (event.condition, event.means, event.do, event.may_not):
        if text.zh:
            yield text
    yield DISCLAIMER


def _said(text: Text, lang: str) -> str:
    said = text.say(lang)
    return said if lang == Lang.EN else typeset(said)


def _escaped(text: str) -> str:
    """Return a text value as RFC 5545 (3.3.11) has it."""
    lines = [clean(line) for line in text.split("\n")]
    marked = [line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines]
    return "\\n".join(marked)


def folded(line: str) -> str:
    """Return a content line folded to 75 octets, never inside a character (RFC 5545, 3.1)."""
    out: list[str] = []
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > FOLD_OCTETS:
            out.append(piece)
            piece, size = " ", 1
        piece += sign
        size += octets
    return "\r\n".join([*out, piece])


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
        event.loan,
        event.kind,
        event.track,
        *(day.isoformat() if day else "" for day in dates),
        str(first),
        str(last),
        "" if event.lawful is None else str(event.lawful).lower(),
        event.confidence,
        "" if event.amount is None else show(event.amount, digits),
        clean(_said(event.title, lang)),
        clean(_said(event.do, lang)),
        clean(_said(event.condition, lang)),
        " ".join(cite.norm for cite in event.cites),
        "; ".join(event.sources),
    ]
