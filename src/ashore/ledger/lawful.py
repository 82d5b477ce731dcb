"""What may lawfully be claimed under a rate cap, reckoned as courts do.

Courts count simple interest on the principal truly lent, by actual days over 365, and set what was
paid above the line against the principal. Supervisors look at the internal rate of return instead;
the two are never mixed here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ashore.ledger.book import Booked
from ashore.ledger.check import cash_received
from ashore.ledger.statement import balances
from ashore.loan import Payment, Prepayment
from ashore.money import Rounding, rounded
from ashore.words import Cite

__all__ = ["CapDay", "Lawful", "LawfulStep", "lawful_balance", "simple_ceiling"]


@dataclass(frozen=True, slots=True)
class CapDay:
    """The yearly rates that hold on a day: what can be claimed, and what stays paid if paid.

    They are the same but for the two-line rule of 2015 to 2020 (24 % and 36 %).
    """

    claim: Fraction
    keep: Fraction
    cite: Cite


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
    """The recalculation while it runs, exact; fen are rounded only where a figure is shown."""

    principal: Fraction
    claim_open: Fraction = Fraction(0)
    keep_open: Fraction = Fraction(0)
    refund: Fraction = Fraction(0)


def lawful_balance(booked: Booked, on: date, cap: Callable[[date], CapDay]) -> Lawful:
    """Recalculate a loan under a cap: excess interest goes to principal.

    The principal is the cash that arrived (advance-deducted interest is no principal). Each payment
    covers the interest open at that time, at most what the terms themselves charged; what is left
    lowers the principal.

    Args:
        booked: the loan and its payments.
        on: the day asked for.
        cap: the rates in force on a day.

    Source: judicial interpretation on private lending (2020), articles 25, 26, 29, 31; Civil Code
    articles 561, 670, 680. The formula is the one in `docs/books.md`.
    """
    paid = _paid_by_day(booked, on)
    days = sorted({*paid, on})
    contract = _charged(booked, days)
    run = _Run(principal=Fraction(cash_received(booked.loan)))
    steps: list[LawfulStep] = []
    cites: dict[str, Cite] = {}
    since, charged_before = booked.loan.disbursed_on, Fraction(0)
    for day, charged in zip(days, contract, strict=True):
        by_law = _grow(run.principal, since, day, cap, cites)
        fresh = Fraction(charged) - charged_before
        run.claim_open += min(by_law[0], fresh)
        run.keep_open += min(by_law[1], fresh)
        steps.append(_pay(run, day, paid.get(day, 0)))
        since, charged_before = day, Fraction(charged)
    return Lawful(
        on=on,
        principal=_fen(run.principal),
        interest=_fen(run.claim_open),
        refund=_fen(run.refund),
        steps=tuple(steps),
        cites=tuple(cites.values()),
    )


def _paid_by_day(booked: Booked, on: date) -> dict[date, int]:
    paid: dict[date, int] = {}
    for day, step in booked.steps:
        if day <= on and isinstance(step, Payment | Prepayment):
            paid[day] = paid.get(day, 0) + (step.amount or 0)
    return paid


def _charged(booked: Booked, days: Sequence[date]) -> list[int]:
    """Return what the terms charged from the payout to each day: owed + paid − cash received."""
    received = cash_received(booked.loan)
    told = balances(booked, days)
    paid = _paid_by_day(booked, days[-1])
    charged: list[int] = []
    for statement in told:
        gone = sum(amount for day, amount in paid.items() if day <= statement.on)
        charged.append(statement.total - statement.credit + gone - received)
    return charged


def _grow(
    principal: Fraction,
    since: date,
    until: date,
    cap: Callable[[date], CapDay],
    cites: dict[str, Cite],
) -> tuple[Fraction, Fraction]:
    """Return simple interest at the two lines from `since` to `until`, day by day where they move.

    The first day counts, the last does not; a day bears the rate in force on the next morning, so
    that the period up to 19 August 2020 includes that day.
    """
    claim = keep = Fraction(0)
    day = since
    while day < until:
        rates = cap(day)
        cites.setdefault(f"{rates.cite.norm}:{rates.cite.source}", rates.cite)
        stop = _same_until(day, until, rates, cap)
        part = principal * (stop - day).days / 365
        claim, keep = claim + part * rates.claim, keep + part * rates.keep
        day = stop
    return claim, keep


def _same_until(day: date, until: date, rates: CapDay, cap: Callable[[date], CapDay]) -> date:
    """Return the first day after `day` on which the rates differ, by halving; `until` at most."""
    if cap(until - timedelta(days=1)) == rates:
        return until
    low, high = day, until - timedelta(days=1)
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        if cap(middle) == rates:
            low = middle
        else:
            high = middle
    return high


def _pay(run: _Run, day: date, amount: int) -> LawfulStep:
    to_interest = min(Fraction(amount), run.keep_open)
    if amount:
        run.keep_open -= to_interest
        run.claim_open = max(Fraction(0), run.claim_open - to_interest)
    to_principal = min(run.principal, amount - to_interest)
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


def simple_ceiling(booked: Booked, on: date, rate: Fraction) -> int:
    """Return the simple interest at `rate` a year on the principal outstanding, day by day, fen.

    This is the yardstick of the 2017 guidance for licensed lenders (24 % a year on what is still
    owed); it is asked for by the borrower, and says nothing about what was already paid.
    """
    moved = sorted({day for day, step in booked.steps if day <= on} | {on})
    since = booked.loan.disbursed_on
    owed, total = cash_received(booked.loan), Fraction(0)
    short = booked.loan.principal - owed
    for statement in balances(booked, moved):
        total += Fraction(owed * (statement.on - since).days, 365) * rate
        owed, since = max(0, statement.principal - short), statement.on
    return _fen(total)
