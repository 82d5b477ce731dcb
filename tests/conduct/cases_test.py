"""Every case of contact has its verdict, at both doors."""

from __future__ import annotations

from collections import Counter

import pytest

from ashore.conduct.gate import decide, missing_facts
from ashore.conduct.history import History
from ashore.conduct.judge import judge_log
from ashore.conduct.keep import keep_until
from ashore.conduct.verdict import Level
from tests.conduct.verdicts import cases, law, wording

CASES = cases()
PUBLISHED = 30


def named(case) -> str:
    return case.id


def weighty(findings):
    return {each.norm: each for each in findings if each.severity != "note"}


def test_there_are_enough_cases_and_each_has_a_source():
    ids = Counter(case.id for case in CASES)
    assert len(CASES) >= 200
    assert max(ids.values()) == 1
    assert sum(
        "published" in case.id or case.id[:5] in {"us-rf", "us-ct", "us-re"} for case in CASES
    )
    assert all(case.raw["source"].strip() and all(case.raw["title"].values()) for case in CASES)
    assert all(case.expected for case in CASES)


def test_the_published_examples_are_all_here():
    published = [case for case in CASES if case.raw["source"].startswith(("12 CFR 1006 (R", "940"))]
    published = [case for case in published if case.id.startswith(("us-rf", "us-ct", "us-ma-0"))]
    others = [case for case in CASES if case.id in {"us-ret-3", "cn-hours-published-0759"}]
    assert len(published) + len(others) == PUBLISHED


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_judge_gives_the_expected_verdict(case):
    for verdict in judge_log(case.contacts, case.situation, law(), wording()):
        if verdict.id not in case.expected:
            continue
        expected = case.expected[verdict.id]
        found = weighty(verdict.findings)
        assert (verdict.id, verdict.level, sorted(found)) == (
            verdict.id,
            expected.verdict,
            sorted(expected.norms),
        )
        for norm, finding in found.items():
            if norm in expected.levels:
                assert finding.level == expected.levels[norm]
            if norm in expected.articles:
                assert finding.cite.article == expected.articles[norm]
            assert finding.cite.assumed is expected.assumed or not expected.assumed
            assert finding.cite.source
            assert finding.reason.zh
            assert finding.reason.en


@pytest.mark.parametrize("case", CASES, ids=named)
def test_the_gate_asks_the_same_norms(case):
    ordered = sorted(case.contacts, key=lambda each: (each.at, each.id))
    verdicts = {each.id: each for each in judge_log(ordered, case.situation, law(), wording())}
    for place, contact in enumerate(ordered):
        if contact.id not in case.expected or contact.direction == "in":
            continue
        history = History(ordered[:place])
        decision = decide(contact, history, case.situation, law(), wording())
        verdict = verdicts[contact.id]
        assert decision.level == verdict.level
        assert {(each.norm, each.level) for each in decision.reasons} == {
            (each.norm, each.level) for each in verdict.findings
        }
        if verdict.level is Level.BREACH or verdict.level is Level.UNKNOWN:
            assert decision.word != "allow"
        if verdict.level is Level.OK and not missing_facts(contact, case.situation):
            assert decision.word == "allow"
        if decision.word == "wait":
            assert decision.until > contact.at


@pytest.mark.parametrize("case", [case for case in CASES if case.keep_until], ids=named)
def test_records_are_kept_as_long_as_the_norm_says(case):
    kept = keep_until(case.contacts[0], case.situation, law())
    assert {cite.norm: day for day, cite in kept} == case.keep_until
