"""The promises the root finder makes about a stretch before it leaves it out."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings, strategies as st

from ashore.ledger.appendix_j import _Equation, actuarial
from ashore.ledger.irr import irr
from ashore.ledger.roots import EXACT, Sum
from tests.ledger.cost.short import dated, monthly_payments, periods
from tests.often import often

AMOUNTS = st.lists(st.integers(-1000, 1000).filter(bool).map(Decimal), min_size=2, max_size=6)
GAPS = st.lists(st.integers(1, 12), min_size=5, max_size=5)
SHARE = st.integers(-100, 100).map(lambda n: Decimal(n) / 100)


def tilt(total: Sum, w: Decimal) -> Decimal:
    weighed = total.weigh(w)
    return weighed.came - weighed.went


def slope(total: Sum, w: Decimal) -> Decimal:
    weighed = total.weigh(w)
    return weighed.came_slope - weighed.went_slope


@pytest.mark.parametrize(
    ("amounts", "owing"),
    [
        ([100, -30, -30, -50], True),  # 100, 70, 40 owed
        ([-100, 30, 30, 50], True),
        ([100, -120, 30, -50], False),  # overpaid after the second
        ([100, -30, -80, 20], False),  # overpaid just before the last
        ([-100, 30, 80, -20], False),
        ([100, -100, 50, -60], False),  # nothing is owed for a while
        ([-100, 100, -5, 10], False),
        ([100, 50, -10, -160], True),  # drawn twice
    ],
)
def test_always_owing_looks_at_every_flow_but_the_last(amounts, owing):
    with localcontext(EXACT):
        total = Sum([1] * (len(amounts) - 1), [Decimal(amount) for amount in amounts])
        assert total.always_owing(Decimal(0)) is owing


def test_owing_is_judged_at_the_rate_asked_for():
    # 100 now, 60 back, 1,000 drawn, 1,060 back: at w = 0 always owed, at w = 1 the 60 is 163
    with localcontext(EXACT):
        total = Sum([1, 1, 1], [Decimal(n) for n in (100, -60, 1000, -1060)])
        assert total.always_owing(Decimal(0))
        assert not total.always_owing(Decimal(1))


@settings(max_examples=often(100))
@given(AMOUNTS, GAPS, SHARE, SHARE)
def test_a_stretch_with_a_root_is_never_said_to_have_none(amounts, gaps, middle, place):
    with localcontext(EXACT):
        gaps = gaps[: len(amounts) - 1]
        half = Decimal("0.125") / sum(gaps)
        root = middle + place * half
        first = amounts[0] - tilt(Sum(gaps, amounts), root)
        total = Sum(gaps, [first, *amounts[1:]])
        assert abs(tilt(total, root)) <= total.size * Decimal("1e-40")
        assert not total.settled_by_series(middle, half)[0]


@settings(max_examples=often(100))
@given(AMOUNTS, GAPS, SHARE, SHARE)
def test_a_stretch_with_a_turn_is_never_said_to_have_none(amounts, gaps, middle, place):
    with localcontext(EXACT):
        gaps = gaps[: len(amounts) - 1]
        half = Decimal("0.125") / sum(gaps)
        turn = middle + place * half
        off = slope(Sum(gaps, amounts), turn) / (gaps[0] * (gaps[0] * turn).exp())
        total = Sum(gaps, [amounts[0], amounts[1] - off, *amounts[2:]])
        assert not total.settled_by_series(middle, half)[1]


def test_what_three_derivatives_miss_is_allowed_for_by_every_flow():
    # a − e^10w: to the third order it falls by 0.133138 over 0.0125, in truth by 0.133148; the
    # flow of almost nothing after it must not stand for the rest
    with localcontext(EXACT):
        total = Sum([10, 1], [Decimal("1.13314"), Decimal(-1), Decimal("1e-9")])
        end = Decimal("0.0125")
        assert tilt(total, Decimal(0)) > 0 > tilt(total, end)
        assert not total.settled_by_series(Decimal(0), end)[0]


def product(rate: Fraction, times: int) -> list[Fraction]:
    """Amounts whose sum at the discount factor v is 1000·(1 − (1+rate)·v)^times."""
    return [Fraction(1000) * comb(times, k) * (-1 - rate) ** k for k in range(times + 1)]


@pytest.mark.parametrize(
    ("flows", "looks"),
    [
        (periods(10_000, *[-400] * 36), 6),
        (periods(1000, -1100, 1000, -1100), 21),
        (periods(-5, "10.5", 1, -8, 1), 54),
        (periods(*product(Fraction(1, 10), 4)), 657),
        (periods(1000, -2200, 1209), 38),
        (periods(1000, -2200, "1210.0000000001"), 76),
        (periods(-100, 230, -130), 27),
        (periods(-100, *[0] * 36, 250, *[0] * 82, -120, *[0] * 244, -35), 32),
    ],
)
def test_a_search_looks_no_oftener_than_its_bounds_ask_for(monkeypatch, flows, looks):
    # wider bounds, or a slope that leads Newton astray, would find the same after more looks
    counted = []
    look = Sum._discounted
    monkeypatch.setattr(Sum, "_discounted", lambda self, w: counted.append(w) or look(self, w))
    irr(flows)
    assert 0 < len(counted) <= looks


@pytest.mark.parametrize(
    ("flows", "looks"),
    [
        ([*dated(("2026-01-10", 10_000)), *monthly_payments("2026-02-15", 12, "884.91")], 6),
        (dated(("1978-01-17", 1000), ("1979-07-17", -1140)), 7),
    ],
)
def test_a_rate_beside_the_plain_one_is_found_in_few_steps(monkeypatch, flows, looks):
    counted = []
    weigh = _Equation.weigh
    monkeypatch.setattr(_Equation, "weigh", lambda self, w: counted.append(w) or weigh(self, w))
    actuarial(flows)
    assert 0 < len(counted) <= looks


@pytest.mark.parametrize(("away", "settled"), [("1.10", True), ("1.00", False), ("-1.10", True)])
def test_a_root_a_little_outside_the_stretch_is_seen_to_be_outside(away, settled):
    # a + e^w, whose root lies `away` halves from the middle; over so short a stretch it is straight
    with localcontext(EXACT):
        half = Decimal("0.01")
        total = Sum([1], [-(Decimal(away) * half).exp(), Decimal(1)])
        assert total.settled_by_series(Decimal(0), half) == (settled, True)


def test_a_turn_a_little_outside_the_stretch_is_seen_to_be_outside():
    # e^2w − 2·e^(w + t): its slope is zero where w = t
    with localcontext(EXACT):
        half = Decimal("0.01")
        for away, monotone in (("1.15", True), ("1.00", False), ("-1.15", True)):
            total = Sum([1, 1], [Decimal(5), -2 * (Decimal(away) * half).exp(), Decimal(1)])
            assert total.settled_by_series(Decimal(0), half) == (True, monotone)
