"""How much time lies between two days, in months, weeks and days, as official methods count it.

Whole months are counted back from the later day. A series due on the 31st is due on the last day of
a shorter month, and those days count as its 31st.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from ashore.days import month_step

__all__ = ["EuInterval", "Months", "due_day", "equal_months", "eu_intervals", "months_back"]


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months back from a day to `begin`, and the odd days before that."""

    count: int
    days: int
    begin: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EuInterval:
    """An interval of the EU method: whole months or weeks, then days of a year of 365 or 366."""

    months: int = 0
    weeks: int = 0
    days: int = 0
    year_days: int = 365

    @property
    def years(self) -> Fraction:
        """The interval in years of 12 equal months or 52 weeks."""
        whole = Fraction(self.months, 12) + Fraction(self.weeks, 52)
        return whole + Fraction(self.days, self.year_days)


def equal_months(days: Sequence[date]) -> bool:
    """Say whether all days are the same day of the month, clipped to the month's end.

    >>> equal_months([date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)])
    True
    """
    wanted = max(day.day for day in days)
    return all(day.day == wanted or _is_month_end(day) for day in days)


def due_day(start: date, others: Sequence[date]) -> int:
    """Return the day of the month on which a series falls, 0 when it has none.

    `start` has its say when it fits the series: from 31 January to 28 February is a month.

    >>> due_day(date(2026, 1, 10), [date(2026, 2, 28), date(2026, 3, 31)])
    31
    """
    if equal_months([start, *others]):
        return max(day.day for day in [start, *others])
    return max(day.day for day in others) if equal_months(others) else 0


def months_back(start: date, end: date, due: int, step: int = 1) -> Months:
    """Return the whole months counted back from `end`, and the days from `start` to where they end.

    `due` is the day of the month of the series, or 0; it matters at the end of short months only.
    `step` counts in lots of months: 12 for whole years.

    >>> months_back(date(2012, 1, 12), date(2012, 2, 15), 15)
    Months(count=1, days=3, begin=datetime.date(2012, 1, 15))
    """
    day = due if _is_month_end(end) and due > end.day else end.day
    months = (end.year - start.year) * 12 + end.month - start.month
    count = months - months % step
    begin = _back(end, count, day)
    if begin < start:
        count -= step
        begin = _back(end, count, day)
    return Months(count, (begin - start).days, begin)


def eu_intervals(start: date, others: Sequence[date]) -> list[EuInterval]:
    """Return the intervals from the first drawdown to each other day, as the EU method counts.

    Weeks when the other days follow each other in whole weeks and not in whole months; otherwise
    months. What is left is days, over the days of the year that ends where the whole periods begin.
    Source: Directive 2008/48/EC, Annex I, part I, remark (c); the days as spelled out in Directive
    2014/17/EU, Annex I, remark (c).
    """
    steps = [(later - earlier).days for earlier, later in pairwise(others)]
    if steps and not equal_months(others) and all(days % 7 == 0 for days in steps):
        return [_weeks(start, day) for day in others]
    due = due_day(start, others)
    return [_months(start, day, due) for day in others]


def _weeks(start: date, end: date) -> EuInterval:
    weeks, days = divmod((end - start).days, 7)
    return EuInterval(weeks=weeks, days=days, year_days=_year_before(start + timedelta(days=days)))


def _months(start: date, end: date, due: int) -> EuInterval:
    back = months_back(start, end, due)
    return EuInterval(months=back.count, days=back.days, year_days=_year_before(back.begin))


def _year_before(day: date) -> int:
    return (day - month_step(day, -12)).days


def _is_month_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _back(end: date, months: int, day: int) -> date:
    first = month_step(end.replace(day=1), -months)
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))
