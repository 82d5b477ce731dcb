"""What is proven of a plan: for each goal the least that no other way of paying can be below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ashore.money import show
from ashore.plan.carry import Carried
from ashore.plan.found import Found, missed_by_goal
from ashore.plan.highs import Solved, Unsolved, bounds
from ashore.plan.question import Question

__all__ = ["UNPROVEN", "Proof", "proof_of"]

CLOSE = Fraction(1, 10_000)
"""Up to this part of the cost between bound and books a plan is called optimal."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The least of each goal, of plans that are as good in all goals before it; empty: no bound.

    `proven`: no plan misses fewer triggers of any goal. `gap`: how far the cost may be above the
    least possible, as a part of it; None where nothing is known.
    """

    least: Mapping[str, int]
    proven: bool
    gap: str | None

    @property
    def optimal(self) -> bool:
        """Whether no plan keeps more, and none costs noticeably less."""
        return self.proven and self.gap is not None and Fraction(self.gap) <= CLOSE


UNPROVEN = Proof({}, proven=False, gap=None)


def proof_of(question: Question, found: Found, final: Carried, *, fine: bool) -> Proof:
    """Return what is proven of a way of paying.

    Args:
        question: what was asked.
        found: the programme that bounds it.
        final: the way of paying.
        fine: see `highs.solve`.
    """
    if found.bound is None:
        return Proof({}, proven=not question.debts, gap=None)
    reached = dict.fromkeys(question.order, 0) | dict(missed_by_goal(final, question))
    reached["cost"] = final.cost
    solved = found.bound.solved
    try:
        stages = (
            solved.stages
            if _same(solved, reached)
            else bounds(found.bound.model, question.order, reached, fine=fine)
        )
    except Unsolved:
        return UNPROVEN
    least = {stage.goal: min(stage.bound, reached[stage.goal]) for stage in stages}
    proven = all(reached[goal] <= least[goal] for goal in question.order if goal != "cost")
    return Proof(least, proven=proven, gap=_gap(final.cost, least["cost"]))


def _same(solved: Solved, reached: Mapping[str, int]) -> bool:
    """Say whether the solver kept each goal at what the plan reaches while it bounded the next."""
    *before, last = solved.stages
    return last.goal == "cost" and all(each.value == reached[each.goal] for each in before)


def _gap(cost: int, least: int) -> str:
    if cost <= least:
        return "0"
    return show((cost - least) * 10**6 // cost + 1, 6)
