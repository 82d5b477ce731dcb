"""What the open books say of a way of paying is what the books made anew of its payments say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ashore.files.case import read_case
from ashore.files.practice import read_practice
from ashore.plan.carry import booked_anew
from ashore.plan.found import find
from ashore.plan.question import question_of
from ashore.plan.run import TRIED, usual_ways
from ashore.plan.spare import with_spare
from tests.forecast.sample import law
from tests.plan.small import ON, case_of, private_of

ROOT = Path(__file__).parents[2]


def ways_of(made, on):
    """Every way of paying a plan looks at: what was found, and the usual ones."""
    question = question_of(made, law(), read_practice(), on)
    found = find(question, fine=False)
    spare = [with_spare(question, way) for way in found.ways[:TRIED]]
    return question, [*found.ways, *spare, *usual_ways(question).values()]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("make", [case_of, private_of])
def test_open_books_and_books_made_anew_agree_to_the_fen(make, seed):
    made = make(seed)
    question, ways = ways_of(made, ON)
    assert len(ways) > 6
    assert [booked_anew(question, way) for way in ways] == ways


def test_they_agree_on_cards_and_on_loans_over_a_cap():
    made = read_case(ROOT / "examples" / "six-loans.toml")
    question, ways = ways_of(made, made.as_of)
    assert {debt.view.file.loan.method.value for debt in question.debts} >= {
        "card",
        "equal_instalment",
    }
    assert any(debt.court for debt in question.debts)
    assert [booked_anew(question, way) for way in ways] == ways
