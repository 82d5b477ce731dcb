"""Raw values to TOML text: small, canonical, and laid out as a person would write a case.

Our own, since a case needs few kinds of value and one layout: short tables inline (`rate = {…}`),
long ones as sections. A writer from a package would choose its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

__all__ = ["toml_text"]

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def toml_text(raw: Mapping[str, Any]) -> str:
    r"""Return raw values as TOML: plain keys first, then one section per table.

    >>> toml_text({"ashore": 1, "loans": [{"id": "a", "rate": {"value": "0.1", "per": "year"}}]})
    'ashore = 1\n\n[[loans]]\nid = "a"\nrate = { value = "0.1", per = "year" }\n'
    """
    return "\n".join(_section(raw, (), inline=False)) + "\n"


def _section(table: Mapping[str, Any], path: tuple[str, ...], *, inline: bool) -> list[str]:
    """Return the lines of a table; inside an array of tables, its own tables are inline."""
    lines = [
        f"{key} = {_value(value)}"
        for key, value in table.items()
        if not _is_section(value, inline=inline)
    ]
    for key, value in table.items():
        if not _is_section(value, inline=inline):
            continue
        here = (*path, key)
        many = isinstance(value, list)
        for each in value if many else [value]:
            head = f"[[{'.'.join(here)}]]" if many else f"[{'.'.join(here)}]"
            lines += ["", head, *_section(each, here, inline=many)]
    return lines


def _is_section(value: object, *, inline: bool) -> bool:
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], Mapping)
    return isinstance(value, Mapping) and not inline


def _value(value: object) -> str:
    """Return one value on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return _text(value)
        case datetime() | date():
            return value.isoformat()
        case list():
            return f"[{', '.join(_value(item) for item in value)}]"
        case Mapping():
            pairs = ", ".join(f"{key} = {_value(item)}" for key, item in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case _:
            raise AssertionError(f"no such value in a case: {value!r}")


def _text(text: str) -> str:
    """Return a basic string; everything that is not plain is escaped."""
    made = "".join(_ESCAPES.get(char) or _plain(char) for char in text)
    return f'"{made}"'


def _plain(char: str) -> str:
    return f"\\u{ord(char):04X}" if ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 else char
