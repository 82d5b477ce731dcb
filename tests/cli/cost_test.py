"""`ashore cost`: of a case, and of bare cash flows."""

from __future__ import annotations

import csv
import json

import pytest
from jsonschema import Draft202012Validator

from ashore.cli import main
from ashore.report.schemas import SCHEMAS
from ashore.report.values import cost_value
from tests.report.sample import SIX, outcome

SIX_LOANS = str(SIX)


def said(capsys, *words):
    code = main(list(words))
    out = capsys.readouterr()
    return code, out.out, out.err


def test_json_is_what_the_report_layer_says(capsys):
    code, out, _ = said(capsys, "cost", SIX_LOANS, "--format", "json")
    assert code == 0
    assert json.loads(out) == cost_value(outcome("six"))


def test_each_cap_opens_to_its_steps(capsys):
    _, out, _ = said(capsys, "cost", SIX_LOANS, "--loan", "siren", "--explain", "--format", "json")
    caps = {cap["norm"]: cap for cap in json.loads(out)["loans"][0]["caps"]}
    assert caps["cn.cap.private"]["why"]["formula"] == "4 x 0.03"


def test_text_tells_the_caps_that_do_not_apply_and_why(capsys):
    code, out, _ = said(capsys, "cost", SIX_LOANS, "--loan", "wld", "--lang", "en")
    assert code == 0
    assert "Caps that do not apply" in out
    assert "18.36%  nominal annual" in out


def test_rows_for_a_spreadsheet(capsys):
    _, out, _ = said(capsys, "cost", SIX_LOANS, "--format", "csv")
    head, *rows = list(csv.reader(out.splitlines()))
    assert head[0] == "loan"
    assert dict(zip(head, rows[-1], strict=True))["xirr"] == ""
    assert len(rows) == 6


@pytest.fixture
def flows(tmp_path):
    path = tmp_path / "flows.csv"
    path.write_text("period,amount\n0,1000\n1,-1010\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("joined", [False, True], ids=["apart", "joined"])
def test_bare_cash_flows(capsys, flows, joined):
    option = [f"--flows={flows}"] if joined else ["--flows", flows]
    code, out, _ = said(capsys, "cost", *option, "--format", "json")
    value = json.loads(out)
    assert code == 0
    assert set(value) >= {"irr_per_period", "xirr", "roots", "message"}
    assert value["irr_per_period"].rstrip("0") == "0.01"
    Draft202012Validator(SCHEMAS["flows"]).validate(value)


def test_bare_cash_flows_by_a_named_method(capsys, flows):
    words = ["--flows", flows, "--method", "cn_simple", "--format", "json"]
    code, out, _ = said(capsys, "cost", *words)
    assert code == 0
    assert json.loads(out)["annual"].startswith("0.12")
    Draft202012Validator(SCHEMAS["flows"]).validate(json.loads(out))


def test_an_unknown_method(capsys, flows):
    code, out, err = said(capsys, "cost", "--flows", flows, "--method", "mine")
    assert (code, out) == (2, "")
    assert (
        "choose from cn_simple, cn_compound, xirr, eu, us_actuarial" in err
        or "可选 cn_simple, cn_compound, xirr, eu, us_actuarial" in err
    )


def test_no_case_at_all(capsys):
    code, _, err = said(capsys, "cost", "--lang", "en")
    assert code == 2
    assert "CASE is missing" in err
