"""One bucket of accounts judged: its rows put in order, walked by every check, added up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ashore.audit import stops, walks
from ashore.audit.checks import Check, Checks
from ashore.audit.chunk import Chunk
from ashore.audit.jit import compiled
from ashore.audit.record import WORDS
from ashore.audit.rows import Rows, days_of, dense, group, in_order, who_of
from ashore.audit.table import Table, lane_of
from ashore.audit.tally import Tally, count_check, new_tally

__all__ = ["Foreign", "Judged", "gather", "judge_bucket", "used_checks"]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Which accounts columns cannot decide alone, whatever their records hold.

    Attributes:
        named: accounts with facts of their own (agreements, cards, states).
        persons: known persons who asked to be left alone, in order; such a request counts in the
            log of every debtor.
        accounts: the account in which each did so.
        many: whether there is more than one.
    """

    named: NDArray[np.int64]
    persons: NDArray[np.int64]
    accounts: NDArray[np.int64]
    many: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a bucket.

    Attributes:
        row: numbers of the rows with a breach or a warning.
        account, at: their accounts and instants.
        level: their verdicts (2 warning, 3 breach).
        breaches, warnings: row × word of 64: the norms that spoke.
        tally: the sums of all rows.
        special: accounts that are for the reference; none of their rows was judged.
    """

    row: NDArray[np.int64]
    account: NDArray[np.int64]
    at: NDArray[np.int64]
    level: NDArray[np.uint8]
    breaches: NDArray[np.uint64]
    warnings: NDArray[np.uint64]
    tally: Tally
    special: NDArray[np.int64]


def used_checks(checks: Checks, table: Table) -> tuple[int, ...]:
    """Return the places of the checks that can find something in these records, by norm."""
    found = [
        place
        for place, check in enumerate(checks.items)
        if (table.static[place].any() or (check.past and table.final[place].any()))
    ]
    return tuple(sorted(found, key=lambda place: (checks.items[place].norm, place)))


def gather(
    chunks: Sequence[Chunk], remaps: Sequence[NDArray[np.int32]], bucket: int
) -> dict[str, NDArray[Any]]:
    """Return the columns of a bucket from all chunks, in the order of the files."""
    spans = [slice(each.bounds[bucket], each.bounds[bucket + 1]) for each in chunks]
    pairs = [(each, span) for each, span in zip(chunks, spans, strict=True)]
    found: dict[str, NDArray[Any]] = {
        "account": np.concatenate([each.account[span] for each, span in pairs]),
        "at": np.concatenate([each.at[span] for each, span in pairs]),
        "row": np.concatenate([each.row[span] + np.int64(each.first) for each, span in pairs]),
        "record": np.concatenate(
            [remap[each.record[span]] for (each, span), remap in zip(pairs, remaps, strict=True)]
        ),
    }
    for name in chunks[0].codes:
        found[name] = np.concatenate([each.codes[name][span] for each, span in pairs])
    return found


def judge_bucket(
    found: dict[str, NDArray[Any]],
    checks: Checks,
    table: Table,
    used: Sequence[int],
    rest: tuple[int, int, Foreign],
) -> Judged:
    """Return what the norms say of the contacts of a bucket.

    Args:
        found: its columns.
        checks: what is asked.
        table: the answers about its records.
        used: the checks that can find something.
        rest: the number of the lender where the files do not say, how many names there are, and
            who asked to be left alone elsewhere.
    """
    lender, names, foreign = rest
    account, keys = dense(found["account"])
    ids = found.get("id", np.zeros(0, dtype=np.int64))
    order = in_order(account, len(keys), found["at"], ids)
    found = {name: column[order] for name, column in found.items() if name != "account"}
    account = account[order]
    special = _special(account, keys, found, table, foreign)
    if special.any():
        kept = ~special[account]
        account, found = account[kept], {name: each[kept] for name, each in found.items()}
    rows = _rows(account, found, checks, table, lender)
    tally, marks = _walk(rows, checks, table, used, names)
    hit = np.flatnonzero(marks[2] >= 2)
    return Judged(
        row=rows.row[hit],
        account=keys[rows.account[hit]],
        at=rows.at[hit],
        level=marks[2][hit],
        breaches=marks[0][hit],
        warnings=marks[1][hit],
        tally=tally,
        special=keys[special],
    )


def _special(
    account: NDArray[np.int32],
    keys: NDArray[np.int64],
    found: Mapping[str, NDArray[Any]],
    table: Table,
    foreign: Foreign,
) -> NDArray[np.bool_]:
    """Return which accounts are for the reference."""
    special = np.isin(keys, foreign.named)
    if (table.flags & 16).any():
        special[account[table.flags[found["record"]] & 16 > 0]] = True
    if "id" in found:
        _same_place(account, found["at"], found["id"], special)
    if len(foreign.persons) and "person" in found:
        place = np.searchsorted(foreign.persons, found["person"])
        place = np.minimum(place, len(foreign.persons) - 1)
        known = foreign.persons[place] == found["person"]
        elsewhere = foreign.many[place] | (foreign.accounts[place] != keys[account])
        special[account[known & elsewhere]] = True
    return special


@compiled
def _same_place(
    account: NDArray[np.int32],
    at: NDArray[np.int64],
    ids: NDArray[np.int64],
    special: NDArray[np.bool_],
) -> None:
    """Mark accounts in which two contacts stand at one instant and their ids do not tell."""
    for row in range(1, len(at)):
        if account[row] == account[row - 1] and at[row] == at[row - 1] and ids[row] == ids[row - 1]:
            special[account[row]] = True


def _rows(
    account: NDArray[np.int32],
    found: Mapping[str, NDArray[Any]],
    checks: Checks,
    table: Table,
    lender: int,
) -> Rows:
    none = np.zeros(len(account), dtype=np.int64)
    lenders = found.get("lender", none if lender == 0 else np.full(len(account), lender))
    named = found.get("organisation", none)
    person, address = found.get("person", none), found.get("address", none)
    is_debtor = table.role[found["record"]] == WORDS["role"].index("debtor")
    return Rows(
        account=account,
        at=found["at"],
        record=found["record"],
        row=found["row"],
        day=days_of(checks.calendar.starts, found["at"]),
        lender=lenders,
        actor=np.where(named > 0, named, lenders) if "organisation" in found else lenders,
        named=named,
        who=who_of(is_debtor.astype(np.uint8), person, address),
        person=person,
        address=address,
        loan=found.get("loan", none),
    )


def _walk(
    rows: Rows, checks: Checks, table: Table, used: Sequence[int], names: int
) -> tuple[Tally, tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint8]]]:
    """Ask every check; return the sums and what was found of each row."""
    count, width = len(rows.at), -(-len(checks.norms) // 64)
    breaches = np.zeros((count, width), dtype=np.uint64)
    warnings = np.zeros((count, width), dtype=np.uint64)
    worst = np.zeros(count, dtype=np.uint8)
    levels = np.zeros(count, dtype=np.uint8)
    tally = new_tally(len(checks.norms), names)
    sums = (
        tally.hits, tally.accounts, tally.people, tally.first, tally.last, tally.by_actor,
    )  # fmt: skip
    groups = Groups(rows)
    accounts = int(rows.account.max()) + 1 if count else 0
    people, persons = groups.of(("person",))
    seen = np.zeros(accounts, dtype=np.int32), np.zeros(persons, dtype=np.int32), people
    for place in used:
        check = checks.items[place]
        try:
            if check.past:
                _PAST[check.kind](_Step(rows, groups, checks, table, place), levels)
            else:
                _look_up(rows.record, table.static[place], levels)
        except Exception as fault:  # noqa: BLE001 - it is recorded, and the others go on
            checks.crash(check, fault)
            levels[:] = 0
        count_check(rows, levels, check.norm, seen, sums, (breaches, warnings, worst))
    out = table.flags[rows.record] & 1
    tally.asked = int(out.sum())
    tally.verdicts += np.bincount(worst[out > 0], minlength=4)[:4]
    return tally, (breaches, warnings, worst)


@compiled
def _look_up(
    record: NDArray[np.int32], static: NDArray[np.uint8], levels: NDArray[np.uint8]
) -> None:
    for row in range(len(record)):
        levels[row] = static[record[row]]


class Groups:
    """The groups of a bucket's rows, numbered when first asked for."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[tuple[str, ...], tuple[NDArray[np.int32], int]] = {}

    def of(self, fields: Sequence[str]) -> tuple[NDArray[np.int32], int]:
        """Return each row's group by some fields, and how many groups there are."""
        key = tuple(sorted(set(fields)))
        if key not in self._known:
            columns = [self._column(each) for each in key]
            codes = np.array([each for each in columns if len(each) and (each != each[0]).any()])
            if not len(codes):
                codes = np.zeros((0, len(self._rows.at)), dtype=np.int64)
            self._known[key] = group(self._rows.account, codes)
        return self._known[key]

    def _column(self, name: str) -> NDArray[np.int64]:
        field = {"organisation": "actor", "person": "who"}.get(name, name)
        found: NDArray[np.int64] = getattr(self._rows, field)
        return found


