"""The time to come: the family shield, a lane for each loan, the credit record, the courts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ashore.report.forecast_calendar import forecast_ics
from ashore.report.forecast_html import forecast_parts
from ashore.report.markup import Tongue
from ashore.web.answers import answer, open_lines
from ashore.web.http import Request
from ashore.web.rights import for_reader
from ashore.web.store import Opened

__all__ = ["ahead", "calendar"]


@require_safe
@for_reader
def ahead(request: Request, found: Opened) -> HttpResponse:
    """Show the whole forecast."""
    if not found.number:  # nothing is told of a case of which nothing is known
        return redirect("ask", code=found.code)
    answered = answer(found)
    tongue = Tongue(request.lang)
    drawn = answered.drawn(
        f"ahead {request.lang}",
        lambda: "".join(forecast_parts(tongue, found.case, answered.forecast)),
    )
    context = {
        "found": found,
        "case": found.case,
        "on": answered.on,
        "open": open_lines(found),
        "drawn": mark_safe(drawn),  # noqa: S308  (made by the report, which escapes)
    }
    return render(request, "ahead.html", context)


@require_safe
@for_reader
def calendar(request: Request, found: Opened) -> HttpResponse:
    """Send the dates as a calendar; titles and the file's name say nothing unless asked to."""
    full = request.GET.get("titles") == "full" and not request.discreet
    text = forecast_ics(answer(found).forecast, request.lang, full=full)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response
