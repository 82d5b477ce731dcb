"""The bound lies below the books for every kind of term: whatever is paid, it costs no less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from ashore.days import month_step
from ashore.facts import Budget, Flow, LoanFile
from ashore.files.case import case_of as read_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.loan import Fee, FeeWhen, Penalty, PenaltyBase, Row
from ashore.plan.carry import Wish, carry_out
from ashore.plan.found import find
from ashore.plan.highs import solve
from ashore.plan.least import least_of
from ashore.plan.methods import METHODS, rule, usual
from ashore.plan.model import model_of
from ashore.plan.question import question_of
from ashore.plan.spare import with_spare
from tests.plan.small import ON, case_of, private_of

LAW, PRACTICE = read_law(("CN",)), read_practice()
TRIES = 4
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


def asked(case):
    """The question of a case where only cost counts."""
    question = question_of(case, LAW, PRACTICE, ON)
    return replace(question, order=("cost",), watches=())


def least(question):
    model = model_of(question.debts, question.watches, question.grid)
    return least_of(model, question.debts, question.watches, question.grid) or model


def at_random(question, chance):
    """Pay in any order, a card above its minimum, and end a loan early when the dice say so."""

    def choose(place, tabs, left):
        until = question.grid.until(place) - timedelta(days=1)
        for loan in chance.sample(range(len(tabs)), len(tabs)):
            through = until if chance.random() < 0.8 else date.min
            ahead = chance.choice([0, 0, 50_000, 200_000, 10_000_000])
            yield Wish(loan=loan, through=through, ahead=ahead, ends=chance.random() < 0.3)

    return choose


def cheapest(question, seed):
    """Return what the cheapest of the usual, some random and our own ways of paying costs."""
    ways = [usual(method.name, question) for method in METHODS if method.name != "nothing"]
    ways += [at_random(question, Random(1000 * seed + n)) for n in range(TRIES)]
    carried = [carry_out(question, way) for way in (*ways, rule(question))]
    carried += [with_spare(question, way) for way in carried]
    return min(way.cost for way in (*carried, *find(question).ways))


def roundings(question):
    return 2 * sum(len(debt.dues) for debt in question.debts) * len(question.grid)


@pytest.mark.parametrize("terms", TERMS)
@pytest.mark.parametrize("seed", range(6))
def test_no_way_of_paying_costs_less_than_the_bound(terms, seed):
    case, chance = case_of(seed), Random(seed)
    files = tuple(replace(file, loan=changed(file.loan, terms, chance)) for file in case.loans)
    question = asked(replace(case, loans=files))
    model, best = least(question), cheapest(question, seed)
    for fine in (False, True):
        (stage,) = solve(model, question.order, fine=fine).stages
        assert stage.bound <= best + roundings(question)
    assert stage.bound >= best * Fraction(4, 5)  # a bound that says something


def card_of(chance):
    """A card with one to four sums on it, some of them on a bill that can still be paid in full."""
    spent = [
        {
            "on": ON - timedelta(days=chance.randint(3, 110)),
            "amount": f"{chance.randint(5, 60)}00.00",
            "kind": chance.choice(["purchase", "purchase", "cash_advance"]),
        }
        for _ in range(chance.randint(1, 4))
    ]
    card = {
        "id": "card",
        "name": "card",
        "lender": "bank",
        "lender_type": "card_issuer",
        "product": "credit_card",
        "statement_day": chance.choice([1, 5, 12, 20, 28]),
        "due_day": chance.choice([3, 8, 15, 25]),
        "rate": {"value": "0.0005", "per": "day"},
        "minimum": {"rate": chance.choice(["0.10", "0.05"]), "floor": "100.00"},
        "late_fee": {
            "rate": "0.05",
            "of": "unpaid_minimum",
            "floor": chance.choice(["20.00", "0.00"]),
        },
        "interest_from": chance.choice(["posting", "unpaid_part"]),
        "grace_days": chance.choice([0, 3]),
        "grace_amount": chance.choice(["0.00", "10.00"]),
        "transactions": spent,
    }
    return read_case({"ashore": 1, "loans": [card]}).loans[0]


def with_a_card(seed):
    case = case_of(seed)
    return replace(case, loans=(*case.loans[:1], card_of(Random(seed))))


@pytest.mark.parametrize("kind", [with_a_card, private_of])
def test_the_bound_is_below_every_way_of_paying_a_card_or_a_loan_over_the_cap(kind):
    told, paid = 0, 0
    for seed in range(20):
        question = asked(kind(seed))
        model, best = least(question), cheapest(question, seed)
        bounds = [solve(model, question.order, fine=fine).stages[0].bound for fine in (False, True)]
        assert max(bounds) <= best + roundings(question), seed
        told, paid = told + max(bounds), paid + best
    # One alone may say little, where all can still be paid before it costs anything.
    assert told >= paid * Fraction(7, 10)


def test_what_is_due_after_the_last_day_is_no_part_of_the_bound():
    # A plan looks 60 months ahead at most; the interest of a longer loan is not all in its cost.
    first = case_of(0).loans[0].loan
    rows = tuple(
        Row(due_on=month_step(ON, n), principal=100_000, interest=10_000) for n in range(1, 90)
    )
    long = replace(
        first, principal=8_900_000, disbursed_on=ON, instalments=89, rows=rows,
        first_due_on=rows[0].due_on,
    )  # fmt: skip
    wage = Flow(name="wage", amount=150_000, every="month", on=ON)
    case = replace(case_of(0), loans=(LoanFile(loan=long),), budget=Budget(cash=0, income=(wage,)))
    question = asked(case)
    (stage,) = solve(least(question), question.order).stages
    cost = find(question).carried.cost
    assert question.end < rows[-1].due_on
    assert stage.bound <= cost <= stage.bound + roundings(question)
