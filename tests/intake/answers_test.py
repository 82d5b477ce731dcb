"""Answers become a case; what is not known becomes a range or is left out by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ashore.assumed import at_rate, span_of
from ashore.files.case import parse_case, write_case
from ashore.files.law import read_law
from ashore.intake.answers import answers_of, case_from, due_days, kind_of, lacking, lacks_of
from ashore.ledger.loans import books, owed
from ashore.loan import Per, Rate

LAW = read_law(("CN",))
ON = date(2026, 11, 25)
LOAN = {
    "product": "weilidai", "principal": "12000.00", "first_due_on": "2026-06-03",
    "instalments": 10, "rate": "0.0005", "rate_per": "day", "missed": "2026-10-03",
}  # fmt: skip


def balance(file):
    return owed(books(file.loan, file.events, LAW), ON)


def made(*loans, **more):
    return case_from({"loans": loans, **more}, LAW, ON)


def test_instalments_before_the_first_one_missed_are_paid_to_the_fen():
    file = made(LOAN).loans[0]
    late = [line.n for line in balance(file).lines if line.days_late]
    assert late == [5, 6]
    assert [event.amount for event in file.events] == [138600, 136200, 134880, 133020]


def test_a_case_made_of_answers_can_be_written_and_read():
    case = made(LOAN, person={"reachable": True})
    assert parse_case(write_case(case)).case == case


def test_one_of_two_days_is_enough():
    file = made({**LOAN, "first_due_on": "", "disbursed_on": "2026-05-03"}).loans[0]
    assert file.loan.first_due_on == date(2026, 6, 3)
    assert made(LOAN).loans[0].loan.disbursed_on == date(2026, 5, 3)


def test_a_rate_not_known_is_a_range_and_never_overstated():
    answers = {**LOAN, "rate": "", "rate_per": ""}
    found = made(answers)
    span = span_of(found.loans[0], LAW, ON)
    for end, rate in ((span.low, "0.0002"), (span.high, "0.0005")):
        known = made({**answers, "rate": rate, "rate_per": "day"}).loans[0]
        assert end == balance(known).total
    assert balance(found.loans[0]).total == span.low < span.high


def test_a_rate_found_out_later_gives_the_same_as_one_known_at_once():
    open_ = made({**LOAN, "rate": "", "rate_per": ""}).loans[0]
    then = at_rate(open_, Rate(Fraction("0.0005"), Per.DAY), LAW)
    assert balance(then) == balance(made(LOAN).loans[0])


def test_without_a_known_end_it_is_at_least():
    found = made({**LOAN, "product": "", "name": "老王", "lender_type": "private", "rate": ""})
    span = span_of(found.loans[0], LAW, ON)
    assert span.high is None and span.low > 0


def test_what_cannot_be_reckoned_is_left_out_by_name():
    given = {"name": "老王", "lender_type": "private", "received": "900.00", "rate": "0.02",
             "rate_per": "month", "instalments": "3"}  # fmt: skip
    found = made(LOAN, given)
    assert len(found.loans) == 1
    [left] = found.unfinished
    assert (left.name, left.received, left.instalments) == ("老王", 90000, 3)
    assert lacks_of(left) == ("principal", "first_due_on")
    assert answers_of(left) == given  # to go on where one stopped
    assert parse_case(write_case(found)).case == found


def keys(file):
    return [each.key for each in file.open]


def test_what_nobody_said_is_open_in_the_case_and_stays_so_in_its_file():
    bare = {"name": "某贷", "principal": "6000.00", "first_due_on": "2026-06-03", "instalments": 6}
    found = made(bare)
    assert keys(found.loans[0]) == ["lender_type", "method", "disbursed_on", "payments", "rate"]
    for language in ("toml", "json"):
        text = write_case(found, language)
        assert parse_case(text, f"case.{language}", language).case == found


def test_what_was_said_is_not_open_and_what_a_preset_knows_stays_its_own():
    said = {**LOAN, "disbursed_on": "2026-05-03"}
    file = made(said).loans[0]
    assert keys(file) == []
    assert {"method", "lender_type"} <= set(file.loan.defaulted)


def test_payments_not_known_lie_between_all_paid_and_none():
    file = made({**LOAN, "missed": "", "disbursed_on": "2026-05-03"}).loans[0]
    paid = made({**LOAN, "missed": "none", "disbursed_on": "2026-05-03"}).loans[0]
    span = span_of(file, LAW, ON)
    assert (span.low, span.high) == (balance(paid).total, balance(file).total)
    assert span.low < span.high


def test_a_bill_and_a_card_ask_for_little():
    bill = {"product": "huabei", "bill": "800.00", "first_due_on": "2026-11-10"}
    card = {"product": "credit_card", "bill": "5000.00", "statement_day": 31, "due_day": 20,
            "rate": "0.0005", "rate_per": "day"}  # fmt: skip
    assert (kind_of(bill), kind_of(card)) == ("bill", "card")
    files = made(bill, card).loans
    assert files[1].loan.card.transactions[0].on == date(2026, 10, 31)
    assert [
        balance(each).total >= least for each, least in zip(files, (80000, 500000), strict=True)
    ]
    assert balance(files[0]).total > 80000  # fifteen days late bear a penalty


def test_a_loan_added_later_leaves_the_others_as_they_are():
    base = made(LOAN, budget={"cash": "3000.00"})
    more = case_from({"loans": [LOAN]}, LAW, ON, base)
    assert more.loans[0] == base.loans[0]
    assert [each.loan.id for each in more.loans] == ["weilidai", "weilidai-2"]
    assert replace(more, loans=base.loans) == base


def test_due_days_to_choose_from_end_today():
    assert due_days(LOAN, ON)[-1] == date(2026, 11, 3)
    assert due_days({"product": "weilidai"}, ON) == []


@pytest.mark.parametrize(
    ("loan", "lacks"),
    [
        ({}, ("principal", "first_due_on", "instalments")),
        ({"product": "huabei"}, ("bill", "first_due_on")),
        ({"product": "credit_card", "bill": "1.00"}, ("statement_day", "due_day")),
        (LOAN, ()),
    ],
)
def test_what_is_lacking_is_named(loan, lacks):
    assert lacking(loan) == lacks
