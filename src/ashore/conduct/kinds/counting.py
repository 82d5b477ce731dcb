"""Limits on how often: per day or over some days, by what is counted and over which group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from ashore.conduct.ask import Ask
from ashore.conduct.clock import day_start, instant, micros
from ashore.conduct.history import Key
from ashore.conduct.kinds.base import Kind
from ashore.conduct.lane import CALLS, Lane, call_class, counts
from ashore.conduct.params import Taken
from ashore.conduct.verdict import OK, Level, Outcome, ok_with
from ashore.law.norm import Scope
from ashore.words import Text

__all__ = ["AGREED_LIMIT", "COOL_DOWN", "COUNT_LIMIT", "agreed_call"]

_COUNTED = ("placed", "rung", "connected", "effective", "unanswered")
_GROUP = ("lender", "organisation", "person", "address", "loan")
_AGREED_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most `limit` of what `lane` holds within `days` calendar days, the contact's day included.

    Attributes:
        maybe: the same lane for contacts of which it is not known whether they count.
        own: whether this contact counts by its outcome ("counted") or by being made ("placed").
        place: "work": only contacts at the workplace; "personal": only others; "any".
        skip_agreed: contacts agreed in advance are left out.
    """

    lane: Lane
    maybe: Lane
    limit: int
    days: int
    own: str
    place: str
    skip_agreed: bool


def _read_limit(taken: Taken, scope: Scope) -> Limit:
    skip = taken.flag("skip_agreed")
    group = taken.words("group")
    assert set(group) <= set(_GROUP), f"unknown group: {group}"
    lane = Lane(
        group=group,
        counted=taken.choice("counted", _COUNTED),
        channels=scope.channels,
        roles=() if "person" in group else _named(scope.roles),
        call_class=taken.choice("call_class", ("", "notify", "interactive"), ""),
        agreed=skip,
    )
    return Limit(
        lane=lane,
        maybe=replace(lane, maybe=True),
        limit=taken.one("limit", int),
        days=taken.one("days", int),
        own=taken.choice("own", ("counted", "placed"), "counted"),
        place=taken.choice("place", ("any", "personal", "work"), "any"),
        skip_agreed=skip,
    )


def _named(roles: tuple[str, ...]) -> tuple[str, ...]:
    """Roles a lane can look for; "third" and "liable" depend on more than the record."""
    return () if {"third", "liable"} & set(roles) else roles


def agreed_call(ask: Ask) -> bool:
    """Return whether this contact was agreed in advance, and the consent still holds.

    A consent whose day is told holds for seven days, its own day included, and ends with the next
    talk on a later day.
    """
    at = ask.contact.at
    for agreement in ask.situation.agreed("call_consent", at, ask.contact.loan):
        windows = agreement.windows
        if not windows or any(window.holds(ask.local[0]) for window in windows):
            return True
    consent = ask.consent
    if consent is None or (consent.channels and ask.contact.channel not in consent.channels):
        return False
    if consent.hours and not any(window.holds(ask.local[0]) for window in consent.hours):
        return False
    if consent.given_on is None:
        return True
    today = ask.local[0].date()
    if not 0 <= (today - consent.given_on).days < _AGREED_DAYS:
        return False
    talked = _last_talk(ask, ("organisation", "person", "loan"))
    return talked is None or talked.astimezone(ask.zones[0]).date() <= consent.given_on


def _count_limit(limit: Limit, ask: Ask) -> Outcome | None:
    contact = ask.contact
    if limit.lane.call_class and call_class(contact) != limit.lane.call_class:
        return None
    if limit.place != "any" and _at_work(ask) != (limit.place == "work"):
        return None
    own = True if limit.own == "placed" else counts(limit.lane.counted, contact.outcome)
    if own is False or (limit.skip_agreed and agreed_call(ask)):
        return OK
    limit = _at_place(limit, ask)
    used = _most(limit, limit.lane, ask)
    if used < limit.limit:
        return _within(limit, ask, used)
    return _over(limit, ask, used, sure=own is True)


