"""The open books of every kind of loan, and what is left of one when a plan is through with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ashore.law import Law
from ashore.ledger.book import Booked
from ashore.ledger.card import CardBooked, card_account_on
from ashore.ledger.loans import books, owed
from ashore.ledger.statement import account_on
from ashore.plan.capped import CappedTab
from ashore.plan.debts import Debt
from ashore.plan.tab import CardTab, LoanTab, Paid

__all__ = ["Tab", "now_of", "rest_of", "tab_of"]

Tab = LoanTab | CardTab | CappedTab


def tab_of(debt: Debt, on: date) -> Tab:
    """Open the books of a loan on the day of a plan."""
    booked = debt.view.stand.booked
    if isinstance(booked, CardBooked):
        unmet = [due.due_on for due in debt.dues if due.due_on <= on]
        return CardTab(booked, card_account_on(booked, on - timedelta(days=1)), on, unmet=unmet)
    assert isinstance(booked, Booked)
    inner = LoanTab(account_on(booked, on), on)
    return inner if debt.court is None else CappedTab(inner, debt.court)


def rest_of(debt: Debt, payments: Sequence[Paid], day: date, law: Law) -> int:
    """Return what is owed on a day after some payments, booked anew, less what was paid ahead, fen.

    Of a private loan over the cap it is what a court would grant.
    """
    if debt.court is not None:
        return debt.court.granted(payments, day).total
    events = (*debt.view.stand.booked.events, *payments)
    end = owed(books(debt.view.file.loan, events, law), day)
    return end.total - end.credit


def now_of(debt: Debt, on: date) -> int:
    """Return the same on the day of the plan, before any payment, fen."""
    if debt.court is not None:
        return debt.court.granted((), on).total
    return debt.view.stand.balance.total - debt.view.stand.balance.credit
