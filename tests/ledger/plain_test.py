"""The books agree with a second set kept day by day."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from ashore.ledger.statement import balance
from ashore.loan import Acceleration, Component, Waiver
from tests.ledger.build import booked
from tests.ledger.plain import Plain
from tests.ledger.strategies import days_of, stories
from tests.often import often


@settings(max_examples=often(150), deadline=None)
@given(st.data())
def test_the_books_agree_with_books_kept_day_by_day(data):
    loan, events = data.draw(stories(kinds=(Waiver, Acceleration)))
    on = data.draw(days_of(loan))
    books = booked(loan, *events)
    plain = Plain(loan)
    plain.live(list(books.steps), on)
    ours = balance(books, on)
    assert {part.value: getattr(ours, part.value) for part in Component} == plain.owed()
    assert ours.credit == plain.credit
