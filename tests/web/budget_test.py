"""The household and what matters: each change is a version of the case."""

from __future__ import annotations

from ashore.web import store
from ashore.web.models import CaseFile
from tests.web.cast import text_of


def case_of(code):
    return store.opened(CaseFile.objects.get(id=code), "me").case


def test_the_page_shows_the_month(client, demo):
    page = text_of(client.get(f"/c/{demo}/budget/"))
    assert "平均每月能用来还款" in page and "房租" in page


def test_an_income_is_added_and_taken_away_again(client, demo):
    before = case_of(demo).budget
    row = {"name": "兼职", "amount": "300", "every": "week", "on": "2026-12-01", "certain": ""}
    assert client.post(f"/c/{demo}/budget/income/", row).status_code == 302
    made = case_of(demo).budget.income[-1]
    assert (made.name, made.amount, made.every, made.certain) == ("兼职", 30000, "week", False)
    place = len(before.income)
    client.post(f"/c/{demo}/budget/income/{place}/remove/")
    assert case_of(demo).budget == before
    assert CaseFile.objects.get(id=demo).versions.count() == 3


def test_an_expense_and_a_resource_are_added(client, demo):
    client.post(
        f"/c/{demo}/budget/expenses/",
        {"name": "药", "amount": "80", "every": "month", "on": "2026-12-01", "category": "health"},
    )
    client.post(
        f"/c/{demo}/budget/resources/",
        {
            "name": "自行车",
            "kind": "sale",
            "amount": "400",
            "available_on": "2026-12-01",
            "rate": "",
        },
    )
    budget = case_of(demo).budget
    assert budget.expenses[-1].category == "health"
    assert budget.resources[-1].amount == 40000


def test_cash_and_buffer_are_kept(client, demo):
    client.post(f"/c/{demo}/budget/cash/", {"cash": "1.5千", "buffer": "200"})
    budget = case_of(demo).budget
    assert (budget.cash, budget.buffer) == (150000, 20000)


def test_a_row_that_says_nothing_is_asked_again(client, demo):
    answer = client.post(f"/c/{demo}/budget/income/", {"name": "", "amount": "x"})
    assert answer.status_code == 200
    assert CaseFile.objects.get(id=demo).versions.count() == 1
    assert client.post(f"/c/{demo}/budget/income/99/remove/").status_code == 404
    assert client.get(f"/c/{demo}/budget/nothing/").status_code == 404


def test_goals_move_up(client, demo):
    first, second, *_ = case_of(demo).goals.order
    client.post(f"/c/{demo}/goals/", {"up": second})
    assert case_of(demo).goals.order[:2] == (second, first)
    part = client.post(f"/c/{demo}/goals/", {"up": first}, HTTP_HX_REQUEST="true")
    assert "<html" not in text_of(part)
    assert case_of(demo).goals.order[:2] == (first, second)
