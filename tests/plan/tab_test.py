"""Open books say what the closed ones say, for loans and cards, whatever is paid on the way."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from ashore.files.case import read_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.ledger.loans import books, owed
from ashore.plan.question import question_of
from ashore.plan.tabs import tab_of
from tests.plan.sample import claimed
from tests.report.sample import SIX

LAW = read_law(("CN",))


@pytest.fixture(scope="module")
def question():
    case = read_case(SIX)
    return question_of(case, LAW, read_practice(), case.as_of)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("loan", range(6))
def test_what_is_needed_is_what_is_due_now(question, loan, seed):
    chance, debt = Random(seed), question.debts[loan]
    tab, day = tab_of(debt, question.on), question.on
    for number in range(8):
        booked = books(debt.view.file.loan, (*debt.view.stand.booked.events, *tab.payments), LAW)
        state = owed(booked, day)
        needed = max(0, state.due_now - state.credit)
        assert tab.need(day, day) == max(0, min(needed, claimed(booked, day)))
        amount = chance.choice([0, tab.need(day, day), chance.randint(1, 150_000)])
        if amount:
            tab.pay(day, amount, f"p{number}")
        day += timedelta(days=chance.randint(1, 40))


@pytest.mark.parametrize("loan", range(6))
def test_a_goal_is_missed_on_the_day_the_books_reach_it(question, loan):
    debt = question.debts[loan]
    tab = tab_of(debt, question.on)
    tab.go(question.end)
    ahead = [due for due in debt.dues if due.due_on > question.on]
    first = tab.first_late(10, ahead, question.end)
    assert first == ahead[0].due_on + timedelta(days=10)
    before = owed(debt.view.stand.booked, first)
    assert before.days_past_due >= 10


def test_settling_early_pays_what_settles_and_ends_the_loan(question):
    debt = next(each for each in question.debts if each.id == "baitiao")
    tab = tab_of(debt, question.on)
    offer = tab.offer(question.on)
    tab.more(question.on, offer.most, "early")
    booked = books(debt.view.file.loan, (*debt.view.stand.booked.events, *tab.payments), LAW)
    end = owed(booked, question.end)
    assert (end.total, end.credit) == (0, 0)
    assert all(tab.cleared_on(due) == question.on for due in debt.dues)
