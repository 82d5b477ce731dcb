"""A debt under a plan, month by month: from the books, to the fen."""

from __future__ import annotations

from dataclasses import replace

from ashore.files.case import read_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.ledger.loans import books
from ashore.loan import COMPONENTS
from ashore.plan.run import Options, plan
from ashore.report.course import course, course_html
from ashore.report.markup import Tongue
from tests.plan.sample import claimed
from tests.report.sample import SIX

LAW = read_law(("CN",))
CASE = read_case(SIX)
LEAN = Options(solver=False, fine=False, compare=False, shortages=False)
PLAN = plan(CASE, LAW, read_practice(), CASE.as_of, LEAN)


def test_it_begins_with_what_is_owed_today():
    today = [claimed(books(each.loan, each.events, LAW), CASE.as_of) for each in CASE.loans]
    paid = sum(each.amount for each in PLAN.payments if each.on == CASE.as_of)
    assert course(PLAN, LAW)[0].total == sum(today) - paid
    assert course(replace(PLAN, payments=()), LAW)[0].total == sum(today)


def test_it_ends_where_the_plan_says():
    points = course(PLAN, LAW)
    assert [part for part, _ in points[0].parts] == list(COMPONENTS)
    if PLAN.free_on is not None and PLAN.free_on <= points[-1].on:
        assert points[-1].total == 0
    assert points[-1].total < points[0].total


def test_the_drawing_has_a_table_with_every_point():
    html = course_html(Tongue("zh"), PLAN, LAW)
    assert html.count("<tr>") == len(course(PLAN, LAW)) + 1
    assert "<title>" in html and "style=" not in html
