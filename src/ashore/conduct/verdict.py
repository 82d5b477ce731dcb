"""What comes out: a norm's finding, a contact's verdict, the gate's decision.

One scale for both doors. From the mildest to the gravest: ok, unknown (a fact is missing), warning
(worth checking), breach. The gate holds a contact back for a breach, for a missing fact, and for a
warning that rests on a norm we are sure of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from ashore.law.norm import Norm
from ashore.words import Cite, Text

__all__ = [
    "ADVICE", "OK", "Decision", "FewNorms", "Level", "NormFinding", "Outcome", "Verdict", "ok_with",
    "worst",
]  # fmt: skip


class Level(StrEnum):
    """How a norm, or all of them, see a contact."""

    OK = "ok"
    UNKNOWN = "unknown"
    WARNING = "warning"
    BREACH = "breach"


_ORDER = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one evaluator says about one contact, before the norm's name is put to it.

    Attributes:
        level: how the norm sees it.
        reason: why, in plain words.
        do: what can be done about it.
        next_allowed: the first instant at which this norm would allow the same contact; None with a
            refusing level: never, or not to be known.
        remaining: how many contacts a limit still leaves, this one included.
        missing: names of the facts that are not known.
        reminder: a duty whose fulfilment is not on record; shown, but it weighs nothing.
        confidence: lower than the norm's own when only a reading of it leads here.
        holds: the gate holds the contact back even when this is only worth checking.
    """

    level: Level
    reason: Text = Text("", "")
    do: Text = Text("", "")
    next_allowed: datetime | None = None
    remaining: int | None = None
    missing: tuple[str, ...] = ()
    reminder: bool = False
    confidence: str = ""
    holds: bool = False


OK = Outcome(level=Level.OK)


@lru_cache(maxsize=64)
def ok_with(remaining: int) -> Outcome:
    """Return "ok" with how many contacts are left, this one included; nothing else is said."""
    return Outcome(level=Level.OK, remaining=remaining)


@dataclass(frozen=True, slots=True, kw_only=True)
class NormFinding:
    """What one norm says about one contact, with its source.

    Attributes:
        norm: the norm's id.
        title: its name.
        kind: its kind ("quiet_hours" …).
        severity: breach, warning or note: how grave a break of it would be.
        level: the verdict of this norm (JSON: "verdict").
        cite: source, article, rank, confidence, and whether the day is past the last check.
        holds: whether the gate holds the contact back because of it.
        next_allowed, remaining, missing: as in `Outcome`.
        assumes: facts that are not known and were taken to be the usual ones (the kind of lender).
    """

    norm: str
    title: Text
    kind: str
    severity: str
    level: Level
    cite: Cite
    reason: Text = Text("", "")
    do: Text = Text("", "")
    next_allowed: datetime | None = None
    remaining: int | None = None
    missing: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()
    holds: bool = False

    @property
    def source(self) -> str:
        """The document and its article, in one string."""
        return f"{self.cite.source} {self.cite.article}".rstrip()

    @property
    def confidence(self) -> str:
        """A, B or C."""
        return self.cite.confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class FewNorms:
    """The norms that bind the kind of lender in a contact like this, where these are few.

    Attributes:
        norms: those that bind it, in the order of the files.
        of: how many on file bind lenders of one kind or another in such a contact.
    """

    norms: tuple[Norm, ...]
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One contact judged: the gravest level and every finding that is not "ok".

    `few`: few of the norms on file bind this kind of lender, so that an "ok" says little.
    """

    id: str
    level: Level
    findings: tuple[NormFinding, ...] = ()
    passed: tuple[NormFinding, ...] = ()  # norms that were asked and found nothing; on request
    few: FewNorms | None = None

    @property
    def norms(self) -> tuple[str, ...]:
        """Ids of the norms that found something."""
        return tuple(each.norm for each in self.findings)


ADVICE = Text(
    "“可以”只说明没有发现已收录规定所禁止的情形，不能证明这次联系合法；规定会变，请核对来源。",
    "“Allow” only says that no norm on file forbids the contact; it does not prove that it is "
    "lawful. Norms change: check the sources.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The gate's answer about a contact that is proposed.

    Attributes:
        word: "allow", "wait" (until `until`) or "refuse".
        until: with "wait", the first instant at which every norm allows it, tried by asking again.
        reasons: every finding that is not ok, those that hold the contact back first.
        by: the first norm that holds it back; "" when none does (or a fact is missing).
        missing: facts without which the gate cannot answer.
        remaining: norm → how many contacts it still leaves, this one included.
        level: what the judge would say of the same contact.
        law_version: the state of the law files.
        few: as in `Verdict`.
    """

    word: str
    level: Level
    until: datetime | None = None
    reasons: tuple[NormFinding, ...] = ()
    by: str = ""
    missing: tuple[str, ...] = ()
    remaining: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    law_version: str = ""
    advice: Text = ADVICE
    few: FewNorms | None = None


def worst(levels: Iterable[Level]) -> Level:
    """Return the gravest level; ok when there is none."""
    return max(levels, key=_ORDER.__getitem__, default=Level.OK)
