"""What is told beside the figures: routes, checklists, scripts, scams, ways to money, averages.

These are words and a few published figures kept as data, each with its source, how sure we are,
and the last day a person checked it. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ashore.words import Text

__all__ = ["Average", "Guidance", "Tip", "Way", "fitting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """One piece of guidance.

    Attributes:
        id: its name within its list.
        title: what it is about, a few words.
        means: what it says.
        do: what to do about it.
        norms: ids of the norms it rests on; empty: it rests on `source` alone.
        source: where it comes from.
        confidence: A read, B known, C uncertain.
        answers_until: the last day a person checked it.
        when: the situations it belongs to (words such as card, overdue); empty: all.
    """

    id: str
    title: Text
    means: Text
    do: Text
    norms: tuple[str, ...]
    source: str
    confidence: str
    answers_until: date
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to money besides the loan offers of the case, and what is known of its price.

    `rate` is a published or usual rate per `per` (day, month); None: no price is published, or it
    is whatever the two sides agree. `most` says that the rate is the most a rule allows. `repaid`
    False: nothing has to be paid back.
    """

    tip: Tip
    rate: Fraction | None
    per: str
    most: bool
    repaid: bool
    price: Text  # what the price consists of, and what is not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """Published average spending a month and person in one category, fen; no guideline."""

    category: str
    month: int
    note: Text
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """Everything there is, and the state of the data."""

    agreement: tuple[Tip, ...]
    script: tuple[Tip, ...]
    routes: tuple[Tip, ...]
    scams: tuple[Tip, ...]
    checks: tuple[Tip, ...]
    ways: tuple[Way, ...]
    averages: tuple[Average, ...]
    version: str = ""


def fitting(tips: Iterable[Tip], situation: Iterable[str]) -> tuple[Tip, ...]:
    """Return the tips for everybody and those for one of the words of a situation."""
    words = set(situation)
    return tuple(tip for tip in tips if not tip.when or words.intersection(tip.when))
