"""`ashore offers`: every form of the answer, and what it refuses."""

from __future__ import annotations

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator

from ashore.cli import main
from ashore.report.offers_values import ROWS
from ashore.report.schemas import SCHEMAS
from tests.report.sample import SIX
from tests.report.schemas_test import closed

SIX_LOANS = str(SIX)


def said(capsys, *words):
    code = main(["offers", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.mark.parametrize("more", [(), ("--all",), ("--monthly", "0"), ("--loan", "card")])
def test_json_fits_its_schema_and_has_no_other_key(capsys, more):
    code, out, _ = said(capsys, SIX_LOANS, "--format", "json", *more)
    assert code == 0
    Draft202012Validator(closed(SCHEMAS["offers"])).validate(json.loads(out))


def test_text_begins_with_the_sum_and_warns_of_what_a_promise_does(capsys):
    _, out, _ = said(capsys, SIX_LOANS, "--lang", "en")
    assert out.index("¥2,376.00") < out.index("An offer for each lender")
    assert "limitation (look at this first)" in out
    _, opened, _ = said(capsys, SIX_LOANS, "--lang", "en", "--explain")
    assert "source: " in opened and "average resident" in opened


def test_csv_has_a_row_for_each_offer(capsys):
    _, out, _ = said(capsys, SIX_LOANS, "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert tuple(rows[0]) == ROWS
    assert [row[:2] for row in rows[1:3]] == [["wld", "pro_rata"], ["jiebei", "pro_rata"]]
    assert len(rows) == 11


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_stands_alone(capsys, lang):
    _, out, _ = said(capsys, SIX_LOANS, "--format", "html", "--lang", lang)
    assert "default-src 'none'" in out and "http" not in out.replace("http-equiv", "")
    assert "None" not in out
    assert out.count("<article>") == out.count("</article>") >= 8


def test_a_case_without_a_budget_is_refused(capsys, tmp_path):
    path = tmp_path / "case.toml"
    text = SIX.read_text("utf-8")
    path.write_text(text[: text.index("[budget]")], "utf-8")
    code, _, err = said(capsys, str(path), "--lang", "en")
    assert code == 2
    assert err.startswith("[budget]: the case has no budget\n  expected: ")


@pytest.mark.parametrize("amount", ["-1", "1,000", "0.001", "x"])
def test_an_amount_that_is_none_is_refused(capsys, amount):
    code, _, err = said(capsys, SIX_LOANS, f"--monthly={amount}", "--lang", "en")
    assert code == 2
    assert "for example --monthly 800.00" in err


def test_an_unknown_loan_is_refused(capsys):
    assert said(capsys, SIX_LOANS, "--loan", "nobody")[0] == 2


def test_another_country_gets_no_chinese_guidance(capsys, tmp_path):
    path = tmp_path / "case.toml"
    text = SIX.read_text("utf-8")
    head = 'ashore = 1\njurisdiction = "US"\n'
    loan = """[[loans]]
id = "a"
lender_type = "bank"
principal = "1000.00"
disbursed_on = 2026-03-01
method = "equal_instalment"
instalments = 6
first_due_on = 2026-04-01
rate = { value = "0.01", per = "month" }
"""
    budget = text[text.index("[budget]") : text.index("[goals]")]
    path.write_text(head + loan + budget, "utf-8")
    for command in ("offers", "before-borrowing"):
        assert main([command, str(path), "--on", "2026-11-23", "--lang", "en", "--explain"]) == 0
        out = capsys.readouterr().out
        shown = out[: out.index("This is information")]
        assert "12348" not in shown and "yuan" not in shown and "reported" not in shown
