"""Pasted messages: what is recognised, what is left open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from ashore.files.intake import read_patterns
from ashore.files.products import preset
from ashore.intake.paste import FIELDS, read_message

ON = date(2026, 11, 25)
PATTERNS = read_patterns()
EXAMPLES = [(each, said) for each in PATTERNS.patterns for said in each.examples]


@pytest.mark.parametrize(("pattern", "said"), EXAMPLES, ids=[said for _, said in EXAMPLES])
def test_every_pattern_finds_its_examples(pattern, said):
    assert pattern.field in FIELDS
    assert read_message(said, PATTERNS, ON).value(pattern.field)


def test_every_sign_names_a_preset():
    assert all(preset(name).id == name for name in PATTERNS.signs.values())


def test_a_reminder_becomes_a_draft():
    draft = read_message(
        "【微粒贷】尊敬的用户,您的借款已逾期20天,应还总额6,149.10元(其中罚息31.67元),共10期。",
        PATTERNS,
        ON,
    )
    assert draft.answers(ON) == {
        "product": "weilidai", "claimed": "6149.10", "instalments": "10", "missed": "2026-11-05",
    }  # fmt: skip
    assert draft.value("penalty") == "31.67"
    assert draft.value("rate") == ""


def test_two_different_sums_are_left_open():
    draft = read_message("应还总额100元。逾期金额200元。", PATTERNS, ON)
    found = next(each for each in draft.fields if each.field == "claimed")
    assert (found.value, found.several) == ("", True)
    assert "claimed" not in draft.answers(ON)


def test_a_day_without_a_year_is_the_one_nearest():
    assert read_message("还款日1月5日", PATTERNS, ON).value("due_on") == "2027-01-05"
    assert (
        read_message("还款日12月30日", PATTERNS, date(2027, 1, 2)).value("due_on") == "2026-12-30"
    )


def test_nothing_is_recognised_in_a_letter_to_a_friend():
    draft = read_message("晚上一起吃饭吗?我带 2 瓶汽水。", PATTERNS, ON)
    assert not any(each.value for each in draft.fields)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    assert len(read_message(text, PATTERNS, ON).fields) == len(FIELDS)
