"""What is only assumed of a loan is said wherever a figure rests on it."""

from __future__ import annotations

from datetime import date

import pytest

from ashore.assumed import Span
from ashore.case import run
from ashore.files.case import parse_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.forecast.run import forecast
from ashore.report.forecast_html import forecast_html
from ashore.report.forecast_text import forecast_text
from ashore.report.forecast_values import forecast_value
from ashore.report.gaps import assumption_lines, loan_lines, open_lines
from ashore.report.html import report_html
from ashore.report.paper import Paper
from ashore.report.text import claims_text, report_text
from ashore.report.values import balance_value, report_value

LAW = read_law(("CN",))
ON = date(2026, 11, 23)
# One bullet of 10,000 for 100 days past its due day without penalty: what is owed is the interest
# of the term, 10,000 x rate x 1 year, on top. At 7.2 % 10,720.00, at 24 % 12,400.00.
LOAN = """
ashore = 1
[[loans]]
id = "a"
name = "某贷"
lender = "某公司"
lender_type = "small_loan"
principal = "10000.00"
disbursed_on = 2025-08-15
method = "bullet"
instalments = 1
due_every = { months = 12 }
first_due_on = 2026-08-15
rate = { value = "0.072", per = "year" }
[[loans.claims]]
on = 2026-11-20
total = "13000.00"
"""
RATE = """
[[loans.open]]
key = "rate"
low = "0.072"
high = "0.24"
source = "平台公布的区间"
"""
PAYMENTS = """
[[loans.open]]
key = "payments"
"""
KIND = """
[[loans.open]]
key = "lender_type"
"""
LEFT = """
[[unfinished]]
name = "老王"
principal = "500.00"
"""


def outcome(text):
    return run(parse_case(text).case, LAW, ON)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        (LOAN, None),
        (LOAN + KIND, None),  # it moves no sum
        (LOAN + RATE, Span(1072000, 1240000)),
        (LOAN + RATE.replace('high = "0.24"\n', ""), Span(1072000, None)),
        (LOAN + PAYMENTS, Span(0, 1072000)),
        (LOAN + PAYMENTS + RATE, Span(0, 1240000)),
    ],
)
def test_both_ends_are_those_of_the_books(text, span):
    one = outcome(text).loans[0]
    assert one.span == span
    assert one.balance.total == 1072000  # as assumed, whatever is open


def test_the_answers_name_what_is_open_and_its_range():
    found = outcome(LOAN + RATE + LEFT)
    value = report_value(found)
    [open_] = value["open"]
    assert (open_["loan"], open_["key"], open_["assumed"]) == ("a", "rate", "0.072")
    assert (open_["low"], open_["high"], open_["per"]) == ("0.072", "0.24", "year")
    assert [each["lacks"] for each in value["unfinished"]] == [["first_due_on", "instalments"]]
    balance = value["balance"]["loans"][0]
    assert balance["range"] == {"low": "10720.00", "high": "12400.00"}
    assert (value["cost"]["loans"][0]["sure"], value["claims"]["loans"][0]["sure"]) == (
        False,
        False,
    )
    known = balance_value(outcome(LOAN))
    assert known["open"] == [] and known["loans"][0]["range"] is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_and_page_show_the_range_and_compare_nothing(lang):
    found = outcome(LOAN + RATE + LEFT)
    said = report_text(found, Paper(lang, 200)), report_html(found, lang)
    for each in said:
        assert "12,400" in each and "老王" in each
        assert {"zh": "要等不清楚的填上才能比", "en": "once what is open is filled"}[lang] in each
        assert "13,000" not in each  # the claim is held against nothing yet
    assert "13,000" not in claims_text(found, Paper(lang, 200))
    assert "13,000" in claims_text(outcome(LOAN), Paper(lang, 200))


def test_the_forecast_says_it_too():
    case = parse_case(LOAN + PAYMENTS).case
    found = forecast(case, LAW, read_practice(), ON)
    assert [each["key"] for each in forecast_value(case, found)["open"]] == ["payments"]
    for said in (forecast_text(case, found, Paper("zh", 200)), forecast_html(case, found, "zh")):
        assert "哪几期已经还了不清楚" in said
    known = parse_case(LOAN).case
    assert "不清楚，没写的" not in forecast_text(known, found, Paper("zh", 200))


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("method", "怎样还不清楚，先按 到期一次还本付息 算", "how it is repaid is not known"),
        ("disbursed_on", "哪天到账不清楚，先按 2025-08-15 算", "2025-08-15 is taken for now"),
        ("principal", "借了多少不清楚，先按 10,000.00 算", "10,000.00 is taken"),
        ("received", "实际到账多少不清楚，先按 10,000.00 算", "10,000.00 is taken"),
        ("instalments", "分几期不清楚，先按 1 算", "1 is taken"),
        ("first_due_on", "第一期哪天还不清楚，先按 2026-08-15 算", "2026-08-15 is taken"),
        ("lender_type", "先按小额贷款公司算", "taken for a small-loan company"),
    ],
)
def test_each_key_is_told_with_what_is_taken_instead(key, zh, en):
    found = outcome(LOAN + KIND.replace("lender_type", key))
    [line] = open_lines(found)
    assert zh in line.zh and en in line.en
    assert assumption_lines(found.case) == (line,) == loan_lines(found.loans[0], found.case)


def test_a_rate_of_nothing_is_not_called_nought_percent():
    text = LOAN.replace('"0.072"', '"0"') + '\n[[loans.open]]\nkey = "rate"\n'
    [line] = open_lines(outcome(text))
    assert "先不算利息" in line.zh and "至少 ¥10,000.00" in line.zh and "0%" not in line.zh
