"""Guidance as blocks: what it says, what to do, and where it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ashore.forecast.ground import cites_of, weakest
from ashore.law import Law
from ashore.plan.guidance import Tip
from ashore.report.blocks import Item
from ashore.report.values_why import cite_value, text_value
from ashore.words import Text

__all__ = ["confidence_of_tip", "filled", "tip_item", "tip_value"]

_NONE: Mapping[str, Text] = {}


def tip_item(
    tip: Tip, law: Law, on: date, fill: Mapping[str, Text] = _NONE, *, brief: bool = False
) -> Item:
    """Return a tip to open; `brief` writes what it says in a text that is not opened too."""
    means, do = filled(tip.means, fill), filled(tip.do, fill)
    return Item(
        title=tip.title,
        brief=(means,) if brief else (),
        lines=(do,) if brief else (means, do),
        cites=cites_of(law, tip.norms, on),
        sources=_sources(tip, on),
    )


def filled(text: Text, fill: Mapping[str, Text]) -> Text:
    """Return a text with its {places} filled in."""
    zh, en = text
    for name, word in fill.items():
        zh, en = zh.replace(f"{{{name}}}", word.zh), en.replace(f"{{{name}}}", word.en)
    return Text(zh, en)


def confidence_of_tip(tip: Tip, law: Law, on: date) -> str:
    """Return the lowest confidence among the norms and the source of a tip."""
    own = (tip.confidence,) if tip.confidence else ()
    return weakest(cites_of(law, tip.norms, on), *own)


def _sources(tip: Tip, on: date) -> tuple[Text, ...]:
    if not tip.source:
        return ()
    zh, en = f"{tip.source}，把握 {tip.confidence}", f"{tip.source}, confidence {tip.confidence}"
    if on > tip.answers_until:
        zh += f";{tip.answers_until} 之后假定没有变"
        en += f"; taken to be unchanged since {tip.answers_until}"
    return (Text(zh, en),)


def tip_value(tip: Tip, law: Law, on: date, fill: Mapping[str, Text] = _NONE) -> dict[str, Any]:
    """Return a tip as JSON values."""
    return {
        "id": tip.id,
        "title": text_value(tip.title),
        "means": text_value(filled(tip.means, fill)),
        "do": text_value(filled(tip.do, fill)),
        "norms": [cite_value(cite) for cite in cites_of(law, tip.norms, on)],
        "source": tip.source,
        "confidence": confidence_of_tip(tip, law, on),
        "checked_until": tip.answers_until.isoformat(),
        "assumed": on > tip.answers_until,
    }
