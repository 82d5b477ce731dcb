"""Today: the three answers on one screen, and the same on one sheet of paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ashore.files.guidance import read_guidance
from ashore.report.gaps import budget_lines
from ashore.report.notice import checked_until
from ashore.report.today import today_of
from ashore.web.answers import answer, open_lines
from ashore.web.http import Request
from ashore.web.plans import quick_plan
from ashore.web.rights import for_reader
from ashore.web.store import Opened
from ashore.words import AshoreError

__all__ = ["deeds", "summary", "today"]


@require_safe
@for_reader
def today(request: Request, found: Opened) -> HttpResponse:
    """Show what is owed, what may come next, what to do."""
    if not found.number:
        return redirect("ask", code=found.code)
    if request.session.get("case") != str(found.code):
        request.session["case"] = str(found.code)
    answer(found).explain()  # while the first page is read: a loan is what is looked at next
    return render(request, "today.html", shown(found, _wait(request)))


@require_safe
@for_reader
def deeds(request: Request, found: Opened) -> HttpResponse:
    """Show what to do today once the plan is made: a part of the page, or of the sheet to print."""
    part = "print_deeds.html" if "sheet" in request.GET else "today_deeds.html"
    return render(request, part, shown(found, PATIENCE))


PATIENCE = 3.0
"""Seconds the part of a page waits for a plan; without one it names what helps the family."""


@require_safe
@for_reader
def summary(request: Request, found: Opened) -> HttpResponse:
    """Show one page to print, for a talk in the family or with a counsellor."""
    if not found.number:
        return redirect("ask", code=found.code)
    return render(request, "print.html", shown(found, _wait(request)))


def _wait(request: Request) -> float:
    """Return how long a page waits for a plan: its parts are asked for later, where scripts run."""
    return PATIENCE if "wait" in request.GET else 0


def shown(found: Opened, wait: float) -> dict[str, Any]:
    """Return what these pages show of a case; a plan is waited for so many seconds."""
    answered = answer(found)
    planned = found.case.budget is not None and bool(found.case.loans)
    try:
        plan = quick_plan(answered, wait) if planned else None
    except AshoreError:
        plan, planned = None, False  # the plan's own page says why
    short, lines = found.case.unfinished, open_lines(found)  # those of the unfinished come last
    return {
        "found": found,
        "case": found.case,
        "today": today_of(answered.outcome, answered.outlook, plan),
        "pending": planned and plan is None,
        "open": lines[: len(lines) - len(short)],
        "left": [
            (place, each.name, line)
            for place, (each, line) in enumerate(
                zip(short, lines[len(lines) - len(short) :], strict=True)
            )
        ],
        "hungry": budget_lines(found.case, read_guidance(found.case.jurisdiction).averages),
        "until": checked_until(answered.outcome),
    }
