"""`ashore forecast`: every format, imagined payments, papers, the log, and messages."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator

from ashore.cli import main
from ashore.cli.common import today
from ashore.report.schemas import SCHEMAS
from tests.report.sample import SIX
from tests.report.schemas_test import closed

SIX_LOANS = str(SIX)


def said(capsys, *words):
    code = main(["forecast", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def wrong(capsys, *words):
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    return err


def value(capsys, *words):
    return json.loads(said(capsys, SIX_LOANS, "--format", "json", *words)[1])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_text_begins_with_the_family_and_never_leaves_help_out(capsys, lang):
    code, out, err = said(capsys, SIX_LOANS, "--lang", lang)
    assert (code, err) == (0, "")
    heads = {"zh": ("家人", "征信", "法院", "12356"), "en": ("The family", "credit", "courts")}[
        lang
    ]
    places = [out.index(head) for head in heads]
    assert places == sorted(places)
    assert "!" not in out
    assert "！" not in out


def test_the_json_fits_its_schema_and_has_no_key_it_does_not_tell(capsys):
    found = value(capsys, "--pay", "wld=500.00@2026-12-01")
    Draft202012Validator(closed(SCHEMAS["forecast"])).validate(found)
    assert {track["loan"] for track in found["credit"]} == {
        track["loan"] for track in found["court"]
    }
    fixed = {"loan", "kind", "track", "date_earliest", "date_usual", "date_latest"}
    assert all(fixed <= event.keys() for event in found["events"])
    assert {"permitted_from", "reported_from", "raised_by", "lowered_by"} <= found["family"].keys()


def test_english_and_chinese_give_the_same_values(capsys):
    assert value(capsys) == value(capsys, "--lang", "en")


def test_the_calendar_is_bytes_with_crlf(capsysbinary):
    assert main(["forecast", SIX_LOANS, "--format", "ics"]) == 0
    data = capsysbinary.readouterr().out
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert len(Calendar.from_ical(data).walk("VEVENT")) > 20


def test_the_calendar_in_a_file_is_the_same(capsysbinary, tmp_path):
    out = tmp_path / "c.ics"
    main(["forecast", SIX_LOANS, "--format", "ics", "--out", str(out)])
    capsysbinary.readouterr()
    main(["forecast", SIX_LOANS, "--format", "ics"])
    assert out.read_bytes() == capsysbinary.readouterr().out


def test_rows(capsys):
    rows = list(csv.DictReader(io.StringIO(said(capsys, SIX_LOANS, "--format", "csv")[1])))
    assert len(rows) == len(value(capsys)["events"])
    assert {row["track"] for row in rows} <= {"permitted", "reported", "due"}


def test_the_page_stands_alone(capsys):
    out = said(capsys, SIX_LOANS, "--format", "html")[1]
    for loaded in ("http://", "https://", "<script src", "<link", "@import", "<img"):
        assert loaded not in out.replace("http://www.w3.org/2000/svg", "")
    assert out.count('<svg role="img" class="lane"') == 6
    assert "12356" in out


def test_fewer_days_show_fewer_events(capsys):
    found = value(capsys, "--days", "7")["events"]
    last = max(event["date_earliest"] for event in found if event["date_earliest"])
    assert last <= "2026-11-30"
    assert len(found) < len(value(capsys)["events"])


def test_one_loan(capsys):
    found = value(capsys, "--loan", "wld")
    assert {event["loan"] for event in found["events"]} == {"wld"}


# ---- imagined payments


def test_imagined_payments_are_a_third_future_of_the_money_alone(capsys):
    plain, paid = value(capsys), value(capsys, "--pay", "wld=1311.00@2026-11-25")
    assert plain["money"]["total"]["plan"] is None
    assert float(paid["money"]["total"]["plan_saved"]) > 0
    assert plain["events"] == paid["events"]
    assert plain["family"] == paid["family"]
    by_loan = {track["loan"]: track["plan_saved"] for track in paid["money"]["loans"]}
    assert {loan for loan, saved in by_loan.items() if saved != "0.00"} == {"wld"}
    assert "imagined (1)" in said(capsys, SIX_LOANS, "--lang", "en", "--pay", "wld=1@2026-11-25")[1]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("nobody=1.00@2026-12-01", "没有借款 nobody"),
        ("wld", "没有借款"),
        ("wld=1.001@2026-12-01", "1.001"),
        ("wld=0@2026-12-01", "不是金额"),
        ("wld=-5@2026-12-01", "不是金额"),
        ("wld=5@2026-02-30", "不是一个日期"),
        ("wld=5@2026-11-22", "2026-11-22 在 2026-11-23 之前"),
    ],
)
def test_an_imagined_payment_that_cannot_be_says_why(capsys, word, told):
    err = wrong(capsys, SIX_LOANS, "--pay", word)
    assert told in err
    assert "--pay wld=500.00@2026-12-01" in err


@pytest.mark.parametrize("days", ["0", "-1", "3661", "x", "1.5", "٣"])
def test_days_that_are_none(capsys, days):
    assert "1 到 3660" in wrong(capsys, SIX_LOANS, f"--days={days}")


# ---- a paper that came


def test_a_paper_as_json_and_as_text(capsys):
    words = ("paper", "payment_order", "--received", "2026-11-20", "--on", "2026-11-23")
    found = json.loads(said(capsys, *words, "--format", "json")[1])
    assert (found["last_on"], found["days_left"]) == ("2026-12-07", 14)
    assert "不算异议" in said(capsys, *words)[1]


def test_a_paper_still_to_come_and_one_that_is_none(capsys):
    tomorrow = today() + timedelta(days=1)
    assert "--received" in wrong(capsys, "paper", "claim", "--received", str(tomorrow))
    assert "payment_order" in wrong(capsys, "paper", "letter", "--received", PAST)
    assert "--received" in wrong(capsys, "paper", "claim")


# ---- the log


@pytest.fixture
def log(tmp_path):
    return tmp_path / "happened.jsonl"


PAST = "2025-06-01"  # before every clock this runs by
SCORE = ("--from", "2026-11-23", "--on", "2027-01-01")


def record(capsys, log, kind="visit", on=PAST, loan="wld"):
    return said(capsys, "record", str(log), "--loan", loan, "--kind", kind, "--on", on)


def note(log, loan, kind, on):
    line = json.dumps({"loan": loan, "kind": kind, "on": on})
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def test_what_happened_is_compared(capsys, log):
    note(log, "wld", "human_call", "2026-11-24")
    note(log, "wld", "visit", "2026-12-10")
    code, out, err = said(capsys, "score", SIX_LOANS, str(log), *SCORE, "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    Draft202012Validator(closed(SCHEMAS["forecast-score"])).validate(found)
    noted = {one["kind"]: one["outcome"] for one in found["entries"] if one["on"]}
    # calls by a person: the days named were over before; a visit: days 30 to 90 after 2026-11-03
    assert noted == {"human_call": "later", "visit": "inside"}
    assert "2026-11-23" in said(capsys, "score", SIX_LOANS, str(log), *SCORE)[1]


def test_what_is_noted_can_be_read_and_the_log_is_only_added_to(capsys, log):
    assert record(capsys, log)[0] == 0
    before = log.read_text("utf-8")
    assert record(capsys, log, "suit")[0] == 0
    assert log.read_text("utf-8").startswith(before)
    code, out, _ = said(capsys, "score", SIX_LOANS, str(log), *SCORE, "--format", "json")
    assert (code, json.loads(out)["before"]) == (0, 2)


def test_what_cannot_be_noted(capsys, log):
    assert "还没到" in record(capsys, log, on=str(today() + timedelta(days=1)))[2]
    assert "是不是 visit" in record(capsys, log, "visitt")[2]
    assert not log.exists()


def test_a_note_on_a_loan_the_case_does_not_know_is_told(capsys, log):
    note(log, "nobody", "visit", "2026-11-24")
    _, _, err = said(capsys, "score", SIX_LOANS, str(log), *SCORE)
    assert "案卷里没有借款 nobody" in err


def test_a_log_that_is_broken_names_its_line(capsys, log):
    note(log, "wld", "visit", "2026-11-24")
    with log.open("a", encoding="utf-8") as file:
        file.write('{"loan": "wld"}\n')
    assert "happened.jsonl:2" in wrong(capsys, "score", SIX_LOANS, str(log), *SCORE)
    with log.open("a", encoding="utf-8") as file:
        file.write("half a line")
    assert "最后一行不完整" in record(capsys, log)[2]


def test_a_forecast_after_the_day_it_is_held_against(capsys, log):
    note(log, "wld", "visit", "2026-11-24")
    words = ("score", SIX_LOANS, str(log), "--from", "2026-11-30", "--on", "2026-11-29")
    assert "--from" in wrong(capsys, *words)
