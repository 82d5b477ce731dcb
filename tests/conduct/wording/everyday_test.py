"""Decent messages are never called a breach, and grave ones still are.

The worst mistake of the check is to call an ordinary reminder a breach: somebody complains on our
word and is wrong. The messages are written for this project; none was ever sent.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ashore.conduct.wording import WordingContext, check_wording

HERE = Path(__file__).parent / "everyday"


def lines(name):
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line]


def breaches(wording, text, **context):
    hits = check_wording(text, wording, WordingContext(**context))
    return [(hit.pattern, hit.phrase) for hit in hits if hit.severity == "breach"]


@pytest.mark.parametrize("text", lines("zh.txt"))
def test_a_decent_chinese_message_is_no_breach(wording, text):
    assert not breaches(wording, text)


@pytest.mark.parametrize("text", lines("en.txt"))
def test_a_decent_english_message_is_no_breach(wording, text):
    assert not breaches(wording, text, jurisdiction="US")


@pytest.mark.parametrize("text", lines("third.txt"))
def test_the_name_of_the_institution_tells_a_third_person_nothing(wording, text):
    assert not breaches(wording, text, role="emergency_contact")


@pytest.mark.parametrize("text", lines("grave.txt"))
def test_a_grave_message_is_a_breach(wording, text):
    assert breaches(wording, text)


@pytest.mark.parametrize("text", ["活该", "他说我活该", "这副嘴脸", "你个无赖", "对方骂我祖宗"])
def test_one_mild_word_is_worth_checking_and_no_more(wording, text):
    assert not breaches(wording, text, channel="call")
    hits = check_wording(text, wording, WordingContext(channel="call"))
    assert {hit.severity for hit in hits if hit.category == "abuse"} == {"warning"}


@pytest.mark.parametrize("word", ["联系人工客服", "打手机", "他妈妈", "人脸识别", "还款日你妈妈"])
def test_an_everyday_word_that_holds_a_bad_one_is_not_found(wording, word):
    assert not check_wording(f"【海岸银行】{word}", wording, WordingContext())
