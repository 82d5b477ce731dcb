"""The first screen: start, open a case, look at an example."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ashore.files.case import parse_case
from ashore.web.http import Request
from ashore.web.listing import MOST, listed
from ashore.web.models import CaseFile
from ashore.web.rights import may_write, mine, organisation_of, session_of, writer_of
from ashore.web.store import begin, opened, write

__all__ = ["demo", "home"]

EXAMPLE = Path(__file__).parents[2] / "data" / "starter" / "demo.toml"


@require_safe
def home(request: Request) -> HttpResponse:
    """Show the first screen, with the cases there are, fifty at a time."""
    said = request.GET.get("from", "")
    start = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0
    cases = listed(mine(request), session_of(request), start, MOST + 1)
    context = {
        "cases": cases[:MOST],
        "may_begin": may_write(request),
        "start": start,
        "newer": max(start - MOST, 0),
        "older": start + MOST if len(cases) > MOST else 0,
    }
    return render(request, "home.html", context)


@require_POST
def demo(request: Request) -> HttpResponse:
    """Open the invented example; one that is there already is opened again."""
    organisation = organisation_of(request)
    kept = mine(request).filter(demo=True).first()
    if kept is None:
        code = begin(organisation, demo=True)
        kept = CaseFile.objects.get(id=code)
        reading = parse_case(EXAMPLE.read_text(encoding="utf-8"), EXAMPLE.name)
        write(opened(kept, session_of(request)), reading.case, writer_of(request), "demo")
    return redirect("today", code=kept.id)