@dataclass(frozen=True, slots=True)
class _Step:
    """What a walk takes."""

    rows: Rows
    groups: Groups
    checks: Checks
    table: Table
    place: int

    @property
    def check(self) -> Check:
        return self.checks.items[self.place]

    @property
    def given(self) -> Any:  # noqa: ANN401 - what a kind reads is its own
        return self.check.rule.given

    @property
    def both(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        return self.table.entry[self.place], self.table.final[self.place]


def _count_limit(step: _Step, levels: NDArray[np.uint8]) -> None:
    given = step.given
    lane = lane_of(step.check)
    assert lane is not None
    walks.count_limit(
        step.rows,
        step.groups.of(lane.group),
        (*step.both, step.checks.calendar.starts),
        (given.limit, given.days),
        levels,
    )


def _cool_down(step: _Step, levels: NDArray[np.uint8]) -> None:
    groups = step.groups.of(step.given.group)
    starts = step.checks.calendar.starts
    walks.cool_down(step.rows, groups, (*step.both, starts), step.given.days, levels)


_GROUNDS = ("invalid", "failed_calls", "failed_days", "stated")


def _precondition(step: _Step, levels: NDArray[np.uint8]) -> None:
    given, situation = step.given, step.checks.situation
    grounds = sum(1 << place for place, name in enumerate(_GROUNDS) if name in given.grounds)
    known = int(bool(situation.reachable or situation.complete)) + 2 * (
        situation.reachable is False
    )
    walks.precondition(
        step.rows,
        step.groups.of(("lender",)),
        (*step.both, step.table.reach),
        (given.calls, given.days, grounds, known),
        levels,
    )


def _once(step: _Step, levels: NDArray[np.uint8]) -> None:
    groups = step.groups.of(("organisation", "person"))
    walks.once(step.rows, groups, (*step.both, step.table.flags), step.given.times, levels)


def _identification(step: _Step, levels: NDArray[np.uint8]) -> None:
    fields = (("organisation", "person"), ("organisation",), ("lender", "person"))
    numbers = tuple(step.groups.of(each)[0] for each in fields)
    complete = step.checks.situation.complete
    walks.identification(
        step.rows, (numbers[0], numbers[1], numbers[2]), step.both, complete, levels
    )


def _stop_request(step: _Step, levels: NDArray[np.uint8]) -> None:
    given, table = step.given, step.table
    stops.stop_request(
        step.rows,
        (table.role, table.medium, table.flags, table.channel),
        step.both,
        (given.same_medium, given.written, given.by == "lender", given.reply),
        levels,
    )


def _repeated(step: _Step, levels: NDArray[np.uint8]) -> None:
    table = step.table
    records = (table.role, table.medium, table.flags)
    stops.repeated(step.rows, records, step.both, step.given.times, levels)


def _hand_over(step: _Step, levels: NDArray[np.uint8]) -> None:
    walks.hand_over(
        step.rows,
        step.groups.of(("lender", "loan")),
        (*step.both, step.checks.calendar.starts),
        (step.table.flags, step.given.days),
        levels,
    )


_PAST: Mapping[str, Callable[[_Step, NDArray[np.uint8]], None]] = MappingProxyType(
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
