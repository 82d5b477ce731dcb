"""Where things stand: a plan that is kept, wishes, a lawyer, who acts, the place of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ashore.conduct.ask import Ask
from ashore.conduct.clock import day_start, instant, local_times, micros, next_open
from ashore.conduct.kinds.base import Kind
from ashore.conduct.kinds.hours import say_windows
from ashore.conduct.params import Taken
from ashore.conduct.situation import Preferences, Window
from ashore.conduct.verdict import OK, Level, Outcome
from ashore.law.norm import Scope
from ashore.words import Text

__all__ = ["AUTHORITY", "HAND_OVER", "PLAN", "STATE", "WISH", "WORKPLACE"]


@dataclass(frozen=True, slots=True)
class Exempt:
    """Purposes that stay allowed."""

    purposes: tuple[str, ...]


def _read_exempt(taken: Taken, scope: Scope) -> Exempt:
    del scope
    return Exempt(taken.words("exempt", ()))


# ---- a plan in force


def _plan(rule: Exempt, ask: Ask) -> Outcome | None:
    contact = ask.contact
    plans = ask.situation.agreed("instalment_plan", contact.at, contact.loan)
    if not plans or contact.purpose in rule.purposes:
        return None
    if all(each.kept is False for each in plans):
        return OK
    kept = any(each.kept for each in plans)
    return Outcome(
        level=Level.BREACH if kept else Level.UNKNOWN,
        reason=Text(
            "分期还款协议有效且正在履行，期间应停止催收"
            if kept
            else "有分期还款协议，但不知道是否按约履行",
            "an instalment plan is in force and being kept; collection stops meanwhile"
            if kept
            else "there is an instalment plan; whether it is kept is not known",
        ),
        do=Text("出示协议和还款记录", "show the plan and the payments made"),
        missing=() if kept else ("agreement.kept",),
    )


PLAN = Kind(read=_read_exempt, evaluate=_plan)


# ---- the borrower's own card


@dataclass(frozen=True, slots=True)
class Wish:
    """One line of the card; some purposes and channels may stay allowed."""

    aspect: str
    exempt: tuple[str, ...]
    exempt_channels: tuple[str, ...]


_ASPECTS = ("hours", "avoid", "channels", "relatives", "pause")


def _read_wish(taken: Taken, scope: Scope) -> Wish:
    del scope
    return Wish(
        taken.choice("aspect", _ASPECTS),
        taken.words("exempt", ()),
        taken.words("exempt_channels", ()),
    )


def _wish(rule: Wish, ask: Ask) -> Outcome | None:
    card = ask.situation.preferences
    if card is None or (card.since is not None and ask.contact.at < card.since):
        return None
    return _WISHES[rule.aspect](rule, card, ask)


def _wish_hours(rule: Wish, card: Preferences, ask: Ask) -> Outcome | None:
    del rule
    if not card.hours:
        return None

    def is_open(at: datetime) -> bool:
        return all(_inside(card.hours, local) for local in local_times(ask.situation, at))

    if all(_inside(card.hours, local) for local in ask.local):
        return OK
    said = say_windows(card.hours)
    return _against(
        Text(f"偏好卡只接受 {said.zh} 联系", f"the card accepts contact at {said.en} only"),
        next_open(ask.contact.at, ask.zones, [each.start for each in card.hours], is_open),
    )


def _wish_avoid(rule: Wish, card: Preferences, ask: Ask) -> Outcome | None:
    del rule
    if not card.avoid:
        return None

    def is_open(at: datetime) -> bool:
        return not any(_inside(card.avoid, local) for local in local_times(ask.situation, at))

    if not any(_inside(card.avoid, local) for local in ask.local):
        return OK
    said = say_windows(card.avoid)
    return _against(
        Text(f"本人说过 {said.zh} 不方便", f"the person said that {said.en} is inconvenient"),
        next_open(ask.contact.at, ask.zones, [each.end for each in card.avoid], is_open),
    )


def _wish_channels(rule: Wish, card: Preferences, ask: Ask) -> Outcome | None:
    del rule
    channel = ask.contact.channel
    if not channel:
        return None
    if channel in card.no_channels or (card.channels and channel not in card.channels):
        return _against(
            Text("偏好卡不接受这种联系方式", "the card does not accept this channel"), None
        )
    return OK


def _wish_relatives(rule: Wish, card: Preferences, ask: Ask) -> Outcome | None:
    del rule, ask
    if not card.no_relatives:
        return None
    return _against(
        Text("偏好卡写明不联系亲友", "the card says that nobody else is to be contacted"), None
    )


def _wish_pause(rule: Wish, card: Preferences, ask: Ask) -> Outcome | None:
    contact = ask.contact
    now = [
        each
        for each in card.pauses
        if each.since <= contact.at and (each.until is None or contact.at < each.until)
    ]
    if not now:
        return None
    if contact.purpose in rule.exempt and contact.channel in rule.exempt_channels:
        return OK
    reason = _PAUSE.get(now[0].reason, _PAUSE["other"])
    ends = [each.until for each in now if each.until is not None]
    until = max(ends, key=micros) if len(ends) == len(now) else None
    return _against(
        Text(f"因{reason.zh}请求暂停联系", f"a pause was asked for because of {reason.en}"), until
    )


_PAUSE = {
    "illness": Text("疾病", "illness"),
    "bereavement": Text("亲人离世", "bereavement"),
    "disaster": Text("灾害", "a disaster"),
    "dispute": Text("债务有争议", "a dispute about the debt"),
    "other": Text("困难", "hardship"),
}
_WISHES: dict[str, Callable[[Wish, Preferences, Ask], Outcome | None]] = {
    "hours": _wish_hours,
    "avoid": _wish_avoid,
    "channels": _wish_channels,
    "relatives": _wish_relatives,
    "pause": _wish_pause,
}


def _inside(windows: tuple[Window, ...], local: datetime) -> bool:
    return any(window.holds(local) for window in windows)


def _against(reason: Text, until: datetime | None) -> Outcome:
    return Outcome(
        level=Level.BREACH,
        reason=reason,
        do=Text(
            "把卡再发一次，留下发送记录", "send the card again and keep a record of having sent it"
        ),
        next_allowed=until,
    )


WISH = Kind(read=_read_wish, evaluate=_wish)


# ---- a lawyer, a dispute


@dataclass(frozen=True, slots=True)
class State:
    """In this state of the debtor no contact, but for some purposes."""

    state: str
    exempt: tuple[str, ...]


def _read_state(taken: Taken, scope: Scope) -> State:
    del scope
    return State(taken.choice("state", ("represented", "disputed")), taken.words("exempt", ()))


def _state(rule: State, ask: Ask) -> Outcome | None:
    contact = ask.contact
    if not ask.situation.state(rule.state, contact.at):
        return None
    if contact.purpose in rule.exempt or ask.consent is not None:
        return OK
    said = _STATE[rule.state]
    return Outcome(level=Level.BREACH, reason=said, do=Text("把信件留好", "keep the letters"))


_STATE = {
    "represented": Text(
        "本人已委托律师，应联系律师", "the person has a lawyer; the lawyer is to be contacted"
    ),
    "disputed": Text(
        "债务已书面提出争议，核实之前应停止催收",
        "the debt was disputed in writing; collection stops until it is verified",
    ),
}

STATE = Kind(read=_read_state, evaluate=_state)


# ---- who acts


@dataclass(frozen=True, slots=True)
class Authority:
    """The agency must be on a list: "published" by the lender, or "told" to the debtor before."""

    told: bool


def _read_authority(taken: Taken, scope: Scope) -> Authority:
    del scope
    return Authority(taken.choice("list", ("published", "told")) == "told")


def _authority(rule: Authority, ask: Ask) -> Outcome | None:
    contact, situation = ask.contact, ask.situation
    listed = situation.told_agencies if rule.told else situation.agencies
    if listed is None or not contact.organisation or contact.organisation == contact.lender:
        return None
    if contact.organisation in listed:
        return OK
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"事先没有告知由 {contact.organisation} 催收"
            if rule.told
            else f"{contact.organisation} 不在出借机构公布的名单里",
            f"{contact.organisation} was not announced beforehand"
            if rule.told
            else f"{contact.organisation} is not on the lender's published list",
        ),
        do=Text(
            "先打出借机构官方客服核实，再决定是否理会；不要向来电方转账",
            "ask the lender's official line first; do not send money to the caller",
        ),
    )


AUTHORITY = Kind(read=_read_authority, evaluate=_authority)


@dataclass(frozen=True, slots=True)
class HandOver:
    """Days between the last contact of one agency and the first of another."""

    days: int


def _read_hand_over(taken: Taken, scope: Scope) -> HandOver:
    del scope
    return HandOver(taken.one("days", int))


def _hand_over(rule: HandOver, ask: Ask) -> Outcome | None:
    contact = ask.contact
    if not contact.organisation or contact.organisation == contact.lender:
        return None
    last = ask.track.last_agency(contact, ask.key)
    if last is None:
        return None
    zone = ask.zones[0]
    opens = day_start(instant(last[0]).astimezone(zone).date() + timedelta(days=rule.days), zone)
    if contact.at >= opens:
        return OK
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"另一家催收公司 {rule.days} 天内刚联系过",
            f"another agency made contact within the last {rule.days} days",
        ),
        do=Text("记下每家公司的名称", "note the name of each agency"),
        next_allowed=opens,
    )


HAND_OVER = Kind(read=_read_hand_over, evaluate=_hand_over)


# ---- the place of work


def _workplace(rule: Exempt, ask: Ask) -> Outcome | None:
    del rule
    contact, situation = ask.contact, ask.situation
    if not contact.address or contact.address not in situation.work_addresses:
        return None
    if situation.work_banned is None:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text(
                "联系打到了工作单位，不知道单位是否禁止",
                "it went to the place of work; whether the employer forbids it is not known",
            ),
            do=Text("可以书面告诉对方单位不允许", "tell them in writing that work forbids it"),
            missing=("work_banned",),
            reminder=True,
        )
    if not situation.work_banned:
        return OK
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            "已知单位不允许这类联系，仍打到单位",
            "the employer is known to forbid such contact, and it went to work all the same",
        ),
        do=Text("保留告知对方的记录", "keep the record of having told them"),
    )


WORKPLACE = Kind(read=_read_exempt, evaluate=_workplace)
