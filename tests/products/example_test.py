"""The example everybody sees first says what its comments say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ashore.facts import Case
from ashore.files.case import read_case
from ashore.files.law import read_law
from ashore.ledger.book import Booked
from ashore.ledger.cost import cost_of
from ashore.ledger.loans import Books, books, owed
from ashore.ledger.proof import prove
from ashore.ledger.statement import balance
from ashore.money import fen_of

FILE = Path(__file__).parents[2] / "examples" / "six-loans.toml"


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(FILE)


def the(case, name):
    return next(file for file in case.loans if file.loan.id == name)


def booked(case, name) -> Books:
    file = the(case, name)
    return books(file.loan, file.events, read_law())


def fitting(case, name):
    books_of = booked(case, name)
    assert isinstance(books_of, Booked)
    return [
        {change.key: change.value for change in fit.changes}
        for fit in prove(books_of, the(case, name).claims)
        if fit.fits
    ]


def test_there_are_six_loans_of_six_kinds(case):
    assert len(case.loans) == 6
    assert len({file.loan.product for file in case.loans}) == 6
    assert len({file.loan.method for file in case.loans}) == 5
    assert len({file.loan.lender_type for file in case.loans}) == 5


@pytest.mark.parametrize(
    ("name", "days"),
    [("wld", 20), ("jiebei", 5), ("baitiao", 0), ("xiaojin", 48), ("siren", 13), ("card", 29)],
)
def test_each_is_as_late_as_its_heading_says(case, name, days):
    assert owed(booked(case, name), case.as_of).days_past_due == days


def test_two_claims_equal_our_books(case):
    assert fitting(case, "wld") == [{}]
    (claim,) = the(case, "card").claims
    assert claim.total == owed(booked(case, "card"), claim.on).total


def test_one_claim_covers_only_what_is_due(case):
    assert fitting(case, "jiebei") == [{"covers": "due_now"}]


def test_one_lender_reckons_with_two_other_conventions(case):
    expected = {"penalty.day_basis": "365", "penalty.base": "outstanding_principal"}
    assert fitting(case, "xiaojin") == [expected]


def test_one_claim_fits_nothing(case):
    assert fitting(case, "siren") == []
    assert the(case, "siren").claims[0].total > owed(booked(case, "siren"), case.as_of).total


def test_costs_above_24_percent_are_what_they_are_said_to_be(case):
    assert (
        cost_of(the(case, "xiaojin").loan).nominal_annual
        > cost_of(the(case, "wld").loan).nominal_annual
    )
    assert float(cost_of(the(case, "xiaojin").loan).nominal_annual) > 0.24
    assert float(cost_of(the(case, "baitiao").loan).nominal_annual) > 0.12
    assert the(case, "siren").loan.received == fen_of("9000.00")


def test_the_bounced_payment_was_made_good_with_three_days_of_penalty(case):
    books_of = booked(case, "wld")
    moves = balance(books_of, case.as_of).postings
    paid = [move.amount for move in moves if move.event == "w6" and move.component == "penalty"]
    assert paid == [-fen_of("2.70")]
    assert not [move for move in moves if move.event == "w5"]


def test_the_log_has_a_call_to_the_mother_late_in_the_evening(case):
    late = next(one for one in case.contacts if one.role == "parent" and one.at.hour == 22)
    assert (late.at.minute, late.person, late.disclosed) == (13, "妈妈", ("amount", "days"))
    assert len(case.contacts) >= 10


def test_the_budget_is_there(case):
    assert case.budget.cash == fen_of("3000.00")
    assert case.person.reachable
    assert case.goals.order[:2] == ("essentials", "family")
