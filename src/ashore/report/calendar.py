"""Entries of a calendar as an iCalendar file (RFC 5545): whole days, reminders, CRLF, folded lines.

The same entries give the same bytes: an entry's id is made from what it is about, its stamp is the
day asked, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from ashore.report.shown import typeset
from ashore.report.wide import clean
from ashore.words import Lang, Text

__all__ = ["THE_DAY_BEFORE", "THREE_DAYS_BEFORE", "Entry", "calendar_text", "folded", "said", "uid"]

FOLD_OCTETS = 75
ONE = timedelta(days=1)
THE_DAY_BEFORE = "-PT15H"
"""9:00 on the day before."""
THREE_DAYS_BEFORE = "-P2DT15H"
"""9:00 three days before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One whole-day entry.

    Attributes:
        uid: an id that stays the same when the day moves (`uid`).
        on: the day.
        title: what the calendar shows.
        about: lines of the description; empty: none.
        remind: when to remind, as RFC 5545 durations before the day's midnight.
    """

    uid: str
    on: date
    title: str
    about: tuple[str, ...] = ()
    remind: tuple[str, ...] = ()


def uid(*parts: object) -> str:
    """Return an id made from what an entry is about; it cannot be read back."""
    told = "\x1f".join(str(part) for part in parts)
    return f"{sha256(told.encode()).hexdigest()[:32]}@ashore"


def said(text: Text, lang: str) -> str:
    """Return a sentence in one language, its Chinese punctuation set."""
    words = text.say(lang)
    return words if lang == Lang.EN else typeset(words)


def calendar_text(entries: Iterable[Entry], stamp: date, lang: str) -> str:
    """Return a calendar file; `stamp` is the day it was asked for. Lines end in CRLF."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//ashore//forecast//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for entry in entries:
        lines += _lines(entry, stamp)
    return "\r\n".join(folded(line) for line in (*lines, "END:VCALENDAR")) + "\r\n"


def _lines(entry: Entry, stamp: date) -> Iterator[str]:
    title = _escaped(entry.title)
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + ONE:%Y%m%d}"
    yield f"SUMMARY:{title}"
    if entry.about:
        yield f"DESCRIPTION:{_escaped(chr(10).join(entry.about))}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PRIVATE"
    for trigger in entry.remind:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{title}"
        yield f"TRIGGER:{trigger}"
        yield "END:VALARM"
    yield "END:VEVENT"


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
