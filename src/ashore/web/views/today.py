"""Today: the three answers on one screen, and the same on one sheet of paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ashore.report.notice import checked_until
from ashore.report.today import today_of
from ashore.web.answers import answer
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
    request.session["case"] = str(found.code)
    answered = answer(found)
    shown = today_of(answered.outcome, answered.forecast)
    context = {
        "found": found,
        "case": found.case,
        "today": shown,
        "until": checked_until(answered.outcome),
    }
    return render(request, "today.html", context)


@require_safe
@for_reader
def summary(request: Request, found: Opened) -> HttpResponse:
    """Show one page to print, for a talk in the family or with a counsellor."""
    answered = answer(found)
    shown = today_of(answered.outcome, answered.forecast)
    context = {
        "found": found,
        "case": found.case,
        "today": shown,
        "until": checked_until(answered.outcome),
    }
    return render(request, "print.html", context)
