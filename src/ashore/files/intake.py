"""The packaged patterns of messages and bills: which words name which field."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Pattern", "Patterns", "read_patterns"]

_FILE = Path(__file__).parents[1] / "data" / "intake" / "messages.toml"
KINDS = ("money", "day", "month_day", "days", "rate", "count")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way a field is written; `examples` are wordings it must find."""

    field: str
    kind: str
    find: re.Pattern[str]
    per: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """All patterns, in the order they are tried, and the names a message is signed with."""

    patterns: tuple[Pattern, ...]
    signs: dict[str, str]


@cache
def read_patterns() -> Patterns:
    """Return the packaged patterns; read once."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found = []
    for each in raw["patterns"]:
        assert each["kind"] in KINDS, each
        found.append(
            Pattern(
                field=each["field"],
                kind=each["kind"],
                find=re.compile(each["find"], re.IGNORECASE),
                per=each.get("per", ""),
                examples=tuple(each["examples"]),
            )
        )
    return Patterns(patterns=tuple(found), signs=dict(raw["signs"]))
