"""How figures and words look."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ashore.report.shown import marked, money, percent, percents, plain_rate, signed, typeset

FULL = {"comma": "\uff0c", "open": "\uff08", "close": "\uff09", "colon": "\uff1a", "semi": "\uff1b"}


@pytest.mark.parametrize(
    ("fen", "digits", "text"),
    [
        (0, 2, "0.00"),
        (5, 2, "0.05"),
        (-5, 2, "-0.05"),
        (123456789, 2, "1,234,567.89"),
        (-123456, 2, "-1,234.56"),
        (1234567, 0, "1,234,567"),
        (-1234, 0, "-1,234"),
    ],
)
def test_money_has_its_thousands_apart(fen, digits, text):
    assert money(fen, digits) == text


@given(st.integers(-(10**12), 10**12))
def test_money_can_be_read_back(fen):
    assert Fraction(money(fen).replace(",", "")) * 100 == fen


@pytest.mark.parametrize(
    ("fen", "currency", "text"),
    [
        (123456, "CNY", "¥1,234.56"),
        (-50, "CNY", "-¥0.50"),
        (100, "USD", "$1.00"),
        (100, "CHF", "CHF 1.00"),
    ],
)
def test_a_currency_has_its_mark(fen, currency, text):
    assert marked(fen, currency) == text


def test_a_difference_has_its_sign():
    assert [signed(fen) for fen in (5, 0, -5)] == ["+0.05", "0.00", "-0.05"]


def test_a_rate_in_json_is_a_plain_decimal():
    assert plain_rate(Fraction(6, 25)) == "0.24"
    assert plain_rate(Fraction(1, 3)) == "0.333333333333"


def test_a_percentage_is_rounded_half_up_and_can_keep_its_zeros():
    assert percent(Fraction(183605, 1_000_000)) == "18.36%"
    assert percent(Fraction(155, 1000)) == "15.5%"
    assert percent(Fraction(155, 1000), fixed=True) == "15.50%"
    assert percent(Fraction(6, 25), fixed=True) == "24.00%"


def test_a_figure_just_above_its_line_never_looks_equal_to_it():
    assert percents(Fraction(24000001, 100_000_000), Fraction(6, 25)) == ("24.000001%", "24%")
    assert percents(Fraction(6, 25), Fraction(6, 25)) == ("24.00%", "24%")
    assert percents(Fraction(3002, 10000), Fraction(6, 25)) == ("30.02%", "24%")


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("逾期,已", "逾期{comma}已"),
        ("24%,结果", "24%{comma}结果"),
        ("1,000 元", "1,000 元"),
        ("年化(12 × 月)", "年化{open}12 × 月{close}"),
        ("a(b)c", "a(b)c"),
        ("说(a(b)c)", "说{open}a(b)c{close}"),
        ("依据:源;完", "依据{colon}源{semi}完"),
        ("没有配对)的括号", "没有配对)的括号"),
        ("plain, text", "plain, text"),
    ],
)
def test_chinese_gets_the_punctuation_its_readers_expect(plain, set_):
    assert typeset(plain) == set_.format(**FULL)


HALF = str.maketrans("\uff0c\uff1b\uff1a\uff1f\uff08\uff09", ",;:?()")


@given(st.text(alphabet="逾期,;:()12 ab"))
def test_setting_text_changes_nothing_but_the_width_of_marks(text):
    assert typeset(text).translate(HALF) == text
