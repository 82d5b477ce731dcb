"""The US annual percentage rate by the actuarial method: Regulation Z (12 CFR 1026), Appendix J.

The rate of one unit-period times the unit-periods of a year. Within a part of a unit-period the
rate grows in proportion, so a flow after t whole unit-periods and a part f is discounted by
(1 + f·i)·(1 + i)^t. Letters in brackets name the paragraphs of the appendix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import floor

from ashore.ledger.flows import Amount, DatedFlow, by_day
from ashore.ledger.intervals import due_day, months_back
from ashore.ledger.irr import Rates, alone, exact_decimal, irr_at, told
from ashore.ledger.roots import EXACT, Weighed, refine

__all__ = ["Discounted", "Unit", "UnitPeriod", "actuarial", "unit_period", "unit_rates", "units"]

_FAR = Decimal(2000)  # no unit-period rate that people meet is beyond e^2000


class Unit(StrEnum):
    """What unit-periods are made of (b)(3)(iii)."""

    DAY = "day"
    WEEK = "week"
    SEMIMONTH = "semimonth"
    MONTH = "month"


_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.SEMIMONTH: 15, Unit.MONTH: 30}
_PER_YEAR = {Unit.DAY: 365, Unit.WEEK: 52, Unit.SEMIMONTH: 24, Unit.MONTH: 12}


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """A unit-period, such as one day, two weeks or three months."""

    unit: Unit
    count: int = 1

    @property
    def days(self) -> int:
        """Its length with months of 30 days, for comparing."""
        return _DAYS[self.unit] * self.count

    @property
    def per_year(self) -> Fraction:
        """How many there are in a year (b)(5)(ii)–(vii)."""
        return Fraction(_PER_YEAR[self.unit], self.count)


_YEAR = UnitPeriod(Unit.MONTH, 12)
_STANDARD = (
    UnitPeriod(Unit.DAY),
    UnitPeriod(Unit.SEMIMONTH),
    *(UnitPeriod(Unit.MONTH, count) for count in range(1, 13)),
    *(UnitPeriod(Unit.WEEK, count) for count in range(1, 52)),
)


@dataclass(frozen=True, slots=True)
class Discounted:
    """An amount after `whole` unit-periods and a `part` of one (0 to 1)."""

    whole: int
    part: Fraction
    amount: Amount


def actuarial(flows: Iterable[DatedFlow]) -> tuple[Rates, UnitPeriod | None]:
    """Return the rates of one unit-period and the unit-period; None when there is no rate to ask.

    The term begins with the first flow; whatever has its sign is an advance, the rest payments.
    Multiply by `per_year` for the annual percentage rate.
    """
    merged = by_day(flows)
    why = alone([flow.amount for flow in merged])
    if why:
        return Rates(exact=(), message=why), None
    start = merged[0].on
    advances = [flow.on for flow in merged if (flow.amount > 0) == (merged[0].amount > 0)]
    payments = [flow.on for flow in merged if (flow.amount > 0) != (merged[0].amount > 0)]
    unit = unit_period(start, advances[1:], payments)
    due = due_day(start, payments)
    points = [Discounted(*units(start, flow.on, unit, due), flow.amount) for flow in merged]
    return unit_rates(points), unit


def unit_period(start: date, advances: Sequence[date], payments: Sequence[date]) -> UnitPeriod:
    """Return the unit-period of a transaction (b)(4).

    The period between two flows that occurs most often, the smaller of two equally frequent, none
    above a year; when none occurs twice, the average of all, rounded to the nearest standard
    interval. A single advance with a single payment has its own term, at most a year. A period of,
    say, 10 days that occurs most often is taken as it is, 365/10 to the year: the text is silent.

    Args:
        start: the first advance, when the finance charge begins to be earned.
        advances: the days of later advances, in order.
        payments: the days of payments, in order.
    """
    due = due_day(start, payments)
    if not advances and len(payments) == 1:
        return _term(start, payments[0], due)
    periods = [*_periods([start, *payments], due), *_periods([start, *advances], due)]
    often = Counter(period for period in periods if period.per_year >= 1)
    common = [period for period, times in often.items() if times > 1]
    if common:
        return min(common, key=lambda period: (-often[period], period.days))
    average = Fraction(sum(period.days for period in periods), len(periods))
    return min(_STANDARD, key=lambda period: (abs(period.days - average), period.days))


def units(start: date, end: date, unit: UnitPeriod, due: int) -> tuple[int, Fraction]:
    """Return the whole unit-periods between two days and the part of one left over (b)(5).

    `due` is the day of the month on which the series falls, 0 when there is none.
    """
    if unit.unit in {Unit.DAY, Unit.WEEK}:
        return _divided(Fraction((end - start).days, unit.days))
    back = months_back(start, end, due)
    if unit != _YEAR:
        return _divided(Fraction(30 * back.count + back.days, unit.days))
    years, months = divmod(back.count, 12)
    if not back.days:
        return years, Fraction(months, 12)
    whole_years = months_back(start, end, due, step=12)
    return years, Fraction(whole_years.days, 365)


def unit_rates(points: Sequence[Discounted]) -> Rates:
    """Return the rates of one unit-period at which amounts at whole and part unit-periods balance.

    Flows that turn once have at most one. For others the rates are counted by the plain equation,
    (1+i)^(t+f); when that has exactly one, the one beside it is given.
    """
    plain = irr_at((point.whole + point.part, point.amount) for point in points)
    if plain.only is None or not any(point.part for point in points):
        return plain
    with localcontext(EXACT):
        equation = _Equation(points)
        bracket = _bracket(equation, -(1 + plain.only).ln())
        if bracket is None:
            return told([])
        w = refine(equation.weigh, bracket, equation.weigh(bracket[0]).tilt, Decimal(1))
        return told([(-w).exp() - 1])


def _bracket(equation: _Equation, guess: Decimal) -> tuple[Decimal, Decimal] | None:
    """Return two discount exponents around a change of sign, searching outwards from a guess."""
    step = Decimal("0.001")
    while step < _FAR:
        low, high = guess - step, guess + step
        if equation.weigh(low).tilt * equation.weigh(high).tilt < 0:
            return low, high
        step *= 2
    return None


class _Equation:
    """Σ amount / ((1 + part·i)·(1 + i)^whole) as a function of w = −ln(1 + i)."""

    def __init__(self, points: Sequence[Discounted]) -> None:
        self.points = sorted(
            (point.whole, exact_decimal(point.part), exact_decimal(point.amount))
            for point in points
        )

    def weigh(self, w: Decimal) -> Weighed:
        """Return what came and what went at w, with their slopes."""
        v, growth = w.exp(), (-w).exp()
        came = went = came_slope = went_slope = Decimal(0)
        passed, factor = 0, Decimal(1)
        for whole, part, amount in self.points:
            factor *= v ** (whole - passed)
            passed = whole
            odd = 1 + part * (growth - 1)
            value = amount * factor / odd
            slope = value * (whole + part * growth / odd)
            if value > 0:
                came, came_slope = came + value, came_slope + slope
            else:
                went, went_slope = went - value, went_slope - slope
        return Weighed(came, went, came_slope, went_slope)


def _term(start: date, end: date, due: int) -> UnitPeriod:
    """Return the unit-period of one advance and one payment: the term, at most a year."""
    if months_back(start, end, due, step=12).count:
        return _YEAR
    back = months_back(start, end, due)
    if back.days:
        return UnitPeriod(Unit.DAY, (end - start).days)
    return UnitPeriod(Unit.MONTH, back.count)


def _divided(number: Fraction) -> tuple[int, Fraction]:
    whole = floor(number)
    return whole, number - whole


def _periods(days: Sequence[date], due: int) -> list[UnitPeriod]:
    """Return the period between each two neighbours, semimonths seen by the day after next."""
    steps = list(pairwise(days))
    found = [_period(earlier, later, due) for earlier, later in steps]
    month = UnitPeriod(Unit.MONTH)
    for place, pair in enumerate(pairwise(steps)):
        (first, middle), (_, last) = pair
        if (
            _period(first, last, due_day(first, [last])) == month
            and 13 <= (middle - first).days <= 18
        ):
            found[place] = found[place + 1] = UnitPeriod(Unit.SEMIMONTH)
    return found


def _period(start: date, end: date, due: int) -> UnitPeriod:
    back = months_back(start, end, due)
    if back.count and not back.days:
        return UnitPeriod(Unit.MONTH, back.count)
    days = (end - start).days
    return UnitPeriod(Unit.WEEK, days // 7) if days % 7 == 0 else UnitPeriod(Unit.DAY, days)
