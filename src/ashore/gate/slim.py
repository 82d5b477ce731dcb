"""Exact values as they lie in a record, and back: only what is known, in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from ashore.facts import Contact

__all__ = ["contact_from", "slim", "slim_contact"]

_KEPT = tuple(field.name for field in fields(Contact) if field.name not in {"id", "text"})
_USUAL = {"direction": "out"}
_NOTHING = (None, "", ())
_PLAIN = {str, int, bool}


def slim(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return converted values as JSON values, without what is empty."""
    return {
        key: value if type(value) in _PLAIN else _json(value)
        for key, value in values.items()
        if value not in _NOTHING
    }


def _json(value: object) -> object:
    if isinstance(value, date):  # an instant is a date too
        return value.isoformat()
    if isinstance(value, Mapping):
        return slim(value)
    if isinstance(value, tuple | list):
        return [_json(each) for each in value]
    return value


def slim_contact(contact: Contact) -> dict[str, Any]:
    """Return a contact as JSON values, without id and wording."""
    found: dict[str, Any] = {}
    for key in _KEPT:
        value = getattr(contact, key)
        if value not in _NOTHING and value != _USUAL.get(key):
            found[key] = list(value) if isinstance(value, tuple) else value
    if contact.disclosed == ():
        found["disclosed"] = []
    found["at"] = contact.at.isoformat()
    return found


def contact_from(raw: Mapping[str, Any], name: str) -> Contact:
    """Return the contact of `slim_contact`; further keys of a record are left out.

    Args:
        raw: as it lies in a record whose hash was checked.
        name: its id.
    """
    given = dict(raw)
    given.pop("text", None)  # of a wording only a digest is kept
    given["at"] = datetime.fromisoformat(raw["at"])
    if "disclosed" in given:
        given["disclosed"] = tuple(given["disclosed"])
    return Contact(id=name, **given)
