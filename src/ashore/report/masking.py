"""Masking of third persons: what a stranger may read of somebody who owes nothing.

Names given as aliases become letters, telephone and identity numbers in texts become stars. A name
that only stands in the words of a note cannot be known to be one, and the book says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ashore.facts import Contact

__all__ = ["masked", "masked_text"]

OWN = frozenset({"debtor", ""})
_MOBILE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}-?)\d{4}(\d{3,4})(?!\d)")


def masked(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return the contacts with third persons as letters, in the order they first appear.

    The same person keeps the same letter through the whole book.
    """
    given = list(contacts)
    names = dict.fromkeys(one.person for one in given if one.role not in OWN and one.person)
    letters = {name: _letter(place) for place, name in enumerate(names)}
    return tuple(_masked(one, letters) for one in given)


def _masked(one: Contact, letters: dict[str, str]) -> Contact:
    text = masked_text(one.text, letters)
    third = one.role not in OWN
    return replace(
        one,
        person=letters.get(one.person, one.person) if third else one.person,
        address=masked_text(one.address, {}),
        text=text,
    )


def masked_text(text: str, letters: dict[str, str]) -> str:
    """Return a text with known names as letters and long numbers starred.

    >>> masked_text("打给 13812345678", {})
    '打给 138****5678'
    """
    for name in sorted(letters, key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(name, letters[name])
    text = _IDENTITY.sub(r"\1********\2", text)
    text = _MOBILE.sub(r"\1****\2", text)
    return _LANDLINE.sub(r"\1****\2", text)


def _letter(place: int) -> str:
    """Return A to Z, then A2 to Z2, and so on."""
    round_, index = divmod(place, 26)
    return chr(ord("A") + index) + (str(round_ + 1) if round_ else "")
