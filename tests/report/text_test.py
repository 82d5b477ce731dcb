"""The report in a terminal."""

from __future__ import annotations

import re

import pytest

from ashore.loan import Finding
from ashore.report.names import FORMULAS, INPUTS
from ashore.report.paper import Paper
from ashore.report.text import (
    balance_text,
    claims_text,
    cost_text,
    report_text,
    schedule_text,
)
from ashore.report.wide import width
from ashore.words import Text
from tests.report.sample import GOLDEN, NAMES, held, law, odd, outcome

TEXTS = {
    "report": report_text,
    "balance": balance_text,
    "cost": cost_text,
    "claims": claims_text,
    "schedule": schedule_text,
}
LANGS = ("zh", "en")
CHINESE = re.compile("[\u4e00-\u9fff]")


def told(kind: str, name: str, lang: str, columns: int = 80, **more) -> str:
    return TEXTS[kind](outcome(name), Paper(lang, columns), **more)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", TEXTS)
def test_the_six_loans_as_they_were_read_and_approved(kind, lang):
    text = told(kind, "six", lang) + "\n"
    assert text.replace(law().version, "LAW") == held(GOLDEN / f"{kind}.{lang}.txt", text)


@pytest.mark.parametrize("columns", [32, 48, 80, 100])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_the_terminal(name, lang, columns):
    for kind in TEXTS:
        for line in told(kind, name, lang, columns).splitlines():
            assert width(line) <= columns, line


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_is_wider_when_everything_is_explained(lang):
    text = told("report", "six", lang, explain=True)
    assert all(width(line) <= 80 for line in text.splitlines())


def test_the_number_comes_first():
    lines = told("report", "six", "zh").splitlines()
    figures = [line for line in lines if "¥" in line]
    assert all(line.strip().startswith("¥") for line in figures)
    assert lines.index(figures[0]) < 5


def test_a_plain_sheet_has_no_colour_and_a_coloured_one_says_the_same():
    plain = report_text(outcome("six"), Paper("zh"))
    bright = report_text(outcome("six"), Paper("zh", colour=True))
    assert "\x1b" not in plain
    assert "\x1b[31m" in bright
    assert re.sub(r"\x1b\[\d+m", "", bright) == plain


def test_red_is_kept_for_what_has_no_ground_in_law():
    bright = report_text(outcome("six"), Paper("en", colour=True))
    red = re.findall(r"\x1b\[31m(.*?)\x1b", bright)
    assert red
    assert not any("32," in figure for figure in red)  # the size of the debt is never red


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("name", ["private", "bare", "yen"])
def test_english_is_english(kind, name):
    text = told(kind, name, "en", 5000)
    for own in ("朋友借款", "短信", "老周"):
        text = text.replace(own, "")
    # The names of Chinese texts stay as they are written; such a line ends with a confidence.
    lines = [line for line in text.splitlines() if "confidence" not in line]
    assert not [line for line in lines if CHINESE.search(line)]


def test_every_answer_ends_with_what_it_is_and_which_law_it_used():
    for kind in TEXTS:
        text = told(kind, "private", "en")
        tail = " ".join(text.splitlines()[-5:])
        assert "not legal advice" in tail
        assert law().version in tail
        assert "checked until" in tail


def test_a_case_without_any_norm_still_names_the_law_version():
    text = told("report", "bare", "zh")
    assert law().version in text


def test_a_private_loan_above_the_cap_is_recalculated():
    text = told("report", "private", "zh")
    assert "按利率上限重算" in text
    assert "超过利率上限、法院不支持的部分" in text


def test_explaining_shows_the_steps_of_the_recalculation_and_of_the_cap():
    text = told("report", "private", "zh", explain=True)
    assert "抵本金" in text
    assert "4 x 0.03" in text or "4 x 0.031" in text
    assert "这些数怎么来的" in text


def test_what_is_settled_and_what_is_to_come_is_said_kindly():
    assert "没有逾期" in told("report", "six", "zh")
    paid_ahead = told("balance", "bare", "en")
    assert "paid ahead, kept for the next due day" in paid_ahead
    assert "not overdue; the next instalment is due on 2026-03-05" in paid_ahead


def test_a_case_without_claims_says_how_to_add_one():
    assert "案卷里没有平台说的数" in told("claims", "bare", "zh")


def test_words_for_a_letter():
    text = " ".join(told("claims", "six", "en").split())
    assert "Words for a letter" in text
    assert "is what the terms of the contract give, to the fen" in text
    assert "is what is due by now" in text
    assert "can be reproduced to the fen" in text
    assert "cannot be reproduced by the terms" in text


def test_notes_of_the_reading_can_be_told_with_the_report():
    note = Finding(kind="zone", loan="", on=None, text=Text("时差按北京时间", "times are Beijing"))
    text = report_text(outcome("bare"), Paper("zh"), notes=[note])
    assert "时差按北京时间" in text


def test_wild_names_stay_on_their_lines():
    text = report_text(odd(), Paper("zh"))
    assert "\u202e" not in text
    assert all(width(line) <= 80 for line in text.splitlines())


def test_the_words_are_kind():
    for lang in LANGS:
        for kind in TEXTS:
            text = told(kind, "six", lang)
            assert "!" not in text
            assert "\uff01" not in text


def steps(why):
    yield why
    for part in why.parts:
        yield from steps(part)


@pytest.mark.parametrize("name", NAMES)
def test_every_formula_and_input_has_words_in_both_languages(name):
    for one in outcome(name).loans:
        for why in steps(one.why):
            assert not why.formula or why.formula in FORMULAS, why.formula
            assert {key for key, _ in why.inputs} <= set(INPUTS), why.inputs
