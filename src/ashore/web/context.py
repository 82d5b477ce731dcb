"""What every page knows: its language, the case in view, whether to look like something else."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ashore.web.http import in_team
from ashore.web.places import PLACES
from ashore.words import Lang

__all__ = ["page"]


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of a page needs."""
    lang = getattr(request, "lang", Lang.ZH)
    session = getattr(request, "session", {})
    match = request.resolver_match
    code = match.kwargs.get("code") if match else None
    return {
        "lang": lang,
        "html_lang": "en" if lang == Lang.EN else "zh-Hans",
        "discreet": getattr(request, "discreet", False),
        "team": in_team(),
        "code": code or session.get("case"),
        "places": PLACES,
        "at": match.url_name if match else "",
    }
