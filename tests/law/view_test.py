"""What is due: the edges of the window, each on its own day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ashore.files.law import read_law
from ashore.files.law_text import parse_law
from ashore.law.norm import Law
from ashore.law.view import due, listed, plain, shown

TEXT = """
[[norm]]
id = "cn.v.one"
kind = "rate"
title = { zh = "题", en = "title" }
means = { zh = "义", en = "meaning" }
jurisdiction = "CN"
rank = "law"
severity = "note"
answers_until = 2026-06-15
[[norm.from]]
date = 2026-06-10
until = 2026-06-20
source = "源"
confidence = "A"
"""
LAW = Law({norm.id: norm for norm in parse_law(TEXT)})


@pytest.mark.parametrize(
    ("on", "within", "found"),
    [
        ("2026-06-08", 1, []),
        ("2026-06-08", 2, ["begins"]),
        ("2026-06-09", 1, ["begins"]),
        ("2026-06-10", 0, []),
        ("2026-06-10", 4, []),
        ("2026-06-10", 5, ["check"]),
        ("2026-06-16", 0, ["check"]),
        ("2026-06-16", 3, ["check"]),
        ("2026-06-16", 4, ["check", "ends"]),
        ("2026-06-20", 0, ["check", "ends"]),
        ("2026-06-21", 9, ["check"]),
    ],
)
def test_edges_of_the_window(on, within, found):
    assert [each.what for each in due(LAW, date.fromisoformat(on), within)] == found


@pytest.mark.parametrize(("checked", "due_again"), [("19", True), ("20", False), ("21", False)])
def test_what_ended_before_it_was_checked_is_history(checked, due_again):
    text = TEXT.replace("2026-06-15", f"2026-06-{checked}")
    law = Law({norm.id: norm for norm in parse_law(text)})
    assert bool(due(law, date(2026, 7, 1), 30)) == due_again


def test_the_most_pressing_comes_first():
    found = due(LAW, date(2026, 6, 9), 30)
    assert [(each.what, each.on) for each in found] == [
        ("begins", date(2026, 6, 10)),
        ("check", date(2026, 6, 15)),
        ("ends", date(2026, 6, 20)),
    ]
    assert found[0].norm.id == "cn.v.one"


def test_parameters_as_json_has_them():
    (norm,) = parse_law(
        TEXT + '[norm.from.params]\na = ["1.50", "x"]\nb = 22:00:00\nc = { d = true, e = 3 }\n'
    )
    assert plain(norm.versions[0].params) == {
        "a": ["1.5", "x"],
        "b": "22:00:00",
        "c": {"d": True, "e": 3},
    }
    assert plain(None) is None
    assert plain(date(2026, 1, 1) + timedelta(days=1)) == "2026-01-02"


RULES = """
[[norm]]
id = "cn.v.rule"
kind = "rate"
title = { zh = "规定", en = "rule" }
means = { zh = "义", en = "meaning" }
jurisdiction = "CN"
rank = "law"
severity = "note"
answers_until = 2026-06-15
exceptions = ["cn.v.except"]
scope = { lender_types = ["bank"], products = ["card"], channels = ["call"], roles = ["debtor"] }
[[norm.from]]
date = 2020-01-01
until = 2025-12-31
params = { value = "0.1" }
source = "旧"
article = "第1条"
url = "https://example.org/old"
confidence = "B"
[[norm.from]]
date = 2026-01-01
params = { value = "0.2" }
source = "新"
confidence = "A"

[[norm]]
id = "cn.v.except"
kind = "rate"
title = { zh = "例外", en = "exception" }
means = { zh = "义", en = "meaning" }
jurisdiction = "CN"
rank = "law"
severity = "note"
answers_until = 2026-06-15
[[norm.from]]
date = 2020-01-01
source = "源"
confidence = "A"

[[norm]]
id = "cn.v.rule.part"
kind = "rate"
title = { zh = "其中", en = "part" }
means = { zh = "义", en = "meaning" }
jurisdiction = "CN"
rank = "law"
severity = "note"
answers_until = 2026-06-15
[[norm.from]]
date = 2020-01-01
source = "源"
confidence = "A"
"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_all_there_is_to_say_of_a_norm(lang):
    law = Law({norm.id: norm for norm in parse_law(RULES)})
    found = shown(law.norm("cn.v.rule"), date(2026, 6, 16), law, lang)
    words = {"zh": ("义", "例外", "其中"), "en": ("meaning", "exception", "part")}[lang]
    assert found["means"] == words[0]
    assert found["jurisdiction"] == "CN"
    assert found["assumed"] is True  # a day past the last check
    assert found["scope"] == {
        "lender_types": ["bank"],
        "products": ["card"],
        "channels": ["call"],
        "roles": ["debtor"],
    }
    old, new = found["versions"]
    assert found["version"] == new
    assert (old["url"], new["url"]) == ("https://example.org/old", "")
    assert (old["source"], new["source"]) == ("旧", "新")
    assert found["exceptions"] == [{"id": "cn.v.except", "title": words[1]}]
    assert found["related"] == [{"id": "cn.v.rule.part", "title": words[2]}]


def test_a_cap_is_listed_with_the_rate_it_is_a_multiple_of():
    law = read_law(("CN",))
    found = listed(law.norm("cn.cap.private"), date(2024, 6, 30), law, "en")
    assert found == {
        "id": "cn.cap.private",
        "kind": "cap",
        "title": "Cap on private lending",
        "value": "0.138",
        "unit": "per_year",
        "rank": "judicial-interpretation",
        "confidence": found["confidence"],
        "severity": "breach",
        "in_force": True,
        "answers_until": law.norm("cn.cap.private").answers_until.isoformat(),
        "formula": "4 x 0.0345",
        "base": {
            "norm": "cn.lpr.1y",
            "value": "0.0345",
            "on": "2024-06-30",
            "released": "2024-06-20",
            "confidence": found["base"]["confidence"],
            "assumed": False,
        },
        "says": "a court grants nothing above it",
        "method": "court_simple",
        "effect": "unsupported",
        "covers": ["interest"],
    }
    assert found["confidence"] in {"A", "B"}
    assert found["base"]["confidence"] in {"A", "B"}


def test_a_cap_without_a_number_is_listed_without_one():
    law = read_law(("CN",))
    found = listed(law.norm("cn.cap.card_fairness"), date(2024, 6, 30), law, "zh")
    assert (found["value"], found["formula"], found["base"]) == (None, "", None)
    assert (found["effect"], found["severity"]) == ("weighed", "note")


def test_a_norm_not_yet_in_force_is_listed_without_an_answer():
    found = listed(LAW.norm("cn.v.one"), date(2026, 6, 9), LAW, "zh")
    assert found == {
        "id": "cn.v.one",
        "kind": "rate",
        "title": "题",
        "value": None,
        "unit": "",
        "rank": "law",
        "confidence": None,
        "severity": "note",
        "in_force": False,
        "answers_until": "2026-06-15",
    }
