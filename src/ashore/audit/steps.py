"""What each kind of norm hands to its walk: its groups, its tables, its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ashore.audit import stops, walks
from ashore.audit.checks import Check, Checks
from ashore.audit.rows import Rows, group
from ashore.audit.table import Table, lane_of

__all__ = ["WALKS", "Groups", "Step"]


class Groups:
    """The groups of a bucket's rows, numbered when first asked for.

    Args:
        rows: the rows.
        accounts: how many accounts there are.
        blank: the column that stands for those that are not there.
    """

    def __init__(self, rows: Rows, accounts: int, blank: NDArray[np.int64]) -> None:
        self._rows = rows
        self._blank = blank
        self._all = np.arange(len(rows.at), dtype=np.int32)
        self._known: dict[tuple[str, ...], tuple[NDArray[np.int32], int]] = {
            (): (rows.account, accounts)
        }

    def of(self, fields: Sequence[str], some: NDArray[np.int32]) -> tuple[NDArray[np.int32], int]:
        """Return each row's group by some fields, and how many groups there are.

        Args:
            fields: what the rows of a group share beside the account.
            some: the rows whose groups are wanted; of others nothing is told.
        """
        key = tuple(sorted({"organisation": "actor", "person": "who"}.get(f, f) for f in fields))
        if key not in self._known:
            columns = [getattr(self._rows, each) for each in dict.fromkeys(key)]
            columns = [each for each in columns if each is not self._blank]
            if not columns:
                return self._known[()]
            codes = np.stack(columns) if len(columns) > 1 else columns[0][np.newaxis]
            if len(some) * 4 < len(self._all):
                return group(some, self._rows.account, codes)
            self._known[key] = group(self._all, self._rows.account, codes)
        return self._known[key]


@dataclass(frozen=True, slots=True)
class Step:
    """What a walk takes."""

    rows: Rows
    some: NDArray[np.int32]
    groups: Groups
    checks: Checks
    table: Table
    place: int

    def group(self, *fields: str) -> tuple[NDArray[np.int32], int]:
        """Return each row's group by some fields, and how many groups there are."""
        return self.groups.of(fields, self.some)

    @property
    def check(self) -> Check:
        """The check."""
        return self.checks.items[self.place]

    @property
    def given(self) -> Any:  # noqa: ANN401 - what a kind reads is its own
        """Its parameters as its kind reads them."""
        return self.check.rule.given

    @property
    def both(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Its entries and its levels (see `Table`)."""
        return self.table.entry[self.place], self.table.final[self.place]


def _count_limit(step: Step, levels: NDArray[np.uint8]) -> None:
    given = step.given
    lane = lane_of(step.check)
    assert lane is not None
    walks.count_limit(
        step.rows,
        step.some,
        step.group(*lane.group),
        (*step.both, step.checks.calendar.starts),
        (given.limit, given.days),
        levels,
    )


def _cool_down(step: Step, levels: NDArray[np.uint8]) -> None:
    groups = step.group(*step.given.group)
    starts = step.checks.calendar.starts
    walks.cool_down(step.rows, step.some, groups, (*step.both, starts), step.given.days, levels)


_GROUNDS = ("invalid", "failed_calls", "failed_days", "stated")


def _precondition(step: Step, levels: NDArray[np.uint8]) -> None:
    given, situation = step.given, step.checks.situation
    grounds = sum(1 << place for place, name in enumerate(_GROUNDS) if name in given.grounds)
    known = int(bool(situation.reachable or situation.complete)) + 2 * (
        situation.reachable is False
    )
    walks.precondition(
        step.rows,
        step.some,
        step.group("lender"),
        (*step.both, step.table.reach),
        (given.calls, given.days, grounds, known),
        levels,
    )


def _once(step: Step, levels: NDArray[np.uint8]) -> None:
    groups = step.group("organisation", "person")
    table = *step.both, step.table.flags
    walks.once(step.rows, step.some, groups, table, step.given.times, levels)


def _identification(step: Step, levels: NDArray[np.uint8]) -> None:
    fields = (("organisation", "person"), ("organisation",), ("lender", "person"))
    both, actor, lender = (step.group(*each) for each in fields)
    numbers = both[0], actor[0], lender[0], max(both[1], actor[1], lender[1])
    complete = step.checks.situation.complete
    walks.identification(step.rows, step.some, numbers, step.both, complete, levels)


def _stop_request(step: Step, levels: NDArray[np.uint8]) -> None:
    given, table = step.given, step.table
    stops.stop_request(
        step.rows,
        step.some,
        (table.role, table.medium, table.flags, table.channel),
        step.both,
        (given.same_medium, given.written, given.by == "lender", given.reply),
        levels,
    )


def _repeated(step: Step, levels: NDArray[np.uint8]) -> None:
    table = step.table
    records = (table.role, table.medium, table.flags)
    stops.repeated(step.rows, step.some, records, step.both, step.given.times, levels)


def _hand_over(step: Step, levels: NDArray[np.uint8]) -> None:
    walks.hand_over(
        step.rows,
        step.some,
        step.group("lender", "loan"),
        (*step.both, step.checks.calendar.starts),
        (step.table.flags, step.given.days),
        levels,
    )


WALKS: Mapping[str, Callable[[Step, NDArray[np.uint8]], None]] = MappingProxyType(
    {
        "count_limit": _count_limit,
        "cool_down": _cool_down,
        "precondition": _precondition,
        "once": _once,
        "identification": _identification,
        "stop_request": _stop_request,
        "repeated": _repeated,
        "hand_over": _hand_over,
    }
)
"""Kind of norm that looks at what went before → its walk."""
