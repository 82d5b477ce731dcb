"""Few norms bind a private lender: "no fault found" says so, at both doors."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ashore.conduct.as_json import decision_value, verdict_value
from ashore.conduct.few import few_line, few_together
from ashore.conduct.gate import decide
from ashore.conduct.history import History
from ashore.conduct.judge import judge
from ashore.conduct.situation import Situation
from ashore.facts import Contact
from ashore.files.choices import LENDER_TYPE
from ashore.report.verdicts import MISSING
from tests.conduct.verdicts import cases, law, wording

NOON = Contact(
    id="a",
    at=datetime(2026, 11, 20, 4, tzinfo=UTC),
    lender="L",
    loan="A",
    channel="call",
    role="debtor",
    outcome="talk",
    identified=True,
    recorded=True,
)


def judged(kind, contact=NOON, jurisdiction="CN"):
    situation = Situation(lender_type=kind, jurisdiction=jurisdiction)
    return judge(contact, History(), situation, law())


@pytest.mark.parametrize("channel", ["call", "sms", "im", "letter", "visit"])
@pytest.mark.parametrize("role", ["debtor", "parent"])
def test_of_all_kinds_of_lender_only_the_private_one_is_bound_by_few(channel, role):
    contact = replace(NOON, channel=channel, role=role, person="" if role == "debtor" else "h:1")
    """A guarantee company comes under the standard since 2025, as every lender online does."""
    few = {kind for kind in LENDER_TYPE if judged(kind, contact).few is not None}
    assert few == {"private"}


def test_an_unknown_kind_of_lender_claims_nothing():
    assert judged(None).few is None
    assert judged(None, jurisdiction="US").few is None


def test_the_norms_that_bind_are_named_and_wishes_are_none():
    few = judged("private").few
    names = [each.id for each in few.norms]
    assert "cn.conduct.police.threat" in names
    assert not [each for each in names if each.startswith(("cn.conduct.gbt", "cn.conduct.wish"))]
    assert few.of > len(names)


def test_an_ok_is_no_certificate_at_either_door():
    verdict = judged("private")
    assert verdict.level == "ok"
    said = verdict_value(verdict, "zh")["few_norms"]
    assert said["binding"] == [each.id for each in verdict.few.norms]
    assert "“未发现问题”不等于合法" in said["say"]
    situation = Situation(lender_type="private", debtor="d", complete=True)
    proposed = replace(NOON, outcome="")
    decision = decide(proposed, History(), situation, law())
    assert decision.word == "allow"
    assert decision_value(decision, "zh")["few_norms"] == said
    assert (
        decision_value(
            decide(proposed, History(), replace(situation, lender_type="bank"), law()), "zh"
        )["few_norms"]
        is None
    )


def test_a_log_says_once_of_how_many_contacts_it_is_true():
    one, other = judged("private").few, judged("bank").few
    assert few_together([other, None]) is None
    said = few_together([one, other, one])
    assert said.zh.startswith("其中 2 次联系")
    assert said.en.startswith("In 2 of these contacts")
    assert all(each.title.zh in said.zh and each.title.zh in few_line(one).zh for each in one.norms)


def test_every_fact_a_finding_lacks_has_a_plain_name():
    for case in cases():
        for contact in case.contacts:
            found = judge(contact, History(case.contacts), case.situation, law(), wording())
            lacking = {name for each in found.findings for name in each.missing}
            assert lacking <= MISSING.keys(), case.id
