"""Before borrowing: every way to money by its true yearly cost, and what the budget makes of it.

What is borrowed is taken to be spent on what it is for, so only the repayments touch the budget.
Loans that are overdue are left as they are: nothing is paid on them here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from ashore.days import month_step
from ashore.facts import Budget, Case
from ashore.forecast.practice import Practice, Span
from ashore.forecast.reporters import Reporting, reporting_of
from ashore.law import Law
from ashore.ledger.cost import LoanCost, cost_of
from ashore.ledger.loans import books, owed
from ashore.ledger.measure import CapCheck, measure
from ashore.ledger.schedule import make_schedule
from ashore.loan import Loan, Payment
from ashore.money import Rounding, rounded
from ashore.plan.guidance import Guidance, Way
from ashore.plan.household import Due, Held, held_of, with_dues
from ashore.plan.stress import Stress, stress_test

__all__ = [
    "LATE_DAYS",
    "Basis",
    "Borrowing",
    "Missed",
    "Offered",
    "Sample",
    "Waiting",
    "WayCost",
    "compare",
]

LATE_DAYS = 30
YEAR_MONTHS = 12
MONTHS_LEAST = 12
STAGES = ("first_call", "contact_person")


@dataclass(frozen=True, slots=True)
class Basis:
    """The data behind a comparison: the norms, what is reported, the ways without terms."""

    law: Law
    practice: Practice
    guide: Guidance


@dataclass(frozen=True, slots=True)
class Sample:
    """A sum in fen and the months it is needed for, to put a price on ways without terms."""

    amount: int
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """What missing the first instalment does, fen.

    `extra` is what it costs more to pay it `LATE_DAYS` after its due date than on it. `calls` and
    `others` are the days past due on which first calls, and contact with other people, are
    reported for this kind of lender (reports, no rules); None: no report.
    """

    due_on: date
    instalment: int
    extra: int
    calls: Span | None
    others: Span | None
    reporting: Reporting


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One loan offer: its cost, the caps beside it, a missed payment, and the budget.

    `kept_back`: what does not arrive though it has to be repaid, fen. `monthly` is the largest
    instalment. `stress` is empty without a budget; its first entry has income as it is. `missed` is
    None for a card, which has no instalments.
    """

    loan: Loan
    cost: LoanCost
    caps: tuple[CapCheck, ...]
    kept_back: int
    monthly: int
    missed: Missed | None
    stress: tuple[Stress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayCost:
    """A way without terms: its yearly rate and what the sample would cost; None: not known."""

    way: Way
    annual: Decimal | None
    cost: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What leaving a loan unpaid costs: fen a day, and as a simple yearly rate of what is owed."""

    held: Held
    per_day: int
    annual: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowing:
    """Everything to look at before borrowing.

    `offers` are cheapest first by the yearly rate on actual days (those without one last).
    `stress` is the household alone, with the loans it keeps up; empty without a budget.
    """

    on: date
    sample: Sample
    offers: tuple[Offered, ...]
    ways: tuple[WayCost, ...]
    waiting: tuple[Waiting, ...]
    kept: tuple[Held, ...]
    stress: tuple[Stress, ...]
    end: date

    def adds(self, offered: Offered) -> int | None:
        """Return what an offer adds to what is missing with income as it is, fen; 0: it is borne.

        None without a budget, or for a card.
        """
        if not offered.stress:
            return None
        return offered.stress[0].missing - self.stress[0].missing


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    budget: Budget | None
    dues: tuple[Due, ...]
    law: Law
    practice: Practice
    on: date
    end: date


def compare(case: Case, basis: Basis, on: date, sample: Sample) -> Borrowing:
    """Return the offers of a case and the other ways to money, side by side.

    Args:
        case: the case; its offers are compared, its budget bears them or not.
        basis: the data behind it.
        on: the day it is looked at.
        sample: a sum and a time for ways without terms.

    Raises:
        LawGap: no norm answers for a day it is needed.
    """
    law, practice = basis.law, basis.practice
    held = [each for each in held_of(case, law, on) if each.owed]
    kept = tuple(each for each in held if not each.overdue)
    end = _horizon(case.offers, on)
    dues = with_dues(Budget(), kept, law, end)[1]
    world = _World(budget=case.budget, dues=dues, law=law, practice=practice, on=on, end=end)
    offers = sorted((_offered(loan, world) for loan in case.offers), key=_price)
    return Borrowing(
        on=on,
        sample=sample,
        offers=tuple(offers),
        ways=tuple(_way_cost(way, sample) for way in basis.guide.ways),
        waiting=tuple(_waiting(each) for each in held if each.overdue),
        kept=kept,
        stress=_stress(world, ()),
        end=end,
    )


def _horizon(offers: Sequence[Loan], on: date) -> date:
    """Return the day up to which the budget is looked at: a month past every last instalment."""
    ends = [row.due_on for loan in offers if not loan.card for row in make_schedule(loan)]
    return max([month_step(on, MONTHS_LEAST), *(month_step(day, 1) for day in ends)])


def _price(offered: Offered) -> tuple[bool, Decimal, str]:
    rate = offered.cost.xirr
    if rate is None:
        rate = offered.cost.effective_annual
    return rate is None, rate or Decimal(0), offered.loan.id


# -- one offer ------------------------------------------------------------------------------------


def _offered(loan: Loan, world: _World) -> Offered:
    cost = cost_of(loan)
    rows = () if loan.card else make_schedule(loan)
    dues = [Due(row.due_on, loan.id, row.total) for row in rows if row.due_on >= world.on]
    return Offered(
        loan=loan,
        cost=cost,
        caps=measure(loan, cost, world.on, world.on, world.law),
        kept_back=max(0, loan.principal - cost.cash_received) if rows else 0,
        monthly=max((row.total for row in rows), default=0),
        missed=_missed(loan, world) if rows else None,
        stress=_stress(world, dues) if rows else (),
    )


def _missed(loan: Loan, world: _World) -> Missed:
    first = make_schedule(loan)[0]
    late = first.due_on + timedelta(days=LATE_DAYS)
    unpaid = owed(books(loan, (), world.law), late)
    paid = Payment(id="in time", at=first.due_on, amount=first.total)
    in_time = owed(books(loan, (paid,), world.law), late)
    before = in_time.total - in_time.credit + first.total
    spans = {
        stage.kind: world.practice.span(stage, loan.lends_as, loan.product, reachable=None)
        for stage in world.practice.stages
        if stage.kind in STAGES
    }
    return Missed(
        due_on=first.due_on,
        instalment=first.total,
        extra=unpaid.total - unpaid.credit - before,
        calls=spans.get("first_call"),
        others=spans.get("contact_person"),
        reporting=reporting_of(loan),
    )


def _stress(world: _World, more: Sequence[Due]) -> tuple[Stress, ...]:
    if world.budget is None:
        return ()
    return stress_test(world.budget, (*world.dues, *more), world.on, world.end)


# -- without terms --------------------------------------------------------------------------------


def _way_cost(way: Way, sample: Sample) -> WayCost:
    """Return a way's simple yearly rate and the cost of the sample, rounded up to the fen."""
    if way.rate is None:
        return WayCost(way=way, annual=None, cost=None)
    per_year = way.rate * (365 if way.per == "day" else YEAR_MONTHS)
    cost = sample.amount * per_year * Fraction(sample.months, YEAR_MONTHS)
    return WayCost(way=way, annual=_decimal(per_year), cost=rounded(cost, Rounding.UP))


def _waiting(held: Held) -> Waiting:
    per_day = held.stand.balance.per_day
    return Waiting(
        held=held,
        per_day=per_day,
        annual=_decimal(Fraction(per_day * 365, held.owed)) if held.owed else None,
    )


def _decimal(rate: Fraction) -> Decimal:
    return (Decimal(rate.numerator) / Decimal(rate.denominator)).quantize(Decimal("1e-6"))
