"""The line about the family: what binds one lender is never said of another."""

from __future__ import annotations

from dataclasses import replace

from ashore.report.forecast_values import forecast_value
from ashore.report.forecast_words import permitted_line, reported_line
from tests.forecast.sample import case, loan, seen

BOUND = "只要您接得通，他们不得联系家人，不管逾期多少天"
PRIVATE = {"lender_type": "private", "lender": "老周"}


def test_a_lender_no_norm_binds_is_named_as_such():
    found = seen(case(loan(), loan("b", **PRIVATE), reachable=True))
    said = permitted_line(found)
    assert said.zh.startswith(f"{BOUND}。B不在其中：没有专门的规定")
    assert ". Not so B: no special norm binds" in said.en


def test_of_no_loan_nothing_is_said():
    found = seen(replace(case(), loans=()))
    assert permitted_line(found).zh == reported_line(found).zh == "还没有写下借款，说不了"


def test_where_norms_bind_all_nothing_is_added():
    found = seen(case(loan(), reachable=True))
    assert permitted_line(found).zh == BOUND


def test_out_of_reach_he_is_named_too():
    found = seen(case(loan(), loan("b", **PRIVATE), reachable=False))
    assert permitted_line(found).zh.startswith("最早从 ")
    assert "B不在其中" in permitted_line(found).zh


def test_the_norms_are_named_whoever_comes_first_in_the_case():
    given = case(loan("b", **PRIVATE), loan(), reachable=True)
    assert "cn.conduct.gbt.third_when" in forecast_value(given, seen(given))["family"]["norms"]


def test_alone_the_reason_is_all_there_is_and_no_norm_is_named():
    given = case(loan("b", **PRIVATE), reachable=True)
    assert permitted_line(seen(given)).zh.startswith("没有专门的规定")
    assert forecast_value(given, seen(given))["family"]["norms"] == []
