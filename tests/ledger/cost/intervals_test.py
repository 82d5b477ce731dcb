"""Time between two days, as the EU and US methods count it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from ashore.ledger.intervals import EuInterval, due_day, equal_months, eu_intervals, months_back

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def days(*texts: str) -> list[date]:
    return [day(text) for text in texts]


@pytest.mark.parametrize(
    ("series", "equal"),
    [
        (["2026-01-15", "2026-03-15"], True),
        (["2026-01-15", "2026-02-16"], False),
        (["2026-01-31", "2026-02-28", "2026-04-30"], True),
        (["2026-01-30", "2026-02-28", "2026-03-30"], True),
        (["2026-01-30", "2026-02-27"], False),
        (["2026-05-05"], True),
    ],
)
def test_equal_months(series, equal):
    assert equal_months(days(*series)) is equal


@pytest.mark.parametrize(
    ("start", "others", "due"),
    [
        ("2026-01-10", ["2026-02-15", "2026-03-15"], 15),
        ("2026-01-10", ["2026-02-28", "2026-03-31"], 31),
        ("2026-01-31", ["2026-02-28"], 31),
        ("2026-01-30", ["2026-02-28", "2026-03-28"], 28),
        ("2026-01-10", ["2026-02-15", "2026-03-17"], 0),
    ],
)
def test_the_day_of_the_month_of_a_series(start, others, due):
    assert due_day(day(start), days(*others)) == due


@pytest.mark.parametrize(
    ("start", "end", "due", "count", "odd"),
    [
        ("2026-01-10", "2026-02-15", 15, 1, 5),
        ("2026-01-10", "2026-02-05", 5, 0, 26),
        ("2026-01-31", "2026-02-28", 31, 1, 0),
        ("2026-01-30", "2026-02-28", 31, 1, 1),
        ("2026-01-31", "2026-02-28", 28, 0, 28),
        ("2028-01-31", "2028-02-29", 31, 1, 0),
        ("2026-02-28", "2026-03-31", 31, 1, 0),
        ("2026-02-28", "2026-03-31", 0, 1, 0),
    ],
)
def test_months_are_counted_back(start, end, due, count, odd):
    back = months_back(day(start), day(end), due)
    assert (back.count, back.days) == (count, odd)


def test_years_are_counted_back_too():
    back = months_back(day("2024-06-20"), day("2026-06-15"), 15, step=12)
    assert (back.count, back.days) == (12, 360)


@given(DAYS, DAYS, st.sampled_from([0, 31]))
def test_months_and_days_make_up_the_interval(one, other, due):
    start, end = sorted([one, other])
    back = months_back(start, end, due)
    assert back.count >= 0
    assert 0 <= back.days <= 31
    assert (back.begin - start).days == back.days
    assert back.begin <= end


def test_weekly_payments_are_counted_in_weeks():
    found = eu_intervals(day("2026-01-05"), days("2026-01-14", "2026-01-21", "2026-02-04"))
    assert found == [EuInterval(weeks=weeks, days=2) for weeks in (1, 2, 4)]
    assert found[1].years == Fraction(2, 52) + Fraction(2, 365)


def test_odd_days_after_a_leap_day_are_days_of_366():
    found = eu_intervals(day("2024-03-01"), days("2024-03-12", "2024-03-19", "2024-03-26"))
    assert [gap.year_days for gap in found] == [366, 366, 366]


def test_a_single_payment_is_counted_in_months_and_days():
    assert eu_intervals(day("2026-01-05"), days("2026-02-02")) == [EuInterval(days=28)]


def test_payments_in_equal_months_are_no_weeks():
    # four weeks apart and a month apart
    (first, second) = eu_intervals(day("2026-01-01"), days("2026-02-01", "2026-03-01"))
    assert (first.months, second.months, second.weeks) == (1, 2, 0)


def test_irregular_days_are_months_and_days():
    found = eu_intervals(day("2026-01-10"), days("2026-02-15", "2026-03-20"))
    assert found == [EuInterval(months=1, days=5), EuInterval(months=2, days=10)]


def test_no_payment_no_interval():
    assert eu_intervals(day("2026-01-10"), []) == []
