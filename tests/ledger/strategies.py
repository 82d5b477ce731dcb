"""Random loans and random histories for the laws of the books.

`loans()` draws terms, `histories(loan)` draws what happened to one. Both stay small: few
instalments, a year or two, so that a broken law shrinks to what a person can check on paper.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from ashore.days import DayCount, Every, due_dates
from ashore.loan import (
    Acceleration,
    Component,
    Deferral,
    Effect,
    Event,
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
    Row,
    Waiver,
)
from ashore.money import Rounding

FORMULA = [method for method in Method if method not in {Method.GIVEN, Method.CARD}]
STEPS = [Every(months=1), Every(days=7), Every(days=14), Every(days=30), Every(months=3)]
ORDERS = st.permutations(tuple(Component)).map(tuple)
USUAL_ORDER = (
    Component.FEE,
    Component.PENALTY,
    Component.COMPOUND,
    Component.INTEREST,
    Component.PRINCIPAL,
)
FIRST_DAY = date(2023, 12, 1)


def days(low: date = FIRST_DAY, span: int = 500) -> st.SearchStrategy[date]:
    return st.integers(0, span).map(lambda step: low + timedelta(days=step))


def rates(most: int = 36) -> st.SearchStrategy[Rate]:
    """Yearly percents up to `most`, stated per day, month or year; zero among them."""
    return st.one_of(
        st.integers(0, 100).map(lambda k: Rate(Fraction(k, 100_000), Per.DAY)),
        st.integers(0, most * 10).map(lambda k: Rate(Fraction(k, 12_000), Per.MONTH)),
        st.integers(0, most * 100).map(lambda k: Rate(Fraction(k, 10_000), Per.YEAR)),
    )


@st.composite
def penalties(draw: st.DrawFn) -> Penalty:
    own = draw(st.booleans())
    return Penalty(
        multiple=None if own else Fraction(draw(st.integers(10, 20)), 10),
        rate=draw(rates()) if own else None,
        base=draw(st.sampled_from(PenaltyBase)),
        replaces_interest=draw(st.booleans()),
        day_basis=draw(st.sampled_from([None, 360, 365])),
        daily_rounding=draw(st.booleans()),
    )


@st.composite
def fees(draw: st.DrawFn, begin: date) -> Fee:
    when = draw(st.sampled_from(FeeWhen))
    fixed = draw(st.booleans())
    return Fee(
        name="fee",
        kind="service",
        when=when,
        amount=draw(st.integers(0, 10_000)) if fixed else None,
        rate=None if fixed else Fraction(draw(st.integers(0, 100)), 1000),
        of=draw(st.sampled_from(FeeBase)),
        on=draw(days(begin, 300)) if when is FeeWhen.ON_DATE else None,
    )


@st.composite
def loans(draw: st.DrawFn, **fixed: object) -> Loan:
    """A loan of any method but `card`; what is named is taken as it is."""
    method = fixed.pop("method", None) or draw(st.sampled_from([*FORMULA, Method.GIVEN]))
    begin = draw(days(span=120))
    every = draw(st.sampled_from(STEPS))
    count = draw(st.integers(1, 7))
    first = draw(st.one_of(st.just(begin + timedelta(days=30)), days(begin + timedelta(1), 45)))
    principal = draw(st.integers(100, 3_000_000))
    rows: tuple[Row, ...] = ()
    if method is Method.GIVEN:
        rows = tuple(
            Row(
                due,
                draw(st.integers(0, 500_000)),
                draw(st.integers(0, 50_000)),
                draw(st.sampled_from([0, 0, 1234])),
            )
            for due in due_dates(first, count, every)
        )
        principal = sum(row.principal for row in rows)
    terms: dict[str, object] = {
        "id": "loan",
        "name": "loan",
        "lender": "lender",
        "lender_type": LenderType.BANK,
        "principal": principal,
        "disbursed_on": begin,
        "method": method,
        "instalments": count,
        "first_due_on": first,
        "every": every,
        "rows": rows,
    }
    terms |= {
        name: fixed[name] if name in fixed else draw(how)
        for name, how in {
            "rate": rates(),
            "day_count": st.sampled_from(DayCount),
            "rounding": st.sampled_from(Rounding),
            "penalty": st.none() | penalties(),
            "compound": st.booleans(),
            "grace_days": st.sampled_from([0, 0, 1, 3, 10]),
            "grace_retroactive": st.booleans(),
            "allocation": ORDERS,
            "allocation_across": st.sampled_from(["oldest_first", "by_component"]),
            "prepay": st.sampled_from(Prepay),
            "fees": st.lists(fees(begin), max_size=2).map(tuple),
        }.items()
    }
    return Loan(**{**terms, **fixed})


def last_due(loan: Loan) -> date:
    if loan.rows:
        return loan.rows[-1].due_on
    return due_dates(loan.first_due_on, loan.instalments, loan.every)[-1]


def days_of(loan: Loan) -> st.SearchStrategy[date]:
    """Days from the payout to well after the last due date; due dates are drawn often."""
    begin = loan.disbursed_on
    dues = (
        [row.due_on for row in loan.rows]
        if loan.rows
        else due_dates(loan.first_due_on, loan.instalments, loan.every)
    )
    near = st.sampled_from(dues).flatmap(
        lambda due: st.sampled_from([due - timedelta(1), due, due + timedelta(1)])
    )
    return st.one_of(days(begin, (last_due(loan) - begin).days + 60), near).filter(
        lambda day: day >= begin
    )


def payments(loan: Loan, most: int = 5) -> st.SearchStrategy[list[Payment]]:
    amount = st.one_of(st.integers(1, loan.principal + 1000), st.integers(1, 2000))
    return st.lists(st.tuples(days_of(loan), amount), max_size=most).map(
        lambda drawn: [
            Payment(id=f"p{number}", at=at, amount=size) for number, (at, size) in enumerate(drawn)
        ]
    )


@st.composite
def changes(draw: st.DrawFn, loan: Loan, kinds: tuple[type, ...]) -> Event:
    """One event of the named kinds."""
    on = draw(days_of(loan))
    kind = draw(st.sampled_from(kinds))
    if kind is Prepayment:
        effect = draw(st.sampled_from(Effect))
        some = st.integers(1, 2 * loan.principal + 1000)
        amount = draw(st.none() | some if effect is Effect.SETTLE else some)
        return Prepayment(id="q", on=on, amount=amount, effect=effect)
    if kind is Waiver:
        part = draw(st.sampled_from(Component))
        return Waiver(on=on, component=part, amount=draw(st.integers(1, 50_000)))
    if kind is RateChange:
        return RateChange(on=on, rate=draw(rates()))
    if kind is Deferral:
        which = draw(st.sets(st.integers(1, loan.instalments), min_size=1, max_size=2))
        to = on + timedelta(days=draw(st.integers(-10, 90)))
        return Deferral(on=on, instalments=tuple(sorted(which)), to=to)
    return Acceleration(on=on)


CHANGES = (Prepayment, Waiver, RateChange, Deferral, Acceleration)


@st.composite
def histories(
    draw: st.DrawFn, loan: Loan, *, kinds: tuple[type, ...] = CHANGES, most: int = 3
) -> list[Event]:
    """Payments and other events of one loan, in no particular order."""
    drawn = draw(st.lists(changes(loan, kinds), max_size=most)) if kinds else []
    named = [
        replace(event, id=f"q{number}") if isinstance(event, Prepayment) else event
        for number, event in enumerate(drawn)
    ]
    return [*draw(payments(loan)), *named]


@st.composite
def stories(draw: st.DrawFn, *, kinds: tuple[type, ...] = CHANGES, **fixed: object):
    """A loan with a history."""
    loan = draw(loans(**fixed))
    return loan, draw(histories(loan, kinds=kinds))
