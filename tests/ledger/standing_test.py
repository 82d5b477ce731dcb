"""Bare sums are the sums of the statement: nothing is written down, nothing else changes."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from ashore.ledger.book import apply
from ashore.ledger.loans import owed_and_settled
from ashore.ledger.statement import account_on, balances, settle_on, standings, sums_on
from ashore.loan import Component
from tests.ledger.build import booked, day, deferred, fen, loan, paid
from tests.ledger.card import desk
from tests.ledger.strategies import days_of, stories
from tests.often import often


@given(stories(), st.data())
@settings(max_examples=often(100), deadline=None)
def test_standings_are_the_sums_of_the_statements(story, data):
    made, events = story
    books = booked(made, *events)
    days = sorted(data.draw(st.lists(days_of(made), min_size=1, max_size=3)))
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
    made, events = story
    books = booked(made, *events)
    on = data.draw(days_of(made))
    assert owed_and_settled(books, on) == (balances(books, [on])[0], settle_on(books, on))


def test_a_card_has_a_balance_and_no_settlement():
    books = desk.booked(desk.card("2026-03-30 1000.00"))
    told, settles = owed_and_settled(books, desk.day("2026-04-20"))
    assert (told.on, told.total, settles) == (desk.day("2026-04-20"), 100_000, None)


def test_the_account_of_a_day_keeps_what_was_paid_and_goes_on_from_there():
    made = loan("equal_principal", "1200", n=12, rate="0.01 month")
    books = booked(made, paid("2026-02-05", "112", "a"), paid("2026-03-05", "111", "b"))
    account = account_on(books, day("2026-02-20"))
    assert (account.paid_in, account.outstanding()) == (fen("112"), fen("1100"))
    assert {one.event for one in account.postings} == {"", "a"}
    apply(account, *books.steps[1])
    told = balances(books, [day("2026-03-05")])[0]
    assert (account.outstanding(), account.paid_in) == (told.principal, told.paid)
    assert tuple(account.postings) == told.postings


def test_the_interest_of_two_instalments_that_were_billed_and_deferred_is_all_owed():
    # 12.00 and 11.00 were billed; 15 of 31 days of 1 % on 1,000 run beside them
    made = loan("equal_principal", "1200", n=12, rate="0.01 month")
    books = booked(made, deferred("2026-03-06", (1, 2), "2026-06-05"))
    (told,) = standings(books, [day("2026-03-20")])
    assert told.total == fen("1200") + fen("12") + fen("11") + fen("4.84")
