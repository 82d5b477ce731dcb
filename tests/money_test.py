"""Whole fen, named rounding, splitting without loss, reading and writing amounts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ashore.money import (
    DIGITS,
    Rounding,
    decimal_of,
    fen_of,
    rounded,
    rounded_ratio,
    show,
    show_rate,
    split,
    split_by,
    whole,
)

exact = st.fractions(max_denominator=10**6)
amounts = st.integers(-(10**12), 10**12)


# ---- rounding


@pytest.mark.parametrize(
    ("number", "half_up", "half_even", "down", "up"),
    [
        ("2.5", 3, 2, 2, 3),
        ("3.5", 4, 4, 3, 4),
        ("0.5", 1, 0, 0, 1),
        ("2.4999", 2, 2, 2, 3),
        ("2.5001", 3, 3, 2, 3),
        ("3.0001", 3, 3, 3, 4),
        ("7", 7, 7, 7, 7),
        ("8", 8, 8, 8, 8),
        ("0", 0, 0, 0, 0),
        ("-0.5", -1, 0, 0, -1),
        ("-2.5", -3, -2, -2, -3),
        ("-2.4999", -2, -2, -2, -3),
        ("1/3", 0, 0, 0, 1),
        ("5/3", 2, 2, 1, 2),
    ],
)
def test_rounding_by_name(number, half_up, half_even, down, up):
    ours = {how: rounded(Fraction(number), how) for how in Rounding}
    assert ours == {
        Rounding.HALF_UP: half_up,
        Rounding.HALF_EVEN: half_even,
        Rounding.DOWN: down,
        Rounding.UP: up,
    }


@given(exact, st.sampled_from(Rounding))
def test_rounding_stays_within_one_and_forgets_no_sign(number, how):
    near = rounded(number, how)
    assert type(near) is int
    assert abs(near - number) < 1
    assert rounded(-number, how) == -near
    if how in {Rounding.HALF_UP, Rounding.HALF_EVEN}:
        assert abs(near - number) <= Fraction(1, 2)


@given(exact)
def test_half_even_is_the_rule_of_python_and_halves_go_apart(number):
    assert rounded(number, Rounding.HALF_EVEN) == round(number)
    assert abs(rounded(number, Rounding.DOWN)) <= abs(number) <= abs(rounded(number, Rounding.UP))


@given(amounts, st.sampled_from(Rounding))
def test_a_whole_number_is_left_alone(number, how):
    assert rounded(Fraction(number), how) == number


@given(amounts, st.integers(1, 10**6), st.integers(1, 10), st.sampled_from(Rounding))
def test_a_ratio_need_not_be_in_lowest_terms(top, bottom, times, how):
    assert rounded_ratio(top * times, bottom * times, how) == rounded(Fraction(top, bottom), how)


# ---- whole numbers only


@pytest.mark.parametrize("wrong", [1.0, "1", True, None, Fraction(1)])
def test_only_a_true_whole_number_is_money(wrong):
    with pytest.raises(AssertionError, match="money is whole fen, got"):
        whole(wrong)
    with pytest.raises(AssertionError, match="money is whole fen, got"):
        show(wrong)


@pytest.mark.parametrize("wrong", [1.0, True, Fraction(1)])
def test_only_a_true_whole_number_is_split(wrong):
    with pytest.raises(AssertionError, match="money is whole fen, got"):
        split(wrong, 2)
    with pytest.raises(AssertionError, match="money is whole fen, got"):
        split_by(wrong, [1, 1])


# ---- splitting


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        (10000, 3, [3333, 3333, 3334]),
        (2, 3, [0, 0, 2]),
        (0, 2, [0, 0]),
        (7, 1, [7]),
        (-10, 3, [-4, -4, -2]),
    ],
)
def test_split(total, shares, parts):
    assert split(total, shares) == parts


def test_split_needs_shares():
    with pytest.raises(AssertionError):
        split(100, 0)


@given(st.integers(0, 10**12), st.integers(1, 400))
def test_split_loses_nothing(total, shares):
    parts = split(total, shares)
    assert (len(parts), sum(parts)) == (shares, total)
    assert len(set(parts[:-1])) <= 1
    assert 0 <= parts[-1] - total // shares < shares


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (100, [0, 2, 1], [0, 67, 33]),
        (10, [3, 3, 1], [4, 4, 2]),  # 4.29, 4.29, 1.43: the largest remainder is the last
        (5, [1], [5]),
        (1, [5, 0, 5], [1, 0, 0]),
        (0, [1, 2], [0, 0]),
    ],
)
def test_split_by(total, weights, parts):
    assert split_by(total, weights) == parts


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [3, -1]])
def test_split_by_needs_weights(weights):
    with pytest.raises(AssertionError):
        split_by(100, weights)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
def test_split_by_loses_nothing_and_is_fair(total, weights):
    parts = split_by(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


# ---- reading


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.0005", Fraction(1, 2000)),
        ("-12", Fraction(-12)),
        ("+1.50", Fraction(3, 2)),
        ("007", Fraction(7)),
        ("1e3", None),
        ("1/3", None),
        ("1_000", None),
        (" 1", None),
        ("1\n", None),
        (".5", None),
        ("5.", None),
        ("１", None),  # a full-width digit
        ("", None),
        ("nan", None),
        ("1,000", None),
    ],
)
def test_decimals(text, number):
    assert decimal_of(text) == number


@pytest.mark.parametrize(
    ("text", "digits", "fen"),
    [
        ("916.80", 2, 91680),
        ("916.8", 2, 91680),
        ("916.800", 2, 91680),
        ("7", 2, 700),
        ("-0.05", 2, -5),
        ("0.005", 2, None),
        ("300", 0, 300),
        ("300.5", 0, None),
        ("1.234", 3, 1234),
        ("abc", 2, None),
    ],
)
def test_amounts(text, digits, fen):
    assert fen_of(text, digits) == fen


def test_two_decimals_are_usual():
    assert fen_of("1.5") == 150
    assert show(150) == "1.50"
    assert DIGITS["CNY"] == 2
    assert DIGITS["JPY"] == 0


# ---- writing


@pytest.mark.parametrize(
    ("fen", "digits", "text"),
    [
        (91680, 2, "916.80"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (-12345, 2, "-123.45"),
        (0, 2, "0.00"),
        (300, 0, "300"),
        (-300, 0, "-300"),
        (1234, 3, "1.234"),
        (100000000, 2, "1000000.00"),
    ],
)
def test_show(fen, digits, text):
    assert show(fen, digits) == text


@given(amounts, st.integers(0, 3))
def test_what_is_shown_reads_back(fen, digits):
    assert fen_of(show(fen, digits), digits) == fen


@pytest.mark.parametrize(
    ("rate", "places", "text"),
    [
        (Fraction(1, 2000), 6, "0.0005"),
        (Fraction(1, 3), 6, "0.333333"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(1), 6, "1"),
        (Fraction(0), 6, "0"),
        (Fraction(100), 6, "100"),
        (Fraction(10), 0, "10"),
        (Fraction(-1, 8), 3, "-0.125"),
        (Fraction(-1, 8), 2, "-0.13"),
    ],
)
def test_show_rate(rate, places, text):
    assert show_rate(rate, places) == text


def test_six_places_are_usual():
    assert show_rate(Fraction(1, 10**6)) == "0.000001"
    assert show_rate(Fraction(1, 10**7)) == "0"
