"""Instalments paid in time before the first one missed: as the contract asks, marked as assumed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ashore.days import due_dates
from ashore.facts import LoanFile
from ashore.law import Law
from ashore.ledger.loans import books, owed
from ashore.loan import Event, Loan, Method, Payment, Rate

__all__ = ["at_rate", "noted", "paid_in_time", "refitted"]

ASSUMED = "assumed-"


def paid_in_time(loan: Loan, until: date, law: Law) -> tuple[Payment, ...]:
    """Return a payment in full on every due day before a day; none for cards and bills."""
    if loan.method in {Method.CARD, Method.GIVEN}:
        return ()
    payments: list[Payment] = []
    days = due_dates(loan.first_due_on, loan.instalments, loan.every)
    for number, day in enumerate(days, start=1):
        if day >= until:
            break
        due = owed(books(loan, payments, law), day).due_now
        if due:
            payments.append(Payment(id=f"{ASSUMED}{number}", at=day, amount=due))
    return tuple(payments)


def at_rate(file: LoanFile, rate: Rate, law: Law) -> LoanFile:
    """Return a loan at another rate; what was assumed to be paid follows the rate."""
    return refitted(replace(file, loan=replace(file.loan, rate=rate)), law)


def refitted(file: LoanFile, law: Law) -> LoanFile:
    """Return a loan with what was assumed to be paid reckoned anew from its terms."""
    assumed = [each for each in file.events if _is_assumed(each)]
    if not assumed:
        return file
    last = max(_day(each) for each in assumed)
    again = paid_in_time(file.loan, date.fromordinal(last.toordinal() + 1), law)
    told = tuple(each for each in file.events if not _is_assumed(each))
    return replace(file, events=(*again, *told))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A payment in a list, fen; `assumed`: taken to be made in time."""

    id: str
    on: date
    amount: int
    assumed: bool


def noted(file: LoanFile) -> tuple[Noted, ...]:
    """Return the payments of a loan, the latest first."""
    found = [
        Noted(id=each.id, on=_day(each), amount=each.amount, assumed=_is_assumed(each))
        for each in file.events
        if isinstance(each, Payment)
    ]
    return tuple(sorted(found, key=lambda each: each.on, reverse=True))


def _is_assumed(event: Event) -> bool:
    return isinstance(event, Payment) and event.id.startswith(ASSUMED)


def _day(event: Event) -> date:
    assert isinstance(event, Payment)
    return date(event.at.year, event.at.month, event.at.day)
