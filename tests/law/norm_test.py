"""A norm on a day, the law as a whole, and exceptions to a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ashore.files.law_text import parse_law
from ashore.law.exceptions import LawConflict, decide
from ashore.law.norm import Law
from ashore.words import LawGap, Text


def norm_text(name, *versions, rank="law", exceptions=(), severity="note", kind="rate"):
    quoted = ", ".join(f'"{each}"' for each in exceptions)
    head = f"""
[[norm]]
id = "{name}"
kind = "{kind}"
title = {{ zh = "题 {name}", en = "title {name}" }}
means = {{ zh = "义", en = "meaning" }}
jurisdiction = "CN"
rank = "{rank}"
severity = "{severity}"
answers_until = 2026-11-23
exceptions = [{quoted}]
"""
    return head + "".join(f"[[norm.from]]\n{each}\n" for each in versions)


FIRST = 'date = 2020-01-01\nuntil = 2020-06-30\nsource = "一"\narticle = "第1条"\nconfidence = "C"'
SECOND = 'date = 2021-01-01\nparams = { value = "0.24" }\nsource = "二"\nconfidence = "A"'


def law_of(*texts):
    norms = [norm for text in texts for norm in parse_law(text)]
    return Law({norm.id: norm for norm in norms}, "v")


LAW = law_of(norm_text("cn.a.one", FIRST, SECOND, severity="breach"), norm_text("cn.b.two", SECOND))


@pytest.mark.parametrize(
    ("day", "source"),
    [
        ("2019-12-31", None),
        ("2020-01-01", "一"),
        ("2020-06-30", "一"),
        ("2020-07-01", None),
        ("2020-12-31", None),
        ("2021-01-01", "二"),
        ("2030-01-01", "二"),
    ],
)
def test_a_gap_between_versions_has_no_answer(day, source):
    norm = LAW.norm("cn.a.one")
    found = norm.version_on(date.fromisoformat(day))
    assert (found and found.source) == source


def test_a_day_without_a_text_says_which_days_have_one_and_what_to_do():
    with pytest.raises(LawGap) as caught:
        LAW.norm("cn.a.one").on(date(2019, 12, 31))
    assert caught.value.say("en") == (
        "cn.a.one: no text in force on 2019-12-31\n"
        "  expected: a day from 2020-01-01 on\n"
        "  do: check the text of that time and add it to law.toml"
    )
    ended = law_of(norm_text("cn.c.end", FIRST)).norm("cn.c.end")
    with pytest.raises(LawGap) as caught:
        ended.on(date(2020, 7, 1))
    assert caught.value.expected.en == "a day from 2020-01-01 to 2020-06-30"
    assert caught.value.expected.zh == "2020-01-01 起至 2020-06-30的日期"


def test_a_citation_says_where_and_how_sure():
    cite = LAW.norm("cn.a.one").cite(date(2020, 3, 1))
    assert (cite.norm, cite.source, cite.article) == ("cn.a.one", "一", "第1条")
    assert (cite.rank, cite.confidence, cite.assumed) == ("law", "C", False)


def test_what_is_uncertain_warns_where_it_would_else_be_a_breach():
    norm = LAW.norm("cn.a.one")
    assert norm.severity_on(date(2020, 1, 1)) == "warning"
    assert norm.severity_on(date(2021, 1, 1)) == "breach"
    assert LAW.norm("cn.b.two").severity_on(date(2021, 1, 1)) == "note"


def test_the_law_by_name_kind_and_beginning():
    assert [norm.id for norm in LAW] == ["cn.a.one", "cn.b.two"]
    assert LAW.value("cn.b.two", date(2021, 1, 1)) == Fraction(6, 25)
    assert [norm.id for norm in LAW.of_kind("rate")] == ["cn.a.one", "cn.b.two"]
    assert LAW.of_kind("cap") == []
    assert [norm.id for norm in LAW.under("cn.b.")] == ["cn.b.two"]
    with pytest.raises(LawGap) as caught:
        LAW.norm("cn.c.three")
    assert caught.value.where == "cn.c.three"


def test_parameters_are_read_as_what_they_have_to_be():
    text = (
        'date = 2021-01-01\nsource = "二"\nconfidence = "A"\nparams = '
        '{ rate = "0.5", days = 7, word = "x", list = ["a", "b"], day = 2021-02-03, '
        "rows = [{ days = 1 }, { days = 2 }] }"
    )
    version = law_of(norm_text("cn.p.all", text)).norm("cn.p.all").versions[0]
    assert version.fraction("rate") == Fraction(1, 2)
    assert version.whole("days") == 7
    assert version.word("word") == "x"
    assert version.words("list") == ("a", "b")
    assert version.day("day") == date(2021, 2, 3)
    assert [row.whole("days") for row in version.tables("rows")] == [1, 2]
    for read in (version.fraction, version.words, version.day, version.tables):
        with pytest.raises(AssertionError):
            read("word")
    for read in (version.whole, version.word):
        with pytest.raises(AssertionError):
            read("rate")


# ---- exceptions


OPEN = 'date = 2020-01-01\nsource = "源"\nconfidence = "A"'
DAY = date(2026, 1, 1)
RULES = law_of(
    norm_text("cn.r.rule", OPEN, rank="rule", exceptions=["cn.r.card", "cn.r.old"]),
    norm_text("cn.r.card", OPEN, rank="rule", exceptions=["cn.r.gold"]),
    norm_text("cn.r.gold", OPEN, rank="law"),
    norm_text("cn.r.old", FIRST, rank="rule"),
    norm_text("cn.r.weak", OPEN, rank="law", exceptions=["cn.r.card"]),
    norm_text("cn.r.round", OPEN, rank="rule", exceptions=["cn.r.back"]),
    norm_text("cn.r.back", OPEN, rank="rule", exceptions=["cn.r.round"]),
)


@pytest.mark.parametrize(
    ("live", "day", "answer"),
    [
        ((), DAY, "cn.r.rule"),
        (("cn.r.card",), DAY, "cn.r.card"),
        (("cn.r.card", "cn.r.gold"), DAY, "cn.r.gold"),
        (("cn.r.gold",), DAY, "cn.r.rule"),
        (("cn.r.old",), DAY, "cn.r.rule"),
        (("cn.r.old",), date(2020, 1, 1), "cn.r.old"),
        (("cn.r.card", "cn.r.old"), DAY, "cn.r.card"),
    ],
)
def test_an_exception_answers_where_it_applies_and_is_in_force(live, day, answer):
    assert decide(RULES, "cn.r.rule", day, lambda norm: norm.id in live).id == answer


@pytest.mark.parametrize(
    ("name", "live", "day", "where", "what"),
    [
        (
            "cn.r.rule",
            {"cn.r.card", "cn.r.old"},
            date(2020, 1, 1),
            "cn.r.card / cn.r.old",
            "two exceptions apply at once: title cn.r.card; title cn.r.old",
        ),
        (
            "cn.r.weak",
            {"cn.r.card"},
            DAY,
            "cn.r.weak / cn.r.card",
            "an exception ranks below the norm it displaces: title cn.r.weak; title cn.r.card",
        ),
        (
            "cn.r.round",
            {"cn.r.back", "cn.r.round"},
            DAY,
            "cn.r.back / cn.r.round",
            "exceptions that lead back to each other: title cn.r.back; title cn.r.round",
        ),
    ],
)
def test_a_clash_names_both_norms(name, live, day, where, what):
    with pytest.raises(LawConflict) as caught:
        decide(RULES, name, day, lambda norm: norm.id in live)
    assert caught.value.where == where
    assert caught.value.what.en == what
    assert caught.value.exit_code == 3
    assert "law.toml" in caught.value.do.zh


def test_a_clash_is_said_whole_in_both_languages():
    with pytest.raises(LawConflict) as caught:
        decide(RULES, "cn.r.round", DAY, lambda norm: norm.id in {"cn.r.back", "cn.r.round"})
    assert caught.value.what.zh.startswith("例外互相指向：")
    assert caught.value.expected == Text("只有一条规定作答", "one norm that answers")
    file = RULES.norm("cn.r.back").file
    assert caught.value.do == Text(
        f"改正 {file} 里的 exceptions", f"correct the exceptions in {file}"
    )


def test_a_clash_in_norms_from_no_file_points_at_the_law_files():
    bare = Law({each.id: replace(each, file="") for each in RULES})
    with pytest.raises(LawConflict) as caught:
        decide(bare, "cn.r.round", DAY, lambda norm: norm.id in {"cn.r.back", "cn.r.round"})
    assert caught.value.do == Text(
        "改正 法规数据文件 里的 exceptions", "correct the exceptions in the law files"
    )
