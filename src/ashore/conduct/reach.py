"""Could the debtor be reached? Read from the calls on record, one step per call.

Three grounds can come from the record: the number is invalid; so many calls in a row failed; calls
failed on so many days in a row. Reaching the debtor, or the debtor getting in touch, closes them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ashore.conduct.clock import instant
from ashore.conduct.lane import CALLS
from ashore.days import SHANGHAI
from ashore.facts import Contact

__all__ = ["FAILED", "Reach", "ReachLog", "step"]

FAILED = frozenset({"no_answer", "busy", "refused", "voicemail"})
"""What came of a call that failed; an invalid number is a ground of its own."""
Key = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What the record says about reaching the debtor, after some contact.

    Attributes:
        calls: outgoing calls to the debtor on record whose outcome is known.
        reached_on: the last day the debtor was reached or got in touch.
        fails: failed calls in a row since then.
        row_on: the day on which the row of failed calls became long enough.
        run: days in a row with a failed call, up to `run_on`.
        run_on: the last such day.
        days_on: the day on which the run became long enough.
        invalid_on: the day the number was found to be invalid.
        closed_on: the day a ground was closed by reaching the debtor, until the debtor is reached
            again on a later day: so long there is doubt whether the ground still counts.
        blank: a call was made since then of which it is not known what came.
    """

    calls: int = 0
    reached_on: date | None = None
    fails: int = 0
    row_on: date | None = None
    run: int = 0
    run_on: date | None = None
    days_on: date | None = None
    invalid_on: date | None = None
    closed_on: date | None = None
    blank: bool = False

    @property
    def has_ground(self) -> bool:
        """Whether any ground stands."""
        return bool(self.row_on or self.days_on or self.invalid_on)


def step(before: Reach, contact: Contact, day: date, *, calls: int, days: int) -> Reach:
    """Return what is known after one contact with the debtor.

    Args:
        before: what was known.
        contact: a contact with the debtor, in either direction.
        day: its local day.
        calls: failed calls in a row that make a ground.
        days: days in a row that make a ground.
    """
    is_call = contact.channel in CALLS and contact.direction == "out"
    tried = before.calls + (1 if is_call and contact.outcome else 0)
    if contact.direction == "in" or contact.outcome == "talk":
        return _reached(before, day, tried)
    if not is_call:
        return before
    if contact.outcome == "invalid":
        return replace(before, calls=tried, invalid_on=before.invalid_on or day)
    if contact.outcome not in FAILED:
        return before if contact.outcome else replace(before, blank=True)
    fails = before.fails + 1
    run = before.run
    if before.run_on != day:
        run = run + 1 if before.run_on == day - timedelta(days=1) else 1
    return replace(
        before,
        calls=tried,
        fails=fails,
        row_on=before.row_on or (day if fails >= calls else None),
        run=run,
        run_on=day,
        days_on=before.days_on or (day if run >= days else None),
    )


def _reached(before: Reach, day: date, tried: int) -> Reach:
    if before.has_ground:
        closed: date | None = day
    else:
        closed = before.closed_on if before.closed_on == day else None
    return Reach(calls=tried, reached_on=day, closed_on=closed)


class ReachLog:
    """The contacts of one lender with the debtor and what was known after each."""

    def __init__(self, calls: int, days: int) -> None:
        self._calls = calls
        self._days = days
        self._keys: list[Key] = []
        self._contacts: list[Contact] = []
        self._after: list[Reach] = []

    def add(self, key: Key, contact: Contact) -> None:
        """Add a contact; what came after it is worked out anew."""
        at = bisect_left(self._keys, key)
        self._keys.insert(at, key)
        self._contacts.insert(at, contact)
        del self._after[at:]
        known = self._after[-1] if self._after else Reach()
        for (micros, _), each in zip(self._keys[at:], self._contacts[at:], strict=True):
            day = instant(micros).astimezone(SHANGHAI).date()
            known = step(known, each, day, calls=self._calls, days=self._days)
            self._after.append(known)

    def before(self, key: Key) -> Reach:
        """Return what was known just before a contact."""
        at = bisect_left(self._keys, key)
        return self._after[at - 1] if at else Reach()
