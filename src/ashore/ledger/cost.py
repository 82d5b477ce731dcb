"""The true yearly cost of a loan as agreed: what really arrived against everything to be paid.

The flows are those of normal performance: the schedule of the contract with every fee to anyone in
the chain. Late charges are no part of it; they are in the books.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from ashore.ledger.check import cash_received, up_front
from ashore.ledger.flows import DatedFlow, PeriodFlow
from ashore.ledger.intervals import equal_months
from ashore.ledger.irr import Rates, irr, rounded_rate, xirr
from ashore.ledger.rates import daily_rate, span_periods
from ashore.ledger.schedule import fee_amount, make_schedule
from ashore.loan import FeeWhen, Loan, Method
from ashore.words import Text

__all__ = ["LoanCost", "cost_of", "loan_flows"]

YEAR_MONTHS = 12
DIGITS_KEPT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanCost:
    """The yearly cost in its usual forms (0.24 is 24 %); None where a form does not apply.

    `nominal_annual` is 12 × the monthly rate of return (the "simple" method of PBoC Notice 2021
    No. 3), `effective_annual` the compound one; `xirr` counts actual days over 365. `period_rate`
    is the rate of return of one period between due dates.
    """

    cash_received: int
    total_paid: int
    monthly_irr: Decimal | None
    nominal_annual: Decimal | None
    effective_annual: Decimal | None
    xirr: Decimal | None
    message: Text
    notes: tuple[Text, ...] = ()


def loan_flows(loan: Loan) -> list[DatedFlow]:
    """Return the dated flows of normal performance, borrower's view: received positive."""
    kept = loan.principal - cash_received(loan)
    paid_aside = max(0, up_front(loan) - max(0, kept))
    flows = [DatedFlow(loan.disbursed_on, cash_received(loan) - paid_aside)]
    flows += [DatedFlow(row.due_on, -row.total) for row in make_schedule(loan)]
    flows += [
        DatedFlow(fee.on, -fee_amount(loan, fee, loan.principal, 0))
        for fee in loan.fees
        if fee.when is FeeWhen.ON_DATE and fee.on is not None
    ]
    return sorted(flows, key=lambda flow: flow.on)


def cost_of(loan: Loan) -> LoanCost:
    """Return the yearly cost of a loan under normal performance.

    Sources: PBoC Notice 2021 No. 3 (simple and compound method, remaining principal); the internal
    rate of return on actual days over a 365-day year for `xirr`.
    """
    with localcontext(prec=DIGITS_KEPT):  # the caller's decimal settings must not matter
        return _card_cost(loan) if loan.method is Method.CARD else _plan_cost(loan)


def _plan_cost(loan: Loan) -> LoanCost:
    flows = loan_flows(loan)
    received = sum(int(flow.amount) for flow in flows if flow.amount > 0)
    dated = xirr(flows)
    months = loan.every.months
    rates = irr(_periods(loan, flows))
    rate, notes = rates.only, list(_notes(loan, flows))
    monthly = _monthly(rate, months) if months and rate is not None else None
    yearly = _yearly(loan, rate) if rate is not None else None
    return LoanCost(
        cash_received=received,
        total_paid=received - sum(int(flow.amount) for flow in flows),
        monthly_irr=_shown(monthly),
        nominal_annual=_shown(yearly),
        effective_annual=_shown(_compound(monthly)),
        xirr=dated.rate,
        message=_message(rates, dated),
        notes=tuple(notes),
    )


def _periods(loan: Loan, flows: Sequence[DatedFlow]) -> list[PeriodFlow]:
    """Number the flows by due date: the payout is 0; a dated fee joins the next due date."""
    days = [row.due_on for row in make_schedule(loan)]
    step = span_periods(loan)
    last = len(days)

    def place(day: date) -> Fraction:
        if day <= loan.disbursed_on:
            return Fraction(0)
        return next((n for n, due in enumerate(days, start=1) if day <= due), last) * step

    return [PeriodFlow(place(flow.on), flow.amount) for flow in flows]


def _monthly(rate: Decimal, months: int) -> Decimal:
    if months == 1:
        return rate
    return Decimal(1 + rate) ** (Decimal(1) / months) - 1


def _yearly(loan: Loan, rate: Decimal) -> Decimal:
    if loan.every.months:
        return rate * YEAR_MONTHS / loan.every.months
    return rate * 365 / loan.every.days


def _compound(monthly: Decimal | None) -> Decimal | None:
    return None if monthly is None else (1 + monthly) ** YEAR_MONTHS - 1


def _shown(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else rounded_rate(rate)


def _message(rates: Rates, dated: Rates) -> Text:
    return rates.message if rates.only is None else dated.message


def _notes(loan: Loan, flows: Sequence[DatedFlow]) -> list[Text]:
    notes: list[Text] = []
    if loan.every.months and not equal_months([flow.on for flow in flows]):
        notes.append(
            Text(
                "各期天数不等，月利率按每期一个月计算；xirr 按实际天数计算",
                "the periods differ in days; the monthly rate counts each as one month, xirr "
                "counts actual days",
            )
        )
    return notes


def _card_cost(loan: Loan) -> LoanCost:
    """A card has no schedule; its rate a day gives the simple and the monthly compound figure."""
    day = daily_rate(loan.rate, 365)
    yearly = Decimal(day.numerator) / Decimal(day.denominator) * 365
    return LoanCost(
        cash_received=0,
        total_paid=0,
        monthly_irr=_shown(yearly / YEAR_MONTHS),
        nominal_annual=_shown(yearly),
        effective_annual=_shown(_compound(yearly / YEAR_MONTHS)),
        xirr=None,
        message=Text(
            "信用卡没有固定还款计划：按日利率折算，不含违约金等费用",
            "a card has no schedule: reckoned from the daily rate, without late fees",
        ),
    )
