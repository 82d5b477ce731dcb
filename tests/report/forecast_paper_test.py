"""What is said of a paper that came: the last day first, and what is no answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator

from ashore.forecast.papers import Paper, deadline
from ashore.report.forecast_paper import paper_ics, paper_text, paper_value
from ashore.report.paper import Paper as Sheet
from ashore.report.schemas import SCHEMAS
from tests.forecast.sample import law
from tests.report.schemas_test import closed

CAME, ON = date(2026, 11, 20), date(2026, 11, 23)


def said(kind, lang="zh", on=ON, came=CAME):
    return paper_text(deadline(kind, came, law()), Sheet(lang), on)


@pytest.mark.parametrize("kind", Paper)
def test_every_paper_fits_the_schema(kind):
    value = paper_value(deadline(kind, CAME, law()), ON)
    Draft202012Validator(closed(SCHEMAS["forecast-paper"])).validate(value)
    assert value["cites"]
    assert (
        value["last_on"] is None
        or value["days_left"] == (date.fromisoformat(value["last_on"]) - ON).days
    )


def test_the_last_day_comes_first_and_what_is_no_objection_is_told():
    text = said("payment_order")
    assert "最后一天 2026-12-07（还有 14 天）" in text
    lines = text.splitlines()
    assert lines[1].startswith("最后一天")
    assert "只说没有钱还" in text.split("这些不算异议")[1]
    assert "only that there is no money" in said("payment_order", "en")


def test_a_day_that_is_over_says_whom_to_ask():
    late = said("payment_order", on=date(2026, 12, 8))
    assert "已经过了" in late
    assert "12368" in late
    theirs = said("credit_objection", on=date(2027, 1, 8))
    assert "已经过了" in theirs
    assert "马上" not in theirs


def test_a_rule_the_files_do_not_have_is_not_known():
    text = said("judgment", came=date(2013, 1, 5))
    assert text.splitlines()[1] == "最后一天不知道"
    assert "12368" in text


def test_a_paper_without_a_number_of_days_gives_none():
    assert "没有固定的天数" in said("demand_letter")
    assert "no fixed number" in said("small_claim_judgment", "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_calendar_rings_twice_and_tells_nothing_unless_asked(lang):
    found = deadline("claim", CAME, law())
    plain, full = (paper_ics(found, lang, ON, full=full) for full in (False, True))
    (one,) = Calendar.from_ical(plain).walk("VEVENT")
    (other,) = Calendar.from_ical(full).walk("VEVENT")
    assert str(one["UID"]) == str(other["UID"])
    assert one.decoded("DTSTART") == date(2026, 12, 7)
    rings = [alarm.decoded("TRIGGER") for alarm in one.walk("VALARM")]
    assert rings == [timedelta(days=-2, hours=-15), timedelta(hours=-15)]
    assert str(one["SUMMARY"]) == {"zh": "事项", "en": "item"}[lang]
    assert "DESCRIPTION" not in one
    assert {"zh": "答辩", "en": "answer"}[lang] in str(other["DESCRIPTION"])


def test_no_day_no_entry():
    found = deadline("demand_letter", CAME, law())
    assert list(Calendar.from_ical(paper_ics(found, "zh", ON)).walk("VEVENT")) == []
