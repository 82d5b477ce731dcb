"""What a finding on wording says: the words that were found, or what a text lacks."""

from __future__ import annotations

import pytest

from ashore.conduct.history import History
from ashore.conduct.judge import judge
from ashore.conduct.situation import Situation
from ashore.facts import Contact
from tests.conduct.verdicts import at, law, wording

TEXTS = {"CN": "你的欠款今天必须还清", "US": "You owe us 310.00. Pay today."}


@pytest.mark.parametrize("jurisdiction", TEXTS)
def test_a_text_without_a_name_is_not_quoted_as_empty_words(jurisdiction):
    contact = Contact(
        id="a",
        at=at("2026-11-20T11:00:00+08:00"),
        lender="L",
        channel="sms",
        role="debtor",
        outcome="delivered",
        text=TEXTS[jurisdiction],
    )
    situation = Situation(
        jurisdiction=jurisdiction, lender_type="consumer_finance", zones=("America/New_York",)
    )
    found = judge(contact, History(), situation, law(), wording()).findings
    reasons = [each.reason for each in found if each.norm.endswith(".identify_words")]
    assert reasons
    for reason in reasons:
        assert "文字里看不出是哪家机构；" in reason.zh
        assert "the text does not tell which institution it is from; " in reason.en
    assert not [each for each in found if "“”" in each.reason.zh + each.reason.en]
