"""Masking of third persons: what a stranger may read of somebody who owes nothing.

Names given as aliases become letters; telephone, card and identity numbers, accounts and mail
addresses become stars, however they are spaced. The same is done to file names and to words that a
verdict repeats. A name that stands only in a note cannot be known to be one, and the book says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ashore.facts import Contact

__all__ = ["letters_of", "masked", "masked_text"]

OWN = frozenset({"debtor", ""})
_MOBILE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(0\d{2,3}-?)\d{4}(\d{3,4})(?!\d)")
_NUMBER = re.compile(r"(?<![\d*.,])(?:\+?86[ -]?)?\d(?:[ \u00a0.·-]?\d){6,}[Xx]?(?![\d*])")
_DAY = re.compile(r"(?:19|20)\d{2}[-. ]?[01]\d[-. ]?[0-3]\d(?:[ -]\d{1,2})?")
_ACCOUNT = re.compile(
    r"((?:微信号?|企鹅号?|支付宝账?号?|wechat|weixin|qq|vx|wx|telegram|whatsapp)"
    r"(?: ?[:\uff1a=是为] ?| ?(?=[a-z_-]*\d)))([a-z0-9][a-z0-9_-]{4,})",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_FULL_NAME = re.compile(r"[\u4e00-\u9fff]{3,4}")


def masked(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
    """Return the contacts with third persons as letters, in the order they first appear.

    The same person keeps the same letter through the whole book.
    """
    given = list(contacts)
    letters = letters_of(given)
    return tuple(_masked(one, letters) for one in given)


def letters_of(contacts: Iterable[Contact]) -> dict[str, str]:
    """Return the letter of each third person, in the order they first appear."""
    names = dict.fromkeys(one.person for one in contacts if one.role not in OWN and one.person)
    return {name: _letter(place) for place, name in enumerate(names)}


def _masked(one: Contact, letters: dict[str, str]) -> Contact:
    text = masked_text(one.text, letters)
    third = one.role not in OWN
    return replace(
        one,
        person=letters.get(one.person, one.person) if third else one.person,
        address=masked_text(one.address, {}),
        text=text,
    )


def masked_text(text: str, letters: Mapping[str, str]) -> str:
    """Return a text with known names as letters, long numbers and accounts starred.

    Of a full name of three or four characters the given name is looked for too.

    >>> masked_text("打给 13812345678", {})
    '打给 138****5678'
    """
    for name in sorted(letters, key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(name, letters[name])
    for name in letters:
        if _FULL_NAME.fullmatch(name):
            text = text.replace(name[1:], letters[name])
    text = _MAIL.sub("***@***", text)
    text = _ACCOUNT.sub(r"\1***", text)
    text = _IDENTITY.sub(r"\1********\2", text)
    text = _MOBILE.sub(r"\1****\2", text)
    text = _LANDLINE.sub(r"\1****\2", text)
    return _NUMBER.sub(_starred, text)


def _starred(found: re.Match[str]) -> str:
    """Return a number with its middle starred; a day stays."""
    number = found[0]
    return number if _DAY.fullmatch(number) else f"{number[:2]}****{number[-2:]}"


def _letter(place: int) -> str:
    """Return A to Z, then A2 to Z2, and so on."""
    round_, index = divmod(place, 26)
    return chr(ord("A") + index) + (str(round_ + 1) if round_ else "")
