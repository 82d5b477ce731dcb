"""The calendar as another program reads it, and the rows of the table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st
from icalendar import Calendar

from ashore.files.case import read_case
from ashore.report.calendar import Entry, calendar_text, folded, uid
from ashore.report.forecast_calendar import forecast_ics, forecast_rows
from ashore.report.forecast_pick import begins
from tests.forecast.sample import ON, case, loan, seen, six
from tests.report.sample import SIX

DAY = timedelta(days=1)
LANGS = ["zh", "en"]


def read(text: str):
    return list(Calendar.from_ical(text.encode()).walk("VEVENT"))


def ids(found):
    return [str(one["UID"]) for one in read(forecast_ics(found, "zh"))]


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("lang", LANGS)
def test_another_program_reads_every_entry_as_a_whole_day(lang, full):
    entries = read(forecast_ics(six(), lang, full=full))
    shown = [
        begins(event)
        for event in six().events
        if (start := begins(event)) and start >= ON and not event.kind.startswith("path_")
    ]
    assert [one.decoded("DTSTART") for one in entries] == shown
    for one in entries:
        assert one.decoded("DTEND") - one.decoded("DTSTART") == DAY
        assert one.decoded("DTSTAMP") == datetime(2026, 11, 23, tzinfo=UTC)
        assert str(one["TRANSP"]) == "TRANSPARENT"
        assert str(one["CLASS"]) == "PRIVATE"
        assert type(one.decoded("DTSTART")) is date


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_written_is_what_is_read(lang):
    text = forecast_ics(six(), lang, full=True)
    for one in read(text):
        about = str(one["DESCRIPTION"])
        assert "\\" not in about  # no escape is left over
        assert about.splitlines()[-1] == about.rpartition("\n")[2]
    whole = " ".join(str(one["SUMMARY"]) for one in read(text))
    assert {"zh": "微粒贷 下一期到期", "en": "falls due"}[lang] in whole


@pytest.mark.parametrize("lang", LANGS)
def test_lines_end_in_crlf_and_are_at_most_75_octets_of_whole_characters(lang):
    data = forecast_ics(six(), lang, full=True).encode()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(len(line) > 70 for line in lines)
    for line in lines:
        line.decode("utf-8")


def test_nothing_is_told_unless_asked():
    text = forecast_ics(six(), "zh")
    for told in ("微粒贷", "借呗", "征信", "起诉", "逾期", "债", "wld", "DESCRIPTION:到"):
        assert told not in text
    assert "DESCRIPTION" not in {key for one in read(text) for key in one}
    assert all(str(one["SUMMARY"]).startswith("事项 ") for one in read(text))


def test_what_must_not_be_missed_rings_the_morning_before():
    for one in read(forecast_ics(six(), "zh", full=True)):
        alarms = list(one.walk("VALARM"))
        must = "下一期到期" in str(one["SUMMARY"]) or "不算逾期" in str(one["SUMMARY"])
        assert bool(alarms) is must, one["SUMMARY"]
        for alarm in alarms:
            assert alarm.decoded("TRIGGER") == timedelta(hours=-15)
            assert str(alarm["ACTION"]) == "DISPLAY"


def test_the_same_forecast_gives_the_same_bytes():
    again = seen(read_case(SIX))
    assert forecast_ics(again, "zh", full=True) == forecast_ics(six(), "zh", full=True)


def test_an_id_stays_when_its_date_moves_and_when_the_day_asked_does():
    plain = seen(case(reachable=False))
    later = seen(case(loan(grace_days=20), reachable=False))
    tomorrow = seen(case(reachable=False), ON + DAY)
    assert len(set(ids(plain))) == len(ids(plain))
    assert set(ids(tomorrow)) <= set(ids(plain))
    assert set(ids(later)) & set(ids(plain))


def test_two_people_with_loans_of_one_name_do_not_share_ids():
    other = seen(case(loan(principal="3000.01"), reachable=False))
    assert not set(ids(other)) & set(ids(seen(case(reachable=False))))


def test_an_id_cannot_be_read_back():
    for one in ids(six()):
        assert one.endswith("@ashore")
        assert not any(told in one for told in ("wld", "suit", "微粒贷"))


def test_only_the_days_asked_for():
    entries = read(forecast_ics(six(), "zh", days=7))
    last = max(one.decoded("DTSTART") for one in entries)
    assert ON <= last <= ON + 7 * DAY
    assert len(entries) < len(ids(six()))


def test_a_case_without_loans_is_an_empty_calendar():
    empty = seen(replace(case(), loans=()))
    assert read(forecast_ics(empty, "zh")) == []


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_title_survives_folding_and_escaping(title):
    entry = Entry(uid=uid(title), on=ON, title=title, about=(title, "2"))
    text = calendar_text([entry], ON, "zh")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    (one,) = read(text)
    kept = "".join(" " if sign in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e" else sign
                   for sign in title)  # fmt: skip
    kept = "".join(" " if 0x2066 <= ord(sign) <= 0x2069 else sign for sign in kept)
    assert str(one["SUMMARY"]) == kept
    assert str(one["DESCRIPTION"]) == f"{kept}\n2"


def test_a_line_cannot_be_broken_out_of():
    entry = Entry(uid="x@ashore", on=ON, title="a\r\nBEGIN:VEVENT;b,c\\d")
    (one,) = read(calendar_text([entry], ON, "en"))
    assert str(one["SUMMARY"]) == "a \nBEGIN:VEVENT;b,c\\d"


def test_a_fold_never_cuts_a_character():
    assert folded("SUMMARY:" + "家" * 40).split("\r\n ")[0] == "SUMMARY:" + "家" * 22


# ---- rows


def test_rows_are_the_events_in_their_order():
    rows = forecast_rows(read_case(SIX), six(), "zh")
    head, *rest = rows
    assert [row[:3] for row in rest] == [
        [event.loan, event.kind, event.track] for event in six().events
    ]
    assert all(len(row) == len(head) for row in rest)
    by_head = [dict(zip(head, row, strict=True)) for row in rest]
    for row, event in zip(by_head, six().events, strict=True):
        assert row["date_earliest"] == (event.earliest.isoformat() if event.earliest else "")
        assert row["norms"] or row["sources"]
    due = next(row for row in by_head if row["kind"] == "instalment")
    assert due["amount"] == "1012.19"


def test_no_cell_is_taken_for_a_formula():
    named = loan("=1+1") | {"name": "@SUM(A1)"}
    rows = forecast_rows(case(named), seen(case(named)), "en")
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    for row in csv.reader(io.StringIO(text.getvalue())):
        assert not any(cell[:1] in {"=", "+", "@", "\t"} for cell in row)
