"""Two years day by day with the offers paid: does the buffer hold, are the essentials paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ashore.facts import Budget
from ashore.plan.budget import CashFlow, cash_flow, with_extra

__all__ = ["Check", "CheckMonth", "check_offer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckMonth:
    """One month of the check, fen: from a day of payment to the day before the next.

    `lowest` is the lowest point of its days, reached on `lowest_on`.
    """

    start: date
    end: date
    paid: int
    essentials: int
    lowest: int
    lowest_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The months, and the first day that breaks from the first payment on.

    `below_buffer_on` is the first day under the buffer, `short_on` the first on which money for
    living is missing, by `short` fen at most. None: no such day. What is missing before the first
    payment is no matter of the offer (`Offers.gap`).
    """

    months: tuple[CheckMonth, ...]
    buffer: int
    below_buffer_on: date | None
    short_on: date | None
    short: int

    @property
    def holds(self) -> bool:
        """Whether every day keeps the buffer."""
        return self.below_buffer_on is None


def check_offer(household: Budget, before: CashFlow, days: Sequence[date], monthly: int) -> Check:
    """Return the check of a monthly sum paid on the given days.

    Args:
        household: the budget, loans kept up by contract included.
        before: its days without the offers (pessimistic).
        days: the days of payment.
        monthly: what is paid on each, fen.

    Certain income comes before the payments of a day, its expenses too: a day's low point with the
    payment is what is left after both.
    """
    paying = household
    for day in days:
        paying = with_extra(paying, day, -monthly)
    flow = cash_flow(paying, before.start, before.end, before.income)
    since = [day for day in flow.days if day.on >= days[0]]
    below = next((day for day in since if day.low < household.buffer), None)
    short = next((day for day in since if day.low < 0), None)
    starts = (before.start, *days)
    ends = (*(day - timedelta(days=1) for day in days), before.end)
    months = tuple(
        _month(flow, start, end, monthly if start in days else 0)
        for start, end in zip(starts, ends, strict=True)
        if start <= end
    )
    return Check(
        months=months,
        buffer=household.buffer,
        below_buffer_on=below.on if below else None,
        short_on=short.on if short else None,
        short=max(0, -min(day.low for day in since)),
    )


def _month(flow: CashFlow, start: date, end: date, paid: int) -> CheckMonth:
    days = flow.days[(start - flow.start).days : (end - flow.start).days + 1]
    lowest = min(days, key=lambda day: day.low)
    return CheckMonth(
        start=start,
        end=end,
        paid=paid,
        essentials=sum(day.essentials for day in days),
        lowest=lowest.low,
        lowest_on=lowest.on,
    )
