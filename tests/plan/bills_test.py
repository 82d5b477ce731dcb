"""Cards whose bills come before new money does: money is kept for the minimums to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ashore.files.practice import read_practice
from ashore.ledger.loans import books, owed
from ashore.loan import Payment
from ashore.plan.carry import carry_out
from ashore.plan.found import by_bill, rank_of
from ashore.plan.methods import card_ways
from ashore.plan.question import question_of
from ashore.plan.run import Options, answer, plan
from ashore.plan.spare import with_spare
from tests.forecast.sample import law
from tests.plan.bound_test import with_a_card
from tests.plan.odd_test import card, loan, only
from tests.plan.sample import ON, case

LAW, PRACTICE = law(), read_practice()
LATER = date(2027, 3, 23)


def poor():
    """A card of 4,000 with 2,500 in hand and nothing more for four months; then there is enough."""
    late_fee = {"rate": "0.05", "of": "unpaid_minimum", "floor": "50.00"}
    cost_first = {"order": ["essentials", "cost", "family", "court", "credit"]}
    money = only("2500.00", "9000.00", LATER)
    return case(money, {**card(), "late_fee": late_fee}, goals=cost_first)


def cost_of(made, payments):
    """Return what the card costs by the books until the plan's end, paid so; with its late fees."""
    (file,) = made.loans
    now = owed(books(file.loan, file.events, LAW), ON)
    end = owed(books(file.loan, (*file.events, *payments), LAW), date(2027, 12, 31))
    fees = sum(line.amount for line in end.postings if line.cause == "late_fee" and line.on > ON)
    return end.total - end.credit + sum(each.amount for each in payments) - now.total, fees


def test_no_minimum_is_missed_for_having_paid_all_at_once():
    made = poor()
    found = plan(made, LAW, PRACTICE, ON, Options(compare=False, shortages=False))
    paid = [
        Payment(id=f"p{n}", at=each.on, amount=each.amount) for n, each in enumerate(found.payments)
    ]
    cost, fees = cost_of(made, paid)
    assert cost == found.cost and not found.left
    assert fees == 0
    once = [
        Payment(id="a", at=ON, amount=250_000),
        Payment(id="b", at=LATER, amount=found.payments[-1].amount * 2),
    ]
    all_at_once, fees = cost_of(made, once)
    assert fees > 0 and cost < all_at_once
    days = [each.on for each in found.payments if each.on < LATER]
    assert len(days) > 2  # not all of it on the first day


def test_bills_that_share_no_stretch_have_none_of_their_own():
    question = question_of(poor(), LAW, PRACTICE, ON)
    apart, every = by_bill(question), by_bill(question, every=True)
    due = {due.due_on for due in question.debts[0].dues if ON < due.due_on <= question.end}
    assert due <= set(every.grid.starts)
    between = {day for day in due if day < LATER}
    assert between <= set(apart.grid.starts) and len(between) > 2
    assert apart.grid.free_on(LATER) == question.grid.free_on(LATER)
    paid_often = only("1000.00", "900.00")  # every month
    often = question_of(case(paid_often | {"income": [
        paid_often["income"][0] | {"every": "month"}]}, card()), LAW, PRACTICE, ON)  # fmt: skip
    assert by_bill(often) is None and by_bill(often, every=True) is not None
    without = question_of(case(only("900.00"), loan("a")), LAW, PRACTICE, ON)
    assert by_bill(without, every=True) is None


@pytest.mark.parametrize("seed", range(12))
def test_no_way_by_bills_is_better_than_the_plan(seed):
    question = question_of(with_a_card(seed), LAW, PRACTICE, ON)
    for order in (question.order, ("cost",)):
        asked = replace(question, order=order)
        found = answer(asked, Options(compare=False, shortages=False))
        reached = {each.goal: each.value for each in found.goals}
        mine = [(reached[g], found.left) if g == "cost" else (reached[g],) for g in order]
        apart = by_bill(asked, every=True) or asked
        for choose in card_ways(apart):
            way = carry_out(apart, choose)
            best = min(rank_of(way, asked), rank_of(with_spare(asked, way), asked))
            flat = tuple(number for each in mine for number in each)
            assert flat <= best[: len(flat)]
