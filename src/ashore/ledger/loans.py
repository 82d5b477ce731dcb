"""One door to the books of every kind of loan: schedule loans and cards alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ashore.law import Law
from ashore.ledger.book import Booked, book
from ashore.ledger.booked import Balance
from ashore.ledger.card import CardBooked, book_card, card_balances
from ashore.ledger.statement import balance_and_settlement, balances
from ashore.loan import Event, Loan, Method

__all__ = ["Books", "books", "owed", "owed_and_settled", "owed_on"]

Books = Booked | CardBooked


def books(loan: Loan, events: Iterable[Event], law: Law) -> Books:
    """Return the books of a loan: `book` for a schedule, `book_card` for a card."""
    if loan.method is Method.CARD:
        return book_card(loan, events, law)
    return book(loan, events, law)


def owed(booked: Books, on: date) -> Balance:
    """Return what is owed on a day."""
    return owed_on(booked, [on])[0]


def owed_and_settled(booked: Books, on: date) -> tuple[Balance, int | None]:
    """Return what is owed on a day and what settles the loan then; the latter None for cards."""
    if isinstance(booked, CardBooked):
        return owed(booked, on), None
    return balance_and_settlement(booked, on)


def owed_on(booked: Books, days: Sequence[date]) -> list[Balance]:
    """Return what is owed on several days; `days` must ascend."""
    if isinstance(booked, CardBooked):
        return card_balances(booked, days)
    return balances(booked, days)
