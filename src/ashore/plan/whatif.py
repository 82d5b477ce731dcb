"""What if: the same case with other money or an agreed deferral, planned again and set beside it.

Changes are made to the case, never to a plan, so an answer to "what if" is a plan like any other.
What more money on a day is worth is found by planning again with it, not from a price of the
solver: with goals that are met or missed, such a price is true only for the last fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ashore.days import month_step
from ashore.facts import Budget, Case
from ashore.loan import Deferral
from ashore.plan.budget import flow_days, with_extra
from ashore.plan.found import find, missed_by_goal
from ashore.plan.question import Question, with_budget

__all__ = ["STEP", "Worth", "deferred", "extra_money", "lost_income", "worth_of_more"]

STEP = 10_000
"""How much more money is tried on each day, fen."""

DAYS_TRIED = 6


def extra_money(case: Case, on: date, amount: int) -> Case:
    """Return the case with so much more certain money on a day, fen; less when negative."""
    return replace(case, budget=with_extra(case.budget or Budget(), on, amount))


def lost_income(case: Case, month: date, name: str = "") -> Case:
    """Return the case without the certain income of one calendar month.

    Args:
        case: the case.
        month: any day of the month.
        name: only the income of this name; "": all of it.
    """
    first = month.replace(day=1)
    last = month_step(first, 1) - timedelta(days=1)
    budget = case.budget or Budget()
    for flow in budget.income:
        if flow.certain and name in {"", flow.name}:
            for on in flow_days(flow, first, last):
                budget = with_extra(budget, on, -flow.amount)
    return replace(case, budget=budget)


def deferred(case: Case, loan: str, numbers: Sequence[int], on: date, to: date) -> Case:
    """Return the case in which a lender moved instalments to a later due date.

    Args:
        case: the case.
        loan: the loan's id.
        numbers: the instalments.
        on: the day it was agreed.
        to: their new due date.
    """
    event = Deferral(on=on, instalments=tuple(numbers), to=to)
    files = tuple(
        replace(file, events=(*file.events, event)) if file.loan.id == loan else file
        for file in case.loans
    )
    return replace(case, loans=files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What `STEP` more on a day changes: triggers missed by goal, and cost, fen; less is better."""

    on: date
    missed: tuple[tuple[str, int], ...]
    cost: int


def worth_of_more(question: Question) -> Iterator[Worth]:
    """Yield what a little more money is worth on the first days on which money comes."""
    base = find(question, fine=False).carried
    before = missed_by_goal(base, question)
    budget = question.case.budget
    assert budget is not None
    for on in question.grid.starts[:DAYS_TRIED]:
        again = find(with_budget(question, with_extra(budget, on, STEP)), fine=False).carried
        after = missed_by_goal(again, question)
        yield Worth(
            on=on,
            missed=tuple(
                (goal, after[goal] - before[goal]) for goal in question.order if goal != "cost"
            ),
            cost=again.cost - base.cost,
        )
