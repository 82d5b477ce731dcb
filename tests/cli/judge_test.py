"""`ashore judge`: the JSON others rely on, the rows, and the calm page."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from ashore.cli import main

CASE = """
ashore = 1
[person]
reachable = true
[[contacts]]
id = "night"
at = 2026-11-20T22:13:00+08:00
lender = "某贷"
channel = "call"
role = "parent"
person = "妈妈"
outcome = "talk"
disclosed = ["amount"]
purpose = "relay"
[[contacts]]
id = "day"
at = 2026-11-21T08:00:00+08:00
lender = "某贷"
channel = "call"
role = "debtor"
outcome = "talk"
"""
LOG = """id,at,channel,role,outcome,lender
c1,2026-11-20T21:59:59+08:00,call,debtor,talk,某贷
c2,2026-11-20T22:00:00+08:00,call,debtor,talk,某贷
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


def answer(capsys, *words):
    assert main(["judge", *words]) == 0
    return capsys.readouterr().out


def test_the_json_has_the_fixed_keys(case, capsys):
    found = json.loads(answer(capsys, case, "--format", "json"))
    assert [(each["id"], each["verdict"]) for each in found["contacts"]] == [
        ("night", "breach"),
        ("day", "ok"),
    ]
    keys = {"norm", "severity", "verdict", "reason", "source", "confidence"}
    findings = found["contacts"][0]["findings"]
    assert all(keys <= set(each) for each in findings)
    norms = {each["norm"]: each["verdict"] for each in findings}
    assert norms["cn.conduct.gbt.hours"] == "breach"
    assert norms["cn.conduct.gbt.third_when"] == "breach"
    assert norms["cn.conduct.pipl.secret"] == "breach"
    assert norms["cn.conduct.cba.hours"] == "unknown"
    assert all(each["confidence"] != "C" for each in findings if each["verdict"] == "breach")
    assert found["totals"]["verdicts"] == {"breach": 1, "warning": 0, "unknown": 0, "ok": 1}
    assert found["law_version"]


def test_english_and_chinese_say_the_same_things(case, capsys):
    zh = json.loads(answer(capsys, case, "--format", "json"))
    en = json.loads(answer(capsys, case, "--format", "json", "--lang", "en"))
    for one, other in zip(zh["contacts"], en["contacts"], strict=True):
        assert [each["norm"] for each in one["findings"]] == [
            each["norm"] for each in other["findings"]
        ]
        assert all(each["reason"].isascii() is False for each in one["findings"])
        assert all(each["reason"] for each in other["findings"])


def test_a_bare_log(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    found = json.loads(answer(capsys, str(path), "--format", "json", "--lender-type", "bank"))
    assert [each["verdict"] for each in found["contacts"]] == ["ok", "breach"]
    norms = {each["norm"] for each in found["contacts"][1]["findings"]}
    assert {"cn.conduct.gbt.hours", "cn.conduct.cba.hours"} <= norms


def test_the_rows(case, capsys):
    rows = list(csv.DictReader(io.StringIO(answer(capsys, case, "--format", "csv"))))
    assert {row["id"] for row in rows} == {"night", "day"}
    assert {row["verdict"] for row in rows if row["id"] == "night"} == {"breach"}
    assert all(row["source"] for row in rows if row["norm"])


def test_the_page_is_calm_and_says_what_to_do(case, capsys):
    page = answer(capsys, case)
    assert "共 2 次联系：不合规 1，未发现问题 1" in page
    assert "可以做" in page
    assert "这是信息，不是法律意见" in page
    assert "!" not in page
    assert "！" not in page
    page = answer(capsys, case, "--lang", "en")
    assert "2 contacts: 1 not allowed, 1 no fault found" in page
    assert "to do:" in page


def test_explain_names_what_was_checked(case, capsys):
    page = answer(capsys, case, "--explain")
    assert "已核对" in page
    assert "（cn.conduct.gbt.hours）" in page
    assert "已核对" not in answer(capsys, case)


def test_only_up_to_a_day(case, capsys):
    found = json.loads(answer(capsys, case, "--format", "json", "--on", "2026-11-20"))
    assert [each["id"] for each in found["contacts"]] == ["night"]


def test_american_hours_with_a_zone(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(
        "id,at,channel,role,outcome,organisation,lender\n"
        "c1,2026-06-01T21:00:00-04:00,call,debtor,no_answer,C,L\n"
        "c2,2026-06-02T21:00:01-04:00,call,debtor,no_answer,C,L\n",
        encoding="utf-8",
    )
    words = (str(path), "--format", "json", "--jurisdiction", "US", "--zone", "America/New_York")
    found = json.loads(answer(capsys, *words))
    assert [each["verdict"] for each in found["contacts"]] == ["ok", "breach"]
    assert found["contacts"][1]["findings"][0]["norm"] == "us.regf.hours"


def test_a_case_without_contacts(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text("id,at,channel,role,outcome\n", encoding="utf-8")
    assert main(["judge", str(path)]) == 2
    assert "没有联系记录" in capsys.readouterr().err


def test_a_private_lender_is_bound_by_few_norms_and_the_page_says_so(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    words = ("--lender-type", "private")
    page = answer(capsys, str(path), *words)
    assert "只受少数收录的规定约束（治安管理处罚法" in page
    assert "“未发现问题”不等于合法" in page
    english = " ".join(answer(capsys, str(path), *words, "--lang", "en").split())
    assert "does not mean that these contacts are lawful" in english
    found = json.loads(answer(capsys, str(path), *words, "--format", "json"))
    few = found["contacts"][0]["few_norms"]
    assert "cn.conduct.police.threat" in few["binding"]
    assert 0 < len(few["binding"]) < few["of"]
    assert "few of the norms" not in answer(
        capsys, str(path), "--lender-type", "bank", "--lang", "en"
    )


def test_no_word_of_the_case_format_in_the_reasons(capsys, case):
    for lang in ("zh", "en"):
        found = json.loads(answer(capsys, case, "--format", "json", "--lang", lang))
        for one in (each for contact in found["contacts"] for each in contact["findings"]):
            assert not re.search(r"[a-z]_[a-z]|[a-z]\.[a-z]| = ", one["reason"] + one["do"])
