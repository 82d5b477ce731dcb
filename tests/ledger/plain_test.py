"""The books agree with a second set kept day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings, strategies as st

from ashore.ledger.schedule import make_schedule
from ashore.ledger.statement import balance
from ashore.loan import (
    Acceleration,
    Component,
    Deferral,
    Effect,
    Method,
    Payment,
    Prepayment,
    RateChange,
    Reversal,
    Waiver,
)
from tests.ledger.build import booked
from tests.ledger.plain import Plain
from tests.ledger.strategies import days_of, loans, rates, stories
from tests.often import often


@settings(max_examples=often(150), deadline=None)
@given(st.data())
def test_the_books_agree_with_books_kept_day_by_day(data):
    loan, events = data.draw(stories(kinds=(Waiver, Acceleration, Deferral)))
    on = data.draw(days_of(loan))
    books = booked(loan, *events)
    plain = Plain(loan)
    plain.live(list(books.steps), on)
    ours = balance(books, on)
    assert {part.value: getattr(ours, part.value) for part in Component} == plain.owed()
    assert ours.credit == plain.credit


# ---- what remakes the schedule, on a due date: a loan of its own from that day


def fallen_due(books, after):
    told = balance(books, max(row.due_on for row in books.schedule) + timedelta(days=400))
    return [
        (line.due_on, line.principal, line.interest) for line in told.lines if line.due_on > after
    ]


@settings(max_examples=often(50), deadline=None)
@given(st.data())
def test_a_change_on_a_due_date_is_as_a_new_loan_of_what_is_left(data):
    """A new rate, or a smaller principal: the rest is the loan that would be made that day."""
    remade = (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY)
    method = data.draw(st.sampled_from(remade))
    made = data.draw(loans(method=method, penalty=None, fees=()))
    rows = make_schedule(made)
    assume(len(rows) > 1)
    done = data.draw(st.integers(1, len(rows) - 1))
    left, day = rows[done - 1].balance, rows[done - 1].due_on
    assume(left > 1)
    if made.every.months:  # to a new loan, 30 April to 31 May is a month and a day
        assume(day.day >= rows[done].due_on.day)
    paid = [
        Payment(id=f"p{row.n}", at=row.due_on, amount=row.total) for row in rows[:done] if row.total
    ]
    if data.draw(st.booleans()):
        change, part = RateChange(on=day, rate=data.draw(rates())), 0
    else:
        part = data.draw(st.integers(1, left - 1))
        change = Prepayment(id="q", on=day, amount=part, effect=Effect.REDUCE_AMOUNT)
    fresh = replace(
        made,
        principal=left - part,
        disbursed_on=day,
        instalments=len(rows) - done,
        first_due_on=rows[done].due_on,
        rate=getattr(change, "rate", made.rate),
    )
    alone = booked(fresh)
    assume([row.due_on for row in alone.schedule] == [row.due_on for row in rows[done:]])
    assert fallen_due(booked(made, *paid, change), day) == fallen_due(alone, day)


@settings(max_examples=often(50), deadline=None)
@given(st.data())
def test_a_reversed_prepayment_or_payment_never_was(data):
    made, events = data.draw(stories())
    named = [event for event in events if isinstance(event, Payment | Prepayment)]
    assume(named)
    gone = data.draw(st.sampled_from(named))
    back = Reversal(on=data.draw(days_of(made)), of=gone.id)
    on = data.draw(days_of(made))
    with_both = balance(booked(made, *events, back), on)
    without = balance(booked(made, *(event for event in events if event is not gone)), on)
    assert with_both == without
