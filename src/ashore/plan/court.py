"""What a court would grant of a private loan over the cap: the most that a plan pays on it.

The lender asks for what the contract says and counts days past due by it. Beside those books runs
the recalculation of `ledger.lawful`: a sum falls due by the contract, and never above what that
leaves of the whole loan (decision 0036).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from ashore.law import Law
from ashore.ledger.book import Booked, book
from ashore.ledger.ceiling import lawful_beside, lawful_of
from ashore.loan import Payment, Prepayment

__all__ = ["Court", "Granted", "court_of"]

Paid = Payment | Prepayment


class Granted(NamedTuple):
    """What could be claimed of a loan: of principal, and in all, fen."""

    principal: int
    total: int


@dataclass(frozen=True, slots=True)
class Court:
    """A loan whose books come to more than a court grants, sooner or later."""

    booked: Booked
    law: Law
    known: dict[tuple[tuple[Paid, ...], date], Granted] = field(
        default_factory=dict, repr=False, compare=False
    )

    def granted(self, payments: Sequence[Paid], day: date) -> Granted:
        """Return what could be claimed of the whole loan on a day, due or not.

        It is what the books show as long as the cap lowers nothing.

        Args:
            payments: proposed payments, none after the day.
            day: the day.
        """
        key = (tuple(payments), day)
        if key not in self.known:
            self.known[key] = self._granted(key[0], day)
        return self.known[key]

    def _granted(self, payments: tuple[Paid, ...], day: date) -> Granted:
        booked = book(self.booked.loan, (*self.booked.events, *payments), self.law)
        lawful, state = lawful_beside(booked, day, self.law)
        if lawful is None:
            return Granted(state.principal, max(0, state.total - state.credit))
        return Granted(lawful.principal, min(lawful.total, max(0, state.total - state.credit)))


def court_of(booked: Booked, on: date, law: Law) -> Court | None:
    """Return the recalculation of a loan; None where the cap does not bind or lowers nothing.

    It is asked for the day of the plan, and for the time when all is due and nothing was paid: a
    loan that has just begun is not above the line yet, though its terms are.
    """
    loan = booked.loan
    last = max((row.due_on for row in booked.schedule), default=on)
    late = max(on, last) + timedelta(days=loan.grace_days + LATE)
    if all(lawful_of(booked, day, law) is None for day in (on, max(on, last), late)):
        return None
    return Court(booked, law)


LATE = 30
"""Days after the last due date at which a penalty above the line shows as well."""
