"""Rates of return: none, one or several, and never a wrong one."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal, Inexact, localcontext
from fractions import Fraction
from itertools import pairwise
from math import log1p

import pytest
import pyxirr
from hypothesis import given, settings, strategies as st

from ashore.ledger import irr as messages, roots as search
from ashore.ledger.flows import DatedFlow, PeriodFlow, by_day, turns
from ashore.ledger.irr import Rates, irr, irr_at, present_value, rounded_rate, told, xirr
from ashore.ledger.roots import EXACT
from tests.ledger.cost.short import dated, periods, rates_of, shown
from tests.often import often

AMOUNTS = st.integers(-100_000, 100_000)
SETS = st.lists(AMOUNTS, min_size=2, max_size=14)


# ---- one rate


def test_a_loan_repaid_once():
    assert rates_of(1000, -1100).rate == Decimal("0.100000000000")


def test_received_may_be_negative_and_paid_positive():
    assert rates_of(-1000, 1100) == rates_of(1000, -1100)


def test_an_interest_free_loan():
    rates = rates_of(900, -300, -300, -300)
    assert rates.rate == 0
    assert str(rates.rate) == "0E-12"
    assert rates.message == messages.ONE_RATE


def test_paying_back_less_than_received_is_a_rate_below_zero():
    rates = rates_of(1000, -500)
    assert shown(rates) == ["-0.500000"]
    assert rates.message == messages.BELOW_ZERO


def test_the_first_flow_need_not_be_at_zero():
    flows = [PeriodFlow(Fraction(3), 100), PeriodFlow(Fraction(5), -121)]
    assert shown(irr(flows)) == ["0.100000"]


def test_parts_of_a_period_count():
    flows = [PeriodFlow(Fraction(0), 100), PeriodFlow(Fraction(1, 2), -110)]
    assert shown(irr(flows)) == ["0.210000"]


def test_time_and_amount_pairs():
    assert irr_at([(Fraction(0), 100), (Fraction(1, 2), -110)]).rate == Decimal("0.21")


def test_the_order_of_the_flows_does_not_matter():
    flows = dated(("2026-03-01", -60), ("2026-01-01", 100), ("2026-02-01", -50))
    assert xirr(flows) == xirr(flows[::-1])


def test_flows_of_one_day_are_one_flow():
    split = dated(("2026-01-01", 1000), ("2026-01-01", -10), ("2027-01-01", -1089))
    assert xirr(split).rate == Decimal("0.1")
    assert by_day(split) == dated(("2026-01-01", 990), ("2027-01-01", -1089))
    assert irr([*periods(990, -1089), *periods(10, 0)]) == rates_of(1000, -1089)


def test_another_year_can_be_named():
    flows = dated(("2026-01-01", 1000), ("2026-12-27", -1100))
    assert xirr(flows, Fraction(360)).rate == Decimal("0.1")


@pytest.mark.parametrize(
    ("flows", "beginning", "digits"),
    [
        # 300 % a day: four times as much the next day, for a year
        ([("2026-01-01", 1000), ("2026-01-02", -4000)], "5648027917", 220),
        # back after an hour of the same loan: a thousand times as much the next day
        ([("2026-01-01", 1), ("2026-01-02", -1000)], "1000000000", 1096),
    ],
)
def test_payday_rates_do_not_overflow(flows, beginning, digits):
    rate = f"{xirr(dated(*flows)).rate:f}"
    assert rate.startswith((beginning, "9" * 10))
    assert len(rate) in {digits, digits - 1}


@pytest.mark.parametrize("paid", ["10", "0.01", "0.000001"])
def test_almost_everything_lost(paid):
    rate = rates_of(1000, -Fraction(paid)).rate
    assert rate == Fraction(paid) / 1000 - 1


def test_a_rate_that_rounds_to_minus_one_is_not_told():
    assert rates_of(10**14, -1) == Rates(exact=(), message=messages.NO_RATE)


# ---- none


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        (irr([]), messages.NO_MONEY),
        (xirr([]), messages.NO_MONEY),
        (rates_of(0, 0), messages.NO_MONEY),
        (rates_of(100), messages.ONE_DAY),
        (xirr(dated(("2026-01-01", 100), ("2026-01-01", -90))), messages.ONE_DAY),
        (rates_of(100, 50, 20), messages.ONE_WAY),
        (rates_of(-100, -50), messages.ONE_WAY),
        (rates_of(100, -1, 100), messages.NO_RATE),
        (rates_of(1000, -2200, "1210.0000000001"), messages.NO_RATE),
    ],
)
def test_no_rate_is_said_in_words(rates, message):
    assert rates.roots == ()
    assert rates.rate is None
    assert rates.only is None
    assert rates.message == message
    assert message.zh
    assert message.en


# ---- several


def test_several_rates_and_none_is_the_answer():
    rates = rates_of(-5, "10.5", 1, -8, 1)
    assert shown(rates) == ["-0.870201", "0.088598", "0.709560"]
    assert rates.rate is None
    assert rates.message == messages.SEVERAL


def test_a_rate_of_nothing_is_one_of_them():
    # −100 + 230·v − 130·v² is zero at v = 1 and at v = 100/130
    assert shown(rates_of(-100, 230, -130)) == ["0.000000", "0.300000"]
    assert shown(rates_of(-80, 180, -100)) == ["0.000000", "0.250000"]
    assert shown(rates_of(-100, 180, -80)) == ["-0.200000", "0.000000"]


def test_a_rate_at_which_the_sum_only_touches_zero():
    # 1000·(1 − 1.1·v)²: at every other rate the same side is ahead
    assert rates_of(1000, -2200, 1210).rate == Decimal("0.1")


@pytest.mark.parametrize("times", [2, 3, 4])
def test_a_rate_of_higher_order(times):
    # 1000·(1 − 1.1·v)^times
    amounts = product([Fraction(1, 10)] * times)
    assert irr(periods(*amounts)).rate == Decimal("0.1")


def test_two_rates_close_together():
    assert shown(rates_of(1000, -2200, 1209)) == ["0.068377", "0.131623"]


def test_a_loan_drawn_and_repaid_twice():
    # nothing is owed between the two loans, so no side owes all the time
    assert rates_of(1000, -1100, 1000, -1100).rate == Decimal("0.1")


def test_a_loan_drawn_in_parts_has_one_rate():
    rates = rates_of(1000, -200, 1000, -400, 500, -2200)
    assert len(rates.roots) == 1


def test_rates_nearer_than_we_can_show_are_one():
    near = [Decimal("0.1"), Decimal("0.1000000000001"), Decimal("0.2")]
    assert [f"{rate:.12f}" for rate in told(near).roots] == ["0.100000000000", "0.200000000000"]


def test_a_search_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(search, "_WORK", 10)
    rates = rates_of(-5, "10.5", 1, -8, 1)
    assert rates == Rates(exact=(), message=messages.UNSETTLED)


def test_a_thousand_turns_are_settled():
    # what is paid is always a little more than what came before it
    assert rates_of(*(amount for k in range(500) for amount in (1000 + k, -1001 - k))).rate > 0


# ---- what must always hold


def product(rates: list[Fraction]) -> list[Fraction]:
    """Amounts whose sum at the discount factor v is 1000·Π (1 − (1+rate)·v)."""
    amounts = [Fraction(1000)]
    for rate in rates:
        shifted = [Fraction(0), *(-amount * (1 + rate) for amount in amounts)]
        amounts = [one + two for one, two in zip([*amounts, Fraction(0)], shifted, strict=True)]
    return amounts


@given(
    st.lists(st.integers(-95, 900), min_size=1, max_size=5, unique=True),
    st.sampled_from([(), (1,), (1, 2), (3, 1)]),
)
@settings(max_examples=often(150), deadline=None)
def test_every_rate_put_in_is_found_again(percents, rootless):
    wanted = sorted(Fraction(percent, 100) for percent in percents)
    amounts = product(wanted)
    for size in rootless:  # times (1 + size·v²), which has no root
        amounts = [*amounts, Fraction(0), Fraction(0)]
        amounts = [
            amount + size * (amounts[k - 2] if k >= 2 else 0) for k, amount in enumerate(amounts)
        ]
    found = irr(PeriodFlow(Fraction(k), amount) for k, amount in enumerate(amounts)).roots
    assert [Fraction(root) for root in found] == wanted


@given(SETS)
@settings(max_examples=often(200), deadline=None)
def test_at_each_rate_both_sides_are_worth_the_same(amounts):
    flows = periods(*amounts)
    for rate in irr(flows).exact:
        points = [(flow.period, flow.amount) for flow in flows]
        sizes = [(flow.period, abs(flow.amount)) for flow in flows]
        assert abs(present_value(points, rate)) <= present_value(sizes, rate) * Decimal("1e-12")


@given(SETS)
@settings(max_examples=often(60), deadline=None)
def test_no_rate_is_missed_between_two_signs(amounts):
    rates = irr(periods(*amounts)).exact
    grid = [Decimal(10) ** k / 50 for k in range(-3, 6)]
    grid = sorted({*(Decimal(percent) / 100 - 1 for percent in range(2, 600, 3)), *grid})
    points = [(Fraction(k), amount) for k, amount in enumerate(amounts)]
    for (low, at_low), (high, at_high) in pairwise(
        (rate, present_value(points, rate)) for rate in grid
    ):
        if at_low * at_high < 0:
            assert any(low < rate < high for rate in rates)


@given(SETS, st.integers(1, 1000))
@settings(max_examples=often(100), deadline=None)
def test_only_proportions_matter(amounts, size):
    rates = rates_of(*amounts)
    assert rates_of(*(amount * size for amount in amounts)).roots == rates.roots
    assert rates_of(*(-amount for amount in amounts)).roots == rates.roots


@given(SETS)
@settings(max_examples=often(100), deadline=None)
def test_flows_that_turn_once_have_at_most_one_rate(amounts):
    rates = rates_of(*amounts)
    if turns(amounts) == 1:
        assert len(rates.exact) <= 1
        assert rates.message in {messages.ONE_RATE, messages.BELOW_ZERO, messages.NO_RATE}
    assert len(rates.exact) <= turns(amounts)


@given(
    st.integers(10_000, 10_000_000),
    st.lists(st.tuples(st.integers(1, 60), st.integers(1, 300_000)), min_size=1, max_size=36),
)
@settings(max_examples=often(150), deadline=None)
def test_pyxirr_agrees_about_loans(received, payments):
    start = dated(("2024-02-29", received))
    when, flows = start[0].on, [*start]
    for gap, amount in payments:
        when = when.fromordinal(when.toordinal() + gap)
        flows.append(DatedFlow(when, -amount))
    found = xirr(flows).only
    other = pyxirr.xirr([flow.on for flow in flows], [float(flow.amount) for flow in flows])
    if found is None or other is None or not -0.99 < other < 1e4:
        return  # the other solver gives up, or counts in floats, at the far ends
    assert log1p(float(found)) == pytest.approx(log1p(other), abs=1e-8)


@given(SETS)
@settings(max_examples=often(60), deadline=None)
def test_the_callers_decimal_settings_do_not_matter(amounts):
    flows = dated(*(("2026-01-31", amounts[0]), ("2026-02-28", amounts[1])))
    expected = rates_of(*amounts), xirr(flows)
    value = present_value([(Fraction(1), 110)], Decimal("0.1"))
    assert abs(value - 100) < Decimal("1e-40")
    with localcontext() as context:
        context.prec, context.rounding = 3, ROUND_UP
        context.traps[Inexact] = True
        context.Emax, context.Emin = 5, -5
        assert (rates_of(*amounts), xirr(flows)) == expected
        assert present_value([(Fraction(1), 110)], Decimal("0.1")) == value
        assert [rates.roots for rates in (rates_of(*amounts), xirr(flows))] == [
            rates.roots for rates in expected
        ]


def test_a_rate_is_rounded_half_even_at_twelve_decimals():
    assert rounded_rate(Decimal("0.0000000000005")) == 0
    assert rounded_rate(Decimal("0.0000000000015")) == Decimal("0.000000000002")
    assert rounded_rate(Decimal("3." + "3" * 45 + "e39")) == Decimal("3." + "3" * 29 + "e39")


def test_a_rate_below_the_last_decimal_is_nothing_and_a_huge_one_keeps_thirty_digits():
    assert str(rounded_rate(Decimal("-1e-13"))) == "0E-12"
    assert str(rounded_rate(Decimal("1e17"))) == "1" + "0" * 17 + "." + "0" * 12
    assert rounded_rate(Decimal("1e18")).adjusted() == 18
    assert str(rounded_rate(Decimal("1." + "1" * 40 + "e18"))) == "1" * 19 + "." + "1" * 11


@pytest.mark.parametrize(
    ("apart", "count"), [("1e-12", 1), ("2.19e-12", 1), ("2.2e-12", 2), ("3e-12", 2), ("1e-9", 2)]
)
def test_rates_nearer_than_can_be_shown_are_one(apart, count):
    """At 10 % two rates are one when they lie less than 2.2e-12 apart: 2e-12 of 1 + rate."""
    low, high = Decimal("0.1") - Decimal(apart), Decimal("0.1")
    found = told([high, low])
    assert len(found.exact) == count
    if count == 1:
        assert found.exact == ((low + high) / 2,)
        assert found.message == messages.ONE_RATE
    else:
        assert found.exact == (low, high)
        assert found.message == messages.SEVERAL and found.only is None


def test_two_close_rates_are_several():
    wanted = [Fraction(1, 10), Fraction(1001, 10_000)]
    found = irr(PeriodFlow(Fraction(k), amount) for k, amount in enumerate(product(wanted)))
    assert [Fraction(root) for root in found.roots] == wanted
    assert found.message == messages.SEVERAL and found.rate is None


@pytest.mark.parametrize("side", ["above", "below"])
def test_a_search_that_gives_up_on_one_side_tells_no_rate(monkeypatch, side):
    """The rates above zero are searched on the flows as they are, those below on them backwards."""
    asked = []
    real = search._search

    def give_up(total, lowest, per):
        asked.append(total)
        given_up = (len(asked) == 1) == (side == "above")
        return None if given_up else real(total, lowest, per)

    monkeypatch.setattr(search, "_search", give_up)
    found = rates_of(100, -230, 132)
    assert len(asked) == 2
    assert found.message == messages.UNSETTLED and not found.exact


def test_a_stretch_on_which_nothing_is_owed_is_no_bracket():
    with localcontext(EXACT):
        flat = search.Weighed(Decimal(1), Decimal(1), Decimal(1), Decimal(1))
        found = search.refine(lambda w: flat, (Decimal(-3), Decimal(-1)), 1, Decimal(1))
    assert found == -2


def test_halving_takes_over_when_the_slope_says_nothing():
    with localcontext(EXACT):

        def weigh(w: Decimal) -> search.Weighed:
            return search.Weighed(
                Decimal(1),
                Decimal(2) if w < Decimal("-0.3") else Decimal(1) / 2,
                Decimal(0),
                Decimal(0),
            )

        found = search.refine(weigh, (Decimal(-1), Decimal(-1) / 8), -1, Decimal(1))
    assert abs(found + Decimal("0.3")) < Decimal("1e-15")
