"""Hours as people write them: "09:00-18:00", "mon-fri 19:00-20:30"."""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache

from ashore.conduct.situation import Window
from ashore.files.problems import Said
from ashore.words import Text

__all__ = ["bad_window", "read_window", "say_window"]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ZH = {"周" + name: day for name, day in zip("一二三四五六日", _DAYS, strict=True)} | {
    "周天": "sun"
}
_CLOCK = r"([01]\d|2[0-4]):([0-5]\d)"
_WINDOW = re.compile(rf"(?:([a-z]{{3}}(?:[-,][a-z]{{3}})*) ?)?{_CLOCK}-{_CLOCK}", re.ASCII)
_DASHES = str.maketrans({"–": "-", "—": "-", "~": "-", "至": "-", "到": "-", "、": ",", "，": ","})


@lru_cache(maxsize=1024)
def read_window(text: str) -> Window | None:
    """Return the window a text names, or None when it names none.

    Days come first if at all: "mon-fri", "sat,sun", "周一至周五". The end may be 24:00; an end
    before the start runs past midnight.
    """
    plain = " ".join(text.strip().lower().translate(_DASHES).split())
    for name, day in _ZH.items():
        plain = plain.replace(name, day)
    found = _WINDOW.fullmatch(plain)
    if found is None:
        return None
    days = _days(found[1] or "")
    start, end = _clock(found[2], found[3]), _clock(found[4], found[5])
    if days is None or start is None or end is None or found[2] == "24":
        return None
    if start == end and found[4] != "24":
        return None  # neither nothing nor the whole day: the writer has to say which
    return Window(start, end, days)


def say_window(window: Window) -> str:
    """Return a window as `read_window` reads it."""
    days = ",".join(_DAYS[day] for day in window.weekdays)
    end = "24:00" if window.end == time(0) else f"{window.end:%H:%M}"
    return f"{days} {window.start:%H:%M}-{end}".lstrip()


def bad_window(text: str) -> Said:
    """Return what is said about a text that names no window."""
    return Said(
        Text(f"看不懂这个时段：{text[:40]}", f"cannot read these hours: {text[:40]}"),
        Text(
            "如 09:00-18:00、mon-fri 19:00-20:30；结束可以是 24:00",
            "such as 09:00-18:00 or mon-fri 19:00-20:30; the end may be 24:00",
        ),
        Text("写成 起-止，两位数的时和分", "write start-end, hours and minutes with two digits"),
    )


def _clock(hour: str, minute: str) -> time | None:
    if hour == "24":
        return time(0) if minute == "00" else None
    return time(int(hour), int(minute))


def _days(text: str) -> tuple[int, ...] | None:
    """Return weekdays from Monday = 0, in order; None when a word is no day."""
    days: set[int] = set()
    for part in text.split(",") if text else ():
        ends = part.split("-")
        if len(ends) > 2 or any(end not in _DAYS for end in ends):
            return None
        first, last = _DAYS.index(ends[0]), _DAYS.index(ends[-1])
        days |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return tuple(sorted(days))
