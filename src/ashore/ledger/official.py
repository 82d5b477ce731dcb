"""The yearly cost of a loan by named official methods, each with its label and its source.

Two methods are legal in China side by side and give different numbers for the same loan, so a
figure never leaves here without its label. XIRR and the EU and US methods are there to compare and
to check: hundreds of published examples exist for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from math import floor
from types import MappingProxyType

from ashore.ledger.appendix_j import Discounted, Unit, UnitPeriod, actuarial, unit_rates, units
from ashore.ledger.flows import Amount, DatedFlow, Flows, PeriodFlow, by_day
from ashore.ledger.intervals import due_day, equal_months, eu_intervals
from ashore.ledger.irr import Rates, exact_decimal, irr, irr_at, rounded_rate, xirr
from ashore.ledger.roots import EXACT
from ashore.money import Rounding, rounded, show
from ashore.words import Text

__all__ = [
    "Additive",
    "Annual",
    "AnnualMethod",
    "Charge",
    "additive",
    "annual",
    "effective",
    "in_months",
    "monthly",
    "nominal",
    "percent",
    "represent",
]


class AnnualMethod(StrEnum):
    """How a yearly rate is computed; there is no default."""

    CN_SIMPLE = "cn_simple"
    CN_COMPOUND = "cn_compound"
    XIRR = "xirr"
    EU = "eu"
    US_ACTUARIAL = "us_actuarial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What to say about a method; `places` are the decimals of a percentage it is shown with."""

    label: Text
    formula: Text
    source: Text
    places: int
    confidence: str


_CN = Text("中国人民银行公告〔2021〕第3号", "PBoC Notice 2021 No. 3")

