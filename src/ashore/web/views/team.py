"""A team's doors: log in, second factor, account, members, log. In personal mode there are none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import segno
from django.contrib import messages
from django.contrib.auth import (
    authenticate,
    login as begin_session,
    logout as end_session,
    update_session_auth_hash,
)
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as verify
from django_otp.plugins.otp_totp.models import TOTPDevice

from ashore.web.answers import forget
from ashore.web.forms.team import ROLES, CodeForm, LoginForm, MemberForm, PasswordForm, TokenForm
from ashore.web.http import Request, and_back, in_team
from ashore.web.keyring import KEYRING
from ashore.web.models import Access, Member, Role
from ashore.web.rights import member_of, mine, session_of
from ashore.web.team import (
    add_member,
    device_of,
    exported,
    failed,
    log_of,
    new_password,
    new_token,
    slowed,
)
from ashore.web.views.pages import whence
from ashore.words import Text

__all__ = [
    "account",
    "drop_token",
    "enrol",
    "log",
    "login",
    "logout",
    "member",
    "members",
    "pack",
    "password",
    "token",
]  # fmt: skip

P = ParamSpec("P")
MemberView = Callable[Concatenate[Request, Member, P], HttpResponse]
AnyView = Callable[..., HttpResponse]


def of_team(view: AnyView) -> AnyView:
    """Give a view in team mode; otherwise there is no such page."""

    @wraps(view)
    def guarded(request: Request, **more: Any) -> HttpResponse:  # noqa: ANN401
        if not in_team():
            raise Http404
        return view(request, **more)

    return guarded


def for_member(view: MemberView[P]) -> AnyView:
    """Give a view the membership of whoever is logged in."""

    @wraps(view)
    def guarded(request: Request, *args: P.args, **more: P.kwargs) -> HttpResponse:
        found = member_of(request)
        if found is None:
            raise Http404
        return view(request, found, *args, **more)

    return of_team(guarded)


def for_admin(view: MemberView[P]) -> AnyView:
    """Give a view the membership of an admin; other members are refused."""

    @wraps(view)
    def guarded(
        request: Request, found: Member, /, *args: P.args, **more: P.kwargs
    ) -> HttpResponse:
        if found.role != Role.ADMIN:
            raise PermissionDenied
        return view(request, found, *args, **more)

    return for_member(guarded)


# -- coming in ------------------------------------------------------------------------------------


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@of_team
def login(request: Request) -> HttpResponse:
    """Ask for name and password; after a few failures no more for a while."""
    form, wait = LoginForm(request.POST or None), False
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        wait = slowed(request, name)
        user = None if wait else authenticate(request, **form.cleaned_data)
        if user is not None:
            begin_session(request, user)
            return redirect(and_back(reverse("token"), request.GET.get("next", "")))
        if not wait:
            failed(request, name)
            form.add_error(None, _WRONG.say(request.lang))
    context = {"form": form, "wait": wait}
    return render(request, "login.html", context, status=429 if wait else 200)


_WRONG = Text("用户名或密码不对", "the name or the password is wrong")


@require_http_methods(["GET", "POST"])
@of_team
def token(request: Request) -> HttpResponse:
    """Ask for the second factor; whoever has none sets it up first."""
    if not isinstance(request.user, User):
        return redirect("login")
    device = device_of(request.user)
    if device is None:
        return redirect(and_back(reverse("enrol"), request.GET.get("next", "")))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        allowed, _ = device.verify_is_allowed()
        if allowed and device.verify_token(form.cleaned_data["code"]):
            verify(request, device)
            _noted(request, "login")
            return whence(request, "/")
        form.add_error("code", (_CODE if allowed else _SLOW).say(request.lang))
    return render(request, "token.html", {"form": form})


_CODE = Text("这个数不对，看看是不是刚换了", "that is not it; it may have changed just now")
_SLOW = Text("错得太多，等一会儿再试", "too many wrong ones: wait a little")


@require_http_methods(["GET", "POST"])
@of_team
def enrol(request: Request) -> HttpResponse:
    """Set the second factor up: a code to scan, six digits to prove it."""
    if not isinstance(request.user, User):
        return redirect("login")
    if device_of(request.user) is not None:
        return redirect("token")
    device, _ = TOTPDevice.objects.get_or_create(
        user=request.user, confirmed=False, defaults={"name": "app"}
    )
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
            verify(request, device)
            _noted(request, "enrol")
            return whence(request, "/")
        form.add_error("code", _CODE.say(request.lang))
    drawn = segno.make(device.config_url, error="m").svg_inline(scale=5, border=2, omitsize=True)
    key = device.config_url.split("secret=")[1].split("&")[0]
    context = {"form": form, "key": key, "drawn": mark_safe(drawn)}  # noqa: S308  (made by segno)
    return render(request, "enrol.html", context)


@require_POST
@of_team
def logout(request: Request) -> HttpResponse:
    """Leave: the session ends, sealed cases are locked."""
    KEYRING.drop(session=session_of(request))
    forget()
    end_session(request)
    return redirect("login")


def _noted(request: Request, action: str, member: str = "") -> None:
    found = member_of(request)
    user = request.user if isinstance(request.user, User) else None
    Access.objects.create(
        user=user,
        organisation=found.organisation if found else None,
        action=action,
        member=member,
    )


# -- one's own account ----------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_member
def account(request: Request, found: Member) -> HttpResponse:
    """Show one's account; make a key to the API."""
    form, made = TokenForm(request.POST or None), ""
    assert isinstance(request.user, User)
    if request.method == "POST" and form.is_valid():
        made = new_token(request.user, form.cleaned_data["name"])
        _noted(request, "key")
        form = TokenForm()
    context = {"form": form, "made": made, "member": found, "role": ROLES[Role(found.role)],
               "tokens": request.user.tokens.all()}  # fmt: skip
    return render(request, "account.html", context)


