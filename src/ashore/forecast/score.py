"""A forecast held against what really happened, kind by kind. A few cases prove nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ashore.forecast.event import Event
from ashore.forecast.run import Forecast

__all__ = ["OUTCOMES", "Happened", "KindScore", "Score", "Scored", "score"]

OUTCOMES = ("inside", "earlier", "later", "not_happened", "open", "conditional", "not_forecast")
"""Within the range; before it; after it; its days are over and nothing was noted; its days are not
over yet; it hung on an instalment that may have been paid; it came without being forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that really happened to a loan; `kind` as in a forecast."""

    loan: str
    kind: str
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One event beside what happened.

    `on` None: nothing was noted. `days_off` is how far outside the range it came, negative before
    it; None where there is nothing to measure.
    """

    loan: str
    kind: str
    outcome: str  # one of OUTCOMES
    on: date | None
    earliest: date | None
    latest: date | None
    days_off: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScore:
    """How often each outcome came for one kind, in the order of OUTCOMES."""

    kind: str
    total: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A forecast made on one day (`made_on`) beside what was noted up to another (`on`).

    `before` counts notes from before the forecast was made; they are left out.
    """

    made_on: date
    on: date
    entries: tuple[Scored, ...]
    kinds: tuple[KindScore, ...]
    before: int

    @property
    def decided(self) -> int:
        """How many entries can be counted: their days are over and they hung on nothing."""
        return sum(entry.outcome not in {"open", "conditional"} for entry in self.entries)


def score(found: Forecast, happened: Iterable[Happened], on: date) -> Score:
    """Return how the reported track of a forecast fared up to a day.

    Of several notes of one kind on one loan the first counts. Only reports are scored: what norms
    permit or a contract dates is no forecast. A step whose days were over when the forecast was
    made counts only where it came after all, and then it came later.
    """
    noted = sorted(happened, key=lambda one: (one.on, one.loan, one.kind))
    counted = [one for one in noted if found.on <= one.on <= on]
    first: dict[tuple[str, str], Happened] = {}
    for one in counted:
        first.setdefault((one.loan, one.kind), one)
    events = {
        (event.loan, event.kind): event
        for event in (*found.events, *found.passed)
        if event.track == "reported"
        and (event.latest is None or event.latest >= found.on or (event.loan, event.kind) in first)
    }
    entries = sorted(_entries(events, first, on), key=lambda one: (one.kind, one.loan))
    return Score(
        made_on=found.on,
        on=on,
        entries=tuple(entries),
        kinds=tuple(_kinds(entries)),
        before=sum(one.on < found.on for one in noted),
    )


def _entries(
    events: Mapping[tuple[str, str], Event],
    first: Mapping[tuple[str, str], Happened],
    on: date,
) -> Iterator[Scored]:
    for (loan, kind), event in events.items():
        yield _scored(event, first.get((loan, kind)), on)
    for (loan, kind), one in first.items():
        if (loan, kind) not in events:
            yield Scored(
                loan=loan, kind=kind, outcome="not_forecast", on=one.on, earliest=None, latest=None
            )


def _scored(event: Event, one: Happened | None, on: date) -> Scored:
    early, late = event.earliest, event.latest
    assert early is not None and late is not None, "a report has a range"
    outcome = "inside"
    off: int | None = 0
    if one is None:
        outcome, off = ("conditional" if event.condition.zh else "not_happened"), None
        outcome = "open" if on <= late else outcome
    elif one.on < early:
        outcome, off = "earlier", (one.on - early).days
    elif one.on > late:
        outcome, off = "later", (one.on - late).days
    return Scored(
        loan=event.loan,
        kind=event.kind,
        outcome=outcome,
        on=one.on if one else None,
        earliest=early,
        latest=late,
        days_off=off,
    )


def _kinds(entries: Sequence[Scored]) -> Iterator[KindScore]:
    for kind in dict.fromkeys(one.kind for one in entries):
        counts = Counter(one.outcome for one in entries if one.kind == kind)
        yield KindScore(
            kind=kind,
            total=sum(counts.values()),
            counts={name: counts[name] for name in OUTCOMES if counts[name]},
        )
