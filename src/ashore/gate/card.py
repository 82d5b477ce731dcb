"""The borrower's card: wishes about contact, signed so that nobody can change them on the way.

A card names no person. Whoever holds it can check the signature with the key that stands on it;
that the key is the borrower's shows in its fingerprint, which the borrower can say on the phone or
write on the letter that brings the card. Of several cards with one key the newest counts.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ashore.conduct.situation import Preferences
from ashore.files.places import TextPlaces, json_lines
from ashore.files.problems import BadFile, Check, Whereabouts
from ashore.gate.canonical import canonical
from ashore.gate.card_shape import CARD, CARD_VERSION
from ashore.gate.private import read_private, write_private
from ashore.gate.quick import quick_convert
from ashore.gate.request import preferences_of
from ashore.gate.windows import say_window
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["Card", "check_card", "fingerprint_of", "open_key", "sign_card"]

_PREFIX = "ed25519:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card whose signature is right."""

    preferences: Preferences
    lender: str
    issued_at: datetime
    key: str

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits of the key's hash, in groups of four, to be read out."""
        return fingerprint_of(self.key)


def fingerprint_of(key: str) -> str:
    """Return the fingerprint of a public key as it stands on a card."""
    digits = sha256(key.encode()).hexdigest()[:16]
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


def sign_card(
    wishes: Preferences, issued_at: datetime, key: Ed25519PrivateKey, lender: str = ""
) -> dict[str, Any]:
    """Return a signed card as JSON values.

    Args:
        wishes: what the borrower asks for; `since` is the lender's to fill in.
        issued_at: now; it decides which of two cards with the same key counts.
        key: the borrower's own (see `open_key`).
        lender: for which lender; "": for all.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    raw: dict[str, Any] = {
        "ashore_card": CARD_VERSION,
        **({"lender": lender} if lender else {}),
        "issued_at": issued_at.isoformat(),
        **_wishes(wishes),
        "key": _PREFIX + b64encode(public).decode(),
    }
    return {**raw, "signature": b64encode(key.sign(_signed_part(raw))).decode()}


def _wishes(wishes: Preferences) -> dict[str, Any]:
    """Return what is asked for, leaving out what is not."""
    pauses = [
        {
            "reason": pause.reason,
            "since": pause.since.isoformat(),
            **({"until": pause.until.isoformat()} if pause.until else {}),
        }
        for pause in wishes.pauses
    ]
    found = {
        "hours": [say_window(each) for each in wishes.hours],
        "avoid": [say_window(each) for each in wishes.avoid],
        "channels": list(wishes.channels),
        "no_channels": list(wishes.no_channels),
        "no_relatives": wishes.no_relatives,
        "pauses": pauses,
    }
    return {key: value for key, value in found.items() if value}


def _signed_part(raw: Mapping[str, Any]) -> bytes:
    return canonical({key: value for key, value in raw.items() if key != "signature"}).encode()


def check_card(raw: Mapping[str, Any], places: Whereabouts | None = None) -> Card:
    """Return what a card says once its signature is found to be right.

    Args:
        raw: the card as JSON values.
        places: says where in a file something stands.

    Raises:
        BadInput: the card breaks the format, or its signature does not fit what it says.
    """
    check = Check()
    values = quick_convert(raw, CARD, check)
    wishes = preferences_of(values, (), check) if not check.problems else None
    if check.problems or wishes is None:
        raise BadFile(check.problems, places or TextPlaces("card", "", json_lines))
    try:
        key = b64decode(values["key"].removeprefix(_PREFIX), validate=True)
        signature = b64decode(values["signature"], validate=True)
    except ValueError as wrong:
        raise _bad_signature() from wrong
    if not values["key"].startswith(_PREFIX) or not _fits(key, signature, _signed_part(raw)):
        raise _bad_signature()
    return Card(
        preferences=wishes,
        lender=values.get("lender", ""),
        issued_at=values["issued_at"],
        key=values["key"],
    )


@lru_cache(maxsize=4096)
def _fits(key: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether the signature is the key's; a card comes with many requests, so this is kept."""
    needs_cryptography()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def open_key(path: Path) -> tuple[Ed25519PrivateKey, bool]:
    """Return the borrower's key in a file and whether it was made just now.

    The file is readable by its owner only. Losing it means that a later card cannot replace the
    earlier ones by itself.

    Raises:
        BadInput: the file is no such key, or cannot be read or written.
    """
    needs_cryptography()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    if not path.exists():
        key = Ed25519PrivateKey.generate()
        raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        write_private(path, _KEY_HEAD, raw)
        return key, True
    return Ed25519PrivateKey.from_private_bytes(read_private(path, _KEY_HEAD)), False


_KEY_HEAD = "ashore-card-key-1"


def needs_cryptography() -> None:
    """Make sure that the package that signs is there.

    Raises:
        BadInput: it is not installed.
    """
    from importlib.util import find_spec

    if find_spec("cryptography") is None:
        raise BadInput(
            where="ashore card",
            what=Text("没有安装签名用的软件包", "the package that signs is not installed"),
            expected=Text("cryptography", "cryptography"),
            do=Text("安装：pip install 'ashore[card]'", "install it: pip install 'ashore[card]'"),
        )


def _bad_signature() -> BadInput:
    return BadInput(
        where="card",
        what=Text("签名和卡上的内容对不上", "the signature does not fit what stands on the card"),
        expected=Text("一字未改的卡", "the card exactly as it was signed"),
        do=Text(
            "请本人重新发一份；不要改动卡里的任何内容",
            "ask for the card again, and change nothing in it",
        ),
    )
