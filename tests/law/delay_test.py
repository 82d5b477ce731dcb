"""Interest for delay after a judgment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from ashore.files.law import read_law
from ashore.files.law_text import parse_law
from ashore.law.delay import delay_interest
from ashore.law.norm import Law
from ashore.money import fen_of
from ashore.words import LawGap

LAW = read_law(("CN",))


def test_ten_thousand_for_a_year():
    """10,000 x 0.0175% x 365 = 638.75."""
    found = delay_interest(1_000_000, date(2025, 1, 1), date(2026, 1, 1), LAW)
    assert (found.amount, found.unpaid) == (63_875, 1_000_000)
    assert (found.cite.norm, found.cite.article) == ("cn.delay.interest", "第1条至第4条")
    assert [part.formula for part in found.why.parts] == ["10000.00 x 0.000175 x 365"]
    assert found.why.value == "638.75"


@pytest.mark.parametrize(("days", "fen"), [(-5, 0), (0, 0), (1, 175), (2, 350)])
def test_the_day_the_time_ends_is_free_and_the_day_asked_for_counts(days, fen):
    perform_by = date(2025, 1, 1)
    found = delay_interest(1_000_000, perform_by, perform_by + timedelta(days=days), LAW)
    assert found.amount == fen


def test_a_payment_lowers_the_judgment_debt_from_its_day_on():
    """10 days on 10,000, then 20 days on 4,000: 17.50 + 14.00."""
    paid = [(date(2025, 1, 11), fen_of("6000"))]
    found = delay_interest(1_000_000, date(2025, 1, 1), date(2025, 1, 31), LAW, paid)
    assert found.amount == fen_of("31.50")
    assert found.unpaid == fen_of("4000")
    assert [part.formula for part in found.why.parts] == [
        "10000.00 x 0.000175 x 10",
        "4000.00 x 0.000175 x 20",
    ]


def test_payments_before_the_end_and_after_the_day_asked_for():
    paid = [(date(2024, 12, 20), fen_of("1000")), (date(2025, 3, 1), fen_of("5000"))]
    found = delay_interest(1_000_000, date(2025, 1, 1), date(2025, 1, 11), LAW, paid)
    assert (found.amount, found.unpaid) == (fen_of("15.75"), fen_of("9000"))


def test_a_payment_on_the_day_asked_for_is_paid_but_saves_nothing_yet():
    paid = [(date(2025, 1, 11), fen_of("4000"))]
    found = delay_interest(1_000_000, date(2025, 1, 1), date(2025, 1, 11), LAW, paid)
    assert (found.amount, found.unpaid) == (fen_of("17.50"), fen_of("6000"))


def test_more_paid_than_owed_costs_nothing_further():
    paid = [(date(2025, 1, 2), fen_of("12000"))]
    found = delay_interest(1_000_000, date(2025, 1, 1), date(2026, 1, 1), LAW, paid)
    assert (found.amount, found.unpaid) == (175, 0)


def test_fractions_are_summed_first_and_rounded_once():
    """Three parts of 0.4 fen are 1.2 fen, not nothing."""
    paid = [(date(2025, 1, 2), 1), (date(2025, 1, 3), 1)]
    found = delay_interest(2287, date(2025, 1, 1), date(2025, 1, 4), LAW, paid)
    assert found.amount == 1


def test_a_delay_before_august_2014_has_no_answer():
    assert delay_interest(100, date(2014, 7, 31), date(2014, 8, 2), LAW).amount == 0
    with pytest.raises(LawGap):
        delay_interest(100, date(2014, 7, 30), date(2014, 8, 2), LAW)


def test_a_change_of_the_rate_splits_the_days():
    norm = LAW.norm("cn.delay.interest")
    text = f"""
[[norm]]
id = "cn.delay.interest"
kind = "delay_interest"
title = {{ zh = "试", en = "try" }}
means = {{ zh = "试", en = "try" }}
jurisdiction = "CN"
rank = "{norm.rank}"
severity = "note"
answers_until = 2026-11-23
[[norm.from]]
date = 2014-08-01
params = {{ value = "0.000175" }}
source = "前"
confidence = "A"
[[norm.from]]
date = 2025-01-11
params = {{ value = "0.0002" }}
source = "后"
confidence = "A"
"""
    law = Law({each.id: each for each in parse_law(text)})
    found = delay_interest(1_000_000, date(2025, 1, 5), date(2025, 1, 15), law)
    # The 6th to the 10th at the older rate, the 11th to the 15th at the new one.
    assert [part.formula for part in found.why.parts] == [
        "10000.00 x 0.000175 x 5",
        "10000.00 x 0.0002 x 5",
    ]
    assert found.amount == 5 * 175 + 5 * 200
    assert found.cite.source == "后"


@given(
    st.integers(0, 10**9),
    st.integers(0, 2000),
    st.lists(st.tuples(st.integers(0, 2500), st.integers(0, 10**8)), max_size=5),
    st.integers(0, 2000),
)
def test_paying_more_or_sooner_never_costs_more(judged, days, raw, shift):
    start = date(2020, 1, 1)
    on = start + timedelta(days=days)
    paid = [(start + timedelta(days=day), amount) for day, amount in raw]
    sooner = [(max(start, day - timedelta(days=shift)), amount) for day, amount in paid]
    plain = delay_interest(judged, start, on, LAW, paid).amount
    assert delay_interest(judged, start, on, LAW, sooner).amount <= plain
    assert plain <= delay_interest(judged, start, on, LAW).amount


def test_the_steps_say_their_days_and_sums_and_add_up_to_the_whole():
    paid = [(date(2025, 1, 11), fen_of("6000"))]
    why = delay_interest(1_000_000, date(2025, 1, 1), date(2025, 1, 31), LAW, paid).why
    assert why.label == LAW.norm("cn.delay.interest").title
    assert why.cite == LAW.norm("cn.delay.interest").cite(date(2025, 1, 31))
    assert [(part.label.zh, part.label.en, part.value) for part in why.parts] == [
        ("2025-01-01 到 2025-01-11", "2025-01-01 to 2025-01-11", "17.50"),
        ("2025-01-11 到 2025-01-31", "2025-01-11 to 2025-01-31", "14.00"),
    ]


def test_once_all_is_paid_each_further_day_costs_nothing():
    paid = [(date(2025, 1, 2), fen_of("10000")), (date(2025, 1, 5), fen_of("1"))]
    why = delay_interest(1_000_000, date(2025, 1, 1), date(2025, 1, 9), LAW, paid).why
    assert [part.formula for part in why.parts] == [
        "10000.00 x 0.000175 x 1",
        "0.00 x 0.000175 x 3",
        "0.00 x 0.000175 x 4",
    ]
