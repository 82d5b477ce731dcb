"""The door of a store: names and numbers become salted hashes before anything is kept.

A hash is HMAC-SHA-256 under a secret of the store. The same number gives the same hash to everybody
who holds the secret, so a lender and its agencies can be counted together without exchanging a
list of numbers. There are few enough phone numbers that whoever holds the secret can find the
number behind a hash by trying them all; without it nobody can. So the secret stays with the lender.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from ashore.conduct.consent import read_consent
from ashore.files.choices import ROLE
from ashore.files.convert import Values
from ashore.gate.windows import say_window

__all__ = ["Door", "normal_number"]

HASH_DIGITS = 32
_BLOCK = 64  # bytes SHA-256 takes in at a time
_HASH = re.compile(rf"h:[0-9a-f]{{{HASH_DIGITS}}}")
_FILLERS = re.compile(r"[\s().\-/\u2010-\u2015\u00b7]+")
_NUMBER = re.compile(r"\+?\d{7,20}", re.ASCII)
_CN_MOBILE = re.compile(r"(?:\+?86|0086|0)?(1[3-9]\d{9})", re.ASCII)
_CN_OTHER = re.compile(r"(?:\+86|0086)0?(\d{8,11})", re.ASCII)
_CN_SERVICE = re.compile(r"([48]00\d{7})", re.ASCII)
_CN = (_CN_MOBILE, _CN_OTHER, _CN_SERVICE)
_US = re.compile(r"(?:\+?1)?([2-9]\d{9})", re.ASCII)
_REMEMBERED = 65_536


def normal_number(text: str, jurisdiction: str = "CN") -> str | None:
    """Return a telephone number in one form, or None when the text is no number.

    >>> normal_number("+86 138-0013-8000"), normal_number("(010) 1234 5678"), normal_number("妈妈")
    ('+8613800138000', '+861012345678', None)
    """
    plain = _FILLERS.sub("", unicodedata.normalize("NFKC", text))
    if not _NUMBER.fullmatch(plain):
        return None
    if jurisdiction == "US" and (found := _US.fullmatch(plain)):
        return f"+1{found[1]}"
    for pattern in (_CN_MOBILE, _CN_OTHER) if jurisdiction == "US" else _CN:
        if found := pattern.fullmatch(plain):
            return f"+86{found[1]}"
    if plain.startswith("00"):
        return f"+{plain[2:]}"
    if plain.startswith("0") and jurisdiction == "CN":
        return f"+86{plain[1:]}"
    return plain


class Door:
    """Hashes what names a person, with the secret of one store.

    Args:
        secret: 32 bytes.
    """

    def __init__(self, secret: bytes) -> None:
        assert len(secret) <= _BLOCK
        padded = secret.ljust(_BLOCK, b"\0")
        # HMAC by its definition, the two keyed halves prepared once: a third of the time.
        self._inner = sha256(bytes(each ^ 0x36 for each in padded))
        self._outer = sha256(bytes(each ^ 0x5C for each in padded))
        self._hash: Callable[[str], str] = lru_cache(maxsize=_REMEMBERED)(self._hash_now)

    def _digest(self, text: str) -> str:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(text.encode())
        outer.update(inner.digest())
        return outer.hexdigest()

    def _hash_now(self, text: str) -> str:
        return f"h:{self._digest(text)[:HASH_DIGITS]}"

    def mac(self, text: str) -> str:
        """Return the whole keyed digest of a text, for the head of the chain."""
        return self._digest(f"head\0{text}")

    @property
    def mark(self) -> str:
        """What tells one secret from another without giving it away."""
        return self._hash("mark\0")

    def debtor(self, text: str) -> str:
        """Return the key of a debtor; a number is the same debtor however it is written."""
        return self._named("debtor", normal_number(text) or text)

    def loan(self, text: str) -> str:
        """Return the key of a loan."""
        return self._named("loan", text)

    def reference(self, text: str) -> str:
        """Return the key of a caller's own id, which may be anything."""
        return self._named("ref", text)

    def address(self, text: str, jurisdiction: str = "CN") -> str:
        """Return the key of a number or account: the same however it is written."""
        if not text or _HASH.fullmatch(text):
            return text
        number = normal_number(text, jurisdiction)
        return self._hash(f"number\0{number}") if number else self._named("address", text)

    def person(self, text: str, debtor: str, jurisdiction: str = "CN") -> str:
        """Return the key of a person.

        A number is the same person whoever the debtor is; an alias like "妈妈" means somebody only
        together with the debtor.
        """
        if not text or _HASH.fullmatch(text):
            return text
        number = normal_number(text, jurisdiction)
        return self._hash(f"number\0{number}" if number else f"alias\0{debtor}\0{_plain(text)}")

    def text(self, text: str) -> str:
        """Return a digest of a wording: what was asked about can be shown later, not read here."""
        return self._hash(f"text\0{text}") if text else ""

    def _named(self, what: str, text: str) -> str:
        if not text or _HASH.fullmatch(text):
            return text
        return self._hash(f"{what}\0{_plain(text)}")

    # ---- whole requests and records

    def hide_request(self, values: Values) -> None:
        """Replace names and numbers in the values of a request, in place; its wording stays."""
        situation = values.get("situation")
        debtor, jurisdiction = "", "CN"
        if situation is not None:
            jurisdiction = situation.get("jurisdiction", "CN")
            debtor = situation["debtor"] = self.debtor(situation.get("debtor", ""))
            self._hide_situation(situation, debtor, jurisdiction)
        self.hide_contact(values, debtor, jurisdiction)

    def hide_contact(self, values: Values, debtor: str, jurisdiction: str = "CN") -> None:
        """Replace names and numbers in the values of a contact, in place; its wording stays."""
        if "loan" in values:
            values["loan"] = self.loan(values["loan"])
        if "person" in values:
            values["person"] = self.person(values["person"], debtor, jurisdiction)
        if "address" in values:
            values["address"] = self.address(values["address"], jurisdiction)
        if "consent" in values:
            values["consent"] = bare_consent(values["consent"])

    def hide_stop(self, values: Values, debtor: str, jurisdiction: str = "CN") -> None:
        """Replace who asked to stop, in place."""
        if "person" in values:
            values["person"] = self.person(values["person"], debtor, jurisdiction)

    def _hide_situation(self, values: Values, debtor: str, jurisdiction: str) -> None:
        def person(text: str) -> str:
            return text if text in ROLE else self.person(text, debtor, jurisdiction)

        for key, hidden in (
            ("one_debt", self.loan),
            ("liable", person),
            ("not_liable", person),
            ("work_addresses", lambda text: self.address(text, jurisdiction)),
        ):
            if key in values:
                values[key] = tuple(map(hidden, values[key]))
        for table in (*values.get("agreements", ()), *values.get("stops", ())):
            for key, hidden in (("person", person), ("loan", self.loan)):
                if key in table:
                    table[key] = hidden(table[key])


def bare_consent(text: str) -> str:
    """Return a line about consent without its free words: hours, channels and day are kept.

    What the norms read from it stays the same.
    """
    consent = read_consent(text)
    if consent is None:
        return ""
    parts = [say_window(each) for each in consent.hours]
    parts += consent.channels
    if consent.given_on is not None:
        parts.append(consent.given_on.isoformat())
    if consent.words:
        parts.append("agreed")
    return " ".join(parts)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
