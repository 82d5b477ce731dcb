"""One loan as a forecast sees it on one day: its books, its balance, where its days count from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ashore.days import book_day
from ashore.facts import LoanFile
from ashore.forecast.reported import Anchor, anchor_of
from ashore.ledger.booked import Balance
from ashore.ledger.loans import Books, owed
from ashore.loan import Event, LenderType, Loan, Method, Payment, Reversal

__all__ = ["Stand", "known_on", "stand_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One loan as it stands on a day.

    `anchor` is the due date the days late are counted from; None: nothing would be late even if
    nothing more were paid.
    """

    booked: Books
    balance: Balance
    anchor: Anchor | None

    @property
    def loan(self) -> Loan:
        """The loan with its terms."""
        return self.balance.loan

    @property
    def on(self) -> date:
        """The day it is seen from."""
        return self.balance.on

    @property
    def is_card(self) -> bool:
        """Whether the debt is a card's, whoever issued it."""
        return self.loan.method is Method.CARD or self.loan.lender_type is LenderType.CARD_ISSUER


def stand_of(booked: Books, on: date) -> Stand:
    """Return a loan as it stands on a day."""
    balance = owed(booked, on)
    return Stand(booked=booked, balance=balance, anchor=anchor_of(balance, booked))


def known_on(event: Event, file: LoanFile, on: date) -> bool:
    """Say whether an event counts in the ledger of a day; an undone payment is undone on all."""
    if isinstance(event, Reversal):
        return True
    return (book_day(event.at, file.loan.cutoff) if isinstance(event, Payment) else event.on) <= on
