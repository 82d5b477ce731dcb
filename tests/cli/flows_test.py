"""What `ashore cost --flows` prints."""

from __future__ import annotations

import argparse
import json

import pytest

from ashore.cli.flows import run_flows
from ashore.words import BadInput

NOTICE = "on,amount\n2025-01-15,99000\n" + "".join(
    f"{2025 + month // 12}-{month % 12 + 1:02}-15,-8833.30\n" for month in range(1, 13)
)
"""100,000 with a fee of 1,000, twelve payments: the worked example of PBoC Notice 2021 No. 3."""


@pytest.fixture
def ask(tmp_path, capsys):
    """Run the command on a text; return what it prints."""

    def run(text: str, method: str | None = None, form: str = "json", lang: str = "en"):
        path = tmp_path / "flows.csv"
        path.write_text(text, encoding="utf-8")
        args = argparse.Namespace(flows=str(path), method=method, format=form, lang=lang)
        assert run_flows(args) == 0
        said = capsys.readouterr().out
        return json.loads(said) if form == "json" else said

    return run


def test_dated_flows(ask):
    found = ask(NOTICE)
    assert found == {
        "irr_per_period": "0.010669834876",
        "xirr": "0.136425442157",
        "roots": ["0.136425442157"],
        "message": "there is exactly one rate",
    }


@pytest.mark.parametrize(
    ("method", "annual"),
    [
        ("cn_simple", "0.1280"),
        ("cn_compound", "0.1358"),
        ("xirr", "0.1364"),
        ("eu", "0.1358"),
        ("us_actuarial", "0.1280"),
    ],
)
def test_a_method_adds_the_yearly_rate(ask, method, annual):
    found = ask(NOTICE, method)
    assert list(found) == ["irr_per_period", "xirr", "roots", "message", "annual"]
    assert found["annual"].startswith(annual)


def test_flows_by_period_have_no_xirr(ask):
    assert ask("period,amount\n0,-1000\n1,1100\n", "cn_simple", lang="zh") == {
        "irr_per_period": "0.1",
        "xirr": None,
        "roots": ["0.1"],
        "message": "只有一个利率",
        "annual": "1.2",
    }


def test_days_that_are_no_months_have_no_rate_per_period(ask):
    found = ask("on,amount\n2026-01-10,1000\n2026-02-15,-550\n2026-03-20,-550\n", "cn_simple")
    assert found["irr_per_period"] is None
    assert found["xirr"] == found["roots"][0]
    assert found["annual"] is not None


def test_several_rates_and_none_is_the_answer(ask):
    found = ask("period,amount\n0,-5\n1,10.5\n2,1\n3,-8\n4,1\n", "cn_simple")
    assert found["irr_per_period"] is None
    assert found["annual"] is None
    assert found["roots"] == ["-0.870201247485", "0.088598338528", "0.709559527686"]
    assert found["message"] == "several rates fit; none is shown as the answer"


def test_no_rate(ask):
    found = ask("on,amount\n2026-01-05,5\n2026-02-05,6\n", "eu")
    assert found == {
        "irr_per_period": None,
        "xirr": None,
        "roots": [],
        "message": "no rate: the money went one way only, nothing was received or nothing was paid",
        "annual": None,
    }


def test_xirr_needs_dates(ask):
    with pytest.raises(BadInput, match="the file has periods, no dates"):
        ask("period,amount\n0,-1000\n1,1100\n", "xirr")


def test_text_in_chinese(ask):
    assert ask(NOTICE, "cn_simple", "text", "zh").splitlines() == [
        "现金流 13 笔：收到 99000.00，付出 105999.60",
        "每月内部收益率：1.066983%",
        "年化内部收益率（按实际天数，一年 365 天）：13.6425%",
        "只有一个利率",
        "核对：按这个利率折算到最早那一天，收到值 99000.00，付出值 99000.00",
        "年化利率（单利）：12.80%",
        "  算法：12 × 每月内部收益率；来源：中国人民银行公告〔2021〕第3号",
    ]


def test_text_in_english(ask):
    said = ask("period,amount\n0,-1000\n1,1100\n", "us_actuarial", "text")
    assert said.splitlines() == [
        "2 cash flows: received 1000.00, paid 1100.00",
        "rate of return per period: 10.000000 %",
        "there is exactly one rate",
        "check: at this rate, seen from the first day, received is worth 1000.00, paid 1000.00",
        "US annual percentage rate, actuarial method: 120.00 %",
        (
            "  how: unit-period rate × unit-periods in a year;"
            " source: Regulation Z (12 CFR 1026), Appendix J"
        ),
        "  unit-period: 1 month(s)",
    ]


def test_text_about_days_that_are_no_months(ask):
    text = "on,amount\n2026-03-20,-550\n2026-01-10,1000\n2026-02-15,-550\n"
    said = ask(text, "cn_compound", "text")
    assert "not the same day of each month" in said
    assert "the monthly rate is (1 + yearly rate)^(1/12) − 1" in said


def test_text_about_several_rates(ask):
    said = ask("period,amount\n0,-5\n1,10.5\n2,1\n3,-8\n4,1\n", "cn_simple", "text")
    assert "they are: -87.0201 %, 8.8598 %, 70.9560 %" in said
    assert "annual rate (simple): none; several rates fit" in said
    assert "check" not in said


def test_text_about_nothing(ask):
    assert "no money moved" in ask("on,amount\n2026-01-05,0\n2026-02-05,0\n", None, "text")


def test_amounts_of_zero_before_the_first_do_not_count_as_received(ask):
    text = "period,amount\n0,0\n1,-1000\n2,1100\n"
    assert "received 1000.00, paid 1100.00" in ask(text, None, "text")


def test_a_rate_of_hundreds_of_digits(ask):
    found = ask("on,amount\n2026-01-01,1000\n2026-01-02,-4000\n", "xirr")
    assert found["annual"] == found["xirr"]
    assert len(found["xirr"]) == 220
