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
        severity: how much it weighs on the borrower (1 low to 3 high), for sorting and drawing.
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

    @property
    def key(self) -> str:
        """A stable name for calendars and logs: loan, kind, track."""
        return f"{self.loan or 'case'}.{self.kind}.{self.track}"
