"""The nouns of the family shield: a loan as the forecast sees it, a risk, an act, the headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ashore.facts import Contact, LoanFile
from ashore.forecast.practice import Practice, Stage
from ashore.forecast.reported import Anchor
from ashore.forecast.third import ThirdAnswer
from ashore.law import Law
from ashore.ledger.booked import Balance
from ashore.words import Cite, Text

__all__ = ["Act", "Family", "LoanView", "Risk", "World", "first_date", "third_dates"]

THIRD = "contact_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What every question of the forecast needs beside the loans.

    `reachable`: whether the debtor answers calls and messages; None: not known.
    """

    log: tuple[Contact, ...]
    on: date
    law: Law
    practice: Practice
    reachable: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanView:
    """One loan as the forecast sees it: its file, its balance, where its days are counted from."""

    file: LoanFile
    balance: Balance
    anchor: Anchor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """When third persons come into view for one loan.

    `permitted_from` is None when the norms do not allow it as things are; the reported dates are
    None when nothing is reported, or when the loan is not in arrears and stays paid.
    """

    loan: str
    permitted_from: date | None
    answer: ThirdAnswer
    reported_from: date | None
    reported_usual: date | None
    reported_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something one can do, and the reported date before and after it; None after: no date left.

    `known` False says that the difference in days is not known (no report, no number).
    """

    kind: str  # answer | message | pay | refusal | withdraw
    title: Text
    do: Text
    before: date | None
    after: date | None
    known: bool = True
    loan: str = ""
    amount: int | None = None
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The headline of the forecast: two dates, what raises the risk, what lowers it."""

    permitted_from: date | None
    reported_from: date | None
    reported_usual: date | None
    condition: Text
    risks: tuple[Risk, ...]
    raised_by: tuple[Text, ...]
    lowered_by: tuple[Act, ...]


def third_dates(
    view: LoanView, practice: Practice, *, reachable: bool | None
) -> tuple[date, date, date] | None:
    """Return earliest, usual and latest reported date of contact with a third person, or None."""
    if view.anchor is None:
        return None
    stage = _stage(practice)
    loan = view.file.loan
    span = practice.span(stage, loan.lender_type, loan.product, reachable=reachable)
    if span is None:
        return None
    due = view.anchor.due_on
    return (
        due + timedelta(days=span.earliest),
        due + timedelta(days=span.usual_from),
        due + timedelta(days=span.latest),
    )


def _stage(practice: Practice) -> Stage:
    return next(stage for stage in practice.stages if stage.kind == THIRD)


def first_date(
    views: Sequence[LoanView], practice: Practice, *, reachable: bool | None
) -> date | None:
    """Return the earliest reported date of contact with a third person over all loans."""
    dates = [third_dates(view, practice, reachable=reachable) for view in views]
    return min((each[0] for each in dates if each), default=None)
