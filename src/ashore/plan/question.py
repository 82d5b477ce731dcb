"""The question a plan answers: the debts, the money, the days, what is to be kept away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ashore.days import month_step
from ashore.facts import Budget, Case
from ashore.forecast.outlook import outlook, world_of
from ashore.forecast.practice import Practice
from ashore.forecast.view import LoanView
from ashore.law import Law
from ashore.ledger.book import Booked
from ashore.plan.budget import CashFlow, IncomeCase, cash_flow
from ashore.plan.capped import capped
from ashore.plan.court import Court, court_of
from ashore.plan.debts import Debt, debt_of, last_due
from ashore.plan.grid import Grid, grid_of
from ashore.plan.watch import Watch, watches_of
from ashore.words import BadInput, Text

__all__ = ["MOST_MONTHS", "Question", "question_of", "with_budget"]

MOST_MONTHS = 60
"""No plan looks further ahead: nobody knows his income in five years."""

USUAL_MONTHS = 36
"""How far a plan looks where the money does not suffice sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything a plan is made from.

    `order` has the goals the plan can weigh, most important first; essentials are not among them,
    since no plan touches what they need. `void` are the loans of which the lender's books still
    show something though a court would grant nothing.
    """

    case: Case
    on: date
    end: date
    income: IncomeCase
    order: tuple[str, ...]
    flow: CashFlow
    grid: Grid
    debts: tuple[Debt, ...]
    watches: tuple[Watch, ...]
    law: Law
    law_version: str
    practice_version: str
    void: tuple[LoanView, ...] = ()


def question_of(
    case: Case, law: Law, practice: Practice, on: date, income: IncomeCase = "pessimistic"
) -> Question:
    """Return the question of a case.

    Args:
        case: the case; it needs a budget.
        law: the norms.
        practice: what is reported.
        on: the day the plan starts.
        income: "pessimistic" counts only income that is certain, "expected" all of it.

    Raises:
        BadInput: the case has no budget.
        LawGap: no norm answers for a day it is needed.
    """
    if case.budget is None:
        raise _no_budget()
    seen = outlook(case, law, practice, on)
    world = world_of(case, law, practice, on)
    courts = tuple(_court(view, on, law) for view in seen.views)
    views = tuple(zip(seen.views, courts, strict=True))
    end = _end(views, case.budget, on, income, law)
    found = tuple(_debt(view, court, on, end, law) for view, court in views)
    debts = tuple(debt for debt in found if debt.dues)
    flow = cash_flow(case.budget, on, end, income)
    return Question(
        case=case,
        on=on,
        end=end,
        income=income,
        order=_order(case.goals.order),
        flow=flow,
        grid=grid_of(flow),
        debts=debts,
        watches=watches_of(debts, case.goals, seen.family.risks, world),
        law=law,
        law_version=seen.law_version,
        practice_version=seen.practice_version,
        void=tuple(
            debt.view
            for debt in found
            if not debt.dues and debt.court is not None and debt.view.stand.balance.total
        ),
    )


Seen = tuple[LoanView, Court | None]
"""A loan of the outlook, and what a court would grant of it where a cap binds."""


def _court(view: LoanView, on: date, law: Law) -> Court | None:
    booked = view.stand.booked
    return court_of(booked, on, law) if isinstance(booked, Booked) else None


def _debt(view: LoanView, court: Court | None, on: date, end: date, law: Law) -> Debt:
    """Return a loan as a plan sees it, cut at what a court would grant where a cap binds."""
    debt = debt_of(view, on, end, law)
    return debt if court is None else capped(debt, court, on)


def with_budget(question: Question, budget: Budget) -> Question:
    """Return the same question over the same days with other money."""
    flow = cash_flow(budget, question.on, question.end, question.income)
    case = replace(question.case, budget=budget)
    return replace(question, case=case, flow=flow, grid=grid_of(flow))


def _order(order: tuple[str, ...]) -> tuple[str, ...]:
    """Return the goals without the essentials, cost at the end where it is not named."""
    named = tuple(goal for goal in order if goal != "essentials")
    return named if "cost" in named else (*named, "cost")


def _end(views: Iterable[Seen], budget: Budget, on: date, income: IncomeCase, law: Law) -> date:
    """Return the last day to look at: when all is due and there was money for it, with a margin."""
    furthest = month_step(on, MOST_MONTHS)
    soon = month_step(on, 12)
    debts = [_debt(view, court, on, soon, law) for view, court in views]
    last = last_due(debts, on)
    # A tenth for what delay costs until then.
    needed = sum(_most(debt) for debt in debts) * 11 // 10
    flow = cash_flow(budget, on, furthest, income)
    enough = next((day.on for day in flow.days if flow.free(day.on) >= needed), None)
    if enough is None:
        enough = month_step(on, USUAL_MONTHS)
    return min(furthest, max(last, enough) + timedelta(days=31))


def _most(debt: Debt) -> int:
    """Return what a loan may take when all of it is paid, fen, before what delay adds."""
    if debt.court is not None:
        return debt.total
    return max(debt.total, debt.view.stand.balance.total)


def _no_budget() -> BadInput:
    return BadInput(
        where="budget",
        what=Text("案卷里没有 [budget]", "the case has no [budget]"),
        expected=Text(
            "手里的现金、哪天有收入、哪天要付房租吃饭", "cash, income and expenses with their days"
        ),
        do=Text(
            "照 examples/six-loans.toml 的 [budget] 写一段；只有 cash 也可以",
            "write one like the [budget] of examples/six-loans.toml; cash alone will do",
        ),
    )
