"""How the results of an audit are written and hashed."""

from __future__ import annotations

import json
from hashlib import sha256

__all__ = ["as_json", "hash_of"]


def as_json(value: object) -> bytes:
    """Return plain values as the text of a JSON file."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def hash_of(data: bytes) -> str:
    """Return the SHA-256 of some octets, in hexadecimal."""
    return sha256(data).hexdigest()
