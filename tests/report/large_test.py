"""A case of 200 loans of 60 instalments with 3,000 payments goes through whole."""

from __future__ import annotations

import pytest

from ashore.case import run
from ashore.files.case import parse_case
from ashore.report.html import report_html
from ashore.report.paper import Paper
from ashore.report.text import report_text
from ashore.report.values import report_value
from tests.report.large import INSTALMENTS, LOANS, PAYMENTS, large_case
from tests.report.sample import law
from tests.report.values_test import check_sums


@pytest.fixture(scope="module")
def large():
    case = parse_case(large_case()).case
    assert case.as_of is not None
    return run(case, law(), case.as_of)


def test_it_is_as_large_as_promised_and_the_same_every_time(large):
    files = large.case.loans
    assert len(files) == LOANS == 200
    assert sum(len(file.events) for file in files) == PAYMENTS == 3000
    assert {file.loan.instalments for file in files} == {INSTALMENTS} == {60}
    assert large_case() == large_case()
    assert large_case() != large_case(seed=2)


def test_every_sum_holds(large):
    check_sums(report_value(large, explain=True))


def test_every_loan_is_told(large):
    text = report_text(large, Paper("zh"))
    assert all(f"[{file.loan.id}]" in text for file in large.case.loans)


def test_a_page_of_so_many_loans_keeps_the_trees_for_when_they_are_asked_for(large):
    assert "每一分钱从哪来" not in report_html(large, "zh")
