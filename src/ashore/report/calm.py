"""Days as a person says them: the date, the weekday, how far off it is."""

from __future__ import annotations

from datetime import date

from ashore.report.shown import count
from ashore.words import Text

__all__ = ["date_words", "day_words"]

_ZH = "一二三四五六日"
_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def date_words(day: date) -> Text:
    """Return a date alone, as short as it can be said.

    >>> date_words(date(2027, 10, 5)).en
    '5 Oct 2027'
    """
    return Text(
        f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    )


def day_words(day: date, on: date | None = None) -> Text:
    """Return a day in words; the year only when it is not that of `on`, the distance only with it.

    >>> day_words(date(2026, 11, 27), date(2026, 11, 23)).zh
    '11月27日 周五（还有 4 天）'
    >>> day_words(date(2027, 1, 4)).en
    'Mon 4 Jan 2027'
    """
    zh, en = f"{day.month}月{day.day}日", f"{_EN[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"
    if on is None or day.year != on.year:
        zh, en = f"{day.year}年{zh}", f"{en} {day.year}"
    zh = f"{zh} 周{_ZH[day.weekday()]}"
    if on is None:
        return Text(zh, en)
    left = (day - on).days
    far = count(abs(left))
    if not left:
        return Text(f"{zh}（今天）", f"{en} (today)")
    if left < 0:
        return Text(f"{zh}（{far.zh}前）", f"{en} ({far.en} ago)")
    return Text(f"{zh}（还有 {far.zh}）", f"{en} (in {far.en})")
