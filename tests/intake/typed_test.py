"""What people type, as the words of a case file."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from ashore.intake.typed import day_text, money_text, rate_said, rate_text, times_text
from ashore.money import fen_of, show_rate


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12000", "12000.00"),
        ("1.2万", "12000.00"),
        ("１２，０００．５", "12000.50"),
        ("¥916.8", "916.80"),
        ("￥3,000元", "3000.00"),
        ("5千", "5000.00"),
        ("100块", "100.00"),
        ("0", "0.00"),
    ],
)
def test_amounts(typed, said):
    assert money_text(typed) == said


@pytest.mark.parametrize(
    "typed", ["", "一千", "约1000", "1.234", "-5", "1,00", "1e3", "12.345万元整整", "9" * 13, "NaN"]
)
def test_what_is_no_amount_is_refused(typed):
    assert money_text(typed) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("万五", "0.0005"),
        ("万分之五", "0.0005"),
        ("万分之3.5", "0.00035"),
        ("18%", "0.18"),
        ("７．２％", "0.072"),
        ("0.05%", "0.0005"),
        ("5‰", "0.005"),
        ("0.0004", "0.0004"),
    ],
)
def test_rates(typed, said):
    assert rate_text(typed) == said


@pytest.mark.parametrize("typed", ["", "高", "18%%", "万", "-1%", "1/3", "五五五%元"])
def test_what_is_no_rate_is_refused(typed):
    assert rate_text(typed) is None


@pytest.mark.parametrize("typed", ["2026-02-30", "11月3日", "2026-13-01", "明天", ""])
def test_what_is_no_day_is_refused(typed):
    assert day_text(typed) is None


@given(st.integers(0, 10**11))
def test_every_amount_comes_back_to_the_fen(fen):
    assert fen_of(money_text(f"{fen // 100:,}.{fen % 100:02d}"), 2) == fen


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(typed):
    for read in (money_text, rate_text, day_text):
        said = read(typed)
        assert said is None or said


@given(st.fractions(0, 10, max_denominator=10**6))
def test_a_rate_is_shown_as_what_can_be_typed_again(rate):
    text = show_rate(rate, 12)
    assert rate_text(rate_said(text)) == text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("1.5", "1.5"), ("１．５倍", "1.5"), ("1.3 times", "1.3"), ("10", "10"), ("", None),
     ("0", None), ("0.0", None), ("10.1", None), ("१", None), ("1,5", None), ("-1", None)],
)  # fmt: skip
def test_so_many_times(typed, said):
    assert times_text(typed) == said
