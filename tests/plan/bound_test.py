"""The bound lies below the books for every kind of term: whatever is paid, it costs no less."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.loan import Fee, FeeWhen, Penalty, PenaltyBase
from ashore.plan.carry import carry_out
from ashore.plan.found import find
from ashore.plan.highs import solve
from ashore.plan.methods import METHODS, rule, usual
from ashore.plan.model import model_of
from ashore.plan.question import question_of
from tests.plan.small import ON, case_of

LAW, PRACTICE = read_law(("CN",)), read_practice()
TERMS = ("plain", "grace", "grace_later", "fee", "instalment", "whole", "whole_fee", "beside")


def changed(loan, terms, chance):
    fee = Fee(name="late", kind="late", when=FeeWhen.ON_DEFAULT, amount=chance.randint(1, 5) * 1000)
    rate = loan.penalty.rate
    whole = Penalty(rate=rate, base=PenaltyBase.OUTSTANDING_PRINCIPAL)
    return {
        "plain": loan,
        "grace": replace(loan, grace_days=3),
        "grace_later": replace(loan, grace_days=3, grace_retroactive=False),
        "fee": replace(loan, fees=(fee,)),
        "instalment": replace(
            loan, penalty=Penalty(rate=rate, base=PenaltyBase.OVERDUE_INSTALMENT)
        ),
        "whole": replace(loan, penalty=whole),
        "whole_fee": replace(loan, penalty=whole, fees=(fee,)),
        "beside": replace(
            loan, penalty=Penalty(multiple=Fraction(1, 2), replaces_interest=False), compound=True
        ),
    }[terms]


@pytest.mark.parametrize("terms", TERMS)
@pytest.mark.parametrize("seed", range(6))
def test_no_way_of_paying_costs_less_than_the_bound(terms, seed):
    case, chance = case_of(seed), Random(seed)
    files = tuple(replace(file, loan=changed(file.loan, terms, chance)) for file in case.loans)
    question = question_of(replace(case, loans=files), LAW, PRACTICE, ON)
    question = replace(question, order=("cost",))
    model = model_of(question.debts, question.watches, question.grid)
    ways = [usual(method.name, question) for method in METHODS if method.name != "nothing"]
    costs = [carry_out(question, way).cost for way in (*ways, rule(question))]
    costs.append(find(question).carried.cost)
    roundings = 2 * sum(len(debt.dues) for debt in question.debts) * len(question.grid)
    for fine in (False, True):
        (stage,) = solve(model, question.order, fine=fine).stages
        assert stage.bound <= min(costs) + roundings
    assert stage.bound >= min(costs) * Fraction(4, 5)  # a bound that says something
