"""The norms of contact of one law, ready to be asked: parameters read, scope sorted out.

Which norms bind a contact depends on its day, the lender, the channel and the person; the answer
is remembered, so that a million contacts are not sorted a million times.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ashore.conduct.kinds import KINDS, Kind
from ashore.conduct.lane import matches
from ashore.conduct.params import Taken
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import FewNorms, NormFinding
from ashore.facts import Contact
from ashore.law.norm import Law, Norm, Version
from ashore.words import Cite

__all__ = ["Bound", "Pack", "Rule", "pack_of"]

PREFIX = {"CN": "cn.conduct.", "US": "us."}
"""Where the norms of contact of a jurisdiction are found."""

_REMEMBERED = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of one norm, read.

    Attributes:
        given: its parameters as its kind understands them.
        assumed_lender: it binds also when the kind of lender is not known.
        reported_for: kinds of lender for which it is only reported to hold: confidence C.
        region: the part of the jurisdiction it is limited to; "": all.
        collectors: it binds third-party collectors only.
        exceptions: every version of the norms that may answer in its place.
        kept: findings that say it is kept, made once.
    """

    norm: Norm
    version: Version
    kind: Kind
    given: Any
    assumed_lender: bool = False
    reported_for: tuple[str, ...] = ()
    region: str = ""
    collectors: bool = False
    exceptions: tuple[Rule, ...] = ()
    kept: dict[tuple[object, ...], NormFinding] = field(
        default_factory=dict, compare=False, repr=False
    )
    _cites: dict[tuple[bool, str], Cite] = field(default_factory=dict, compare=False, repr=False)

    def cite(self, day: date, confidence: str = "") -> Cite:
        """Return the citation on a day, at a lower confidence if one is given."""
        key = (day > self.norm.answers_until, confidence)
        found = self._cites.get(key)
        if found is None:
            found = self.norm.cite(day)
            if confidence:
                found = replace(found, confidence=confidence)
            self._cites[key] = found
        return found


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule that binds a contact, and what is not known about whether it does.

    `assumed` says that the kind of lender is not known and the rule is taken to bind all the same.
    """

    rule: Rule
    doubts: tuple[str, ...] = ()
    confidence: str = ""
    assumed: bool = False


class Pack:
    """All norms of contact of a jurisdiction."""

    def __init__(self, law: Law, jurisdiction: str) -> None:
        self.law = law
        self._rules: dict[str, tuple[Rule, ...]] = {}
        self._plain: list[str] = []
        for norm in law.under(PREFIX.get(jurisdiction, f"{jurisdiction.lower()}.")):
            if norm.kind in KINDS:
                self._rules[norm.id] = tuple(_rule(norm, each) for each in norm.versions)
                if KINDS[norm.kind].applies is None:
                    self._plain.append(norm.id)
        self._rules = {name: self._with_exceptions(rules) for name, rules in self._rules.items()}
        self._bound: dict[tuple[Any, ...], tuple[Bound, ...]] = {}
        self.few: dict[tuple[Any, ...], FewNorms | None] = {}  # kept by `few_norms`

    def _with_exceptions(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(
            replace(rule, exceptions=tuple(e for n in rule.norm.exceptions for e in self._rules[n]))
            for rule in rules
        )

    def __len__(self) -> int:
        return len(self._rules)

    @property
    def norms(self) -> tuple[str, ...]:
        """Ids of the norms, exceptions included."""
        return tuple(self._rules)

    @property
    def plain(self) -> tuple[str, ...]:
        """Ids of the norms that bind by themselves, in the order of the files."""
        return tuple(self._plain)

    def versions(self, name: str) -> tuple[Rule, ...]:
        """Return every version of a norm, oldest first."""
        return self._rules[name]

    def rule(self, name: str, day: date) -> Rule | None:
        """Return the version of a norm in force on a day."""
        for rule in reversed(self._rules.get(name, ())):
            last = rule.version.until_on
            if rule.version.from_on <= day and (last is None or day <= last):
                return rule
        return None

    def key(self, contact: Contact, situation: Situation, day: date) -> tuple[Any, ...]:
        """Return all that decides which rules bind a contact."""
        return (
            day, situation.lender_type, situation.region, contact.channel, contact.role,
            _liable(contact, situation), _acts(contact, situation),
        )  # fmt: skip

    def bound(
        self, contact: Contact, situation: Situation, day: date, *, texts: bool = True
    ) -> tuple[Bound, ...]:
        """Return the rules that bind a contact on its day, in the order of the files.

        Without `texts`, those that look at what a text says are left out.
        """
        key = (*self.key(contact, situation, day), texts)
        found = self._bound.get(key)
        if found is None:
            if len(self._bound) >= _REMEMBERED:
                self._bound.clear()
                self.few.clear()
            acts = _acts(contact, situation)
            rules = [rule for name in self._plain if (rule := self.rule(name, day))]
            found = tuple(
                each
                for rule in rules
                if (texts or not rule.kind.of_text)
                and (each := _binds(rule, contact, situation, acts=acts))
            )
            self._bound[key] = found
        return found


def pack_of(law: Law, jurisdiction: str) -> Pack:
    """Return the pack of a law and a jurisdiction; the last few are remembered."""
    key = (id(law), jurisdiction)
    found = _PACKS.get(key)
    if found is None or found.law is not law:
        if len(_PACKS) >= _PACKS_KEPT:
            _PACKS.clear()
        found = _PACKS[key] = Pack(law, jurisdiction)
    return found


_PACKS: dict[tuple[int, str], Pack] = {}
_PACKS_KEPT = 8


def _rule(norm: Norm, version: Version) -> Rule:
    where = f"{norm.file}: {norm.id}" if norm.file else norm.id
    kind = KINDS[norm.kind]
    taken = Taken(where, version.params)
    rule = Rule(
        norm=norm,
        version=version,
        kind=kind,
        assumed_lender=taken.flag("assumed_lender"),
        reported_for=taken.words("reported_for", ()),
        region=taken.one("region", str, ""),
        collectors=taken.flag("collectors"),
        given=kind.read(taken, norm.scope),
    )
    taken.done()
    return rule


def _acts(contact: Contact, situation: Situation) -> bool | None:
    """Whether a third-party collector acts: told, or another name than the lender's.

    None when the record does not say who acted, or for whom.
    """
    if situation.collector is not None:
        return situation.collector
    if not contact.organisation or not contact.lender:
        return None
    return contact.organisation != contact.lender


def _liable(contact: Contact, situation: Situation) -> bool | None:
    """Whether the person owes the debt too; None when that is not known.

    A guarantor does, and whoever is shown to. A spouse may (Civil Code article 1064: signed,
    ratified, for the needs of the household, or proved to have served it), so nothing is presumed
    of one. Nobody else owes a debt by being close to the debtor.
    """
    if contact.liable is not None:
        return contact.liable
    names = {contact.role, contact.person} - {"", "debtor"}
    if names & set(situation.liable):
        return True
    if names & set(situation.not_liable):
        return False
    return True if contact.role == "guarantor" else (None if contact.role == "spouse" else False)


def _binds(
    rule: Rule, contact: Contact, situation: Situation, *, acts: bool | None
) -> Bound | None:
    """Return the rule as it binds a contact, or None when it does not."""
    if (rule.region and rule.region != situation.region) or (rule.collectors and acts is False):
        return None
    channels, roles = rule.norm.scope.channels, rule.norm.scope.roles
    named = matches(roles, contact.role, liable=_liable(contact, situation))
    fits = (
        not channels or not contact.channel or contact.channel in channels,
        (not contact.role and roles != ()) or named is not False,
        _lender_fits(rule, situation.lender_type),
    )
    if not all(fits):
        return None
    unknown = bool(rule.norm.scope.lender_types) and situation.lender_type is None
    doubts = {
        "channel": channels and not contact.channel,
        "role": roles and not contact.role,
        "liable": contact.role and named is None,
        "lender_type": unknown and not rule.assumed_lender,
        "organisation": rule.collectors and acts is None,
    }
    return Bound(
        rule,
        tuple(name for name, is_so in doubts.items() if is_so),
        confidence="C" if situation.lender_type in rule.reported_for else "",
        assumed=unknown and rule.assumed_lender,
    )


def _lender_fits(rule: Rule, lender_type: str | None) -> bool:
    bound = rule.norm.scope.lender_types
    return not bound or lender_type is None or lender_type in (*bound, *rule.reported_for)
