"""`ashore plan`: every format, what if, and messages."""

from __future__ import annotations

import csv
import io
import json

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator

from ashore.cli import main
from ashore.report.schemas import SCHEMAS
from tests.report.sample import SIX
from tests.report.schemas_test import closed

SIX_LOANS = str(SIX)


def said(capsys, *words):
    code = main(["plan", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def value(capsys, *words):
    code, out, err = said(capsys, SIX_LOANS, "--format", "json", "--quick", *words)
    assert code == 0, err
    return json.loads(out)


def test_the_text_says_what_to_pay_what_it_keeps_and_what_it_costs(capsys):
    code, out, _ = said(capsys, SIX_LOANS, "--quick", "--lang", "en")
    assert code == 0
    for words in ("What to pay, and when", "What it keeps", "What it costs", "2026-12-10"):
        assert words in out


def test_the_json_is_what_its_schema_promises(capsys):
    found = value(capsys)
    Draft202012Validator(closed(SCHEMAS["plan"])).validate(found)
    assert found["proven"] is True
    assert {"status", "gap", "payments", "shortfall", "triggers", "compared"} <= set(found)


def test_income_that_is_not_certain_is_set_beside(capsys):
    code, out, err = said(capsys, SIX_LOANS, "--format", "json")
    assert code == 0, err
    found = json.loads(out)
    Draft202012Validator(closed(SCHEMAS["plan"])).validate(found)
    assert found["expected"]["triggers"]["family"] <= found["goals"][0]["value"]
    assert float(found["expected"]["cost"]) <= float(found["cost"])
    assert found["status"] == "within_gap"
    assert float(found["gap"]) < 0.05


@pytest.mark.parametrize(
    ("lang", "says"), [("zh", "还没有写每月吃饭要花多少"), ("en", "what food costs is not entered")]
)
def test_a_budget_without_food_is_told_before_anything_is_paid(capsys, tmp_path, lang, says):
    text = SIX.read_text(encoding="utf-8")
    assert text.count('category = "food"') == 1
    file = tmp_path / "case.toml"
    file.write_text(text.replace('category = "food"', 'category = "other"'), encoding="utf-8")
    code, out, err = said(capsys, str(file), "--quick", "--lang", lang)
    assert code == 0, err
    told = "".join(out.split()) if lang == "zh" else " ".join(out.split())
    assert says in told and "700.92" in told  # a twelfth of 8,411 yuan, published
    assert told.index(says) < told.index("什么时候付多少" if lang == "zh" else "What to pay")
    code, out, err = said(capsys, str(file), "--quick", "--format", "json")
    assert says in json.loads(out)["notes"][0][lang]
    whole = value(capsys)
    assert not any("吃饭" in note["zh"] for note in whole["notes"])


def test_what_is_assumed_is_told_with_the_plan(capsys, tmp_path):
    text = SIX.read_text(encoding="utf-8")
    file = tmp_path / "case.toml"
    file.write_text(text + '\n[[unfinished]]\nname = "小店"\n', encoding="utf-8")
    code, out, err = said(capsys, str(file), "--quick")
    assert code == 0, err
    assert "小店" in out


def test_what_if_sets_the_answer_beside_the_one_without_it(capsys):
    found = value(capsys, "--what-if", "money:2000@2026-11-27")
    Draft202012Validator(closed(SCHEMAS["plan"])).validate(found)
    told = found["what_if"]
    assert told["changes"] == ["money:2000@2026-11-27"]
    assert told["after"]["triggers"]["family"] <= told["before"]["triggers"]["family"]
    assert told["after"]["cost"] == found["cost"]


def test_a_lost_wage_never_makes_it_better(capsys):
    told = value(capsys, "--what-if", "lost:工资@2026-12")["what_if"]
    assert told["after"]["triggers"]["family"] >= told["before"]["triggers"]["family"]


def test_an_agreed_deferral_moves_the_instalment(capsys):
    found = value(capsys, "--what-if", "defer:wld:6@2027-04-03")
    first = min(each["on"] for each in found["payments"] if each["loan"] == "wld")
    assert first >= "2026-12-03"  # the sixth is no longer late, the seventh is due on that day


def test_the_calendar_has_a_neutral_entry_for_each_payment(capsys):
    code, out, _ = said(capsys, SIX_LOANS, "--format", "ics")
    assert code == 0
    events = Calendar.from_ical(out).walk("VEVENT")
    assert events
    assert all("微粒贷" not in str(event["SUMMARY"]) for event in events)


def test_the_rows_add_up_to_the_payments(capsys):
    rows = list(csv.DictReader(io.StringIO(said(capsys, SIX_LOANS, "--format", "csv")[1])))
    assert [row["amount"] for row in rows] == [p["amount"] for p in value(capsys)["payments"]]


@pytest.mark.parametrize(
    "change",
    [
        "money:x@2026-12-05",
        "money:5@2020-01-01",
        "lost:奖金@2026-12",
        "defer:nobody:1@2027-01-01",
        "defer:wld:99@2027-01-01",
        "win the lottery",
    ],
)
def test_a_change_that_makes_no_sense_is_told_how(capsys, change):
    code, out, err = said(capsys, SIX_LOANS, "--what-if", change)
    assert (code, out) == (2, "")
    assert "--what-if" in err and change in err


def test_what_if_needs_a_format_that_can_answer(capsys):
    code, _, err = said(
        capsys, SIX_LOANS, "--what-if", "money:1@2026-12-05", "--format", "csv", "--lang", "en"
    )
    assert code == 2
    assert "use text or json" in err
