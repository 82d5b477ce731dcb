"""What in the record of a loan starts the limitation period anew: its events, its contacts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.law.limitation import Interruption, Restart
from ashore.ledger.book import Booked
from ashore.ledger.loans import Books
from ashore.loan import (
    Acceleration,
    Assignment,
    Deferral,
    Loan,
    Milestone,
    Payment,
    Prepayment,
)

__all__ = ["demands_in", "interruptions"]


def interruptions(booked: Books, on: date) -> list[Interruption]:
    """Return everything in the record up to a day that starts the period anew, oldest first.

    Reversed payments are no payments. A deferral was agreed, so it is a promise. A notice of
    assignment is taken to have arrived on the day of the assignment.
    """
    found = [
        Interruption(day, kind)
        for day, event in _dated(booked)
        if day <= on and (kind := _restart(event)) is not None
    ]
    return sorted(found, key=lambda each: (each.on, each.kind))


def _dated(booked: Books) -> Iterator[tuple[date, object]]:
    if isinstance(booked, Booked):
        yield from booked.steps
    else:
        for day, events in booked.agenda.items():
            yield from ((day, event) for event in events)
    for event in booked.events:
        if isinstance(event, Milestone | Assignment):
            yield event.on, event


def demands_in(log: Iterable[Contact], loan: Loan) -> list[date]:
    """Return the days on which a contact log shows a demand that reached the debtor.

    A message counts unless it could not be delivered; a call or a visit when somebody talked.
    """
    return [
        one.at.astimezone(SHANGHAI).date()
        for one in log
        if one.direction == "out"
        and one.role == "debtor"
        and one.purpose in {"collect", "notify", ""}
        and (one.loan == loan.id or (not one.loan and one.lender == loan.lender))
        and (one.outcome == "talk" or (one.channel in _MESSAGES and one.outcome != "invalid"))
    ]


_MESSAGES = {"sms", "im", "app", "email", "letter"}
_MILESTONES = {
    "suit_filed": Restart.SUIT,
    "demand": Restart.DEMAND,
    "promise": Restart.PROMISE,
    "offer": Restart.PROMISE,  # asking for instalments acknowledges the debt
    "accepted": Restart.PROMISE,
}


def _restart(event: object) -> Restart | None:
    match event:
        case Payment() | Prepayment():
            return Restart.PAYMENT
        case Deferral():
            return Restart.PROMISE
        case Acceleration():
            return Restart.DEMAND
        case Assignment():
            return Restart.ASSIGNMENT_NOTICE
        case Milestone():
            return _MILESTONES.get(event.kind)
        case _:
            return None
