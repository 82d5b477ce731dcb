"""What a plan is: dated payments, what they keep away, what they cost, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ashore.facts import Case, Resource
from ashore.plan.realism import Realism
from ashore.words import Text

__all__ = [
    "STATUSES",
    "Compared",
    "GoalResult",
    "Plan",
    "PlannedPayment",
    "Raise",
    "Shortage",
    "Stretch",
    "Trigger",
]

STATUSES = ("optimal", "within_gap", "heuristic", "infeasible")
"""optimal: no plan misses fewer triggers, and the cost by the books is within a ten-thousandth of
the least possible. within_gap: `proven` and `gap` say how far that is known. heuristic: by the
rule, nothing proven. infeasible: not even what must be paid before any lender is covered, so
nothing is planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPayment:
    """One payment, fen: what it clears, and what made it fall on this day.

    Attributes:
        on: the day; the books count it for that day.
        loan: the loan's id.
        amount: fen.
        clears: numbers of the instalments it completes.
        part: whether it leaves the oldest instalment open.
        reason: keep | due | price | settle | rest: a goal, the due date, what delay costs, an early
            end, or what was left.
        goal: the goal it keeps, when the reason is one.
        last_on: the last day on which it would still have kept that goal.
        a_month: what thirty days without it would add, fen, when the reason is the price.
        why: the same in words.
    """

    on: date
    loan: str
    amount: int
    clears: tuple[int, ...]
    part: bool
    reason: str
    goal: str
    last_on: date | None
    a_month: int
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One goal on one loan, and what becomes of it under the plan.

    Attributes:
        loan, goal: where and what.
        state: kept | missed | passed | unknown. passed: nothing is left to keep to; unknown: no day
            is reported, so none is planned for.
        days: the days past due at which it happens; None where no day is known.
        pay_by: the last day to pay the oldest due for it; None where there is none.
        on: the day it happens under the plan, when it is missed.
        ground: what the day is: reported, limit (the user's own), code, or a stage of the court.
        milestone: which of the reported days, or which code.
        passed: the milestones that are over already, with their days past due.
        permitted_from: the first day on which norms would allow it; None: never, or no question.
        confidence: of the day: A, B or C.
        sources: what the day rests on.
    """

    loan: str
    goal: str
    state: str
    days: int | None
    pay_by: date | None
    on: date | None
    ground: str
    milestone: str
    passed: tuple[tuple[str, int], ...]
    permitted_from: date | None
    confidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """How far a goal is reached: triggers missed (cost: fen), and the least that is possible.

    `least` is a proven bound; None where nothing is proven.
    """

    goal: str
    value: int
    least: int | None


@dataclass(frozen=True, slots=True)
class Raise:
    """So much more money, in all, by a day, fen."""

    by: date
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """What is missing for a goal, with all goals before it reached too.

    Attributes:
        goal: the goal.
        steps: what must have been raised in all by which day; the last is the whole sum.
        loans: the loans whose trigger would be missed without it.
        covers: resources of the case that together meet as many steps as they can, at least cost.
        covered: how many steps they meet, from the first.
        cost: what those resources cost in a year, fen.
        confirmed: whether the plan with this money was made and reaches the goal.
    """

    goal: str
    steps: tuple[Raise, ...]
    loans: tuple[str, ...]
    covers: tuple[Resource, ...] = ()
    covered: int = 0
    cost: int = 0
    confirmed: bool = False

    @property
    def amount(self) -> int:
        """The whole sum to raise, fen."""
        return self.steps[-1].amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One way of paying, booked like every other.

    Attributes:
        name: optimum, rule, avalanche, snowball, pro_rata, equal, minimum or nothing.
        title: the same in words.
        cost: interest, penalty and fees from the plan's day to its end, fen.
        left: what is still owed at the end, fen.
        free_on: the day of the last payment, when nothing is left.
        missed: how many triggers of each goal are missed.
    """

    name: str
    title: Text
    cost: int
    left: int
    free_on: date | None
    missed: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Money from one day on: what is free in all by then, what is paid in it, what stays, fen."""

    on: date
    free: int
    paid: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The best use of the money at hand, as far as it is proven.

    Attributes:
        case: the case it is for.
        on: the day it starts; `end` the last day looked at.
        status: one of `STATUSES`; `proven` whether no plan misses fewer triggers of any goal: the
            solver closed every goal and the books agree on what is missed.
        gap: how far the cost may be above the least possible, as a decimal string ("0.003" is
            0.3 %), the difference between books and model included; None where not known.
        goals: the goals in order with what is reached.
        payments: by day.
        triggers: every goal on every loan.
        conflicts: triggers that cannot all be kept, none of which could be left out (loan, goal).
        shortages: what is missing for the goals that are not reached, in order.
        compared: other ways of paying beside this one, this one first.
        cost: interest, penalty and fees from `on` to `end`, by the books, fen; of a private loan
            over the cap what a court would grant of them.
        due_cost: the same before spare money ended debts early.
        model_cost: `due_cost` as the programme counted it; the difference is what that leaves out.
            None where it did not find this plan.
        left: what is still owed at the end, fen; `free_on` the day of the last payment if nothing.
        money: the stretches of days with the same free money.
        notes: what else should be known.
        realism: whether paying everything is realistic; None where it is paid, or was not asked.
    """

    case: Case
    on: date
    end: date
    status: str
    proven: bool
    gap: str | None
    goals: tuple[GoalResult, ...]
    payments: tuple[PlannedPayment, ...]
    triggers: tuple[Trigger, ...]
    conflicts: tuple[tuple[str, str], ...]
    shortages: tuple[Shortage, ...]
    compared: tuple[Compared, ...]
    cost: int
    due_cost: int
    model_cost: int | None
    left: int
    free_on: date | None
    money: tuple[Stretch, ...]
    notes: tuple[Text, ...]
    law_version: str
    practice_version: str
    realism: Realism | None = None
