"""The promises the root finder makes about a stretch before it leaves it out."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings, strategies as st

from ashore.ledger.roots import EXACT, Sum
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
