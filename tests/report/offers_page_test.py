"""What the pages about offers and borrowing say in the situations that are not the usual one."""

from __future__ import annotations

from datetime import date

import pytest

from ashore.facts import Case
from ashore.files.case import case_of
from ashore.files.guidance import read_guidance
from ashore.files.practice import read_practice
from ashore.plan.borrowing import Basis, Sample, compare
from ashore.report.borrowing_sections import BorrowPage
from ashore.report.borrowing_values import borrowing_rows
from ashore.report.offers_page import borrowing_html, borrowing_text, offers_html, offers_text
from ashore.report.offers_sections import OfferPage
from ashore.report.paper import Paper
from tests.forecast.sample import law
from tests.plan.borrowing_test import offer
from tests.plan.sample import ON, case, debt, household, offers

RATE = {"rate": {"value": "0.0005", "per": "day"}, "penalty": {"multiple": "1.5"}}
CARD = {
    "id": "card", "lender_type": "card_issuer", "method": "card", "statement_day": 5,
    "due_day": 25, "rate": {"value": "0.0005", "per": "day"}, "minimum": {"rate": "0.10"},
    "transactions": [{"on": date(2026, 9, 1), "amount": "90000.00", "kind": "purchase"}],
}  # fmt: skip


def told(made: Case, **ask: object) -> str:
    """The English text; the other forms are made as well."""
    page = OfferPage(made, offers(made, **ask), law(), read_guidance())
    assert offers_html(page, "zh") and offers_html(page, "en", explain=True)
    assert offers_text(page, Paper(lang="zh"), explain=True)
    return offers_text(page, Paper(lang="en"))


def looked_at(made: Case) -> str:
    basis = Basis(law(), read_practice(), read_guidance())
    page = BorrowPage(made, compare(made, basis, ON, Sample(100_000, 3)), basis)
    assert borrowing_html(page, "zh") and borrowing_rows(page)
    assert borrowing_text(page, Paper(lang="zh"), explain=True)
    return borrowing_text(page, Paper(lang="en"))


def test_when_nothing_is_free_the_routes_come_first():
    text = told(case(household(cash="2000.00", wage="3500.00"), debt("a", "6000.00")))
    assert "leaves nothing for lenders now" in text
    assert text.index("the ways there are") < text.index("An offer for each lender")
    assert "this offer gives no money for now" in text


def test_when_it_takes_too_long_that_is_no_fault_of_anybody():
    text = " ".join(told(case(household(cash="2000.00"), debt("a", "200000.00"))).split())
    assert "is no fault of" in text and "12348: legal aid" in text
    assert "in five years" in text


def test_a_claim_out_of_time_is_warned_of_on_the_first_page():
    old = debt("a", "6000.00", due_on=date(2021, 5, 1), disbursed_on=date(2021, 1, 1))
    text = told(case(household(cash="2000.00"), old))
    assert "limitation is over" in text
    assert text.index("limitation is over") < text.index("An offer for each lender")


def test_a_gap_that_nothing_covers_stays_open():
    text = told(case(household(cash="100.00"), debt("a", "6000.00")))
    assert "1,900.00 by 2026-12-01 stays open" in " ".join(text.split())


def test_uncertain_income_and_cash_at_hand_are_told():
    budget = household(cash="9000.00")
    budget["income"].append(
        {"name": "跑单", "amount": "100.00", "every": "week", "on": ON, "certain": False}
    )
    text = told(case(budget, debt("a", "60000.00")))
    assert "could be paid at once on top" in text
    assert "if uncertain income comes too" in text


@pytest.mark.parametrize(
    ("buffer", "monthly", "said"),
    [
        ("300.00", 130_000, "below the buffer of ¥300.00 from 2027-01-01"),
        ("0", 160_000, "from 2027-01-01 on money for living is missing"),
        ("0", 150_000, "what is always to stay at hand"),
    ],
)
def test_the_check_says_what_breaks_and_when(buffer, monthly, said):
    made = case(household(cash="2000.00", buffer=buffer), debt("a", "60000.00"))
    assert said in " ".join(told(made, monthly=monthly).split())


def test_an_offer_that_does_not_bring_the_debt_down_says_so():
    text = told(case(household(cash="2000.00"), debt("a", "60000.00", **RATE)), monthly=100_000)
    assert "unless interest stops, this sum does not bring the debt down" in " ".join(text.split())


def test_a_card_beyond_sixty_months_says_what_it_would_take():
    text = told(case(household(cash="2000.00", wage="4000.00"), CARD))
    assert "personal instalments over 60 months take" in text


def test_a_private_loan_with_nothing_left_to_claim_is_not_offered_anything():
    paid = {"at": date(2026, 6, 1), "amount": "9000.00"}
    loan = debt(
        "p",
        "1000.00",
        lender_type="private",
        principal="1000.00",
        schedule=[{"due_on": date(2026, 10, 10), "principal": "1000.00", "interest": "9000.00"}],
        payments=[paid],
    )
    text = told(case(household(cash="2000.00"), loan))
    assert "by the private-lending cap nothing is left to claim" in " ".join(text.split())


@pytest.mark.parametrize(
    ("kind", "said"),
    [("suit_filed", "a suit is pending"), ("judgment", "there is a judgment")],
)
def test_once_in_court_the_reports_about_suits_are_silent(kind, said):
    event = {"kind": kind, "on": date(2026, 11, 1), "amount": "6000.00"}
    text = told(case(household(cash="2000.00"), debt("a", "6000.00", events=[event])))
    assert said in text and "suits are reported" not in text


def test_talks_stand_beside_the_offer():
    event = {"kind": "accepted", "on": date(2026, 8, 20), "amount": "500.00"}
    text = told(case(household(cash="2000.00"), debt("a", "6000.00", events=[event])))
    assert "the lender agreed, 500.00 a month; paid since: 0.00, 1500.00 was due" in " ".join(
        text.split()
    )


def test_nothing_owed_needs_no_offer():
    later = debt("c", "900.00", due_on=date(2026, 12, 20))
    assert "nothing is owed that needs an offer" in told(case(household(cash="2000.00"), later))


def case_with(*given: dict, **more: object) -> Case:
    return case_of({"ashore": 1, "offers": list(given), **more})


def test_a_loan_that_the_budget_does_not_bear():
    text = looked_at(case_with(offer(principal="40000.00"), budget=household(cash="2000.00")))
    assert "the budget does not bear it" in " ".join(text.split())


def test_a_card_and_a_case_without_a_budget():
    text = looked_at(case_with({**CARD, "id": "new"}))
    assert "cannot be told" in text and "18.25%" not in text.split("The true cost")[0]


def test_what_is_missing_already_and_what_waiting_costs():
    loan = debt("a", "6000.00", **RATE)
    text = looked_at(case_with(loans=[loan], budget=household(cash="100.00")))
    assert "Not borrowing and leaving a loan unpaid" in text
    assert "even without a loan ¥1,900.00 is missing from 2026-12-01 on" in " ".join(text.split())
    assert "no offer is entered yet" in text


def test_a_private_lender_has_no_reports():
    text = looked_at(case_with(offer(lender_type="private")))
    assert "nothing is reported" in text
