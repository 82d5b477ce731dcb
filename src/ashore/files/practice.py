"""Practice data read strictly: every report needs a range, a count of pages, a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ashore.files.choices import CHANNEL
from ashore.files.strict import bilingual, check_keys, day_of, opened, wrong
from ashore.forecast.practice import HelpLine, Practice, Reported, Stage
from ashore.law.norm import CONFIDENCES
from ashore.words import Text

__all__ = ["parse_help", "parse_practice", "read_practice"]

_FOLDER = Path(__file__).parents[1] / "data" / "practice"
_FILE, _HELP_FILE = _FOLDER / "stages.toml", _FOLDER / "help.toml"
_TOP = {"read_on", "stage"}
_HELP = {"number", "title", "means", "do", "confidence", "sources"}
_TO = {"debtor", "third"}
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
    found = parse_practice(_FILE.read_text("utf-8"), _FILE.name)
    return replace(found, help=parse_help(_HELP_FILE.read_text("utf-8"), _HELP_FILE.name))


def parse_practice(text: str, file: str = "stages.toml") -> Practice:
    """Return the reports a text holds, stages in its order.

    Raises:
        BadInput: the text is no TOML, a key is unknown or missing, a stage comes twice, a range is
            out of order, a report has no source.
    """
    raw = opened(text, file)
    check_keys(raw, _TOP, _TOP, file)
    stages = tuple(_stage(table, file) for table in raw["stage"])
    kinds = [stage.kind for stage in stages]
    twice = [kind for kind in kinds if kinds.count(kind) > 1]
    if twice:
        raise wrong(file, twice[0], Text("每个阶段只出现一次", "each stage once"))
    return Practice(
        stages=stages,
        version=sha256(text.encode()).hexdigest()[:12],
        read_on=day_of(raw["read_on"], f"{file} read_on"),
    )


def parse_help(text: str, file: str = "help.toml") -> tuple[HelpLine, ...]:
    """Return the numbers a text holds, in its order.

    Raises:
        BadInput: the text is no TOML, a key is unknown or missing, a number has no source.
    """
    raw = opened(text, file)
    check_keys(raw, {"help"}, {"help"}, file)
    return tuple(_help(table, file) for table in raw["help"])


def _help(table: Mapping[str, Any], file: str) -> HelpLine:
    where = f"{file}: {table.get('number', '?')}"
    check_keys(table, _HELP, _HELP, where)
    sources = [source for source in table["sources"] if source.strip()]
    if not sources or table["confidence"] not in CONFIDENCES:
        expected = Text("至少一个来源和把握程度 A/B/C", "a source and a confidence A, B or C")
        raise wrong(where, f"{table['sources']} {table['confidence']}", expected)
    return HelpLine(
        number=table["number"],
        title=bilingual(table["title"], where),
        means=bilingual(table["means"], where),
        do=bilingual(table["do"], where),
        confidence=table["confidence"],
        sources=tuple(sources),
    )


def _stage(table: Mapping[str, Any], file: str) -> Stage:
    where = f"{file}: stage {table.get('kind', '?')}"
    check_keys(table, _STAGE, _STAGE, where)
    if table["to"] not in _TO:
        raise wrong(where, table["to"], Text("debtor 或 third", "debtor or third"))
    odd = sorted(set(table["channels"]) - set(CHANNEL))
    if odd:
        raise wrong(where, odd[0], Text("、".join(CHANNEL), ", ".join(CHANNEL)))
    if not table["reported"]:
        raise wrong(where, "[]", Text("至少一条报道", "at least one report"))
    return Stage(
        kind=table["kind"],
        to=table["to"],
        channels=tuple(table["channels"]),
        title=bilingual(table["title"], where),
        means=bilingual(table["means"], where),
        do=bilingual(table["do"], where),
        may_not=bilingual(table["may_not"], where),
        reported=tuple(_reported(one, where) for one in table["reported"]),
    )


def _reported(table: Mapping[str, Any], where: str) -> Reported:
    check_keys(table, _REPORTED, {"when", "days", "pages", "confidence", "sources"}, where)
    check_keys(table["days"], set(_DAYS), set(_DAYS), f"{where} days")
    days = [table["days"][name] for name in _DAYS]
    if days != sorted(days) or any(type(day) is not int for day in (*days, table["pages"])):
        raise wrong(where, f"{days}", Text("从早到晚的四个天数", "four days in ascending order"))
    named = [source for source in table["sources"] if source.strip()]
    if not named or len(named) < len(table["sources"]) or table["confidence"] not in CONFIDENCES:
        expected = Text("至少一个来源和把握程度 A/B/C", "a source and a confidence A, B or C")
        raise wrong(where, f"{table['sources']} {table['confidence']}", expected)
    if table["when"] not in {"any", "reachable", "unreachable"}:
        raise wrong(
            where, table["when"], Text("any、reachable、unreachable", "any, reachable, unreachable")
        )
    return Reported(
        earliest=days[0],
        usual_from=days[1],
        usual_to=days[2],
        latest=days[3],
        pages=table["pages"],
        confidence=table["confidence"],
        sources=tuple(table["sources"]),
        when=table["when"],
        lender_types=tuple(table.get("lender_types", ())),
        products=tuple(table.get("products", ())),
        note=bilingual(table["note"], where) if "note" in table else Text("", ""),
    )
