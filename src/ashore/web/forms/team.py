"""Forms of a team's accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe

from ashore.web.forms.base import spoken
from ashore.web.forms.fields import Chosen
from ashore.web.models import Role
from ashore.words import Text

__all__ = ["ROLES", "CodeForm", "LoginForm", "MemberForm", "PasswordForm", "TokenForm"]

NEEDED = {"required": spoken("这一项要填", "this is needed")}
ROLES = {
    Role.COUNSELLOR: Text("顾问：看和改案卷", "counsellor: reads and changes cases"),
    Role.REVIEWER: Text("复核：只看", "reviewer: reads only"),
    Role.ADMIN: Text("管理：看和改案卷，管成员", "admin: cases, and the members"),
}


class LoginForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=spoken("用户名", "user name"), max_length=150, error_messages=NEEDED,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": "autofocus"}),
    )  # fmt: skip
    password = forms.CharField(
        label=spoken("密码", "password"), max_length=1000, strip=False, error_messages=NEEDED,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    """Six digits of the second factor."""

    code = forms.RegexField(
        r"^\d{6}$",
        label=spoken("验证器上的六位数", "the six digits the authenticator shows"),
        error_messages={**NEEDED, "invalid": spoken("六位数字", "six digits")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code",
                   "autofocus": "autofocus"}
        ),
    )  # fmt: skip


class PasswordForm(PasswordChangeForm):
    """A new password. The framework's Chinese says 你 where every page here says 您."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.help_text = mark_safe(_polite(field.help_text))  # noqa: S308  (the framework's)

    def full_clean(self) -> None:
        """Check what was sent, and say what is wrong as the pages do."""
        super().full_clean()
        for found in self.errors.values():
            found.data = [ValidationError(_polite(each)) for each in found]


def _polite(words: object) -> str:
    return str(words).replace("你", "您")


class MemberForm(forms.Form):
    """A new member and the role."""

    username = forms.RegexField(
        r"^[\w.@+-]{2,60}$", label=spoken("用户名", "user name"),
        error_messages={**NEEDED, "invalid": spoken("字母、数字和 . @ + - _，两位以上",
                                                    "letters, digits and . @ + - _, two or more")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    role = Chosen(ROLES.items(), label=spoken("角色", "role"), initial=Role.COUNSELLOR)


class TokenForm(forms.Form):
    """What a key to the API is for."""

    name = forms.CharField(label=spoken("做什么用", "what it is for"), max_length=60,
                           error_messages=NEEDED)  # fmt: skip
