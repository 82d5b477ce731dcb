"""Remarks on the terms of a loan: what is worth knowing before a single fen is booked."""

from __future__ import annotations

from fractions import Fraction

from ashore.days import DayCount, steps_between
from ashore.law import Law
from ashore.ledger.rates import daily_rate, span_periods, year_basis
from ashore.ledger.schedule import fee_amount
from ashore.loan import FeeWhen, Finding, LenderType, Loan, Method, Penalty, Severity
from ashore.money import show, show_rate
from ashore.words import Text

__all__ = ["cash_received", "check_terms"]

PENALTY_FRAME = "cn.penalty.overdue"
DEDUCTED = "cn.civil.deducted"
ASSIGNED = "cn.civil.assignment"
BANKS = frozenset(
    {
        LenderType.BANK,
        LenderType.CONSUMER_FINANCE,
        LenderType.AUTO_FINANCE,
        LenderType.ASSISTED_BANK,
    }
)


def cash_received(loan: Loan) -> int:
    """Return the cash that truly arrived: as stated, else principal less up-front fees, fen."""
    if loan.received is not None:
        return loan.received
    return loan.principal - up_front(loan)


def up_front(loan: Loan) -> int:
    """Return the fees charged before or at payout, fen."""
    return sum(
        fee_amount(loan, fee, loan.principal, 0)
        for fee in loan.fees
        if fee.when is FeeWhen.UP_FRONT
    )


def check_terms(loan: Loan, law: Law) -> tuple[Finding, ...]:
    """Return what is worth a remark in the terms: first lender, deduction, penalty, stated rows."""
    found = [
        _first_lender(loan, law),
        _deducted(loan, law),
        _penalty_frame(loan, law),
        _given_rows(loan),
        _first_period(loan),
    ]
    return tuple(finding for finding in found if finding is not None)


def _first_lender(loan: Loan, law: Law) -> Finding | None:
    """Return whose caps bind a debt that was sold, or that nobody said who lent first."""
    sold = loan.first_lender_type is not loan.lends_as
    if not sold and loan.lender_type is not LenderType.ASSET_MANAGER:
        return None
    norm = law.norms.get(ASSIGNED)
    return Finding(
        kind="first_lender" if sold else "first_lender_unknown",
        loan=loan.id,
        on=None,
        severity=Severity.NOTE if sold else Severity.WARNING,
        text=_SOLD if sold else _SOLD_BY_WHOM,
        cite=norm.cite(loan.disbursed_on) if norm and norm.version_on(loan.disbursed_on) else None,
    )


_SOLD = Text(
    "债权转让过，利率上限按最早放款的机构看：对原债权人能提的理由，对接手的也能提",
    "the debt was sold; the caps of the first lender count, since what could be held against it "
    "can be held against the buyer",
)
_SOLD_BY_WHOM = Text(
    "这是买来的债权，最早是谁放的款不清楚，所以没有上限可比。可以要求出示转让通知和原合同，"
    "再把放款机构写进 original_lender_type",
    "the debt was bought and it is not known who lent first, so there is no cap to compare with. "
    "Ask for the notice of assignment and the first contract, then enter original_lender_type",
)


def _deducted(loan: Loan, law: Law) -> Finding | None:
    short = loan.principal - cash_received(loan)
    if short <= 0 or loan.method is Method.CARD:
        return None
    norm = law.norms.get(DEDUCTED)
    amount = show(short, loan.digits)
    return Finding(
        kind="advance_deduction",
        loan=loan.id,
        on=loan.disbursed_on,
        severity=Severity.WARNING,
        text=Text(
            f"到账比本金少 {amount} 元。预先扣除的利息不算本金；扣的是什么、扣给谁，值得核实",
            f"{amount} less arrived than was lent. Interest taken out in advance is not principal; "
            "check what was deducted and for whom",
        ),
        cite=norm.cite(loan.disbursed_on) if norm and norm.version_on(loan.disbursed_on) else None,
    )


def _penalty_frame(loan: Loan, law: Law) -> Finding | None:
    norm = law.norms.get(PENALTY_FRAME)
    if norm is None or loan.penalty is None or loan.first_lender_type not in BANKS:
        return None
    version = norm.version_on(loan.disbursed_on)
    if version is None:
        return None
    low, high = version.params.get("multiple_min"), version.params.get("multiple_max")
    if not isinstance(low, Fraction) or not isinstance(high, Fraction):
        return None
    multiples = _multiples(loan, loan.penalty)
    if not multiples or any(low <= multiple <= high for multiple in multiples):
        return None
    stated, bottom, top = show_rate(multiples[0], 4), show_rate(low), show_rate(high)
    return Finding(
        kind="penalty_outside_frame",
        loan=loan.id,
        on=loan.disbursed_on,
        severity=Severity.WARNING,
        text=Text(
            f"罚息是合同利率的 {stated} 倍，通常的范围是 {bottom} 到 {top} 倍，值得核实合同",
            f"the penalty rate is {stated} times the contract rate; the usual frame is {bottom} to "
            f"{top} times, so check the contract",
        ),
        cite=norm.cite(loan.disbursed_on),
    )


def _multiples(loan: Loan, penalty: Penalty) -> list[Fraction]:
    """Return how many times the contract rate the penalty rate is; nothing without that rate.

    A penalty rate of its own may be stated per day beside a yearly contract rate: the banks' year
    of 360 days is tried as well as the loan's, so that a difference of year alone is no remark.
    """
    if penalty.multiple is not None:
        return [penalty.multiple]
    assert penalty.rate is not None
    if not loan.rate.value:
        return []
    bases = (penalty.day_basis or year_basis(loan.day_count), 360, 365)
    return [daily_rate(penalty.rate, basis) / daily_rate(loan.rate, basis) for basis in bases]


def _first_period(loan: Loan) -> Finding | None:
    """Return a remark where equal periods are counted and the first is far from equal."""
    if loan.day_count is not DayCount.PERIOD or loan.method in {Method.CARD, Method.GIVEN}:
        return None
    if span_periods(loan) != 1 or not loan.rate.value:  # repaid at once: its whole life counts
        return None
    steps = steps_between(loan.disbursed_on, loan.first_due_on, loan.every)
    if abs(steps - 1) <= Fraction(1, 2):
        return None
    days = (loan.first_due_on - loan.disbursed_on).days
    return Finding(
        kind="first_period_odd",
        loan=loan.id,
        on=loan.first_due_on,
        severity=Severity.WARNING,
        text=Text(
            f"从放款到首次应还日有 {days} 天，这里仍按一期的利息算；日期写错了就改，"
            '合同按天计息的，day_count 写 "actual"',
            f"{days} days lie between payout and the first due date, and one period's interest is "
            'counted for them all the same; correct the dates, or write day_count = "actual" where '
            "the contract counts days",
        ),
    )


def _given_rows(loan: Loan) -> Finding | None:
    if loan.method is not Method.GIVEN:
        return None
    stated = sum(row.principal for row in loan.rows)
    if stated == loan.principal:
        return None
    return Finding(
        kind="rows_do_not_add_up",
        loan=loan.id,
        on=None,
        severity=Severity.WARNING,
        text=Text(
            f"各期本金合计 {show(stated, loan.digits)} 元，与借款本金 "
            f"{show(loan.principal, loan.digits)} 元不一致",
            f"the principal of the rows adds up to {show(stated, loan.digits)}, the loan is "
            f"{show(loan.principal, loan.digits)}",
        ),
    )
