"""The internal rate of return: every rate at which what came is worth what went.

A set of flows c₀ … cₙ at times t₀ < … < tₙ has the rate r when Σ cₖ·(1+r)^−tₖ = 0, r > −1. There
may be none, one or several; the answer says which. No floats: all work is done in decimals of 50
digits, in a context of its own, so the same flows give the same rate on every machine.

How they are found, and why none is missed, is said in `ashore.ledger.roots`. The search covers
every rate but those that round to −100 % at 12 decimals.

By Soper's rule, where there are several rates each of them has the lender owing the borrower for a
while: none of them is what the loan costs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from ashore.ledger.flows import Amount, DatedFlow, PeriodFlow, turns
from ashore.ledger.roots import EXACT, Sum, every_root
from ashore.words import Text

__all__ = [
    "NO_MONEY",
    "NO_RATE",
    "PLACES",
    "Rates",
    "alone",
    "exact_decimal",
    "irr",
    "irr_at",
    "present_value",
    "rounded_rate",
    "told",
    "xirr",
]

PLACES = 12
"""Decimals of a rate as we give it: 0.012345678901 is 1.2345678901 %."""

_ZERO, _ONE = Decimal(0), Decimal(1)
_SAME = Decimal("2e-12")  # rates this near to each other look alike to us

ONE_WAY = Text(
    "没有利率：钱只朝一个方向走，只有收到或只有付出",
    "no rate: the money went one way only, nothing was received or nothing was paid",
)
ONE_DAY = Text(
    "没有利率：所有款项都在同一时间，没有经过天数",
    "no rate: everything happened at one time, so no time passed",
)
NO_MONEY = Text("没有利率：没有任何款项", "no rate: no money moved")
NO_RATE = Text(
    "没有利率：没有哪个高于 -100% 的利率能让收与付相等",
    "no rate: at no rate above -100 % are receipts and payments worth the same",
)
ONE_RATE = Text("只有一个利率", "there is exactly one rate")
BELOW_ZERO = Text(
    "只有一个利率，低于零：后来的钱比先前的少",
    "there is exactly one rate, and it is below zero: less money came later than earlier",
)
SEVERAL = Text(
    "有几个利率都对得上，不把其中任何一个当作答案",
    "several rates fit; none is shown as the answer",
)
UNSETTLED = Text(
    "款项的方向变化太多，没有查完，不给出利率",
    "the money changes direction too often to settle which rates fit; none is shown",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """All rates above −1 that fit a set of flows, lowest first, and what to say about them.

    `exact` carries some 40 digits for further arithmetic; `roots` is what we show.
    """

    exact: tuple[Decimal, ...]
    message: Text

    @property
    def roots(self) -> tuple[Decimal, ...]:
        """The rates, rounded to 12 decimals (0.24 is 24 %)."""
        return tuple(rounded_rate(rate) for rate in self.exact)

    @property
    def only(self) -> Decimal | None:
        """The one rate with all its digits; None when there is none or more than one."""
        return self.exact[0] if len(self.exact) == 1 else None

    @property
    def rate(self) -> Decimal | None:
        """The one rate, rounded to 12 decimals; None when there is none or more than one."""
        return None if self.only is None else rounded_rate(self.only)


def irr(flows: Iterable[PeriodFlow]) -> Rates:
    """Return the rates per period of flows in equal periods.

    >>> irr([PeriodFlow(Fraction(0), 100), PeriodFlow(Fraction(1), -110)]).rate
    Decimal('0.100000000000')
    """
    moved = list(flows)
    parts = lcm(*(flow.period.denominator for flow in moved))
    at = [flow.period.numerator * (parts // flow.period.denominator) for flow in moved]
    return _solve(zip(at, (flow.amount for flow in moved), strict=True), Fraction(parts))


def irr_at(points: Iterable[tuple[Fraction, Amount]]) -> Rates:
    """Return the rates per unit of time of (time, amount) pairs."""
    return irr(PeriodFlow(time, amount) for time, amount in points)


def xirr(flows: Iterable[DatedFlow], year_days: Fraction = Fraction(365)) -> Rates:
    """Return the yearly rates of dated flows, actual days over a year of 365 days.

    The same as a spreadsheet's XIRR; `year_days` is there for conventions with another year.
    """
    return _solve(((flow.on.toordinal(), flow.amount) for flow in flows), year_days)


def present_value(points: Iterable[tuple[Fraction, Amount]], rate: Decimal) -> Decimal:
    """Return Σ amount·(1+rate)^−time for (time, amount) pairs, to about 40 digits."""
    with localcontext(EXACT):
        growth = (_ONE + rate).ln()
        terms = [
            exact_decimal(amount) * (-growth * exact_decimal(time)).exp() for time, amount in points
        ]
        return sum(terms, _ZERO)


def rounded_rate(rate: Decimal) -> Decimal:
    """Return a rate with 12 decimals, or with 30 digits when it is too large to know them.

    >>> rounded_rate(Decimal("-0.0000000000001"))
    Decimal('0E-12')
    """
    with localcontext(EXACT) as context:
        context.prec = 30
        if rate.adjusted() >= context.prec - PLACES:
            return +rate
        return rate.quantize(Decimal(1).scaleb(-PLACES)) + _ZERO


def alone(amounts: Sequence[Amount]) -> Text | None:
    """Return why amounts, one a moment and none of them zero, can have no rate at all, or None."""
    if not amounts:
        return NO_MONEY
    if len(amounts) == 1:
        return ONE_DAY
    return None if turns(amounts) else ONE_WAY


def exact_decimal(number: Amount) -> Decimal:
    """Return a number as a decimal of the current context's width."""
    if number.denominator == 1:
        return Decimal(number.numerator)
    return Decimal(number.numerator) / Decimal(number.denominator)


def _solve(flows: Iterable[tuple[int, Amount]], per: Fraction) -> Rates:
    """Solve flows at whole times, in any order; `per` steps of time make one unit."""
    moved: dict[int, Amount] = {}
    for time, amount in flows:
        moved[time] = moved.get(time, 0) + amount
    times = sorted(time for time, amount in moved.items() if amount)
    amounts = [moved[time] for time in times]
    why = alone(amounts)
    if why:
        return Rates(exact=(), message=why)
    steps = [later - earlier for earlier, later in pairwise(times)]
    common = gcd(*steps)  # weekly flows in days become flows in weeks
    with localcontext(EXACT):
        unit = exact_decimal(per / common)
        gaps = [step // common for step in steps]
        found = every_root(Sum(gaps, [exact_decimal(amount) for amount in amounts]), unit)
        if found is None:
            return Rates(exact=(), message=UNSETTLED)
        return told((-w * unit).exp() - 1 for w in found)


def told(found: Iterable[Decimal]) -> Rates:
    """Return rates in order, each once, with what to say about them."""
    groups: list[list[Decimal]] = []
    for rate in sorted(found):
        if groups and rate - groups[-1][-1] < _SAME * (1 + rate):
            groups[-1].append(rate)
        else:
            groups.append([rate])
    middles = [(group[0] + group[-1]) / 2 for group in groups]
    exact = tuple(rate for rate in middles if rounded_rate(rate) > -1)
    if len(exact) > 1:
        return Rates(exact=exact, message=SEVERAL)
    if not exact:
        return Rates(exact=exact, message=NO_RATE)
    return Rates(exact=exact, message=BELOW_ZERO if rounded_rate(exact[0]) < 0 else ONE_RATE)
