"""The plan's pages: the result at once, a closer one when it is made, what would change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus

import pytest

from ashore.files.case import read_case
from ashore.intake.what_if import WhatIf, changed
from ashore.plan.budget import month_of
from ashore.plan.realism import realism
from ashore.report.plan_page import plan_page
from ashore.web import answers, plans
from ashore.web.answers import Answer
from ashore.web.models import CaseFile
from ashore.web.planning import Desk, make_plan
from ashore.web.store import opened
from ashore.web.views import today
from ashore.words import BadInput
from tests.web.cast import EXAMPLE, text_of


def test_the_plan_is_there_at_once(client, demo):
    page = text_of(client.get(f"/c/{demo}/plan/"))
    assert "lead-line" in page and "先付这几笔" in page and "雪崩" in page


def test_without_a_budget_it_says_what_is_needed(client, demo):
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


class Later:
    """A desk at which nothing is ready until it is told so."""

    def __init__(self):
        self.work = Future()

    def ask(self, *_):
        return self.work


@pytest.mark.parametrize("page", ["plan/", "plan/closer/"])
def test_a_plan_is_waited_for_and_then_shown(client, demo, monkeypatch, page):
    desk = Later()
    monkeypatch.setattr(plans, "DESK", desk)
    for more in ({}, {"HTTP_HX_REQUEST": "true"}):
        assert "<progress" in text_of(client.get(f"/c/{demo}/{page}", **more))
    case = read_case(EXAMPLE)
    desk.work.set_result(make_plan(case, case.as_of, plans.QUICK))
    shown = text_of(client.get(f"/c/{demo}/{page}", HTTP_HX_REQUEST="true"))
    assert "<progress" not in shown and "<html" not in shown


def test_today_names_the_next_payment_of_the_plan_once_it_is_made(client, demo, monkeypatch):
    desk = Later()
    monkeypatch.setattr(plans, "DESK", desk)
    monkeypatch.setattr(today, "PATIENCE", 0.01)
    asks = f'hx-get="/c/{demo}/deeds/" hx-trigger="load'
    for page in ("", "deeds/"):  # a part that had to go without asks again
        assert asks in text_of(client.get(f"/c/{demo}/{page}"))
    case = read_case(EXAMPLE)
    made = make_plan(case, case.as_of, plans.QUICK)
    desk.work.set_result(made)
    names = {each.loan.id: each.loan.name for each in case.loans}
    part = text_of(client.get(f"/c/{demo}/deeds/"))
    assert f"给 {names[made.payments[0].loan]}" in part and "<html" not in part
    assert asks not in part and asks not in text_of(client.get(f"/c/{demo}/"))


def test_the_sheet_to_print_waits_for_no_plan_and_says_what_is_still_to_come(
    client, demo, monkeypatch
):
    desk = Later()
    monkeypatch.setattr(plans, "DESK", desk)
    monkeypatch.setattr(today, "PATIENCE", 0.01)
    sheet = text_of(client.get(f"/c/{demo}/print/"))
    for shown in (sheet, text_of(client.get(f"/c/{demo}/deeds/?sheet=1"))):  # it takes longer
        assert f'hx-get="/c/{demo}/deeds/?sheet=1"' in shown and "还款计划正在算" in shown
    case = read_case(EXAMPLE)
    desk.work.set_result(make_plan(case, case.as_of, plans.QUICK))
    part = text_of(client.get(f"/c/{demo}/deeds/?sheet=1"))
    assert part.startswith("<ol>") and "给 " in part and "正在算" not in part
    assert part in text_of(client.get(f"/c/{demo}/print/?wait=1"))


def test_only_who_really_waits_for_a_plan_gives_the_turn_away(monkeypatch):
    gone = []

    @contextmanager
    def noted():
        gone.append(1)
        yield

    monkeypatch.setattr(plans, "elsewhere", noted)
    desk = Later()
    monkeypatch.setattr(plans, "DESK", desk)
    case = read_case(EXAMPLE)
    asked = Answer(case, case.as_of)
    assert plans.quick_plan(asked, 0) is None and not gone
    assert plans.quick_plan(asked, 0.01) is None and len(gone) == 1
    desk.work.set_result(make_plan(case, case.as_of, plans.LEAN))
    assert plans.quick_plan(asked, 3) is desk.work.result() and len(gone) == 1


def test_plans_are_made_in_processes_of_their_own():
    desk = Desk()
    desk.open()
    try:
        case = read_case(EXAMPLE)
        made = desk.ask(case, case.as_of, plans.LEAN).result(timeout=120)
    finally:
        desk.shut()
    assert made == make_plan(case, case.as_of, plans.LEAN)
    with pytest.raises(BadInput, match="budget"):
        desk.ask(replace(case, budget=None), case.as_of, plans.LEAN).result()


def test_what_explains_a_claim_is_looked_for_while_today_is_read(client, demo, monkeypatch):
    def drawn():
        page = text_of(client.get(f"/c/{demo}/loans/wld/"))
        return page.split('<div class="loan">')[1].partition('<p><a class="button"')[0]

    plain = drawn()
    answers.forget()
    desk = Desk()
    monkeypatch.setattr(answers, "DESK", desk)
    desk.open()
    try:
        assert client.get(f"/c/{demo}/").status_code == HTTPStatus.OK
        answered = answers.answer(opened(CaseFile.objects.get(id=demo), ""))
        answered.kept["explained"].result(timeout=120)
        with monkeypatch.context() as nothing_here:
            nothing_here.delattr(answers, "conventions_of")
            assert drawn() == plain
    finally:
        desk.shut()
    assert "算法" in plain


def test_a_loan_is_the_same_however_it_came_to_be_known():
    case = read_case(EXAMPLE)
    alone, together = (Answer(case, case.as_of) for _ in range(2))
    assert together.outcome.loans
    for place in range(len(case.loans)):
        assert alone.loan(place) == together.loan(place)
    assert any(each.conventions for each in alone.loan(0).claims)


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


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_processes_end_with_the_app(tmp_path, how):
    env = {**os.environ, "ASHORE_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "ashore", "serve", "--port", "0", "--no-browser"]
    app = subprocess.Popen(command, env=env, stdout=subprocess.PIPE)
    assert b"http://127.0.0.1:" in app.stdout.readline()
    app.stdout.readline()
    app.send_signal(how)
    app.stdout.read()  # it ends when the last process that could write to it has ended
    app.stdout.close()
    assert app.wait() in {0, 130, -how}


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_process_that_was_ended_is_started_again(monkeypatch):
    desk, case = Desk(), read_case(EXAMPLE)
    monkeypatch.setattr(plans, "DESK", desk)
    desk.open()
    try:
        asked = Answer(case, case.as_of)
        desk._workers[0].kill()
        desk._workers[0].join()
        made = None
        while made is None:  # what was begun before it was noticed is lost, once
            made = plans.quick_plan(asked, None)
        assert made.payments and len(desk._workers) == 3
    finally:
        desk.shut()


def test_where_figures_are_open_nothing_is_called_proven():
    case = read_case(EXAMPLE)
    made = make_plan(case, case.as_of, plans.QUICK)
    assert made.proven and "没有办法保住更多" in plan_page(made).proof.zh
    shown = plan_page(made, open_=True).proof
    assert "没有办法" not in shown.zh and "proven" not in shown.en and "可能会变" in shown.zh


def test_hoped_for_income_and_whether_it_is_realistic_stand_on_the_closer_page(
    client, demo, monkeypatch
):
    case = read_case(EXAMPLE)
    made = make_plan(case, case.as_of, replace(plans.LEAN, shortages=True, solver=False))
    hoped = make_plan(case, case.as_of, plans.HOPED)
    assert hoped.cost < make_plan(case, case.as_of, plans.LEAN).cost
    desk = Later()
    desk.work.set_result(replace(made, realism=realism(1_000_000, 100_000, None, month())))
    monkeypatch.setattr(plans, "DESK", desk)
    page = text_of(client.get(f"/c/{demo}/plan/closer/"))
    assert "不确定的收入都来的话" in page
    assert "只有利息和罚息停下来" in page and "/offers/" in page


def month():
    budget = read_case(EXAMPLE).budget
    assert budget is not None
    return month_of(budget, "pessimistic")
