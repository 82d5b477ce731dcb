"""Stretches of days with the same money: none lost, none invented."""

from __future__ import annotations

from datetime import date, timedelta

from ashore.facts import Budget, Flow
from ashore.plan.budget import cash_flow
from ashore.plan.grid import crowded, finer, grid_of

ON = date(2026, 11, 23)
WAGE = Flow(name="wage", amount=300_000, every="month", on=date(2026, 12, 10))
RENT = Flow(name="rent", amount=100_000, every="month", on=date(2026, 12, 1), category="housing")


def made(cash=120_000):
    budget = Budget(cash=cash, income=(WAGE,), expenses=(RENT,))
    return cash_flow(budget, ON, ON + timedelta(days=100), "pessimistic")


def test_a_stretch_begins_today_and_whenever_more_is_free():
    grid = grid_of(made())
    assert grid.starts[:3] == (ON, date(2026, 12, 10), date(2027, 1, 10))
    # 1,200 less the rent of December; then each wage less the rent before the next.
    assert grid.free[:3] == (20_000, 220_000, 420_000)


def test_every_day_has_the_money_of_its_stretch():
    flow = made()
    grid = grid_of(flow)
    for day in flow.days:
        assert grid.free_on(day.on) == flow.free(day.on)


def test_finer_stretches_hold_the_same_money():
    grid = grid_of(made())
    split = finer(grid, [date(2026, 12, 20), date(2026, 12, 10), date(2020, 1, 1)])
    assert len(split) == len(grid) + 1
    assert split.starts[2] == date(2026, 12, 20)
    assert split.free_on(date(2026, 12, 25)) == grid.free_on(date(2026, 12, 25))
    assert split.until(1) == date(2026, 12, 20)


def test_only_days_that_share_a_stretch_are_crowded():
    grid = grid_of(made())  # stretches begin on 23 November, 10 December, 10 January …
    alone, two, more = date(2026, 11, 30), date(2026, 12, 12), date(2027, 1, 5)
    outside = date(2026, 11, 20), date(2028, 1, 1)
    assert crowded(grid, [more, two, alone, *outside]) == (two, more)
    assert crowded(grid, [alone, two]) == ()
    assert crowded(grid, []) == ()
