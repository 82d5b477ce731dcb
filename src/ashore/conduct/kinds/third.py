"""Other people: when they may be contacted at all, what for, and what they may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ashore.conduct.ask import Ask
from ashore.conduct.clock import day_start
from ashore.conduct.kinds.base import Kind, may_have_said
from ashore.conduct.lane import Lane
from ashore.conduct.params import Taken
from ashore.conduct.reach import Reach
from ashore.conduct.verdict import OK, Level, Outcome
from ashore.law.norm import Scope
from ashore.words import Text

__all__ = ["DISCLOSURE", "GUARANTEE", "OFFER_TO_PAY", "ONCE", "PRECONDITION", "PURPOSE"]

_GROUNDS = ("invalid", "failed_calls", "failed_days", "dead", "incapable", "stated")
_KEEP = Text(
    "请这位亲友写下时间、号码和对方说的话；也可以明确回复“不要再联系我”",
    "ask the person to note time, number and words; he or she may also answer: do not contact me",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """Grounds on which somebody other than the debtor may be contacted.

    Attributes:
        grounds: those the norm knows (see `_GROUNDS`).
        calls: failed calls in a row that are one, from the next day on.
        days: days in a row with failed calls that are one, at once.
    """

    grounds: frozenset[str]
    calls: int
    days: int


def _read_precondition(taken: Taken, scope: Scope) -> Precondition:
    del scope
    grounds = taken.words("grounds")
    assert set(grounds) <= set(_GROUNDS), f"unknown ground: {grounds}"
    return Precondition(
        grounds=frozenset(grounds), calls=taken.one("calls", int), days=taken.one("days", int)
    )


def _precondition(rule: Precondition, ask: Ask) -> Outcome | None:
    reach = ask.track.reach(ask.contact.lender, rule.calls, rule.days).before(ask.key)
    if _stands(rule, reach, ask):
        return OK
    if reach.blank:
        return _not_known()
    if "failed_calls" in rule.grounds and reach.row_on:
        return Outcome(
            level=Level.BREACH,
            reason=Text(
                f"对本人连续 {rule.calls} 次拨打未通是在当天，从次日起才可以联系其他人",
                f"the {rule.calls} failed calls in a row were made the same day; others may be "
                "contacted from the next day",
            ),
            do=_KEEP,
            next_allowed=day_start(reach.row_on + timedelta(days=1), ask.zones[0]),
        )
    if reach.closed_on is not None:
        return _closed(reach)
    situation = ask.situation
    today = ask.local[0].date()
    if reach.reached_on == today or situation.reachable or situation.complete:
        return _no_ground(reach, ask)
    return _not_known()


def _not_known() -> Outcome:
    return Outcome(
        level=Level.UNKNOWN,
        reason=Text(
            "只有联系不上本人时才可以联系其他人；从记录看不出本人当时能不能联系上",
            "others may be contacted only when the debtor cannot be reached; the record does not "
            "show whether the debtor could be reached then",
        ),
        do=Text(
            "如果本人一直能接通，写明这一点；没接通的电话也记下来，一次不漏并且说明这一点时，"
            "判断得准",
            "if the debtor could be reached all along, say so; note unanswered calls "
            "too: a log that leaves out none, and is said to, settles it",
        ),
        missing=("debtor_attempts",),
    )


def _stands(rule: Precondition, reach: Reach, ask: Ask) -> bool:
    """Whether a ground stands at this contact."""
    situation, at = ask.situation, ask.contact.at
    if any(each in rule.grounds and situation.state(each, at) for each in ("dead", "incapable")):
        return True
    if "stated" in rule.grounds and situation.reachable is False and not reach.reached_on:
        return True
    today = ask.local[0].date()
    return bool(
        ("invalid" in rule.grounds and reach.invalid_on)
        or ("failed_days" in rule.grounds and reach.days_on)
        or ("failed_calls" in rule.grounds and reach.row_on and reach.row_on < today)
    )


def _closed(reach: Reach) -> Outcome:
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"联系不上的情形在 {reach.closed_on} 已经结束（本人已联系上），一般不应再联系其他人",
            f"the debtor had been out of reach, but was reached on {reach.closed_on}; others "
            "should then no longer be contacted",
        ),
        do=_KEEP,
        confidence="C",
        holds=True,
    )


def _no_ground(reach: Reach, ask: Ask) -> Outcome:
    if reach.reached_on:
        zh, en = (
            f"本人在 {reach.reached_on} 联系上过",
            f"the debtor was reached on {reach.reached_on}",
        )
    elif reach.calls:
        zh, en = (
            f"记录里联系本人只有 {reach.calls} 次，没有达到“联系不上”",
            f"the record holds {reach.calls} calls to the debtor, too few for “out of reach”",
        )
    elif ask.situation.reachable:
        zh, en = "本人能联系上", "the debtor can be reached"
    else:
        zh, en = "记录里没有联系过本人", "the record holds no attempt to reach the debtor"
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"{zh}；没有“联系不上本人”等情形，不应联系其他人",
            f"{en}; without the debtor being out of reach, others are not to be contacted",
        ),
        do=_KEEP,
    )


PRECONDITION = Kind(read=_read_precondition, evaluate=_precondition)


@dataclass(frozen=True, slots=True)
class Purpose:
    """What others may be contacted for (`only`), or may not (`never`)."""

    only: tuple[str, ...]
    never: tuple[str, ...]


def _read_purpose(taken: Taken, scope: Scope) -> Purpose:
    del scope
    found = Purpose(taken.words("only", ()), taken.words("never", ()))
    assert bool(found.only) != bool(found.never), "purpose: either only or never"
    return found


def _purpose(rule: Purpose, ask: Ask) -> Outcome | None:
    purpose = ask.contact.purpose
    if not may_have_said(ask.contact):
        return OK
    if not purpose:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text(
                "没有写这次联系是为了什么；对其他人只可以询问联系方式或请求转告",
                "the record does not say what it was for; others may only be asked how to reach "
                "the debtor, or to pass on a message",
            ),
            do=Text("补上对方说的目的", "add what the caller wanted"),
            missing=("purpose",),
        )
    if purpose in rule.never or (rule.only and purpose not in rule.only):
        return Outcome(
            level=Level.BREACH,
            reason=Text(
                f"向本人以外的人{_AIM.get(purpose, _OTHER).zh}",
                f"somebody other than the debtor was contacted {_AIM.get(purpose, _OTHER).en}",
            ),
            do=_KEEP,
        )
    return OK


_OTHER = Text("以其他理由联系", "for another purpose")
_AIM = {
    "collect": Text("催收", "to collect"),
    "notify": Text("通知债务事宜", "to give notice about the debt"),
    "locate": Text("询问本人下落", "to locate the debtor"),
    "relay": Text("要求转告", "to pass on a message"),
}

PURPOSE = Kind(read=_read_purpose, evaluate=_purpose)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What others may not be told: amount, days, existence."""

    secret: frozenset[str]


