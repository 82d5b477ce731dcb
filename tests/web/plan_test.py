"""The plan's pages: the result at once, a closer one when it is made, what would change."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from ashore.files.case import read_case
from ashore.intake.what_if import WhatIf, changed
from ashore.web import plans
from tests.web.cast import EXAMPLE, text_of


def test_the_plan_is_there_at_once(client, demo):
    page = text_of(client.get(f"/c/{demo}/plan/"))
    assert "lead-line" in page and "先付这几笔" in page and "雪崩" in page


def test_without_a_budget_it_says_what_is_needed(client, demo):
    from dataclasses import replace

    from ashore.web import store
    from ashore.web.models import CaseFile

    found = store.opened(CaseFile.objects.get(id=demo), "me")
    store.write(found, replace(found.case, budget=None), store.Writer(session="me"), "test")
    page = text_of(client.get(f"/c/{demo}/plan/"))
    assert "去填收支" in page


def test_more_money_changes_the_plan_and_nothing_changes_nothing(client, demo):
    answer = client.get(
        f"/c/{demo}/plan/what-if/",
        {"monthly": "1000", "once": "0", "late": "0", "waits": ""},
        HTTP_HX_REQUEST="true",
    )
    page = text_of(answer)
    assert "<html" not in page and "总花费少" in page
    same = text_of(client.get(f"/c/{demo}/plan/what-if/", {"monthly": "0"}))
    assert "没有变化" in same


@pytest.mark.parametrize("wrong", [{"monthly": "-1"}, {"late": "x"}, {"waits": "nobody"}])
def test_a_slider_that_says_nonsense_is_told_so(client, demo, wrong):
    answer = client.get(f"/c/{demo}/plan/what-if/", wrong)
    assert answer.status_code == 200 and "再拖一次" in text_of(answer)


def test_the_closer_plan_is_waited_for_and_then_shown(client, demo, monkeypatch):
    work: Future = Future()
    monkeypatch.setattr(plans._POOL, "submit", lambda *_: work)
    plans.forget_plans()
    asked = f"/c/{demo}/plan/closer/"
    assert "<progress" in text_of(client.get(asked, HTTP_HX_REQUEST="true"))
    case = read_case(EXAMPLE)
    work.set_result(plans._plan(case, case.as_of, plans.LEAN))
    page = text_of(client.get(asked, HTTP_HX_REQUEST="true"))
    assert "<progress" not in page and "算得更细" in page
    plans.forget_plans()


def test_a_change_of_the_case_leaves_the_case_alone():
    case = read_case(EXAMPLE)
    on = case.as_of
    assert changed(case, WhatIf(), on) == case
    more = changed(case, WhatIf(monthly=50_000, once=10_000, late=3), on)
    assert len(more.budget.income) == len(case.budget.income) + 2
    late = {
        (new.on - old.on).days
        for old, new in zip(case.budget.income, more.budget.income, strict=False)
    }
    assert late == {3}
    waits = changed(case, WhatIf(waits="wld"), on)
    wld = waits.loans[0]
    assert wld.events[-1].instalments == (7,) and str(wld.events[-1].to) == "2027-01-03"
    assert waits.loans[1:] == case.loans[1:]
