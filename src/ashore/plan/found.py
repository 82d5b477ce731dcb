"""Find the plan: solve the model, carry it out on the books, ask again where they disagree.

The model counts what delay has run up slightly too low (decision 0017), so a plan on the edge can
lack a few yuan when it is carried out. Then it is asked again with that much less money in those
stretches. The bounds always come from the first model, which had all the money.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ashore.plan.carry import Carried, carry_out
from ashore.plan.highs import Solved, Unsolved, available, solve
from ashore.plan.methods import by_solver, rule
from ashore.plan.model import Model, model_of
from ashore.plan.question import Question

__all__ = ["Found", "find", "follow", "missed_by_goal"]

ROUNDS = 6
"""How often the model is asked again at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A way of paying with what is proven of it; `first` None: made by the rule, nothing proven."""

    carried: Carried
    first: Solved | None
    model_cost: int | None
    proven: bool


def find(question: Question, *, solver: bool = True, fine: bool = True) -> Found:
    """Return the best plan found for a question.

    Args:
        question: what is asked.
        solver: use the solver where it is installed; without it the rule answers.
        fine: see `highs.solve`.
    """
    ruled = carry_out(question, rule(question))
    if not (solver and available()) or not question.debts:
        return Found(carried=ruled, first=None, model_cost=None, proven=not question.debts)
    model = model_of(question.debts, question.watches, question.grid)
    best, best_cost = ruled, None
    try:
        first = solved = solve(model, question.order, fine=fine)
    except Unsolved:
        return Found(carried=ruled, first=None, model_cost=None, proven=False)
    for _ in range(ROUNDS):
        carried, short = follow(question, solved)
        if _rank(carried, question) < _rank(best, question):
            best, best_cost = carried, _cost(solved)
        if {hit.watch for hit in carried.hits} <= solved.missed or not short:
            break
        model = _less(model, short)
        try:
            solved = solve(model, question.order, fine=fine)
        except Unsolved:
            break
    return Found(
        carried=best,
        first=first,
        model_cost=best_cost,
        proven=first.proven and _as_bound(best, first, question),
    )


def follow(question: Question, solved: Solved) -> tuple[Carried, Mapping[int, int]]:
    """Return what a solved model comes to on the books.

    With it: for each stretch in which money did not suffice for a goal, what was lacking, fen.
    """
    choose = by_solver(question, solved)
    carried = carry_out(question, choose)
    return carried, choose.short


def missed_by_goal(carried: Carried, question: Question) -> Mapping[str, int]:
    """Return how many triggers of each goal a way of paying misses."""
    return Counter(question.watches[hit.watch].goal for hit in carried.hits)


def _rank(carried: Carried, question: Question) -> tuple[int, ...]:
    """Return what plans are compared by: the goals in the person's order."""
    missed = missed_by_goal(carried, question)
    return tuple(carried.cost if goal == "cost" else missed[goal] for goal in question.order)


def _as_bound(carried: Carried, first: Solved, question: Question) -> bool:
    """Say whether the books miss no more triggers than the model proved to be the least."""
    missed = missed_by_goal(carried, question)
    return all(missed[each.goal] <= each.bound for each in first.stages if each.goal != "cost")


def _cost(solved: Solved) -> int:
    return next(each.value for each in solved.stages if each.goal == "cost")


def _less(model: Model, short: Mapping[int, int]) -> Model:
    """Return the model with less money from each stretch on in which money was short."""
    free = list(model.free)
    for place, lacking in short.items():
        for later in range(place, len(free)):
            free[later] -= lacking
    lowest = [max(0, min(free[place:])) for place in range(len(free))]
    return replace(model, free=tuple(lowest))
