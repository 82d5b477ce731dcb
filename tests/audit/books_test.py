"""The compiled books are the books: every figure to the fen, or a loan is told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from ashore.audit import places as at
from ashore.audit.loan_columns import balances_of, loans_of, not_in_columns
from ashore.files.case import case_of
from ashore.law import Law
from ashore.ledger.book import book
from ashore.ledger.statement import balance
from ashore.loan import (
    Acceleration,
    Fee,
    FeeWhen,
    Method,
    Payment,
    Penalty,
    PenaltyBase,
    Per,
    Rate,
    Reversal,
)  # fmt: skip
from ashore.money import Rounding
from tests.ledger.build import booked, loan
from tests.ledger.strategies import days_of, stories
from tests.often import often
from tests.published import AREAS, BESIDE, folders, read

DATED = Fee(name="f", kind="late", when=FeeWhen.ON_DATE, amount=1, on=date(2026, 3, 1))


def by_reference(loan, events, on):
    """Return the nine sums of a loan as the reference has them."""
    told = balance(booked(loan, *events), on)
    return [
        told.principal, told.interest, told.penalty, told.compound, told.fee, told.due_now,
        told.credit, told.days_past_due, told.paid,
    ]  # fmt: skip


def assert_same(cases, threads=1):
    """Compare all loans that columns can say; return how many were booked by them."""
    told = [case for case in cases if not not_in_columns(*case[:2])]
    found = balances_of(loans_of(told), threads)
    for place, case in enumerate(told):
        if not case[0].principal:  # case files refuse a loan of nothing, and so do columns
            assert found.status[place] == at.WRONG, case
        elif found.status[place] == at.BOOKED:
            assert found.sums[place].tolist() == by_reference(*case), case
        else:
            assert found.status[place] in {at.ASKED, at.NO_ROOM}, case
    return int((found.status == at.BOOKED).sum())


@settings(max_examples=often(100), deadline=None)
@given(st.data(), st.sampled_from([1, 2]))
def test_every_sum_is_the_reference_s_to_the_fen(data, threads):
    cases = []
    for _ in range(data.draw(st.integers(1, 4))):
        terms, events = data.draw(stories(kinds=()))
        cases += [(terms, events, data.draw(days_of(terms))) for _ in range(2)]
    assert_same(cases, threads)


def test_published_examples_that_columns_can_say():
    cases = []
    for folder in folders(*AREAS):
        raw = read(folder)
        if "skip" in raw:
            continue
        made = case_of({key: value for key, value in raw.items() if key not in BESIDE}, "case")
        for file in made.loans:
            if file.loan.method is Method.CARD:
                continue
            last = book(file.loan, file.events, Law()).schedule[-1].due_on
            days = [last, last + timedelta(days=200), *(row.due_on for row in file.loan.rows[:3])]
            days += [each["on"] for each in raw.get("expect", ()) if "on" in each]
            cases += [(file.loan, file.events, on) for on in days if on >= file.loan.disbursed_on]
    assert assert_same(cases) > 100


def test_a_rounding_that_floats_leave_open_is_for_the_reference():
    half = loan("equal_instalment", "0.01", n=2, rate="0 month", begin="2026-01-05")
    exact = replace(half, principal=3, rounding=Rounding.DOWN, rate=Rate(Fraction(1, 2), Per.MONTH))
    tie = replace(half, instalments=1, principal=2, rate=Rate(Fraction(1, 4), Per.MONTH))
    cases = [
        (half, [], date(2026, 3, 1)),
        (exact, [], date(2026, 3, 1)),
        (tie, [], date(2026, 3, 1)),
    ]
    assert assert_same(cases) == 2  # a rate of zero is exact; 2.5 fen may go either way
    assert balances_of(loans_of(cases)).status.tolist()[2] == at.ASKED


def test_amounts_without_room_are_told_and_never_wrapped():
    plain = loan("equal_principal", "1000.00", n=3, rate="0.01 month", begin="2026-01-05")
    late = Penalty(rate=Rate(Fraction(123_456_789, 10**12), Per.DAY))
    large = replace(plain, principal=2**60, penalty=late)
    some = replace(plain, principal=10**6, penalty=late)
    on = date(2036, 1, 1)
    paid = [Payment(id="a", at=date(2026, 2, 1), amount=2**62)]
    found = balances_of(loans_of([(large, [], on), (some, [], on), (plain, paid, on)]))
    assert found.status.tolist() == [at.NO_ROOM, at.BOOKED, at.NO_ROOM]
    assert found.sums[1].tolist() == by_reference(some, [], on)
    assert not found.sums[[0, 2]].any()


def test_rows_that_cannot_be_are_told():
    plain = loan("flat", "1000.00", n=3, rate="0.01 month", begin="2026-01-05")
    early = [Payment(id="a", at=date(2026, 1, 4), amount=5)]
    nothing = [Payment(id="a", at=date(2026, 2, 4), amount=0)]
    on = date(2026, 4, 1)
    good = (plain, [], on)
    found = balances_of(loans_of([good, (plain, early, on), (plain, nothing, on)]))
    assert found.status.tolist() == [at.BOOKED, at.WRONG, at.WRONG]


@pytest.mark.parametrize(
    ("changed", "events", "why"),
    [
        ({}, [Acceleration(on=date(2026, 3, 1))], "event acceleration"),
        ({"fees": (DATED,)}, [], "fee on a date"),
        ({"instalments": 601}, [], "too many instalments"),
        ({"first_due_on": date(2026, 1, 5)}, [], "due dates out of order"),
        ({"rate": Rate(Fraction(1, 10**17 + 1), Per.DAY)}, [], "number with too many digits"),
        ({"penalty": Penalty(multiple=Fraction(3, 2), base=PenaltyBase.OUTSTANDING_PRINCIPAL)},
         [Reversal(on=date(2026, 5, 1), of="a")], ""),
    ],
)  # fmt: skip
def test_what_columns_cannot_say_is_named(changed, events, why):
    plain = loan("equal_principal", "1000.00", n=3, rate="0.01 month", begin="2026-01-05")
    assert not_in_columns(replace(plain, **changed), events) == why


def test_a_reversed_payment_never_was():
    plain = loan("equal_principal", "1000.00", n=3, rate="0.01 month", begin="2026-01-05")
    events = [
        Payment(id="a", at=date(2026, 2, 5), amount=40_000),
        Payment(id="b", at=date(2026, 2, 6), amount=30_000),
        Reversal(on=date(2026, 2, 9), of="a"),
    ]
    assert assert_same([(plain, events, date(2026, 3, 1))]) == 1
