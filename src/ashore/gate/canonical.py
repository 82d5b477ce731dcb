"""One text for one value: what is hashed and signed has to come out the same everywhere."""

from __future__ import annotations

import json

__all__ = ["canonical"]

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical(value: object) -> str:
    """Return a value of texts, whole numbers, flags, lists and objects as compact JSON.

    Keys in order, no blanks, UTF-8 characters as they are: for such values this is the canonical
    form of RFC 8785.
    """
    return _ENCODER.encode(value)
