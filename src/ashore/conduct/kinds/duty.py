"""Duties of the one who contacts: say who you are, record it, come in twos, keep the records."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ashore.conduct.ask import Ask
from ashore.conduct.kinds.base import Kind, may_have_said
from ashore.conduct.lane import CALLS, Lane
from ashore.conduct.params import Taken
from ashore.conduct.verdict import OK, Level, Outcome
from ashore.law.norm import Scope
from ashore.words import Text

__all__ = ["ENTRY", "IDENTIFICATION", "MUST_SAY", "RECORDING", "RETENTION", "VISIT", "Retention"]


@dataclass(frozen=True, slots=True)
class Identification:
    """Say which institution is behind the contact: at the first one, or each time."""

    first_only: bool


def _read_identification(taken: Taken, scope: Scope) -> Identification:
    del scope
    return Identification(not taken.flag("every_time"))


def _identification(rule: Identification, ask: Ask) -> Outcome | None:
    contact = ask.contact
    if contact.identified or not may_have_said(contact):
        return OK
    if rule.first_only:
        lane = Lane(group=("organisation", "person"), counted="connected")
        if ask.track.last(lane, lane.group_of(contact), ask.key) is not None:
            return OK
    if contact.identified is None:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text(
                "没有写对方是否说明是哪家机构", "whether the institution was named is not on record"
            ),
            do=Text("补上对方自称是谁", "add who the caller said he was"),
            missing=("identified",),
            reminder=True,
        )
    doubt = _maybe_met(ask) if rule.first_only else ""
    if doubt:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text(
                "这次没有说明代表哪家机构；先前可能已经联系过，不能确定是不是首次",
                "the institution was not named; there may have been an earlier contact, so whether "
                "this is the first is not known",
            ),
            do=Text(
                "补上先前联系的情况；记录一次不漏的，说明这一点",
                "complete the record of earlier contacts; if it leaves out none, say so",
            ),
            missing=(doubt,),
        )
    return Outcome(
        level=Level.BREACH,
        reason=Text("没有说明代表哪家机构", "the institution behind the contact was not named"),
        do=Text(
            "下次先问清机构名称、工号和来电目的，再谈其他",
            "ask for institution, staff number and purpose before anything else",
        ),
    )


def _maybe_met(ask: Ask) -> str:
    """Return the fact without which an earlier contact may be one of the same two; "" if none.

    A record that is not said to hold every contact may have left out the first one.
    """
    contact = ask.contact
    by_both, by_lender = ("organisation", "person"), ("lender", "person")
    possible = {
        "outcome": (Lane(group=by_both, counted="connected", maybe=True), contact),
        "role": (
            Lane(group=by_both, counted="connected"),
            replace(contact, role="", person="", address=""),
        ),
    }
    if not contact.organisation:
        possible["organisation"] = (Lane(group=by_lender, counted="connected"), contact)
    for name, (lane, whose) in possible.items():
        if ask.track.last(lane, lane.group_of(whose), ask.key) is not None:
            return name
    return "" if ask.situation.complete else "earlier_contacts"


IDENTIFICATION = Kind(read=_read_identification, evaluate=_identification)


def _read_nothing(taken: Taken, scope: Scope) -> None:
    del taken, scope


def _recording(rule: None, ask: Ask) -> Outcome | None:
    del rule
    contact = ask.contact
    if contact.recorded or (contact.channel in CALLS and contact.outcome not in {"talk", ""}):
        return OK
    if contact.recorded is None:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text("没有写这次是否录音录像", "whether it was recorded is not known"),
            do=Text("投诉时可以要求机构提供录音", "in a complaint you may ask for the recording"),
            missing=("recorded",),
            reminder=True,
        )
    return Outcome(
        level=Level.BREACH,
        reason=Text("没有录音录像", "it was not recorded"),
        do=Text("投诉时写明没有录音录像", "say in the complaint that there is no recording"),
    )


RECORDING = Kind(read=_read_nothing, evaluate=_recording)


@dataclass(frozen=True, slots=True)
class Visit:
    """At least `staff_min` people come together."""

    staff_min: int


def _read_visit(taken: Taken, scope: Scope) -> Visit:
    del scope
    return Visit(taken.one("staff_min", int))


def _visit(rule: Visit, ask: Ask) -> Outcome | None:
    staff = ask.contact.staff
    if staff is None:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text("没有写上门来了几个人", "how many came is not on record"),
            do=Text("补上来了几个人", "add how many came"),
            missing=("staff",),
            reminder=True,
        )
    if staff >= rule.staff_min:
        return OK
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"上门 {staff} 人，至少应有 {rule.staff_min} 人",
            f"{staff} came; at least {rule.staff_min} must come together",
        ),
        do=Text(
            "可以不开门，隔门请对方出示证件；有危险请报警 110",
            "you need not open; ask for papers through the door, and call 110 when in danger",
        ),
    )


VISIT = Kind(read=_read_visit, evaluate=_visit)


def _entry(rule: None, ask: Ask) -> Outcome | None:
    del rule
    entered = ask.contact.entered
    if entered is None:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text(
                "没有写有没有未经同意进入住处或办公区",
                "whether home or office is entered without consent is not on record",
            ),
            do=Text(
                "未经同意不得进入；进去了就写明",
                "nobody may enter without consent; note it if somebody did",
            ),
            missing=("entered",),
            reminder=True,
        )
    if not entered:
        return OK
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            "未经同意进入住处或办公区", "they came into the home or the office area without consent"
        ),
        do=Text(
            "请对方离开；不走就打 110，留下录像和时间，报警时请求出具受案回执",
            "ask them to leave; if they stay call 110, keep recordings and the time, and ask the "
            "police for a written receipt",
        ),
    )


ENTRY = Kind(read=_read_nothing, evaluate=_entry)


@dataclass(frozen=True, slots=True)
class MustSay:
    """A message should hold one expression of each group."""

    groups: tuple[tuple[str, ...], ...]


def _read_must_say(taken: Taken, scope: Scope) -> MustSay:
    del scope
    groups = taken.words("groups")
    return MustSay(tuple(tuple(group.lower().split("|")) for group in groups))


def _must_say(rule: MustSay, ask: Ask) -> Outcome | None:
    text = ask.contact.text.lower()
    if not text:
        return None
    lacking = [group[0] for group in rule.groups if not any(each in text for each in group)]
    if not lacking:
        return OK
    shown = "、".join(lacking)
    return Outcome(
        level=Level.BREACH,
        reason=Text(f"文字里没有看到：{shown}", f"not found in the text: {', '.join(lacking)}"),
        do=Text("对照原件再看一遍", "compare with the original"),
    )


MUST_SAY = Kind(read=_read_must_say, evaluate=_must_say)


@dataclass(frozen=True, slots=True)
class Retention:
    """How many years records are kept, counted from the contact or from the last activity."""

    years: int
    counted_from: str


def _read_retention(taken: Taken, scope: Scope) -> Retention:
    del scope
    return Retention(
        taken.one("years", int),
        taken.choice("counted_from", ("contact", "last_activity"), "contact"),
    )


def _retention(rule: Retention, ask: Ask) -> Outcome | None:
    """A contact cannot break it on its own day; see `ashore.conduct.keep`."""
    del rule, ask
    return None


RETENTION = Kind(read=_read_retention, evaluate=_retention)
