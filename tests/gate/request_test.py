from __future__ import annotations

from datetime import date, time

import pytest

from ashore.conduct.situation import (
    Agreement,
    DebtorState,
    Pause,
    Preferences,
    StopRequest,
    Window,
)
from ashore.files.convert import convert
from ashore.files.problems import BadFile, Check
from ashore.gate.quick import quick_convert
from ashore.gate.request import read_request
from ashore.gate.request_shape import REQUEST
from tests.gate.kit import MORNING, PLACES, request

SINCE = MORNING.isoformat()


def read(**changes):
    return read_request(request(**changes), PLACES)


def said(raw, **how):
    with pytest.raises(BadFile) as caught:
        read_request(raw, PLACES, **how)
    return caught.value.say("en")


def test_a_request_is_a_contact_and_a_situation():
    found = read(id="mine", disclosed=["none"], situation={"stage": "filed", "zones": []})
    assert (found.ref, found.contact.id, found.contact.at) == ("mine", "mine", MORNING)
    assert found.contact.disclosed == ("none",)
    assert found.situation.lender_type == "consumer_finance"
    assert (found.situation.stage, found.history, found.card) == ("filed", None, None)


def test_what_is_not_told_stays_unknown():
    found = read(identified=None, situation={"complete": None, "lender_type": None})
    assert found.contact.identified is None
    assert found.contact.disclosed is None
    assert found.situation.lender_type is None
    assert found.situation.agencies is None
    assert found.situation.complete is False


def test_everything_a_situation_can_hold():
    situation = read(
        situation={
            "jurisdiction": "US",
            "region": "MA",
            "states": [{"kind": "represented", "since": SINCE}],
            "agreements": [
                {"kind": "contact_hours", "since": SINCE, "windows": ["mon-fri 09:00-12:00"]},
                {"kind": "contact_limit", "since": SINCE, "limit": 0},
            ],
            "stops": [{"since": SINCE, "person": "x", "role": "parent", "written": True}],
            "preferences": {
                "hours": ["09:00-18:00"],
                "no_relatives": True,
                "pauses": [{"reason": "illness", "since": SINCE}],
            },
            "zones": ["America/Chicago"],
            "steps": [{"on": "2026-09-01", "stage": "filed"}],
            "principal": "916.80",
            "overdue_since": "2026-05-05",
            "agencies": [],
        }
    ).situation
    assert situation.states == (DebtorState(kind="represented", since=MORNING),)
    window = Window(time(9), time(12), (0, 1, 2, 3, 4))
    assert situation.agreements == (
        Agreement(kind="contact_hours", since=MORNING, windows=(window,)),
        Agreement(kind="contact_limit", since=MORNING, limit=0),
    )
    assert situation.stops == (StopRequest(since=MORNING, person="x", role="parent", written=True),)
    assert situation.preferences == Preferences(
        hours=(Window(time(9), time(18)),),
        no_relatives=True,
        pauses=(Pause(reason="illness", since=MORNING),),
    )
    assert situation.steps == ((date(2026, 9, 1), "filed"),)
    assert (situation.principal, situation.agencies) == (91_680, ())


def test_history_comes_along_and_is_numbered():
    found = read(history=[{"at": SINCE}, {"at": SINCE, "id": "own", "outcome": "talk"}])
    assert found.history is not None
    assert [contact.id for contact in found.history] == ["h1", "own"]


def test_a_time_without_offset_is_beijing_time_and_said_so():
    found = read(at="2026-11-24T10:00:00")
    assert found.contact.at == MORNING
    assert found.zone_assumed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"chanel": "call"}, "did you mean channel"),
        ({"channel": "fax"}, '"fax"'),
        ({"outcome": "busy"}, "unknown key"),
        ({"asked_to_stop": True}, "unknown key"),
        ({"direction": "in"}, "direction is in"),
        ({"identified": "yes"}, "true or false"),
        ({"staff": 2.5}, "staff"),
        ({"situation": {"lender_typ": "bank"}}, "did you mean lender_type"),
        ({"situation": {"zones": ["Mars/Base"]}}, "Mars/Base"),
        ({"situation": {"preferences": {"hours": ["9-18"]}}}, "09:00-18:00"),
        ({"situation": {"preferences": {}}, "card": {}}, "key is missing"),
        ({"situation": {"states": [{"kind": "tired", "since": SINCE}]}}, '"tired"'),
        ({"history": [], "store": "x"}, "history and store"),
        ({"history": [{"at": SINCE, "outcom": "talk"}]}, "did you mean outcome"),
        ({"history": [{"at": SINCE, "id": "a"}, {"at": SINCE, "id": "a"}]}, '"a"'),
        ({"history": "none"}, "history"),
        ({"text": "a\u202eb"}, "text"),
    ],
)
def test_what_breaks_the_format_is_refused_by_name(changes, words):
    assert words in said(request(**changes))


def test_all_problems_come_in_one_message():
    text = said({"at": "x", "channel": "fax", "situation": {"stage": "soon"}})
    assert "2 more" in text


@pytest.mark.parametrize("key", ["history", "store"])
def test_a_store_has_the_history_already(key):
    value = [{"at": SINCE}] if key == "history" else "there"
    assert "the store's" in said(request(**{key: value}), name="000000000002")


def test_the_quick_converter_agrees_with_the_strict_one():
    raw = request(text="…", history=[{"at": SINCE}], situation={"principal": "1.00"})
    quick, strict = Check(), Check()
    found, full = quick_convert(raw, REQUEST, quick), convert(raw, REQUEST, (), strict)
    assert not quick.problems
    assert not strict.problems
    assert full is not None
    assert {
        key: value for key, value in full.items() if key in found and key in {"at", "text"}
    } == {key: found[key] for key in ("at", "text")}
    assert found["situation"]["principal"] == full["situation"]["principal"] == 100
    assert found["history"][0]["at"] == full["history"][0]["at"]


def test_both_converters_say_the_same_of_a_slip():
    raw = request(chanel="call", situation={"debtor": 7})
    quick, strict = Check(), Check()
    quick_convert(raw, REQUEST, quick)
    convert(raw, REQUEST, (), strict)
    assert quick.problems == strict.problems