def _within(limit: Limit, ask: Ask, used: int) -> Outcome:
    """What is left; contacts whose outcome is not known may use it up."""
    left = ok_with(limit.limit - used)
    if limit.lane.counted == "placed" or not ask.track.blank_outcomes:
        return left
    open_ones = _most(limit, limit.maybe, ask)
    if used + open_ones < limit.limit:
        return left
    return Outcome(
        level=Level.UNKNOWN,
        reason=Text(
            f"已有 {used} 次计入，另有 {open_ones} 次不知道是否接通；上限是{_span(limit).zh} "
            f"{limit.limit} 次",
            f"{used} counted and {open_ones} more whose outcome is not known; the limit is "
            f"{limit.limit} {_span(limit).en}",
        ),
        do=Text("补上每次是否接通", "add what came of each call"),
        remaining=limit.limit - used,
        missing=("outcome",),
        next_allowed=_next_allowed(limit, ask),
    )


def _over(limit: Limit, ask: Ask, used: int, *, sure: bool) -> Outcome:
    contact, what = ask.contact, _WHAT[limit.lane.counted]
    place = used + 1
    missing = () if sure else ("outcome",)
    if "lender" in limit.lane.group and not contact.lender:
        missing, sure = (*missing, "lender"), False
    return Outcome(
        level=Level.BREACH if sure else Level.UNKNOWN,
        reason=Text(
            f"{_span(limit).zh}第 {place} 次{what.zh}，上限是 {limit.limit} 次"
            + ("" if sure else "（有信息缺失，不能确定）"),
            f"number {place} of {what.en} {_span(limit).en}; the limit is {limit.limit}"
            + ("" if sure else " (facts are missing, so this is not certain)"),
        ),
        do=Text(
            "把当天的通话记录按时间列出来，一起投诉",
            "list that day's calls by time and put them in one complaint",
        ),
        remaining=0,
        missing=missing,
        next_allowed=_next_allowed(limit, ask),
    )


_WHAT = {
    "placed": Text("拨打", "contacts made"),
    "rung": Text("拨打", "calls placed"),
    "connected": Text("接通的电话", "connected calls"),
    "effective": Text("有效通话", "talks"),
    "unanswered": Text("未接通后的拨打", "calls after unanswered ones"),
}


def _span(limit: Limit) -> Text:
    if limit.days == 1:
        return Text("当天", "that day")
    return Text(f"连续 {limit.days} 天内", f"in {limit.days} consecutive days")


def _groups(lane: Lane, ask: Ask) -> list[tuple[str, ...]]:
    """Return the groups this contact counts in: one for each loan of the same debt."""
    contact = ask.contact
    if "loan" not in lane.group or ask.loans == (contact.loan,):
        return [lane.group_of(contact)]
    return [lane.group_of(replace(contact, loan=loan)) for loan in ask.loans]


def _starts(limit: Limit, ask: Ask) -> list[int]:
    """Return when the days that count begin, in each zone."""
    days, places = limit.days, zip(ask.local, ask.zones, strict=True)
    return [_midnight(local.date(), days, zone) for local, zone in places]


@lru_cache(maxsize=4096)
def _midnight(day: date, days: int, zone: tzinfo) -> int:
    """Return when the first of some days up to `day` begins; asked again and again for one day."""
    return micros(day_start(day - timedelta(days=days - 1), zone))


def _at_place(limit: Limit, ask: Ask) -> Limit:
    """Return the limit looking only at contacts at its kind of place."""
    if limit.place == "any":
        return limit
    work = ask.situation.work_addresses
    lane = limit.lane
    lane = replace(lane, at=work) if limit.place == "work" else replace(lane, not_at=work)
    return replace(limit, lane=lane, maybe=replace(lane, maybe=True))


def _most(limit: Limit, lane: Lane, ask: Ask) -> int:
    """Return how many count, in the zone where these are most."""
    count, key, groups = ask.track.count, ask.key, _groups(lane, ask)
    return max(
        [sum([count(lane, group, start, key) for group in groups]) for start in _starts(limit, ask)]
    )


def _latest(limit: Limit, lane: Lane, ask: Ask, start: int) -> list[Key]:
    """Return what counts since `start`, in order: at least the latest that fill the limit."""
    found: list[Key] = []
    for group in _groups(lane, ask):
        found += ask.track.since(lane, group, start, ask.key, most=limit.limit)
    return sorted(found)


