"""Offers: figures by hand, what limits them, and what holds for every household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from ashore.facts import Budget
from ashore.ledger.loans import books, owed
from ashore.loan import Payment
from ashore.plan.budget import PRIORITY, cash_flow, with_extra
from ashore.plan.offers import MONTHS_CHECKED
from ashore.plan.realism import Level
from tests.forecast.sample import law
from tests.often import often
from tests.plan.budget_test import budgets
from tests.plan.sample import ON, case, debt, household, offers

TWO = (debt("a", "6000.00"), debt("b", "3000.00"))


def test_in_proportion_by_hand():
    found = offers(case(household(cash="2000.00"), *TWO))
    # 2000 - 2000 (1st) = 0, + 5000 - 1500 - 2000 = 1500 a month: 1500 can be kept up
    assert (found.most, found.bound, found.lump) == (150_000, "month", 0)
    assert found.days[:2] == (date(2026, 12, 11), date(2027, 1, 11))
    assert [offer.monthly for offer in found.pro_rata] == [100_000, 50_000]
    assert [(offer.stops.months, offer.stops.total) for offer in found.pro_rata] == [
        (6, 600_000),
        (6, 300_000),
    ]
    assert found.pro_rata[0].stops.ends_on == date(2027, 5, 11)
    assert found.realism.level is Level.REALISTIC
    assert found.check.holds
    assert not found.gap.uses and not found.gap.open


def test_a_single_day_limits_and_the_gap_is_told():
    budget = household(
        resources=[
            {
                "name": "姐姐", "kind": "family_loan", "amount": "3000.00", "rate": "0.10",
                "available_on": date(2026, 11, 30),
            }
        ]
    )  # fmt: skip
    found = offers(case(budget, *TWO))
    # 1000 - 2000 on the 1st: 1000 missing; the low of January is 500, of February 2000
    assert (found.most, found.bound, found.bound_on) == (50_000, "day", date(2026, 12, 11))
    # 500 whole yuan at 2 : 1, largest remainder first
    assert [offer.monthly for offer in found.pro_rata] == [33_300, 16_700]
    assert [offer.stops.months for offer in found.pro_rata] == [19, 18]
    (use,) = found.gap.uses
    assert (use.need_by, use.amount, use.cost_year) == (date(2026, 12, 1), 100_000, 10_000)
    # 742 days to 2028-12-11: 1000 x 0.10 x 742 / 365 = 203.287..
    assert use.cost == 20_329
    assert found.check.holds
    assert found.check.months[1].lowest == 0


def test_a_sum_of_ones_own_that_is_too_high_says_from_when():
    found = offers(case(household(cash="2000.00"), *TWO), monthly=160_000)
    # 1500 - 1600 after the first month: the rent of January is 100 short, one more each month
    assert (found.check.short_on, found.check.short) == (date(2027, 1, 1), 240_000)
    assert not found.check.holds
    held = offers(case(household(cash="2000.00", buffer="300.00"), *TWO), monthly=130_000)
    assert held.check.below_buffer_on == date(2027, 1, 1)
    assert held.check.short_on is None


def test_what_is_not_overdue_is_kept_up_first():
    later = debt("c", "900.00", due_on=date(2026, 12, 20))
    found = offers(case(household(cash="2000.00"), *TWO, later))
    assert [each.id for each in found.kept] == ["c"]
    assert [(due.on, due.amount) for due in found.kept_dues] == [(date(2026, 12, 20), 90_000)]
    # 1500 - 900 = 600 in January
    assert (found.most, found.bound) == (60_000, "day")
    every = offers(case(household(cash="2000.00"), *TWO, later), every=True)
    assert [offer.loan for offer in every.pro_rata] == ["a", "b", "c"]
    assert every.most == 150_000


def test_hoped_for_income_is_told_apart():
    budget = household(cash="2000.00")
    budget["income"].append(
        {"name": "跑单", "amount": "300.00", "every": "month", "on": ON, "certain": False}
    )
    found = offers(case(budget, *TWO))
    # 300 on the 23rd on top of the 1500; by the first low of January two of them have come
    assert (found.most, found.most_expected) == (150_000, 180_000)
    assert [offer.monthly for offer in found.pro_rata] == [100_000, 50_000]


def test_a_token_is_small_equal_and_told_what_it_does():
    found = offers(case(household(cash="2000.00"), *TWO))
    assert [offer.monthly for offer in found.token] == [5_000, 5_000]
    assert found.token[0].stops.left_checked == 600_000 - 24 * 5_000
    assert [offer.monthly for offer in offers(case(household(), *TWO), token=8_000).token] == [
        8_000,
        8_000,
    ]


def test_interest_that_runs_on_is_what_the_books_say():
    loan = debt("a", "6000.00", rate={"value": "0.0005", "per": "day"}, penalty={"multiple": "1.5"})
    made = case(household(cash="2000.00"), loan)
    (offer,) = offers(made).pro_rata
    file = made.loans[0]
    paid = [
        Payment(id=f"x{day}", at=day, amount=offer.monthly)
        for day in offers(made).days[: offer.runs.months]
    ]
    assert offer.runs.months is not None
    end = paid[-1].at
    left = owed(books(file.loan, paid, law()), end)
    assert left.total - left.credit == offer.runs.total - offer.monthly * len(paid)
    before = owed(books(file.loan, paid[:-1], law()), paid[-1].at - timedelta(days=1))
    assert before.total > 0
    # 44 days late at 0.00075 a day on 6000: 198 of penalty
    assert offer.owed == 619_800
    assert offer.runs.months > offer.stops.months or offer.runs.total > offer.stops.total


def test_a_debt_that_outgrows_a_small_sum_is_said_so():
    loan = debt(
        "a", "60000.00", rate={"value": "0.0005", "per": "day"}, penalty={"multiple": "1.5"}
    )
    (offer,) = offers(case(household(cash="2000.00"), loan), monthly=100_000).pro_rata
    # 60000 x 0.00075 x 30 = 1350 a month
    assert not offer.shrinks
    assert offer.runs.months is None and offer.runs.left > offer.owed


def test_the_cap_on_private_loans_is_where_an_offer_begins():
    loan = debt(
        "p",
        "10000.00",
        lender_type="private",
        schedule=[{"due_on": date(2026, 10, 10), "principal": "10000.00", "interest": "3000.00"}],
    )
    (offer,) = offers(case(household(cash="2000.00"), loan)).pro_rata
    # 4 x LPR = 12 %: 10000 x 0.12 x 183 / 365 = 601.64 up to the due day; no penalty was agreed
    assert (offer.owed, offer.base) == (1_300_000, 1_060_164)
    assert offer.stops.total == 1_060_164


def test_a_card_has_a_rule_and_an_online_loan_has_none():
    card = {
        "id": "card", "lender_type": "card_issuer", "method": "card", "statement_day": 5,
        "due_day": 25, "rate": {"value": "0.0005", "per": "day"},
        "minimum": {"rate": "0.10"},
        "transactions": [{"on": date(2026, 9, 1), "amount": "6000.00", "kind": "purchase"}],
    }  # fmt: skip
    found = offers(case(household(cash="2000.00"), card, debt("a", "6000.00")))
    on_card, on_loan = found.pro_rata
    assert on_card.months_max == 60
    assert on_card.least_in_rule == -(-on_card.owed // 60)
    assert on_loan.months_max is None and on_loan.least_in_rule is None
    calls = {side.loan: side.effects[-1] for side in found.sides}
    assert calls["card"].cites and not calls["a"].cites


def test_what_an_offer_sets_in_motion_is_told_before():
    (side,) = offers(case(household(cash="2000.00"), debt("a", "6000.00"))).sides
    kinds = [effect.kind for effect in side.effects]
    assert kinds == ["limitation", "credit", "penalty", "collection"]
    # due 2026-10-10, three years; a promise on 2026-11-23 moves the last day
    limitation, credit = side.effects[:2]
    assert "2029-10-10" in limitation.text.zh and "2029-11-23" in limitation.text.zh
    assert limitation.careful
    # paid off after four payments of 1500 on 2027-03-11, five years more
    assert "2027-03-11" in credit.text.en and "2032-03-11" in credit.text.en
    assert side.court.cost.half.amount == 2_500
    assert side.court.months == (2, 4)


def test_a_claim_that_is_out_of_time_comes_with_a_warning():
    old = debt("a", "6000.00", due_on=date(2021, 5, 1), disbursed_on=date(2021, 1, 1))
    (side,) = offers(case(household(cash="2000.00"), old)).sides
    assert side.clock.over
    assert side.effects[0].careful and "2024-05-01" in side.effects[0].text.zh


@pytest.mark.parametrize(
    ("wage", "amount", "level"),
    [
        ("3500.00", "6000.00", Level.NOTHING_FREE),
        ("5000.00", "90000.00", Level.REALISTIC),  # exactly 60 months
        ("5000.00", "90001.00", Level.NOT_REALISTIC),
    ],
)
def test_when_paying_is_realistic(wage, amount, level):
    found = offers(case(household(cash="2000.00", wage=wage), debt("a", amount)))
    assert found.realism.level is level


def test_only_without_interest():
    loan = debt(
        "a", "60000.00", rate={"value": "0.0005", "per": "day"}, penalty={"multiple": "1.5"}
    )
    found = offers(case(household(cash="2000.00"), loan))
    assert found.realism.level is Level.IF_INTEREST_STOPS
    assert [one.met for one in found.realism.criteria] == [True, True, False]


def test_a_sum_of_ones_own_does_not_change_what_the_budget_says():
    made = case(household(cash="2000.00"), debt("a", "90000.00"))
    assert offers(made, monthly=10_000).realism == offers(made).realism


def test_nothing_owed():
    found = offers(case(household(), debt("c", "900.00", due_on=date(2026, 12, 20))))
    assert found.realism.level is Level.NOTHING_OWED
    assert found.pro_rata == () == found.token


# ---------------------------------------------------------------- laws

DEBTS = st.lists(st.integers(1, 2_000_000), min_size=1, max_size=4)


@settings(max_examples=often(50))
@given(budgets, DEBTS)
def test_an_offer_is_never_more_than_the_days_bear(budget: Budget, owed_each):
    loans = [debt(f"l{n}", f"{fen // 100}.{fen % 100:02}") for n, fen in enumerate(owed_each)]
    made = replace(case(household(), *loans), budget=budget)
    found = offers(made)
    assert sum(offer.monthly for offer in found.pro_rata) <= found.most
    assert all(offer.monthly <= offer.base for offer in found.pro_rata)
    assert found.most <= max(0, found.month.surplus)
    # Booked anew as money gone: from the first payment on no day is below the buffer.
    paid = budget
    for day in found.days[:MONTHS_CHECKED]:
        paid = with_extra(paid, day, -found.most)
    flow = cash_flow(paid, ON, found.check.months[-1].end, "pessimistic")
    lows = [day.low for day in flow.days if day.on >= found.days[0]]
    if found.most:
        assert min(lows) >= budget.buffer
        assert found.check.holds


@settings(max_examples=often(25))
@given(budgets, st.integers(1, 100_000))
def test_more_to_live_on_never_raises_what_is_offered(budget: Budget, more):
    made = replace(case(household(), debt("a", "5000.00")), budget=budget)
    dearer = replace(
        budget,
        expenses=(
            *budget.expenses,
            *(replace(each, amount=each.amount + more) for each in budget.expenses[:1]),
        ),
    )
    assert offers(replace(made, budget=dearer)).most <= offers(made).most
    assert "other" not in PRIORITY
