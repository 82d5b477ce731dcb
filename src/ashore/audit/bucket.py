"""One bucket of accounts judged: its rows put in order, walked by every check, added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit.checks import Checks
from ashore.audit.chunk import Chunk
from ashore.audit.columns import hashed
from ashore.audit.jit import compiled
from ashore.audit.record import WORDS
from ashore.audit.rows import Rows, days_of, dense, in_order, taken, who_of
from ashore.audit.steps import WALKS, Groups, Step
from ashore.audit.table import Table
from ashore.audit.tally import Tally, count_check, new_tally

__all__ = ["Foreign", "Judged", "foreign_of", "gather", "judge_bucket", "used_checks"]


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
    rest: tuple[NDArray[np.int64], int, Foreign],
) -> Judged:
    """Return what the norms say of the contacts of a bucket.

    Args:
        found: its columns.
        checks: what is asked.
        table: the answers about its records.
        used: the checks that can find something.
        rest: lender and organisation of each pair of names, how many names there are, and who
            asked to be left alone elsewhere.
    """
    pairs, names, foreign = rest
    account, keys = dense(found["account"])
    ids = found.get("id", np.zeros(0, dtype=np.int64))
    order = in_order(account, len(keys), found["at"], ids)
    found = {name: taken(column, order) for name, column in found.items() if name != "account"}
    account = taken(account, order)
    special = _special(account, keys, found, table, foreign)
    if special.any():
        kept = ~special[account]
        account, found = account[kept], {name: each[kept] for name, each in found.items()}
    rows = _rows(account, found, checks, table, pairs)
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
    pairs: NDArray[np.int64],
) -> Rows:
    none = np.zeros(len(account), dtype=np.int64)
    lenders, named = none, none
    if "names" in found:
        lenders, named = taken(pairs[0], found["names"]), taken(pairs[1], found["names"])
    person, address = found.get("person", none), found.get("address", none)
    is_debtor = table.role[found["record"]] == WORDS["role"].index("debtor")
    return Rows(
        account=account,
        at=found["at"],
        record=found["record"],
        row=found["row"],
        day=days_of(checks.calendar.starts, found["at"]),
        lender=lenders,
        actor=np.where(named > 0, named, lenders),
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
    levels = np.zeros(-(-count // 8) * 8, dtype=np.uint8)
    tally = new_tally(len(checks.norms), names)
    sums = (
        tally.hits, tally.accounts, tally.people, tally.first, tally.last, tally.by_actor,
    )  # fmt: skip
    groups = Groups(rows)
    accounts = int(rows.account.max()) + 1 if count else 0
    people, persons = groups.of(("person",))
    seen = np.zeros(accounts, dtype=np.int32), np.zeros(persons, dtype=np.int32), people
    speaking = _speaking(rows.record, np.any(table.static, axis=0))
    for place in used:
        check = checks.items[place]
        try:
            if check.past:
                WALKS[check.kind](Step(rows, groups, checks, table, place), levels)
            else:
                _look_up(rows.record, speaking, table.static[place], levels)
        except Exception as fault:  # noqa: BLE001 - it is recorded, and the others go on
            checks.crash(check, fault)
            levels[:] = 0
        count_check(rows, levels, check.norm, seen, sums, (breaches, warnings, worst))
    out = table.flags[rows.record] & 1
    tally.asked = int(out.sum())
    tally.verdicts += np.bincount(worst[out > 0], minlength=4)[:4]
    return tally, (breaches, warnings, worst)


@compiled
def _speaking(record: NDArray[np.int32], any_check: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return the rows of which some check of the record alone has something to say."""
    found, count = np.empty(len(record), dtype=np.int32), 0
    for row in range(len(record)):
        if any_check[record[row]]:
            found[count] = row
            count += 1
    return found[:count]


@compiled
def _look_up(
    record: NDArray[np.int32],
    speaking: NDArray[np.int32],
    static: NDArray[np.uint8],
    levels: NDArray[np.uint8],
) -> None:
    for row in speaking:
        levels[row] = static[record[row]]
