"""A balance opens into parts, instalments and steps that add up to it."""

from __future__ import annotations

from hypothesis import given, settings, strategies as st

from ashore.files.law import read_law
from ashore.law import Law
from ashore.ledger.statement import balance
from ashore.ledger.why import explain
from ashore.money import fen_of
from ashore.words import Why
from tests.ledger.build import booked, day, loan, paid, penalty_of
from tests.ledger.strategies import days_of, stories
from tests.often import often

LAW = read_law()


def leaf_sum(why: Why) -> int:
    if why.parts:
        return sum(leaf_sum(part) for part in why.parts)
    amount = fen_of(why.value)
    assert amount is not None, why
    return amount


def walk(why: Why):
    yield why
    for part in why.parts:
        yield from walk(part)


def test_the_penalty_opens_to_base_rate_and_days():
    made = loan("equal_principal", "10000", n=5, rate="0.0005 day", count="actual",
                begin="2018-09-11", penalty="1.5 overdue_principal")  # fmt: skip
    books = booked(made)
    told = balance(books, day("2018-10-31"))
    tree = explain(books, told, LAW)
    (step,) = [one for one in walk(tree) if ("base", "2000.00") in one.inputs]
    # 2,000 × 0.00075 × 20 days
    assert step.value == "30.00"
    assert dict(step.inputs) == {
        "on": "2018-10-31",
        "base": "2000.00",
        "rate_per_day": "0.00075",
        "from": "2018-10-11",
        "days": "20",
        "multiple_of_contract_rate": "1.5",
    }


def test_months_of_thirty_days_are_shown_as_they_are_counted():
    made = loan("equal_principal", "9000", n=2, rate="0.12 year", count="30/360",
                begin="2026-02-28", first="2026-03-28")  # fmt: skip
    books = booked(made)
    tree = explain(books, balance(books, day("2026-04-28")), LAW)
    steps = [one for one in walk(tree) if one.formula == "balance × rate a day × days"]
    # 9,000 and 4,500 × 0.12 / 360 × 30, though 28 and 31 days went by
    assert [(one.value, dict(one.inputs)["days"]) for one in steps] == [
        ("90.00", "30"),
        ("45.00", "30"),
    ]


def test_a_year_of_365_days_is_shown_as_it_is_counted():
    made = loan("equal_principal", "1000", n=1, rate="0.365 year", count="act/365")
    tree = explain(booked(made), balance(booked(made), day("2026-02-05")), LAW)
    (step,) = [one for one in walk(tree) if one.formula == "balance × rate a day × days"]
    # 1,000 × 0.001 × 31
    assert (step.value, dict(step.inputs)["rate_per_day"]) == ("31.00", "0.001")


def test_rates_are_shown_to_ten_places():
    # 1/30000 a day on 1,200 for 31 days; late, 1.7 times as much
    made = loan("equal_principal", "1200", n=1, rate="1/30000 day", count="actual",
                penalty="1.7 overdue_principal")  # fmt: skip
    tree = explain(booked(made), balance(booked(made), day("2026-03-05")), LAW)
    (step,) = [one for one in walk(tree) if one.formula == "balance × rate a day × days"]
    assert dict(step.inputs)["rate"] == "0.0000333333 per day"
    (late,) = [one for one in walk(tree) if one.formula == "base × rate a day × days"]
    assert dict(late.inputs)["rate_per_day"] == "0.0000566667"


def test_contract_interest_that_goes_on_while_late_is_not_explained_by_the_penalty():
    made = loan("equal_principal", "1200", n=1, rate="0.0005 day", count="actual",
                penalty=penalty_of("1.5 overdue_principal", replaces_interest=False))  # fmt: skip
    tree = explain(booked(made), balance(booked(made), day("2026-02-15")), LAW)
    steps = [dict(one.inputs) for one in walk(tree) if one.formula == "base × rate a day × days"]
    assert [step.get("multiple_of_contract_rate") for step in steps] == [None, "1.5"]


def test_scheduled_interest_opens_to_balance_rate_and_days():
    made = loan("equal_principal", "10000", n=5, rate="0.0005 day", count="actual",
                begin="2018-09-11")  # fmt: skip
    books = booked(made)
    tree = explain(books, balance(books, day("2018-11-11")), LAW)
    steps = [one for one in walk(tree) if one.formula == "balance × rate a day × days"]
    assert [(one.value, dict(one.inputs)["base"], dict(one.inputs)["days"]) for one in steps] == [
        ("150.00", "10000.00", "30"),
        ("124.00", "8000.00", "31"),
    ]


def test_a_payment_is_named_in_the_steps_it_lowered():
    books = booked(loan("equal_principal", "1200", n=12), paid("2026-02-05", "112", "p7"))
    tree = explain(books, balance(books, day("2026-02-06")), LAW)
    assert {one.value for one in walk(tree) if ("event", "p7") in one.inputs} == {
        "-12.00",
        "-100.00",
    }


def test_a_norm_is_cited_only_where_it_was_in_force():
    # before 1 October 1999 no text of the law files governs overdue interest; from then on one does
    made = loan("equal_principal", "1200", penalty="1.5 overdue_principal", begin="1999-01-05")
    books = booked(made)
    before = explain(books, balance(books, day("1999-09-30")), LAW)
    after = explain(books, balance(books, day("1999-10-01")), LAW)
    cited = [{one.cite.norm for one in walk(tree) if one.cite} for tree in (before, after)]
    assert cited == [set(), {"cn.civil.overdue_interest"}]
    no_law = explain(books, balance(books, day("2021-01-01")), Law())
    assert not [one for one in walk(no_law) if one.cite]


def test_every_label_is_said_in_both_languages():
    made = loan("equal_principal", "1200", penalty="1.5 overdue_principal")
    books = booked(made, paid("2026-03-20", "50"))
    tree = explain(books, balance(books, day("2026-04-20")), LAW)
    assert all(one.label.zh and one.label.en for one in walk(tree))
    assert tree.value == f"{balance(books, day('2026-04-20')).total / 100:.2f}"


@settings(max_examples=often(150), deadline=None)
@given(st.data())
def test_the_steps_add_up_to_the_balance(data):
    made, events = data.draw(stories())
    books = booked(made, *events)
    told = balance(books, data.draw(days_of(made)))
    tree = explain(books, told, LAW)
    assert fen_of(tree.value) == told.total
    if told.on >= made.disbursed_on:
        assert leaf_sum(tree) == told.total
