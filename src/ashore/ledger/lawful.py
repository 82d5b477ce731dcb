"""What may lawfully be claimed under a rate cap, reckoned as courts do.

Courts count simple interest on the principal truly lent, by actual days over 365, and set what was
paid above the line against the principal. Supervisors look at the internal rate of return instead;
the two are never mixed here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from ashore.law.private import PrivateCap
from ashore.ledger.book import Booked
from ashore.ledger.check import cash_received
from ashore.ledger.statement import Standing, standings
from ashore.ledger.years import Years, court_years
from ashore.loan import Loan
from ashore.money import Rounding, rounded, rounded_ratio
from ashore.words import Cite

__all__ = [
    "Lawful",
    "LawfulStep",
    "lawful_balance",
    "lawful_stops",
    "recalculated",
    "simple_ceiling",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulStep:
    """One payment, or the day asked for, in the recalculation; amounts in fen."""

    on: date
    paid: int
    to_interest: int
    to_principal: int
    principal: int
    interest_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawful:
    """The recalculated debt: principal and interest that can be claimed, and how it came about.

    `refund` is what was paid beyond the whole lawful debt, fen.
    """

    on: date
    principal: int
    interest: int
    refund: int
    steps: tuple[LawfulStep, ...]
    cites: tuple[Cite, ...]

    @property
    def total(self) -> int:
        """Everything that can be claimed that day."""
        return self.principal + self.interest


@dataclass(slots=True)
class _Run:
    """The recalculation while it runs, exact; fen are rounded only where a figure is shown.

    `room` and `keep` are what the two lines allowed since the payout and nobody paid; a stretch
    that leaves some of it unused leaves it to the next. `claim_open` and `keep_open` are what the
    terms charged inside them; `charged` is all the terms charged and nobody paid or gave up, fen.

    All but `charged` are counted in parts of a fen, `parts` to the fen: whole numbers are as exact
    as fractions, and a plan asks for hundreds of these.
    """

    principal: int
    parts: int = 1
    charged: int = 0
    room: int = 0
    keep: int = 0
    claim_open: int = 0
    keep_open: int = 0
    refund: int = 0

    def grow(self, factors: Factors, fresh: int) -> None:
        """Let a stretch pass: what the terms charge above the line is void there and then."""
        claim, keep = factors
        principal, bottom = self.principal, lcm(claim.denominator, keep.denominator)
        self._refine(bottom // gcd(bottom, principal))
        room = self.principal * claim.numerator // claim.denominator
        kept = self.principal * keep.numerator // keep.denominator
        fresh_parts = fresh * self.parts
        self.charged += fresh
        self.room, self.keep = self.room + room, self.keep + kept
        self.claim_open = min(self.claim_open + fresh_parts, self.room)
        self.keep_open = min(self.keep_open + fresh_parts, self.keep)

    def _refine(self, times: int) -> None:
        """Count in parts so many times smaller."""
        if times == 1:
            return
        self.parts *= times
        self.principal *= times
        self.room *= times
        self.keep *= times
        self.claim_open *= times
        self.keep_open *= times
        self.refund *= times

    def give_up(self, principal: int, charges: int) -> None:
        """Take a waiver: of charges, first what could not be claimed anyway."""
        self.principal = max(0, self.principal - principal * self.parts)
        self.charged = max(0, self.charged - charges)
        charged = self.charged * self.parts
        claim, keep = min(self.claim_open, charged), min(self.keep_open, charged)
        self.room -= self.claim_open - claim
        self.keep -= self.keep_open - keep
        self.claim_open, self.keep_open = claim, keep

    def pay(self, day: date, amount: int) -> LawfulStep:
        """Take a payment: what is open at the line that stays paid, then principal."""
        money = amount * self.parts
        to_interest = min(money, self.keep_open)
        to_principal = min(self.principal, money - to_interest)
        self.charged = max(0, self.charged - amount)
        self.keep, self.keep_open = self.keep - to_interest, self.keep_open - to_interest
        self.room = max(0, self.room - to_interest)
        self.claim_open = max(0, self.claim_open - to_interest)
        self.principal -= to_principal
        self.refund += money - to_interest - to_principal
        return LawfulStep(
            on=day,
            paid=amount,
            to_interest=self.fen(to_interest),
            to_principal=self.fen(to_principal),
            principal=self.fen(self.principal),
            interest_open=self.fen(self.claim_open),
        )

    def fen(self, parts: int) -> int:
        """Return whole fen, rounded half up."""
        return rounded_ratio(parts, self.parts, Rounding.HALF_UP)


Factors = tuple[Fraction, Fraction]
"""What a stretch adds to each fen of principal at the two lines: claimed, and kept if paid."""


def lawful_balance(
    booked: Booked,
    on: date,
    cap: Callable[[date], PrivateCap],
    breaks: Sequence[date] = (),
    years: Years = court_years,
) -> Lawful:
    """Recalculate a loan under a cap: excess interest goes to principal.

    The principal is the cash that arrived (advance-deducted interest is no principal). From due
    date to due date, what the terms charge counts up to what the line has allowed since the payout
    and nobody paid; the rest is void. Each payment covers what is open then; what is left of it
    lowers the principal. A waiver takes the principal it names, or charges that are open.

    Args:
        booked: the loan and its payments.
        on: the day asked for.
        cap: the rates in force on a day of interest.
        breaks: the days on which those rates may move (`law.private.cap_breaks`).
        years: how time is counted; courts count actual days over 365.

    Source: judicial interpretation on private lending (2020), articles 25, 26, 29, 31; Civil Code
    articles 561, 670, 680. The formula is the one in `docs/books.md`.
    """
    return recalculated(booked.loan, lawful_stops(booked, on), cap, breaks, years)


def recalculated(
    loan: Loan,
    told: Sequence[Standing],
    cap: Callable[[date], PrivateCap],
    breaks: Sequence[date],
    years: Years,
) -> Lawful:
    """Return `lawful_balance` on the last day of `told`, the loan's `lawful_stops`."""
    on, received = told[-1].on, cash_received(loan)
    run = _Run(principal=received)
    steps: list[LawfulStep] = []
    cites: dict[str, Cite] = {}
    _cite(cites, cap(loan.disbursed_on))  # on that very day no stretch names it
    last = Standing(loan.disbursed_on, 0, received, 0, 0, 0, 0)
    for now in told:
        between = sorted({last.on, *(day for day in breaks if last.on < day < now.on), now.on})
        run.grow(_factors(between, cap, cites, years), _charged(now) - _charged(last))
        run.give_up(now.forgiven - last.forgiven, now.waived - last.waived)
        if now.paid > last.paid or now.on == on:
            steps.append(run.pay(now.on, now.paid - last.paid))
        last = now
    return Lawful(
        on=on,
        principal=run.fen(run.principal),
        interest=run.fen(run.claim_open),
        refund=run.fen(run.refund),
        steps=tuple(steps),
        cites=tuple(cites.values()),
    )


