"""The nouns of the family shield: a loan as the forecast sees it, a risk, an act, the headline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ashore.conduct.situation import Situation
from ashore.facts import Contact, LoanFile
from ashore.forecast.practice import Practice, Span, Stage
from ashore.forecast.reported import Anchor
from ashore.forecast.stand import Stand
from ashore.forecast.third import ThirdAnswer
from ashore.law import Law
from ashore.words import Cite, Text

__all__ = ["THIRD", "Act", "Family", "LoanView", "Move", "Risk", "World", "third_stage", "window"]

THIRD = "contact_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What every question of the forecast needs beside the loans.

    `log` ends on the day it is seen from. `reachable`: whether the debtor answers calls and
    messages; None: not known. `currency` is that of the case.
    """

    log: tuple[Contact, ...]
    on: date
    law: Law
    practice: Practice
    reachable: bool | None
    currency: str = "CNY"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanView:
    """One loan as the forecast sees it: its file, how it stands, what norms of contact may ask."""

    file: LoanFile
    stand: Stand
    situation: Situation

    @property
    def id(self) -> str:
        """The loan's id."""
        return self.file.loan.id

    @property
    def name(self) -> str:
        """The loan's name, or its id."""
        return self.file.loan.name or self.file.loan.id

    @property
    def anchor(self) -> Anchor | None:
        """The due date its days are counted from; None when nothing is or would be late."""
        return self.stand.anchor

    @property
    def lender_type(self) -> str:
        """Who lends, as the norms of contact see it."""
        return self.situation.lender_type or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """When third persons come into view for one loan, on both tracks.

    `permitted_from` is None when the norms do not allow it as things are; `span` and the reported
    dates are None when no report is known.
    """

    loan: str
    permitted_from: date | None
    answer: ThirdAnswer
    span: Span | None
    reported_from: date | None
    reported_usual: date | None
    reported_usual_to: date | None
    reported_to: date | None

    def passed(self, on: date) -> bool:
        """Whether the days named in reports are all over."""
        return self.reported_to is not None and self.reported_to < on


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A date before and after an act; None: no date. `known` False: nobody has measured it."""

    before: date | None
    after: date | None
    known: bool = True

    @property
    def helps(self) -> bool:
        """Whether the act puts the date off, or away."""
        if not self.known or self.before is None:
            return False
        return self.after is None or self.after > self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something one can do, and what it changes on each track.

    `note` says what the dates do not; `amount` is what it costs, fen.
    """

    kind: str  # answer | message | pay | refusal | withdraw
    title: Text
    do: Text
    permitted: Move
    reported: Move
    note: Text = Text("", "")
    loan: str = ""
    amount: int | None = None
    cites: tuple[Cite, ...] = ()

    @property
    def helps(self) -> bool:
        """Whether a date on either track is known to move away."""
        return self.permitted.helps or self.reported.helps


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The headline of the forecast: two tracks, what raises the risk, what lowers it.

    `first` is the loan whose reported days come first (those all over last); `permitted` the one
    that the norms would allow first, None when they allow none. `smallest` is the least act that
    is known to move a date away.
    """

    permitted: Risk | None
    first: Risk | None
    reason: Text
    risks: tuple[Risk, ...]
    raised_by: tuple[Text, ...]
    lowered_by: tuple[Act, ...]

    @property
    def permitted_from(self) -> date | None:
        """The first day on which the norms would allow it for any loan."""
        return self.permitted.permitted_from if self.permitted else None

    @property
    def norms(self) -> tuple[Cite, ...]:
        """The norms on third persons the headline rests on: empty where none binds a lender."""
        if self.permitted is not None:
            return self.permitted.answer.cites
        return next((risk.answer.cites for risk in self.risks if risk.answer.cites), ())

    @property
    def smallest(self) -> Act | None:
        """The least act that is known to help."""
        return next((act for act in self.lowered_by if act.helps), None)


def third_stage(practice: Practice) -> Stage | None:
    """Return the stage at which somebody else is contacted, if anything is reported about it."""
    return next((stage for stage in practice.stages if stage.kind == THIRD), None)


def window(anchor: Anchor | None, span: Span | None) -> tuple[date, date, date, date] | None:
    """Return the earliest, usual (from, to) and latest date of a span of days past due."""
    if anchor is None or span is None:
        return None
    earliest, usual, usual_to, latest = (
        anchor.due_on + timedelta(days=days)
        for days in (span.earliest, span.usual_from, span.usual_to, span.latest)
    )
    return earliest, usual, usual_to, latest