def _next_allowed(limit: Limit, ask: Ask) -> datetime | None:
    """Return when enough of what counts has left the window, in the zone where that is latest."""
    if limit.limit <= 0:
        return None
    latest: datetime | None = None
    for zone, start in zip(ask.zones, _starts(limit, ask), strict=True):
        keys = _latest(limit, limit.lane, ask, start)
        if limit.lane.counted != "placed" and ask.track.blank_outcomes:
            keys = sorted([*keys, *_latest(limit, limit.maybe, ask, start)])
        if len(keys) < limit.limit:
            continue
        leaves = instant(keys[len(keys) - limit.limit][0]).astimezone(zone).date()
        opens = day_start(leaves + timedelta(days=limit.days), zone)
        latest = opens if latest is None or opens > latest else latest
    return latest


def _at_work(ask: Ask) -> bool:
    contact = ask.contact
    return bool(contact.address) and contact.address in ask.situation.work_addresses


COUNT_LIMIT = Kind(read=_read_limit, evaluate=_count_limit)


# ---- a limit of their own that the parties agreed


def _agreed_limit_of(ask: Ask) -> int | None:
    found = ask.situation.agreed("contact_limit", ask.contact.at, ask.contact.loan)
    limits = [each.limit for each in found if each.limit is not None]
    return min(limits, default=None)


def _agreed_limit_applies(limit: Limit, ask: Ask) -> bool:
    del limit
    return _agreed_limit_of(ask) is not None


def _agreed_limit(limit: Limit, ask: Ask) -> Outcome | None:
    agreed = _agreed_limit_of(ask)
    assert agreed is not None
    return _count_limit(replace(limit, limit=agreed), ask)


AGREED_LIMIT = Kind(read=_read_limit, evaluate=_agreed_limit, applies=_agreed_limit_applies)


# ---- no calls for some days after a talk


@dataclass(frozen=True, slots=True)
class CoolDown:
    """No call within `days` days of a talk, the day of the talk being the first."""

    days: int
    group: tuple[str, ...]
    skip_agreed: bool


def _read_cool_down(taken: Taken, scope: Scope) -> CoolDown:
    del scope
    return CoolDown(taken.one("days", int), taken.words("group"), taken.flag("skip_agreed"))


def _last_talk(ask: Ask, group: tuple[str, ...]) -> datetime | None:
    """Return the last telephone talk with this person about this debt, whoever began it."""
    lane = Lane(group=group, counted="effective", channels=CALLS, direction="")
    found = [ask.track.last(lane, each, ask.key) for each in _groups(lane, ask)]
    known = [key[0] for key in found if key is not None]
    return instant(max(known)) if known else None


def _cool_down(rule: CoolDown, ask: Ask) -> Outcome | None:
    rung = counts("rung", ask.contact.outcome)
    if rung is False or (rule.skip_agreed and agreed_call(ask)):
        return OK
    talked = _last_talk(ask, rule.group)
    if talked is None:
        return OK
    opens = [_opens(rule, talked, zone) for zone in ask.zones]
    if all(ask.contact.at >= each for each in opens):
        return OK
    local = talked.astimezone(ask.zones[0])
    day = (ask.local[0].date() - local.date()).days + 1
    return Outcome(
        level=Level.BREACH if rung else Level.UNKNOWN,
        reason=Text(
            f"{local:%Y-%m-%d} 已就这笔债务通过话，那天算第 1 天，今天是第 {day} 天，不足 "
            f"{rule.days} 天",
            f"a talk about this debt took place on {local:%Y-%m-%d}, day 1; this is day {day}, "
            f"within {rule.days} days",
        ),
        do=Text("记下上次通话的日期", "note the date of the last talk"),
        missing=() if rung else ("outcome",),
        next_allowed=max(opens, key=micros),
    )


def _opens(rule: CoolDown, talked: datetime, zone: tzinfo) -> datetime:
    return day_start(talked.astimezone(zone).date() + timedelta(days=rule.days), zone)


COOL_DOWN = Kind(read=_read_cool_down, evaluate=_cool_down)
