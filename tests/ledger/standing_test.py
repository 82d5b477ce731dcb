"""Bare sums are the sums of the statement: nothing is written down, nothing else changes."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from ashore.ledger.loans import owed_and_settled
from ashore.ledger.statement import balances, settle_on, standings, sums_on
from ashore.loan import Component
from tests.ledger.build import booked
from tests.ledger.card import desk
from tests.ledger.strategies import days_of, stories
from tests.often import often


@given(stories(), st.data())
@settings(max_examples=often(100), deadline=None)
def test_standings_are_the_sums_of_the_statements(story, data):
    loan, events = story
    books = booked(loan, *events)
    days = sorted(data.draw(st.lists(days_of(loan), min_size=1, max_size=3)))
    bare, sums = standings(books, days), sums_on(books, days, due_only=False)
    for told, short, parts in zip(balances(books, days), bare, sums, strict=True):
        forgiven = -sum(
            move.amount
            for move in told.postings
            if move.cause == "waiver" and move.component is Component.PRINCIPAL
        )
        assert short[:5] == (told.on, told.principal, told.total, told.credit, told.paid)
        assert short.forgiven == forgiven
        assert parts == {part: getattr(told, part.value) for part in Component}


@given(stories(), st.data())
@settings(max_examples=often(60), deadline=None)
def test_one_pass_gives_the_statement_and_what_settles_the_loan(story, data):
    loan, events = story
    books = booked(loan, *events)
    day = data.draw(days_of(loan))
    assert owed_and_settled(books, day) == (balances(books, [day])[0], settle_on(books, day))


def test_a_card_has_a_balance_and_no_settlement():
    books = desk.booked(desk.card("2026-03-30 1000.00"))
    told, settles = owed_and_settled(books, desk.day("2026-04-20"))
    assert (told.on, told.total, settles) == (desk.day("2026-04-20"), 100_000, None)
