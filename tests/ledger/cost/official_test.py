"""Yearly rates by their official names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from ashore.ledger import irr as messages
from ashore.ledger.appendix_j import Unit, UnitPeriod
from ashore.ledger.official import (
    METHODS,
    AnnualMethod,
    Charge,
    additive,
    annual,
    effective,
    in_months,
    monthly,
    nominal,
    percent,
    represent,
)
from tests.ledger.cost.short import dated, monthly_payments, periods

TWELVE = [*dated(("2026-01-05", 10000)), *monthly_payments("2026-02-05", 12, "945.5959662")]
"""A level loan at 2 % a month."""
ODD_DAYS = dated(("2026-01-10", 1000), ("2026-02-15", -550), ("2026-03-20", -550))


@pytest.mark.parametrize(
    ("method", "shown"),
    [
        ("cn_simple", "24.00"),
        ("cn_compound", "26.82"),
        ("xirr", "26.95"),
        ("eu", "26.8"),
        ("us_actuarial", "24.00"),
    ],
)
def test_the_same_loan_by_every_method(method, shown):
    found = annual(TWELVE, AnnualMethod(method))
    assert found.shown == shown
    assert found.method == method
    assert found.base.message == messages.ONE_RATE


@pytest.mark.parametrize(
    ("method", "shown"),
    [("cn_simple", "24.00"), ("cn_compound", "26.82"), ("eu", "26.8"), ("us_actuarial", "24.00")],
)
def test_flows_by_period_are_months(method, shown):
    assert (
        annual(periods(10000, *[Fraction("-945.5959662")] * 12), AnnualMethod(method)).shown
        == shown
    )


def test_xirr_must_have_dates():
    with pytest.raises(AssertionError, match=r"\Athis method needs dates"):
        annual(periods(100, -110), AnnualMethod.XIRR)


@pytest.mark.parametrize("method", AnnualMethod)
@pytest.mark.parametrize(
    "flows", [[], dated(("2026-01-01", 5)), dated(("2026-01-01", 5), ("2026-03-01", 5))]
)
def test_no_rate_by_any_method(method, flows):
    found = annual(flows, method)
    assert (found.exact, found.rate, found.shown) == (None, None, "")
    assert "no rate" in found.base.message.en
    of_the_us = method is AnnualMethod.US_ACTUARIAL
    assert found.unit == (UnitPeriod(Unit.MONTH) if of_the_us else None)


def test_several_rates_give_no_yearly_rate():
    found = annual(periods(-5, "10.5", 1, -8, 1), AnnualMethod.CN_SIMPLE)
    assert found.rate is None
    assert len(found.base.roots) == 3


def test_every_method_says_what_it_is():
    assert set(METHODS) == set(AnnualMethod)
    for method in METHODS.values():
        assert all((method.label.zh, method.formula.zh, method.source.zh))
        assert all((method.label.en, method.formula.en, method.source.en))
        assert method.confidence in {"A", "B", "C"}


def test_the_us_method_names_its_unit_period():
    assert annual(TWELVE, AnnualMethod.US_ACTUARIAL).unit == UnitPeriod(Unit.MONTH)
    parts = periods(100, -60, -60)[:2] + periods(0, 0, -60)[2:]
    assert annual(parts, AnnualMethod.US_ACTUARIAL).unit == UnitPeriod(Unit.MONTH)


def test_parts_of_a_month_grow_in_proportion_by_the_us_method():
    half = periods(1000, 0)[:1]
    half += [type(half[0])(Fraction(3, 2), -1100)]
    i = annual(half, AnnualMethod.US_ACTUARIAL).base.only
    assert abs((1 + i) * (1 + i / 2) - Decimal("1.1")) < Decimal("1e-20")


# ---- months


def test_days_of_equal_months_are_months():
    flows = [*dated(("2026-01-31", 100)), *monthly_payments("2026-02-28", 1, 50)]
    assert [flow.period for flow in in_months(flows)] == [0, 1]
    assert monthly(TWELVE).rate == annual(TWELVE, AnnualMethod.CN_SIMPLE).base.rate


def test_other_days_are_not():
    assert in_months(ODD_DAYS) is None
    assert in_months([]) is None


def test_on_other_days_the_month_is_a_twelfth_of_a_year():
    found = monthly(ODD_DAYS)
    yearly = annual(ODD_DAYS, AnnualMethod.XIRR)
    compound = annual(ODD_DAYS, AnnualMethod.CN_COMPOUND)
    assert compound.rate == yearly.rate
    assert abs((1 + found.only) ** 12 - 1 - yearly.exact) < Decimal("1e-20")


def test_simple_and_compound():
    assert nominal(Decimal("0.02"), 12) == Decimal("0.24")
    assert f"{effective(Decimal('0.02'), 12):.6f}" == "0.268242"
    assert f"{effective(Decimal('0.21'), Fraction(1, 2)):.12f}" == "0.100000000000"


@pytest.mark.parametrize(
    ("rate", "places", "text"),
    [("0.17445", 2, "17.45"), ("0.0645", 1, "6.5"), ("0.06449999", 1, "6.4"), ("12.5", 0, "1250")],
)
def test_percentages_round_half_up(rate, places, text):
    assert percent(Decimal(rate), places) == text


def test_rates_are_written_plainly():
    assert represent(Decimal("5.64802791741643499389821768441E+219")).startswith("56480279")
    assert represent(Decimal("0.240000000000")) == "0.24"
    assert represent(Decimal(100)) == "100"


# ---- adding up (2026 disclosure rule; how it is meant to be computed is not certain)


def split_principal(count: int, rate: Fraction) -> list[Fraction]:
    """Principal parts of a level loan of 10,000."""
    growth = (1 + rate) ** count
    payment = 10_000 * rate * growth / (growth - 1)
    balance, parts = Fraction(10_000), []
    for _ in range(count):
        parts.append(payment - balance * rate)
        balance -= parts[-1]
    return parts


def test_contract_rate_and_fee_rate_are_added():
    parts = split_principal(12, Fraction(1, 100))
    principal = periods(10_000, *(-part for part in parts))
    guarantee = Charge("担保费", periods(0, *[-60] * 12))
    found = additive(principal, Fraction("0.12"), [guarantee])
    ((name, rate),) = found.fees
    assert (name, f"{rate:.4f}", f"{found.total:.4f}") == ("担保费", "0.1281", "0.2481")
    assert found.confidence == "C"


def test_the_sum_differs_from_the_rate_of_the_whole():
    parts = split_principal(12, Fraction(1, 100))
    payment = parts[0] + 100
    whole = annual(periods(10_000, *[-(payment + 60)] * 12), AnnualMethod.CN_SIMPLE)
    assert whole.shown == "24.60"


def test_a_fee_on_odd_days():
    principal = dated(("2026-01-10", 10_000), ("2026-02-25", -10_000))
    fee = Charge("服务费", dated(("2026-02-25", -150)))
    ((_, rate),) = additive(principal, Fraction("0.1"), [fee]).fees
    i = rate / 12
    assert abs((1 + i) * (1 + i / 2) - Decimal("1.015")) < Decimal("1e-20")


def test_a_fee_without_a_rate_leaves_no_sum():
    principal = periods(10_000, -10_000)
    found = additive(principal, Fraction("0.1"), [Charge("x", periods(-20_000, -100))])
    assert found.fees[0][1] is None
    assert found.total is None


def test_without_fees_the_contract_rate_is_the_sum():
    assert additive(periods(100, -100), Fraction("0.1"), []).total == Decimal("0.1")


def test_month_ends_are_whole_months_for_a_fee_too():
    # Paid out on the 31st, paid back at the end of each month: as by plain months.
    ends = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    amounts = [9_000, -3_000, -3_000, -3_000]
    extra = Charge("服务费", dated(*((day, -50) for day in ends[1:])))
    ((_, found),) = additive(dated(*zip(ends, amounts, strict=True)), Fraction("0.1"), [extra]).fees
    plain = Charge("服务费", periods(0, -50, -50, -50))
    ((_, wanted),) = additive(periods(*amounts), Fraction("0.1"), [plain]).fees
    assert found == wanted


def test_a_fee_of_month_ends_after_an_odd_first_day_stays_on_the_month_ends():
    # From 10 January: 21 days to the 31st, then whole months back from 28 February and 31 March
    principal = dated(("2026-01-10", 9_000), ("2026-02-28", -4_500), ("2026-03-31", -4_500))
    extra = Charge("服务费", dated(("2026-02-28", -50), ("2026-03-31", -50)))
    ((_, rate),) = additive(principal, Fraction("0.1"), [extra]).fees
    i = rate / 12
    odd = 1 + i * 21 / 30
    worth = 4_550 / (odd * (1 + i)) + 4_550 / (odd * (1 + i) ** 2)
    assert abs(worth - 9_000) < Decimal("1e-9")


def test_from_one_month_end_to_the_next_is_a_month_for_a_fee_alone_too():
    principal = dated(("2026-01-31", 9_000), ("2026-02-28", -9_000))
    extra = Charge("服务费", dated(("2026-02-28", -90)))
    assert additive(principal, Fraction("0.1"), [extra]).fees == (("服务费", Decimal("0.12")),)


def test_a_series_that_keeps_no_day_has_its_days_counted():
    # 15 days and 28 days after the 31st: half a month and 28/30 of one
    principal = dated(("2026-01-31", 9_000), ("2026-02-15", -4_500), ("2026-02-28", -4_500))
    extra = Charge("服务费", dated(("2026-02-15", -45), ("2026-02-28", -45)))
    ((_, rate),) = additive(principal, Fraction("0.1"), [extra]).fees
    i = rate / 12
    assert abs(4_545 / (1 + i / 2) + 4_545 / (1 + i * 28 / 30) - 9_000) < Decimal("1e-9")


@pytest.mark.parametrize("flows", [TWELVE, ODD_DAYS])
def test_the_decimal_settings_of_the_caller_have_no_say(flows):
    def everything():
        fee = Charge("服务费", [replace(flow, amount=-5) for flow in flows[1:]])
        found = [annual(flows, method) for method in AnnualMethod]
        added = additive(flows, Fraction(1, 3), [fee])
        return found, added, added.total, [one.shown for one in found]

    usual = everything()
    with localcontext(prec=6):
        assert everything() == usual


def test_only_needless_zeros_are_left_out():
    given = ["5.00", "10.50", "0.050", "120", "-0.10"]
    assert [represent(Decimal(text)) for text in given] == ["5", "10.5", "0.05", "120", "-0.1"]
