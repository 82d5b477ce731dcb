"""The budget day by day: figures by hand, and what holds for every household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from ashore.facts import Budget, Flow
from ashore.files import choices
from ashore.plan.budget import (
    FLEXIBLE,
    PRIORITY,
    cash_flow,
    flow_days,
    month_of,
    week_of_essentials,
    with_extra,
)
from tests.often import often

START = date(2026, 11, 23)
laws = settings(max_examples=often(100))

WAGE = Flow(name="工资", amount=650_000, every="month", on=date(2026, 12, 10))
GIG = Flow(name="跑单", amount=45_000, every="week", on=date(2026, 11, 29), certain=False)
RENT = Flow(name="房租", amount=180_000, every="month", on=date(2026, 12, 1), category="housing")
FOOD = Flow(name="吃饭", amount=28_000, every="week", on=date(2026, 11, 24), category="food")
TEA = Flow(name="奶茶", amount=6_000, every="two_weeks", on=date(2026, 11, 25))
HOME = Budget(cash=300_000, income=(WAGE, GIG), expenses=(RENT, FOOD, TEA))


def test_the_categories_are_those_of_the_case_file():
    assert {*PRIORITY, FLEXIBLE} == set(choices.EXPENSE)


def test_three_weeks_by_hand():
    flow = cash_flow(HOME, START, date(2026, 12, 10), "pessimistic")
    # 3000 - 280 (24th) - 60 (25th) - 1800 and 280 (1st) - 280 (8th) - 60 (9th) = 240, + 6500
    lows = {day.on.isoformat()[5:]: day.low for day in flow.days if day.spent or day.sure}
    assert lows == {
        "11-24": 272_000,
        "11-25": 266_000,
        "12-01": 58_000,
        "12-08": 30_000,
        "12-09": 24_000,
        "12-10": 674_000,
    }
    assert flow.free(START) == 24_000 == flow.free(date(2026, 12, 9))
    assert flow.free(date(2026, 12, 10)) == 674_000
    assert flow.day(date(2026, 12, 1)).essentials == 208_000
    assert flow.first_below() is None
    assert flow.first_below(30_000).on == date(2026, 12, 9)
    assert flow.missing == 0


def test_money_that_is_not_certain_can_be_used_from_the_next_day():
    flow = cash_flow(HOME, START, date(2026, 12, 1), "expected")
    sunday, monday = flow.day(date(2026, 11, 29)), flow.day(date(2026, 11, 30))
    assert (sunday.low, sunday.closing) == (266_000, 311_000)
    assert monday.low == 311_000
    assert flow.free(date(2026, 11, 29)) == 103_000 == flow.day(date(2026, 12, 1)).low


def test_the_rent_of_a_payday_waits_for_the_wage():
    home = Budget(income=(replace(WAGE, on=START),), expenses=(replace(RENT, on=START),))
    assert cash_flow(home, START, START, "pessimistic").free(START) == 470_000
    unsure = replace(home, income=(replace(WAGE, on=START, certain=False),))
    assert cash_flow(unsure, START, START, "expected").missing == 180_000


def test_the_buffer_stays():
    flow = cash_flow(replace(HOME, buffer=20_000), START, date(2026, 12, 9), "pessimistic")
    assert flow.free(START) == 4_000
    assert (
        cash_flow(replace(HOME, buffer=24_001), START, date(2026, 12, 9), "pessimistic").free(START)
        == 0
    )


def test_what_may_be_cut_and_what_may_not():
    flow = cash_flow(HOME, START, date(2026, 12, 9), "pessimistic", lean=True)
    assert flow.free(START) == 36_000


def test_an_average_month_by_hand():
    month = month_of(HOME, "pessimistic")
    # 280 x 52/12 = 1213.33.. -> 1213.34; 60 x 26/12 = 130
    assert (month.income, month.essentials, month.flexible) == (650_000, 301_334, 13_000)
    assert (month.surplus, month.lean_surplus) == (335_666, 348_666)
    assert month_of(HOME, "expected").income == 845_000  # 6500 + 450 x 52/12
    assert dict(month.spent) == {"housing": 180_000, "food": 121_334, "other": 13_000}
    assert week_of_essentials(HOME) == 69_539  # 3013.34 x 12/52 = 695.386..


def test_what_comes_once_is_no_part_of_a_month():
    once = Flow(name="奖金", amount=100_000, every="once", on=START)
    assert month_of(Budget(income=(once,)), "pessimistic").income == 0
    flow = cash_flow(Budget(income=(once,)), START, START + timedelta(days=400), "pessimistic")
    assert [day.on for day in flow.days if day.sure] == [START]


def test_weeks_begin_before_the_horizon():
    assert list(flow_days(FOOD, date(2026, 12, 2), date(2026, 12, 15))) == [
        date(2026, 12, 8),
        date(2026, 12, 15),
    ]
    assert list(flow_days(FOOD, date(2026, 12, 8), date(2026, 12, 8))) == [date(2026, 12, 8)]


def test_a_day_outside_the_horizon_is_our_own_mistake():
    flow = cash_flow(HOME, START, START, "pessimistic")
    with pytest.raises(AssertionError):
        flow.free(START + timedelta(days=1))


# ---------------------------------------------------------------- laws

DAYS = st.dates(START - timedelta(days=400), START + timedelta(days=200))
AMOUNTS = st.integers(0, 500_000)
HORIZONS = st.integers(0, 400)


def flows(*, income: bool) -> st.SearchStrategy[Flow]:
    return st.builds(
        Flow,
        name=st.just("x"),
        amount=AMOUNTS,
        every=st.sampled_from(list(choices.EVERY)),
        on=DAYS,
        category=st.just("other") if income else st.sampled_from(list(choices.EXPENSE)),
        certain=st.booleans(),
    )


budgets = st.builds(
    Budget,
    cash=st.integers(0, 1_000_000),
    buffer=st.sampled_from([0, 0, 30_000]),
    income=st.lists(flows(income=True), max_size=3).map(tuple),
    expenses=st.lists(flows(income=False), max_size=4).map(tuple),
)


def end(days: int) -> date:
    return START + timedelta(days=days)


@laws
@given(budgets, HORIZONS, st.sampled_from(["pessimistic", "expected"]), st.data())
def test_paying_what_is_free_breaks_no_later_day(budget, days, outlook, data):
    flow = cash_flow(budget, START, end(days), outlook)
    at = data.draw(st.integers(0, days))
    paid = flow.free(end(at))
    if paid:
        # booked anew as a household that has paid on that day
        gone = with_extra(budget, end(at), -paid)
        later = cash_flow(gone, START, end(days), outlook)
        assert min(day.low for day in later.days[at:]) == budget.buffer
    frees = [flow.free(day.on) for day in flow.days]
    assert frees == sorted(frees)


@laws
@given(budgets, HORIZONS, flows(income=False))
def test_more_expenses_never_free_more(budget, days, more):
    dearer = replace(budget, expenses=(*budget.expenses, more))
    for outlook in ("pessimistic", "expected"):
        before = cash_flow(budget, START, end(days), outlook)
        after = cash_flow(dearer, START, end(days), outlook)
        assert all(after.free(day.on) <= before.free(day.on) for day in before.days)


@laws
@given(budgets, HORIZONS)
def test_the_pessimistic_case_frees_at_most_what_the_expected_does(budget, days):
    low = cash_flow(budget, START, end(days), "pessimistic")
    high = cash_flow(budget, START, end(days), "expected")
    assert all(low.free(day.on) <= high.free(day.on) for day in low.days)
    assert month_of(budget, "pessimistic").surplus <= month_of(budget, "expected").surplus
    lean = cash_flow(budget, START, end(days), "pessimistic", lean=True)
    assert all(low.free(day.on) <= lean.free(day.on) for day in low.days)


@laws
@given(budgets, HORIZONS)
def test_not_a_fen_is_lost(budget, days):
    flow = cash_flow(budget, START, end(days), "expected")
    total = budget.cash
    total += sum(each.amount for each in budget.income for _ in flow_days(each, START, end(days)))
    total -= sum(each.amount for each in budget.expenses for _ in flow_days(each, START, end(days)))
    assert flow.days[-1].closing == total
    assert [day.on for day in flow.days] == [end(place) for place in range(days + 1)]


@laws
@given(budgets)
def test_what_is_missing_is_just_enough(budget):
    flow = cash_flow(budget, START, end(120), "pessimistic")
    helped = cash_flow(
        replace(budget, cash=budget.cash + flow.missing), START, end(120), "expected"
    )
    assert helped.first_below() is None
    if flow.missing:
        less = replace(budget, cash=budget.cash + flow.missing - 1)
        assert cash_flow(less, START, end(120), "pessimistic").first_below() is not None
