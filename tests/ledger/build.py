"""Loans and events in the short hand the tests of the books are written in.

    loan("equal_principal", "1200.00", n=12, rate="0.01 month", begin="2026-01-05")
    paid("2026-02-05", "112.00")

Whatever is not named takes the plainest value, so that a test names only what it is about.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from itertools import count

from ashore.days import DayCount, Every, due_dates, month_step
from ashore.law import Law
from ashore.ledger.book import Booked, book
from ashore.ledger.booked import Balance
from ashore.ledger.statement import balance
from ashore.loan import (
    Acceleration,
    Component,
    Deferral,
    Effect,
    Fee,
    FeeBase,
    FeeWhen,
    LenderType,
    Loan,
    Method,
    Payment,
    Penalty,
    PenaltyBase,
    Per,
    Prepay,
    Prepayment,
    Rate,
    RateChange,
    Reversal,
    Row,
    Waiver,
)
from ashore.money import Rounding, fen_of

NO_LAW = Law()
_numbers = count(1)


def fen(text: str, digits: int = 2) -> int:
    amount = fen_of(text, digits)
    assert amount is not None, text
    return amount


def day(text: str) -> date:
    return date.fromisoformat(text)


def rate_of(text: str) -> Rate:
    """Read "0.0005 day", "0.01 month" or "0.18 year"."""
    value, per = text.split()
    return Rate(Fraction(value), Per(per))


def penalty_of(text: str, **more) -> Penalty:
    """Read "1.5 overdue_principal" (a multiple) or "0.001 day outstanding_principal" (a rate)."""
    *rate, base = text.split()
    if len(rate) == 1:
        return Penalty(multiple=Fraction(rate[0]), base=PenaltyBase(base), **more)
    return Penalty(rate=rate_of(" ".join(rate)), base=PenaltyBase(base), **more)


def step_of(text: str) -> Every:
    """Read "1 month" or "7 days"."""
    size, unit = text.split()
    return Every(months=int(size)) if unit.startswith("month") else Every(days=int(size))


def row(due_on: str, principal: str, interest: str = "0", fee: str = "0") -> Row:
    return Row(day(due_on), fen(principal), fen(interest), fen(fee))


def fee(when: str, amount: str | None = None, *, rate: str | None = None, of: str = "principal"):
    """Return a fee: `when` is up_front, each_instalment, on_default, or a day."""
    dated = when[0].isdigit()
    return Fee(
        name="fee",
        kind="service",
        when=FeeWhen.ON_DATE if dated else FeeWhen(when),
        amount=None if amount is None else fen(amount),
        rate=None if rate is None else Fraction(rate),
        of=FeeBase(of),
        on=day(when) if dated else None,
    )


def loan(
    method: str = "equal_principal",
    principal: str = "1200.00",
    *,
    n: int = 12,
    rate: str = "0.01 month",
    begin: str = "2026-01-05",
    first: str | None = None,
    every: str = "1 month",
    count: str = "period",
    penalty: str | Penalty | None = None,
    rounding: str = "half_up",
    cutoff: str | None = None,
    order: str | None = None,
    prepay: str = "to_the_day",
    digits: int = 2,
    **more,
) -> Loan:
    step = step_of(every)
    start = day(begin)
    after = due_dates(start, 2, step)[1] if step.days else month_step(start, step.months)
    made = Loan(
        id="loan",
        name="loan",
        lender="lender",
        lender_type=LenderType.BANK,
        principal=fen(principal, digits),
        disbursed_on=start,
        method=Method(method),
        instalments=n,
        first_due_on=day(first) if first else after,
        every=step,
        rate=rate_of(rate),
        day_count=DayCount(count),
        rounding=Rounding(rounding),
        penalty=penalty_of(penalty) if isinstance(penalty, str) else penalty,
        cutoff=time.fromisoformat(cutoff) if cutoff else None,
        prepay=Prepay(prepay),
        digits=digits,
        **more,
    )
    if order is None:
        return made
    return replace(made, allocation=tuple(Component(part) for part in order.split()))


def given(*rows: Row, begin: str = "2026-01-05", **more) -> Loan:
    """Return a loan whose rows are the lender's; no interest runs unless `rate` is named."""
    made = loan(
        "given",
        "0",
        n=len(rows),
        begin=begin,
        first=rows[0].due_on.isoformat(),
        rows=rows,
        **{"rate": "0 day", "count": "actual", **more},
    )
    return replace(made, principal=sum(row.principal for row in rows))


# ---- events


def moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else day(text)


def paid(at: str, amount: str, name: str | None = None) -> Payment:
    return Payment(id=name or f"p{next(_numbers):06}", at=moment(at), amount=fen(amount))


def reversed_(on: str, name: str) -> Reversal:
    return Reversal(on=day(on), of=name)


def prepaid(on: str, amount: str | None, effect: str, name: str | None = None) -> Prepayment:
    return Prepayment(
        id=name or f"q{next(_numbers):06}",
        on=day(on),
        amount=None if amount is None else fen(amount),
        effect=Effect(effect),
    )


def called(on: str) -> Acceleration:
    return Acceleration(on=day(on))


def waived(on: str, part: str, amount: str) -> Waiver:
    return Waiver(on=day(on), component=Component(part), amount=fen(amount))


def rate_from(on: str, rate: str) -> RateChange:
    return RateChange(on=day(on), rate=rate_of(rate))


def deferred(on: str, instalments: tuple[int, ...], to: str) -> Deferral:
    return Deferral(on=day(on), instalments=instalments, to=day(to))


# ---- books


def booked(loan: Loan, *events) -> Booked:
    return book(loan, events, NO_LAW)


def owed(loan: Loan, *events, on: str) -> Balance:
    """Return the balance of a day, its postings added up."""
    from tests.ledger.table import adding_up

    state = adding_up(balance(booked(loan, *events), day(on)))
    assert state.loan is loan
    return state
