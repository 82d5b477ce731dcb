"""`ashore before-borrowing`: every form of the answer, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ashore.cli import main
from ashore.report.borrowing_values import ROWS
from ashore.report.schemas import SCHEMAS
from tests.report.sample import SIX
from tests.report.schemas_test import closed

TWO = str(Path(SIX).parent / "two-offers.toml")


def said(capsys, *words):
    code = main(["before-borrowing", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.mark.parametrize("case", [TWO, str(SIX)])
def test_json_fits_its_schema_and_has_no_other_key(capsys, case):
    code, out, _ = said(capsys, case, "--format", "json")
    assert code == 0
    Draft202012Validator(closed(SCHEMAS["before-borrowing"])).validate(json.loads(out))


def test_the_example_says_which_is_dearer_and_when_the_money_runs_out(capsys):
    _, out, _ = said(capsys, TWO, "--format", "json")
    app, flat = json.loads(out)["offers"]
    assert (app["id"], flat["id"]) == ("app", "flat")
    # twelve times (416.66 or .74 + 40), 300 kept back
    assert (flat["total_paid"], flat["cash_received"]) == ("5480.00", "4700.00")
    assert [one["exceeded"] for one in flat["caps"]] == [True, True]


def test_csv_has_a_row_for_each_offer(capsys):
    _, out, _ = said(capsys, TWO, "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert tuple(rows[0]) == ROWS
    assert [row[0] for row in rows[1:]] == ["app", "flat"]
    assert len(set(map(len, rows))) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_stands_alone(capsys, lang):
    _, out, _ = said(capsys, TWO, "--format", "html", "--lang", lang)
    assert "default-src 'none'" in out and "None" not in out
    _, text, _ = said(capsys, TWO, "--lang", lang, "--explain")
    assert "典当管理办法" in text


@pytest.mark.parametrize("months", ["0", "61", "x", "-1"])
def test_months_that_are_none_are_refused(capsys, months):
    code, _, err = said(capsys, TWO, f"--months={months}", "--lang", "en")
    assert code == 2
    assert "a whole number from 1 to 60" in err
