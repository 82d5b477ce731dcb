"""Which patterns a text could hold at all, found without trying them.

Every alternative of a pattern needs some literal stretch: "打断…腿" cannot fit a text without 打断.
From the expression of each pattern we derive such stretches, keep the first three characters of
each (five in English) and look them up among those of the text. Most messages leave a handful of
patterns to try out of more than seventy. A pattern without a needed stretch is always tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Index", "index_of", "needed"]

GRAM = {"zh": 3, "en": 5}
_MANY = 400  # stretches per alternative; beyond, the next best part is taken
_SET_MEMBERS = 24
_LONG_ENOUGH = 4
_COMMON = frozenset("我你您他她的了一到上不要来过说给让用")
_TOKEN = re.compile(
    r"(?P<escape>\\(?:x[0-9a-f]{2}|.))|(?P<set>\[(?P<not>\^?)(?P<in>\]?(?:\\.|[^\]\\])*)\])"
    r"|(?P<look>\(\?<?[=!])|(?P<open>\(\?:)|(?P<close>\))|(?P<or>\|)"
    r"|(?P<times>\?|\{(?P<least>\d+)(?:,\d*)?\})|(?P<other>.)",
    re.DOTALL,
)

Needs = frozenset[str] | None
"""Stretches of which any fit holds at least one; None when there is no such set."""


@dataclass(frozen=True, slots=True)
class Index:
    """Patterns (by position) under the stretches they need, in one language."""

    by_gram: Mapping[str, tuple[int, ...]]
    sizes: tuple[int, ...]
    always: tuple[int, ...]

    def candidates(self, text: str) -> list[int]:
        """Return the positions of the patterns that could fit, in order."""
        found = set(self.always)
        by_gram = self.by_gram
        for size in self.sizes:
            grams = {text[at : at + size] for at in range(len(text) - size + 1)}
            for gram in grams & by_gram.keys():
                found.update(by_gram[gram])
        return sorted(found)


def index_of(expressions: Sequence[str], lang: str) -> Index:
    """Return the index of some regular expressions of the small language, macros expanded."""
    by_gram: dict[str, list[int]] = {}
    always: list[int] = []
    for place, source in enumerate(expressions):
        needs = needed(source)
        if needs is None:
            always.append(place)
            continue
        for stretch in needs:
            users = by_gram.setdefault(stretch[: GRAM[lang]], [])
            if place not in users[-1:]:
                users.append(place)
    sizes = tuple(sorted({len(gram) for gram in by_gram}))
    return Index({gram: tuple(users) for gram, users in by_gram.items()}, sizes, tuple(always))


def needed(source: str) -> Needs:
    """Return the stretches of which every fit holds at least one.

    >>> sorted(needed("打断…?(?:腿|手)|收尸"))
    ['打断', '收尸']
    """
    needs, _ = _alternatives(list(_TOKEN.finditer(source)), 0)
    return needs


def _alternatives(tokens: Sequence[re.Match[str]], at: int) -> tuple[Needs, int]:
    """Return what the alternatives from `at` need together, and where their group ends."""
    together: set[str] = set()
    known = True
    while True:
        needs, at = _sequence(tokens, at)
        if needs is None:
            known = False
        else:
            together |= needs
        if at >= len(tokens) or tokens[at]["close"]:
            return (frozenset(together) if known and len(together) <= _MANY else None), at
        at += 1  # the bar


def _sequence(tokens: Sequence[re.Match[str]], at: int) -> tuple[Needs, int]:
    """Return the best of what the parts of one alternative need."""
    parts: list[frozenset[str]] = []
    run = ""
    while at < len(tokens) and not tokens[at]["close"] and not tokens[at]["or"]:
        token = tokens[at]
        needs, after = _part(tokens, at)
        times = tokens[after]["times"] if after < len(tokens) else None
        letter = token[0] if token["other"] else ""
        if letter and times is None:
            run += letter
        else:
            parts += [frozenset({run})] if run else []
            run = ""
            may_lack = times is not None and not int(tokens[after]["least"] or 0)
            if needs is not None and not may_lack:
                parts.append(needs)
        at = after + (times is not None)
    parts += [frozenset({run})] if run else []
    return (max(parts, key=_worth) if parts else None), at


def _part(tokens: Sequence[re.Match[str]], at: int) -> tuple[Needs, int]:
    """Return what one part needs and where the next begins."""
    token = tokens[at]
    if token["open"] or token["look"]:
        needs, end = _alternatives(tokens, at + 1)
        return (None if token["look"] else needs), end + 1
    if token["other"]:
        return frozenset({token["other"]}), at + 1
    if token["set"] and not token["not"]:
        members = token["in"]
        if len(members) <= _SET_MEMBERS and "-" not in members and "\\" not in members:
            return frozenset(members), at + 1
    return None, at + 1


def _worth(needs: Iterable[str]) -> tuple[int, int]:
    """Long stretches first, then few of them; what every message holds is worth nothing."""
    lengths = [len(one) - (one in _COMMON) for one in needs]
    return min(*lengths, _LONG_ENOUGH), -len(lengths)
