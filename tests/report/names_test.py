"""Every word of the case format has a name in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ashore.days import DayCount
from ashore.law.norm import CONFIDENCES, RANKS
from ashore.loan import LenderType, Method, Per, Severity
from ashore.report import names
from ashore.report.text_parts import SEVERITIES
from ashore.report.view_unknown import NAMES_MOST, listed
from tests.report.sample import outcome


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (names.LENDERS, LenderType),
        (names.METHODS, Method),
        (names.PER, Per),
        (names.COUNTING, DayCount),
        (names.CONFIDENCE, CONFIDENCES),
        (names.RANKS, RANKS),
        (SEVERITIES, Severity),
        (names.STATES, ["paid", "due", "overdue", "running", "upcoming", "deferred"]),
    ],
    ids=["lender", "method", "per", "counting", "confidence", "rank", "severity", "state"],
)
def test_no_word_is_without_a_name(table, words):
    assert list(table) == list(words)
    assert all(text.zh and text.en for text in table.values())


def test_what_sort_of_loan_it_is():
    loan = outcome("private").loans[0].file.loan
    assert names.kind_line(loan).en == (
        "private lender · interest first, principal at the end, 12 instalments · 2% a month · "
        "20,000.00 lent on 2025-06-01"
    )
    card = outcome("card").loans[0].file.loan
    assert names.kind_line(card).zh == "信用卡发卡行 · 账单日 5 日，还款日 25 日 · 日利率 0.05%"


def test_a_loan_without_a_rate_says_nothing_of_one():
    loan = outcome("bare").loans[0].file.loan
    assert "%" not in names.kind_line(loan).en


def test_very_many_names_are_counted():
    many = [str(n) for n in range(NAMES_MOST + 1)]
    assert listed(many).en == "0, 1, 2 and others (9 loans)"
    assert listed(many[:2]).zh == "0、1"


def test_a_paid_off_loan_is_said_to_be():
    from ashore.report.view import standing

    one = outcome("bare", date(2026, 2, 5)).loans[0]
    zero = dict.fromkeys(("principal", "interest", "penalty", "compound", "fee"), 0)
    assert standing(replace(one.balance, **zero)).zh == "已还清"
