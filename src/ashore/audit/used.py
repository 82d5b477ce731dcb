"""Which rows a check must look at, and what the checks of the record alone say of each record.

Most accounts give most checks nothing to say. So it is noted for each record which checks it is
asked about; a check whose records an account does not hold passes the account over, and in the
others it looks only at the rows that it asks about or that change what it counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ashore.audit.checks import Checks
from ashore.audit.jit import compiled
from ashore.audit.table import Table

__all__ = ["Used", "asked_of", "chosen", "used_of"]

_BITS = 64
_OUT, _ASKED = 1, 8  # flags of a record
_AS_ASKED = frozenset({"count_limit", "cool_down", "identification"})


@dataclass(frozen=True, slots=True)
class Used:
    """The checks that can find something in some records.

    Attributes:
        past: the places of those that look at what went before, by norm.
        bits: for each of them its bit in `asks`; beyond 64 the last bit is shared.
        asks: record: the bits of the checks that are asked about it.
        reads: for each of them, record: whether its walk must see it.
        bounds: record: where its part of `norms` and `codes` begins.
        norms, codes: what the checks of the record alone say of it: norm and level.
        keep: record: whether any check must see it or says something of it.
    """

    past: tuple[int, ...]
    bits: tuple[np.uint64, ...]
    asks: NDArray[np.uint64]
    reads: tuple[NDArray[np.bool_], ...]
    bounds: NDArray[np.int32]
    norms: NDArray[np.int32]
    codes: NDArray[np.uint8]
    keep: NDArray[np.bool_]


def used_of(checks: Checks, table: Table) -> Used:
    """Return which checks can find something in the records of a table."""
    norm_of = [check.norm for check in checks.items]
    past = sorted(
        (n for n, check in enumerate(checks.items) if check.past and table.final[n].any()),
        key=lambda place: (norm_of[place], place),
    )
    asks = np.zeros(len(table.words), dtype=np.uint64)
    bits = tuple(np.uint64(1 << min(number, _BITS - 1)) for number in range(len(past)))
    for place, bit in zip(past, bits, strict=True):
        asked = (table.entry[place] & 3 > 0) & table.final[place].any(axis=1)
        asks[asked] |= bit
    record, place_of = np.nonzero(table.static.T)
    reads = tuple(_reads(checks, table, place) for place in past)
    return Used(
        past=tuple(past),
        bits=bits,
        asks=asks,
        reads=reads,
        bounds=np.searchsorted(record, np.arange(len(table.words) + 1)).astype(np.int32),
        norms=np.array(norm_of, dtype=np.int32)[place_of],
        codes=table.static[place_of, record],
        keep=np.any([table.static.any(axis=0), *reads], axis=0),
    )


def _reads(checks: Checks, table: Table, place: int) -> NDArray[np.bool_]:
    """Return which records a check's walk must see: asked about, counted, or telling otherwise."""
    kind, entry = checks.items[place].kind, table.entry[place]
    counted: NDArray[np.bool_] = entry > 0
    if kind in _AS_ASKED:
        return counted
    outgoing: NDArray[np.bool_] = table.flags & _OUT > 0
    tells: NDArray[np.bool_] = {
        "precondition": table.reach > 0,
        "once": ~outgoing | counted,
        "hand_over": outgoing,
    }.get(kind, table.flags & _ASKED > 0)  # requests to stop
    asked: NDArray[np.bool_] = entry & 3 > 0
    return tells | asked


@compiled
def asked_of(
    ends: NDArray[np.int32], record: NDArray[np.int32], asks: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """Return for each account the bits of the checks that are asked about one of its rows.

    Args:
        ends: where the rows of each account begin, and where the last one's end.
        record: the record of each row.
        asks: record: see `Used`.
    """
    found = np.zeros(len(ends) - 1, dtype=np.uint64)
    for account in range(len(found)):
        bits = np.uint64(0)
        for row in range(ends[account], ends[account + 1]):
            bits |= asks[record[row]]
        found[account] = bits
    return found


@compiled
def chosen(
    ends: NDArray[np.int32],
    record: NDArray[np.int32],
    asked: tuple[NDArray[np.uint64], np.uint64],
    reads: NDArray[np.bool_],
) -> NDArray[np.int32]:
    """Return the rows that a check must look at, in order.

    Args:
        ends: where the rows of each account begin, and where the last one's end.
        record: the record of each row.
        asked: what `asked_of` returned, and the check's bit.
        reads: record: whether the check must see it.
    """
    found, count = np.empty(len(record) + 1, dtype=np.int32), 0
    accounts, bit = asked
    for account in range(len(accounts)):
        if accounts[account] & bit:
            for row in range(ends[account], ends[account + 1]):
                found[count] = row
                count += reads[record[row]]
    return found[:count]
