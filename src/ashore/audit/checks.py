"""The checks of an audit: every norm that binds by itself, and how columns can decide it.

A check asks one of three things: the record alone, its text, or what went before. Each is answered
by the reference; for the last the reference says which records enter a count, which are asked
about, and how each possible count is judged, and only the counting is left to `walks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from types import MappingProxyType
from typing import Any

from ashore.audit.calendar import Calendar, calendar_of
from ashore.audit.record import FIELDS, WORDS, told_of
from ashore.conduct.ask import Ask
from ashore.conduct.clock import zones_of
from ashore.conduct.history import History
from ashore.conduct.judge import finding_of
from ashore.conduct.pack import Bound, Pack, Rule, pack_of
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import Level, Outcome
from ashore.facts import Contact
from ashore.law.norm import Law

__all__ = ["Check", "Checks", "beyond", "code_of", "make_checks"]

PAST = frozenset(
    {"count_limit", "cool_down", "precondition", "once", "stop_request", "repeated", "hand_over"}
)
"""Kinds that look at what went before; an identification owed only at first is one too."""

TEXT = frozenset({"wording", "must_say"})
"""Kinds that look at the text."""

_BINDS = ("direction", "channel", "role", "liable", "lender_type", "names", "era")
_READS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "quiet_hours": ("hour",),
        "purpose": ("purpose", "outcome"),
        "disclosure": ("disclosed", "outcome"),
        "recording": ("recorded", "outcome"),
        "visit": ("staff",),
        "entry": ("entered",),
        "identification": ("identified", "outcome"),
        "guarantee": ("purpose",),
        "authority": (),
        "retention": (),
        "wording": ("text",),
        "must_say": ("text",),
        "plan": (),
        "wish": (),
        "state": (),
        "workplace": (),
        "count_limit": ("outcome", "purpose"),
        "cool_down": ("outcome",),
        "precondition": ("outcome",),
        "once": ("outcome",),
        "stop_request": ("purpose",),
        "repeated": (),
        "hand_over": (),
    }
)
"""Kind → the fields of the record it reads, beside those that decide whether it binds."""

_LEVELS = {Level.OK: 0, Level.UNKNOWN: 1, Level.WARNING: 2, Level.BREACH: 3}
NOTE = 4
"""Added to a level's code when the finding is a reminder that weighs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One version of one norm.

    Attributes:
        norm: the place of its norm among the norms that are checked.
        past: it looks at what went before.
        text: it looks at the text.
        mask: the bits of a record that can change its answer.
    """

    rule: Rule
    norm: int
    past: bool
    text: bool
    mask: int

    @property
    def kind(self) -> str:
        """The kind of its norm."""
        return self.rule.norm.kind


class Checks:
    """All checks of a law in one situation.

    Attributes:
        norms: ids of the norms that are checked; exceptions, which only the reference finds, last.
        items: the checks: one for each version of a norm.
        calendar: the days and hours they tell apart.
        crashed: norms whose check failed, with the kind of fault.
    """

    def __init__(self, law: Law, situation: Situation) -> None:
        assert not beyond(situation), f"columns cannot hold this: {beyond(situation)}"
        self.law = law
        self.situation = situation
        self.pack: Pack = pack_of(law, situation.jurisdiction)
        rules = list(_plain(self.pack))
        self.norms = tuple(dict.fromkeys([*self.pack.plain, *self.pack.norms]))
        self.items = tuple(_check(rule, self.norms.index(rule.norm.id)) for rule in rules)
        self.calendar: Calendar = calendar_of(
            zones_of(situation, datetime.combine(rules[0].version.from_on, time(0)))
            if situation.jurisdiction == "CN" or situation.zones
            else (),
            [at for rule in rules for at in _hours(rule)],
            [day for rule in rules for day in _days(rule, situation)],
        )
        self.crashed: dict[str, str] = {}
        self._local = cache(self._made_local)
        self._situation = cache(self._made_situation)

    def crash(self, check: Check, fault: Exception) -> None:
        """Record that a check failed: its norm was not checked. No values: they may be private."""
        self.crashed[check.rule.norm.id] = type(fault).__name__

    def ask(self, word: int) -> Ask:
        """Return the question to the norms about a record, with nothing before it."""
        hour, era = FIELDS["hour"].of(word), FIELDS["era"].of(word)
        local = self._local(hour, era)
        names, lender_type = FIELDS["names"].of(word), FIELDS["lender_type"].of(word)
        return Ask(
            contact=self._contact(word, local[0]),
            situation=self._situation(names, lender_type),
            history=_NOTHING,
            track=_NOTHING.track(),
            key=(0, ""),
            zones=self.calendar.zones,
            local=local,
            consent=None,
        )

    def _made_local(self, hour: int, era: int) -> tuple[datetime, ...]:
        hours, day = self.calendar.hours_of(hour), self.calendar.day_of_era(era)
        return tuple(
            datetime.combine(day, at, tzinfo=zone)
            for at, zone in zip(hours, self.calendar.zones, strict=True)
        )

    def _made_situation(self, names: int, lender_type: int) -> Situation:
        name, common = _organisation(names), self.situation
        return replace(
            common,
            lender_type=WORDS["lender_type"][lender_type] or common.lender_type,
            agencies=_listed(common.agencies, name, is_in=bool(names & 8)),
            told_agencies=_listed(common.told_agencies, name, is_in=bool(names & 16)),
        )

    def _contact(self, word: int, at: datetime) -> Contact:
        names, staff = FIELDS["names"].of(word), FIELDS["staff"].of(word)
        said: dict[str, Any] = {key: words[FIELDS[key].of(word)] for key, words in _CHOSEN}
        return Contact(
            id="",
            at=at,
            lender="L" if names & 1 else "",
            organisation=_organisation(names),
            identified=_FLAG[FIELDS["identified"].of(word)],
            recorded=_FLAG[FIELDS["recorded"].of(word)],
            entered=_FLAG[FIELDS["entered"].of(word)],
            liable=_FLAG[FIELDS["liable"].of(word)],
            disclosed=told_of(FIELDS["disclosed"].of(word)),
            staff=staff - 1 if staff else None,
            **said,
        )

    def bound(self, ask: Ask, check: Check) -> Bound | None:
        """Return the check's norm as it binds a record, or None."""
        if ask.contact.direction != "out":
            return None
        for bound in self.pack.bound(ask.contact, ask.situation, ask.local[0].date()):
            if bound.rule is check.rule:
                return bound
        return None


