"""What every page knows: its language, the case in view, whether to look like something else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ashore.web.http import in_team
from ashore.web.places import PLACES
from ashore.words import Lang

__all__ = ["page"]

ALONE = ("home", "open", "ask", "question", "paste", "unlock", "erase")
"""Pages without the bar: one thing at a time, or no case in view."""


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page needs."""
    lang = getattr(request, "lang", Lang.ZH)
    session = getattr(request, "session", {})
    match = request.resolver_match
    code = match.kwargs.get("code") if match else None
    asking = match is not None and match.url_name in ALONE
    return {
        "lang": lang,
        "html_lang": "en" if lang == Lang.EN else "zh-Hans",
        "discreet": getattr(request, "discreet", False),
        "team": in_team(),
        "code": None if asking else code or session.get("case"),
        "places": PLACES,
        "at": match.url_name if match else "",
    }
