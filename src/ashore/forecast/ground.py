"""What a forecast rests on: norms asked for one day, and reports put on the dates of one loan.

A norm the files have no text of for that day is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ashore.forecast.practice import Practice
from ashore.forecast.stand import Stand
from ashore.law.norm import Law, Version
from ashore.words import Cite, Text

__all__ = [
    "IF_UNPAID",
    "NOTHING",
    "Window",
    "both",
    "cite_of",
    "cites_of",
    "version_of",
    "weakest",
    "window_of",
    "window_text",
]

NOTHING = Text("", "")
IF_UNPAID = Text("如果这一期到期没有还", "if the coming instalment is not paid")


def both(one: Text, other: Text) -> Text:
    """Return two conditions as one; either may be empty."""
    if not one.zh or not other.zh:
        return one if one.zh else other
    return Text(f"{one.zh}，并且{other.zh}", f"{one.en}, and {other.en}")


def version_of(law: Law, name: str, day: date) -> Version | None:
    """Return what a norm says on a day; None where the files have no text for it."""
    norm = law.norms.get(name)
    return None if norm is None else norm.version_on(day)


def cite_of(law: Law, name: str, day: date) -> Cite | None:
    """Return the citation of a norm on a day; None where the files have no text for it."""
    norm = law.norms.get(name)
    return None if norm is None or norm.version_on(day) is None else norm.cite(day)


def cites_of(law: Law, names: Iterable[str], day: date) -> tuple[Cite, ...]:
    """Return the citations of those norms that answer for a day, each once."""
    found = (cite_of(law, name, day) for name in dict.fromkeys(names))
    return tuple(cite for cite in found if cite is not None)


def weakest(cites: Iterable[Cite], *more: str) -> str:
    """Return the lowest confidence among citations and plain marks (A, B, C)."""
    return max([*(cite.confidence for cite in cites), *more], default="C")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When a stage is reported to happen to one loan: reports put on its dates, never a rule."""

    earliest: date
    usual: date
    usual_to: date
    latest: date
    confidence: str
    sources: tuple[str, ...]
    notes: tuple[Text, ...]


def window_of(practice: Practice, kind: str, stand: Stand) -> Window | None:
    """Return the reported window of a stage for a loan.

    None where nothing is reported, or nothing would be late.
    """
    stage = next((stage for stage in practice.stages if stage.kind == kind), None)
    if stage is None or stand.anchor is None:
        return None
    span = practice.span(stage, stand.loan.lends_as, stand.loan.product, reachable=None)
    if span is None:
        return None
    due_on = stand.anchor.due_on
    return Window(
        earliest=due_on + timedelta(days=span.earliest),
        usual=due_on + timedelta(days=span.usual_from),
        usual_to=due_on + timedelta(days=span.usual_to),
        latest=due_on + timedelta(days=span.latest),
        confidence=span.confidence,
        sources=span.sources,
        notes=span.notes,
    )


def window_text(window: Window) -> Text:
    """Return a reported window as one sentence that says what it is."""
    first, last = window.usual, window.usual_to
    return Text(
        f"公开说法（不是规定，把握程度 {window.confidence}）：多在 {first} 到 {last} 之间，"
        f"最早 {window.earliest}，最晚 {window.latest}，也可能没有",
        f"reported, no rule (confidence {window.confidence}): mostly between {first} and {last}, "
        f"at the earliest {window.earliest}, at the latest {window.latest}, or not at all",
    )
