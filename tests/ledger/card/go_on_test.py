"""Going on from a day with payments not yet made gives what booking them gives."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from ashore.ledger.card import (
    book_card,
    card_account_on,
    card_balance,
    card_demanded,
    card_go_on,
    card_total,
)
from ashore.loan import Payment
from tests.ledger.card.desk import booked, card, day, fen, order_law, paid
from tests.ledger.card.laws_test import ONE, amounts, cards, days, histories
from tests.often import often

BOUGHT = "2026-03-30 1000.00"  # billed on 5 April, due on 23 April


def test_a_payment_tried_on_the_due_day_keeps_the_bill_free_of_interest():
    books = booked(card(BOUGHT))
    account = card_account_on(books, day("2026-04-20"))
    card_go_on(books, account, day("2026-04-20"), day("2026-04-23"), [paid("2026-04-23", "990.00")])
    assert (account.billed_left(1), account.credit) == (fen("10.00"), 0)
    card_go_on(books, account, day("2026-04-23"), day("2026-04-24"))
    # 10.00 missed: 25 days on 1,000 from 30 March to 23 April, then a day on 10.00, at 0.05 %
    assert card_total(books, account, day("2026-04-24")) == fen("22.00") + fen("0.01")


def test_the_days_between_are_lived_and_none_of_them_twice():
    # 3 April and 10 April lie between, 20 April is the day itself
    books = booked(
        card("2026-04-03 100.00", "2026-04-10 20.00", "2026-04-20 3.00", "2026-04-21 0.40")
    )
    account = card_account_on(books, day("2026-04-03"))
    card_go_on(books, account, day("2026-04-03"), day("2026-04-20"))
    assert card_total(books, account, day("2026-04-20")) == fen("123.00")
    assert [bill.total for bill in account.bills] == [fen("100.00")]
    card_go_on(books, account, day("2026-04-20"), day("2026-04-20"), [paid("2026-04-20", "1.00")])
    assert card_total(books, account, day("2026-04-20")) == fen("123.00")
    card_go_on(books, account, day("2026-04-20"), day("2026-04-21"))
    assert card_total(books, account, day("2026-04-21")) == fen("123.40")


def test_what_is_tried_does_not_touch_the_books():
    books = booked(card(BOUGHT))
    account = card_account_on(books, day("2026-04-20"))
    card_go_on(books, account, day("2026-04-20"), day("2026-04-21"), [paid("2026-04-21", "400.00")])
    assert card_balance(books, day("2026-04-21")).total == fen("1000.00")


def unnumbered(postings):
    """Return postings without the number of their bill: booking counts from the first purchase."""
    return [replace(one, n=0) for one in postings]


@settings(max_examples=often(50), deadline=None)
@given(cards(order_by_law=True), histories(), days, st.integers(0, 60), st.integers(1, 60), amounts)
def test_going_on_is_booking(loan, events, begin, first, then, amount):
    """In two steps, with a payment at the end of each."""
    ends = [begin + first * ONE, begin + (first + then) * ONE]
    tried = [
        Payment(id=f"z{n}", at=on, amount=amount + n) for n, on in enumerate(ends) if on > begin
    ]
    books = book_card(loan, events, order_law())
    whole = book_card(loan, [*events, *tried], order_law())
    account = card_account_on(books, begin)
    at = begin
    for on in ends:
        card_go_on(books, account, at, on, [one for one in tried if one.at == on])
        told = card_balance(whole, on)
        assert card_total(books, account, on) == told.total
        assert card_demanded(books, account, on) == told.due_now
        assert account.credit == told.credit
        assert unnumbered(account.postings) == unnumbered(told.postings)
        at = on
