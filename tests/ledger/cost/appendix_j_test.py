"""Unit-periods and the actuarial equation of Regulation Z, Appendix J."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from ashore.ledger import irr as messages
from ashore.ledger.appendix_j import (
    Discounted,
    Unit,
    UnitPeriod,
    actuarial,
    unit_period,
    unit_rates,
    units,
)
from ashore.ledger.flows import DatedFlow
from ashore.ledger.irr import irr_at
from tests.ledger.cost.short import dated, monthly_payments
from tests.often import often


def day(text: str) -> date:
    return date.fromisoformat(text)


def of(start: str, *payments: str, advances: tuple[str, ...] = ()) -> UnitPeriod:
    return unit_period(
        day(start), [day(text) for text in advances], [day(text) for text in payments]
    )


def every(first: str, step: int, count: int) -> list[str]:
    return [str(day(first) + timedelta(days=step * k)) for k in range(count)]


@pytest.mark.parametrize(
    ("start", "payments", "unit", "count"),
    [
        ("1978-01-10", ["1978-02-10", "1978-03-10", "1978-04-10"], Unit.MONTH, 1),
        ("2026-01-31", ["2026-02-28", "2026-03-31", "2026-04-30"], Unit.MONTH, 1),
        ("1978-05-23", ["1978-10-01", "1979-01-01", "1979-04-01"], Unit.MONTH, 3),
        ("2026-01-01", every("2026-01-15", 14, 6), Unit.WEEK, 2),
        ("2026-01-01", every("2026-01-08", 7, 6), Unit.WEEK, 1),
        ("2026-01-01", every("2026-01-02", 1, 6), Unit.DAY, 1),
        ("2026-01-01", every("2026-01-31", 30, 6), Unit.DAY, 30),
        ("1978-02-23", ["1978-03-01", "1978-03-16", "1978-04-01", "1978-04-16"], Unit.SEMIMONTH, 1),
        ("2026-01-31", ["2026-02-15", "2026-02-28", "2026-03-15", "2026-03-31", "2026-04-15",
                        "2026-04-30"], Unit.SEMIMONTH, 1),
        # no period occurs twice: (36 days + a month + 2 months) / 3 = 42 days, six weeks
        ("2026-01-10", ["2026-02-15", "2026-03-15", "2026-05-15"], Unit.WEEK, 6),
        # 10 and 20 days: the average of 15 is a semimonth
        ("2026-01-01", ["2026-01-11", "2026-01-31"], Unit.SEMIMONTH, 1),
        # two periods equally frequent: the smaller
        ("2026-01-01", ["2026-01-08", "2026-01-15", "2026-02-15", "2026-03-15"], Unit.WEEK, 1),
        # longer than a year occurs most often, a year and less does not repeat
        ("2020-01-01", ["2020-07-01", "2022-07-01", "2024-07-01"], Unit.MONTH, 12),
    ],
)  # fmt: skip
def test_the_unit_period_is_the_commonest_period(start, payments, unit, count):
    assert of(start, *payments) == UnitPeriod(unit, count)


@pytest.mark.parametrize(
    ("payment", "unit", "count", "per_year"),
    [
        ("1978-09-15", Unit.DAY, 255, Fraction(365, 255)),
        ("1978-01-17", Unit.DAY, 14, Fraction(365, 14)),
        ("1978-07-03", Unit.MONTH, 6, Fraction(2)),
        ("1979-01-02", Unit.DAY, 364, Fraction(365, 364)),
        ("1979-01-03", Unit.MONTH, 12, Fraction(1)),
        ("1979-07-03", Unit.MONTH, 12, Fraction(1)),
    ],
)
def test_one_advance_and_one_payment_have_their_own_term(payment, unit, count, per_year):
    found = of("1978-01-03", payment)
    assert (found, found.per_year) == (UnitPeriod(unit, count), per_year)


@pytest.mark.parametrize(
    ("start", "payment", "unit", "count"),
    [
        # from the last day of a month to the last of the next is a month, not 28 days
        ("2026-01-31", "2026-02-28", Unit.MONTH, 1),
        ("2025-11-30", "2026-02-28", Unit.MONTH, 3),
        # a year and some days are no more than a year
        ("1978-01-03", "1979-01-10", Unit.MONTH, 12),
        ("1978-01-03", "1979-12-31", Unit.MONTH, 12),
    ],
)
def test_a_single_term_ends_at_month_ends_and_after_a_year(start, payment, unit, count):
    assert of(start, payment) == UnitPeriod(unit, count)


@pytest.mark.parametrize(
    ("payments", "unit", "count"),
    [
        # 13 and 18 days are a month in two: two semimonths beside two double months, the smaller
        (["2026-01-14", "2026-02-01", "2026-04-01", "2026-06-01"], Unit.SEMIMONTH, 1),
        (["2026-01-19", "2026-02-01", "2026-04-01", "2026-06-01"], Unit.SEMIMONTH, 1),
        # beside three double months they are the rarer ones
        (["2026-01-14", "2026-02-01", "2026-04-01", "2026-06-01", "2026-08-01"], Unit.MONTH, 2),
    ],
)
def test_two_parts_of_one_month_are_two_periods_of_their_own(payments, unit, count):
    assert of("2026-01-01", *payments) == UnitPeriod(unit, count)


def test_advances_at_month_ends_are_months_apart():
    ends = ("2026-02-28", "2026-03-31")
    assert of("2026-01-31", "2026-06-30", advances=ends) == UnitPeriod(Unit.MONTH)


def test_which_side_is_looked_at_and_how_small_the_money_is_does_not_matter():
    flows = [("2026-01-01", 1000), ("2026-02-01", -1), ("2026-03-01", -1100)]
    assert actuarial(dated(*flows)) == actuarial(dated(*((on, -fen) for on, fen in flows)))
    rates, unit = actuarial(dated(("2026-01-01", 1), ("2026-02-01", "-1.1")))
    assert (rates.rate, unit) == (Decimal("0.1"), UnitPeriod(Unit.MONTH))


@pytest.mark.parametrize(
    "flows",
    [
        [("2026-01-01", -1000), ("2026-02-01", 1), ("2026-03-20", 1100)],
        [("2026-01-01", 1), ("2026-02-01", "-0.1"), ("2026-03-20", "-1.1")],
    ],
)
def test_a_unit_of_money_is_on_the_side_its_sign_says(flows):
    # a month and 47 days: 38.5 on average, five weeks; the payments are no advances
    assert actuarial(dated(*flows))[1] == UnitPeriod(Unit.WEEK, 5)


def test_advances_count_as_well_as_payments():
    monthly = ("2026-02-01", "2026-03-01", "2026-04-01")
    assert of("2026-01-01", "2026-06-10", advances=monthly) == UnitPeriod(Unit.MONTH)


@pytest.mark.parametrize(
    ("start", "end", "unit", "whole", "part"),
    [
        ("1978-02-10", "1978-04-01", UnitPeriod(Unit.MONTH), 1, Fraction(19, 30)),
        ("1978-02-23", "1978-03-16", UnitPeriod(Unit.SEMIMONTH), 1, Fraction(6, 15)),
        ("1978-05-23", "1978-10-01", UnitPeriod(Unit.MONTH, 3), 1, Fraction(39, 90)),
        ("1978-03-20", "1978-04-21", UnitPeriod(Unit.WEEK), 4, Fraction(4, 7)),
        ("2023-10-26", "2023-11-30", UnitPeriod(Unit.DAY), 35, Fraction(0)),
        ("1978-01-17", "1979-07-17", UnitPeriod(Unit.MONTH, 12), 1, Fraction(6, 12)),
        ("1978-01-17", "1979-07-29", UnitPeriod(Unit.MONTH, 12), 1, Fraction(193, 365)),
    ],
)
def test_whole_unit_periods_and_the_part_left_over(start, end, unit, whole, part):
    assert units(day(start), day(end), unit, 0) == (whole, part)


def percent(*flows: tuple[str, int]) -> str:
    rates, unit = actuarial(dated(*flows))
    return f"{rates.only * unit.per_year.numerator / unit.per_year.denominator * 100:.2f}"


def test_a_single_payment_by_hand():
    # 80 on 1,000 in 255 days: 8 % × 365 / 255
    assert percent(("1978-01-03", 1000), ("1978-09-15", -1080)) == "11.45"
    # 44 on 1,000 in 6 months: 4.4 % × 2
    assert percent(("1978-07-15", 1000), ("1979-01-15", -1044)) == "8.80"


def test_one_year_and_a_half_by_hand():
    # (1 + i)·(1 + i/2) = 1.14 has i = 0.0908…; the part grows in proportion
    rates, unit = actuarial(dated(("1978-01-17", 1000), ("1979-07-17", -1140)))
    assert unit.per_year == 1
    i = rates.only
    assert abs((1 + i) * (1 + i / 2) - Decimal("1.14")) < Decimal("1e-20")


def test_advances_in_parts():
    flows = [
        *dated(("2026-01-01", 5000), ("2026-02-01", 5000)),
        *monthly_payments("2026-03-01", 12, 900),
    ]
    rates, unit = actuarial(flows)
    assert unit == UnitPeriod(Unit.MONTH)
    assert rates.only > 0


def test_without_parts_it_is_the_plain_equation():
    points = [Discounted(0, Fraction(0), 1000), Discounted(2, Fraction(0), -1210)]
    assert unit_rates(points) == irr_at([(Fraction(0), 1000), (Fraction(2), -1210)])


def test_no_rate_is_passed_on():
    assert actuarial([]) == (messages.Rates(exact=(), message=messages.NO_MONEY), None)
    assert actuarial(dated(("2026-01-01", 5), ("2026-02-01", 5)))[0].message == messages.ONE_WAY


def test_several_rates_are_passed_on():
    points = [
        Discounted(k, Fraction(1, 3), amount)
        for k, amount in enumerate([-5, Fraction("10.5"), 1, -8, 1])
    ]
    assert unit_rates(points).message == messages.SEVERAL


def test_a_rate_of_the_plain_equation_may_have_none_beside_it():
    # both payments within one unit-period: in proportion, no rate is low enough
    points = [
        Discounted(0, Fraction(0), 10_000),
        Discounted(0, Fraction(3, 10), -10),
        Discounted(0, Fraction(6, 10), -10),
    ]
    assert irr_at((point.part, point.amount) for point in points).only is not None
    assert unit_rates(points).message == messages.NO_RATE


@given(
    st.integers(1_000, 1_000_000),
    st.lists(st.integers(1, 200_000), min_size=1, max_size=24),
    st.integers(0, 29),
)
@settings(max_examples=often(100), deadline=None)
def test_the_equation_holds_at_the_rate_found(advance, payments, odd):
    part = Fraction(odd, 30)
    points = [Discounted(0, Fraction(0), advance)]
    points += [Discounted(k, part, -amount) for k, amount in enumerate(payments, start=1)]
    i = unit_rates(points).only
    if i is None:
        return
    factor = 1 + Decimal(odd) / 30 * i
    worth = sum(Decimal(amount) / (factor * (1 + i) ** k) for k, amount in enumerate(payments, 1))
    assert abs(worth - advance) <= advance * Decimal("1e-15")


def test_flows_of_one_day_are_netted():
    flows = [*dated(("2026-01-10", 10000), ("2026-01-10", -200))]
    flows += monthly_payments("2026-02-15", 12, "884.91")
    rates, _ = actuarial(flows)
    # as the APR tool of the FFIEC
    assert abs(rates.only * 1200 - Decimal("14.692036")) < Decimal("0.000001")


def test_the_order_of_the_flows_does_not_matter():
    flows = [DatedFlow(day("2026-01-10"), 9800), *monthly_payments("2026-02-15", 12, 885)]
    assert actuarial(flows) == actuarial(flows[::-1])


def test_a_second_advance_after_the_first_payment_belongs_to_the_advances():
    # Paid out on the 1st of January, March and May, paid back on three odd days: the advances are
    # two months apart twice over, and nothing else occurs twice.
    rates, unit = actuarial(
        dated(
            ("2026-01-01", "1000"),
            ("2026-02-10", "-300"),
            ("2026-03-01", "1000"),
            ("2026-04-23", "-800"),
            ("2026-05-01", "1000"),
            ("2026-08-02", "-2100"),
        )
    )
    assert unit == UnitPeriod(Unit.MONTH, 2)
    assert rates.only is not None


def test_a_payment_of_a_single_fen_is_a_payment():
    flows = [("2026-01-01", "1000"), ("2026-02-01", "-1"), ("2026-03-01", "-1100")]
    rates, unit = actuarial(dated(*flows))
    assert unit == UnitPeriod(Unit.MONTH)
    # What was lent, two months on, is worth the payments: 1000(1+i)² = 1(1+i) + 1100
    assert rates.only is not None
    growth = 1 + rates.only
    assert abs(1000 * growth**2 - growth - 1100) < Decimal("1e-9")


@pytest.mark.parametrize(
    ("middle", "unit"),
    [("12", Unit.DAY), ("13", Unit.SEMIMONTH), ("18", Unit.SEMIMONTH), ("19", Unit.DAY)],
)
def test_a_month_in_two_parts_is_two_semimonths_when_the_first_has_13_to_18_days(middle, unit):
    # Each month from the 1st falls into two parts; the first has `middle` days.
    days = [f"2026-{month:02}-{1 + int(middle)}" for month in range(1, 7)]
    ends = [f"2026-{month:02}-01" for month in range(2, 8)]
    assert of("2026-01-01", *sorted(days + ends)).unit is unit
