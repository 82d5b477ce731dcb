"""The terms of a loan as one row of whole numbers, for the compiled books.

Every rate comes from the functions of the reference (`ledger.rates`) as an exact ratio; nothing is
worked out a second time. What a row cannot say is named, and the reference books that loan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ashore.audit import places as at
from ashore.days import DayCount
from ashore.ledger.rates import daily_rate, pace_of, penalty_daily, year_basis
from ashore.ledger.years import contract_years
from ashore.loan import COMPONENTS, Fee, FeeBase, FeeWhen, Loan, Method, PenaltyBase, Per
from ashore.money import Rounding

__all__ = ["METHODS", "Row", "Terms", "make_terms", "row_of_terms", "why_not"]

METHODS = (
    Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.BULLET,
    Method.FLAT, Method.GIVEN,
)  # fmt: skip
_ROUNDINGS = tuple(Rounding)
_BASES = tuple(PenaltyBase)
_FEE_BASES = tuple(FeeBase)
_FEES = (FeeWhen.EACH_INSTALMENT, FeeWhen.ON_DEFAULT, FeeWhen.UP_FRONT)
_ROOM = 2**53  # whole numbers below it are exact as floats
_MOST = 600  # instalments

Row = tuple[list[int], list[list[int]]]
"""The numbers of the terms, and of each fee."""


class Terms(NamedTuple):
    """Distinct terms as arrays.

    Attributes:
        fields: terms × the fields of a row (see `places`).
        fees: fee × what it is.
        fee_from: where the fees of each terms begin, and the end of the last.
    """

    fields: NDArray[np.int64]
    fees: NDArray[np.int64]
    fee_from: NDArray[np.int64]


def make_terms(rows: Sequence[Row]) -> Terms:
    """Return rows of terms as arrays."""
    fields = np.array([row for row, _ in rows], dtype=np.int64).reshape(-1, at.TERM_FIELDS)
    fees = [fee for _, each in rows for fee in each]
    counts = [len(each) for _, each in rows]
    return Terms(
        fields,
        np.array(fees, dtype=np.int64).reshape(-1, at.FEE_FIELDS),
        np.cumsum([0, *counts], dtype=np.int64),
    )


def why_not(loan: Loan) -> str:
    """Return what in a loan's terms the columns cannot book; "" when nothing."""
    if loan.method not in METHODS:
        return f"method {loan.method}"
    if any(fee.when is FeeWhen.ON_DATE for fee in loan.fees):
        return "fee on a date"
    if max(loan.instalments, len(loan.rows)) > _MOST:
        return "too many instalments"
    if not _in_order(loan):
        return "due dates out of order"
    fields, fees = row_of_terms(loan)
    longest = max(abs(each) for each in chain(fields, *fees))
    return "number with too many digits" if longest >= _ROOM else ""


def _spans_its_life(loan: Loan) -> bool:
    """Say whether the rate of a period depends on the dates (`ledger.rates.span_periods`)."""
    once = loan.method is Method.BULLET or loan.instalments == 1
    return once and loan.day_count is DayCount.PERIOD and loan.method is not Method.GIVEN


def _in_order(loan: Loan) -> bool:
    if loan.method is not Method.GIVEN:
        return loan.first_due_on > loan.disbursed_on
    if loan.fees and sum(row.principal for row in loan.rows) > loan.principal:
        return False
    dues = [loan.disbursed_on, *(row.due_on for row in loan.rows)]
    return all(earlier < later for earlier, later in pairwise(dues))


def row_of_terms(loan: Loan) -> Row:
    """Return the terms of a loan, whatever its sum and dates, as numbers."""
    row = [0] * at.TERM_FIELDS
    row[at.METHOD] = METHODS.index(loan.method)
    row[at.COUNT] = loan.instalments
    row[at.MONTHS], row[at.DAYS] = loan.every.months, loan.every.days
    row[at.ROUNDING] = _ROUNDINGS.index(loan.rounding)
    row[at.GRACE], row[at.RETROACTIVE] = loan.grace_days, int(loan.grace_retroactive)
    row[at.ACROSS] = int(loan.allocation_across == "by_component")
    row[at.COMPOUND] = int(loan.compound)
    for place in range(len(COMPONENTS)):
        row[at.ORDER + place] = COMPONENTS.index(loan.allocation[place])
    _contract(row, loan)
    _penalty(row, loan)
    _clock(row, loan)
    return row, [_fee(fee) for fee in loan.fees if fee.when in _FEES]


def _contract(row: list[int], loan: Loan) -> None:
    """Write the interest per unit of principal: of a whole period, or of a day."""
    day, next_day = date(2024, 3, 1), date(2024, 3, 2)
    span = (day, next_day)  # a period of one day: with equal periods it bears a whole period's rate
    factor = replace(pace_of(loan), periods=Fraction(1)).over(day, next_day, span)
    row[at.COUNTING] = {DayCount.PERIOD: 0, DayCount.THIRTY_360: 2}.get(loan.day_count, 1)
    row[at.RATE], row[at.RATE + 1] = factor.numerator, factor.denominator
    row[at.ONCE] = int(_spans_its_life(loan))
    # A loan paid in shares of a period's interest, whatever the rate (see `accrued_interest`).
    row[at.BY_SHARE] = int(
        loan.day_count is DayCount.PERIOD or loan.method in {Method.GIVEN, Method.FLAT}
    )


def _clock(row: list[int], loan: Loan) -> None:
    """Write how the contract counts years (`ledger.years.contract_years`)."""
    row[at.CLOCK], row[at.CLOCK + 1], row[at.LATE_YEAR] = 0, 1, 365
    if contract_years(loan) is None:
        return
    rate = Fraction(row[at.RATE], row[at.RATE + 1])
    each = rate / (loan.rate.value * (12 if loan.rate.per is Per.MONTH else 1))
    row[at.CLOCK], row[at.CLOCK + 1] = each.numerator, each.denominator
    basis = loan.penalty.day_basis if loan.penalty is not None else None
    row[at.LATE_YEAR] = basis or year_basis(loan.day_count)


def _penalty(row: list[int], loan: Loan) -> None:
    row[at.PENALTY + 1] = row[at.CONTRACT + 1] = 1
    penalty = loan.penalty
    if penalty is None:
        return
    late = penalty_daily(penalty, loan.rate, loan.day_count)
    own = daily_rate(loan.rate, penalty.day_basis or year_basis(loan.day_count))
    row[at.LATE] = 1
    row[at.BASE] = _BASES.index(penalty.base)
    row[at.BESIDE] = int(not penalty.replaces_interest)
    row[at.DAILY] = int(penalty.daily_rounding)
    row[at.PENALTY], row[at.PENALTY + 1] = late.numerator, late.denominator
    row[at.CONTRACT], row[at.CONTRACT + 1] = own.numerator, own.denominator


def _fee(fee: Fee) -> list[int]:
    row = [0] * at.FEE_FIELDS
    rate = fee.rate if fee.rate is not None else Fraction(0)
    row[at.WHEN] = _FEES.index(fee.when)
    row[at.FIXED] = -1 if fee.amount is None else fee.amount
    row[at.TOP], row[at.BOTTOM] = rate.numerator, rate.denominator
    row[at.OF] = _FEE_BASES.index(fee.of)
    return row
