"""A case at rest under a passphrase: Argon2id makes a key of it, AES-256-GCM seals with a key.

Each case has a random key of its own; the passphrase only wraps that key. A wrong passphrase opens
nothing and changes nothing. Every sealed text is bound to its place (case, number), so that no
text can be put in another's stead. See `docs/decisions/0021-case-at-rest.md`.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["SHORTEST", "Wrapped", "open_text", "opened_key", "seal_text", "wrapped"]

SHORTEST = 8
KEY, NONCE, SALT = 32, 12, 16
# RFC 9106, section 4: the second recommended choice, for machines with little memory.
PASSES, LANES, KIB = 3, 4, 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """A case's key as it may lie on a disk: everything needed to open it but the passphrase."""

    salt: bytes
    passes: int
    lanes: int
    kib: int
    nonce: bytes
    key: bytes

    def text(self) -> str:
        """Return it as one line of JSON."""
        values = {
            "kdf": "argon2id", "salt": self.salt.hex(), "passes": self.passes,
            "lanes": self.lanes, "kib": self.kib, "aead": "aes-256-gcm",
            "nonce": self.nonce.hex(), "key": self.key.hex(),
        }  # fmt: skip
        return json.dumps(values)

    @classmethod
    def of(cls, text: str) -> Wrapped:
        """Return what a line of JSON holds."""
        raw = json.loads(text)
        return cls(
            salt=bytes.fromhex(raw["salt"]),
            passes=int(raw["passes"]),
            lanes=int(raw["lanes"]),
            kib=int(raw["kib"]),
            nonce=bytes.fromhex(raw["nonce"]),
            key=bytes.fromhex(raw["key"]),
        )


def wrapped(passphrase: str, key: bytes, about: str) -> Wrapped:
    """Return a key wrapped by a passphrase.

    Raises:
        BadInput: the passphrase is too short.
    """
    if len(passphrase) < SHORTEST:
        raise BadInput(
            where=Text("口令", "passphrase").zh,
            what=Text("口令太短", "the passphrase is too short"),
            expected=Text(f"至少 {SHORTEST} 个字", f"at least {SHORTEST} letters"),
            do=Text("用几个不相干的词连起来", "join a few words that have nothing in common"),
        )
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    bare = Wrapped(salt=salt, passes=PASSES, lanes=LANES, kib=KIB, nonce=nonce, key=b"")
    sealed = _aead(_derived(passphrase, bare)).encrypt(nonce, key, about.encode())
    return Wrapped(salt=salt, passes=PASSES, lanes=LANES, kib=KIB, nonce=nonce, key=sealed)


def opened_key(passphrase: str, kept: Wrapped, about: str) -> bytes:
    """Return the key a passphrase opens.

    Raises:
        BadInput: it is not the passphrase; nothing was changed.
    """
    from cryptography.exceptions import InvalidTag

    try:
        return _aead(_derived(passphrase, kept)).decrypt(kept.nonce, kept.key, about.encode())
    except InvalidTag:
        raise BadInput(
            where=Text("口令", "passphrase").zh,
            what=Text("口令不对", "this is not the passphrase"),
            expected=Text("设口令时用的那一个", "the one chosen when it was set"),
            do=Text(
                "再试一次，不限次数，案卷不会因此损坏；忘了口令，内容就打不开了",
                "try again as often as you like, the case takes no harm; without the passphrase "
                "nobody can open it",
            ),
        ) from None


def seal_text(key: bytes, text: str, about: str) -> bytes:
    """Return a text sealed with a case's key, bound to what it is about."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _aead(key).encrypt(nonce, text.encode(), about.encode())


def open_text(key: bytes, sealed: bytes, about: str) -> str:
    """Return the text; a sealed text that was changed or moved raises `InvalidTag`."""
    return _aead(key).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode()).decode()


def _derived(passphrase: str, kept: Wrapped) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=kept.salt, length=KEY, iterations=kept.passes, lanes=kept.lanes, memory_cost=kept.kib
    )
    return kdf.derive(passphrase.encode())


def _aead(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)
