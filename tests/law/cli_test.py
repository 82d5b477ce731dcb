"""`ashore law`: what a person sees."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ashore.cli import law as command, main


def say(capsys, *words):
    code = main(["law", *words])
    out = capsys.readouterr()
    assert code == 0, out.err
    return out.out


def refuse(capsys, *words):
    code = main(["law", *words])
    out = capsys.readouterr()
    assert out.out == ""
    return code, out.err


@pytest.fixture
def _november(monkeypatch):
    monkeypatch.setattr(command, "today", lambda: date(2026, 11, 23))


def test_the_cap_of_a_day_with_the_lpr_it_comes_from(capsys):
    page = say(capsys, "show", "cn.cap.private", "--on", "2021-05-01")
    for part in (
        "2021-05-01：15.4%（每年） = 4 × 3.85%（cn.lpr.1y，2021-04-20 公布）",
        "出处：最高人民法院关于审理民间借贷案件适用法律若干问题的规定（2020年12月修正） 第25条",
        "位阶：司法解释",
        "可信度：B ",
        "核对到：2026-11-23\n",
        "例外：cn.cap.private.licensed",
        "例外：cn.cap.private.cutover",
        "超过时：超过的部分，法院不支持",
    ):
        assert part in page


def test_the_two_line_rule_in_english(capsys):
    page = say(capsys, "show", "cn.cap.private", "--on", "2018-01-01", "--lang", "en")
    assert "2018-01-01: 24% a year\n" in page
    assert "above 36% void and refundable" in page
    assert "confidence: A " in page
    assert "related: cn.cap.private.refund" in page


def test_a_cap_without_a_known_number_shows_none(capsys):
    page = say(capsys, "show", "cn.cap.private", "--on", "2010-01-01", "--lang", "en")
    assert "2010-01-01: " not in page
    assert "no number is given" in page


def test_the_cap_as_json(capsys):
    told = json.loads(
        say(capsys, "show", "cn.cap.private", "--on", "2021-05-01", "--format", "json")
    )
    assert (told["value"], told["unit"], told["formula"]) == ("0.154", "per_year", "4 x 0.0385")
    assert told["base"] == {
        "norm": "cn.lpr.1y",
        "value": "0.0385",
        "on": "2021-05-01",
        "released": "2021-04-20",
        "confidence": "B",
        "assumed": False,
    }
    assert told["version"]["article"] == "第25条"
    assert told["version"]["params"]["multiple"] == "4"
    assert [each["id"] for each in told["exceptions"]] == [
        "cn.cap.private.licensed",
        "cn.cap.private.cutover",
    ]
    assert [each["from"] for each in told["versions"]][-1] == "2021-01-01"
    assert (told["rank"], told["confidence"], told["assumed"]) == (
        "judicial-interpretation",
        "B",
        False,
    )
    assert len(told["law_version"]) == 12


def test_a_two_line_cap_as_json_has_no_base(capsys):
    told = json.loads(
        say(capsys, "show", "cn.cap.private", "--on", "2018-01-01", "--format", "json")
    )
    assert (told["value"], told["base"], told["formula"]) == ("0.24", None, "")


def test_parameters_days_and_lists_in_text_and_json(capsys):
    page = say(capsys, "show", "cn.fee.case", "--on", "2026-01-01")
    assert "slices：above=10000 rate=0.025; above=100000 rate=0.02" in page
    told = json.loads(
        say(capsys, "show", "cn.credit.repair_2025", "--on", "2026-01-01", "--format", "json")
    )
    assert told["version"]["params"]["paid_until"] == "2026-03-31"
    assert told["version"]["params"]["automatic"] is True
    assert told["version"]["until"] == "2026-03-31"
    assert told["version"]["params"]["amount_max"] == "10000"


def test_further_documents_are_named(capsys):
    page = say(capsys, "show", "cn.enforcement.living_costs", "--on", "2026-01-01", "--lang", "en")
    assert "also in: 最高人民法院关于人民法院民事执行中查封" in page


@pytest.mark.usefixtures("_november")
def test_without_a_day_it_is_today(capsys):
    page = say(capsys, "show", "cn.lpr.1y")
    assert "2026-11-23：3%（每年）" in page
    assert "核对到：2026-09-20；这一天在核对之后，按没有变化推定" in page
    english = say(capsys, "show", "cn.lpr.1y", "--lang", "en")
    assert "checked until: 2026-09-20; the day asked for lies later and is assumed" in english


@pytest.mark.usefixtures("_november")
def test_the_list_of_a_kind(capsys):
    page = say(capsys, "list", "--kind", "cap").splitlines()
    assert len(page) == 13
    assert page[0].split() == ["cn.cap.private", "B", "民间借贷利率上限", "12%（每年）"]
    assert page[1].split() == ["cn.cap.private.refund", "-", "民间借贷", "36%", "返还线"]


def test_the_whole_list_as_json(capsys):
    told = json.loads(say(capsys, "list", "--on", "2026-01-01", "--format", "json", "--lang", "en"))
    rows = {row["id"]: row for row in told["norms"]}
    assert told["on"] == "2026-01-01"
    assert len(rows) > 100
    assert rows["cn.lpr.1y"] == {
        "id": "cn.lpr.1y",
        "kind": "rate",
        "title": "One-year loan prime rate (LPR)",
        "value": "0.03",
        "unit": "per_year",
        "rank": "normative",
        "confidence": "B",
        "severity": "note",
        "in_force": True,
        "answers_until": "2026-09-20",
    }
    assert rows["cn.cap.private"]["value"] == "0.12"
    assert rows["cn.delay.interest"]["value"] == "0.000175"
    assert rows["cn.cap.small_loan.target"]["in_force"] is False
    assert rows["cn.cap.small_loan.target"]["confidence"] is None


def test_yuan_and_plain_numbers_carry_their_unit(capsys):
    page = say(capsys, "list", "--on", "2026-01-01", "--lang", "en")
    rows = {line.split()[0]: line for line in page.splitlines()}
    assert rows["cn.small_loan.limit"].endswith("  200000 yuan")
    assert rows["cn.fee.half"].endswith("  0.5")
    assert rows["cn.delay.interest"].endswith("  0.0175% a day")
    assert rows["cn.court.summary"].endswith("Summary procedure")


def test_what_is_due(capsys):
    page = say(capsys, "due", "--on", "2026-11-01", "--within", "20", "--lang", "en").splitlines()
    assert [line.split()[:3] for line in page] == [
        ["2026-09-20", "check", "cn.lpr.1y"],
        ["2026-09-20", "check", "cn.lpr.5y"],
    ]


def test_what_begins_and_what_ends(capsys):
    told = json.loads(
        say(capsys, "due", "--on", "2026-12-01", "--within", "400", "--format", "json")
    )
    rows = [(row["date"], row["what"], row["id"]) for row in told["due"]]
    assert ("2026-12-31", "ends", "cn.relief.interest_subsidy") in rows
    assert ("2027-12-31", "begins", "cn.cap.small_loan.target") in rows
    assert rows == sorted(rows, key=lambda row: (row[0], row[2], row[1]))
    assert not any(row[2] == "cn.benchmark.1y" for row in rows)
    first = told["due"][0]
    assert (first["days_left"], first["file"]) == (-72, "cn/lpr.toml")
    assert "begins" in say(capsys, "due", "--on", "2027-12-01", "--lang", "en")


def test_the_last_day_of_the_window_counts(capsys):
    def ends(within):
        page = say(capsys, "due", "--on", "2026-12-01", "--within", within, "--lang", "en")
        return [line for line in page.splitlines() if line.split()[1:2] == ["ends"]]

    assert ends("29") == []
    assert len(ends("30")) == 2


def test_nothing_due(capsys):
    assert say(capsys, "due", "--on", "2025-01-01", "--within", "0", "--lang", "en") == (
        "nothing is due\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["show"], 2, "show takes one id, list and due none"),
        (["list", "cn.lpr.1y"], 2, "show takes one id, list and due none"),
        (["show", "cn.cap.privat"], 2, "did you mean cn.cap.private?"),
        (["show", "zzzzzzzzzz"], 2, "look at ashore law list first"),
        (["show", "cn.lpr.1y", "--on", "2019-08-19"], 3, "no text in force on 2019-08-19"),
        (["list", "--kind", "cup"], 2, "did you mean cap?"),
        (["list", "--kind", "zzzzzzzz"], 2, "choose one of these"),
        (["due", "--within", "-1"], 2, ""),
        (["due", "--within", "x"], 2, '"x" is no number of days'),
        (["due", "--within", "100000"], 2, '"100000" is no number of days'),
        (["due", "--on", "2026-02-30"], 2, '"2026-02-30" is not a date'),
        (["tell"], 2, "what cannot be tell"),
    ],
)
def test_a_slip_gets_one_clear_message(capsys, words, code, message):
    got, err = refuse(capsys, *words, "--lang", "en")
    assert got == code
    assert message in err
    assert "expected: " in err
    assert "do: " in err
