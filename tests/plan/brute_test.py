"""The plan against every sensible way of paying, on more than three hundred small random cases."""

from __future__ import annotations

from fractions import Fraction

import pytest

from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.plan.found import find, missed_by_goal
from ashore.plan.highs import solve
from ashore.plan.model import model_of
from ashore.plan.proof import proof_of
from ashore.plan.question import question_of
from tests.plan.small import ON, best_of, case_of, private_of

LAW, PRACTICE = read_law(("CN",)), read_practice()
GROUPS = 30
IN_A_GROUP = 10
PRIVATE = 30


def ranked(carried, question):
    missed = missed_by_goal(carried, question)
    return tuple(carried.cost if goal == "cost" else missed[goal] for goal in question.order)


def compare(question, seed):
    """Set the plan beside every way of paying, and the bound below both."""
    found = find(question)
    ours, best = ranked(found.carried, question), best_of(question, question.order)
    bounds = tuple(stage.bound for stage in found.bound.solved.stages)
    # Roundings of the books and payments too small to be sensible are not in the model.
    slack = best[-1] * Fraction(1, 1000) + 100
    assert ours[:-1] <= best[:-1], seed
    assert bounds <= best, seed
    assert bounds <= ours, seed
    if ours[:-1] == best[:-1]:
        assert ours[-1] <= best[-1] + slack, seed
    proof = proof_of(question, found, found.carried, fine=True)
    least = tuple(proof.least[goal] for goal in question.order)
    assert least <= ours, seed
    if proof.proven:
        assert least[:-1] == ours[:-1], seed
        if best[:-1] == ours[:-1]:
            assert least[-1] <= best[-1], seed


@pytest.mark.parametrize("group", range(GROUPS))
def test_no_way_of_paying_is_better_and_the_bound_is_below_all(group):
    for seed in range(group * IN_A_GROUP, (group + 1) * IN_A_GROUP):
        compare(question_of(case_of(seed), LAW, PRACTICE, ON), seed)


@pytest.mark.parametrize("seed", range(PRIVATE))
def test_no_way_is_better_where_a_court_would_grant_less_than_the_books(seed):
    question = question_of(private_of(seed), LAW, PRACTICE, ON)
    assert question.debts[0].court is not None
    compare(question, seed)


@pytest.mark.parametrize("seed", range(0, 300, 25))
def test_a_tighter_gap_never_goes_below_the_bound(seed):
    question = question_of(case_of(seed), LAW, PRACTICE, ON)
    model = model_of(question.debts, question.watches, question.grid)
    loose, tight = solve(model, question.order, gap=0.01), solve(model, question.order, gap=0.0)
    for before, after in zip(loose.stages, tight.stages, strict=True):
        assert before.bound <= after.value
        if before.value != after.value:
            break  # a later goal is weighed against another optimum
