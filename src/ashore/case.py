"""One case, once through: run(case, law, on) → Outcome. The whole pipeline on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ashore.facts import Case, LoanFile
from ashore.law import Law
from ashore.ledger.book import Booked
from ashore.ledger.booked import Balance
from ashore.ledger.ceiling import ceiling_of, filed_on, lawful_of
from ashore.ledger.claims import Checked, check_claims
from ashore.ledger.cost import LoanCost, cost_of
from ashore.ledger.lawful import Lawful
from ashore.ledger.loans import Books, books, owed
from ashore.ledger.measure import CapCheck, measure
from ashore.ledger.statement import settle_on
from ashore.ledger.why import explain
from ashore.words import Why

__all__ = ["LoanOutcome", "Outcome", "run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanOutcome:
    """Everything computed for one loan on one day."""

    file: LoanFile
    books: Books
    balance: Balance
    settles: int | None  # what settles the loan that day under its prepayment terms; None for cards
    cost: LoanCost
    caps: tuple[CapCheck, ...]
    claims: tuple[Checked, ...]
    lawful: Lawful | None
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything computed for a case on one day, with the state of the law it rests on."""

    case: Case
    on: date
    law_version: str
    loans: tuple[LoanOutcome, ...]


def run(case: Case, law: Law, on: date) -> Outcome:
    """Book every loan of a case, measure its cost, check what is claimed."""
    loans = tuple(run_loan(file, law, on) for file in case.loans)
    return Outcome(case=case, on=on, law_version=law.version, loans=loans)


def run_loan(file: LoanFile, law: Law, on: date) -> LoanOutcome:
    """Book one loan, measure its cost, check what is claimed."""
    booked = books(file.loan, file.events, law)
    balance = owed(booked, on)
    cost = cost_of(file.loan)
    ceilings = [ceiling_of(booked, claim.on, law) for claim in file.claims]
    return LoanOutcome(
        file=file,
        books=booked,
        balance=balance,
        settles=settle_on(booked, on) if isinstance(booked, Booked) else None,
        cost=cost,
        caps=measure(file.loan, cost, filed_on(booked, on), on, law),
        claims=check_claims(booked, file.claims, ceilings),
        lawful=lawful_of(booked, on, law),
        why=explain(booked, balance, law),
    )
