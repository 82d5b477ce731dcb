"""Contract and penalty rates per day and per period, exactly as the terms name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from ashore.days import DayCount, Every, days_30_360, due_dates, steps_between
from ashore.loan import Loan, Method, Penalty, Per, Rate

__all__ = ["Pace", "daily_rate", "pace_of", "penalty_daily", "span_periods"]


def daily_rate(rate: Rate, basis: int) -> Fraction:
    """Return the rate a day; `basis` (360 or 365) is the days of a year, 30 or 365/12 of a month.

    >>> daily_rate(Rate(Fraction(18, 100), Per.YEAR), 360)
    Fraction(1, 2000)
    """
    match rate.per:
        case Per.DAY:
            return rate.value
        case Per.MONTH:
            return rate.value * 12 / basis
        case Per.YEAR:
            return rate.value / basis


def year_basis(count: DayCount) -> int:
    """Return the days of a year a day count implies; 360 is the banks' convention otherwise."""
    return 365 if count is DayCount.ACT_365 else 360


def penalty_daily(penalty: Penalty, rate: Rate, count: DayCount) -> Fraction:
    """Return the penalty rate a day: its own rate, or the multiple of the contract rate."""
    basis = penalty.day_basis or year_basis(count)
    if penalty.rate is not None:
        return daily_rate(penalty.rate, basis)
    assert penalty.multiple is not None
    return daily_rate(rate, basis) * penalty.multiple


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast interest grows on one unit of principal: a rate, a day count, a step.

    `over(start, end)` is exact. With equal periods a whole period bears the period rate whatever
    its days, and a part of it bears the elapsed days' share of `period`. A loan repaid at once has
    one span of as many such periods as its life is long (`periods`).
    """

    rate: Rate
    count: DayCount
    every: Every
    periods: Fraction = Fraction(1)

    def period_rate(self) -> Fraction:
        """Return the interest of one whole period per unit (equal periods)."""
        if self.rate.per is Per.DAY:
            return self.rate.value * (self.every.days or 30 * self.every.months)
        yearly = self.rate.value * (12 if self.rate.per is Per.MONTH else 1)
        if self.every.months:
            return yearly * self.every.months / 12
        return yearly * _WEEKS.get(self.every.days, Fraction(self.every.days, 360))

    def over(self, start: date, end: date, period: tuple[date, date]) -> Fraction:
        """Return the interest per unit of principal from `start` to `end`, inside `period`."""
        days = (end - start).days
        match self.count:
            case DayCount.PERIOD:
                length = (period[1] - period[0]).days
                return self.period_rate() * self.periods * Fraction(days, length)
            case DayCount.THIRTY_360:
                return daily_rate(self.rate, 360) * days_30_360(start, end)
            case DayCount.ACTUAL | DayCount.ACT_365 | DayCount.ACT_360:
                return daily_rate(self.rate, year_basis(self.count)) * days


_WEEKS = {7: Fraction(1, 52), 14: Fraction(1, 26)}
"""A weekly or two-weekly period of a yearly rate is a 52nd or a 26th of it."""


def pace_of(loan: Loan, rate: Rate | None = None) -> Pace:
    """Return the pace of a loan at its contract rate, or at a changed one."""
    return Pace(rate or loan.rate, loan.day_count, loan.every, span_periods(loan))


def span_periods(loan: Loan) -> Fraction:
    """Return how many periods one row of the schedule spans.

    One, or for a loan repaid at once its whole life: a single due date a year away is twelve months
    of interest, not one.
    """
    if loan.method is not Method.BULLET and loan.instalments != 1:
        return Fraction(1)
    return _life(loan.disbursed_on, loan.first_due_on, loan.instalments, loan.every)


@lru_cache(maxsize=256)
def _life(begin: date, first_due: date, count: int, every: Every) -> Fraction:
    return steps_between(begin, due_dates(first_due, count, every)[-1], every)
