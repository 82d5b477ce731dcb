"""Days: counting them, stepping by months without drift, due dates, cut-offs, workdays."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from fractions import Fraction

from ashore.words import LawGap, Text

__all__ = [
    "SHANGHAI",
    "DayCount",
    "Every",
    "book_day",
    "days_30_360",
    "due_dates",
    "in_month",
    "is_workday",
    "month_step",
    "next_workday",
    "on_or_after_workday",
    "steps_between",
    "year_part",
]

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one zone without summer time since 1992; earlier instants are not our matter."""


class DayCount(StrEnum):
    """How days turn into interest; named per contract, never guessed from a product's name."""

    ACTUAL = "actual"  # a daily rate times the days
    PERIOD = "period"  # equal periods, whatever their days
    ACT_365 = "act/365"
    ACT_360 = "act/360"
    THIRTY_360 = "30/360"


@dataclass(frozen=True, slots=True)
class Every:
    """The step between due dates: whole months, or a fixed number of days."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        assert (self.months > 0) != (self.days > 0), "a step is months or days"


def month_step(first: date, months: int) -> date:
    """Return the day `months` after `first`, on the same day of month, clipped to the month's end.

    Always counted from `first`, so it never drifts.

    >>> [str(month_step(date(2026, 1, 31), k)) for k in range(3)]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    index = first.year * 12 + first.month - 1 + months
    year, month = divmod(index, 12)
    return in_month(year, month + 1, first.day)


def in_month(year: int, month: int, day: int) -> date:
    """Return the day of a month, clipped to its end.

    >>> str(in_month(2026, 2, 30))
    '2026-02-28'
    """
    if day <= SHORTEST:
        return date(year, month, day)
    return date(year, month, min(day, monthrange(year, month)[1]))


SHORTEST = 28
"""Every month has so many days."""


def due_dates(first: date, count: int, every: Every) -> list[date]:
    """Return `count` due dates from `first` on, by months (clipped, no drift) or by days.

    >>> [str(day) for day in due_dates(date(2026, 1, 31), 3, Every(months=1))]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    if every.months:
        return [month_step(first, every.months * k) for k in range(count)]
    return [first + timedelta(days=every.days * k) for k in range(count)]


def steps_between(start: date, end: date, every: Every) -> Fraction:
    """Return how many steps of `every` lie between two days; of a broken one its share of days.

    >>> steps_between(date(2025, 1, 31), date(2025, 2, 28), Every(months=1))
    Fraction(1, 1)
    >>> steps_between(date(2025, 1, 5), date(2026, 1, 20), Every(months=1))
    Fraction(387, 31)
    """
    if every.days:
        return Fraction((end - start).days, every.days)
    whole = ((end.year - start.year) * 12 + end.month - start.month) // every.months
    while month_step(start, whole * every.months) > end:
        whole -= 1
    first, last = (month_step(start, (whole + k) * every.months) for k in (0, 1))
    return whole + Fraction((end - first).days, (last - first).days)


def days_30_360(start: date, end: date) -> int:
    """Return the days between two dates when every month has 30 (30/360 bond basis).

    A 31st counts as the 30th; at the end only when the start is on the 30th or 31st.
    Source: ISDA 2006 definitions, section 4.16(f).

    >>> days_30_360(date(2026, 1, 31), date(2026, 3, 31))
    60
    """
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return (end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first


def year_part(start: date, end: date, count: DayCount) -> Fraction:
    """Return the part of a year between two days, first day counted, last day not.

    Only for the three conventions that name a year; `actual` and `period` have none.
    """
    match count:
        case DayCount.ACT_365:
            return Fraction((end - start).days, 365)
        case DayCount.ACT_360:
            return Fraction((end - start).days, 360)
        case DayCount.THIRTY_360:
            return Fraction(days_30_360(start, end), 360)
        case DayCount.ACTUAL | DayCount.PERIOD:
            raise AssertionError(f"{count} names no year")


def book_day(at: date | datetime, cutoff: time | None) -> date:
    """Return the day a payment counts for: local day, or the next one when past the cut-off.

    `cutoff` None means 24:00. A plain date is taken as it stands. An instant is read in Chinese
    local time; a payment exactly at the cut-off is still in time.

    >>> book_day(datetime(2026, 4, 5, 14, 30, tzinfo=timezone.utc), time(22, 0))
    datetime.date(2026, 4, 6)
    """
    if not isinstance(at, datetime):
        return at
    assert at.tzinfo is not None, "an instant carries an offset"
    local = at.astimezone(SHANGHAI)
    late = cutoff is not None and local.timetz().replace(tzinfo=None) > cutoff
    return local.date() + timedelta(days=late)


def is_workday(day: date) -> bool:
    """Say whether a day is a working day in mainland China, holidays and make-up days included.

    The published holiday arrangements come from the `chinesecalendar` package.

    Raises:
        LawGap: the package has no arrangement for that year.
    """
    from chinese_calendar import is_workday as listed  # loaded only when a rule asks

    try:
        return bool(listed(day))
    except NotImplementedError as gap:
        raise LawGap(
            where=f"workday {day}",
            what=Text(f"没有 {day.year} 年的节假日安排", f"no holiday arrangement for {day.year}"),
            expected=Text("已公布放假安排的年份", "a year whose holidays are published"),
            do=Text("更新 chinesecalendar 后再试", "update chinesecalendar and try again"),
        ) from gap


def next_workday(day: date) -> date:
    """Return the first working day after `day`."""
    return on_or_after_workday(day + timedelta(days=1))


def on_or_after_workday(day: date) -> date:
    """Return `day` if it is a working day, else the next one (court deadlines move this way)."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day