@require_POST
@for_member
def drop_token(request: Request, found: Member, number: int) -> HttpResponse:
    """Make a key to the API useless."""
    assert isinstance(request.user, User)
    get_object_or_404(request.user.tokens, pk=number).delete()
    return redirect("account")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@for_member
def password(request: Request, found: Member) -> HttpResponse:
    """Change one's password; other sessions end."""
    assert isinstance(request.user, User)
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        _noted(request, "password")
        messages.info(request, _CHANGED.say(request.lang))
        return redirect("account")
    return render(request, "password.html", {"form": form})


_CHANGED = Text("密码已换", "the password was changed")


# -- members --------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_admin
def members(request: Request, found: Member) -> HttpResponse:
    """Show the members; add one, whose first password is shown once."""
    form, made = MemberForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = said["username"], add_member(found.organisation, said["username"], said["role"])
        _noted(request, "member", said["username"])
        form = MemberForm()
    return _members(request, found, form, made)


@require_POST
@for_admin
def member(request: Request, found: Member, number: int) -> HttpResponse:
    """Change a member: the role, a new password, the second factor anew, or shut out."""
    other = get_object_or_404(found.organisation.members.select_related("user"), pk=number)
    if other.pk == found.pk:
        raise PermissionDenied  # nobody shuts the last door behind themselves
    deed, user, made = request.POST.get("deed", ""), other.user, None
    name = user.username  # the account may be gone when it is noted
    if deed in set(Role):
        Member.objects.filter(pk=other.pk).update(role=deed)
    elif deed == "password":
        made = user.username, new_password()
        user.set_password(made[1])
        user.save()
        user.tokens.all().delete()  # whoever had the old password may have made keys
    elif deed == "second":
        TOTPDevice.objects.filter(user=user).delete()
    elif deed == "erase":
        user.delete()
    else:
        raise Http404
    _noted(request, f"member {deed}", name)
    return _members(request, found, MemberForm(), made)


def _members(
    request: Request, found: Member, form: MemberForm, made: tuple[str, str] | None
) -> HttpResponse:
    rows = [(each, ROLES[Role(each.role)]) for each in
            found.organisation.members.select_related("user").order_by("pk")]  # fmt: skip
    context: dict[str, Any] = {"form": form, "made": made, "rows": rows, "me": found,
                               "roles": ROLES.items()}  # fmt: skip
    return render(request, "members.html", context)


@require_safe
@for_admin
def log(request: Request, found: Member) -> HttpResponse:
    """Show who opened or changed which case."""
    return render(request, "access.html", {"rows": log_of(found.organisation)})


@require_safe
@for_admin
def pack(request: Request, found: Member) -> HttpResponse:
    """Send all cases of the organisation as a zip of case files; sealed ones stay."""
    made = exported(mine(request), session_of(request))
    _noted(request, "export")
    response = HttpResponse(made.data, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="notes.zip"'
    response.headers["X-Left-Out"] = str(made.left_out)
    return response
