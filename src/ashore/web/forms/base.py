"""What forms share: labels and messages in the language of the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import get_language

from ashore.files.problems import BadFile
from ashore.report.markup import Tongue
from ashore.words import AshoreError, Text

__all__ = ["add_fault", "spoken", "told", "tongue"]


def tongue() -> Tongue:
    """Return the language of the page being answered."""
    return Tongue("en" if (get_language() or "").startswith("en") else "zh")


class _Spoken:
    """A `Text` that becomes a string when it is shown."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __str__(self) -> str:
        return tongue().raw(self.text)


def spoken(zh: str, en: str) -> Any:  # noqa: ANN401  (Django's labels are typed as str or promise)
    """Return a label that speaks the language of the page it is shown on."""
    return lazystr(_Spoken(Text(zh, en)))


def told(fault: AshoreError) -> forms.ValidationError:
    """Return a message of the engine as one of a form's."""
    lang = tongue().lang
    said = f"{fault.what.say(lang)} - {fault.do.say(lang)}"
    return forms.ValidationError(tongue().raw(Text(said, said)))


def add_fault(form: forms.Form, fault: AshoreError) -> None:
    """Show a message of the engine at the field it is about, else above the form.

    Where the engine says that values do not fit together, the field is the one its path names.
    """
    path = fault.problems[0].path if isinstance(fault, BadFile) else ()
    names = [str(part) for part in path if str(part) in form.fields]
    form.add_error(names[-1] if names else None, told(fault))
