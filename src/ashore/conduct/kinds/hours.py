"""Quiet hours, and the exception for a time that was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from ashore.conduct.ask import Ask
from ashore.conduct.clock import local_times, next_open
from ashore.conduct.kinds.base import Kind
from ashore.conduct.params import Taken
from ashore.conduct.situation import Window
from ashore.conduct.verdict import OK, Level, Outcome
from ashore.law.norm import Scope
from ashore.words import Text

__all__ = ["AGREED_TIME", "QUIET_HOURS", "is_quiet", "say_windows"]


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without contact, over midnight: from `start` up to, not including, `end`.

    `edge_allowed`: the very second of `start` is still allowed.
    """

    start: time
    end: time
    edge_allowed: bool


def _read_quiet(taken: Taken, scope: Scope) -> Quiet:
    del scope
    return Quiet(taken.one("start", time), taken.one("end", time), taken.flag("edge_allowed"))


def is_quiet(quiet: Quiet, local: datetime) -> bool:
    """Return whether a local time lies in the quiet hours."""
    now = local.time()
    return now < quiet.end or now > quiet.start or (now == quiet.start and not quiet.edge_allowed)


def _quiet_hours(quiet: Quiet, ask: Ask) -> Outcome | None:
    bad = [local for local in ask.local if is_quiet(quiet, local)]
    if not bad:
        return OK
    clock, span = f"{bad[0]:%H:%M:%S}", f"{quiet.start:%H:%M}–{quiet.end:%H:%M}"
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"当地时间 {clock}，在 {span} 的安静时段内，没有看到事先约定",
            f"{clock} local time lies in the quiet hours {span}, and no agreement is on record",
        ),
        do=Text(
            "保留通话记录或截图，写下时间；可以告诉对方只在白天联系",
            "keep the call log or a screenshot; you may tell them to contact you by day only",
        ),
        next_allowed=next_open(
            ask.contact.at,
            ask.zones,
            (quiet.end,),
            lambda at: not any(is_quiet(quiet, each) for each in local_times(ask.situation, at)),
        ),
    )


QUIET_HOURS = Kind(read=_read_quiet, evaluate=_quiet_hours)


@dataclass(frozen=True, slots=True)
class Agreed:
    """`replaces`: agreed hours stand in for the usual ones; else they only lift the ban."""

    replaces: bool


def _read_agreed(taken: Taken, scope: Scope) -> Agreed:
    del scope
    return Agreed(taken.choice("effect", ("replaces", "lifts")) == "replaces")


def _consented(ask: Ask) -> bool:
    """Whether this contact's hour was agreed in so many words."""
    consent = ask.consent
    if consent is None or not consent.about_time:
        return False
    if consent.channels and ask.contact.channel not in consent.channels:
        return False
    return not consent.hours or any(window.holds(ask.local[0]) for window in consent.hours)


def _windows(ask: Ask) -> tuple[Window, ...]:
    found = ask.situation.agreed("contact_hours", ask.contact.at, ask.contact.loan)
    return tuple(window for each in found for window in each.windows)


def _agreed_applies(agreed: Agreed, ask: Ask) -> bool:
    if _consented(ask):
        return True
    windows = _windows(ask)
    if agreed.replaces:
        return bool(windows)
    return any(window.holds(ask.local[0]) for window in windows)


def _agreed_time(agreed: Agreed, ask: Ask) -> Outcome | None:
    del agreed
    windows = _windows(ask)
    if _consented(ask) or any(window.holds(ask.local[0]) for window in windows):
        return OK
    said, edges = say_windows(windows), [window.start for window in windows]
    day = _say_days((ask.local[0].weekday(),))

    def is_open(at: datetime) -> bool:
        local = local_times(ask.situation, at)[0]
        return any(window.holds(local) for window in windows)

    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"双方约定的联系时段是 {said.zh}，{day.zh} {ask.local[0]:%H:%M:%S} 不在其中",
            f"the agreed hours are {said.en}; {day.en} {ask.local[0]:%H:%M:%S} is not among them",
        ),
        do=Text("出示约定，要求按约定时间联系", "show the agreement and ask that it be kept"),
        next_allowed=next_open(ask.contact.at, ask.zones, edges, is_open),
    )


AGREED_TIME = Kind(read=_read_agreed, evaluate=_agreed_time, applies=_agreed_applies)


_DAYS_ZH = tuple(f"周{name}" for name in "一二三四五六日")
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def say_windows(windows: tuple[Window, ...]) -> Text:
    """Return windows as they are shown: "Mon–Fri 09:00–18:00 and Sat 10:00–12:00"."""
    said = [(_say_days(each.weekdays), _say_hours(each)) for each in windows]
    return Text(
        " 和 ".join(f"{days.zh} {hours}".lstrip() for days, hours in said),
        " and ".join(f"{days.en} {hours}".lstrip() for days, hours in said),
    )


def _say_hours(window: Window) -> str:
    end = "24:00" if window.end == time(0) else f"{window.end:%H:%M}"
    return f"{window.start:%H:%M}–{end}"


def _say_days(weekdays: tuple[int, ...]) -> Text:
    """Return weekdays in words; none named are every day and need no word."""
    days = sorted(set(weekdays))
    zh, en = [_DAYS_ZH[day] for day in days], [_DAYS_EN[day] for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return Text(f"{zh[0]}至{zh[-1]}", f"{en[0]}–{en[-1]}")
    return Text("、".join(zh), ", ".join(en))
