"""A loan's cost beside every cap: measured the way each cap is measured, never mixed.

Courts look at simple interest on the principal truly lent; supervisors at 12 × the monthly rate of
return. Each line is compared with its own figure, and a line that does not apply says why. Where a
rate keeps to a line as agreed and passes it only by actual days, both readings are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from ashore.law import Law
from ashore.law.cap import CapLine, CapMethod, caps
from ashore.ledger.check import cash_received
from ashore.ledger.cost import LoanCost
from ashore.ledger.rates import daily_rate, penalty_daily, year_basis
from ashore.ledger.schedule import fee_amount, make_schedule
from ashore.ledger.years import Years, contract_years, court_years
from ashore.loan import Component, FeeWhen, Loan, Method
from ashore.money import show_rate
from ashore.words import Text

__all__ = ["CapCheck", "agreed_rate", "court_rate", "late_rate", "measure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapCheck:
    """One cap beside the loan's own figure; None where there is no number to compare."""

    line: CapLine
    measured: Decimal | None
    exceeded: bool | None
    basis: Text


_SIMPLE = Text(
    "按实际到账本金、单利、实际天数/365（法院算法）",
    "simple interest on the principal received, actual days / 365 (as courts count)",
)


_SUPERVISED = Text(
    "12 × 月内部收益率，含全部费用（监管算法）",
    "12 × the monthly rate of return with every fee (as supervisors count)",
)
_LATE = Text(
    "逾期以后每天的罚息 × 365，不含逾期时一次收的费用",
    "what a day of being late costs × 365, without fees charged once on default",
)


def _both(by_days: Decimal) -> Text:
    """Say that the line is passed only by the counting of days."""
    figure = show_rate(Fraction(by_days) * 100, 2)
    return Text(
        "按约定的月利率或年利率折算，没有超过；按实际天数/365（法院常用）是 "
        f"{figure}%，两种算法都可能被采用",
        "by the rate a month or a year as agreed, which keeps to it; by actual days / 365, as "
        f"courts usually count, {figure}%: either may be taken",
    )


def measure(loan: Loan, cost: LoanCost, filed: date, on: date, law: Law) -> tuple[CapCheck, ...]:
    """Return every cap of the law files beside the cost of a loan as agreed.

    A figure above a line by rounding to the fen alone is not above it, nor one that is above it
    only because days are counted, where the rate as agreed keeps to it. A line that covers nothing
    but overdue charges is held beside the yearly rate of being late.

    Args:
        loan: the loan; its payout day stands for the day of contract.
        cost: its yearly cost.
        filed: the day a suit was filed, or the day asked for.
        on: the day whose interest is measured.
        law: the law files.
    """
    lines = caps(loan.first_lender_type, loan.disbursed_on, filed, on, law)
    figures = _Figures(
        court=court_rate(loan),
        agreed=agreed_rate(loan),
        supervised=cost.nominal_annual,
        late=late_rate(loan),
        rounding=_rounding(loan),
    )
    return tuple(_check(line, figures) for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """The yearly figures of a loan; `rounding` is what a fen an instalment makes of them."""

    court: Decimal | None
    agreed: Decimal | None
    supervised: Decimal | None
    late: Decimal | None
    rounding: Fraction


def _check(line: CapLine, figures: _Figures) -> CapCheck:
    if line.method is CapMethod.SUPERVISORY_IRR:
        return _beside(line, figures.supervised, _SUPERVISED, figures.rounding)
    if Component.INTEREST not in line.covers:
        return _beside(line, figures.late, _LATE, Fraction(0))
    found = _beside(line, figures.court, _SIMPLE, figures.rounding)
    if not found.exceeded or figures.court is None or figures.agreed is None:
        return found
    agreed = _beside(line, figures.agreed, _both(figures.court), figures.rounding)
    return found if agreed.exceeded else agreed


def _beside(line: CapLine, figure: Decimal | None, basis: Text, rounding: Fraction) -> CapCheck:
    """Return a line beside a figure; one that is above it by rounding alone is as high as it is."""
    exceeded = None
    if line.applies and line.value is not None and figure is not None:
        exceeded = Fraction(figure) > line.value + rounding
        if not exceeded and Fraction(figure) > line.value:
            figure = Decimal(line.value.numerator) / Decimal(line.value.denominator)
    return CapCheck(line=line, measured=figure, exceeded=exceeded, basis=basis)


# -- the figures ----------------------------------------------------------------------------------


def court_rate(loan: Loan) -> Decimal | None:
    """Return the simple yearly rate of a loan as agreed, on the principal truly lent.

    All charges of normal performance, dated fees among them, × 365 / (principal outstanding ×
    days). What was deducted in advance counts as a charge and not as principal (Civil Code 670).
    Fees on default are none of it: they are in the books of a loan that is late. None for a card.
    """
    return None if loan.method is Method.CARD else _rate(loan, court_years)


def agreed_rate(loan: Loan) -> Decimal | None:
    """Return the same with time as the contract counts it; None where it counts as courts do."""
    years = contract_years(loan)
    return None if years is None else _rate(loan, years)


def late_rate(loan: Loan) -> Decimal | None:
    """Return the simple yearly rate that overdue principal bears; None where none is agreed.

    A day's penalty × 365, with the contract rate where that runs on beside it.
    """
    if loan.penalty is None or loan.method is Method.CARD:
        return None
    rate = penalty_daily(loan.penalty, loan.rate, loan.day_count)
    if not loan.penalty.replaces_interest:
        basis = loan.penalty.day_basis or year_basis(loan.day_count)
        rate += daily_rate(loan.rate, basis)
    return _decimal(rate * 365)


def _rate(loan: Loan, years: Years) -> Decimal | None:
    rows, lent = make_schedule(loan), _lent(loan, years)
    if lent <= 0:
        return None
    short = loan.principal - cash_received(loan)
    dated = [fee for fee in loan.fees if fee.when is FeeWhen.ON_DATE]
    charges = sum(row.interest + row.fee for row in rows) + short
    charges += sum(fee_amount(loan, fee, loan.principal, 0) for fee in dated)
    return _decimal(charges / lent)


def _lent(loan: Loan, years: Years) -> Fraction:
    """Return the principal truly lent × the years it was out."""
    short, before, lent = loan.principal - cash_received(loan), loan.principal, Fraction(0)
    for row in make_schedule(loan):
        lent += max(0, before - short) * years(row.period_from, row.period_to)
        before = row.balance
    return lent


def _rounding(loan: Loan) -> Fraction:
    """Return what a fen an instalment is a year: as much may come from rounding alone."""
    if loan.method is Method.CARD:
        return Fraction(0)
    lent = _lent(loan, court_years)
    return len(make_schedule(loan)) / lent if lent > 0 else Fraction(0)


def _decimal(rate: Fraction) -> Decimal:
    with localcontext(prec=40):
        return (Decimal(rate.numerator) / Decimal(rate.denominator)).quantize(Decimal("1e-12"))
