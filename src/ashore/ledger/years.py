"""Time in years: as courts count it, and as a contract with a rate per month or year counts it.

Courts set simple interest by actual days over 365 beside a cap. A contract of "2 % a month" counts
twelve equal months; its year is 24 %, though the days of a February cost more. A rate that keeps to
the cap as agreed is not called above it for the counting of days alone: both readings are told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import accumulate

from ashore.days import DayCount
from ashore.ledger.rates import pace_of, year_basis
from ashore.ledger.schedule import make_schedule
from ashore.loan import Loan, Method, Per

__all__ = ["Years", "contract_years", "court_years"]

Years = Callable[[date, date], Fraction]
"""The time from a day (counted) to another (not counted), in years."""


def court_years(first: date, last: date) -> Fraction:
    """Return actual days over 365."""
    return Fraction((last - first).days, 365)


def contract_years(loan: Loan) -> Years | None:
    """Return how the contract counts years; None where it counts as courts do or by a daily rate.

    A period of the schedule is as long as its interest says: a twelfth of a year for each month,
    whatever its days. Inside it time runs evenly; after the last due date it runs by the year that
    turns the penalty rate into a daily one (360 or 365 days).
    """
    if loan.rate.per is Per.DAY or not loan.rate.value or loan.day_count is DayCount.ACT_365:
        return None
    if loan.method in {Method.GIVEN, Method.CARD}:
        return None
    yearly = loan.rate.value * (12 if loan.rate.per is Per.MONTH else 1)
    pace = pace_of(loan)
    spans = [(row.period_from, row.period_to) for row in make_schedule(loan)]
    lengths = [pace.over(*span, span) / yearly for span in spans]
    basis = loan.penalty.day_basis if loan.penalty is not None else None
    late_year = basis or year_basis(loan.day_count)

    ends = [end for _, end in spans]
    told = list(accumulate(lengths, initial=Fraction(0)))

    def clock(day: date) -> Fraction:
        place = bisect_right(ends, day)  # the span the day lies in
        if place == len(ends):
            return told[place] + Fraction((day - ends[-1]).days, late_year)
        start, end = spans[place]
        return told[place] + lengths[place] * Fraction(
            max(0, (day - start).days), (end - start).days
        )

    return lambda first, last: clock(last) - clock(first)