def _read_disclosure(taken: Taken, scope: Scope) -> Disclosure:
    del scope
    return Disclosure(frozenset(taken.words("secret", ("amount", "days", "existence"))))


def _disclosure(rule: Disclosure, ask: Ask) -> Outcome | None:
    contact = ask.contact
    if not may_have_said(contact):
        return OK
    if contact.disclosed is None:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text(
                "没有写对方向这个人透露了什么", "the record does not say what the person was told"
            ),
            do=Text("问一问这位亲友对方说了什么", "ask the person what was said"),
            missing=("disclosed",),
        )
    told = [each for each in contact.disclosed if each in rule.secret]
    if not told:
        return OK
    said = Text(
        "、".join(_TOLD[each].zh for each in told), ", ".join(_TOLD[each].en for each in told)
    )
    return Outcome(
        level=Level.BREACH,
        reason=Text(f"向本人以外的人透露了{said.zh}", f"somebody else was told {said.en}"),
        do=_KEEP,
    )


_TOLD = {
    "amount": Text("欠款金额", "the amount owed"),
    "days": Text("逾期时间", "how long it is overdue"),
    "existence": Text("有欠款这件事", "that there is a debt"),
}

DISCLOSURE = Kind(read=_read_disclosure, evaluate=_disclosure)


# ---- the exception: the third person clearly wants to pay


def _read_nothing(taken: Taken, scope: Scope) -> None:
    del taken, scope


def _offers(rule: None, ask: Ask) -> bool:
    del rule
    contact = ask.contact
    found = ask.situation.agreed("third_pays", contact.at, contact.loan)
    return any(not each.person or each.person == contact.person for each in found)


def _offered(rule: None, ask: Ask) -> Outcome | None:
    del rule, ask
    return OK


OFFER_TO_PAY = Kind(read=_read_nothing, evaluate=_offered, applies=_offers)


# ---- once per person (location calls)


@dataclass(frozen=True, slots=True)
class Once:
    """At most `times` talks with the same person, unless that person gets in touch."""

    times: int


def _read_once(taken: Taken, scope: Scope) -> Once:
    del scope
    return Once(taken.one("times", int))


def _once(rule: Once, ask: Ask) -> Outcome | None:
    if ask.contact.outcome and not may_have_said(ask.contact):
        return OK
    group = ("organisation", "person")
    talks = Lane(group=group, counted="connected")
    name = talks.group_of(ask.contact)
    before = ask.track.count(talks, name, 0, ask.key)
    if before < rule.times:
        return OK
    asked = ask.track.last(Lane(group=group, direction="in"), name, ask.key)
    last = ask.track.last(talks, name, ask.key)
    if ask.consent is not None or (asked and last and asked > last):
        return OK
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"已经向这个人询问过 {before} 次，只可以 {rule.times} 次",
            f"this person has been asked {before} times already; {rule.times} is allowed",
        ),
        do=_KEEP,
    )


ONCE = Kind(read=_read_once, evaluate=_once)


# ---- a general guarantor, only after enforcement against the debtor has failed


def _guarantee(rule: None, ask: Ask) -> Outcome | None:
    del rule
    if ask.contact.role != "guarantor":
        return None  # whoever owes the debt otherwise has no such defence
    if ask.situation.guarantee != "general" or ask.contact.purpose not in {"collect", ""}:
        return None
    if ask.situation.stage_on(ask.local[0].date()) == "enforcement":
        return OK
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            "一般保证人在对借款人强制执行仍不能清偿之前，可以拒绝承担",
            "a general guarantor may refuse until enforcement against the debtor has failed",
        ),
        do=Text("核对保证合同写的是哪一种保证", "see which kind of guarantee the contract names"),
    )


GUARANTEE = Kind(read=_read_nothing, evaluate=_guarantee)
