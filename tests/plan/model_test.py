"""The exact programme: its lines lie below every point, its thresholds are where they should be."""

from __future__ import annotations

import pytest

from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.plan.model import model_of
from ashore.plan.question import question_of
from tests.plan.small import ON, case_of

LAW, PRACTICE = read_law(("CN",)), read_practice()


def cost_of(newest, debt, grid, place):
    def days(due, day):
        return due.days_late(day, grid.on, retroactive=debt.retroactive)

    return sum(
        due.a_day * (days(due, grid.until(place)) - days(due, grid.starts[place])) for due in newest
    )


@pytest.mark.parametrize("seed", range(12))
def test_lines_never_lie_above_the_cost_of_whole_dues(seed):
    question = question_of(case_of(seed), LAW, PRACTICE, ON)
    grid = question.grid
    model = model_of(question.debts, question.watches, grid)
    for debt, part in zip(question.debts, model.parts, strict=True):
        for place, lines in enumerate(part.lines):
            open_ = [due for due in debt.dues if grid.place(due.due_on) <= place][::-1]
            for count, mark in enumerate(part.marks[place]):
                true = cost_of(open_[:count], debt, grid, place)
                assert all(line.slope * mark.most + line.level <= true for line in lines)


def test_what_falls_due_adds_up_to_the_debt():
    question = question_of(case_of(1), LAW, PRACTICE, ON)
    model = model_of(question.debts, question.watches, question.grid)
    for debt, part in zip(question.debts, model.parts, strict=True):
        assert sum(part.falls) == debt.total
        assert part.marks[-1][-1].due == debt.total


def test_what_is_open_tells_what_is_unpaid():
    question = question_of(case_of(1), LAW, PRACTICE, ON)
    model = model_of(question.debts, question.watches, question.grid)
    for part in model.parts:
        for place, marks in enumerate(part.marks):
            assert [part.unpaid(place, mark.open) for mark in marks] == [m.due for m in marks]
            assert part.unpaid(place, marks[-1].most + 1) == marks[-1].due
