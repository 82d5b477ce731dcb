"""What the contract dates by itself: the next instalment and what it comes to."""

from __future__ import annotations

from datetime import date

from ashore.forecast.event import Event
from ashore.forecast.stand import Stand
from ashore.ledger.card import CardBooked, card_bills
from ashore.ledger.loans import owed
from ashore.words import Text

__all__ = ["due_event"]


def due_event(stand: Stand, name: str) -> Event | None:
    """Return the next due date of a loan with what falls due on it; None when none is to come."""
    found = _next(stand)
    if found is None:
        return None
    due_on, amount = found
    return Event(
        loan=stand.loan.id,
        kind="instalment",
        track="due",
        earliest=due_on,
        usual=due_on,
        latest=due_on,
        confidence="A",
        title=Text(f"{name} 下一期到期", f"next instalment of {name} falls due"),
        means=Text("合同约定的还款日", "the due date agreed in the contract"),
        do=Text(
            "钱不够时先看计划，把钱放到最要紧的地方",
            "if the money is short, put it where it matters most",
        ),
        sources=("contract",),
        amount=amount,
    )


def _next(stand: Stand) -> tuple[date, int | None] | None:
    """Return the next due date after the day with what falls due; None when there is none."""
    on, booked, balance = stand.on, stand.booked, stand.balance
    if not balance.total:
        return None
    if isinstance(booked, CardBooked):
        bills = [bill for bill in card_bills(booked, on) if bill.due_on > on and bill.left]
        if bills:
            return bills[0].due_on, bills[0].minimum_left
        ahead = [line.due_on for line in balance.lines if line.due_on > on]
        return (min(ahead), None) if ahead else None
    for due_on in sorted({line.due_on for line in balance.lines if line.due_on > on and line.n}):
        then = owed(booked, due_on)  # what it comes to that day, changes of the schedule counted
        amount = sum(line.total for line in then.lines if line.due_on == due_on)
        if amount:  # nothing is left of one that was paid ahead
            return due_on, amount
    return None
