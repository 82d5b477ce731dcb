"""The household budget day by day: what comes in, what must go out, what is free for lenders.

Order inside a day: income that is certain, then expenses, then payments to lenders, then income
that is not certain. Nobody pays the rent of a payday before the wage is there, so the certain
income comes first; a sum whose day is not sure must not carry an expense or an instalment of the
same day, so it can be used from the next day on. `Day.low` is the day's lowest point: what is left
after its expenses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from ashore.days import month_step
from ashore.facts import Budget, Flow
from ashore.money import Rounding, rounded

__all__ = [
    "FLEXIBLE",
    "PRIORITY",
    "CashFlow",
    "Day",
    "IncomeCase",
    "Month",
    "cash_flow",
    "flow_days",
    "month_of",
    "week_of_essentials",
    "with_extra",
]

IncomeCase = Literal["pessimistic", "expected"]
"""Which income counts: only what is certain, or all of it."""

PRIORITY = (
    "housing",
    "food",
    "utilities",
    "transport",
    "health",
    "children",
    "parents",
    "insurance",
)
"""Expenses that come before every lender and are never cut by us."""

FLEXIBLE = "other"
"""The one category that a person may decide to cut for a while."""

STEP_DAYS = {"week": 7, "two_weeks": 14}
PER_MONTH = {"month": Fraction(1), "week": Fraction(52, 12), "two_weeks": Fraction(26, 12)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the household without any payment to a lender, fen.

    `spent` has the categories in which something goes out, in the order of the budget. `sure` is
    the income that is certain, `unsure` the rest (0 in the pessimistic case).
    """

    on: date
    opening: int
    sure: int
    unsure: int
    spent: tuple[tuple[str, int], ...]

    @property
    def expenses(self) -> int:
        """What goes out, all categories."""
        return sum(amount for _, amount in self.spent)

    @property
    def essentials(self) -> int:
        """What goes out in categories that are never sacrificed."""
        return sum(amount for category, amount in self.spent if category in PRIORITY)

    @property
    def low(self) -> int:
        """The lowest point of the day: after its expenses, before income that is not certain."""
        return self.opening + self.sure - self.expenses

    @property
    def closing(self) -> int:
        """What is there when the day ends."""
        return self.low + self.unsure


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlow:
    """Every day of a horizon, and what is free for lenders on each.

    Attributes:
        income: which income is counted.
        buffer: fen that are to stay at hand on every day.
        days: from `start` to `end`, both included, none missing.
        lowest: for each day, the least low point from that day to the end, fen.
    """

    income: IncomeCase
    buffer: int
    days: tuple[Day, ...]
    lowest: tuple[int, ...]

    @property
    def start(self) -> date:
        """The first day."""
        return self.days[0].on

    @property
    def end(self) -> date:
        """The last day."""
        return self.days[-1].on

    def day(self, on: date) -> Day:
        """Return one day of the horizon."""
        return self.days[self._place(on)]

    def free(self, on: date) -> int:
        """Return what can at most have been paid to lenders in total by the end of `on`, fen.

        However it is split over the days up to `on`, as long as no day's own limit is passed, no
        day of the horizon drops below the buffer. 0 when even without paying anybody a day does.
        Never falls from one day to the next.
        """
        return max(0, self.lowest[self._place(on)] - self.buffer)

    def first_below(self, floor: int = 0) -> Day | None:
        """Return the first day whose low point is under `floor` without paying any lender."""
        return next((day for day in self.days if day.low < floor), None)

    @property
    def missing(self) -> int:
        """What must be raised, at the latest by the worst day, to pay no lender and stay at 0."""
        return max(0, -self.lowest[0])

    def _place(self, on: date) -> int:
        place = (on - self.start).days
        assert 0 <= place < len(self.days), f"{on} is outside {self.start} to {self.end}"
        return place