METHODS: Mapping[AnnualMethod, Method] = MappingProxyType(
    {
        AnnualMethod.CN_SIMPLE: Method(
            label=Text("年化利率（单利）", "annual rate (simple)"),
            formula=Text("12 × 每月内部收益率", "12 × monthly IRR"),
            source=_CN,
            places=2,
            confidence="B",
        ),
        AnnualMethod.CN_COMPOUND: Method(
            label=Text(
                "年化利率（复利，即内部收益率法）", "annual rate (compound, the IRR method)"
            ),
            formula=Text("(1 + 每月内部收益率)^12 − 1", "(1 + monthly IRR)^12 − 1"),
            source=_CN,
            places=2,
            confidence="B",
        ),
        AnnualMethod.XIRR: Method(
            label=Text(
                "年化内部收益率（按实际天数）", "yearly internal rate of return, actual days"
            ),
            formula=Text("实际天数 / 365", "actual days / 365"),
            source=Text("电子表格的 XIRR 函数", "the XIRR function of spreadsheets"),
            places=2,
            confidence="A",
        ),
        AnnualMethod.EU: Method(
            label=Text("欧盟年化费率", "EU annual percentage rate of charge"),
            formula=Text(
                "月、周为等长，零头天数除以 365 或 366",
                "equal months or weeks, odd days over 365 or 366",
            ),
            source=Text(
                "欧盟指令 2008/48/EC 附件一（2014/17/EU、（EU） 2023/2225 同式）",
                "Directive 2008/48/EC, Annex I (the same equation in 2014/17/EU, (EU) 2023/2225)",
            ),
            places=1,
            confidence="B",
        ),
        AnnualMethod.US_ACTUARIAL: Method(
            label=Text("美国年化费率（精算法）", "US annual percentage rate, actuarial method"),
            formula=Text(
                "单位期间利率 × 一年的单位期间数", "unit-period rate × unit-periods in a year"
            ),
            source=Text(
                "美国 Z 条例（12 CFR 1026）附录 J", "Regulation Z (12 CFR 1026), Appendix J"
            ),
            places=2,
            confidence="A",
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annual:
    """A yearly rate by one method, or why there is none.

    `exact` has some 40 digits and is None when no rate or more than one fits; `base` are the rates
    it was computed from (a month, a year or a unit-period), with their message.
    """

    method: AnnualMethod
    exact: Decimal | None
    base: Rates
    unit: UnitPeriod | None = None  # of the US method, for dated flows

    @property
    def rate(self) -> Decimal | None:
        """The yearly rate with 12 decimals; 0.24 is 24 %."""
        return None if self.exact is None else rounded_rate(self.exact)

    @property
    def shown(self) -> str:
        """The percentage as the method rounds it ("10.34"); empty when there is none."""
        return "" if self.exact is None else percent(self.exact, METHODS[self.method].places)


def annual(flows: Flows, method: AnnualMethod) -> Annual:
    """Return the yearly rate of some flows by a method.

    Flows by period are taken as months; XIRR needs dates and must not be asked of them.
    """
    return _BY[method](flows)


def monthly(flows: Flows) -> Rates:
    """Return the monthly rates of flows.

    Dated flows on one day of the month (clipped to the month's end) are equal months. For other
    days the month is the twelfth part of a year of 365 days: (1 + XIRR)^(1/12) − 1.
    """
    months = in_months(flows)
    if months is not None:
        return irr(months)
    yearly = xirr([flow for flow in flows if isinstance(flow, DatedFlow)])
    with localcontext(EXACT):
        roots = tuple(((1 + rate).ln() / 12).exp() - 1 for rate in yearly.exact)
    return Rates(exact=roots, message=yearly.message)


def in_months(flows: Flows) -> list[PeriodFlow] | None:
    """Return flows as flows in equal months; None when their days are not those of equal months."""
    dated = [flow for flow in flows if isinstance(flow, DatedFlow)]
    if len(dated) < len(flows):
        return [flow for flow in flows if isinstance(flow, PeriodFlow)]
    if not dated or not equal_months([flow.on for flow in dated]):
        return None
    start = min(flow.on for flow in dated)
    return [
        PeriodFlow(
            Fraction((flow.on.year - start.year) * 12 + flow.on.month - start.month), flow.amount
        )
        for flow in dated
    ]


def nominal(rate: Decimal, periods: Fraction | int) -> Decimal:
    """Return the simple yearly rate of a rate per period: periods × rate."""
    with localcontext(EXACT):
        return rate * exact_decimal(Fraction(periods))


def effective(rate: Decimal, periods: Fraction | int) -> Decimal:
    """Return the compound yearly rate of a rate per period: (1 + rate)^periods − 1.

    >>> effective(Decimal("0.0125"), 2)
    Decimal('0.02515625')
    """
    with localcontext(EXACT):
        if Fraction(periods).denominator == 1:
            return (1 + rate) ** int(periods) - 1
        return ((1 + rate).ln() * exact_decimal(Fraction(periods))).exp() - 1


def percent(rate: Decimal, places: int) -> str:
    """Write a rate as a percentage, rounded half up.

    >>> percent(Decimal("0.064344"), 1), percent(Decimal("-0.5"), 2)
    ('6.4', '-50.00')
    """
    return show(rounded(Fraction(rate) * 10 ** (places + 2), Rounding.HALF_UP), places)


def represent(rate: Decimal) -> str:
    """Write a rate as a plain decimal string, without needless zeros.

    >>> represent(Decimal("0.090000000000")), represent(Decimal("0E-12"))
    ('0.09', '0')
    """
    text = f"{rate:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cn_simple(flows: Flows) -> Annual:
    base = monthly(flows)
    exact = None if base.only is None else nominal(base.only, 12)
    return Annual(method=AnnualMethod.CN_SIMPLE, exact=exact, base=base)


def _cn_compound(flows: Flows) -> Annual:
    base = monthly(flows)
    exact = None if base.only is None else effective(base.only, 12)
    return Annual(method=AnnualMethod.CN_COMPOUND, exact=exact, base=base)


def _xirr(flows: Flows) -> Annual:
    base = xirr(_dated(flows))
    return Annual(method=AnnualMethod.XIRR, exact=base.only, base=base)


def _eu(flows: Flows) -> Annual:
    base = irr_at(_eu_points(flows))
    return Annual(method=AnnualMethod.EU, exact=base.only, base=base)


def _eu_points(flows: Flows) -> list[tuple[Fraction, Amount]]:
    months = [flow for flow in flows if isinstance(flow, PeriodFlow)]
    if months:
        return [(flow.period / 12, flow.amount) for flow in months]
    merged = by_day(_dated(flows))
    if not merged:
        return []
    gaps = eu_intervals(merged[0].on, [flow.on for flow in merged[1:]])
    times = [Fraction(0), *(gap.years for gap in gaps)]
    return [(time, flow.amount) for time, flow in zip(times, merged, strict=True)]


def _us_actuarial(flows: Flows) -> Annual:
    months = [flow for flow in flows if isinstance(flow, PeriodFlow)]
    if months:
        base, unit = unit_rates(_whole_and_part(months)), UnitPeriod(Unit.MONTH)
    else:
        base, found = actuarial(_dated(flows))
        unit = found or UnitPeriod(Unit.MONTH)
    exact = None if base.only is None else nominal(base.only, unit.per_year)
    return Annual(method=AnnualMethod.US_ACTUARIAL, exact=exact, base=base, unit=unit)


def _whole_and_part(flows: Sequence[PeriodFlow]) -> list[Discounted]:
    return [
        Discounted(floor(flow.period), flow.period - floor(flow.period), flow.amount)
        for flow in flows
    ]


def _dated(flows: Flows) -> list[DatedFlow]:
    dated = [flow for flow in flows if isinstance(flow, DatedFlow)]
    assert len(dated) == len(flows), "this method needs dates"
    return dated


_BY: Mapping[AnnualMethod, Callable[[Flows], Annual]] = MappingProxyType(
    {
        AnnualMethod.CN_SIMPLE: _cn_simple,
        AnnualMethod.CN_COMPOUND: _cn_compound,
        AnnualMethod.XIRR: _xirr,
        AnnualMethod.EU: _eu,
        AnnualMethod.US_ACTUARIAL: _us_actuarial,
    }
)


@dataclass(frozen=True, slots=True)
class Charge:
    """One fee: its name and what is paid of it, as flows beside those of the principal."""

    name: str
    flows: Sequence[DatedFlow] | Sequence[PeriodFlow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Additive:
    """Contract rate plus the yearly rate of each fee taken alone; None where a fee has no one rate.

    The 2026 disclosure rule for personal loans adds the items up; its formula was not read. It is
    taken from the sister rule for company loans as others apply it, so this is confidence C: a
    figure to compare with the lender's, never a breach.
    """

    contract: Fraction
    fees: tuple[tuple[str, Decimal | None], ...]
    confidence: str = "C"

    @property
    def total(self) -> Decimal | None:
        """The sum with 12 decimals; None when one of the fees has no one rate."""
        with localcontext(EXACT):
            total = exact_decimal(self.contract)
            for _, rate in self.fees:
                if rate is None:
                    return None
                total += rate
            return rounded_rate(total)


def additive(
    principal: Sequence[DatedFlow] | Sequence[PeriodFlow],
    contract: Fraction,
    charges: Sequence[Charge],
) -> Additive:
    """Return the cost by adding: the contract's yearly rate and each fee's, solved apart.

    The rate of a fee is 12 times the R at which the principal flows and that fee alone balance,
    discounted by (1+R)^s·(1+R·f): s whole months, f the part of a month left over. Source: sister
    rule for company loans on the yearly all-in cost (企业贷款综合融资成本), as applied by others.

    Args:
        principal: what was lent and the principal parts of what is repaid, in one kind of flow.
        contract: the contract's yearly interest rate.
        charges: the fees, each in the same kind of flow.
    """
    fees = tuple((charge.name, _fee_rate([*principal, *charge.flows])) for charge in charges)
    return Additive(contract=contract, fees=fees)


def _fee_rate(flows: Flows) -> Decimal | None:
    months = [flow for flow in flows if isinstance(flow, PeriodFlow)]
    if months:
        points = _whole_and_part(months)
    else:
        merged = by_day(_dated(flows))
        days = [flow.on for flow in merged]
        due, month = due_day(days[0], days[1:]), UnitPeriod(Unit.MONTH)
        points = [Discounted(*units(days[0], flow.on, month, due), flow.amount) for flow in merged]
    only = unit_rates(points).only
    return None if only is None else nominal(only, 12)
