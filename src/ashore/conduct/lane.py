"""What is counted, and over what it is grouped: one lane of the history per kind of count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ashore.conduct.consent import read_consent
from ashore.facts import Contact

__all__ = ["CALLS", "Lane", "call_class", "counts", "matches", "who"]

CALLS = ("call", "robot_call")
"""Channels that are telephone calls."""

_TRUE: dict[str, frozenset[str]] = {
    "connected": frozenset({"talk", "delivered"}),
    "effective": frozenset({"talk"}),
    "unanswered": frozenset({"no_answer", "busy", "refused", "voicemail"}),
    "rung": frozenset({"talk", "delivered", "no_answer", "refused", "voicemail"}),
}


def counts(counted: str, outcome: str) -> bool | None:
    """Return whether a contact with this outcome is counted; None when that is not known.

    Args:
        counted: placed (every attempt), rung (the line was reached: not busy, not out of service),
            connected, effective (a talk took place), unanswered.
        outcome: as in the contact; "" is not known.
    """
    if counted == "placed":
        return True
    return outcome in _TRUE[counted] if outcome else None


def call_class(contact: Contact) -> str:
    """Return "notify" for a call that only informs, "interactive" for any other.

    A robot call whose purpose is not told is taken as one that only informs; a call by a person is
    a talk unless it says otherwise.
    """
    if contact.purpose == "notify" or (contact.channel == "robot_call" and not contact.purpose):
        return "notify"
    return "interactive"


def who(contact: Contact) -> str:
    """Return a key for the person contacted; "" when the record does not tell."""
    if contact.role == "debtor":
        return "debtor"
    if contact.person:
        return f"p:{contact.person}"
    return f"a:{contact.address}" if contact.address else ""


def matches(roles: tuple[str, ...], role: str, *, liable: bool | None) -> bool | None:
    """Return whether a list of roles names somebody; an empty list names everybody.

    "third" stands for everybody but the debtor and those who owe the debt too, "liable" for these.
    None: it depends on whether the person owes the debt, which is not known.
    """
    if not roles:
        return True
    if liable is None:
        if_liable, if_not = (matches(roles, role, liable=each) for each in (True, False))
        return if_liable if if_liable == if_not else None
    if liable:
        return "liable" in roles
    return role in roles or ("third" in roles and role not in {"debtor", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A lane of the history: the contacts that one count looks at, in groups.

    Attributes:
        group: fields that make a group: lender, organisation (who acted), person, address, loan.
        counted: see `counts`.
        channels: only these; none: all.
        roles: only contacts with these roles; none: all.
        call_class: "notify" or "interactive"; "": both.
        direction: "out", "in" or "" for both.
        maybe: the contacts of which it is not known whether they count.
        agreed: leave out contacts agreed in advance.
        at: only contacts at these numbers or accounts; none: all.
        not_at: no contacts at these.
    """

    group: tuple[str, ...]
    counted: str = "placed"
    channels: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    call_class: str = ""
    direction: str = "out"
    maybe: bool = False
    agreed: bool = False
    at: tuple[str, ...] = ()
    not_at: tuple[str, ...] = ()
    _hash: int = field(default=0, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Hash once: a lane is looked up many times for each question."""
        parts = (
            self.group, self.counted, self.channels, self.roles, self.call_class, self.direction,
            self.maybe, self.agreed, self.at, self.not_at,
        )  # fmt: skip
        object.__setattr__(self, "_hash", hash(parts))

    def __hash__(self) -> int:
        """Return the hash made once."""
        return self._hash

    def key(self, contact: Contact) -> tuple[str, ...] | None:
        """Return the group a contact falls in, or None when the lane does not hold it."""
        held = (
            (not self.direction or contact.direction == self.direction)
            and (not self.channels or contact.channel in self.channels)
            and (not self.roles or contact.role in self.roles)
            and (not self.call_class or call_class(contact) == self.call_class)
            and (not self.at or contact.address in self.at)
            and contact.address not in self.not_at
            and counts(self.counted, contact.outcome) is (None if self.maybe else True)
            and not (self.agreed and read_consent(contact.consent))
        )
        return self.group_of(contact) if held else None

    def group_of(self, contact: Contact) -> tuple[str, ...]:
        """Return the group of a contact, whether or not the lane holds it."""
        return tuple([_FIELD[name](contact) for name in self.group])


_FIELD: dict[str, Callable[[Contact], str]] = {
    "lender": lambda contact: contact.lender,
    "organisation": lambda contact: contact.organisation or contact.lender,
    "person": who,
    "address": lambda contact: contact.address,
    "loan": lambda contact: contact.loan,
    "role": lambda contact: contact.role,
}
