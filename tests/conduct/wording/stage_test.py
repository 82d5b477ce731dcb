"""The threat check: a claimed step against the stage of the case."""

from __future__ import annotations

import itertools

import pytest

from ashore.conduct.wording import WordingContext, check_wording
from ashore.conduct.wording_patterns import STAGES
from ashore.conduct.wording_stage import CaseStage, stage_note
from ashore.files.wording import read_wording

WORDING = read_wording()
# A note informs; it never says that something will or will not happen to this borrower.
PROMISES = ("保证您", "一定不会", "绝对不会", "放心不还", "不用还", "we promise", "guarantee that")


def hit(text, **case):
    context = WordingContext(channel="im", case=CaseStage(**case))
    (found, *_) = check_wording(text, WORDING, context)
    return found


@pytest.mark.parametrize(
    ("step", "stage", "card", "principal"),
    list(
        itertools.product(WORDING.steps, STAGES, (None, True, False), (None, 4_999_999, 5_000_000))
    ),
)
def test_every_step_has_words_at_every_stage(step, stage, card, principal):
    note = stage_note(step, CaseStage(stage=stage, card=card, principal=principal), WORDING)
    assert note.zh
    assert note.en
    assert WORDING.steps[step].check.zh in note.zh
    assert not [one for one in PROMISES if one in note.zh or one in note.en.lower()]


@pytest.mark.parametrize(
    ("stage", "category", "severity"),
    [("none", "invented_step", "warning"), ("demand", "invented_step", "warning"),
     ("filed", "step_claim", "note"), ("judgment", "step_claim", "note"),
     ("enforcement", "step_claim", "note")],
)  # fmt: skip
def test_a_freeze_becomes_possible_once_a_court_has_the_case(stage, category, severity):
    found = hit("马上冻结你的银行卡", stage=stage)
    assert (found.category, found.severity) == (category, severity)


@pytest.mark.parametrize(
    ("stage", "category"),
    [("filed", "invented_step"), ("judgment", "step_claim"), ("enforcement", "step_claim")],
)
def test_sealing_waits_for_a_judgment(stage, category):
    assert hit("明天来查封你的房子", stage=stage).category == category


@pytest.mark.parametrize("stage", STAGES)
def test_jail_is_never_a_mere_claim(stage):
    found = hit("再不还就让你坐牢", stage=stage)
    assert found.category == "invented_step"
    assert "单纯还不上" in found.stage_note.zh


def test_filed_without_a_case_is_possible_but_unproven():
    note = hit("你的案子已经立案了", stage="none").stage_note
    assert "证明不了" in note.zh
    assert "12368" in note.zh
    assert "12368" in note.en


def test_a_payment_order_has_fifteen_days():
    assert "15 日" in hit("我行已申请支付令").stage_note.zh
    assert "cn.court.payment_order.objection" in hit("我行已申请支付令").stage_norms


@pytest.mark.parametrize(
    ("card", "principal", "words"),
    [
        (True, 4_999_999, "还没有到这个数"),
        (True, 5_000_000, "两次有效催收"),
        (True, None, "两次有效催收"),
        (False, 9_000_000, "恶意透支的规定不适用"),
        (None, None, "例外各有条件"),
    ],
)
def test_criminal_lines_come_with_their_conditions(card, principal, words):
    assert words in hit("不还就抓你", card=card, principal=principal).stage_note.zh


def test_card_fraud_named_to_a_card_holder_is_a_claim_with_conditions():
    found = hit("您的透支可能涉嫌信用卡诈骗", card=True, principal=5_200_000)
    assert (found.category, found.severity) == ("step_claim", "note")
    assert hit("您的借款涉嫌贷款诈骗", card=False).category == "invented_step"


def test_a_visit_is_bound_by_rules():
    note = hit("明天安排专员上门核实", stage="demand").stage_note
    assert "至少两人" in note.zh
    assert "at least two people" in note.en


@pytest.mark.parametrize(("days", "told"), [(0, True), (29, True), (30, False), (None, False)])
def test_an_early_claim_is_called_early(days, told):
    note = hit("我司将依法起诉", stage="none", overdue_days=days).stage_note
    assert ("据报道" in note.zh) is told


def test_a_hit_without_a_step_has_no_note():
    assert hit("你就是个人渣").stage_note is None
