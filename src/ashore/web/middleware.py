"""What holds for every request: headers that keep a page to itself, a language, who may come in."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from ashore.web.http import Request, and_back, asked_from, in_team
from ashore.web.rights import session_of
from ashore.web.store import Locked
from ashore.words import AshoreError, BadInput, Lang, Text

__all__ = ["POLICY", "Admitted", "Told", "guarded", "spoken"]

Answer = Callable[[Request], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script and no style inside a page, nothing from elsewhere, nothing sent elsewhere."""

FEATURES = ", ".join(
    f"{name}=()"
    for name in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def guarded(answer: Answer) -> Answer:
    """Set the headers of every page; pages are never kept by a browser or a proxy."""

    def middleware(request: Request) -> HttpResponse:
        response = answer(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Permissions-Policy"] = FEATURES
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def spoken(answer: Answer) -> Answer:
    """Choose the language: what was chosen before, else Simplified Chinese."""

    def middleware(request: Request) -> HttpResponse:
        lang = request.session.get("lang", Lang.ZH)
        request.lang = lang if lang in list(Lang) else Lang.ZH
        request.discreet = bool(request.session.get("discreet"))
        with translation.override("en" if lang == Lang.EN else "zh-hans"):
            return answer(request)

    return middleware


class Admitted:
    """Lets in who may: nobody from behind the blank page, in a team nobody without a log-in."""

    OPEN = ("blank", "back", "leave", "style")
    ENTRY = ("login", "token", "enrol", "logout", "language")

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: Request) -> HttpResponse:
        """Answer a request."""
        return self.answer(request)

    def process_view(self, request: Request, *_: object) -> HttpResponse | None:
        """Send those who may not see a page to where they may go on."""
        match = request.resolver_match
        name = match.url_name if match else ""
        if name in self.OPEN or (match and "api" in match.namespaces):  # it admits by itself
            return None
        if request.session.get("away"):
            return sent(request, reverse("blank"))
        if not in_team() or name in self.ENTRY:
            return None
        if not request.user.is_authenticated:
            return sent(request, and_back(reverse("login"), asked_from(request)))
        if not verified(request.user):
            return sent(request, and_back(reverse("token"), asked_from(request)))
        return None


def verified(user: object) -> bool:
    """Say whether whoever is logged in gave the second factor too (set by django-otp)."""
    asked: Callable[[], bool] = getattr(user, "is_verified", lambda: False)
    return asked()


def sent(request: Request, address: str) -> HttpResponse:
    """Send a browser to a page, also where it had asked for a part of one only."""
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return redirect(address)


class Told:
    """Turns what stops a page into a page: a passphrase to ask for, or a message in four parts."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: Request) -> HttpResponse:
        """Answer a request."""
        return self.answer(request)

    def process_exception(self, request: Request, fault: Exception) -> HttpResponse | None:
        """Return the page for a fault of the world; others are our own."""
        if isinstance(fault, Locked):
            session_of(request)
            door = reverse("unlock", args=[fault.code])
            return sent(request, and_back(door, asked_from(request)))
        if isinstance(fault, AshoreError):
            return render(request, "fault.html", {"fault": fault}, status=HTTPStatus.BAD_REQUEST)
        if isinstance(fault, OperationalError):  # locked, or no room: nothing of it was written
            busy = {"fault": _BUSY}
            return render(request, "fault.html", busy, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return None


_BUSY = BadInput(
    where="ashore",
    what=Text("这会儿存不进去，什么都没有改动", "it cannot be kept just now; nothing was changed"),
    expected=Text(
        "有空余的磁盘，没有别的程序占着案卷", "room on the disk, no other user of the cases"
    ),
    do=Text(
        "等一分钟回到上一页再试；还不行，就清出一些磁盘空间",
        "wait a minute, go back and try again; if it fails again, make room on the disk",
    ),
)
