"""A norm as it answers on a day, in one language: plain values for a screen or for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ashore.law.cap_line import CapLine, cap_line
from ashore.law.cap_rule import CapCase
from ashore.law.norm import Law, Norm, Version
from ashore.loan import LenderType
from ashore.money import show_rate

__all__ = ["Due", "due", "listed", "plain", "shown"]


@dataclass(frozen=True, slots=True)
class Due:
    """A norm to look at again: to be checked, about to begin or about to end on a day."""

    norm: Norm
    what: str  # check | begins | ends
    on: date


def listed(norm: Norm, day: date, law: Law, lang: str) -> dict[str, object]:
    """Return one row of the list: what a norm says on a day, briefly.

    A cap is worked out for a contract made, and a case filed, on that day.
    """
    version = norm.version_on(day)
    row: dict[str, object] = {
        "id": norm.id,
        "kind": norm.kind,
        "title": norm.title.say(lang),
        "value": None,
        "unit": norm.unit,
        "rank": norm.rank,
        "confidence": None,
        "severity": norm.severity,
        "in_force": version is not None,
        "answers_until": norm.answers_until.isoformat(),
    }
    if version is None:
        return row
    row |= {
        "value": plain(version.params.get("value")),
        "confidence": version.confidence,
        "severity": norm.severity_on(day),
    }
    return row | _answer(norm, day, law, lang)


def shown(norm: Norm, day: date, law: Law, lang: str) -> dict[str, object]:
    """Return everything there is to say about a norm on a day.

    A cap is worked out for a contract made, and a case filed, on that day.

    Raises:
        LawGap: no version of the norm covers that day, or a rate it builds on is not known.
    """
    version, cite = norm.on(day), norm.cite(day)
    named = {norm.id, *norm.exceptions}
    return listed(norm, day, law, lang) | {
        "on": day.isoformat(),
        "means": norm.means.say(lang),
        "jurisdiction": norm.jurisdiction,
        "assumed": cite.assumed,
        "scope": {
            "lender_types": list(norm.scope.lender_types),
            "products": list(norm.scope.products),
            "channels": list(norm.scope.channels),
            "roles": list(norm.scope.roles),
        },
        "version": _version(version, lang),
        "versions": [_version(each, lang) for each in norm.versions],
        "exceptions": [_named(law.norm(each), lang) for each in norm.exceptions],
        "related": [
            _named(each, lang) for each in law.under(f"{norm.id}.") if each.id not in named
        ],
        "law_version": law.version,
    }


def due(law: Law, day: date, within: int) -> list[Due]:
    """Return what needs a look up to `within` days after a day, the most pressing first.

    A norm whose last version ended before it was checked is history and is left alone.
    """
    horizon = day + timedelta(days=within)
    found: list[Due] = []
    for norm in law:
        last = norm.versions[-1].until_on
        if norm.answers_until <= horizon and (last is None or last > norm.answers_until):
            found.append(Due(norm, "check", norm.answers_until))
        starts = [version.from_on for version in norm.versions]
        found += [Due(norm, "begins", first) for first in starts if day < first <= horizon]
        if last is not None and day <= last <= horizon:
            found.append(Due(norm, "ends", last))
    return sorted(found, key=lambda each: (each.on, each.norm.id, each.what))


def plain(value: object) -> object:
    """Return a parameter as JSON has it: decimals and days as text, tuples as lists."""
    if isinstance(value, Fraction):
        return show_rate(value, 9)
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return value if isinstance(value, bool | int | str | None) else str(value)


def _answer(norm: Norm, day: date, law: Law, lang: str) -> dict[str, object]:
    """Return the value of a cap with the rate it is a multiple of; nothing for other norms."""
    if norm.kind != "cap":
        return {}
    line = _line(norm, day, law)
    base = next((part for part in line.why.parts if part.formula or part.inputs), None)
    return {
        "value": plain(line.value),
        "formula": line.why.formula,
        "base": None
        if base is None or base.cite is None
        else {
            "norm": base.cite.norm,
            "value": base.value,
            **dict(base.inputs),
            "confidence": base.cite.confidence,
            "assumed": base.cite.assumed,
        },
        "confidence": line.basis.confidence,
        "severity": line.severity,
        "says": line.says.say(lang),
        "method": line.method.value,
        "effect": line.effect.value,
        "covers": [part.value for part in line.covers],
    }


def _line(norm: Norm, day: date, law: Law) -> CapLine:
    lender = LenderType(norm.scope.lender_types[0])
    return cap_line(norm, CapCase(lender, day, day, day, law))


def _version(version: Version, lang: str) -> dict[str, object]:
    return {
        "from": version.from_on.isoformat(),
        "until": None if version.until_on is None else version.until_on.isoformat(),
        "params": {key: plain(value) for key, value in version.params.items()},
        "source": version.source,
        "article": version.article,
        "url": version.url,
        "sources": list(version.sources),
        "confidence": version.confidence,
        "note": version.note.say(lang),
    }


def _named(norm: Norm, lang: str) -> dict[str, object]:
    return {"id": norm.id, "title": norm.title.say(lang)}
