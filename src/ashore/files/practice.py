"""Practice data read strictly: every report needs a range, a count of pages, a source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ashore.forecast.practice import Practice, Reported, Stage
from ashore.words import BadInput, Text

__all__ = ["parse_practice", "read_practice"]

_FILE = Path(__file__).parents[1] / "data" / "practice" / "stages.toml"
_STAGE = {"kind", "to", "channels", "title", "means", "do", "may_not", "reported"}
_REPORTED = {
    "when",
    "lender_types",
    "products",
    "days",
    "pages",
    "confidence",
    "sources",
    "note",
}
_DAYS = ("earliest", "usual_from", "usual_to", "latest")


@cache
def read_practice() -> Practice:
    """Return the practice data that ships with the program."""
    content = _FILE.read_bytes()
    stages = parse_practice(content.decode("utf-8"), _FILE.name)
    return Practice(stages=stages, version=sha256(content).hexdigest()[:12])


def parse_practice(text: str, file: str = "stages.toml") -> tuple[Stage, ...]:
    """Return the stages a text holds, in its order.

    Raises:
        BadInput: an unknown or missing key, a range out of order, a report without a source.
    """
    raw = tomllib.loads(text)
    return tuple(_stage(table, file) for table in raw.get("stage", []))


def _stage(table: Mapping[str, Any], file: str) -> Stage:
    where = f"{file}: stage {table.get('kind', '?')}"
    _keys(table, _STAGE, _STAGE, where)
    return Stage(
        kind=table["kind"],
        to=table["to"],
        channels=tuple(table["channels"]),
        title=_text(table["title"], where),
        means=_text(table["means"], where),
        do=_text(table["do"], where),
        may_not=_text(table["may_not"], where),
        reported=tuple(_reported(one, where) for one in table["reported"]),
    )


def _reported(table: Mapping[str, Any], where: str) -> Reported:
    _keys(table, _REPORTED, {"when", "days", "pages", "confidence", "sources"}, where)
    _keys(table["days"], set(_DAYS), set(_DAYS), f"{where} days")
    days = [int(table["days"][name]) for name in _DAYS]
    if days != sorted(days):
        raise _wrong(where, f"{days}", Text("从早到晚的四个天数", "four days in ascending order"))
    if not table["sources"] or table["confidence"] not in {"A", "B", "C"}:
        expected = Text("至少一个来源和把握程度 A/B/C", "a source and a confidence A, B or C")
        raise _wrong(where, f"{table['sources']} {table['confidence']}", expected)
    if table["when"] not in {"any", "reachable", "unreachable"}:
        raise _wrong(
            where, table["when"], Text("any、reachable、unreachable", "any, reachable, unreachable")
        )
    return Reported(
        earliest=days[0],
        usual_from=days[1],
        usual_to=days[2],
        latest=days[3],
        pages=int(table["pages"]),
        confidence=table["confidence"],
        sources=tuple(table["sources"]),
        when=table["when"],
        lender_types=tuple(table.get("lender_types", ())),
        products=tuple(table.get("products", ())),
        note=_text(table["note"], where) if "note" in table else Text("", ""),
    )


def _keys(table: Mapping[str, Any], known: set[str], needed: set[str], where: str) -> None:
    odd = sorted(set(table) - known) or sorted(needed - set(table))
    if odd:
        raise _wrong(where, odd[0], Text("、".join(sorted(known)), ", ".join(sorted(known))))


def _text(raw: Mapping[str, str], where: str) -> Text:
    if set(raw) != {"zh", "en"} or not all(raw.values()):
        raise _wrong(where, str(dict(raw)), Text("zh 和 en 两种文字", "both zh and en"))
    return Text(raw["zh"], raw["en"])


def _wrong(where: str, what: str, expected: Text) -> BadInput:
    return BadInput(
        where=where,
        what=Text(f"有问题:{what}", f"wrong: {what}"),
        expected=expected,
        do=Text("改正数据文件", "correct the data file"),
    )
