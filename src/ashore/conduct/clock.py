"""Local time: which zones a contact is judged in, where a day begins, when a door opens again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from heapq import merge

from ashore.conduct.situation import Situation
from ashore.days import SHANGHAI
from ashore.words import BadInput, Text

__all__ = ["day_start", "instant", "local_times", "micros", "next_open", "zone_named", "zones_of"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAYS_AHEAD = 9  # a week of weekdays, and a day to spare on each side


def micros(at: datetime) -> int:
    """Return an instant as whole microseconds since 1970 (UTC): exact and quick to compare."""
    return (at - _EPOCH) // _MICROSECOND


def instant(value: int) -> datetime:
    """Return the instant of a count of microseconds, in UTC."""
    return _EPOCH + timedelta(microseconds=value)


@lru_cache(maxsize=64)
def zone_named(name: str) -> tzinfo:
    """Return a time zone by its IANA name.

    Raises:
        BadInput: there is no such zone.
    """
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as wrong:
        raise BadInput(
            where=f"zone {name}",
            what=Text(f"没有这个时区：{name}", f"no such time zone: {name}"),
            expected=Text(
                "IANA 时区名，如 America/Chicago", "an IANA name, such as America/Chicago"
            ),
            do=Text("改正时区名", "correct the name"),
        ) from wrong


def zones_of(situation: Situation, at: datetime) -> tuple[tzinfo, ...]:
    """Return the zones a contact is judged in: UTC+8 in China, else each plausible one.

    Elsewhere, when no zone is known, the clock time as it was written down is taken.
    """
    if situation.jurisdiction == "CN":
        return (SHANGHAI,)
    if situation.zones:
        return tuple(zone_named(name) for name in situation.zones)
    assert at.tzinfo is not None, "an instant carries an offset"
    return (at.tzinfo,)


def local_times(situation: Situation, at: datetime) -> tuple[datetime, ...]:
    """Return the clock time of an instant in each zone it is judged in."""
    return tuple(at.astimezone(zone) for zone in zones_of(situation, at))


def day_start(day: date, zone: tzinfo | None) -> datetime:
    """Return the first instant of a local day.

    Where the clock jumps over midnight the day begins at the jump.
    """
    return _settled(datetime.combine(day, time(0), tzinfo=zone))


def next_open(
    at: datetime,
    zones: Sequence[tzinfo],
    edges: Iterable[time],
    is_open: Callable[[datetime], bool],
) -> datetime | None:
    """Return the first instant after `at` at which `is_open`, trying every edge in every zone.

    Args:
        at: where to look from; the result is later.
        zones: where the edges are clock times.
        edges: times of day at which the answer may change.
        is_open: asked with an instant.

    Returns:
        The instant in the first zone, or None when nothing opens within a week.
    """
    times = sorted({time(0), *edges})
    for candidate in merge(*(_edges(at, zone, times) for zone in zones), key=micros):
        if micros(candidate) > micros(at) and is_open(candidate):
            return candidate.astimezone(zones[0])
    return None


def _edges(at: datetime, zone: tzinfo, times: Sequence[time]) -> Iterator[datetime]:
    """Yield the edges of the days from `at` on, as instants in their order."""
    first = at.astimezone(zone).date()
    for ahead in range(_DAYS_AHEAD):
        day = first + timedelta(days=ahead)
        yield from sorted(
            (_settled(datetime.combine(day, edge, tzinfo=zone)) for edge in times), key=micros
        )


def _settled(local: datetime) -> datetime:
    """Return the same instant with the clock time it really has (a skipped hour is skipped)."""
    return local.astimezone(UTC).astimezone(local.tzinfo)
