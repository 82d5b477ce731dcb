"""A loan's cost beside every cap: measured the way each cap is measured, never mixed.

Courts look at simple interest on the principal truly lent; supervisors at 12 × the monthly rate of
return. Each line is compared with its own figure, and a line that does not apply says why.
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
from ashore.ledger.schedule import make_schedule
from ashore.loan import Loan, Method
from ashore.words import Text

__all__ = ["CapCheck", "court_rate", "measure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapCheck:
    """One cap beside the loan's own figure; None where there is no number to compare."""

    line: CapLine
    measured: Decimal | None
    exceeded: bool | None
    basis: Text


_BASIS = {
    CapMethod.COURT_SIMPLE: Text(
        "按实际到账本金、单利、实际天数/365(法院算法)",
        "simple interest on the principal received, actual days / 365 (as courts count)",
    ),
    CapMethod.SUPERVISORY_IRR: Text(
        "12 × 月内部收益率,含全部费用(监管算法)",
        "12 × the monthly rate of return with every fee (as supervisors count)",
    ),
}


def measure(loan: Loan, cost: LoanCost, filed: date, on: date, law: Law) -> tuple[CapCheck, ...]:
    """Return every cap of the law files beside the cost of a loan as agreed.

    Args:
        loan: the loan; its payout day stands for the day of contract.
        cost: its yearly cost.
        filed: the day a suit was filed, or the day asked for.
        on: the day whose interest is measured.
        law: the law files.
    """
    lines = caps(loan.first_lender_type, loan.disbursed_on, filed, on, law)
    figures = {
        CapMethod.COURT_SIMPLE: court_rate(loan),
        CapMethod.SUPERVISORY_IRR: cost.nominal_annual,
    }
    return tuple(_check(line, figures[line.method]) for line in lines)


def _check(line: CapLine, figure: Decimal | None) -> CapCheck:
    known = line.applies and line.value is not None and figure is not None
    return CapCheck(
        line=line,
        measured=figure,
        exceeded=_above(figure, line.value) if known else None,
        basis=_BASIS[line.method],
    )


def _above(figure: Decimal | None, value: Fraction | None) -> bool:
    assert figure is not None
    assert value is not None
    return Fraction(figure) > value


def court_rate(loan: Loan) -> Decimal | None:
    """Return the simple yearly rate of a loan as agreed, on the principal truly lent.

    All charges of normal performance × 365 / (principal outstanding × days). What was deducted in
    advance counts as a charge and not as principal (Civil Code 670). None for a card.
    """
    if loan.method is Method.CARD:
        return None
    rows = make_schedule(loan)
    short = loan.principal - cash_received(loan)
    charges = sum(row.interest + row.fee for row in rows) + short
    before, day_sum = loan.principal, 0
    for row in rows:
        day_sum += max(0, before - short) * (row.period_to - row.period_from).days
        before = row.balance
    if day_sum <= 0:
        return None
    with localcontext(prec=40):
        rate = Decimal(charges) * 365 / Decimal(day_sum)
        return rate.quantize(Decimal("1e-12"))
