"""What is missing: the least money that makes a goal reachable, by which day, and who collides.

The least sum is a programme of its own: the goals are demanded, money that comes in addition is
minimised, and of all ways to do so the latest is taken. It is then put into the budget and planned
again, so what is told has been tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from ashore.facts import Budget, Resource
from ashore.money import Rounding, rounded
from ashore.plan.budget import with_extra
from ashore.plan.found import Found, follow, missed_by_goal
from ashore.plan.grid import finer
from ashore.plan.highs import Unsolved, colliding, least_extra, solve
from ashore.plan.model import model_of
from ashore.plan.outcome import Raise, Shortage
from ashore.plan.question import Question, with_budget
from ashore.plan.resources import needs_of

__all__ = ["conflicts_of", "essentials_of", "shortages_of"]

YUAN = 100
TRIES = 8
MOST_RESOURCES = 12


def shortages_of(question: Question, found: Found) -> tuple[Shortage, ...]:
    """Return what is missing for each goal that is not reached, in the person's order.

    Each asks for all goals before it as well, so the sums never fall along the order.
    """
    missed = missed_by_goal(found.carried, question)
    first = _essentials(question)
    fed = with_budget(question, _richer(question, first)) if first else question
    shortages = []
    for place, goal in enumerate(question.order):
        if goal == "cost" or not missed[goal]:
            continue
        try:
            steps = _both(first, _least(fed, question.order[: place + 1]))
            if steps:
                shortages.append(_tried(question, found, goal, steps))
        except Unsolved:  # no time for it: not told rather than guessed
            continue
    return tuple(shortages)


def essentials_of(question: Question) -> tuple[Shortage, ...]:
    """Return what food and home themselves lack, by which day; empty when they lack nothing."""
    steps = _essentials(question)
    if not steps:
        return ()
    covers, covered = _best_covers(_resources(question), steps)
    return (
        Shortage(
            goal="essentials",
            steps=steps,
            loans=(),
            covers=covers,
            covered=covered,
            cost=sum(_a_year(one) for one in covers),
            confirmed=True,
        ),
    )


def _essentials(question: Question) -> tuple[Raise, ...]:
    total, steps = 0, []
    for need in needs_of(question.flow):
        total += need.amount
        steps.append(Raise(need.by, _up(total)))
    return tuple(steps)


def _both(first: Sequence[Raise], then: Sequence[Raise]) -> tuple[Raise, ...]:
    """Return what must have been raised by each day for two things together."""
    days = sorted({step.by for step in (*first, *then)})
    return _rising(Raise(day, _by(first, day) + _by(then, day)) for day in days)


def _rising(steps: Iterable[Raise]) -> tuple[Raise, ...]:
    """Return the steps that ask for more than the one before."""
    kept: list[Raise] = []
    for step in steps:
        if not kept or step.amount > kept[-1].amount:
            kept.append(step)
    return tuple(kept)


def _by(steps: Sequence[Raise], day: date) -> int:
    return max((step.amount for step in steps if step.by <= day), default=0)


def _resources(question: Question) -> tuple[Resource, ...]:
    budget = question.case.budget
    assert budget is not None
    return budget.resources


def _least(question: Question, wanted: Sequence[str]) -> tuple[Raise, ...]:
    """Return what must have been raised by which day, on a grid that has every deadline."""
    asked = [watch for watch in question.watches if watch.goal in wanted and watch.days is not None]
    deadlines = {
        watch.pay_by(due)
        for watch in asked
        for debt in question.debts
        if debt.id == watch.loan
        for due in debt.dues
    }
    grid = finer(question.grid, deadlines)
    model = model_of(question.debts, asked, grid)
    total, steps = 0, []
    for day, more in zip(grid.starts, least_extra(model, range(len(asked))), strict=True):
        if more:
            total += more
            steps.append(Raise(day, _up(total)))
    return tuple(steps)


def conflicts_of(question: Question, found: Found) -> tuple[tuple[str, str], ...]:
    """Return triggers (loan, goal) that cannot all be kept, though all but any one of them can.

    They are sought among the goals up to the first that is not reached; the least important are
    left out first, so what remains is about the most important.
    """
    missed = missed_by_goal(found.carried, question)
    broken = next((n for n, goal in enumerate(question.order) if missed[goal]), None)
    if broken is None:
        return ()
    wanted = set(question.order[: broken + 1])
    model = model_of(question.debts, question.watches, question.grid)
    watches = [n for n, name in enumerate(model.goals) if name in wanted]
    return tuple(
        (question.watches[n].loan, question.watches[n].goal) for n in colliding(model, watches)
    )


def _up(fen: int) -> int:
    """Round up to a whole yuan: nobody raises fen, and a few fen short would be short."""
    return -(-fen // YUAN) * YUAN


def _tried(question: Question, found: Found, goal: str, steps: tuple[Raise, ...]) -> Shortage:
    """Plan again with the money; where the books still lack a little, it is added."""
    wanted = question.order[: question.order.index(goal) + 1]
    confirmed = False
    for _ in range(TRIES):
        richer = with_budget(question, _richer(question, steps))
        model = model_of(richer.debts, richer.watches, richer.grid)
        solved = solve(model, question.order, fine=False)
        carried, short = follow(richer, model, solved)
        confirmed = not any(missed_by_goal(carried, question)[each] for each in wanted)
        if confirmed or not short:
            break
        day = richer.grid.starts[min(short)]
        steps = _more(steps, day, _up(short[min(short)]))
    covers, covered = _best_covers(_resources(question), steps)
    return Shortage(
        goal=goal,
        steps=steps,
        loans=tuple(
            question.watches[hit.watch].loan
            for hit in found.carried.hits
            if question.watches[hit.watch].goal == goal
        ),
        covers=covers,
        covered=covered,
        cost=sum(_a_year(one) for one in covers),
        confirmed=confirmed,
    )


def _more(steps: Sequence[Raise], day: date, lacking: int) -> tuple[Raise, ...]:
    """Return the steps with more to raise by a day, and by every day after it."""
    days = sorted({*(step.by for step in steps), day})
    return _rising(Raise(by, _by(steps, by) + (lacking if by >= day else 0)) for by in days)


def _richer(question: Question, steps: Sequence[Raise]) -> Budget:
    budget = question.case.budget
    assert budget is not None
    before = 0
    for step in steps:
        budget = with_extra(budget, step.by, step.amount - before)
        before = step.amount
    return budget


def _best_covers(
    resources: Sequence[Resource], steps: Sequence[Raise]
) -> tuple[tuple[Resource, ...], int]:
    """Return the resources that meet as many steps as can be met, and how many that are."""
    for count in range(len(steps), 0, -1):
        found = _covers(resources, steps[:count])
        if found:
            return found, count
    return (), 0


def _covers(resources: Sequence[Resource], steps: Sequence[Raise]) -> tuple[Resource, ...]:
    """Return the resources that meet every step at the least cost, then the fewest, then least."""
    known = resources[:MOST_RESOURCES]
    ways = (way for count in range(1, len(known) + 1) for way in combinations(known, count))
    enough = [
        way
        for way in ways
        if all(
            sum(one.amount for one in way if one.available_on <= step.by) >= step.amount
            for step in steps
        )
    ]
    return min(
        enough,
        key=lambda way: (
            sum(_a_year(one) for one in way),
            len(way),
            sum(one.amount for one in way),
        ),
        default=(),
    )


def _a_year(resource: Resource) -> int:
    return rounded(resource.amount * resource.rate, Rounding.UP)
