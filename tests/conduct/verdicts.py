"""The cases of contact as values: a log, a situation, and what is expected of some contacts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from ashore.conduct.ask import WordingCheck
from ashore.conduct.situation import (
    Agreement,
    DebtorState,
    Pause,
    Preferences,
    Situation,
    StopRequest,
    Window,
)
from ashore.conduct.texts import wording_check
from ashore.facts import Contact
from ashore.files.law import read_law
from ashore.files.wording import read_wording
from ashore.law.norm import Law

HOME = Path(__file__).parents[2] / "cases" / "conduct"
COMMON = {"lender": "L", "loan": "A", "channel": "call", "role": "debtor"}
EXPECTED = ("expect", "norms", "levels", "articles", "assumed")


@dataclass(frozen=True)
class Expected:
    verdict: str
    norms: frozenset[str]
    levels: dict[str, str]
    articles: dict[str, str]
    assumed: bool


@dataclass(frozen=True)
class VerdictCase:
    id: str
    raw: dict[str, Any]
    contacts: tuple[Contact, ...]
    expected: dict[str, Expected]
    situation: Situation
    keep_until: dict[str, date]


@cache
def law() -> Law:
    return read_law(("CN", "US"))


@cache
def wording() -> WordingCheck:
    return wording_check(read_wording())


@cache
def cases() -> tuple[VerdictCase, ...]:
    return tuple(case_of(raw) for path in sorted(HOME.glob("*.toml")) for raw in tables(path))


def tables(path: Path) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["case"]


def case_of(raw: dict[str, Any]) -> VerdictCase:
    contacts, expected = [], {}
    for place, row in enumerate(raw["contacts"], start=1):
        contact = contact_of({"id": f"c{place:02d}", **COMMON, **raw.get("common", {}), **row})
        contacts.append(contact)
        if "expect" in row:
            expected[contact.id] = Expected(
                row["expect"],
                frozenset(row["norms"]),
                row.get("levels", {}),
                row.get("articles", {}),
                row.get("assumed", False),
            )
    return VerdictCase(
        id=raw["id"],
        raw=raw,
        contacts=tuple(contacts),
        expected=expected,
        situation=situation_of(raw.get("situation", {})),
        keep_until={
            name: date.fromisoformat(day) for name, day in raw.get("keep_until", {}).items()
        },
    )


def contact_of(row: dict[str, Any]) -> Contact:
    row = {key: value for key, value in row.items() if key not in EXPECTED}
    if "disclosed" in row:
        row["disclosed"] = tuple(row["disclosed"])
    return Contact(**row)


def situation_of(raw: dict[str, Any]) -> Situation:
    made = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    made["agreements"] = tuple(_agreement(each) for each in raw.get("agreements", ()))
    made["states"] = tuple(DebtorState(**each) for each in raw.get("states", ()))
    made["stops"] = tuple(StopRequest(**each) for each in raw.get("stops", ()))
    if "preferences" in raw:
        made["preferences"] = _preferences(raw["preferences"])
    return Situation(**made)


def _agreement(raw: dict[str, Any]) -> Agreement:
    return Agreement(**{**raw, "windows": _windows(raw.get("windows", ()))})


def _preferences(raw: dict[str, Any]) -> Preferences:
    made = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
    for key in ("hours", "avoid"):
        made[key] = _windows(raw.get(key, ()))
    made["pauses"] = tuple(Pause(**each) for each in raw.get("pauses", ()))
    return Preferences(**made)


def _windows(raw: list[dict[str, Any]]) -> tuple[Window, ...]:
    return tuple(
        Window(
            time.fromisoformat(each["start"]),
            time.fromisoformat(each["end"]),
            tuple(each.get("weekdays", ())),
        )
        for each in raw
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)
