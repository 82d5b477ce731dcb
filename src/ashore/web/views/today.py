"""Today: the three answers on one screen, and the same on one sheet of paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ashore.intake.ranges import open_rates
from ashore.report.gaps import gap_lines
from ashore.report.notice import checked_until
from ashore.report.today import today_of
from ashore.web.answers import answer, law_of
from ashore.web.http import Request
from ashore.web.rights import for_reader
from ashore.web.store import Opened

__all__ = ["summary", "today"]


@require_safe
@for_reader
def today(request: Request, found: Opened) -> HttpResponse:
    """Show what is owed, what may come next, what to do."""
    if not found.number:
        return redirect("ask", code=found.code)
    if request.session.get("case") != str(found.code):
        request.session["case"] = str(found.code)
    return render(request, "today.html", shown(found))


@require_safe
@for_reader
def summary(request: Request, found: Opened) -> HttpResponse:
    """Show one page to print, for a talk in the family or with a counsellor."""
    return render(request, "print.html", shown(found))


def shown(found: Opened) -> dict[str, Any]:
    """Return what both pages show of a case."""
    answered = answer(found)
    law = law_of(found.case.jurisdiction)
    return {
        "found": found,
        "case": found.case,
        "today": today_of(answered.outcome, answered.forecast, set(open_rates(found.gaps))),
        "open": gap_lines(found.case, found.gaps, law, answered.on),
        "until": checked_until(answered.outcome),
    }
