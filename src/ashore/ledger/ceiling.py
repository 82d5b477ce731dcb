"""How much of a debt the law lets be claimed: the firm cap, and the line a court reduces to.

For private loans the cap binds by itself. For licensed lenders 24 % a year is a reduction the
borrower has to ask for (guidance of 2017); it is never shown as a cap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ashore.law import Law
from ashore.law.cap import CapEffect, CapLine, caps
from ashore.law.cap_rule import PRIVATE
from ashore.law.private import PrivateCap, cap_breaks, private_cap
from ashore.ledger.book import Booked, milestones
from ashore.ledger.check import cash_received
from ashore.ledger.lawful import Lawful, lawful_balance, simple_ceiling
from ashore.ledger.loans import Books
from ashore.ledger.statement import Standing, standings
from ashore.loan import Milestone
from ashore.words import Cite

__all__ = ["Ceiling", "Limit", "ceiling_of", "filed_on", "lawful_of"]

OUTSIDE_FEES_NORM = "cn.cap.assisted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most that can be claimed on a day, fen, with its ground."""

    principal: int
    charges: int
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The limits of one loan on a day; None where no such limit reaches it.

    `known` says whether a line with a number binds this lender at all: a firm limit is also None
    where the cap is known and the books stay under it.
    """

    firm: Limit | None = None
    on_request: Limit | None = None
    fees_cite: Cite | None = None
    known: bool = False


def filed_on(booked: Books, day: date) -> date:
    """Return the day a suit was filed, or `day` when none is known: it decides which cap counts."""
    if not isinstance(booked, Booked):
        return day
    filed = [mark.on for mark in milestones(booked) if _is_suit(mark)]
    return min(filed, default=day)


def _is_suit(mark: object) -> bool:
    return isinstance(mark, Milestone) and mark.kind == "suit_filed"


def lawful_of(booked: Books, on: date, law: Law) -> Lawful | None:
    """Return the loan recalculated under the private-lending cap; None where it does not bind.

    None as well where the recalculation would not lower anything: then the books stand.
    """
    if not isinstance(booked, Booked) or on < booked.loan.disbursed_on:
        return None
    if PRIVATE not in law.norms:  # the law of another country
        return None
    loan, filed = booked.loan, filed_on(booked, on)
    reached = private_cap(loan.first_lender_type, loan.disbursed_on, filed, on, law)
    if reached is None:
        return None

    def cap(day: date) -> PrivateCap:
        found = private_cap(loan.first_lender_type, loan.disbursed_on, filed, day, law)
        return found or reached

    found = lawful_balance(booked, on, cap, cap_breaks(loan.disbursed_on, on, law))
    (told,) = standings(booked, [on])
    return found if found.total < told.total - told.credit or found.refund else None


def ceiling_of(booked: Books, on: date, law: Law) -> Ceiling:
    """Return what the law lets be claimed of a loan on a day."""
    if not isinstance(booked, Booked):
        return Ceiling()
    loan = booked.loan
    lines = caps(loan.first_lender_type, loan.disbursed_on, filed_on(booked, on), on, law)
    asked = [line for line in lines if line.applies and line.effect is CapEffect.ON_REQUEST]
    reached = [line for line in lines if line.applies and line.effect in _MEASURED]
    lawful = lawful_of(booked, on, law)
    fees = law.norms.get(OUTSIDE_FEES_NORM)
    return Ceiling(
        firm=None
        if lawful is None
        else Limit(principal=lawful.principal, charges=lawful.interest, cite=lawful.cites[0]),
        on_request=_on_request(booked, on, asked),
        fees_cite=fees.cite(on) if fees is not None and fees.version_on(on) else None,
        known=any(line.value is not None for line in reached),
    )


_MEASURED = frozenset({CapEffect.ON_REQUEST, CapEffect.UNSUPPORTED, CapEffect.KEEP_IF_PAID})
"""The effects of the lines a claim is measured with here."""


def _on_request(booked: Booked, on: date, lines: list[CapLine]) -> Limit | None:
    """Return the limit of the lowest line a court reduces to, all charges of the loan together."""
    known = [(line.value, line) for line in lines if line.value is not None]
    if not known:
        return None
    rate, line = min(known, key=lambda pair: pair[0])
    (told,) = standings(booked, [on])
    owed = told.total - told.principal
    excess = max(0, charged(booked, told) - simple_ceiling(booked, on, rate))
    return Limit(principal=told.principal, charges=max(0, owed - excess), cite=line.basis)


def charged(booked: Booked, told: Standing) -> int:
    """Return every charge of the loan so far, paid or not: owed + paid − cash received, fen."""
    return told.total - told.credit + told.paid - cash_received(booked.loan)
