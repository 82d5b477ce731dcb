"""Local days and hours as tables: where each day begins, which hours norms tell apart.

The bounds come from the reference (`ashore.conduct.clock`), so a day here is a day there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ashore.conduct.clock import day_start, instant, micros
from ashore.words import BadInput, Text

__all__ = ["FIRST", "LAST", "Calendar", "calendar_of"]

FIRST, LAST = date(1990, 1, 1), date(2101, 1, 1)
"""Contacts lie from the first day up to, not including, the last."""

_BEFORE = 800
"""Days of margin for windows that reach back before the first day or ahead of the last."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days and hours of the zones in which contacts are judged.

    Attributes:
        zones: the zones, the first of which gives a contact its day.
        day0: the day with index 0.
        starts: per zone the first instant of each day, in microseconds since 1970 (UTC).
        turns: per zone the instants at which its offset changes, the first far in the past.
        offsets: the offset from each turn on, in microseconds.
        edges: the hours of the day that norms name, in microseconds.
        eras: indexes of the days on which another version of a norm begins to hold.
    """

    zones: tuple[tzinfo, ...]
    day0: date
    starts: NDArray[np.int64]
    turns: NDArray[np.int64]
    offsets: NDArray[np.int64]
    edges: NDArray[np.int64]
    eras: NDArray[np.int64]

    @property
    def spans(self) -> int:
        """How many stretches of the day the edges make in one zone: each edge is one by itself."""
        return 2 * len(self.edges) + 1

    def day_of_era(self, era: int) -> date:
        """Return a day that lies in an era."""
        index = int(self.eras[era - 1]) if era else int(self.eras[0]) - 1
        return self.day0 + index * _DAY

    def hours_of(self, code: int) -> tuple[time, ...]:
        """Return for each zone a time of day that lies in the stretch the code names."""
        found = []
        for _ in self.zones:
            code, span = divmod(code, self.spans)
            found.append(self._time_in(span))
        return tuple(found)

    def _time_in(self, span: int) -> time:
        edges = [0, *map(int, self.edges), 86_400_000_000]
        at = edges[1 + span // 2] if span % 2 else sum(edges[span // 2 : span // 2 + 2]) // 2
        return (datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).time()


def calendar_of(zones: Sequence[tzinfo], edges: Sequence[time], eras: Sequence[date]) -> Calendar:
    """Return the tables for some zones, hours and first days of versions.

    Raises:
        BadInput: a zone in which a day can come twice, which whole columns cannot tell apart.
    """
    day0 = FIRST - _BEFORE * _DAY
    starts = np.array([_starts(zone) for zone in zones], dtype=np.int64)
    found = [_turns(zone) for zone in zones]
    longest = max(len(each) for each in found)
    turns = np.full((len(zones), longest), np.iinfo(np.int64).max, dtype=np.int64)
    offsets = np.zeros((len(zones), longest), dtype=np.int64)
    for place, each in enumerate(found):
        turns[place, : len(each)] = [at for at, _ in each]
        offsets[place, : len(each)] = [offset for _, offset in each]
    return Calendar(
        zones=tuple(zones),
        day0=day0,
        starts=starts,
        turns=turns,
        offsets=offsets,
        edges=np.array(sorted({_clock(each) for each in edges}), dtype=np.int64),
        eras=np.array(sorted({(each - day0).days for each in eras}), dtype=np.int64),
    )


def _clock(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


@lru_cache(maxsize=16)
def _starts(zone: tzinfo) -> tuple[int, ...]:
    first = FIRST - _BEFORE * _DAY
    count = (LAST - first).days + _BEFORE
    found = tuple(micros(day_start(first + day * _DAY, zone)) for day in range(count))
    if any(one >= other for one, other in pairwise(found)):
        raise _no_zone(zone)
    return found


@lru_cache(maxsize=16)
def _turns(zone: tzinfo) -> tuple[tuple[int, int], ...]:
    """Return the instants at which the offset of a zone changes, each with the new offset."""
    starts = _starts(zone)
    found = [(np.iinfo(np.int64).min, _offset(zone, starts[0]))]
    for low, high in pairwise(starts):
        if _offset(zone, high) == found[-1][1]:
            continue
        turn = _turn(zone, low, high, found[-1][1])
        before, after = instant(turn - 1).astimezone(zone), instant(turn).astimezone(zone)
        if before.date() > after.date():
            raise _no_zone(zone)
        found.append((turn, _offset(zone, turn)))
    return tuple(found)


def _turn(zone: tzinfo, low: int, high: int, old: int) -> int:
    """Return the first instant in (low, high] with another offset than `old`."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == old else (low, middle)
    return high


def _offset(zone: tzinfo, at: int) -> int:
    offset = instant(at).astimezone(zone).utcoffset()
    assert offset is not None, "a zone has an offset"
    return offset // timedelta(microseconds=1)


def _no_zone(zone: tzinfo) -> BadInput:
    return BadInput(
        where=f"zone {zone}",
        what=Text("这个时区里有的日子会出现两次", "in this zone a day can come twice"),
        expected=Text("日期不倒退的时区", "a zone in which dates never go back"),
        do=Text("用 ashore judge 逐条判断", "judge these contacts with ashore judge"),
    )
