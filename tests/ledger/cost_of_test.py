"""The yearly cost of a loan and the caps it is measured against."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest

from ashore.days import DayCount, month_step
from ashore.files.law import read_law
from ashore.ledger.cost import cost_of, loan_flows
from ashore.ledger.measure import agreed_rate, court_rate, late_rate, measure
from ashore.loan import CardTerms, LenderType, Method
from tests.ledger.build import day, fee, fen, given, loan, rate_of, row

LAW = read_law()


def percent(rate: Decimal | None) -> str:
    assert rate is not None
    return f"{rate * 100:.2f}"


def test_the_worked_example_of_the_2021_notice():
    # 100,000 with a fee of 1,000 up front, twelve payments of 8,833.30: 12.80 % and 13.58 %
    rows = [row(str(month_step(day("2025-02-15"), k)), "8833.30") for k in range(12)]
    made = replace(given(*rows, begin="2025-01-15"), principal=fen("100000"), received=fen("99000"))
    cost = cost_of(made)
    assert (percent(cost.nominal_annual), percent(cost.effective_annual)) == ("12.80", "13.58")
    assert (cost.cash_received, cost.total_paid) == (fen("99000"), fen("105999.60"))


@pytest.mark.parametrize(
    ("n", "flat", "simple"),
    [
        (6, "0.0050", "10.21"), (6, "0.0100", "20.29"), (12, "0.0060", "13.03"),
        (12, "0.0075", "16.22"), (24, "0.0100", "21.57"), (36, "0.0075", "16.24"),
    ],
)  # fmt: skip
def test_what_a_flat_monthly_fee_really_costs(n, flat, simple):
    made = loan("flat", "100000", n=n, rate=f"{flat} month")
    assert percent(cost_of(made).nominal_annual) == simple


def test_a_fee_kept_back_at_payout_raises_the_cost():
    # 18 % on 10,000 with 9,000 received: 38.80 %
    made = loan("equal_instalment", "10000", rate="0.18 year")
    assert percent(cost_of(made).nominal_annual) == "18.00"
    short = replace(made, received=fen("9000"))
    assert percent(cost_of(short).nominal_annual) == "38.80"
    as_fee = replace(made, fees=(fee("up_front", "1000"),))
    assert cost_of(as_fee) == cost_of(short)


def test_an_up_front_fee_paid_from_the_own_pocket_costs_the_same():
    made = loan("equal_instalment", "10000", rate="0.18 year", fees=(fee("up_front", "1000"),))
    aside = replace(made, received=fen("10000"))
    assert cost_of(aside).nominal_annual == cost_of(made).nominal_annual
    assert cost_of(aside).cash_received == fen("9000")


def test_every_fee_on_a_date_or_with_an_instalment_counts():
    plain = loan("equal_principal", "1200", n=3, rate="0.01 month")
    dated = replace(plain, fees=(fee("2026-02-20", "5"), fee("each_instalment", "1")))
    assert sum(flow.amount for flow in loan_flows(plain)) - fen("8") == sum(
        flow.amount for flow in loan_flows(dated)
    )


def test_a_weekly_loan_has_no_monthly_rate_but_a_yearly_one():
    made = loan("equal_principal", "1000", n=4, rate="0.52 year", every="7 days")
    cost = cost_of(made)
    assert cost.monthly_irr is None
    assert cost.effective_annual is None
    # 1 % a week × 365 / 7
    assert percent(cost.nominal_annual) == "52.14"


def test_uneven_periods_are_said():
    odd = loan("equal_principal", "1200", n=3, rate="0.0005 day", count="actual",
               begin="2026-01-05", first="2026-02-20")  # fmt: skip
    assert cost_of(odd).notes
    assert not cost_of(loan("equal_principal", "1200", n=3)).notes


def test_a_loan_that_gives_nothing_has_no_rate():
    made = replace(loan("equal_principal", "1200", n=3), received=0)
    cost = cost_of(made)
    assert (cost.xirr, cost.nominal_annual) == (None, None)
    assert "没有利率" in cost.message.zh


def test_a_two_month_step_gives_a_monthly_rate_too():
    made = loan("bullet", "1000", n=1, rate="0.12 year", every="2 months")
    cost = cost_of(made)
    assert percent(cost.nominal_annual) == "12.00"
    assert percent(cost.effective_annual) == "12.62"


def test_a_card_is_reckoned_from_its_daily_rate():
    card = replace(
        loan("equal_principal", "0", rate="0.0005 day", count="actual"),
        method=Method.CARD,
        card=CardTerms(statement_day=5, due_day=25),
    )
    assert percent(cost_of(card).nominal_annual) == "18.25"
    assert court_rate(card) is None


@pytest.mark.parametrize("said", [LenderType.BANK, LenderType.CARD_ISSUER])
def test_a_banks_card_has_the_lines_of_card_issuers_and_none_of_a_banks_loans(said):
    terms = CardTerms(statement_day=5, due_day=25)
    card = replace(loan("bullet", "1000"), method=Method.CARD, card=terms, lender_type=said)
    on = day("2026-06-01")
    checks = measure(card, cost_of(card), on, on, LAW)
    applies = {each.line.norm for each in checks if each.line.applies}
    assert "cn.cap.card_fairness" in applies
    bank = loan("bullet", "1000")
    assert bank.lender_type is LenderType.BANK
    for_loans = {each.line.norm for each in measure(bank, cost_of(bank), on, on, LAW)
                 if each.line.applies and each.line.value is not None}  # fmt: skip
    assert for_loans and not applies & for_loans


def test_the_callers_decimal_settings_do_not_matter():
    made = loan("equal_instalment", "10000", rate="0.18 year")
    usual = cost_of(made)
    with localcontext(prec=3):
        assert cost_of(made) == usual
        assert court_rate(made) == court_rate(made)


def test_courts_and_supervisors_are_measured_each_their_own_way():
    made = replace(
        loan("flat", "12000", n=12, rate="0.012 month", begin="2025-11-05"),
        lender_type=LenderType.ASSISTED_BANK,
    )
    checks = {
        check.line.norm: check
        for check in measure(made, cost_of(made), day("2026-06-01"), day("2026-06-01"), LAW)
    }
    court, supervisor = checks["cn.cap.court_reduction"], checks["cn.cap.assisted"]
    assert court.line.applies
    assert supervisor.line.applies
    assert court.measured == court_rate(made)
    assert supervisor.measured == cost_of(made).nominal_annual
    assert court.basis.en == (
        "simple interest on the principal received, actual days / 365 (as courts count)"
    )
    assert supervisor.basis.en == (
        "12 × the monthly rate of return with every fee (as supervisors count)"
    )
    assert supervisor.exceeded is True  # 25.56 % against 24 %


def test_a_cap_that_does_not_apply_is_never_exceeded_and_says_why():
    made = replace(loan("flat", "12000", rate="0.03 month"), lender_type=LenderType.BANK)
    checks = measure(made, cost_of(made), day("2026-06-01"), day("2026-06-01"), LAW)
    outside = [check for check in checks if not check.line.applies]
    assert outside
    assert all(check.exceeded is None and check.line.why_not.zh for check in outside)
    assert "cn.cap.private" in {check.line.norm for check in outside}


def test_deducted_interest_counts_as_a_charge_on_what_was_received():
    made = loan("interest_only", "10000", n=1, rate="0.01 month", begin="2025-01-01")
    # 100 on 10,000 for 31 days; then 1,100 on 9,000
    assert percent(court_rate(made)) == "11.77"
    assert percent(court_rate(replace(made, received=fen("9000")))) == "143.91"
    assert court_rate(replace(made, received=0)) is None


# ---- exactly at a line


def held(made, norm: str):
    made = replace(made, lender_type=LenderType.BANK)
    on = day("2026-11-20")
    return {each.line.norm: each for each in measure(made, cost_of(made), on, on, LAW)}[norm]


@pytest.mark.parametrize("count", ["period", "30/360", "act/360", "act/365"])
@pytest.mark.parametrize("method", ["equal_instalment", "equal_principal", "interest_only"])
def test_two_percent_a_month_is_not_above_twenty_four_a_year(method, count):
    """Days and fen lift 2 % a month a little above 24 % a year; that alone is not "above"."""
    made = loan(method, "10000", rate="0.02 month", begin="2026-01-15", count=count)
    check = held(made, "cn.cap.court_reduction")
    assert check.exceeded is False
    assert percent(check.measured) == "24.00"
    above = held(replace(made, rate=rate_of("0.0201 month")), "cn.cap.court_reduction")
    assert above.exceeded is True


def test_a_fen_an_instalment_is_no_excess_and_two_are():
    # 10,000 for 365 days: 24 % are 2,400.00; one instalment, one fen
    for interest, exceeded in (("2400.01", False), ("2400.02", True)):
        made = given(row("2026-01-01", "10000", interest), begin="2025-01-01")
        check = held(made, "cn.cap.court_reduction")
        assert check.exceeded is exceeded
        assert percent(check.measured) == "24.00"


def test_a_fen_for_a_year_has_a_rate_too_and_rounding_is_all_of_it():
    made = given(row("2026-01-01", "0.01", "0.01"), begin="2025-01-01")
    assert court_rate(made) == 1
    assert held(made, "cn.cap.court_reduction").exceeded is False


def test_where_nothing_arrived_no_line_is_passed():
    made = replace(loan("equal_principal", "1200"), received=0)
    check = held(made, "cn.cap.court_reduction")
    assert (check.measured, check.exceeded) == (None, None)


def test_below_the_line_one_reading_is_enough():
    made = loan("equal_instalment", "10000", rate="0.01 month", begin="2026-01-15")
    assert agreed_rate(made) is not None
    check = held(made, "cn.cap.court_reduction")
    assert (check.exceeded, check.basis.en[:15]) == (False, "simple interest")


def test_the_day_of_filing_decides_which_lines_are_held_beside_it():
    # the reduction for banks counts for suits filed from 4 August 2017 on
    made = loan("equal_instalment", "10000", n=24, rate="0.03 month", begin="2016-03-01")
    for filed, applies in (("2017-08-03", False), ("2017-08-04", True)):
        checks = measure(made, cost_of(made), day(filed), day("2017-09-01"), LAW)
        (check,) = [one for one in checks if one.line.norm == "cn.cap.court_reduction"]
        assert check.line.applies is applies


def test_both_readings_are_told_where_only_days_lift_a_rate_above():
    made = loan("equal_instalment", "10000", rate="0.24 year", begin="2026-01-15")
    check = held(made, "cn.cap.court_reduction")
    assert percent(court_rate(made)) == "24.09"
    assert percent(agreed_rate(made)) == "24.00"
    assert check.basis.en == (
        "by the rate a month or a year as agreed, which keeps to it; by actual days / 365, as "
        "courts usually count, 24.09%: either may be taken"
    )
    assert check.basis.zh == (
        "按约定的月利率或年利率折算，没有超过；按实际天数/365（法院常用）是 24.09%，"
        "两种算法都可能被采用"
    )
    by_the_day = loan("equal_instalment", "10000", rate="0.0007 day", begin="2026-01-15",
                      count="actual")  # fmt: skip
    assert agreed_rate(by_the_day) is None
    assert held(by_the_day, "cn.cap.court_reduction").exceeded is True


def test_dated_fees_are_charges_and_fees_on_default_are_not():
    made = loan("interest_only", "10000", n=1, rate="0.01 month", begin="2025-01-01")
    dated = replace(made, fees=(fee("2025-01-20", "50"),))
    assert percent(court_rate(dated)) == "17.66"  # 150 on 10,000 for 31 days
    assert court_rate(replace(made, fees=(fee("on_default", "50"),))) == court_rate(made)
    assert court_rate(replace(made, fees=(fee("each_instalment", "50"),))) == court_rate(dated)
    assert court_rate(replace(made, fees=(fee("2025-01-20", rate="0.005"),))) == court_rate(dated)
    of_all = fee("2025-01-20", rate="0.005", of="outstanding")
    assert court_rate(replace(made, fees=(of_all,))) == court_rate(dated)
    no_base = fee("2025-01-20", rate="1", of="instalment")  # a dated fee belongs to no instalment
    assert court_rate(replace(made, fees=(no_base,))) == court_rate(made)


def test_a_line_on_overdue_charges_is_held_beside_the_rate_of_being_late():
    made = replace(
        loan("interest_only", "10000", rate="0.12 year", penalty="1.5 overdue_principal"),
        lender_type=LenderType.PRIVATE,
    )
    on = day("2026-11-20")
    checks = {each.line.norm: each for each in measure(made, cost_of(made), on, on, LAW)}
    late = checks["cn.cap.private.overdue"]
    assert percent(late.measured) == "18.25"  # 0.12 / 360 x 1.5 x 365
    assert late.exceeded is True
    assert "default" in late.basis.en
    assert late_rate(replace(made, penalty=None)) is None
    beside = replace(made, penalty=replace(made.penalty, replaces_interest=False))
    assert percent(late_rate(beside)) == "30.42"
    of_365 = replace(made, day_count=DayCount.ACT_365)
    assert percent(late_rate(of_365)) == "18.00"
    assert percent(late_rate(replace(of_365, penalty=beside.penalty))) == "30.00"
