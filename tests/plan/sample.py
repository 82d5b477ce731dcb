"""A small household and small debts whose figures can be reckoned by hand."""

from __future__ import annotations

from datetime import date

from ashore.facts import Case
from ashore.files.case import case_of
from ashore.files.practice import read_practice
from ashore.ledger.ceiling import lawful_of
from ashore.ledger.loans import owed
from ashore.plan.offers import Ask, Offers, make_offers
from tests.forecast.sample import law

ON = date(2026, 11, 23)


def debt(name: str, amount: str, due_on: date = date(2026, 10, 10), **more: object) -> dict:
    """A debt of one row without interest or penalty, so that the books stand still."""
    return {
        "id": name,
        "name": name.upper(),
        "lender": name,
        "lender_type": "consumer_finance",
        "method": "given",
        "disbursed_on": date(2026, 4, 10),
        "schedule": [{"due_on": due_on, "principal": amount, "interest": "0.00"}],
        **more,
    }


def household(cash: str = "1000.00", wage: str = "5000.00", **more: object) -> dict:
    """5000 on the 10th, rent 2000 on the 1st, food 1500 on the 15th: 1500 are left a month."""
    return {
        "cash": cash,
        "income": [{"name": "工资", "amount": wage, "every": "month", "on": date(2026, 12, 10)}],
        "expenses": [
            {
                "name": "房租", "category": "housing", "amount": "2000.00", "every": "month",
                "on": date(2026, 12, 1),
            },
            {
                "name": "吃饭", "category": "food", "amount": "1500.00", "every": "month",
                "on": date(2026, 12, 15),
            },
        ],
        **more,
    }  # fmt: skip


def case(budget: dict, *loans: dict, **more: object) -> Case:
    return case_of({"ashore": 1, "loans": list(loans), "budget": budget, **more})


def offers(made: Case, **ask: object) -> Offers:
    return make_offers(made, law(), read_practice(), ON, Ask(**ask))


def claimed(booked, day):
    """What can be claimed: what the books show, or what a court grants of it if that is less."""
    state, lawful = owed(booked, day), lawful_of(booked, day, law())
    return state.total - state.credit if lawful is None else lawful.total
