"""Pages that belong to no case: language, looks, the quick way out, what to say when it fails."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from ashore.report.forecast_style import FORECAST_STYLE
from ashore.report.style import stylesheet
from ashore.web.answers import forget
from ashore.web.http import Request
from ashore.web.keyring import KEYRING
from ashore.web.rights import session_of
from ashore.words import Lang

__all__ = [
    "about", "back", "blank", "discreet", "failed", "language", "leave", "missing", "refused",
    "stale", "style", "too_much", "whence",
]  # fmt: skip


def whence(request: Request, otherwise: str) -> HttpResponseRedirect:
    """Go back to the page a form names in `next`, if it is one of ours."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = ""
    return redirect(target or otherwise)


@require_POST
def language(request: Request, lang: str) -> HttpResponse:
    """Switch the language."""
    request.session["lang"] = lang if lang in list(Lang) else Lang.ZH
    return whence(request, "home")


@require_POST
def discreet(request: Request) -> HttpResponse:
    """Switch neutral titles and icon on or off."""
    request.session["discreet"] = not request.session.get("discreet")
    return whence(request, "home")


@require_safe
def about(request: Request) -> HttpResponse:
    """Say what this is, where things are kept, and what it does not do."""
    return render(request, "about.html")


# -- the quick way out ----------------------------------------------------------------------------


@require_safe
def leave(request: Request) -> HttpResponse:
    """Hide everything at once: lock what is sealed, show a blank note for every page until back."""
    KEYRING.drop(session=session_of(request))
    forget()
    request.session["away"] = True
    return redirect("blank")


@require_safe
def blank(request: Request) -> HttpResponse:
    """Show an empty note."""
    return render(request, "blank.html")


@require_POST
def back(request: Request) -> HttpResponse:
    """Come back from the blank note."""
    request.session.pop("away", None)
    return redirect("home")


# -- looks and faults -----------------------------------------------------------------------------


@require_safe
def style(request: Request) -> HttpResponse:
    """Return the looks that the printed report has too."""
    response = HttpResponse(_looks(), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@cache
def _looks() -> str:
    return stylesheet() + FORECAST_STYLE


def refused(request: Request, exception: Exception) -> HttpResponse:
    """Say that a reader may not change a case."""
    return _hidden(request) or render(request, "refused.html", status=HTTPStatus.FORBIDDEN)


def too_much(request: Request, exception: Exception) -> HttpResponse:
    """Say that what was sent cannot be taken: too long, or broken off."""
    return _hidden(request) or render(request, "too_much.html", status=HTTPStatus.BAD_REQUEST)


def missing(request: Request, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    return _hidden(request) or render(request, "missing.html", status=HTTPStatus.NOT_FOUND)


def stale(request: Request, reason: str = "") -> HttpResponse:
    """Say that a page was too old to be sent from; nothing was changed."""
    return _hidden(request) or render(request, "stale.html", status=HTTPStatus.FORBIDDEN)


def _hidden(request: Request) -> HttpResponse | None:
    """Return the way to the blank note for somebody who left."""
    return redirect("blank") if request.session.get("away") else None


def failed(request: Request) -> HttpResponse:
    """Say that the fault is ours."""
    return render(request, "failed.html", status=HTTPStatus.INTERNAL_SERVER_ERROR)
