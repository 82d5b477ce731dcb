"""The results of booking: schedule, postings, and what is owed on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ashore.loan import Component, Finding, Loan
from ashore.words import Text

__all__ = ["PART_NAMES", "Balance", "Instalment", "Line", "Posting"]

PART_NAMES: dict[Component, Text] = {
    Component.PRINCIPAL: Text("本金", "principal"),
    Component.INTEREST: Text("利息", "interest"),
    Component.PENALTY: Text("罚息", "penalty interest"),
    Component.COMPOUND: Text("复利", "compound interest"),
    Component.FEE: Text("费用", "fees"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One scheduled instalment, amounts in fen.

    `interest` belongs to the days from `period_from` (counted) to `period_to` (not counted);
    `due_on` is later than `period_to` only after a deferral. `balance` is the principal still
    outstanding after it.
    """

    n: int
    due_on: date
    period_from: date
    period_to: date
    principal: int
    interest: int
    fee: int
    balance: int

    @property
    def total(self) -> int:
        """Everything due with this instalment."""
        return self.principal + self.interest + self.fee


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One line of the books: `amount` is added to (positive) or taken from (negative) a part.

    `n` is the instalment (0 for a fee that belongs to none); `cause` is one of schedule, accrual,
    running, fee, payment, credit, waiver, acceleration, prepayment; `event` the payment's id. What
    accrued over days says so: `base` (fen) times `rate` (a day) from `since` to `on`.
    """

    on: date
    n: int
    component: Component
    amount: int
    cause: str
    event: str = ""
    base: int | None = None
    rate: Fraction | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is owed of one instalment on a day, in fen, and how late it is.

    The lines add up to the balance: what an instalment not yet due shows as interest is what has
    accrued by the day. `n` is 0 for a fee with a date of its own.
    """

    n: int
    due_on: date
    principal: int
    interest: int
    penalty: int
    compound: int
    fee: int
    days_late: int
    state: str  # paid | due | overdue | running | upcoming | deferred

    @property
    def total(self) -> int:
        """Everything still owed of this instalment."""
        return self.principal + self.interest + self.penalty + self.compound + self.fee


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What one loan owes on a day, in fen.

    `principal` to `fee` are everything owed, due or not; `due_now` is what should have been paid
    by that day; `per_day` is what one more day adds if nothing happens; `credit` is money paid
    ahead and not yet used.
    """

    loan: Loan
    on: date
    principal: int
    interest: int
    penalty: int
    compound: int
    fee: int
    due_now: int
    credit: int
    days_past_due: int
    bucket: str
    per_day: int
    lines: tuple[Line, ...]
    paid: int = 0  # everything the borrower has paid by the day
    postings: tuple[Posting, ...] = ()  # everything that was charged, paid or given up by the day
    running: tuple[Posting, ...] = ()  # what has accrued since, not yet posted
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> int:
        """What settles the loan that day when interest runs to the day."""
        return self.principal + self.interest + self.penalty + self.compound + self.fee
