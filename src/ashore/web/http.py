"""A request as our views get it: with a language and looks, set by the middleware."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

__all__ = ["Request", "in_team"]


class Request(HttpRequest):
    """What `middleware.spoken` and django-htmx add to a request; never made, only described."""

    lang: str
    discreet: bool
    htmx: HtmxDetails


def in_team() -> bool:
    """Say whether this is a team's site, with accounts."""
    return bool(getattr(settings, "ASHORE_TEAM", False))
