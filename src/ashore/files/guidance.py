"""The packaged words beside a plan, read strictly: each with its source and the day it was checked.

A tip that rests on norms takes its source from them; one that does not must name its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ashore.files.choices import EXPENSE
from ashore.files.strict import bilingual, check_keys, confidence_of, day_of, opened, wrong
from ashore.money import Rounding, decimal_of, rounded
from ashore.plan.guidance import Average, Guidance, Tip, Way
from ashore.words import Text

__all__ = ["parse_averages", "parse_tips", "parse_ways", "read_guidance"]

_DATA = Path(__file__).parents[1] / "data" / "plan"
_LISTS = ("agreement", "script", "routes", "scams", "checks")
_TIP = {"id", "title", "means", "do", "norms", "source", "confidence", "when"}
_WAY = {*_TIP, "price", "rate", "most", "repaid"}
_SITUATIONS = {"card", "loan"}


NOTHING = Guidance(
    agreement=(), script=(), routes=(), scams=(), checks=(), ways=(), averages=(), version="none"
)


@cache
def read_guidance(jurisdiction: str = "CN") -> Guidance:
    """Return the guidance that ships with the program; there is none for other countries."""
    if jurisdiction != "CN":
        return NOTHING
    names = (*_LISTS, "ways", "spending")
    texts = {name: (_DATA / f"{name}.toml").read_text("utf-8") for name in names}
    tips = {name: parse_tips(texts[name], f"{name}.toml") for name in _LISTS}
    return Guidance(
        **tips,
        ways=parse_ways(texts["ways"], "ways.toml"),
        averages=parse_averages(texts["spending"], "spending.toml"),
        version=sha256("".join(texts.values()).encode()).hexdigest()[:12],
    )


def parse_tips(text: str, file: str) -> tuple[Tip, ...]:
    """Return the tips a text holds, in its order.

    Raises:
        BadInput: the text is no TOML, a key is unknown or missing, an id comes twice, a tip has
            neither a norm nor a source.
    """
    raw, until = _opened(text, file, {"answers_until", "tip"})
    return _unique(tuple(_tip(table, file, until, _TIP) for table in raw["tip"]), file)


def parse_ways(text: str, file: str) -> tuple[Way, ...]:
    """Return the ways to money a text holds, in its order.

    Raises:
        BadInput: as `parse_tips`, or a rate is not a decimal per day or month.
    """
    raw, until = _opened(text, file, {"answers_until", "way"})
    ways = tuple(_way(table, file, until) for table in raw["way"])
    _unique(tuple(way.tip for way in ways), file)
    return ways


def parse_averages(text: str, file: str) -> tuple[Average, ...]:
    """Return average spending a month, rounded half up from the year's figure.

    Raises:
        BadInput: the text is no TOML, a key is unknown or missing, a category is unknown.
    """
    raw, _ = _opened(text, file, {"answers_until", "source", "confidence", "average"})
    found: list[Average] = []
    for table in raw["average"]:
        where = f"{file}: average {table.get('category', '?')}"
        check_keys(table, {"category", "year", "note"}, {"category", "year", "note"}, where)
        year = decimal_of(table["year"]) if isinstance(table["year"], str) else None
        if table["category"] not in EXPENSE or year is None:
            known = Text("已知的类别和小数", "a known category and a decimal")
            raise wrong(where, f"{table['category']} {table['year']}", known)
        found.append(
            Average(
                category=table["category"],
                month=rounded(year * 100 / 12, Rounding.HALF_UP),
                note=bilingual(table["note"], where),
                source=raw["source"],
                confidence=confidence_of(raw["confidence"], where),
            )
        )
    return tuple(found)


def _opened(text: str, file: str, known: set[str]) -> tuple[Mapping[str, Any], date]:
    raw = opened(text, file)
    check_keys(raw, known, known, file)
    return raw, day_of(raw["answers_until"], f"{file} answers_until")


def _unique(tips: tuple[Tip, ...], file: str) -> tuple[Tip, ...]:
    ids = [tip.id for tip in tips]
    twice = [name for name in ids if ids.count(name) > 1]
    if twice:
        raise wrong(file, twice[0], Text("每个编号只出现一次", "each id once"))
    return tips


def _tip(table: Mapping[str, Any], file: str, until: date, known: Collection[str]) -> Tip:
    where = f"{file}: {table.get('id', '?')}"
    check_keys(table, known, {"id", "title", "means", "do"}, where)
    norms, source = tuple(table.get("norms", ())), table.get("source", "")
    if not norms and not source.strip():
        raise wrong(where, '""', Text("依据的规定或来源", "a norm or a source"))
    if source and "confidence" not in table:
        raise wrong(where, "source", Text("来源带把握程度", "a confidence with the source"))
    odd = sorted(set(table.get("when", ())) - _SITUATIONS)
    if odd:
        raise wrong(where, odd[0], Text("、".join(_SITUATIONS), ", ".join(sorted(_SITUATIONS))))
    return Tip(
        id=table["id"],
        title=bilingual(table["title"], where),
        means=bilingual(table["means"], where),
        do=bilingual(table["do"], where),
        norms=norms,
        source=source,
        confidence=confidence_of(table["confidence"], where) if source else "",
        answers_until=until,
        when=tuple(table.get("when", ())),
    )


def _way(table: Mapping[str, Any], file: str, until: date) -> Way:
    tip = _tip(table, file, until, _WAY)
    where = f"{file}: {tip.id}"
    raw: Mapping[str, str] = table.get("rate", {})
    rate, per = decimal_of(raw.get("value", "")), raw.get("per", "")
    if raw and (rate is None or per not in {"day", "month"}):
        expected = Text("value 是小数，per 是 day 或 month", "a decimal value per day or month")
        raise wrong(where, str(raw), expected)
    return Way(
        tip=tip,
        rate=rate,
        per=per,
        most=table.get("most", False),
        repaid=table.get("repaid", True),
        price=bilingual(table["price"], where),
    )
