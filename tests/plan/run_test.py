"""The plan of the example: dates, sums, goals, and that it is what the books say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ashore.files.case import read_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.ledger.loans import books, owed
from ashore.loan import Payment
from ashore.plan.run import Options, plan
from ashore.words import BadInput
from tests.plan.sample import claimed

ROOT = Path(__file__).parents[2]
LAW, PRACTICE = read_law(("CN",)), read_practice()
QUICK = Options(fine=False, compare=False, shortages=False)


@pytest.fixture(scope="module")
def case():
    return read_case(ROOT / "examples" / "six-loans.toml")


@pytest.fixture(scope="module")
def made(case):
    return plan(case, LAW, PRACTICE, case.as_of, Options(fine=False, shortages=False))


def test_amounts_are_whole_fen(made):
    assert made.payments
    assert all(type(each.amount) is int and each.amount > 0 for each in made.payments)


def test_no_payment_takes_what_essentials_need(made):
    assert all(stretch.kept >= 0 for stretch in made.money)


def test_every_payment_says_why_in_both_languages(made):
    assert all(each.why.zh and each.why.en for each in made.payments)


def test_the_cost_is_what_the_books_say(case, made):
    cost = 0
    for file in case.loans:
        paid = [
            Payment(id=f"p{n}", at=each.on, amount=each.amount)
            for n, each in enumerate(made.payments)
            if each.loan == file.loan.id
        ]
        before, after = (books(file.loan, (*file.events, *more), LAW) for more in ((), paid))
        cost += claimed(after, made.end) - claimed(before, made.on)
        cost += sum(each.amount for each in paid)
    assert cost == made.cost


def test_kept_triggers_are_kept_by_the_books(case, made):
    files = {file.loan.id: file for file in case.loans}
    for trigger in made.triggers:
        if trigger.state != "kept":
            continue
        file = files[trigger.loan]
        paid = [
            Payment(id=f"p{n}", at=each.on, amount=each.amount)
            for n, each in enumerate(made.payments)
            if each.loan == trigger.loan
        ]
        booked = books(file.loan, (*file.events, *paid), LAW)
        for months in range(12):
            day = date.fromordinal(made.on.toordinal() + 30 * months)
            assert owed(booked, day).days_past_due < trigger.days


def test_it_misses_no_more_than_any_usual_way(made):
    ours = dict(made.compared[0].missed)
    assert made.compared[0].name == "optimum"
    for other in made.compared[1:]:
        assert ours["family"] <= dict(other.missed)["family"]


def test_the_same_case_gives_the_same_plan(case):
    first = plan(case, LAW, PRACTICE, case.as_of, QUICK)
    again = plan(case, LAW, PRACTICE, case.as_of, QUICK)
    assert first == again


def test_a_case_without_a_budget_is_told_what_to_write(case):
    with pytest.raises(BadInput, match="budget"):
        plan(replace(case, budget=None), LAW, PRACTICE, case.as_of)
