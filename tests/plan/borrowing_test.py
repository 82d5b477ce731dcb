"""Before borrowing: costs and outcomes by hand, and what holds for every household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from ashore.files.case import case_of
from ashore.files.guidance import read_guidance
from ashore.files.practice import read_practice
from ashore.plan.borrowing import Basis, Borrowing, Sample, compare
from ashore.plan.household import Due
from ashore.plan.stress import stress_test
from tests.forecast.sample import law
from tests.often import often
from tests.plan.budget_test import budgets
from tests.plan.sample import ON, debt, household


def offer(name: str = "new", **more: object) -> dict:
    return {
        "id": name,
        "lender_type": "consumer_finance",
        "principal": "10000.00",
        "disbursed_on": date(2026, 12, 1),
        "method": "equal_instalment",
        "instalments": 12,
        "first_due_on": date(2027, 1, 1),
        "rate": {"value": "0.015", "per": "month"},
        **more,
    }


def compared(*offers: dict, **more: object) -> Borrowing:
    made = case_of({"ashore": 1, "offers": list(offers), **more})
    basis = Basis(law(), read_practice(), read_guidance())
    return compare(made, basis, ON, Sample(100_000, 3))


def near(rate: Decimal | None, percent: str) -> bool:
    return rate is not None and abs(rate * 100 - Decimal(percent)) <= Decimal("0.005")


def test_yearly_costs_that_are_known():
    """Anchors reckoned outside: an annuity at 18 %, with 1000 kept back, and a flat fee."""
    plain = compared(offer()).offers[0]
    assert near(plain.cost.nominal_annual, "18.00")
    kept = compared(offer(received="9000.00")).offers[0]
    assert near(kept.cost.nominal_annual, "38.80")
    assert kept.kept_back == 100_000
    flat = compared(offer(method="flat", rate={"value": "0.0075", "per": "month"})).offers[0]
    assert near(flat.cost.nominal_annual, "16.22")
    assert flat.monthly == 90_837  # 833.33 + 75.00, the last one 833.37 + 75.00


def test_the_cheapest_comes_first_whatever_the_label_says():
    flat = offer("flat", method="flat", rate={"value": "0.0095", "per": "month"})
    found = compared(flat, offer("level"))
    # 0.95 % a month flat is above 1.5 % a month on what is still owed
    assert [each.loan.id for each in found.offers] == ["level", "flat"]


def test_what_one_missed_payment_costs():
    bullet = offer(
        method="bullet",
        instalments=1,
        principal="1000.00",
        rate={"value": "0.0005", "per": "day"},
        penalty={"multiple": "1.5"},
    )
    (found,) = compared(bullet).offers
    # 1000 x 0.00075 x 30 days = 22.50
    assert found.missed.extra == 2_250
    assert found.missed.instalment == 101_550  # 31 days at 0.0005
    assert found.missed.calls.confidence == "C"


def test_a_card_has_a_rate_and_no_instalments():
    card = {
        "id": "card", "lender_type": "card_issuer", "method": "card", "statement_day": 5,
        "due_day": 25, "rate": {"value": "0.0005", "per": "day"},
        "transactions": [{"on": date(2026, 12, 1), "amount": "1000.00", "kind": "cash_advance"}],
    }  # fmt: skip
    (found,) = compared(card, budget=household()).offers
    assert near(found.cost.nominal_annual, "18.25")
    assert found.missed is None and found.stress == ()


def test_the_household_alone_under_stress():
    found = compared(budget=household(cash="2000.00"), offers=[offer()])
    told = {each.scenario.id: (each.out_on, each.missing) for each in found.stress}
    # 1500 are left a month; 500 at 80 %; at 50 % 1000 are missing each month, 11 months to the end
    horizon = found.end
    assert horizon == date(2028, 1, 1)
    assert told["as_is"] == (None, 0)
    assert told["less_20"] == (None, 0)
    assert told["less_50"][0] == date(2027, 1, 1)
    # 2000 - 2000 - 1500 on 15 December, - 2000 on 1 January
    assert told["month_lost"] == (date(2026, 12, 15), 350_000)


@pytest.mark.parametrize(("amount", "adds"), [("10000.00", 0), ("40000.00", True)])
def test_whether_the_budget_bears_an_offer(amount, adds):
    found = compared(offer(principal=amount), budget=household(cash="2000.00"))
    # 10000 at 18 %: 916.80 of the 1500 a month; 40000: 3667.20
    assert bool(found.adds(found.offers[0])) is bool(adds)


def test_without_a_budget_nothing_is_said_about_bearing():
    found = compared(offer())
    assert found.stress == () and found.adds(found.offers[0]) is None


def test_ways_with_a_published_price():
    ways = {each.way.tip.id: each for each in compared(offer()).ways}
    # 1000 for three months: 4.2 % a month is 126; 0.05 % a day is 18.25 % a year, 45.625
    assert (ways["pawn"].annual, ways["pawn"].cost) == (Decimal("0.504"), 12_600)
    assert (ways["card_cash"].annual, ways["card_cash"].cost) == (Decimal("0.1825"), 4_563)
    assert ways["family"].annual is None and ways["family"].cost is None
    assert not ways["hardship"].way.repaid


def test_what_leaving_a_loan_unpaid_costs():
    loan = debt("a", "6000.00", rate={"value": "0.0005", "per": "day"}, penalty={"multiple": "1.5"})
    (found,) = compared(loans=[loan], budget=household()).waiting
    # 6000 x 0.00075 = 4.50 a day on 6198.00 owed
    assert found.per_day == 450
    assert near(found.annual, "26.50")


def test_loans_that_are_not_overdue_are_paid_meanwhile():
    later = debt("c", "1400.00", due_on=date(2026, 12, 20))
    found = compared(loans=[later], budget=household(cash="2000.00"))
    assert [each.id for each in found.kept] == ["c"]
    # the wage at 80 %: 4000 - 1500 - 1400 - 2000 on 1 January = - 900
    less = next(each for each in found.stress if each.scenario.id == "less_20")
    assert (less.out_on, less.missing) == (date(2027, 1, 1), 90_000)


# ---------------------------------------------------------------- laws


@settings(max_examples=often(50))
@given(budgets, st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200_000)), max_size=3))
def test_less_income_and_more_to_pay_never_help(budget, paid):
    end = date(2027, 11, 23)
    dues = [Due(date.fromordinal(ON.toordinal() + days), "x", fen) for days, fen in paid]
    plain = {each.scenario.id: each.missing for each in stress_test(budget, (), ON, end)}
    paying = {each.scenario.id: each.missing for each in stress_test(budget, dues, ON, end)}
    assert plain["as_is"] <= plain["less_20"] <= plain["less_50"]
    assert plain["as_is"] <= plain["month_lost"]
    assert all(plain[name] <= paying[name] for name in plain)


@settings(max_examples=often(50))
@given(budgets)
def test_what_is_missing_is_just_enough_to_come_through(budget):
    end = date(2027, 6, 1)
    for each in stress_test(budget, (), ON, end):
        helped = replace(budget, cash=budget.cash + each.missing)
        again = next(
            one for one in stress_test(helped, (), ON, end) if one.scenario == each.scenario
        )
        assert (again.out_on, again.missing) == (None, 0)
        assert (each.out_on is None) == (each.missing == 0)
