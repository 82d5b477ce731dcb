"""A loan and a case as a person reads them: figures with words, the same on paper and on screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ashore.assumed import Span
from ashore.case import LoanOutcome, Outcome
from ashore.ledger.booked import PART_NAMES, Balance
from ashore.loan import COMPONENTS, Component
from ashore.report.shown import count
from ashore.words import Text

__all__ = ["PAID_AHEAD", "Overview", "Share", "overview", "shares", "standing"]


PAID_AHEAD = Text(
    "另有多付的钱，会先拿来抵以后到期的", "paid ahead besides: it is used for what falls due next"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The sums over all loans, fen; `above_cap` is the part a court does not grant.

    `low` and `high` are both ends of the total; the same where nothing open moves it; `high` None:
    no end is known.
    """

    total: int
    due_now: int
    per_day: int
    credit: int
    above_cap: int
    low: int
    high: int | None

    @property
    def ranges(self) -> bool:
        """Whether the total is not one figure."""
        return (self.low, self.high) != (self.total, self.total)


def overview(outcome: Outcome) -> Overview:
    """Return the sums over all loans."""
    balances = [one.balance for one in outcome.loans]
    spans = [one.span or Span(one.balance.total, one.balance.total) for one in outcome.loans]
    highs = [each.high for each in spans]
    return Overview(
        total=sum(each.total for each in balances),
        due_now=sum(each.due_now for each in balances),
        per_day=sum(each.per_day for each in balances),
        credit=sum(each.credit for each in balances),
        above_cap=sum(above_cap(one) for one in outcome.loans),
        low=sum(each.low for each in spans),
        high=None if None in highs else sum(each or 0 for each in highs),
    )


def above_cap(one: LoanOutcome) -> int:
    """Return how much of a balance lies above the cap that binds the loan, fen.

    0 where a term is open: it would be our ignorance that is measured.
    """
    if one.lawful is None or not one.file.sure:
        return 0
    return max(0, one.balance.total - one.balance.credit - one.lawful.total)


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a balance, fen."""

    part: Component
    name: Text
    amount: int


def shares(balance: Balance) -> tuple[Share, ...]:
    """Return the parts of a balance that are not zero."""
    found = (
        Share(part, PART_NAMES[part], int(getattr(balance, part.value))) for part in COMPONENTS
    )
    return tuple(share for share in found if share.amount)


def standing(balance: Balance) -> Text:
    """Return how a loan stands: not paid out yet, paid off, not overdue, or late since when."""
    out = balance.loan.disbursed_on
    if not balance.lines and balance.on < out:
        return Text(
            f"这一天还没有放款，{out} 才到账", f"not paid out yet on this day, only on {out}"
        )
    if not balance.total:
        return Text("已还清", "paid off")
    if not balance.days_past_due:
        return _coming(balance)
    since = oldest_unpaid(balance)
    days = count(balance.days_past_due)
    return Text(
        f"逾期 {days.zh}（{balance.bucket}），最早没还清的一期 {since} 到期",
        f"{days.en} overdue ({balance.bucket}); the oldest unpaid instalment was due on {since}",
    )


def oldest_unpaid(balance: Balance) -> date:
    """Return the due day of the line that is late the longest."""
    late = max(balance.lines, key=lambda line: line.days_late)
    return late.due_on


def _coming(balance: Balance) -> Text:
    after = [line for line in balance.lines if line.due_on >= balance.on and line.total]
    if not after:
        return Text("没有逾期", "not overdue")
    day = min(line.due_on for line in after)
    return Text(f"没有逾期，下一期 {day} 到期", f"not overdue; the next instalment is due on {day}")
