"""The schedule a contract promises: six methods, five day counts, steps, rounding, fees."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given as fuzz, settings, strategies as st

from ashore.days import DayCount, Every, due_dates, month_step
from ashore.ledger.rates import Pace, daily_rate, pace_of, penalty_daily, year_basis
from ashore.ledger.schedule import level_payment, make_periods, make_schedule
from ashore.loan import Method, Penalty, Per, Rate
from tests.ledger.build import fee, given, loan, row
from tests.ledger.strategies import loans
from tests.ledger.table import plan
from tests.often import often

# Three periods of 31, 28 and 31 days; one percent a month, or 0.05 % a day.
MONTHS = {"n": 3, "begin": "2026-01-05"}


# ---- equal principal (等额本金)


def test_equal_principal_with_equal_periods():
    plan(
        loan("equal_principal", "1200.00", **MONTHS),
        """
        n  due_on      period_from  period_to   principal  interest  fee   balance  total
        1  2026-02-05  2026-01-05   2026-02-05     400.00     12.00  0.00   800.00  412.00
        2  2026-03-05  2026-02-05   2026-03-05     400.00      8.00  0.00   400.00  408.00
        3  2026-04-05  2026-03-05   2026-04-05     400.00      4.00  0.00     0.00  404.00
        """,
    )


@pytest.mark.parametrize(
    ("count", "rate", "interest"),
    [
        ("actual", "0.0005 day", ["18.60", "11.20", "6.20"]),
        ("actual", "0.12 year", ["12.40", "7.47", "4.13"]),  # 360: the banks' convention
        ("act/360", "0.12 year", ["12.40", "7.47", "4.13"]),
        ("act/365", "0.12 year", ["12.23", "7.36", "4.08"]),
        ("act/365", "0.01 month", ["12.23", "7.36", "4.08"]),
        ("30/360", "0.12 year", ["12.00", "8.00", "4.00"]),
        ("period", "0.12 year", ["12.00", "8.00", "4.00"]),
        ("period", "0.0005 day", ["18.00", "12.00", "6.00"]),  # thirty days a month
    ],
)
def test_equal_principal_by_day_count(count, rate, interest):
    rows = make_schedule(loan("equal_principal", "1200.00", rate=rate, count=count, **MONTHS))
    assert [f"{each.interest / 100:.2f}" for each in rows] == interest
    assert [each.principal for each in rows] == [40000, 40000, 40000]


def test_the_last_part_takes_what_does_not_divide():
    plan(
        loan("equal_principal", "100.00", n=3, rate="0 month"),
        """
        n  principal  interest  balance
        1      33.33      0.00    66.67
        2      33.33      0.00    33.34
        3      33.34      0.00     0.00
        """,
    )


# ---- equal instalments (等额本息)


def test_equal_instalments_with_equal_periods():
    # A = 12.00 × 1.01³ / (1.01³ − 1) = 408.0265
    plan(
        loan("equal_instalment", "1200.00", **MONTHS),
        """
        n  principal  interest  total   balance
        1     396.03     12.00  408.03   803.97
        2     399.99      8.04  408.03   403.98
        3     403.98      4.04  408.02     0.00
        """,
    )


def test_equal_instalments_on_actual_days():
    # A = 1200 / (1/1.0155 + 1/(1.0155·1.014) + 1/(1.0155²·1.014)) = 412.06
    plan(
        loan("equal_instalment", "1200.00", rate="0.0005 day", count="actual", **MONTHS),
        """
        n  principal  interest  total   balance
        1     393.46     18.60  412.06   806.54
        2     400.77     11.29  412.06   405.77
        3     405.77      6.29  412.06     0.00
        """,
    )


def test_equal_instalments_on_365_days():
    plan(
        loan("equal_instalment", "1200.00", rate="0.12 year", count="act/365", **MONTHS),
        """
        n  principal  interest  total   balance
        1     395.69     12.23  407.92   804.31
        2     400.52      7.40  407.92   403.79
        3     403.79      4.12  407.91     0.00
        """,
    )


def test_equal_instalments_without_interest():
    plan(
        loan("equal_instalment", "100.00", n=3, rate="0 year"),
        """
        n  principal  interest  balance
        1      33.33      0.00    66.67
        2      33.33      0.00    33.34
        3      33.34      0.00     0.00
        """,
    )


def test_one_instalment_is_everything():
    # disbursed 5 January, due 5 February: 1200 × 1 %
    for method in ("equal_instalment", "equal_principal", "interest_only", "bullet", "flat"):
        plan(loan(method, "1200.00", n=1), "n principal interest balance\n1 1200.00 12.00 0.00")


@pytest.mark.parametrize(
    ("rounding", "level", "last"),
    [
        ("half_up", "408.03", "408.02"),  # 408.0265
        ("half_even", "408.03", "408.02"),
        ("up", "408.03", "408.04"),  # interest 12.00, 8.04, 4.04 of exactly 4.0398 → 4.04
        ("down", "408.02", "408.04"),
    ],
)
def test_rounding_of_the_level_payment(rounding, level, last):
    rows = make_schedule(loan("equal_instalment", "1200.00", rounding=rounding, **MONTHS))
    assert f"{rows[0].total / 100:.2f}" == level
    assert f"{rows[1].total / 100:.2f}" == level
    assert sum(each.principal for each in rows) == 120000


def test_the_level_payment_of_a_long_loan_is_exact():
    # Texas Instruments, BA II Plus: 120,000 over 360 months at 6.125 % is 729.13
    home = loan("equal_instalment", "120000.00", n=360, rate="0.06125 year")
    assert level_payment(home, home.principal, make_periods(home, pace_of(home))) == 72913


def test_interest_above_the_instalment_waits_for_the_end():
    # The first period has five years; its interest alone is more than the level payment.
    odd = {"n": 2, "count": "act/360", "begin": "2026-01-05", "first": "2031-01-05"}
    rows = make_schedule(loan("equal_instalment", "1200.00", rate="0.36 year", **odd))
    assert [each.principal for each in rows] == [0, 120000]


# ---- interest only, bullet, flat, given


def test_interest_only_pays_the_principal_at_the_end():
    plan(
        loan("interest_only", "1200.00", rate="0.12 year", count="act/365", **MONTHS),
        """
        n  principal  interest  balance
        1       0.00     12.23  1200.00
        2       0.00     11.05  1200.00
        3    1200.00     12.23     0.00
        """,
    )


def test_a_bullet_has_one_row_over_its_whole_life():
    plan(
        loan("bullet", "1200.00", rate="0.0005 day", count="actual", **MONTHS),
        """
        n  due_on      period_from  period_to   principal  interest  balance
        1  2026-04-05  2026-01-05   2026-04-05    1200.00     54.00     0.00
        """,
    )


@pytest.mark.parametrize(
    ("count", "rate", "interest"),
    [
        ("period", "0.01 month", 3600),  # three months, whatever their days
        ("act/365", "0.12 year", 3551),  # 90 days
        ("30/360", "0.12 year", 3600),
    ],
)
def test_the_interest_of_a_bullet(count, rate, interest):
    (only,) = make_schedule(loan("bullet", "1200.00", rate=rate, count=count, **MONTHS))
    assert only.interest == interest


def test_30_360_of_a_bullet_counts_the_whole_span_at_once():
    # 31 December to 31 March are 90 days; by way of 28 February they would be 91.
    ends = {"begin": "2025-12-31", "first": "2026-01-31", "n": 3}
    (only,) = make_schedule(loan("bullet", "3600.00", rate="0.10 year", count="30/360", **ends))
    assert only.interest == 9000


def test_flat_interest_stays_on_the_first_principal():
    plan(
        loan("flat", "1200.00", **MONTHS),
        """
        n  principal  interest  balance
        1     400.00     12.00   800.00
        2     400.00     12.00   400.00
        3     400.00     12.00     0.00
        """,
    )


def test_given_rows_are_taken_as_they_stand():
    plan(
        given(
            row("2026-02-05", "400.00", "12.34", "5.00"),
            row("2026-03-09", "500.00", "6.00"),
            fees=(fee("each_instalment", "1.00"),),
        ),
        """
        n  due_on      period_from  period_to   principal  interest  fee   balance
        1  2026-02-05  2026-01-05   2026-02-05     400.00     12.34  6.00   500.00
        2  2026-03-09  2026-02-05   2026-03-09     500.00      6.00  1.00     0.00
        """,
    )


def test_fees_of_given_rows_follow_their_rows():
    plan(
        given(
            row("2026-02-05", "400.00", "10.00"),
            row("2026-03-05", "600.00", "20.00"),
            fees=(
                fee("each_instalment", rate="0.1", of="instalment"),
                fee("each_instalment", rate="0.01", of="outstanding"),
            ),
        ),
        """
        n  principal  interest  fee
        1     400.00     10.00  51.00
        2     600.00     20.00  68.00
        """,
    )


def test_a_card_has_no_formula():
    with pytest.raises(AssertionError, match="card has no formula"):
        make_schedule(loan("card", "1.00"))


# ---- due dates


def test_the_31st_is_clipped_and_comes_back():
    rows = make_schedule(loan(n=6, begin="2023-12-31"))
    assert [str(each.due_on) for each in rows] == [
        "2024-01-31",
        "2024-02-29",  # a leap year
        "2024-03-31",
        "2024-04-30",
        "2024-05-31",
        "2024-06-30",
    ]


@pytest.mark.parametrize(
    ("every", "dues"),
    [
        ("7 days", ["2026-01-12", "2026-01-19", "2026-01-26"]),
        ("14 days", ["2026-01-19", "2026-02-02", "2026-02-16"]),
        ("30 days", ["2026-02-04", "2026-03-06", "2026-04-05"]),
        ("3 months", ["2026-04-05", "2026-07-05", "2026-10-05"]),
    ],
)
def test_steps_between_due_dates(every, dues):
    assert [str(each.due_on) for each in make_schedule(loan(n=3, every=every))] == dues


@pytest.mark.parametrize(
    ("every", "rate", "interest"),
    [
        ("7 days", "0.52 year", 1200),  # a 52nd of the year
        ("14 days", "0.26 year", 1200),  # a 26th
        ("30 days", "0.12 year", 1200),  # 30 of 360 days
        ("30 days", "0.01 month", 1200),
        ("7 days", "0.001 day", 840),  # seven days
        ("3 months", "0.04 year", 1200),  # a quarter
        ("3 months", "0.01 month", 3600),
        ("3 months", "0.0001 day", 1080),  # ninety days
    ],
)
def test_the_interest_of_one_equal_period(every, rate, interest):
    only = loan("bullet", "1200.00", n=1, every=every, rate=rate)
    assert [each.interest for each in make_schedule(only)] == [interest]


def test_a_leap_day_bears_interest():
    # 1 February to 1 March 2024 are 29 days, in 2023 they are 28.
    for begin, days in (("2024-02-01", 29), ("2023-02-01", 28)):
        only = loan("bullet", "1000.00", n=1, begin=begin, rate="0.001 day", count="actual")
        assert [each.interest for each in make_schedule(only)] == [100 * days]


def test_a_first_period_may_be_longer():
    # 46 days to the first due date; an equal period does not care, actual days do.
    late = {"begin": "2026-01-05", "first": "2026-02-20"}
    assert make_schedule(loan("interest_only", n=2, **late))[0].interest == 1200
    by_day = loan("bullet", n=1, rate="0.001 day", count="actual", **late)
    assert make_schedule(by_day)[0].interest == 5520


@pytest.mark.parametrize("method", ["bullet", "interest_only", "equal_instalment", "flat"])
def test_a_single_due_date_a_year_away_bears_a_year_of_interest(method):
    year = {"n": 1, "rate": "0.12 year", "begin": "2025-10-10", "first": "2026-10-10"}
    assert make_schedule(loan(method, "3000.00", **year))[0].interest == 36000


def test_a_single_period_that_is_no_whole_month_bears_its_share():
    # 5 January to 20 February: a month and 15 of the 28 days of the next, at 12.00 a month
    odd = {"n": 1, "begin": "2026-01-05", "first": "2026-02-20"}
    assert make_schedule(loan("bullet", **odd))[0].interest == 1843
    # 15 of the 31 days of the month from 5 January
    short = {"n": 1, "begin": "2026-01-05", "first": "2026-01-20"}
    assert make_schedule(loan("bullet", **short))[0].interest == 581


# ---- fees in the schedule


@pytest.mark.parametrize(
    ("charged", "fees"),
    [
        (fee("each_instalment", "5.00"), [500, 500, 500]),
        (fee("each_instalment", rate="0.005", of="principal"), [600, 600, 600]),
        (fee("each_instalment", rate="0.005", of="outstanding"), [600, 400, 200]),
        (fee("each_instalment", rate="0.005", of="instalment"), [206, 204, 202]),
        (fee("up_front", "5.00"), [0, 0, 0]),
        (fee("on_default", "5.00"), [0, 0, 0]),
        (fee("2026-02-05", "5.00"), [0, 0, 0]),
    ],
)
def test_fees_of_an_instalment(charged, fees):
    rows = make_schedule(loan("equal_principal", "1200.00", fees=(charged,), **MONTHS))
    assert [each.fee for each in rows] == fees


def test_each_fee_is_rounded_on_its_own():
    # 0.335 twice is 0.34 twice, not 0.67 once
    half = fee("each_instalment", rate="0.00335", of="principal")
    rows = make_schedule(loan("flat", "100.00", n=1, rate="0 day", fees=(half, half)))
    assert rows[0].fee == 68


# ---- rates


@pytest.mark.parametrize(
    ("rate", "basis", "daily"),
    [
        (Rate(Fraction(5, 10000), Per.DAY), 365, Fraction(5, 10000)),
        (Rate(Fraction(15, 1000), Per.MONTH), 360, Fraction(5, 10000)),
        (Rate(Fraction(18, 100), Per.YEAR), 360, Fraction(5, 10000)),
        (Rate(Fraction(1825, 10000), Per.YEAR), 365, Fraction(5, 10000)),
    ],
)
def test_a_rate_a_day(rate, basis, daily):
    assert daily_rate(rate, basis) == daily


def test_only_365_counts_365():
    assert {count: year_basis(count) for count in DayCount} == {
        DayCount.ACTUAL: 360,
        DayCount.PERIOD: 360,
        DayCount.ACT_365: 365,
        DayCount.ACT_360: 360,
        DayCount.THIRTY_360: 360,
    }


@pytest.mark.parametrize(
    ("penalty", "count", "daily"),
    [
        (Penalty(multiple=Fraction(3, 2)), DayCount.ACTUAL, Fraction(27, 36000)),
        (Penalty(multiple=Fraction(3, 2)), DayCount.ACT_365, Fraction(27, 36500)),
        (Penalty(multiple=Fraction(3, 2), day_basis=365), DayCount.ACTUAL, Fraction(27, 36500)),
        (Penalty(rate=Rate(Fraction(36, 100), Per.YEAR)), DayCount.PERIOD, Fraction(1, 1000)),
        (Penalty(rate=Rate(Fraction(1, 2000), Per.DAY)), DayCount.ACT_365, Fraction(1, 2000)),
    ],
)
def test_the_penalty_rate_a_day(penalty, count, daily):
    assert penalty_daily(penalty, Rate(Fraction(18, 100), Per.YEAR), count) == daily


def test_part_of_an_equal_period_bears_its_share_of_the_days():
    pace = Pace(Rate(Fraction(1, 100), Per.MONTH), DayCount.PERIOD, Every(months=1))
    february = (date(2026, 2, 5), date(2026, 3, 5))
    assert pace.over(date(2026, 2, 12), date(2026, 2, 26), february) == Fraction(1, 200)


# ---- laws


@settings(max_examples=often(200), deadline=None)
@fuzz(loans())
def test_the_principal_of_the_rows_is_the_principal_of_the_loan(loan):
    rows = make_schedule(loan)
    assert sum(each.principal for each in rows) == loan.principal
    assert rows[-1].balance == 0
    left = loan.principal
    for each in rows:
        left -= each.principal
        assert each.balance == left
        assert min(each.principal, each.interest, each.fee) >= 0


@settings(max_examples=often(200), deadline=None)
@fuzz(loans(method=Method.EQUAL_INSTALMENT))
def test_only_the_last_level_instalment_differs(loan):
    rows = make_schedule(loan)
    level = {each.principal + each.interest for each in rows[:-1] if each.principal}
    assert len(level) <= 1


@fuzz(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.integers(1, 60),
    st.integers(1, 6),
)
def test_due_dates_never_drift(first, count, months):
    dues = due_dates(first, count, Every(months=months))
    for number, due in enumerate(dues):
        assert due.day == first.day or due == month_step(due.replace(day=1), 1).replace(day=1) - (
            date(2026, 1, 2) - date(2026, 1, 1)
        )
        assert (due.year * 12 + due.month) - (first.year * 12 + first.month) == number * months


@settings(max_examples=often(100), deadline=None)
@fuzz(loans(method=Method.BULLET))
def test_a_bullet_has_one_row(loan):
    assert len(make_schedule(loan)) == 1
