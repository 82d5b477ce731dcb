"""Loans beside the household: which are kept up by contract, and what that takes from the budget.

A loan that is not overdue is paid as the contract says before anything is offered to others: an
offer below the contract would make it overdue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ashore.days import book_day
from ashore.facts import Budget, Case, LoanFile
from ashore.forecast.money import money_of
from ashore.forecast.stand import Stand, known_on, stand_of
from ashore.law import Law
from ashore.ledger.ceiling import lawful_of
from ashore.ledger.lawful import Lawful
from ashore.ledger.loans import books
from ashore.plan.budget import with_extra

__all__ = ["Due", "Held", "held_of", "owed_of", "with_dues"]


@dataclass(frozen=True, slots=True)
class Due:
    """A payment by contract, fen (a card: the minimum)."""

    on: date
    loan: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One loan of the case as it stands, fen.

    `owed` is the whole debt by the books. `base` is what an offer is reckoned on: the same, or what
    the private-lending cap leaves of it where that cap binds by itself. `overdue`: something is
    late.
    """

    file: LoanFile
    stand: Stand
    owed: int
    lawful: Lawful | None
    overdue: bool

    @property
    def base(self) -> int:
        """What an offer is reckoned on."""
        return self.owed if self.lawful is None else min(self.owed, self.lawful.total)

    @property
    def id(self) -> str:
        """The loan's id."""
        return self.file.loan.id

    @property
    def name(self) -> str:
        """The loan's name, or its id."""
        return self.file.loan.name or self.file.loan.id


def held_of(case: Case, law: Law, on: date) -> tuple[Held, ...]:
    """Return the loans of a case as they stand on a day, in the order of the case."""
    found: list[Held] = []
    for file in case.loans:
        known = [event for event in file.events if known_on(event, file, on)]
        stand = stand_of(books(file.loan, known, law), on)
        found.append(
            Held(
                file=file,
                stand=stand,
                owed=owed_of(stand),
                lawful=lawful_of(stand.booked, on, law),
                overdue=bool(stand.anchor and stand.anchor.missed),
            )
        )
    return tuple(found)


def owed_of(stand: Stand) -> int:
    """Return what a loan owes less what was paid ahead, fen, never below 0."""
    return max(0, stand.balance.total - stand.balance.credit)


def dues_of(held: Held, law: Law, until: date) -> tuple[Due, ...]:
    """Return what the contract asks for up to a day, each on its due date."""
    on = held.stand.on
    if until <= on or not held.owed:
        return ()
    track = money_of(held.stand.booked, held.stand.balance, law, (until - on).days)
    return tuple(
        Due(book_day(each.at, held.file.loan.cutoff), held.id, each.amount)
        for each in track.due_paid.payments
    )


def with_dues(
    budget: Budget, kept: Sequence[Held], law: Law, until: date
) -> tuple[Budget, tuple[Due, ...]]:
    """Return the budget less what the contracts of some loans ask for, and those payments."""
    dues = sorted(
        (due for each in kept for due in dues_of(each, law, until)),
        key=lambda due: (due.on, due.loan),
    )
    for due in dues:
        budget = with_extra(budget, due.on, -due.amount, due.loan)
    return budget, tuple(dues)