_CHOSEN = tuple((key, WORDS[key]) for key in WORDS if key != "lender_type")
_FLAG = (None, False, True, None)
_NOTHING = History()


def _organisation(names: int) -> str:
    """Return a name for the organisation: the lender's, another one, or none."""
    if not names & 2:
        return ""
    return "L" if names & 4 else "A"


def make_checks(law: Law, situation: Situation) -> Checks:
    """Return the checks of a law for contacts that share a situation.

    Args:
        law: the norms.
        situation: what all contacts have in common; what is said of single debtors (agreements,
            cards, states) does not belong here.
    """
    return Checks(law, situation)


def code_of(bound: Bound, outcome: Outcome | None, day: date) -> int:
    """Return the level a norm gives to an outcome, as a code; 0 when there is nothing to say."""
    if outcome is None or outcome.level is Level.OK:
        return 0
    finding = finding_of(bound, bound.rule, outcome, day)
    return _LEVELS[finding.level] + (NOTE if finding.severity == "note" else 0)


def _plain(pack: Pack) -> Iterator[Rule]:
    """Yield every version of every norm that is not an exception, in the order of the files."""
    for name in pack.plain:
        yield from pack.versions(name)


def _check(rule: Rule, norm: int) -> Check:
    kind = rule.norm.kind
    first_only = kind == "identification" and rule.given.first_only
    mask = 0
    for name in (*_BINDS, *_READS[kind]):
        mask |= ((1 << FIELDS[name].bits) - 1) << FIELDS[name].shift
    return Check(
        rule=rule, norm=norm, past=kind in PAST or first_only, text=kind in TEXT, mask=mask
    )


def _hours(rule: Rule) -> tuple[time, ...]:
    given: Any = rule.given
    return (given.start, given.end) if rule.norm.kind == "quiet_hours" else ()


def _days(rule: Rule, situation: Situation) -> Iterator[date]:
    """Yield the days from which a norm may answer otherwise than before."""
    yield rule.version.from_on
    if rule.version.until_on is not None:
        yield date.fromordinal(rule.version.until_on.toordinal() + 1)
    if situation.time_barred_from is not None:
        yield situation.time_barred_from
    yield from (day for day, _ in situation.steps)


def _listed(names: tuple[str, ...] | None, name: str, *, is_in: bool) -> tuple[str, ...] | None:
    if names is None:
        return None
    return (name,) if is_in else ()


def beyond(situation: Situation) -> list[str]:
    """Return the facts of a situation that are about one debtor, which columns do not hold."""
    single = (
        "agreements", "states", "stops", "preferences", "one_debt", "work_addresses",
        "overdue_since",
    )  # fmt: skip
    found = [name for name in single if getattr(situation, name)]
    found += [
        name
        for name in ("liable", "not_liable")
        if not set(getattr(situation, name)) <= set(WORDS["role"])
    ]
    return found
