"""Covering a shortfall: by hand, and never dearer than any other way of covering it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from hypothesis import given, settings, strategies as st

from ashore.facts import Budget, Resource
from ashore.files.choices import RESOURCE
from ashore.plan.budget import cash_flow
from ashore.plan.resources import REPAID, Need, cover, effect_of, needs_of
from tests.often import often
from tests.plan.budget_test import budgets

DAY = date(2026, 12, 1)
YEAR = DAY + timedelta(days=365)


def resource(kind: str, amount: int, on: int = 0, rate: str = "0") -> Resource:
    return Resource(
        name=kind,
        kind=kind,
        amount=amount,
        available_on=DAY + timedelta(days=on),
        rate=Fraction(rate),
    )


def test_free_money_first_then_the_cheaper_loan():
    found = cover(
        [
            resource("family_loan", 100_000, rate="0.06"),
            resource("employer", 50_000),
            resource("sale", 30_000),
        ],
        [Need(DAY, 120_000)],
        YEAR,
    )
    assert [(use.resource.kind, use.amount) for use in found.uses] == [
        ("sale", 30_000),
        ("employer", 50_000),
        ("family_loan", 40_000),
    ]
    assert (found.cost, found.cost_year, found.repaid) == (2_400, 2_400, 90_000)
    assert found.covered


def test_what_comes_too_late_does_not_help():
    found = cover([resource("sale", 50_000, on=5)], [Need(DAY, 20_000), Need(YEAR, 10_000)], YEAR)
    assert found.open == (Need(DAY, 20_000),)
    assert [use.amount for use in found.uses] == [10_000]
    assert not found.covered


def test_every_kind_has_a_rank_and_a_word():
    for kind in RESOURCE:
        assert cover([resource(kind, 1)], [Need(DAY, 1)], YEAR).covered
        assert effect_of(kind).zh
    assert set(RESOURCE) >= REPAID


RESOURCES = st.lists(
    st.builds(
        resource,
        st.sampled_from(list(RESOURCE)),
        st.integers(1, 4),
        st.integers(0, 3),
        st.sampled_from(["0", "0.1", "0.2"]),
    ),
    max_size=3,
)
NEEDS = st.lists(
    st.builds(
        lambda on, amount: Need(DAY + timedelta(days=on), amount),
        st.integers(0, 3),
        st.integers(1, 4),
    ),
    max_size=2,
)


@settings(max_examples=often(150))
@given(RESOURCES, NEEDS)
def test_no_other_way_covers_more_or_costs_less(resources, needs):
    found = cover(resources, needs, YEAR)
    missing = sum(need.amount for need in found.open)
    used = sum(use.amount * use.resource.rate for use in found.uses)
    ordered = sorted(needs, key=lambda need: need.by)
    best = []
    for taken in product(*(range(each.amount + 1) for each in resources)):
        # what is taken in all; a need is met by what was there in time and is not yet gone
        left, short = list(taken), 0
        for need in ordered:
            want = need.amount
            for at, each in enumerate(resources):
                if each.available_on <= need.by:
                    part = min(want, left[at])
                    left[at] -= part
                    want -= part
            short += want
        cost = sum(n * each.rate for n, each in zip(taken, resources, strict=True))
        best.append((short, cost))
    assert (missing, used) <= min(best)


@settings(max_examples=often(50))
@given(budgets, st.integers(0, 400))
def test_what_is_needed_is_just_what_is_missing(budget: Budget, days):
    flow = cash_flow(budget, DAY, DAY + timedelta(days=days), "pessimistic")
    needs = needs_of(flow)
    assert sum(need.amount for need in needs) == flow.missing
    assert [need.by for need in needs] == sorted({need.by for need in needs})
