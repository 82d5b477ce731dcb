"""The door of one person's app: who knows the address of this start comes in, nobody else.

A loopback port is open to every account of the machine. So each start makes a secret, which is
part of the first address (`/?key=…`). Opened once, it leaves a cookie for this start; without
one there is a page that says nothing of what lies behind. A program sends the secret as
`Authorization: Bearer …`. A team has accounts instead. See `docs/decisions/0032-door.md`.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Callable
from hashlib import sha256
from html import escape
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from ashore.web.http import Request, in_team

__all__ = ["COOKIE", "cookie_of", "door", "first_address", "page_that_leads_in"]

COOKIE, KEY, BEARER = "door", "key", "Bearer "
PAGE = "open.html"
LOOKS = "/style.css"
"""The looks of every page, which say nothing of anybody; the closed door has them too."""


def door(answer: Callable[[Request], HttpResponse]) -> Callable[[Request], HttpResponse]:
    """Answer those who know the address of this start; show everybody else a closed door."""

    def middleware(request: Request) -> HttpResponse:
        if in_team() or request.path == LOOKS:
            return answer(request)
        key = str(getattr(settings, "ASHORE_KEY", ""))
        if not key:  # nobody was told one
            return _closed(request)
        if request.path == "/" and _same(request.GET.get(KEY, ""), key):
            return _let_in(request, key)
        if _has_cookie(request, key) or _says(request, key):
            return answer(request)
        return _closed(request)

    return middleware


def first_address(address: str, key: str) -> str:
    """Return the address that opens the app; without a key (a team's site) the plain one."""
    return f"{address}?{KEY}={key}" if key else address


def cookie_of(key: str) -> str:
    """Return what the cookie holds for the key of a start; the key cannot be told from it."""
    return hmac.new(key.encode(), b"cookie", sha256).hexdigest()


def page_that_leads_in(folder: Path, address: str) -> Path:
    """Write a page, legible to its owner alone, that leads to the first address; return its path.

    A browser is started with a path instead of the address, since every account of a machine may
    read with which words a program was started.
    """
    path = folder / PAGE
    path.unlink(missing_ok=True)
    there = escape(address)
    text = (
        '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0; url={there}"><title>…</title>'
        f'<p><a href="{there}">继续 / Go on</a></p>\n'
    )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def _same(said: str, wanted: str) -> bool:
    return hmac.compare_digest(said.encode(), wanted.encode())


def _name(request: Request) -> str:
    """Return the cookie's name: cookies know no ports, two apps on one machine must not clash."""
    return f"{COOKIE}-{request.get_port()}"


def _has_cookie(request: Request, key: str) -> bool:
    return _same(request.COOKIES.get(_name(request), ""), cookie_of(key))


def _says(request: Request, key: str) -> bool:
    said = request.headers.get("Authorization", "")
    return said.startswith(BEARER) and _same(said.removeprefix(BEARER), key)


def _let_in(request: Request, key: str) -> HttpResponse:
    """Give the cookie; a page leads on.

    Not a redirect: to one that began elsewhere (in a file) a browser sends no strict cookie along.
    """
    response = render(request, "door_open.html")
    response.set_cookie(_name(request), cookie_of(key), httponly=True, samesite="Strict")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _closed(request: Request) -> HttpResponse:
    if request.path.startswith("/api/"):
        said = json.dumps({"detail": "Unauthorized"})
        response = HttpResponse(
            said, content_type="application/json", status=HTTPStatus.UNAUTHORIZED
        )
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    response = render(request, "door_closed.html", status=HTTPStatus.NOT_FOUND)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
