"""What goes into the yearly cost of a loan: which money counts, on which day, and what is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ashore.ledger.cost import cost_of, loan_flows
from ashore.ledger.irr import NO_RATE
from ashore.loan import CardTerms, Method
from ashore.words import Text
from tests.ledger.build import day, fee, fen, given, loan, row


def near(found: Decimal | None, wanted: str) -> bool:
    assert found is not None
    return abs(found - Decimal(wanted)) < Decimal("1e-9")


def card(rate: str):
    made = loan("equal_principal", "0", rate=rate, count="actual")
    return replace(made, method=Method.CARD, card=CardTerms(statement_day=5, due_day=25))


def test_a_card_shows_its_rate_a_month_simply_and_compounded():
    # 0.05 % a day: 18.25 % a year, 1.520833 % a month; 1.01520833^12 = 1.19856…
    cost = cost_of(card("0.0005 day"))
    assert near(cost.monthly_irr, "0.015208333333")
    assert near(cost.nominal_annual, "0.1825")
    assert cost.effective_annual is not None
    assert f"{cost.effective_annual:.4f}" == "0.1986"
    assert (cost.cash_received, cost.total_paid, cost.xirr) == (0, 0, None)
    assert cost.message.zh == "信用卡没有固定还款计划：按日利率折算，不含违约金等费用"
    assert cost.message.en == (
        "a card has no schedule: reckoned from the daily rate, without late fees"
    )


def test_a_card_with_a_yearly_rate_has_365_days():
    assert near(cost_of(card("0.1825 year")).nominal_annual, "0.1825")


def test_a_level_loan_costs_what_its_rate_says_a_month():
    # 10,000 at 1.5 % a month, instalments rounded to the fen: the rate comes back to 6 digits
    cost = cost_of(loan("equal_instalment", "10000", n=12, rate="0.015 month"))
    assert cost.monthly_irr is not None
    assert f"{cost.monthly_irr:.6f}" == "0.015000"
    assert cost.message == Text("只有一个利率", "there is exactly one rate")


def test_one_repayment_after_365_days_has_the_rate_of_the_year():
    made = loan("bullet", "1000", n=12, rate="0.01 month", begin="2025-01-05")
    cost = cost_of(made)
    assert (cost.cash_received, cost.total_paid) == (fen("1000"), fen("1120"))
    assert near(cost.xirr, "0.12")


def test_a_bullet_of_twelve_months_compounds_month_by_month():
    # 1.12^(1/12) − 1 = 0.948879 % a month, 11.386552 % a year simply, 12 % compounded
    made = loan("bullet", "1000", n=12, rate="0.01 month", begin="2025-01-05")
    cost = cost_of(made)
    assert near(cost.monthly_irr, "0.009488792935")
    assert near(cost.nominal_annual, "0.113865515214")
    assert near(cost.effective_annual, "0.12")


def test_a_fee_of_the_principal_on_a_day_is_paid_on_that_day():
    made = loan("equal_principal", "1200", n=3, rate="0.01 month",
                fees=(fee("2026-02-20", rate="0.02"),))  # fmt: skip
    (extra,) = [flow for flow in loan_flows(made) if flow.on == day("2026-02-20")]
    assert extra.amount == -fen("24.00")


def test_a_fee_of_what_is_outstanding_takes_the_whole_loan_in_a_plan_without_its_events():
    made = loan(
        "equal_principal", "1200", n=3, fees=(fee("2026-02-20", rate="0.02", of="outstanding"),)
    )
    (extra,) = [flow for flow in loan_flows(made) if flow.on == day("2026-02-20")]
    assert extra.amount == -fen("24.00")


def test_a_dated_fee_that_is_a_rate_of_an_instalment_has_nothing_to_be_a_rate_of():
    made = loan(
        "equal_principal", "1200", n=3, fees=(fee("2026-02-20", rate="1", of="instalment"),)
    )
    (extra,) = [flow for flow in loan_flows(made) if flow.on == day("2026-02-20")]
    assert extra.amount == 0


def test_what_is_said_is_about_the_rate_that_is_missing():
    # 0.01 back for 10,000 a day later: −99.9999 % a day, and no rate a year above −100 %
    soon = given(row("2026-01-06", "0.01"), every="1 days")
    cost = cost_of(replace(soon, received=fen("10000")))
    assert (cost.xirr, cost.message) == (None, NO_RATE)
    assert near(cost.nominal_annual, "-364.999635")
    # 0.01 back for 100,000,000,000 in ten years: a rate a year, but none for the one period
    late = given(row("2036-01-05", "0.01"), every="120 months")
    cost = cost_of(replace(late, received=fen("100000000000")))
    assert (cost.nominal_annual, cost.message) == (None, NO_RATE)
    assert cost.xirr is not None


def test_a_fee_after_the_last_due_day_counts_with_the_last_instalment():
    plain = loan("equal_principal", "1200", n=3, rate="0.01 month")
    last, later = (replace(plain, fees=(fee(on, "30"),)) for on in ("2026-04-05", "2026-06-01"))
    first = replace(plain, fees=(fee("2026-02-05", "30"),))
    assert cost_of(later).nominal_annual == cost_of(last).nominal_annual
    assert cost_of(later).nominal_annual != cost_of(first).nominal_annual
    assert cost_of(later).xirr != cost_of(last).xirr


def test_what_is_received_is_what_comes_in():
    made = replace(loan("equal_principal", "1200", n=3, rate="0.01 month"), received=1)
    cost = cost_of(made)
    assert (cost.cash_received, cost.total_paid) == (1, fen("1224"))


def test_uneven_periods_are_explained_in_both_languages():
    odd = loan("equal_principal", "1200", n=3, rate="0.0005 day", count="actual",
               begin="2026-01-05", first="2026-02-20")  # fmt: skip
    (note,) = cost_of(odd).notes
    assert note.zh == "各期天数不等，月利率按每期一个月计算；xirr 按实际天数计算"
    assert note.en == (
        "the periods differ in days; the monthly rate counts each as one month, xirr "
        "counts actual days"
    )


def test_a_loan_repaid_at_once_after_a_year_costs_what_it_says():
    # 1,000 for a year at 12 %: 1,120 back; 12 × (1.12^(1/12) − 1) = 11.39 %, compounded 12 %
    made = loan("bullet", "1000", n=1, rate="0.12 year", begin="2025-01-05", first="2026-01-05")
    found = cost_of(made)
    assert found.total_paid == 112000
    assert round(float(found.nominal_annual), 4) == 0.1139
    assert round(float(found.effective_annual), 6) == 0.12
