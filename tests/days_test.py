"""Counting days, stepping by months, cut-offs, working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction
from time import tzset

import pytest
from hypothesis import given, strategies as st

from ashore.days import (
    SHANGHAI,
    DayCount,
    Every,
    book_day,
    days_30_360,
    due_dates,
    is_workday,
    month_step,
    next_workday,
    on_or_after_workday,
    year_part,
)
from ashore.words import LawGap


def d(text: str) -> date:
    return date.fromisoformat(text)


# ---- months


@pytest.mark.parametrize(
    ("first", "months", "then"),
    [
        ("2026-01-31", 0, "2026-01-31"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-06-05", 18, "2027-12-05"),
    ],
)
def test_month_step(first, months, then):
    assert month_step(d(first), months) == d(then)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-120, 120))
def test_a_month_step_lands_in_the_month_and_never_past_the_day(first, months):
    then = month_step(first, months)
    assert then.year * 12 + then.month == first.year * 12 + first.month + months
    assert then.day == first.day or (then + timedelta(days=1)).day == 1
    assert then.day <= first.day


def test_due_dates_by_months_and_by_days():
    assert due_dates(d("2026-01-31"), 3, Every(months=2)) == [
        d("2026-01-31"),
        d("2026-03-31"),
        d("2026-05-31"),
    ]
    assert due_dates(d("2026-01-31"), 3, Every(days=30)) == [
        d("2026-01-31"),
        d("2026-03-02"),
        d("2026-04-01"),
    ]
    assert due_dates(d("2026-01-31"), 0, Every(months=1)) == []


@pytest.mark.parametrize("step", [{}, {"months": 1, "days": 1}, {"months": -1}, {"days": -1}])
def test_a_step_is_months_or_days(step):
    with pytest.raises(AssertionError, match=r"^a step is months or days$"):
        Every(**step)


# ---- day counts


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-01-01", "2026-02-01", 30),
        ("2026-02-01", "2026-03-01", 30),
        ("2026-01-31", "2026-03-31", 60),  # both are 30ths
        ("2026-01-30", "2026-03-31", 60),
        ("2026-01-29", "2026-03-31", 62),  # the 31st counts, since the start is before the 30th
        ("2026-01-31", "2026-02-28", 28),
        ("2026-02-28", "2026-03-31", 33),
        ("2008-03-05", "2008-05-01", 56),
        ("2010-01-01", "2012-12-31", 1080),
        ("2026-05-05", "2026-05-05", 0),
        ("2025-12-31", "2026-01-01", 1),
    ],
)
def test_30_360(start, end, days):
    assert days_30_360(d(start), d(end)) == days


@pytest.mark.parametrize(
    ("count", "part"),
    [
        (DayCount.ACT_365, Fraction(59, 365)),
        (DayCount.ACT_360, Fraction(59, 360)),
        (DayCount.THIRTY_360, Fraction(60, 360)),
    ],
)
def test_the_part_of_a_year(count, part):
    assert year_part(d("2026-01-01"), d("2026-03-01"), count) == part


@pytest.mark.parametrize("count", [DayCount.ACTUAL, DayCount.PERIOD])
def test_a_count_without_a_year_has_no_part_of_one(count):
    with pytest.raises(AssertionError, match=f"{count} names no year"):
        year_part(d("2026-01-01"), d("2026-03-01"), count)


# ---- the hour


@pytest.mark.parametrize(
    ("at", "cutoff", "day"),
    [
        (d("2026-04-05"), time(12), "2026-04-05"),
        (datetime(2026, 4, 5, 21, 59, 59, tzinfo=SHANGHAI), time(22), "2026-04-05"),
        (datetime(2026, 4, 5, 22, 0, 0, tzinfo=SHANGHAI), time(22), "2026-04-05"),
        (datetime(2026, 4, 5, 22, 0, 0, 1, tzinfo=SHANGHAI), time(22), "2026-04-06"),
        (datetime(2026, 4, 5, 23, 59, tzinfo=SHANGHAI), None, "2026-04-05"),
        (datetime(2026, 4, 5, 16, 0, tzinfo=UTC), None, "2026-04-06"),
        (datetime(2026, 4, 5, 15, 59, tzinfo=UTC), None, "2026-04-05"),
        (datetime(2026, 4, 5, 14, 30, tzinfo=UTC), time(22), "2026-04-06"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=SHANGHAI), time(22), "2027-01-01"),
        (datetime(2026, 4, 5, 9, 0, tzinfo=timezone(timedelta(hours=-5))), time(22), "2026-04-05"),
    ],
)
def test_the_day_a_payment_counts_for(at, cutoff, day):
    assert book_day(at, cutoff) == d(day)
    assert type(book_day(at, cutoff)) is date


def test_an_instant_without_an_offset_is_our_own_mistake():
    with pytest.raises(AssertionError, match=r"^an instant carries an offset$"):
        book_day(datetime(2026, 4, 5), None)  # noqa: DTZ001 that is the point


def test_the_zone_of_the_machine_has_no_say(monkeypatch):
    at = datetime(
        2026, 4, 5, 23, 30, tzinfo=UTC
    )  # the next morning in China, still the 5th in Peru
    try:
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("TZ", "<-05>5")
            tzset()
            assert at.astimezone().day == 5
            assert book_day(at, None) == d("2026-04-06")
    finally:
        tzset()


# ---- working days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-10-01", False),  # National Day
        ("2025-10-09", True),
        ("2025-10-11", True),  # a Saturday that makes up for the holiday
        ("2025-10-12", False),  # a Sunday
        ("2025-03-12", True),
    ],
)
def test_working_days(day, works):
    assert is_workday(d(day)) is works


def test_the_next_working_day():
    assert next_workday(d("2025-09-30")) == d("2025-10-09")
    assert next_workday(d("2025-10-10")) == d("2025-10-11")
    assert on_or_after_workday(d("2025-10-11")) == d("2025-10-11")
    assert on_or_after_workday(d("2025-10-12")) == d("2025-10-13")


def test_a_year_without_published_holidays_is_a_gap_in_the_law():
    with pytest.raises(LawGap) as caught:
        is_workday(d("2099-01-05"))
    gap = caught.value
    assert gap.exit_code == 3
    assert gap.where == "workday 2099-01-05"
    assert gap.what == ("没有 2099 年的节假日安排", "no holiday arrangement for 2099")
    assert gap.expected == ("已公布放假安排的年份", "a year whose holidays are published")
    assert gap.do == ("更新 chinesecalendar 后再试", "update chinesecalendar and try again")
