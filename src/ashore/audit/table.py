"""What the reference says of every distinct record, as arrays that a walk looks up.

For a check of the record alone the answer is a level. For a check of what went before it is how
the record is asked about, whether it enters the count, and the level of each possible outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ashore.audit.checks import Check, Checks, code_of
from ashore.audit.record import FIELDS, WORDS
from ashore.conduct.ask import Ask
from ashore.conduct.kinds.base import channel_group, may_have_said
from ashore.conduct.kinds.stopping import WRITING
from ashore.conduct.lane import CALLS, Lane, call_class, counts
from ashore.conduct.reach import FAILED
from ashore.conduct.verdict import Level, Outcome

__all__ = [
    "BLANK", "FAILURE", "INVALID", "MAYBE", "REACHED", "SPECIAL", "SURE", "Table", "lane_of",
    "make_table",
]  # fmt: skip

SPECIAL = 16
"""The flag of a record whose account is for the reference."""

SURE, MAYBE = 4, 8
"""Bits of an entry: the record is counted; it is not known whether it is. The two lowest bits say
how it is asked about: 0 not at all, 1 with certainty, 2 with a fact missing."""

_BREACH, _UNKNOWN = Outcome(level=Level.BREACH), Outcome(level=Level.UNKNOWN)
_REMINDER = Outcome(level=Level.UNKNOWN, reminder=True)
_CLOSED = Outcome(level=Level.BREACH, confidence="C")


@dataclass(frozen=True, slots=True)
class Table:
    """The answers about distinct records; the last index of each array is the record's place.

    Attributes:
        words: the records.
        static: check × record: level of a check of the record alone (or of its text).
        entry: check × record: see `SURE`.
        final: check × record × outcome: the level of each outcome of a walk (0 is none).
        reach: record: what a contact with the debtor says about reaching him or her.
        medium: record: the medium of its channel.
        flags: record: bit 0 outgoing, 1 to the debtor, 2 in writing, 3 asked to stop, 4 special.
        role, channel: record: the codes of its role and channel.
    """

    words: NDArray[np.int64]
    static: NDArray[np.uint8]
    entry: NDArray[np.uint8]
    final: NDArray[np.uint8]
    reach: NDArray[np.uint8]
    medium: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    role: NDArray[np.uint8]
    channel: NDArray[np.int64]


def make_table(
    checks: Checks, words: NDArray[np.int64], texts: Sequence[Mapping[int, int]]
) -> Table:
    """Return the answers about some records.

    Args:
        checks: what is asked.
        words: distinct records.
        texts: per code of a text: check → level of what the texts of that code say.
    """
    count = len(checks.items)
    static = np.zeros((count, len(words)), dtype=np.uint8)
    entry = np.zeros((count, len(words)), dtype=np.uint8)
    final = np.zeros((count, len(words), 4), dtype=np.uint8)
    for mask, places in _by_mask(checks).items():
        distinct, back = np.unique(words & mask, return_inverse=True)
        asks = [checks.ask(word) for word in distinct.tolist()]
        texted = [texts[FIELDS["text"].of(word)] for word in distinct.tolist()]
        for place in places:
            check = checks.items[place]
            try:
                if check.past:
                    entry[place] = _bytes([_entry(check, ask, checks) for ask in asks])[back]
                    final[place] = _bytes([_final(check, ask, checks) for ask in asks])[back]
                elif check.text:
                    static[place] = _bytes([levels.get(place, 0) for levels in texted])[back]
                else:
                    static[place] = _bytes([_static(check, ask, checks) for ask in asks])[back]
            except Exception as fault:  # noqa: BLE001 - it is recorded, and the others go on
                checks.crash(check, fault)
    return Table(words, static, entry, final, *_plain(words))


def _by_mask(checks: Checks) -> dict[int, list[int]]:
    """Return the places of the checks that look at the same bits, so that each is asked once."""
    found: dict[int, list[int]] = {}
    for place, check in enumerate(checks.items):
        found.setdefault(check.mask, []).append(place)
    return found


def _bytes(values: Sequence[object]) -> NDArray[np.uint8]:
    return np.array(values, dtype=np.uint8)


def _static(check: Check, ask: Ask, checks: Checks) -> int:
    bound = checks.bound(ask, check)
    if bound is None:
        return 0
    outcome = check.rule.kind.evaluate(check.rule.given, ask)
    return code_of(bound, outcome, ask.local[0].date())


def _final(check: Check, ask: Ask, checks: Checks) -> list[int]:
    bound = checks.bound(ask, check)
    if bound is None:
        return [0, 0, 0, 0]
    day = ask.local[0].date()
    unknown = _REMINDER if check.kind == "identification" else _UNKNOWN
    third = _UNKNOWN if check.kind == "identification" else _CLOSED
    return [0, *(code_of(bound, each, day) for each in (_BREACH, unknown, third))]


def _entry(check: Check, ask: Ask, checks: Checks) -> int:
    """Return how a record is asked about and whether it enters the count."""
    contact = ask.contact
    bits = 0
    lane = lane_of(check)
    if lane is not None:
        bits = SURE if lane.key(contact) is not None else 0
        if replace(lane, maybe=True).key(contact) is not None:
            bits |= MAYBE
    if checks.bound(ask, check) is None:
        return bits
    return bits | _ASKED[check.kind](check.rule.given, ask)


def lane_of(check: Check) -> Lane | None:
    """Return which records a check counts; None for kinds with a count of their own."""
    given: Any = check.rule.given
    if check.kind == "count_limit":
        found: Lane = given.lane
        return found
    if check.kind == "cool_down":
        return Lane(group=given.group, counted="effective", channels=CALLS, direction="")
    if check.kind in {"once", "identification"}:
        return Lane(group=("organisation", "person"), counted="connected")
    return None


def _asked_limit(limit: Any, ask: Ask) -> int:  # noqa: ANN401 - what a kind reads is its own
    contact = ask.contact
    if limit.lane.call_class and call_class(contact) != limit.lane.call_class:
        return 0
    if limit.place == "work":  # no place of work is known where columns decide
        return 0
    own = True if limit.own == "placed" else counts(limit.lane.counted, contact.outcome)
    if own is False:
        return 0
    return 1 if own and not ("lender" in limit.lane.group and not contact.lender) else 2


def _asked_cool_down(_: Any, ask: Ask) -> int:  # noqa: ANN401
    rung = counts("rung", ask.contact.outcome)
    return 0 if rung is False else 1 if rung else 2


def _asked_once(_: Any, ask: Ask) -> int:  # noqa: ANN401
    return 0 if ask.contact.outcome and not may_have_said(ask.contact) else 1


def _asked_identity(_: Any, ask: Ask) -> int:  # noqa: ANN401
    contact = ask.contact
    if contact.identified or not may_have_said(contact):
        return 0
    return 2 if contact.identified is None else 1


def _asked_stop(rule: Any, ask: Ask) -> int:  # noqa: ANN401
    return 0 if ask.contact.purpose and ask.contact.purpose in rule.exempt else 1


def _asked_hand_over(_: Any, ask: Ask) -> int:  # noqa: ANN401
    contact = ask.contact
    return 1 if contact.organisation and contact.organisation != contact.lender else 0


_ASKED: Mapping[str, Callable[[Any, Ask], int]] = MappingProxyType(
    {
        "count_limit": _asked_limit,
        "cool_down": _asked_cool_down,
        "precondition": lambda _, __: 1,
        "once": _asked_once,
        "identification": _asked_identity,
        "stop_request": _asked_stop,
        "repeated": lambda _, __: 1,
        "hand_over": _asked_hand_over,
    }
)

REACHED, FAILURE, INVALID, BLANK = 1, 2, 3, 4
"""What a contact with the debtor says: reached, a call that failed, an invalid number, not told."""


def _plain(
    words: NDArray[np.int64],
) -> tuple[
    NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64]
]:
    """Return reach, medium, flags, role and channel of each record."""
    said = {name: _codes(words, name) for name in ("channel", "direction", "role", "outcome")}
    channel = [WORDS["channel"][code] for code in range(len(WORDS["channel"]))]
    media = list(dict.fromkeys(channel_group(each) for each in channel))
    medium = np.array([media.index(channel_group(each)) for each in channel], dtype=np.uint8)
    is_call = np.array([each in CALLS for each in channel])[said["channel"]]
    writes = np.array([each in WRITING for each in channel])[said["channel"]]
    out = said["direction"] == WORDS["direction"].index("out")
    debtor = said["role"] == WORDS["role"].index("debtor")
    asked = _codes(words, "asked_to_stop") == 1
    special = _codes(words, "special") == 1
    flags = out | debtor << 1 | writes << 2 | asked << 3 | special << 4
    steps = np.array([_step(each) for each in WORDS["outcome"]], dtype=np.uint8)
    called = np.where(is_call & out, steps[said["outcome"]], 0)
    talked = said["outcome"] == WORDS["outcome"].index("talk")
    reach = np.where(~out | talked, REACHED, called) * debtor
    return (
        reach.astype(np.uint8),
        medium[said["channel"]],
        flags.astype(np.uint8),
        said["role"].astype(np.uint8),
        said["channel"],
    )


def _step(outcome: str) -> int:
    if outcome in FAILED:
        return FAILURE
    if outcome == "invalid":
        return INVALID
    return 0 if outcome else BLANK


def _codes(words: NDArray[np.int64], name: str) -> NDArray[np.int64]:
    field = FIELDS[name]
    return (words >> field.shift) & ((1 << field.bits) - 1)
