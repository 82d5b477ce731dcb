"""A team's accounts: who is let in, who is slowed down, keys to the API, what is handed on.

Passwords and keys are shown once and kept as digests only.
"""

from __future__ import annotations

import hmac
import io
import secrets
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from ashore.web.clock import now
from ashore.web.http import Request
from ashore.web.models import Access, Attempt, CaseFile, Member, Organisation, Role, Token
from ashore.web.store import Locked, opened
from ashore.words import BadInput, Text

__all__ = [
    "add_member", "device_of", "exported", "failed", "found_organisation", "new_password",
    "new_token", "slowed", "user_of_token",
]  # fmt: skip

WINDOW = timedelta(minutes=15)
MOST_BY_NAME, MOST_BY_ADDRESS = 5, 30
TOKEN_PREFIX = "ashore_"  # noqa: S105  (what every key begins with, so that leaks are found)


# -- slowing down ---------------------------------------------------------------------------------


def slowed(request: Request, name: str) -> bool:
    """Say whether too many log-ins of this name or from this address failed of late."""
    recent = Attempt.objects.filter(at__gt=now() - WINDOW)
    return (
        recent.filter(name=_hidden(name.casefold())).count() >= MOST_BY_NAME
        or recent.filter(address=_hidden(_address(request))).count() >= MOST_BY_ADDRESS
    )


def failed(request: Request, name: str) -> None:
    """Note a failed log-in; what is older than the window is forgotten."""
    Attempt.objects.filter(at__lt=now() - WINDOW).delete()
    Attempt.objects.create(name=_hidden(name.casefold()), address=_hidden(_address(request)))


def _hidden(said: str) -> str:
    return hmac.new(str(settings.SECRET_KEY).encode(), said.encode(), sha256).hexdigest()


def _address(request: Request) -> str:
    """Return who asks: what the proxy in front added last, else the other end itself."""
    passed = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    return passed or request.META.get("REMOTE_ADDR", "")


# -- people ---------------------------------------------------------------------------------------


def new_password() -> str:
    """Return a password nobody chose: 100 bits, easy to read out."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def found_organisation(name: str, admin: str) -> str:
    """Make an organisation with its first member, who looks after the others.

    Returns:
        The member's password, to be changed.

    Raises:
        BadInput: the organisation or the name is taken.
    """
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(name=name)
            return add_member(organisation, admin, Role.ADMIN)
    except IntegrityError:
        raise _taken(name) from None


def add_member(organisation: Organisation, name: str, role: str) -> str:
    """Give somebody an account in an organisation; return the first password.

    Raises:
        BadInput: the name is taken.
    """
    password = new_password()
    try:
        with transaction.atomic():
            user = User.objects.create_user(username=name, password=password)
            Member.objects.create(user=user, organisation=organisation, role=role)
    except IntegrityError:
        raise _taken(name) from None
    return password


def _taken(name: str) -> BadInput:
    return BadInput(
        where="team",
        what=Text(f"已经有了：{name[:60]}", f"taken already: {name[:60]}"),
        expected=Text("没有用过的名字", "a name that is not in use"),
        do=Text("换一个名字", "take another one"),
    )


def device_of(user: User) -> TOTPDevice | None:
    """Return a person's second factor; None before it was set up."""
    found: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return found


# -- keys to the API ------------------------------------------------------------------------------


def new_token(user: User, name: str) -> str:
    """Make a key to the API for a person; return it, the only time it is known."""
    key = TOKEN_PREFIX + secrets.token_urlsafe(32)
    Token.objects.create(user=user, name=name, digest=sha256(key.encode()).hexdigest())
    return key


def user_of_token(key: str) -> User | None:
    """Return whose key this is; None for one that is not known or whose owner was shut out."""
    digest = sha256(key.encode()).hexdigest()
    found = Token.objects.select_related("user").filter(digest=digest, user__is_active=True).first()
    if found is None:
        return None
    Token.objects.filter(pk=found.pk).update(used_at=now())
    user = found.user
    assert isinstance(user, get_user_model())
    return user


# -- handing on -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exported:
    """A zip of case files, and how many sealed ones could not be put in."""

    data: bytes
    left_out: int


def exported(cases: Iterable[CaseFile], session: str) -> Exported:
    """Return cases as a zip of case files that any ashore opens; names say nothing."""
    out, left_out = io.BytesIO(), 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for kept in cases:
            try:
                found = opened(kept, session)
            except Locked:
                left_out += 1
                continue
            if found.number:
                pack.writestr(f"{kept.id}.toml", found.text)
    return Exported(out.getvalue(), left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One line of the log: when, who (empty: somebody who is gone), what, which case or member."""

    at: datetime
    who: str
    said: Text
    about: str


def log_of(organisation: Organisation, most: int = 300) -> list[Done]:
    """Return who opened or changed which case, the latest first."""
    rows = Access.objects.select_related("user").filter(organisation=organisation)[:most]
    return [
        Done(
            at=each.at,
            who=each.user.username if each.user else "",
            said=DEEDS.get(each.action, Text(each.action, each.action)),
            about=each.case[:8] or each.member,
        )
        for each in rows
    ]


DEEDS = {
    "read": Text("看了案卷", "looked at a case"),
    "open": Text("打开了要改的一页", "opened a page to change a case"),
    "write": Text("改了案卷", "changed a case"),
    "erase": Text("删除了案卷", "erased a case"),
    "login": Text("登录", "logged in"),
    "enrol": Text("设好了第二步", "set up the second step"),
    "key": Text("做了一把接口的钥匙", "made a key to the API"),
    "password": Text("换了自己的密码", "changed the own password"),
    "export": Text("导出了全部案卷", "exported all cases"),
    "member": Text("加了一个成员", "added a member"),
    "member counsellor": Text("把一个成员改为顾问", "made a member a counsellor"),
    "member reviewer": Text("把一个成员改为复核", "made a member a reviewer"),
    "member admin": Text("把一个成员改为管理", "made a member an admin"),
    "member password": Text("给了成员一个新密码", "gave a member a new password"),
    "member second": Text("重设了成员的第二步", "reset a member's second step"),
    "member erase": Text("删除了一个成员的账号", "erased a member's account"),
}
"""What is written down, in words."""
