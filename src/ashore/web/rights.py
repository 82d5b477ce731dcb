"""Who may come near a case: one helper a right. A stranger gets 404, a reader who writes 403.

Every view with a case in its address goes through `for_reader` or `for_writer`; a test walks all
addresses and sees to it. In personal mode whoever comes through the door is the owner (see `door`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from ashore.web.http import Request, in_team
from ashore.web.models import Access, CaseFile, Member, Organisation, Role
from ashore.web.store import Opened, Writer, opened

__all__ = [
    "for_locked", "for_reader", "for_writer", "may_write", "member_of", "mine", "note",
    "organisation_of", "session_of", "writer_of",
]  # fmt: skip

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
CaseView = Callable[Concatenate[Request, Opened, P], HttpResponse]
RawView = Callable[Concatenate[Request, CaseFile, P], HttpResponse]


def for_reader(view: CaseView[P]) -> View[Any]:
    """Give a view the case named in its address, for whoever may read it."""

    @wraps(view)
    def guarded(request: Request, code: UUID, *args: P.args, **more: P.kwargs) -> HttpResponse:
        kept = visible(request, code)
        found = opened(kept, session_of(request))
        return view(request, replace(found, may_write=may_write(request)), *args, **more)

    guarded.right = "read"  # type: ignore[attr-defined]
    return guarded


def for_writer(view: CaseView[P]) -> View[Any]:
    """Give a view the case named in its address, for whoever may change it."""

    @wraps(view)
    def guarded(request: Request, code: UUID, *args: P.args, **more: P.kwargs) -> HttpResponse:
        kept = visible(request, code)
        if not may_write(request):
            raise PermissionDenied
        note(request, kept, "write" if request.method == "POST" else "open")
        return view(request, opened(kept, session_of(request)), *args, **more)

    guarded.right = "write"  # type: ignore[attr-defined]
    return guarded


def for_locked(view: RawView[P]) -> View[Any]:
    """Give a view the case as it lies in the store, sealed or not, for whoever may read it."""

    @wraps(view)
    def guarded(request: Request, code: UUID, *args: P.args, **more: P.kwargs) -> HttpResponse:
        return view(request, visible(request, code), *args, **more)

    guarded.right = "read"  # type: ignore[attr-defined]
    return guarded


def visible(request: Request, code: UUID) -> CaseFile:
    """Return a case this request may read.

    Raises:
        Http404: there is none, or it is none of their business.
    """
    kept = mine(request).filter(id=code).first()
    if kept is None:
        raise Http404
    note(request, kept, "read")
    return kept


def mine(request: Request) -> QuerySet[CaseFile]:
    """Return the cases this request may read."""
    if not in_team():
        return CaseFile.objects.filter(organisation=None)
    member = member_of(request)
    if member is None:
        return CaseFile.objects.none()
    return CaseFile.objects.filter(organisation=member.organisation_id)


def may_write(request: Request) -> bool:
    """Say whether this request may change the cases it may read."""
    if not in_team():
        return True
    member = member_of(request)
    return member is not None and member.role in {Role.COUNSELLOR, Role.ADMIN}


def member_of(request: Request) -> Member | None:
    """Return the membership of whoever is logged in; None without one."""
    if not request.user.is_authenticated:
        return None
    return Member.objects.select_related("organisation").filter(user=request.user).first()


def organisation_of(request: Request) -> Organisation | None:
    """Return the organisation a new case belongs to; None in personal mode.

    Raises:
        PermissionDenied: in a team, whoever asks may not write.
    """
    if not in_team():
        return None
    member = member_of(request)
    if member is None or member.role not in {Role.COUNSELLOR, Role.ADMIN}:
        raise PermissionDenied
    return member.organisation


def session_of(request: Request) -> str:
    """Return the key of the session; made if there is none."""
    if request.session.session_key is None:
        request.session.save()
    key = request.session.session_key
    assert key is not None
    return key


def writer_of(request: Request) -> Writer:
    """Return on whose behalf a request writes."""
    user = request.user.pk if request.user.is_authenticated else None
    return Writer(session=session_of(request), user=user)


def note(request: Request, kept: CaseFile, action: str) -> None:
    """Write down in a team who opened or changed a case."""
    if in_team() and request.user.is_authenticated:
        Access.objects.create(
            user=request.user,
            organisation_id=kept.organisation_id,
            case=str(kept.id),
            action=action,
        )
