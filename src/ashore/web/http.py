"""A request as our views get it: with a language and looks, set by the middleware."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

__all__ = ["Request", "and_back", "asked_from", "in_team"]


class Request(HttpRequest):
    """What `middleware.spoken` and django-htmx add to a request; never made, only described."""

    lang: str
    discreet: bool
    htmx: HtmxDetails


def in_team() -> bool:
    """Say whether this is a team's site, with accounts."""
    return bool(getattr(settings, "ASHORE_TEAM", False))


def asked_from(request: Request) -> str:
    """Return the page somebody is on: the one asked for, or the one a part or a form belongs to."""
    if request.method in {"GET", "HEAD"} and not request.htmx:
        return request.get_full_path()
    page = urlsplit(request.htmx.current_url or request.headers.get("Referer", ""))
    return page.path if page.netloc == request.get_host() and page.path else "/"


def and_back(address: str, page: str) -> str:
    """Return an address that leads on to a page of ours once it has been answered."""
    return f"{address}?{urlencode({'next': page})}" if page not in {"", "/"} else address
