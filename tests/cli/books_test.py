"""`ashore schedule` and `ashore balance`."""

from __future__ import annotations

import csv
import json

import pytest

from ashore.cli import main
from ashore.report.values import balance_value, schedule_value
from tests.report.sample import BARE, SIX, outcome

SIX_LOANS = str(SIX)


def said(capsys, *words):
    code = main(list(words))
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture
def bare(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(BARE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("command", "value"), [("schedule", schedule_value), ("balance", balance_value)]
)
def test_json_is_what_the_report_layer_says(capsys, command, value):
    code, out, _ = said(capsys, command, SIX_LOANS, "--format", "json")
    assert code == 0
    assert json.loads(out) == value(outcome("six"))


def test_an_explained_balance_has_its_tree(capsys):
    _, out, _ = said(capsys, "balance", SIX_LOANS, "--loan", "wld", "--explain", "--format", "json")
    (trace,) = json.loads(out)["why"]
    assert trace["trace"]["value"] == json.loads(out)["loans"][0]["total"]


def test_a_balance_by_hand(capsys, bare):
    """515.00 were due on the 5th, 600.00 paid: 85.00 wait; 5 of 28 days of 5.00 have run."""
    code, out, _ = said(capsys, "balance", bare, "--format", "json")
    (loan,) = json.loads(out)["loans"]
    assert code == 0
    assert (loan["principal"], loan["credit"], loan["due_now"]) == ("500.00", "85.00", "0.00")
    assert (loan["days_past_due"], loan["bucket"]) == (0, "M0")


def test_rows_for_a_spreadsheet(capsys):
    code, out, _ = said(capsys, "schedule", SIX_LOANS, "--format", "csv")
    head, *rows = list(csv.reader(out.splitlines()))
    assert code == 0
    assert head[:3] == ["loan", "n", "due_on"]
    assert [row[0] for row in rows].count("wld") == 10
    code, out, _ = said(capsys, "balance", SIX_LOANS, "--format", "csv")
    head, *rows = list(csv.reader(out.splitlines()))
    assert code == 0
    assert [row[0] for row in rows] == ["wld", "jiebei", "baitiao", "xiaojin", "siren", "card"]
    assert dict(zip(head, rows[0], strict=True))["total"] == "6159.00"
    assert dict(zip(head, rows[-1], strict=True))["settles"] == ""


def test_text_shows_every_instalment_that_is_owed(capsys):
    code, out, _ = said(capsys, "balance", SIX_LOANS, "--loan", "wld", "--lang", "en")
    assert code == 0
    assert "2026-11-03" in out
    assert "2026-06-03" not in out  # paid
    _, out, _ = said(capsys, "schedule", SIX_LOANS, "--loan", "wld", "--lang", "en")
    assert "2026-06-03" in out
    assert "principal left" in out


def test_a_text_goes_into_a_file(capsys, bare, tmp_path):
    target = tmp_path / "rows.csv"
    assert said(capsys, "schedule", bare, "--format", "csv", "--out", str(target))[:2] == (0, "")
    assert target.read_text(encoding="utf-8").startswith("loan,n,due_on,")


def test_a_name_that_looks_like_a_formula_is_disarmed():
    from ashore.report.rows import safe

    assert [safe(text) for text in ("=1+1", "+a", "-a", "@a", "a=b", "")] == [
        "'=1+1",
        "'+a",
        "'-a",
        "'@a",
        "a=b",
        "",
    ]


@pytest.mark.parametrize("command", ["schedule", "balance"])
def test_a_slip(capsys, command):
    code, out, err = said(capsys, command, SIX_LOANS, "--format", "html")
    assert (code, out) == (2, "")
    assert "text、json、csv" in err or "text, json, csv" in err
