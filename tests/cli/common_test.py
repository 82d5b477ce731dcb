"""What every command shares: options in both languages, the day, messages about slips."""

from __future__ import annotations

import argparse
from datetime import date, timedelta

import pytest

from ashore.cli.common import Parser, case_day, emit, lang_of, parse_day, read_case, today
from ashore.facts import Case
from ashore.words import BadInput, Text

ABOUT = Text("某一天欠多少", "what is owed on a day")


def parser(*words: str) -> Parser:
    made = Parser(["balance", *words], ABOUT)
    made.add_case()
    made.add_explain()
    made.add("--loan", help=Text("只看一笔", "one loan"))
    return made


def test_the_usual_options():
    options = parser("case.toml").read()
    assert vars(options) == {
        "case": "case.toml",
        "lang": "zh",
        "format": "text",
        "on": None,
        "explain": False,
        "loan": None,
    }


def test_options_that_are_given():
    options = parser(
        "case.toml",
        "--lang",
        "en",
        "--format=json",
        "--on",
        "2026-11-23",
        "--explain",
        "--loan",
        "a",
    ).read()
    assert (options.lang, options.format, options.on) == ("en", "json", date(2026, 11, 23))
    assert (options.explain, options.loan) == (True, "a")


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ([], "缺少 CASE", "CASE is missing"),
        (["x", "--onn", "1"], "是不是 --on", "unknown argument --onn 1; did you mean --on?"),
        (
            ["x", "--format", "pdf"],
            "--format 不能是 pdf",
            "--format cannot be pdf; choose from text, json",
        ),
        (["x", "--lang", "fr"], "--lang 不能是 fr", "--lang cannot be fr; choose from zh, en"),
        (["x", "--on"], "--on 后面要跟一个值", "--on needs a value"),
    ],
    ids=["missing", "unknown", "choice", "language", "value"],
)
def test_a_slip_on_the_command_line(words, zh, en):
    with pytest.raises(BadInput) as caught:
        parser(*words).read()
    slip = caught.value
    assert slip.exit_code == 2
    assert zh in slip.what.zh
    assert slip.what.en == en
    assert slip.where == "ashore balance"
    assert slip.expected.en.startswith("ashore balance [-h]")
    assert slip.do.en == "see ashore balance --help"


def test_words_of_argparse_that_nobody_translated_still_come_through():
    with pytest.raises(BadInput) as caught:
        parser().error("something new")
    assert "something new" in caught.value.what.zh


@pytest.mark.parametrize("text", ["2026-2-3", "2026-02-30", "tomorrow", "20260203"])
def test_a_day_that_is_none(text):
    with pytest.raises(BadInput):
        parse_day(text)


def test_help_is_in_the_language_asked_for(capsys):
    for words, found, missing in (
        (["-h"], "用法", "usage"),
        (["-h", "--lang", "en"], "usage", "用法"),
    ):
        with pytest.raises(SystemExit) as stop:
            parser(*words).read()
        page = capsys.readouterr().out
        assert stop.value.code == 0
        assert found in page
        assert missing not in page


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        (["x"], "zh"),
        (["x", "--lang", "en"], "en"),
        (["x", "--lang=en"], "en"),
        (["x", "--lang"], "zh"),
        (["--lang", "xx"], "zh"),
    ],
    ids=str,
)
def test_the_language(words, lang):
    assert lang_of(words) == lang


def test_the_day_to_compute_for(capsys):
    case = Case(as_of=date(2026, 1, 2))
    assert case_day(argparse.Namespace(on=date(2025, 5, 5), lang="zh"), case) == date(2025, 5, 5)
    assert case_day(argparse.Namespace(on=None, lang="zh"), case) == date(2026, 1, 2)
    assert case_day(argparse.Namespace(on=None, lang="zh"), Case()) == today()
    assert capsys.readouterr().err == ""


def test_a_day_still_to_come_is_told(capsys):
    later = today() + timedelta(days=400)
    assert case_day(argparse.Namespace(on=later, lang="en"), Case()) == later
    assert capsys.readouterr().err.startswith(f"note: {later} is still to come")


def test_notes_about_the_reading_go_to_standard_error(tmp_path, capsys):
    path = tmp_path / "case.toml"
    path.write_text("ashore = 1\n[[contacts]]\nat = 2026-11-20T22:13:00\n", encoding="utf-8")
    case = read_case(argparse.Namespace(case=str(path), lang="en"))
    assert len(case.contacts) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("note: times without an offset: 1")


def test_json_keeps_its_order_and_its_chinese(capsys):
    emit({"b": 1, "a": {"名": date(2026, 1, 2)}})
    assert capsys.readouterr().out == '{\n  "b": 1,\n  "a": {\n    "名": "2026-01-02"\n  }\n}\n'
