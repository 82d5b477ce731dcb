"""One thing that may happen: when, on which track, on what ground, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ashore.words import Cite, Text

__all__ = ["Event", "Track"]

Track = str
"""permitted: what the norms allow. reported: what pages say happens. due: what the contract or a
norm dates by itself (an instalment, a credit mark, a limitation period)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of a forecast; a date that is not known is None, never a guess.

    Attributes:
        loan: the loan's id; "" for the whole case.
        kind: what kind of event ("contact_person", "suit", "credit_status" …).
        track: permitted, reported or due.
        earliest, usual, usual_to, latest: the dates; a fixed date has all of them alike.
        days: the days past due of earliest and latest; None where days do not matter.
        lawful: whether the norms would allow it on the first date; None: not a question of them.
        cites: the norms it rests on; every permitted or due event from a norm has one.
        sources: the pages a report rests on.
        confidence: A, B or C, the weakest of what it rests on.
        title, means, may_not, do: in plain words.
        condition: what has to happen first; empty when nothing has.
        pages: how many public pages a report rests on; 0: a summary, or no report.
        amount: the money it is about, fen; None where it is about none.
    """

    loan: str
    kind: str
    track: Track
    earliest: date | None
    usual: date | None
    latest: date | None
    confidence: str
    title: Text
    means: Text
    do: Text
    may_not: Text = Text("", "")
    condition: Text = Text("", "")
    usual_to: date | None = None
    days: tuple[int, int] | None = None
    lawful: bool | None = None
    cites: tuple[Cite, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    pages: int = 0
    amount: int | None = None

    @property
    def key(self) -> str:
        """A stable name for calendars and logs: loan, kind, track."""
        return f"{self.loan or 'case'}.{self.kind}.{self.track}"

    def passed(self, on: date) -> bool:
        """Whether the days it was reported for are all over on a day."""
        return self.track == "reported" and self.latest is not None and self.latest < on

    def open_on(self, on: date) -> bool:
        """Whether the day lies within its dates, after the first of them."""
        last = self.latest
        return self.earliest is not None and self.earliest <= on and (last is None or on <= last)
