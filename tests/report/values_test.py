"""The JSON of every answer: its keys, its sums, its promises."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from ashore.case import run
from ashore.facts import Case, LoanFile
from ashore.report.values import (
    balance_value,
    claims_value,
    cost_value,
    report_value,
    schedule_value,
)
from tests.ledger.strategies import stories
from tests.often import often
from tests.report.sample import NAMES, law, outcome

PARTS = ("principal", "interest", "penalty", "compound", "fee")

FIXED = {
    "row": ["n", "due_on", "principal", "interest", "fee", "total", "balance"],
    "balance": [
        "id", *PARTS, "total", "due_now", "credit", "days_past_due", "bucket", "per_day",
        "instalments",
    ],
    "cost": [
        "id", "monthly_irr", "nominal_annual", "effective_annual", "xirr", "cash_received",
        "total_paid", "caps",
    ],
    "cap": ["norm", "value", "applies", "exceeded", "basis"],
    "claim": ["on", "claimed", "books", "difference", "split", "conventions"],
    "split": ["owed", "arguable", "above_cap"],
    "fit": ["fits", "difference", "changes"],
}  # fmt: skip
"""The keys the case format promises; more may stand beside them, none may go."""

ABOUT = {"on", "currency", "law_version", "checked_until", "assumed", "disclaimer"}


def keeps(value, what):
    assert set(FIXED[what]) <= set(value), what


def money(text: str) -> Fraction:
    assert isinstance(text, str)
    return Fraction(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_promised_keys_of_the_books_are_there(name):
    out = outcome(name)
    for loan in schedule_value(out)["loans"]:
        assert {"id", "rows", "totals"} <= set(loan)
        for row in loan["rows"]:
            keeps(row, "row")
    told = balance_value(out)
    assert {"on", "loans", "totals"} <= set(told)
    for loan in told["loans"]:
        keeps(loan, "balance")


@pytest.mark.parametrize("name", NAMES)
def test_the_promised_keys_of_cost_and_claims_are_there(name):
    for loan in cost_value(outcome(name))["loans"]:
        keeps(loan, "cost")
        for cap in loan["caps"]:
            keeps(cap, "cap")
    for loan in claims_value(outcome(name))["loans"]:
        assert {"id", "claims"} <= set(loan)
        for claim in loan["claims"]:
            keeps(claim, "claim")
            keeps(claim["split"], "split")
            for fit in claim["conventions"]:
                keeps(fit, "fit")


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_says_what_it_rests_on(name):
    out = outcome(name)
    for value in (
        schedule_value(out), balance_value(out), cost_value(out), claims_value(out),
        report_value(out),
    ):  # fmt: skip
        assert set(value) >= ABOUT
        assert value["law_version"] == law().version
        assert "不是法律意见" in value["disclaimer"]["zh"]
        assert "not legal advice" in value["disclaimer"]["en"]
        assert value["checked_until"] is None or date.fromisoformat(value["checked_until"])


def test_a_day_after_the_last_check_is_marked():
    out = outcome("private", date(2027, 6, 1))
    value = report_value(out)
    assert "cn.cap.private" in value["assumed"]
    assert {cite["norm"] for cite in value["sources"] if cite["assumed"]} == set(value["assumed"])


def test_a_day_before_the_last_check_is_not():
    assert report_value(outcome("bare"))["assumed"] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_report_holds_the_other_answers(name):
    out = outcome(name)
    whole = report_value(out, explain=True)
    assert whole["schedule"]["loans"] == schedule_value(out)["loans"]
    told = balance_value(out, explain=True)
    assert whole["balance"] == {key: told[key] for key in ("on", "loans", "totals")}
    assert whole["why"] == told["why"]
    assert whole["claims"]["loans"] == claims_value(out)["loans"]
    assert whole["cost"]["loans"] == cost_value(out, explain=True)["loans"]
    assert whole["title"] == out.case.title


@pytest.mark.parametrize("name", NAMES)
def test_values_are_plain_json_without_floats(name):
    def look(value):
        if isinstance(value, dict):
            assert all(isinstance(key, str) for key in value)
            for each in value.values():
                look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)
        else:
            assert value is None or type(value) in {str, int, bool}, value

    whole = report_value(outcome(name), explain=True)
    look(whole)
    assert json.loads(json.dumps(whole, ensure_ascii=False)) == whole


@pytest.mark.parametrize("name", NAMES)
def test_the_sums_are_sums(name):
    check_sums(report_value(outcome(name), explain=True))


def check_sums(value):
    for loan in value["schedule"]["loans"]:
        for key, total in loan["totals"].items():
            assert money(total) == sum(money(row[key]) for row in loan["rows"])
    check_balances(value["balance"])
    for loan in value["claims"]["loans"]:
        for claim in loan["claims"]:
            check_claim(claim)
    for trace in value["why"]:
        check_tree(trace["trace"])


def check_balances(told):
    for loan in told["loans"]:
        assert money(loan["total"]) == sum(money(loan[part]) for part in PARTS)
        for key in (*PARTS, "total"):
            assert money(loan[key]) == sum(money(row[key]) for row in loan["instalments"])
    for key, total in told["totals"].items():
        assert money(total) == sum(money(loan[key]) for loan in told["loans"])


def check_claim(claim):
    assert money(claim["difference"]) == money(claim["claimed"]) - money(claim["books"])
    assert money(claim["claimed"]) == sum(money(each) for each in claim["split"].values())
    for label in ("arguable", "above_cap"):
        told = [each for each in claim["reasons"] if each["label"] == label]
        assert money(claim["split"][label]) == sum(money(each["amount"]) for each in told)


def check_tree(why):
    parts = [part for part in why["parts"] if part["value"]]
    if parts:
        assert money(why["value"]) == sum(money(part["value"]) for part in parts)
    for part in why["parts"]:
        check_tree(part)


@given(stories())
@settings(max_examples=often(60), deadline=None)
def test_the_sums_are_sums_whatever_happened(story):
    loan, events = story
    on = max([loan.disbursed_on, *(row.due_on for row in loan.rows), loan.first_due_on])
    file = LoanFile(loan=loan, events=tuple(events))
    check_sums(report_value(run(Case(loans=(file, file)), law(), on), explain=True))


def test_a_loan_beside_its_caps():
    (loan,) = cost_value(outcome("private"))["loans"]
    caps = {cap["norm"]: cap for cap in loan["caps"]}
    private = caps["cn.cap.private"]
    assert (private["value"], private["applies"], private["exceeded"]) == ("0.12", True, True)
    assert Decimal(private["measured"]) > Decimal("0.30")
    assert private["why_not"] is None
    licensed = caps["cn.cap.court_reduction"]
    assert (licensed["applies"], licensed["exceeded"]) == (False, None)
    assert licensed["why_not"]["zh"] and licensed["why_not"]["en"]


def test_a_card_has_bills_in_place_of_rows():
    (card,) = schedule_value(outcome("card"))["loans"]
    assert card["rows"] == []
    assert [bill["n"] for bill in card["bills"]] == [1, 2, 3]
    assert set(card["bills"][0]) == {
        "n", "statement_on", "due_on", "total", "minimum", "left", "minimum_left", "missed",
    }  # fmt: skip


def test_a_currency_without_decimals_has_none():
    value = report_value(outcome("yen"))
    assert value["currency"] == "JPY"
    assert "." not in value["balance"]["totals"]["total"]


def test_what_is_not_known_says_how_to_find_out():
    entries = report_value(outcome("bare"))["unknown"]
    told = " ".join(entry["what"]["en"] for entry in entries)
    assert "no penalty terms" in told
    assert "the lender is not named" in told
    assert "1 entries lie after 2026-02-10" in told
    assert all(entry["how"]["zh"] and entry["how"]["en"] for entry in entries)


def test_only_what_stands_on_an_assumption_is_called_unknown():
    entries = report_value(outcome("private"))["unknown"]
    told = " ".join(entry["what"]["zh"] for entry in entries)
    assert "没有宽限期" in told
    assert "罚息" not in told.replace("还款依次抵费用、罚息、复利、利息、本金", "")
