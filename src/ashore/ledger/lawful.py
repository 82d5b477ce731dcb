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

from ashore.law.private import PrivateCap
from ashore.ledger.book import Booked
from ashore.ledger.check import cash_received
from ashore.ledger.statement import Standing, standings
from ashore.ledger.years import Years, court_years
from ashore.money import Rounding, rounded
from ashore.words import Cite

__all__ = ["Lawful", "LawfulStep", "lawful_balance", "simple_ceiling"]


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
    terms charged inside them; `charged` is all the terms charged and nobody paid or gave up.
    """

    principal: Fraction
    charged: Fraction = Fraction(0)
    room: Fraction = Fraction(0)
    keep: Fraction = Fraction(0)
    claim_open: Fraction = Fraction(0)
    keep_open: Fraction = Fraction(0)
    refund: Fraction = Fraction(0)

    def grow(self, room: Fraction, keep: Fraction, fresh: int) -> None:
        """Let a stretch pass: what the terms charge above the line is void there and then."""
        self.charged += fresh
        self.room, self.keep = self.room + room, self.keep + keep
        self.claim_open = min(self.claim_open + fresh, self.room)
        self.keep_open = min(self.keep_open + fresh, self.keep)

    def give_up(self, principal: int, charges: int) -> None:
        """Take a waiver: of charges, first what could not be claimed anyway."""
        self.principal = max(Fraction(0), self.principal - principal)
        self.charged = max(Fraction(0), self.charged - charges)
        claim, keep = min(self.claim_open, self.charged), min(self.keep_open, self.charged)
        self.room -= self.claim_open - claim
        self.keep -= self.keep_open - keep
        self.claim_open, self.keep_open = claim, keep


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
    stops = {day for day, _ in booked.steps} | {row.due_on for row in booked.schedule}
    told = standings(booked, sorted({day for day in stops if day <= on} | {on}))
    received = cash_received(booked.loan)
    run = _Run(principal=Fraction(received))
    steps: list[LawfulStep] = []
    cites: dict[str, Cite] = {}
    _cite(cites, cap(booked.loan.disbursed_on))  # on that very day no stretch names it
    last = Standing(booked.loan.disbursed_on, 0, received, 0, 0, 0, 0)
    for now in told:
        between = sorted({last.on, *(day for day in breaks if last.on < day < now.on), now.on})
        room, keep = _grow(run.principal, between, cap, cites, years)
        run.grow(room, keep, _charged(now) - _charged(last))
        run.give_up(now.forgiven - last.forgiven, now.waived - last.waived)
        if now.paid > last.paid or now.on == on:
            steps.append(_pay(run, now.on, now.paid - last.paid))
        last = now
    return Lawful(
        on=on,
        principal=_fen(run.principal),
        interest=_fen(run.claim_open),
        refund=_fen(run.refund),
        steps=tuple(steps),
        cites=tuple(cites.values()),
    )


def _charged(told: Standing) -> int:
    """Return every charge so far and the cash received, whoever paid or gave up what, fen."""
    return told.total - told.credit + told.paid + told.forgiven + told.waived


def _grow(
    principal: Fraction,
    stops: Sequence[date],
    cap: Callable[[date], PrivateCap],
    cites: dict[str, Cite],
    years: Years,
) -> tuple[Fraction, Fraction]:
    """Return simple interest at the two lines over the stretches between `stops`.

    The first day of a stretch counts, the last does not: interest up to and including 19 August
    2020 belongs to the stretch that ends on the 20th.
    """
    claim = keep = Fraction(0)
    for first, last in pairwise(stops):
        rates = cap(first)
        _cite(cites, rates)
        part = principal * years(first, last)
        claim, keep = claim + part * rates.claim, keep + part * rates.keep
    return claim, keep


def _cite(cites: dict[str, Cite], rates: PrivateCap) -> None:
    cites.setdefault(f"{rates.cite.norm}:{rates.cite.source}", rates.cite)


def _pay(run: _Run, day: date, amount: int) -> LawfulStep:
    to_interest = min(Fraction(amount), run.keep_open)
    to_principal = min(run.principal, amount - to_interest)
    run.charged = max(Fraction(0), run.charged - amount)
    run.keep, run.keep_open = run.keep - to_interest, run.keep_open - to_interest
    run.room = max(Fraction(0), run.room - to_interest)
    run.claim_open = max(Fraction(0), run.claim_open - to_interest)
    run.principal -= to_principal
    run.refund += amount - to_interest - to_principal
    return LawfulStep(
        on=day,
        paid=amount,
        to_interest=_fen(to_interest),
        to_principal=_fen(to_principal),
        principal=_fen(run.principal),
        interest_open=_fen(run.claim_open),
    )


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
