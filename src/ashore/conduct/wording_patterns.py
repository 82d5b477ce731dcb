"""The patterns of wording as values: what a phrase may mean, how it is found, what excuses it.

A pattern is data (`data/wording/*.toml`); here it is a few regular expressions and what belongs to
them. For speed an index says which of them a text could hold at all: most messages hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ashore.conduct.wording_index import Index, index_of
from ashore.conduct.wording_spelling import Spelling
from ashore.words import Text

__all__ = [
    "GUARDS",
    "STAGES",
    "Alternative",
    "Category",
    "Guard",
    "Institution",
    "Pattern",
    "Places",
    "Scan",
    "StageNote",
    "Step",
    "Wording",
    "scans_of",
]

STAGES = ("none", "demand", "filed", "judgment", "enforcement")
"""How far the case is, in order."""

GUARDS = ("negated", "warned", "reported", "asked", "lesson")
"""What makes a phrase harmless: denied, warned of, told of others, asked about, explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of wording and the norms it touches, by jurisdiction ("CN", "US")."""

    id: str
    title: Text
    means: Text
    norms: Mapping[str, tuple[str, ...]]


class Alternative:
    """One expression of a pattern, compiled when it is first tried: most never are."""

    __slots__ = ("_regex", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self._regex: re.Pattern[str] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, over the text in one spelling."""
        if self._regex is None:
            self._regex = re.compile(self.source)
        return self._regex


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One way of saying it.

    Attributes:
        lang: "zh" or "en": which texts it is tried on.
        matches: the alternatives, any of which will do.
        severity: breach, warning or note: what the wording would be if it means what it seems to.
        confidence: A plain, B usual, C only a sign (then never a breach).
        plain: what a phrase must hold to be a breach; without it it is worth checking. None given:
            every phrase is plain.
        norms: norms beside those of the category.
        third: only when somebody other than the debtor is addressed.
        channels: only on these channels; none named: on all.
        guards: which of `GUARDS` excuse it.
        unless: a phrase elsewhere in the same sentence that excuses it.
        step: the step of the case that it claims ("" when it claims none).
        from_stage: from this stage on the step is possible and the hit is a mere `step_claim`.
        innocent: how the same words can be harmless.
    """

    id: str
    category: str
    lang: str
    matches: tuple[Alternative, ...]
    severity: str
    confidence: str
    innocent: Text
    source: str
    examples: tuple[str, ...]
    counters: tuple[str, ...]
    plain: tuple[Alternative, ...] = ()
    norms: tuple[str, ...] = ()
    third: bool = False
    channels: tuple[str, ...] = ()
    guards: tuple[str, ...] = GUARDS
    unless: re.Pattern[str] | None = None
    step: str = ""
    from_stage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """What excuses a phrase, in one language: `before` it in its clause, or in its `sentence`."""

    lang: str
    kind: str
    before: re.Pattern[str] | None = None
    sentence: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step a message may claim: filed, arrest, visit …; `check` says how to find out."""

    id: str
    title: Text
    check: Text
    norms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageNote:
    """What a claimed step is worth at a stage of the case; the first that fits is shown.

    Attributes:
        stages: the stages it is for; none named: all.
        card: only for cards (True), only for other loans (False), for both (None).
        principal_from: only from this principal on, in fen.
        principal_below: only below this principal, in fen.
    """

    step: str
    text: Text
    source: str
    confidence: str
    stages: tuple[str, ...] = ()
    card: bool | None = None
    principal_from: int | None = None
    principal_below: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """Who is behind a domain; `kind` is lender, authority, platform or shortener."""

    domain: str
    name: Text
    kind: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Domains that are known, and what a domain can look like."""

    domains: Mapping[str, Institution]
    endings: frozenset[str]  # top-level domains that make a word with a dot a link
    second_level: frozenset[str]  # com.cn, co.uk: the name stands one further to the left
    official: tuple[str, ...]  # endings only an authority can have
    brands: Mapping[str, str]  # a word in a host → the domain it belongs to


@dataclass(frozen=True, slots=True)
class Scan:
    """The alternatives of one language, with the index that says which of them are worth trying."""

    entries: tuple[tuple[Pattern, Alternative], ...]
    index: Index

    def candidates(self, text: str) -> Iterator[tuple[Pattern, Alternative]]:
        """Yield the alternatives that could fit a text in one spelling, with their patterns."""
        entries = self.entries
        for place in self.index.candidates(text):
            yield entries[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Everything `check_wording` needs, read once by `ashore.files.wording.read_wording`."""

    categories: Mapping[str, Category]
    patterns: tuple[Pattern, ...]
    spelling: Spelling
    guards: Mapping[tuple[str, str], Guard]
    steps: Mapping[str, Step]
    notes: Mapping[str, tuple[StageNote, ...]]
    places: Places
    presence: Mapping[tuple[str, str], re.Pattern[str]]
    scans: Mapping[str, Scan]  # by language


def scans_of(patterns: Iterable[Pattern]) -> Mapping[str, Scan]:
    """Return the alternatives of all patterns by language, indexed."""
    entries: dict[str, list[tuple[Pattern, Alternative]]] = {"zh": [], "en": []}
    for pattern in patterns:
        entries[pattern.lang] += [(pattern, one) for one in pattern.matches]
    return {
        lang: Scan(tuple(own), index_of([one.source for _, one in own], lang))
        for lang, own in entries.items()
    }
