"""Somebody said: do not contact me again. And what repeated contact after that may amount to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ashore.conduct.ask import Ask
from ashore.conduct.clock import instant, micros
from ashore.conduct.history import Entry, Key
from ashore.conduct.kinds.base import Kind, channel_group
from ashore.conduct.lane import Lane, who
from ashore.conduct.params import Taken
from ashore.conduct.situation import StopRequest
from ashore.conduct.verdict import OK, Level, Outcome
from ashore.facts import Contact
from ashore.law.norm import Scope
from ashore.words import Text

__all__ = ["REPEATED", "STOP_REQUEST", "WRITING"]

WRITING = frozenset({"sms", "im", "app", "email", "letter"})
"""Channels on which a request is in writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """How a request to stop works.

    Attributes:
        same_medium: it closes only the medium it came by; else everything.
        written: it must be in writing.
        by: who is bound: the "lender" with all its agencies, or the "organisation" that was told.
        exempt: purposes that stay allowed.
        reply: one answer stays allowed after the person gets in touch by that medium.
    """

    same_medium: bool
    written: bool
    by: str
    exempt: tuple[str, ...]
    reply: bool


def _read_stop(taken: Taken, scope: Scope) -> Stop:
    del scope
    return Stop(
        same_medium=taken.choice("media", ("all", "same"), "all") == "same",
        written=taken.flag("written"),
        by=taken.choice("by", ("lender", "organisation"), "lender"),
        exempt=taken.words("exempt", ()),
        reply=taken.flag("reply"),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """A request on record; `sure` False: it is not certain that it concerns this contact."""

    at: int
    sure: bool
    missing: str = ""


def _stop_request(rule: Stop, ask: Ask) -> Outcome | None:
    if ask.contact.purpose in rule.exempt and ask.contact.purpose:
        return OK
    first = _first_request(rule, ask)
    if first is None or (rule.reply and _answers(ask, first.at)):
        return OK
    day = instant(first.at).astimezone(ask.zones[0]).date()
    if not first.sure:
        return Outcome(
            level=Level.UNKNOWN,
            reason=Text(
                f"{day} 有人要求不要再联系，不能确定是不是这次联系的人或机构",
                f"somebody asked on {day} not to be contacted; whether it concerns this person and "
                "this lender is not known",
            ),
            do=Text("补上联系的是谁、哪家机构", "add who was contacted, and for which lender"),
            missing=(first.missing,),
        )
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"这个人在 {day} 已明确要求不要再联系",
            f"this person asked on {day} not to be contacted again",
        ),
        do=Text(
            "保留当时拒绝的录音或短信，和这次联系的记录放在一起",
            "keep the record of the refusal together with that of this contact",
        ),
    )


def _first_request(rule: Stop, ask: Ask) -> _Said | None:
    """Return the first request that concerns a contact, a certain one before others."""
    found: list[_Said] = []
    for run in ask.history.stops(ask.contact, ask.situation.debtor):
        found += _first_of(rule, ask, run)
    found += [
        _Said(micros(request.since), sure=True)
        for request in ask.situation.stops
        if request.since <= ask.contact.at and _told_outside(rule, ask.contact, request)
    ]
    return min(found, key=lambda each: (not each.sure, each.at), default=None)


def _first_of(rule: Stop, ask: Ask, run: list[Entry]) -> list[_Said]:
    """Return the first certain request of a run, else the first that may concern the contact."""
    contact, perhaps = ask.contact, []
    for key, earlier in run:
        if key >= ask.key:
            break
        if rule.written and earlier.channel not in WRITING:
            continue
        if rule.same_medium and channel_group(earlier.channel) != channel_group(contact.channel):
            continue
        said = _concerns(rule, contact, earlier, key)
        if said is not None and said.sure:
            return [said]
        if said is not None:
            perhaps.append(said)
    return perhaps[:1]


def _concerns(rule: Stop, contact: Contact, earlier: Contact, key: Key) -> _Said | None:
    same = _same_person(contact, earlier)
    if same is False:
        return None
    mine, theirs = _told(rule, contact), _told(rule, earlier)
    if mine and theirs and mine != theirs:
        return None
    if same is None:
        return _Said(key[0], sure=False, missing="person")
    if bool(mine) != bool(theirs):
        return _Said(key[0], sure=False, missing="lender")
    return _Said(key[0], sure=True)


def _told(rule: Stop, contact: Contact) -> str:
    if rule.by == "lender":
        return contact.lender
    return contact.organisation or contact.lender


def _same_person(one: Contact, other: Contact) -> bool | None:
    """Return whether two records are about the same person; None when they do not tell."""
    if "debtor" in (one.role, other.role):
        return one.role == other.role
    if one.person and other.person:
        return other.person in {one.person, one.address}
    if one.address and other.address:
        return one.address == other.address
    return None if one.role == other.role else False


def _told_outside(rule: Stop, contact: Contact, request: StopRequest) -> bool:
    if request.lender and contact.lender and request.lender != contact.lender:
        return False
    if rule.written and request.written is not True:
        return False
    medium = channel_group(request.channel)
    if medium and medium != channel_group(contact.channel):
        return False
    if rule.same_medium and not medium:
        return False
    if request.role == "debtor" or contact.role == "debtor":
        return request.role == contact.role
    return bool(request.person) and request.person in {contact.person, contact.address}


def _answers(ask: Ask, since: int) -> bool:
    """Whether this is the one answer to a message or call from the person after the request."""
    name = ("organisation", "person")
    channel = (ask.contact.channel,)
    inward = Lane(group=name, direction="in", channels=channel)
    outward = Lane(group=name, channels=channel)
    group = inward.group_of(ask.contact)
    came = ask.track.last(inward, group, ask.key)
    if came is None or came[0] <= since:
        return False
    went = ask.track.last(outward, group, ask.key)
    return went is None or went < came


STOP_REQUEST = Kind(read=_read_stop, evaluate=_stop_request)


# ---- contact after contact, although the person said no


@dataclass(frozen=True, slots=True)
class Repeated:
    """From the `times`-th contact after a request to stop."""

    times: int


def _read_repeated(taken: Taken, scope: Scope) -> Repeated:
    del scope
    return Repeated(taken.one("times", int))


_ANY_STOP = Stop(same_medium=False, written=False, by="lender", exempt=(), reply=False)


def _repeated(rule: Repeated, ask: Ask) -> Outcome | None:
    if not who(ask.contact):
        return None
    said = _first_request(_ANY_STOP, ask)
    if said is None or not said.sure:
        return None
    first = said.at
    lane = Lane(group=("lender", "person"))
    after = ask.track.count(lane, lane.group_of(ask.contact), first + 1, ask.key)
    if after + 1 < rule.times:
        return OK
    day: datetime = instant(first).astimezone(ask.zones[0])
    return Outcome(
        level=Level.BREACH,
        reason=Text(
            f"{day:%Y-%m-%d} 拒绝之后，这是第 {after + 1} 次联系同一个人；反复纠缠、滋扰可以报警",
            f"contact number {after + 1} with the same person since the refusal of "
            f"{day:%Y-%m-%d}; repeated pestering can be reported to the police",
        ),
        do=Text(
            "列出每次的时间和号码；报警时请求出具受案回执",
            "list each time and number; when reporting to the police ask for a written receipt",
        ),
    )


REPEATED = Kind(read=_read_repeated, evaluate=_repeated)