def lawful_stops(booked: Booked, on: date) -> list[Standing]:
    """Return the bare sums of the days a recalculation stops at: steps, due dates, last `on`."""
    stops = {day for day, _ in booked.steps} | {row.due_on for row in booked.schedule}
    return standings(booked, sorted({day for day in stops if day <= on} | {on}))


def _charged(told: Standing) -> int:
    """Return every charge so far and the cash received, whoever paid or gave up what, fen."""
    return told.total - told.credit + told.paid + told.forgiven + told.waived


def _factors(
    stops: Sequence[date],
    cap: Callable[[date], PrivateCap],
    cites: dict[str, Cite],
    years: Years,
) -> Factors:
    """Return simple interest on one fen at the two lines over the stretches between `stops`.

    The first day of a stretch counts, the last does not: interest up to and including 19 August
    2020 belongs to the stretch that ends on the 20th.
    """
    claim = keep = Fraction(0)
    for first, last in pairwise(stops):
        rates, time = cap(first), years(first, last)
        _cite(cites, rates)
        part = time * rates.claim
        claim, keep = (
            claim + part,
            keep + (part if rates.keep == rates.claim else time * rates.keep),
        )
    return claim, keep


def _cite(cites: dict[str, Cite], rates: PrivateCap) -> None:
    cites.setdefault(f"{rates.cite.norm}:{rates.cite.source}", rates.cite)


def _fen(exact: Fraction) -> int:
    return rounded(exact, Rounding.HALF_UP)


def simple_ceiling(booked: Booked, on: date, rate: Fraction, years: Years = court_years) -> int:
    """Return the simple interest at `rate` a year on the principal outstanding, day by day, fen.

    This is the yardstick of the 2017 guidance for licensed lenders (24 % a year on what is still
    owed); it is asked for by the borrower, and says nothing about what was already paid.
    """
    moved = sorted({day for day, step in booked.steps if day <= on} | {on})
    since = booked.loan.disbursed_on
    owed, total = cash_received(booked.loan), Fraction(0)
    short = booked.loan.principal - owed
    for statement in standings(booked, moved):
        total += owed * years(since, statement.on) * rate
        owed, since = max(0, statement.principal - short), statement.on
    return _fen(total)
