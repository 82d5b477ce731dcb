"""A plan in words: one loan is one loan, sums carry their mark, what is not known is no failure."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from ashore.files.case import read_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.plan.outcome import Plan
from ashore.plan.run import LEAN, plan
from ashore.report.plan_beside import differences, if_it_comes
from ashore.report.plan_page import plan_page
from tests.report.sample import SIX


@cache
def made() -> Plan:
    case = read_case(SIX)
    assert case.as_of is not None
    return plan(case, read_law((case.jurisdiction,)), read_practice(), case.as_of, LEAN)


def of_family(states):
    """The plan with these states of the family's goal and no other trigger."""
    found = [each for each in made().triggers if each.goal == "family"]
    on = made().on
    triggers = [replace(each, state=s, on=on) for each, s in zip(found, states, strict=False)]
    return replace(made(), triggers=tuple(triggers))


@pytest.mark.parametrize(
    ("states", "zh", "en"),
    [
        (["kept"], "这 1 笔先还上", "The one loan is paid before"),
        (["kept", "kept"], "2 笔都先还上", "All 2 loans are paid before"),
        (["missed"], "有 1 笔会走到", "1 loan reaches a day"),
        (["missed", "missed"], "有 2 笔会走到", "2 loans reach a day"),
    ],
)
def test_how_many_loans(states, zh, en):
    [family, *_] = plan_page(of_family(states)).head
    assert zh in family.zh
    assert en in family.en


def test_a_day_nobody_knows_is_neither_kept_nor_missed():
    signs = [each.sign for each in plan_page(of_family(["kept", "missed", "unknown"])).deadlines]
    assert signs == ["✓", "✗", "–"]


def test_what_hoped_for_income_changes_is_a_sum_with_its_mark():
    said = if_it_comes(made(), replace(made(), cost=made().cost - 87358))
    assert said.zh == "不确定的收入都来的话：总花费少 ¥873.58"
    assert said.en == "if income that is not certain comes: ¥873.58 less in all"


def test_what_changes_is_told_from_the_most_important_on():
    before = of_family(["missed", "missed"])
    after = replace(of_family(["kept", "missed"]), cost=before.cost + 100, free_on=None)
    family, cost, end = differences(before, after)
    assert (family.zh, cost.zh) == ("家人不被联系：保不住的从 2 笔变成 1 笔", "总花费多 ¥1.00")
    assert family.en == "keep the family out of it: missed by 1 instead of 2"
    assert end.zh.endswith("→ 期内还不清")
    assert differences(before, before)[0].en == "nothing changes"
