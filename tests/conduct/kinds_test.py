"""Kinds of norm in a small law of the test's own: exceptions, clashes, slips in a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

import pytest

from ashore.conduct.clock import day_start, next_open, zone_named
from ashore.conduct.consent import Consent, read_consent
from ashore.conduct.gate import decide
from ashore.conduct.history import History
from ashore.conduct.judge import judge, judge_log
from ashore.conduct.keep import keep_until
from ashore.conduct.pack import Pack, pack_of
from ashore.conduct.situation import Agreement, Situation, Window
from ashore.conduct.verdict import Level
from ashore.facts import Contact
from ashore.files.law_text import parse_law
from ashore.law.exceptions import LawConflict
from ashore.law.norm import Law
from ashore.words import BadInput, Text
from tests.conduct.verdicts import at, law

NORM = """
[[norm]]
id = "cn.conduct.test.{id}"
kind = "{kind}"
title = {{ zh = "试", en = "test" }}
means = {{ zh = "试", en = "test" }}
jurisdiction = "CN"
rank = "{rank}"
severity = "breach"
answers_until = 2027-01-01
{more}
[[norm.from]]
date = 2020-01-01
params = {{ {params} }}
source = "test"
confidence = "{confidence}"
"""
QUIET = "start = 22:00:00, end = 08:00:00"


def norm(name, kind="quiet_hours", params=QUIET, rank="rule", confidence="A", more=""):
    text = NORM.format(
        id=name, kind=kind, params=params, rank=rank, confidence=confidence, more=more
    )
    return parse_law(text, "test.toml")[0]


def own_law(*norms) -> Law:
    return Law(norms={each.id: each for each in norms}, version="test")


def contact(when="2026-11-20T22:30:00+08:00", **more) -> Contact:
    given = {"id": "c", "lender": "L", "channel": "call", "role": "debtor", "outcome": "talk"}
    return Contact(at=at(when), **{**given, **more})


HOURS = Agreement(
    kind="contact_hours",
    since=datetime(2026, 1, 1, tzinfo=UTC),
    windows=(Window(time(22), time(23)),),
)


def test_an_exception_answers_in_the_place_of_the_rule():
    rule = norm("hours", more='exceptions = ["cn.conduct.test.agreed"]')
    agreed = norm("agreed", "agreed_time", 'effect = "replaces"')
    small = own_law(rule, agreed)
    night, day = contact(), contact("2026-11-20T10:00:00+08:00")
    plain, met = Situation(), Situation(agreements=(HOURS,))
    assert judge(night, History(), plain, small).norms == (rule.id,)
    assert judge(night, History(), met, small).level is Level.OK
    assert judge(day, History(), plain, small).level is Level.OK
    assert judge(day, History(), met, small).norms == (agreed.id,)


def test_two_exceptions_at_once_are_an_error_that_names_both():
    names = '["cn.conduct.test.one", "cn.conduct.test.two"]'
    small = own_law(
        norm("hours", more=f"exceptions = {names}"),
        norm("one", "agreed_time", 'effect = "lifts"'),
        norm("two", "agreed_time", 'effect = "replaces"'),
    )
    assert judge(contact(), History(), Situation(), small).level is Level.BREACH
    with pytest.raises(LawConflict) as clash:
        judge(contact(), History(), Situation(agreements=(HOURS,)), small)
    assert "cn.conduct.test.one" in clash.value.where
    assert "cn.conduct.test.two" in clash.value.where


def test_an_exception_of_lower_rank_is_a_clash():
    rule = norm("hours", more='exceptions = ["cn.conduct.test.agreed"]')
    agreed = norm("agreed", "agreed_time", 'effect = "lifts"', rank="practice")
    with pytest.raises(LawConflict):
        judge(contact(), History(), Situation(agreements=(HOURS,)), own_law(rule, agreed))


def test_confidence_c_is_never_a_breach_and_holds_nothing_back():
    text = replace(norm("hours", confidence="A"), severity="breach")
    weak = replace(text, versions=(replace(text.versions[0], confidence="C"),))
    found = judge(contact(), History(), Situation(), own_law(weak))
    assert (found.level, found.findings[0].holds) == (Level.WARNING, False)
    sure = judge(contact(), History(), Situation(), own_law(text))
    assert (sure.level, sure.findings[0].holds) == (Level.BREACH, True)


def test_a_parameter_nobody_knows_is_named():
    with pytest.raises(BadInput) as wrong:
        Pack(own_law(norm("hours", params=QUIET + ", colour = 1")), "CN")
    assert "colour" in wrong.value.what.en
    assert "cn.conduct.test.hours" in wrong.value.where


@pytest.mark.parametrize("params", ["start = 22:00:00", 'start = "22", end = 08:00:00'])
def test_a_missing_or_wrong_parameter_is_named(params):
    with pytest.raises(BadInput):
        Pack(own_law(norm("hours", params=params)), "CN")


def test_a_limit_of_none_never_opens():
    never = norm(
        "never", "count_limit", 'limit = 0, days = 1, counted = "placed", group = ["lender"]'
    )
    asked = contact("2026-11-20T10:00:00+08:00", outcome="")
    decision = decide(asked, History(), Situation(lender_type="bank"), own_law(never))
    assert (decision.word, decision.until) == ("refuse", None)


def test_the_gate_names_every_missing_fact():
    asked = Contact(id="x", at=at("2026-11-20T10:00:00+08:00"))
    decision = decide(asked, History(), Situation(), law())
    assert decision.word == "refuse"
    assert set(decision.missing) >= {"lender", "channel", "role", "lender_type"}
    asked = contact("2026-11-20T10:00:00+08:00", role="parent", outcome="")
    decision = decide(asked, History(), Situation(lender_type="bank"), law())
    assert set(decision.missing) == {"person", "purpose", "disclosed", "debtor_attempts"}
    visit = contact("2026-11-20T10:00:00+08:00", channel="visit")
    assert "staff" in decide(visit, History(), Situation(lender_type="bank"), law()).missing
    american = Situation(jurisdiction="US")
    assert decide(contact(), History(), american, law()).missing == ("zone", "organisation")
    told = replace(american, collector=True)
    assert decide(contact(), History(), told, law()).missing == ("zone",)


def test_what_remains_counts_the_contact_that_is_asked_about():
    talked = [contact(f"2026-11-20T{hour:02d}:00:00+08:00", id=f"c{hour}") for hour in (9, 10)]
    asked = contact("2026-11-20T11:00:00+08:00", outcome="")
    decision = decide(asked, History(talked), Situation(lender_type="small_loan"), law())
    assert decision.remaining["cn.conduct.gbt.interactive"] == 1
    assert decision.word == "allow"


def test_waiting_goes_from_norm_to_norm():
    talked = [contact(f"2026-11-20T{hour:02d}:00:00+08:00", id=f"c{hour}") for hour in (9, 10, 11)]
    asked = contact("2026-11-20T12:00:00+08:00", outcome="")
    decision = decide(asked, History(talked), Situation(lender_type="small_loan"), law())
    assert decision.until == at("2026-11-21T08:00:00+08:00")  # midnight, then the quiet hours


def test_a_reminder_weighs_nothing():
    made = contact("2026-11-20T10:00:00+08:00")
    verdict = judge(made, History(), Situation(lender_type="bank"), law())
    assert verdict.level is Level.OK
    assert {each.missing for each in verdict.findings} == {("identified",), ("recorded",)}
    assert {(each.level, each.severity) for each in verdict.findings} == {(Level.UNKNOWN, "note")}
    named = replace(made, identified=True, recorded=True)
    assert judge(named, History(), Situation(lender_type="bank"), law()).findings == ()


def test_debts_that_count_as_one_open_together():
    made = [
        contact(f"2026-06-0{day}T10:00:00-04:00", id=f"c{day}", organisation="C", loan=loan)
        for day, loan in zip(range(1, 9), "ABABABAB", strict=True)
    ]
    made = [replace(each, outcome="no_answer") for each in made]
    one = Situation(jurisdiction="US", zones=("America/New_York",), one_debt=("A", "B"))
    asked = replace(made[0], id="new", at=at("2026-06-08T12:00:00-04:00"), outcome="")
    decision = decide(asked, History(made), one, law())
    # eight calls on eight days: the seven from the 2nd on fill the window until the 9th
    assert (decision.word, decision.until) == ("wait", at("2026-06-09T08:00:00-04:00"))
    more = [*made, replace(made[0], id="c9", at=at("2026-06-08T11:00:00-04:00"))]
    decision = decide(asked, History(more), one, law())
    assert (decision.word, decision.until) == ("wait", at("2026-06-10T08:00:00-04:00"))
    apart = replace(one, one_debt=())
    assert decide(asked, History(made), apart, law()).word == "allow"


@dataclass(frozen=True)
class Said:
    severity: str
    confidence: str = "A"
    category: str = "threat"
    phrase: str = "words"
    innocent: Text = Text("", "")


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ((), Level.OK),
        ((Said("note"),), Level.OK),
        ((Said("warning"),), Level.WARNING),
        ((Said("breach"),), Level.BREACH),
        ((Said("breach", "C"),), Level.WARNING),
        ((Said("breach", "C"), Said("breach", "B")), Level.BREACH),
        ((Said("breach", category="other"),), Level.OK),
    ],
)
def test_the_gravest_phrase_decides(said, level):
    small = own_law(norm("words", "wording", 'categories = ["threat"]'))
    made = contact(text="words")
    found = judge(made, History(), Situation(), small, lambda contact, situation: said)
    assert found.level is level
    assert judge(made, History(), Situation(), small).level is Level.OK  # nobody read the text


def test_records_counted_from_the_last_activity_need_that_day():
    situation = Situation(jurisdiction="US", zones=("America/New_York",))
    made = contact("2024-02-29T10:00:00-05:00", organisation="C")
    without = {cite.norm for _, cite in keep_until(made, situation, law())}
    assert without == {"us.regf.recordings"}
    last = datetime(2024, 2, 29, tzinfo=UTC).date()
    kept = {cite.norm: day for day, cite in keep_until(made, situation, law(), last)}
    assert str(kept["us.regf.records"]) == "2027-02-28"


def test_a_card_letter_without_its_contents_is_reminded_of():
    letter = contact("2026-11-20T10:00:00+08:00", channel="letter", text="请尽快还款")
    verdict = judge(letter, History(), Situation(lender_type="card_issuer"), law())
    assert verdict.level is Level.OK
    assert "cn.conduct.card.letter" in verdict.norms


def test_every_norm_on_request():
    verdicts = judge_log([contact("2026-11-20T10:00:00+08:00")], Situation(), law(), every=True)
    assert "cn.conduct.gbt.hours" in {each.norm for each in verdicts[0].passed}


def test_one_pack_for_one_law():
    assert pack_of(law(), "CN") is pack_of(law(), "CN")
    assert pack_of(law(), "CN") is not pack_of(law(), "US")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("  ", None),
        ("22:00-23:00", Consent(hours=(Window(time(22), time(23)),))),
        ("22:00 至 24:00 电话", Consent((Window(time(22), time(0)),), ("call",))),
        ("微信", Consent(channels=("im",))),
        ("2026-04-03", Consent(given_on=at("2026-04-03T00:00:00").date(), words=True)),
        ("wechat or email", Consent(channels=("im", "email"))),
        ("只用微信", Consent(channels=("im",))),
        ("25:99-26:00", Consent(words=False)),
        ("2026-04-06, asked 2026-04-03", Consent(given_on=date(2026, 4, 3), words=True)),
        ("晚上可以", Consent(words=True)),
        ("无", None),
        ("没有同意", None),
        ("不同意", None),
        ("No", None),
        ("none", None),
    ],
)
def test_a_line_about_consent(text, expected):
    assert read_consent(text) == expected


@pytest.mark.parametrize(
    ("blank", "missing"),
    [
        ({"outcome": ""}, "outcome"),
        ({"organisation": "agency"}, "organisation"),
        ({"role": ""}, "role"),
    ],
)
def test_a_contact_that_may_not_be_the_first_is_no_breach_for_silence(blank, missing):
    earlier = contact("2026-11-19T10:00:00+08:00", identified=True, id="c1", **blank)
    later = contact("2026-11-20T10:00:00+08:00", identified=False, id="c2", organisation="")
    verdict = judge_log([earlier, later], Situation(lender_type="bank"), law())[1]
    assert verdict.level is Level.UNKNOWN
    assert missing in {name for each in verdict.findings for name in each.missing}
    alone = judge_log([later], Situation(lender_type="bank", complete=True), law())[0]
    assert alone.level is Level.BREACH


def test_without_a_complete_log_no_contact_is_known_to_be_the_first():
    silent = contact("2026-11-20T10:00:00+08:00", identified=False, id="c1")
    verdict = judge_log([silent], Situation(lender_type="bank"), law())[0]
    assert verdict.level is Level.UNKNOWN
    assert {each.missing for each in verdict.findings if each.kind == "identification"} == {
        ("earlier_contacts",)
    }
    decision = decide(silent, History(), Situation(lender_type="bank"), law())
    assert decision.word == "refuse"
    assert "earlier_contacts" in decision.missing
    named = replace(silent, identified=True, recorded=True)
    assert decide(named, History(), Situation(lender_type="bank"), law()).word == "allow"


@pytest.mark.parametrize(
    ("told", "situation", "level"),
    [
        ({}, {}, Level.UNKNOWN),
        ({"liable": False}, {"liable": ("spouse",)}, Level.BREACH),
        ({"liable": True}, {"not_liable": ("spouse",)}, Level.OK),
        ({}, {"liable": ("W",)}, Level.OK),
        ({}, {"not_liable": ("W",)}, Level.BREACH),
        ({}, {"not_liable": ("spouse",), "liable": ("W",)}, Level.OK),
        ({}, {"not_liable": ("another",)}, Level.UNKNOWN),
    ],
)
def test_a_spouse_may_owe_the_debt_and_nothing_is_presumed(told, situation, level):
    made = contact(
        "2026-11-20T10:00:00+08:00",
        role="spouse", person="W", purpose="collect", disclosed=("amount",), identified=True,
        recorded=True, **told,
    )  # fmt: skip
    around = Situation(lender_type="consumer_finance", reachable=True, **situation)
    verdict = judge_log([made], around, law())[0]
    assert verdict.level is level
    decision = decide(made, History(), around, law())
    assert decision.level is level
    assert (decision.word == "allow") == (level is Level.OK)
    assert ("liable" in decision.missing) == (level is Level.UNKNOWN)
    doubtful = [each for each in verdict.findings if "liable" in each.missing]
    assert bool(doubtful) == (level is Level.UNKNOWN)
    for each in doubtful:
        assert "1064" in each.do.zh
        assert "1064" in each.do.en


def test_a_co_debtor_has_no_defence_of_a_guarantor():
    made = contact(
        "2026-11-20T10:00:00+08:00", role="spouse", person="W", purpose="collect", liable=True,
        identified=True,
    )  # fmt: skip
    around = Situation(lender_type="small_loan", guarantee="general")
    assert judge_log([made], around, law())[0].level is Level.OK
    guarantor = replace(made, role="guarantor", liable=None)
    assert judge_log([guarantor], around, law())[0].level is Level.WARNING


def test_who_is_not_known_to_be_a_collector_is_not_accused_as_one():
    late = contact("2026-06-01T22:30:00-04:00", organisation="", identified=True)
    situation = Situation(jurisdiction="US", zones=("America/New_York",))
    (verdict,) = judge_log([late], situation, law())
    assert verdict.level is Level.UNKNOWN
    assert all("organisation" in each.missing for each in verdict.findings)
    (verdict,) = judge_log([late], replace(situation, collector=True), law())
    assert verdict.level is Level.BREACH


NEW_YORK = zone_named("America/New_York")


def test_a_door_opens_at_its_local_edge_over_a_clock_change():
    night = datetime(2026, 3, 7, 23, tzinfo=NEW_YORK)
    opens = next_open(
        night, (NEW_YORK,), (time(8),), lambda at: 8 <= at.astimezone(NEW_YORK).hour < 21
    )
    assert opens.isoformat() == "2026-03-08T08:00:00-04:00"


def test_a_skipped_hour_does_not_come_back():
    night = datetime(2026, 3, 8, 1, tzinfo=NEW_YORK)
    opens = next_open(night, (NEW_YORK,), (time(2, 30),), lambda at: True)
    assert opens.astimezone(UTC) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
    assert day_start(night.date(), NEW_YORK).hour == 0


def test_a_zone_that_does_not_exist():
    with pytest.raises(BadInput):
        zone_named("America/Nowhere")


@pytest.mark.parametrize(
    ("window", "when", "inside"),
    [
        (Window(time(22), time(2)), "2026-11-20T01:59:59", True),
        (Window(time(22), time(2)), "2026-11-20T02:00:00", False),
        (Window(time(22), time(2), (4,)), "2026-11-21T01:00:00", True),  # Friday night
        (Window(time(22), time(2), (5,)), "2026-11-21T01:00:00", False),
        (Window(time(0), time(0), (5, 6)), "2026-11-21T23:59:59", True),
        (Window(time(0), time(0), (5, 6)), "2026-11-23T00:00:00", False),
        (Window(time(9), time(0)), "2026-11-20T23:59:59", True),
    ],
)
def test_a_window(window, when, inside):
    assert window.holds(at(when)) is inside
