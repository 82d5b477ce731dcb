"""What a free line about consent says: hours, channels, the day it was given.

The record has one line of text for "agreed in advance". Hours ("22:00-23:00"), channels and an ISO
date in it are understood; other words stand for a consent to this very contact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from ashore.conduct.situation import Window

__all__ = ["Consent", "read_consent"]

_HOURS = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|—|~|至|到|to)\s*(\d{1,2})[:.](\d{2})")
_DENIED = re.compile(
    r"(?:no|none|not? given|n/?a|false|0|-|无|没有?|否|未|不)(?:同意|约定|授权|允许|agreed?)?[。.]?"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_JOINING = re.compile(r"\b(?:or|and|by|via|only|on)\b|或者?|和|通过|只|用|可以?")
_CHANNELS = (
    ("robot_call", ("robot_call", "机器人")),
    ("call", ("call", "phone", "电话")),
    ("sms", ("sms", "短信")),
    ("im", ("im", "微信", "wechat")),
    ("app", ("app",)),
    ("email", ("email", "e-mail", "邮件")),
    ("letter", ("letter", "信函")),
    ("visit", ("visit", "上门")),
)


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed: hours (none: any), channels (none: any), the day (None: not told).

    `words` says that something beside channels and dates was written, so that a line that only
    names a channel is not read as a consent to the hour.
    """

    hours: tuple[Window, ...] = ()
    channels: tuple[str, ...] = ()
    given_on: date | None = None
    words: bool = False

    @property
    def about_time(self) -> bool:
        """Whether it can be a consent to an hour."""
        return bool(self.hours) or self.words


@lru_cache(maxsize=512)
def read_consent(text: str) -> Consent | None:
    """Return what a line about consent says, or None when it is blank or says there is none."""
    rest = text.strip().lower()
    if not rest or _DENIED.fullmatch(rest):
        return None
    hours = tuple(window for found in _HOURS.findall(rest) if (window := _window(found)))
    rest = _HOURS.sub(" ", rest)
    days = [day for found in _DATE.findall(rest) if (day := _day(found))]
    rest = _DATE.sub(" ", rest)
    channels = []
    for channel, names in _CHANNELS:
        for name in names:
            pattern = rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
            rest, count = re.subn(pattern, " ", rest)
            if count:
                channels.append(channel)
    rest = _JOINING.sub(" ", rest)
    words = bool(re.search(r"\w", rest))
    only_day = bool(days) and not hours and not channels and not words
    return Consent(
        hours, tuple(dict.fromkeys(channels)), min(days, default=None), words or only_day
    )


def _window(found: tuple[str, str, str, str]) -> Window | None:
    start, end = _clock(found[0], found[1]), _clock(found[2], found[3])
    return Window(start, end) if start is not None and end is not None else None


def _clock(hour: str, minute: str) -> time | None:
    if int(minute) > 59 or int(hour) > 24 or (int(hour) == 24 and int(minute)):
        return None
    return time(int(hour) % 24, int(minute))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