def cash_flow(
    budget: Budget, start: date, end: date, income: IncomeCase, *, lean: bool = False
) -> CashFlow:
    """Return the days of a household from `start` to `end`, no lender paid.

    Args:
        budget: the household; its cash is what is at hand when `start` begins, before that day's
            income and expenses. What fell before `start` is taken to be in the cash already.
        start: the first day.
        end: the last day.
        income: "pessimistic" counts only income that is certain, "expected" all of it.
        lean: leave out the flexible category, which a person may decide to cut.
    """
    assert start <= end
    count = (end - start).days + 1
    sure, unsure = [0] * count, [0] * count
    spent: list[dict[str, int]] = [{} for _ in range(count)]
    for flow in budget.income:
        if flow.certain or income == "expected":
            into = sure if flow.certain else unsure
            for on in flow_days(flow, start, end):
                into[(on - start).days] += flow.amount
    for flow in budget.expenses:
        if not (lean and flow.category == FLEXIBLE):
            for on in flow_days(flow, start, end):
                there = spent[(on - start).days]
                there[flow.category] = there.get(flow.category, 0) + flow.amount
    days: list[Day] = []
    opening = budget.cash
    for place in range(count):
        day = Day(
            on=start + timedelta(days=place),
            opening=opening,
            sure=sure[place],
            unsure=unsure[place],
            spent=tuple(spent[place].items()),
        )
        days.append(day)
        opening = day.closing
    return CashFlow(
        income=income, buffer=budget.buffer, days=tuple(days), lowest=_lowest_from(days)
    )


def _lowest_from(days: list[Day]) -> tuple[int, ...]:
    lowest: list[int] = []
    for day in reversed(days):
        lowest.append(min(day.low, lowest[-1]) if lowest else day.low)
    return tuple(reversed(lowest))


def flow_days(flow: Flow, start: date, end: date) -> Iterator[date]:
    """Yield the days of an income or expense within `start` to `end`.

    Months are counted from the flow's own first day and clipped to the month's end, so the 31st
    is the 28th in February and the 31st again in March.

    >>> rent = Flow(name="rent", amount=1, every="month", on=date(2026, 1, 31))
    >>> [str(day) for day in flow_days(rent, date(2026, 2, 1), date(2026, 4, 30))]
    ['2026-02-28', '2026-03-31', '2026-04-30']
    """
    if flow.every == "once":
        if start <= flow.on <= end:
            yield flow.on
        return
    step = STEP_DAYS.get(flow.every)
    if step:
        behind = max(0, -((flow.on - start).days // step))  # rounded up
        day = flow.on + timedelta(days=step * behind)
        while day <= end:
            yield day
            day += timedelta(days=step)
        return
    months = max(0, (start.year - flow.on.year) * 12 + start.month - flow.on.month)
    while (day := month_step(flow.on, months)) <= end:
        if day >= start:
            yield day
        months += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """An average month of the household, fen; what comes only once is left out.

    A week counts 52/12 times a month, two weeks 26/12. Income is rounded down to the fen and
    expenses up, so that the surplus is never too high.
    """

    income: int
    essentials: int
    flexible: int
    spent: tuple[tuple[str, int], ...]

    @property
    def surplus(self) -> int:
        """What is left for lenders in an average month; negative when the month does not close."""
        return self.income - self.essentials - self.flexible

    @property
    def lean_surplus(self) -> int:
        """The same when the flexible category is cut to nothing."""
        return self.income - self.essentials


def month_of(budget: Budget, income: IncomeCase) -> Month:
    """Return the average month of a household."""
    earned = sum(
        (_monthly(flow) for flow in budget.income if flow.certain or income == "expected"),
        Fraction(0),
    )
    by_category: dict[str, Fraction] = {}
    for flow in budget.expenses:
        by_category[flow.category] = by_category.get(flow.category, Fraction(0)) + _monthly(flow)
    spent = {key: rounded(exact, Rounding.UP) for key, exact in by_category.items()}
    return Month(
        income=rounded(earned, Rounding.DOWN),
        essentials=sum(amount for key, amount in spent.items() if key in PRIORITY),
        flexible=spent.get(FLEXIBLE, 0),
        spent=tuple(spent.items()),
    )


def _monthly(flow: Flow) -> Fraction:
    return flow.amount * PER_MONTH.get(flow.every, Fraction(0))


def week_of_essentials(budget: Budget) -> int:
    """Return what a week of essentials costs, fen, rounded up: a buffer that we suggest."""
    return rounded(month_of(budget, "pessimistic").essentials * Fraction(12, 52), Rounding.UP)


def with_extra(budget: Budget, on: date, amount: int, name: str = "") -> Budget:
    """Return the budget with so much more certain income on one day (or less, when negative)."""
    extra = Flow(name=name, amount=amount, every="once", on=on)
    return replace(budget, income=(*budget.income, extra))
