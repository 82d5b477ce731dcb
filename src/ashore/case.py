"""One case, once through: run(case, law, on) → Outcome. The whole pipeline on one screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ashore.assumed import Span, span_of
from ashore.facts import Case, LoanFile
from ashore.law import Law
from ashore.ledger.booked import Balance
from ashore.ledger.ceiling import ceiling_of, filed_on, lawful_of
from ashore.ledger.claims import Checked, check_claims
from ashore.ledger.cost import LoanCost, cost_of
from ashore.ledger.lawful import Lawful
from ashore.ledger.loans import Books, books, owed_and_settled
from ashore.ledger.measure import CapCheck, measure
from ashore.ledger.why import explain, rests_on
from ashore.loan import Finding
from ashore.words import Cite, Why

__all__ = ["LoanOutcome", "Outcome", "run"]


@dataclass(frozen=True, kw_only=True)
class LoanOutcome:
    """Everything computed for one loan on one day.

    `span` has both ends of what is owed where something is not known. `cites` are the norms the
    balance rests on; the tree behind it, `why`, is made when asked for.
    """

    file: LoanFile
    books: Books
    balance: Balance
    settles: int | None  # what settles the loan that day under its prepayment terms; None for cards
    cost: LoanCost
    caps: tuple[CapCheck, ...]
    claims: tuple[Checked, ...]
    lawful: Lawful | None
    cites: tuple[Cite, ...]
    span: Span | None
    law: Law = field(repr=False)

    @cached_property
    def why(self) -> Why:
        """The tree behind the balance: part, instalment, step."""
        return explain(self.books, self.balance, self.law)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything computed for a case on one day, with the state of the law it rests on.

    `notes` are what is worth telling of how the file was read (a time without an offset, an
    encoding): whoever reads the answer reads them too.
    """

    case: Case
    on: date
    law_version: str
    loans: tuple[LoanOutcome, ...]
    notes: tuple[Finding, ...] = ()


def run(
    case: Case, law: Law, on: date, notes: tuple[Finding, ...] = (), *, search: bool = True
) -> Outcome:
    """Book every loan of a case, measure its cost, check what is claimed.

    `search` looks for the conventions behind each claim, which takes most of the time.
    """
    loans = tuple(run_loan(file, law, on, search=search) for file in case.loans)
    return Outcome(case=case, on=on, law_version=law.version, loans=loans, notes=notes)


def run_loan(file: LoanFile, law: Law, on: date, *, search: bool = True) -> LoanOutcome:
    """Book one loan, measure its cost, check what is claimed."""
    booked = books(file.loan, file.events, law)
    balance, settles = owed_and_settled(booked, on)
    cost = cost_of(file.loan)
    ceilings = [ceiling_of(booked, claim.on, law) for claim in file.claims]
    return LoanOutcome(
        file=file,
        books=booked,
        balance=balance,
        settles=settles,
        cost=cost,
        caps=measure(booked.loan, cost, filed_on(booked, on), on, law),
        claims=check_claims(booked, file.claims, ceilings, search=search),
        lawful=lawful_of(booked, on, law),
        cites=rests_on(booked, balance, law),
        span=span_of(file, law, on),
        law=law,
    )
