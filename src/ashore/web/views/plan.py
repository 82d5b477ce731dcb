"""The plan: the result first, then payments, ways compared, what-if, what is missing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ashore.facts import Case
from ashore.files.guidance import read_guidance
from ashore.loan import Method
from ashore.report.course import course_html
from ashore.report.forecast_words import permitted_line
from ashore.report.gaps import budget_lines
from ashore.report.markup import Tongue
from ashore.report.plan_beside import differences
from ashore.report.plan_page import plan_page
from ashore.report.svg import PATTERNS
from ashore.web.answers import answer, law_of, open_lines
from ashore.web.forms.plan import WhatIfForm
from ashore.web.http import Request
from ashore.web.plans import begin_what_if, close_plan, hoped_plan, quick_plan, what_if_plan
from ashore.web.rights import for_reader
from ashore.web.store import Opened

__all__ = ["closer", "plan", "what_if"]


PATIENCE = 0.1
"""Seconds a page waits for a plan before it shows that one is being made."""


@require_safe
@for_reader
def plan(request: Request, found: Opened) -> HttpResponse:
    """Show the quick plan, or that it is being made; the closer one is asked for by the page."""
    context = {"found": found, "case": found.case}
    if found.case.budget is None or not found.case.loans:
        return render(request, "plan_empty.html", context)
    answered = answer(found)
    made = quick_plan(answered, None if "wait" in request.GET else PATIENCE)
    if made is None:
        page = "plan_wait.html" if request.htmx else "plan_wait_page.html"
        return render(request, page, {**context, "on": answered.on})
    tongue, law = Tongue(request.lang), law_of(found.case.jurisdiction)
    drawn = answered.drawn(
        f"course {request.lang}", lambda: PATTERNS + course_html(tongue, made, law)
    )
    more = {
        "plan": plan_page(made, open_=bool(open_lines(found))),
        "drawn": mark_safe(drawn),  # noqa: S308  (made by the report, which escapes)
        "allowed": permitted_line(answered.outlook),
        "on": answered.on,
        "open": open_lines(found),
        "hungry": budget_lines(found.case, read_guidance(found.case.jurisdiction).averages),
        "form": WhatIfForm(loans=_waiting(found.case)),
    }
    page = "plan_whole.html" if request.htmx else "plan.html"
    return render(request, page, {**context, **more})


@require_safe
@for_reader
def closer(request: Request, found: Opened) -> HttpResponse:
    """Show the plan with a close bound and what is missing, or that it is being made."""
    answered = answer(found)
    begin_what_if(answered)  # whoever moves a slider then waits for one plan only
    budget = found.case.budget
    unsure = budget is not None and any(not flow.certain for flow in budget.income)
    made, hoped = close_plan(answered), hoped_plan(answered) if unsure else None
    if unsure and hoped is None:
        made = None
    context = {
        "found": found,
        "case": found.case,
        "plan": made and plan_page(made, hoped=hoped, open_=bool(open_lines(found))),
        "on": answered.on,
    }
    page = "plan_closer.html" if request.htmx else "plan_closer_page.html"
    return render(request, page, context)


@require_safe
@for_reader
def what_if(request: Request, found: Opened) -> HttpResponse:
    """Answer what would change with other money."""
    form = WhatIfForm(request.GET or None, loans=_waiting(found.case))
    context = {"found": found, "case": found.case, "form": form, "plan": None}
    if form.is_valid():
        before, after = what_if_plan(answer(found), form.what_if())
        context |= {"plan": plan_page(after), "changes": differences(before, after)}
    page = "plan_what_if.html" if request.htmx else "plan_what_if_page.html"
    return render(request, page, context)


def _waiting(case: Case) -> list[tuple[str, str]]:
    """Return the loans whose next instalment a lender could let wait."""
    return [
        (file.loan.id, file.loan.name)
        for file in case.loans
        if file.loan.method not in {Method.CARD, Method.GIVEN}
    ]
