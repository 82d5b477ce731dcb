"""The repayment schedule: who owes how much principal and interest with which instalment.

A schedule is made once from the terms, and made anew for what is left after a prepayment or a
change of rate. Amounts are rounded when the schedule is made; the last instalment absorbs what the
rounding left over. Formulas: PBoC conventions as collected in `docs/books.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from ashore.days import due_dates
from ashore.ledger.booked import Instalment
from ashore.ledger.rates import Pace, pace_of
from ashore.loan import Fee, FeeBase, FeeWhen, Loan, Method
from ashore.money import rounded, rounded_ratio, split

__all__ = ["Period", "amounts", "by_parts", "instalments", "level_payment", "make_schedule"]


@dataclass(frozen=True, slots=True)
class Period:
    """The days of one instalment's interest, its due date, the interest per unit of principal."""

    start: date
    end: date
    due_on: date
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Amount:
    """Principal and interest of one instalment, whole fen."""

    principal: int
    interest: int


@lru_cache(maxsize=256)  # the books, the cost and the caps of a loan all ask for it
def make_schedule(loan: Loan) -> tuple[Instalment, ...]:
    """Return the instalments the contract promises, before anything happened."""
    if loan.method is Method.GIVEN:
        return _given(loan)
    pace = pace_of(loan)
    periods = make_periods(loan, pace)
    parts = amounts(loan, loan.principal, periods, level=None)
    return instalments(loan, 1, loan.principal, periods, parts)


def make_periods(loan: Loan, pace: Pace) -> list[Period]:
    """Return the periods of the original schedule; a bullet loan has one over its whole life."""
    ends = due_dates(loan.first_due_on, loan.instalments, loan.every)
    if loan.method is Method.BULLET:
        ends = ends[-1:]
    starts = [loan.disbursed_on, *ends[:-1]]
    spans = zip(starts, ends, strict=True)
    return [Period(start, end, end, pace.over(start, end, (start, end))) for start, end in spans]


def amounts(
    loan: Loan, principal: int, periods: Sequence[Period], level: int | None
) -> list[Amount]:
    """Spread `principal` over `periods` by the loan's method.

    Args:
        loan: its method and rounding.
        principal: what is still to be repaid, fen.
        periods: the periods left.
        level: the amount (equal instalments) or principal part (equal principal, flat) to keep;
            the number of instalments then follows from it. None: computed from the periods.
    """
    match loan.method:
        case Method.EQUAL_INSTALMENT:
            pay = level if level is not None else level_payment(loan, principal, periods)
            return _level(loan, principal, periods, pay)
        case Method.EQUAL_PRINCIPAL:
            return by_parts(loan, _parts(principal, len(periods), level), periods, falling=True)
        case Method.FLAT:
            return by_parts(loan, _parts(principal, len(periods), level), periods, falling=False)
        case Method.INTEREST_ONLY | Method.BULLET:
            parts = [0] * (len(periods) - 1) + [principal]
            return by_parts(loan, parts, periods, falling=True)
        case Method.GIVEN | Method.CARD:
            raise AssertionError(f"{loan.method} has no formula")


def level_payment(loan: Loan, principal: int, periods: Sequence[Period]) -> int:
    """Return the level instalment A = P / Σ_k Π_{j≤k} 1/(1 + f_j), rounded once.

    With equal periods this is P·i(1+i)^n / ((1+i)^n − 1). The sum is kept as one exact ratio of
    whole numbers, worked from the last period backwards.
    """
    top, bottom = 0, 1
    for period in reversed(periods):
        grown = period.factor.numerator + period.factor.denominator
        top = (bottom + top) * period.factor.denominator
        bottom *= grown
    return rounded_ratio(principal * bottom, top, loan.rounding)


def _level(loan: Loan, principal: int, periods: Sequence[Period], pay: int) -> list[Amount]:
    rows: list[Amount] = []
    left = principal
    for number, period in enumerate(periods, start=1):
        if not left:
            break
        interest = _interest(loan, left, period)
        part = left if number == len(periods) else min(left, max(0, pay - interest))
        rows.append(Amount(part, interest))
        left -= part
    return rows


def _interest(loan: Loan, base: int, period: Period) -> int:
    top, bottom = period.factor.numerator, period.factor.denominator
    return rounded_ratio(base * top, bottom, loan.rounding)


def _parts(principal: int, count: int, level: int | None) -> list[int]:
    if level is None or level * count < principal:
        return split(principal, count)
    full, rest = divmod(principal, level)
    return [level] * full + ([rest] if rest else [])


def by_parts(
    loan: Loan, parts: Sequence[int], periods: Sequence[Period], *, falling: bool
) -> list[Amount]:
    """Return given principal parts with interest on the falling balance, or on the whole of it."""
    rows: list[Amount] = []
    left = first = sum(parts)
    for part, period in zip(parts, periods, strict=False):
        base = left if falling else first
        rows.append(Amount(part, _interest(loan, base, period)))
        left -= part
    return rows


def instalments(
    loan: Loan, first: int, principal: int, periods: Sequence[Period], parts: Sequence[Amount]
) -> tuple[Instalment, ...]:
    """Join periods and amounts into instalments numbered from `first`, with their fees."""
    made: list[Instalment] = []
    left = principal
    for offset, (period, part) in enumerate(zip(periods, parts, strict=False)):
        before, left = left, left - part.principal
        row = Instalment(
            n=first + offset,
            due_on=period.due_on,
            period_from=period.start,
            period_to=period.end,
            principal=part.principal,
            interest=part.interest,
            fee=share_fees(loan, before, part.principal + part.interest),
            balance=left,
        )
        made.append(row)
    return tuple(made)


def share_fees(loan: Loan, outstanding: int, instalment: int) -> int:
    """Return the fees charged with an instalment of so much, each rounded on its own."""
    return sum(
        fee_amount(loan, fee, outstanding, instalment)
        for fee in loan.fees
        if fee.when is FeeWhen.EACH_INSTALMENT
    )


def fee_amount(loan: Loan, fee: Fee, outstanding: int, instalment: int) -> int:
    """Return a fee in fen: its amount, or its rate of the base it names."""
    if fee.amount is not None:
        return fee.amount
    assert fee.rate is not None
    base = {
        FeeBase.PRINCIPAL: loan.principal,
        FeeBase.OUTSTANDING: outstanding,
        FeeBase.INSTALMENT: instalment,
    }[fee.of]
    return rounded(base * fee.rate, loan.rounding)


def _given(loan: Loan) -> tuple[Instalment, ...]:
    made: list[Instalment] = []
    start, left = loan.disbursed_on, loan.principal
    for number, row in enumerate(loan.rows, start=1):
        extra = share_fees(loan, left, row.principal + row.interest)
        left -= row.principal
        made.append(
            Instalment(
                n=number,
                due_on=row.due_on,
                period_from=start,
                period_to=row.due_on,
                principal=row.principal,
                interest=row.interest,
                fee=row.fee + extra,
                balance=left,
            )
        )
        start = row.due_on
    return tuple(made)
