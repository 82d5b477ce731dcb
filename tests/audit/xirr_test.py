"""Yearly rates from columns mean what the reference means: one, none, several, to 12 decimals."""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings, strategies as st

from ashore.audit.xirr import MANY, NONE, ONE, OPEN, returns_of
from ashore.audit.xirr_lanes import plain_rates
from ashore.ledger.flows import DatedFlow
from ashore.ledger.irr import SEVERAL, UNSETTLED, xirr
from tests.often import often
from tests.published import CASES

EPOCH = date(1970, 1, 1)


def columns(loans):
    """Return days, amounts and offsets of lists of (day, amount)."""
    flat = [flow for loan in loans for flow in loan]
    days = np.array([day for day, _ in flat], dtype=np.int32)
    amounts = np.array([amount for _, amount in flat], dtype=np.int64)
    return days, amounts, np.cumsum([0, *map(len, loans)], dtype=np.int64)


def asked(loan):
    """Return the reference's kind and rate."""
    found = xirr([DatedFlow(EPOCH + timedelta(days=day), amount) for day, amount in loan])
    if found.rate is not None:
        return ONE, float(found.rate)
    if found.message == UNSETTLED:
        return OPEN, None
    return (MANY if found.message == SEVERAL else NONE), None


def assert_same(loans, threads=1):
    found = returns_of(*columns(loans), threads=threads)
    for place, loan in enumerate(loans):
        kind, rate = asked(loan)
        assert found.kind[place] == kind, loan
        if rate is None:
            assert np.isnan(found.rate[place])
        else:
            same = found.rate[place] == rate
            assert same or abs(found.rate[place] - rate) <= 1e-12 * (2 + rate), loan
    return found


flow = st.tuples(st.integers(18_000, 19_500), st.integers(-300_000, 300_000))


@st.composite
def plain_loans(draw):
    """A payout and repayments in any order, some of them on one day or of nothing."""
    days = draw(st.lists(st.integers(18_001, 19_500), min_size=1, max_size=14))
    paid = [(day, draw(st.integers(0, 200_000))) for day in days]
    share = draw(st.sampled_from([20, 60, 80, 95, 100, 105, 140]))
    lent = max(1, sum(amount for _, amount in paid) * share // 100)
    return draw(st.permutations([(18_000, -lent), *paid]))


@settings(max_examples=often(100), deadline=None)
@given(st.lists(plain_loans(), min_size=1, max_size=8), st.sampled_from([1, 2]))
def test_a_plain_loan_has_the_rate_of_the_reference(loans, threads):
    assert_same(loans, threads)


@settings(max_examples=often(50), deadline=None)
@given(st.lists(st.lists(flow, max_size=7), min_size=1, max_size=4))
def test_any_flows_have_as_many_rates_as_the_reference_says(loans):
    assert_same(loans)


def drawn_loans(many, seed):
    """Return payouts with repayments each on a later day, at usual rates and odd ones."""
    chance, made = random.Random(seed), []
    for _ in range(many):
        day, loan = 18_000, []
        for _ in range(chance.choice([1, 3, 12, 12, 24, 60])):
            day += chance.choice([1, 30, 31, 30, 92])
            loan.append((day, chance.randint(1, 900_000)))
        paid = sum(amount for _, amount in loan)
        lent = max(1, paid * chance.choice([60, 85, 95, 100, 110]) // 100)
        made.append([(18_000, -lent), *loan])
    return made


def test_loans_abreast_get_what_each_gets_alone():
    loans = drawn_loans(70, seed=3)
    months = [(30 * n, -9_000) for n in range(1, 13)]
    loans[5] = [(0, 100_000), *months]  # as the borrower sees it
    loans[9] = [loans[9][0], loans[9][0], *loans[9][1:]]  # two payouts on a day: not plain
    loans[11] = [(0, -(2**53)), (400, 2**53)]
    days, amounts, offsets = columns(loans)
    rates, kinds = np.empty(70), np.empty(70, dtype=np.uint8)
    plain_rates((days, amounts, offsets), (rates, kinds), (0, 70), 365)
    assert kinds.sum() > 45
    assert kinds[5] == 1
    assert not kinds[[9, 11]].any()
    found = assert_same(loans[:9])
    assert found.rate.tolist() == returns_of(days, amounts, offsets, threads=2).rate[:9].tolist()
    for place in np.flatnonzero(kinds).tolist():
        assert returns_of(*columns([loans[place]])).rate[0] == rates[place]


def test_flows_that_turn_are_left_to_the_reference_unless_somebody_always_owes():
    drawn_twice = [(18_000, -100_000), (18_100, 30_000), (18_200, -20_000), (18_600, 120_000)]
    twice = [(0, 1_600), (365, -10_000), (730, 10_000)]  # 25 % and 400 %
    one_way = [(0, 5), (10, 5)]
    found = assert_same([drawn_twice, twice, one_way, [], [(3, 0)], [(5, 7), (5, -7)]])
    assert found.kind.tolist() == [ONE, MANY, NONE, NONE, NONE, NONE]
    assert found.asked.tolist() == [1]


def test_rates_far_out_are_left_to_the_reference():
    loans = [
        [(0, -100), (1, 1_000_000)],
        [(0, -1_000_000_000), (36_500, 1)],
        [(0, -100), (3650, 101)],
    ]
    assert_same(loans)


def test_amounts_without_room_are_told_and_never_wrapped():
    large = 2**53
    found = returns_of(*columns([[(0, -large), (9, large)], [(0, -100), (365, 110)]]))
    assert found.kind.tolist() == [OPEN, ONE]
    assert np.isnan(found.rate[0])
    assert abs(found.rate[1] - 0.1) < 1e-12
    half = [(0, -(2**52)), (9, 2**52)]
    assert returns_of(*columns([half])).kind.tolist() == [OPEN]


def test_published_examples():
    seen = 0
    for path in sorted((CASES / "cost").glob("px-xirr-*/*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        loan = [
            ((date.fromisoformat(on) - EPOCH).days, round(float(amount) * 10**8))
            for on, amount in raw["inputs"]["flows"]
        ]
        found = assert_same([loan])
        if "rate" in raw["expected"]:
            assert abs(found.rate[0] - float(raw["expected"]["rate"])) < 1e-8
            seen += 1
    assert seen >= 8
