"""One bucket of accounts judged: its rows put in order, walked by every check, added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit.checks import Checks
from ashore.audit.chunk import BY_HASH, Chunk
from ashore.audit.columns import hashed
from ashore.audit.jit import compiled
from ashore.audit.packing import in_order, unpacked
from ashore.audit.rows import Rows, group, spans_of, taken
from ashore.audit.steps import WALKS, Groups, Step
from ashore.audit.table import SPECIAL, Table
from ashore.audit.tally import (
    Tally,
    count_check,
    count_found,
    count_records,
    found_of,
    new_tally,
    verdicts_of,
)
from ashore.audit.used import Used, asked_of, chosen

__all__ = ["Foreign", "Ground", "Judged", "foreign_of", "gather", "judge_bucket"]


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


def foreign_of(named: NDArray[np.int64], heard: Mapping[str, set[int]]) -> Foreign:
    """Return which accounts columns cannot decide.

    Args:
        named: accounts with facts of their own.
        heard: known person → the accounts in which he or she asked to be left alone.
    """
    persons = sorted(heard)
    codes = hashed(pa.array(persons, pa.string()))
    order = np.argsort(codes)
    return Foreign(
        named=named,
        persons=codes[order],
        accounts=np.array([min(heard[each]) for each in persons], dtype=np.int64)[order],
        many=np.array([len(heard[each]) > 1 for each in persons], dtype=np.bool_)[order],
    )


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


def gather(chunks: Sequence[Chunk], bucket: int) -> NDArray[np.int64]:
    """Return the packed rows of a bucket from all chunks, in the order of the files."""
    return np.concatenate(
        [each.rows[each.bounds[bucket] : each.bounds[bucket + 1]] for each in chunks]
    )


@dataclass(frozen=True)
class Ground:
    """What all buckets of a part are judged on.

    Attributes:
        checks: what is asked.
        table: the answers about records.
        used: the checks that can find something.
        pairs: lender and organisation of each pair of names.
        names: how many names there are.
        foreign: which accounts columns cannot decide alone.
        lanes: column → its place in a packed row, for those compared by their hash, and "id".
    """

    checks: Checks
    table: Table
    used: Used
    pairs: NDArray[np.int64]
    names: int
    foreign: Foreign
    lanes: Mapping[str, int]

    @cached_property
    def keep(self) -> NDArray[np.bool_]:
        """Which records must be seen: all, where an account may be for the reference."""
        foreign = self.foreign
        anyhow = "id" in self.lanes or len(foreign.named) or len(foreign.persons)
        if anyhow or (self.table.flags & SPECIAL).any():
            return np.ones(len(self.table.words), dtype=np.bool_)
        return self.used.keep


def judge_bucket(packed: NDArray[np.int64], ground: Ground) -> Judged:
    """Return what the norms say of the contacts of a bucket.

    Args:
        packed: its rows.
        ground: what is asked.
    """
    lane = ground.lanes.get("id")
    ids = packed[:0, 0] if lane is None else packed[:, lane]
    order, ends, keys, left_out = in_order(packed, (ground.keep, ground.table.flags), ids)
    rows, blank = _rows(packed, order, ends, ground)
    special = _special(rows, keys, taken(ids, order) if lane is not None else ids, ground)
    if special.any():
        rows = rows.kept(~special[rows.account])
        blank, ends = rows.address[:0], spans_of(rows.account, len(keys))
    tally, marks = _walk(rows, ends, blank, ground)
    tally.verdicts[0] += left_out
    tally.asked = int(tally.verdicts.sum())
    row, account, at, actor, who, level, breaches, warnings = found_of(
        (rows.row, rows.account, rows.at, rows.actor, rows.who), marks
    )
    people = group(np.arange(len(row), dtype=np.int32), account, who[np.newaxis])
    sums = tally.accounts, tally.people, tally.first, tally.last, tally.by_actor
    count_found((account, at, actor), people, (breaches, warnings), sums)
    return Judged(
        row=row,
        account=keys[account],
        at=at,
        level=level,
        breaches=breaches,
        warnings=warnings,
        tally=tally,
        special=keys[special],
    )


def _special(
    rows: Rows, keys: NDArray[np.int64], ids: NDArray[np.int64], ground: Ground
) -> NDArray[np.bool_]:
    """Return which accounts are for the reference."""
    table, foreign = ground.table, ground.foreign
    special = np.isin(keys, foreign.named) if len(foreign.named) else np.zeros(len(keys), bool)
    if (table.flags & SPECIAL).any():
        special[rows.account[table.flags[rows.record] & SPECIAL > 0]] = True
    if "id" in ground.lanes:
        _same_place(rows.account, rows.at, ids, special)
    if len(foreign.persons) and "person" in ground.lanes:
        place = np.searchsorted(foreign.persons, rows.person)
        place = np.minimum(place, len(foreign.persons) - 1)
        known = foreign.persons[place] == rows.person
        elsewhere = foreign.many[place] | (foreign.accounts[place] != keys[rows.account])
        special[rows.account[known & elsewhere]] = True
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
    packed: NDArray[np.int64],
    order: NDArray[np.int32],
    ends: NDArray[np.int32],
    ground: Ground,
) -> tuple[Rows, NDArray[np.int64]]:
    """Return the rows as columns in order, and the column that stands for those not there."""
    lanes = ground.lanes
    tables = ground.checks.calendar.starts, ground.pairs, ground.table.flags
    columns = unpacked(
        packed, (order, ends), tables, (lanes.get("person", 0), lanes.get("address", 0))
    )
    blank = np.zeros(len(order), dtype=np.int64)
    compared = (
        taken(packed[:, lanes[name]], order) if name in lanes else blank for name in BY_HASH
    )
    return Rows(*columns, *compared), blank


def _walk(
    rows: Rows, ends: NDArray[np.int32], blank: NDArray[np.int64], ground: Ground
) -> tuple[Tally, tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint8]]]:
    """Ask every check; return the sums and what was found of each row."""
    checks, table, used = ground.checks, ground.table, ground.used
    count, width = len(rows.at), -(-len(checks.norms) // 64)
    marks = (
        np.zeros((count, width), dtype=np.uint64),
        np.zeros((count, width), dtype=np.uint64),
        np.zeros(count, dtype=np.uint8),
    )
    tally = new_tally(len(checks.norms), ground.names)
    count_records(rows.record, (used.bounds, used.norms, used.codes), tally.hits, marks)
    groups = Groups(rows, len(ends) - 1, blank)
    asked = asked_of(ends, rows.record, used.asks)
    for place, bit, reads in zip(used.past, used.bits, used.reads, strict=True):
        check = checks.items[place]
        some = chosen(ends, rows.record, (asked, bit), reads)
        if not len(some):
            continue
        levels = np.zeros(len(some), dtype=np.uint8)
        try:
            WALKS[check.kind](Step(rows, some, groups, checks, table, place), levels)
        except Exception as fault:  # noqa: BLE001 - it is recorded, and the others go on
            checks.crash(check, fault)
            continue
        count_check(some, levels, check.norm, tally.hits, marks)
    tally.verdicts += verdicts_of(rows.record, table.flags, marks[2])
    return tally, marks
