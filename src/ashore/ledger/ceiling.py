"""How much of a debt the law lets be claimed: the firm cap, and the line a court reduces to.

For private loans the cap binds by itself. For licensed lenders 24 % a year is a reduction the
borrower has to ask for (guidance of 2017); it is never shown as a cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ashore.law import Law
from ashore.law.cap import CapEffect, CapLine, caps
from ashore.law.cap_rule import PRIVATE
from ashore.law.private import PrivateCap, cap_breaks, private_cap
from ashore.ledger.book import Booked, milestones
from ashore.ledger.check import cash_received
from ashore.ledger.lawful import Lawful, lawful_stops, recalculated, simple_ceiling
from ashore.ledger.loans import Books
from ashore.ledger.statement import Standing, standings
from ashore.ledger.years import contract_years, court_years
from ashore.loan import Milestone
from ashore.words import Cite

__all__ = ["Ceiling", "Limit", "ceiling_of", "filed_on", "lawful_beside", "lawful_of"]

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
    where the cap is known and the books stay under it. `by_days` is a limit (of either kind) that
    the loan keeps as the contract counts time, and passes by actual days over 365.
    """

    firm: Limit | None = None
    on_request: Limit | None = None
    by_days: Limit | None = None
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

    None as well where the recalculation would not lower anything but fen of rounding, or only for
    the counting of days (`Ceiling.by_days`): then the books stand.
    """
    if not isinstance(booked, Booked) or on < booked.loan.disbursed_on:
        return None
    return _binding(_private(booked, on, law))


def lawful_beside(booked: Booked, on: date, law: Law) -> tuple[Lawful | None, Standing]:
    """Return what `lawful_of` does, and beside it what the books themselves show, in one pass."""
    told = lawful_stops(booked, on)
    return _binding(_private(booked, on, law, told)), told[-1]


def _binding(found: tuple[Lawful, bool] | None) -> Lawful | None:
    return None if found is None or found[1] else found[0]


def _private(
    booked: Booked, on: date, law: Law, told: Sequence[Standing] = ()
) -> tuple[Lawful, bool] | None:
    """Return a recalculation that lowers the debt, and whether only the counting of days does."""
    if on < booked.loan.disbursed_on:
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

    breaks = cap_breaks(loan.disbursed_on, on, law)
    told = told or lawful_stops(booked, on)
    owed = told[-1].total - told[-1].credit
    rounding = len(booked.schedule)  # a fen each: no more than rounding makes

    def lowers(found: Lawful) -> bool:
        above = owed - found.total
        return above > rounding or found.refund > rounding

    found = recalculated(loan, told, cap, breaks, court_years)
    if not lowers(found):
        return None
    years = contract_years(loan)
    agreed = years and recalculated(loan, told, cap, breaks, years)
    return found, bool(agreed and not lowers(agreed))


def ceiling_of(booked: Books, on: date, law: Law) -> Ceiling:
    """Return what the law lets be claimed of a loan on a day."""
    if not isinstance(booked, Booked):
        return Ceiling()
    loan = booked.loan
    lines = caps(loan.first_lender_type, loan.disbursed_on, filed_on(booked, on), on, law)
    asked = [line for line in lines if line.applies and line.effect is CapEffect.ON_REQUEST]
    reached = [line for line in lines if line.applies and line.effect in _MEASURED]
    firm, by_days = _firm(_private(booked, on, law))
    on_request, also_by_days = _on_request(booked, on, asked)
    fees = law.norms.get(OUTSIDE_FEES_NORM)
    return Ceiling(
        firm=firm,
        on_request=on_request,
        by_days=by_days or also_by_days,
        fees_cite=fees.cite(on) if fees is not None and fees.version_on(on) else None,
        known=any(line.value is not None for line in reached),
    )


_MEASURED = frozenset({CapEffect.ON_REQUEST, CapEffect.UNSUPPORTED, CapEffect.KEEP_IF_PAID})
"""The effects of the lines a claim is measured with here."""

Limits = tuple[Limit | None, Limit | None]
"""A limit, or one that only the counting of days makes."""


def _firm(found: tuple[Lawful, bool] | None) -> Limits:
    if found is None:
        return None, None
    lawful, only_by_days = found
    limit = Limit(principal=lawful.principal, charges=lawful.interest, cite=lawful.cites[0])
    return (None, limit) if only_by_days else (limit, None)


def _on_request(booked: Booked, on: date, lines: list[CapLine]) -> Limits:
    """Return the limit of the lowest line a court reduces to, all charges of the loan together."""
    known = [(line.value, line) for line in lines if line.value is not None]
    if not known:
        return None, None
    rate, line = min(known, key=lambda pair: pair[0])
    (told,) = standings(booked, [on])
    owed = told.total - told.principal
    excess = charged(booked, told) - simple_ceiling(booked, on, rate)
    rounding = len(booked.schedule)
    if excess <= rounding:
        return Limit(principal=told.principal, charges=owed, cite=line.basis), None
    limit = Limit(principal=told.principal, charges=max(0, owed - excess), cite=line.basis)
    years = contract_years(booked.loan)
    if years and charged(booked, told) - simple_ceiling(booked, on, rate, years) <= rounding:
        return None, limit
    return limit, None


def charged(booked: Booked, told: Standing) -> int:
    """Return every charge of the loan so far, paid or not: owed + paid − cash received, fen."""
    return told.total - told.credit + told.paid - cash_received(booked.loan)
