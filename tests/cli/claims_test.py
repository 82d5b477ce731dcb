"""`ashore claims`: what the lender says, to the fen."""

from __future__ import annotations

import csv
import json

from ashore.cli import main
from ashore.report.values import claims_value
from tests.report.sample import BARE, SIX, outcome

SIX_LOANS = str(SIX)


def said(capsys, *words):
    code = main(list(words))
    out = capsys.readouterr()
    return code, out.out, out.err


def test_json_is_what_the_report_layer_says(capsys):
    code, out, _ = said(capsys, "claims", SIX_LOANS, "--format", "json")
    assert code == 0
    assert json.loads(out) == claims_value(outcome("six"))


def test_an_explained_claim_shows_how_our_figure_came_about(capsys):
    _, out, _ = said(capsys, "claims", SIX_LOANS, "--explain", "--format", "json")
    assert len(json.loads(out)["why"]) == 6
    _, out, _ = said(capsys, "claims", SIX_LOANS, "--loan", "wld", "--explain")
    assert "我们的数怎么来的" in out


def test_text_splits_the_claim(capsys):
    code, out, _ = said(capsys, "claims", SIX_LOANS, "--loan", "siren", "--lang", "en")
    assert code == 0
    assert "12,800.00  the lender states" in out
    assert "clearly owed" in out
    assert "above the cap" in out


def test_rows_for_a_spreadsheet(capsys):
    _, out, _ = said(capsys, "claims", SIX_LOANS, "--format", "csv")
    head, *rows = list(csv.reader(out.splitlines()))
    for row in rows:
        told = dict(zip(head, row, strict=True))
        cents = {key: round(float(told[key]) * 100) for key in head[3:]}
        assert cents["claimed"] == cents["owed"] + cents["arguable"] + cents["above_cap"]
    assert len(rows) == 6


def test_a_case_without_claims(capsys, tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(BARE, encoding="utf-8")
    code, out, _ = said(capsys, "claims", str(path), "--lang", "en")
    assert code == 0
    assert "the case states no claim" in out
