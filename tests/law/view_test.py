"""What is due: the edges of the window, each on its own day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ashore.files.law_text import parse_law
from ashore.law.norm import Law
from ashore.law.view import due, plain

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
