"""Rows on their way: packed by buckets of accounts while they are read, unpacked in order there.

A packed row is a few whole numbers side by side, so that it moves in one piece.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ashore.audit.jit import Number, compiled, inlined
from ashore.audit.rows import day_of, mixed

__all__ = ["HASHES", "in_order", "packed_by_bucket", "put_hours", "put_lane", "unpacked"]

_DAY = np.int64(86_400_000_000)

HASHES = 4
"""A packed row holds its account, its instant, its number over all files, then its record (above)
and the number of its pair of names (below, 32 bits); from here on hashes and, where ids matter, its
id."""


@inlined
def _clock(
    turns: NDArray[np.int64],
    offsets: NDArray[np.int64],
    at: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401 - 64-bit numbers
    """Return the time of the day in a zone, and the last turn of its offset."""
    low = len(turns) - 1
    while turns[low] > at:
        low -= 1
    return (at + offsets[low]) % _DAY, low


@compiled
def _hours(
    at: Number, tables: tuple[NDArray[np.int64], ...], shifts: tuple[int, int]
) -> tuple[Number, Number, Number]:
    """Return hour and era of an instant as bits of a record, and between which they stay so.

    Args:
        at: the instant.
        tables: starts, turns, offsets, edges and eras of a calendar.
        shifts: where hour and era stand in a record.
    """
    starts, turns, offsets, edges, eras = tables
    spans = 2 * len(edges) + 1
    day = day_of(starts[0], at)
    low, high = starts[0, day], starts[0, day + 1]
    era = np.int64(0)
    for first in eras:
        era += day >= first
    code, weight = np.int64(0), np.int64(1)
    for zone in range(len(turns)):
        clock, turn = _clock(turns[zone], offsets[zone], at)
        low = max(low, turns[zone, turn], at - clock)
        high = min(high, at - clock + _DAY)
        if turn + 1 < len(turns[zone]):
            high = min(high, turns[zone, turn + 1])
        span = 0
        for edge in edges:
            span += (clock >= edge) + (clock > edge)
            if clock == edge:
                low, high = at, min(high, at + 1)
            elif clock > edge:
                low = max(low, at - clock + edge + 1)
            else:
                high = min(high, at - clock + edge)
        code += span * weight
        weight *= spans
    return (code << shifts[0]) | (era << shifts[1]), low, high


@compiled
def put_hours(
    words: NDArray[np.int64],
    at: NDArray[np.int64],
    tables: tuple[NDArray[np.int64], ...],
    shifts: tuple[int, int],
) -> None:
    """Add the stretch of the day and the era of each instant to the records.

    Args:
        words: the records.
        at: the instants.
        tables: starts, turns, offsets, edges and eras of a calendar.
        shifts: where hour and era stand in a record.
    """
    bits: Number = np.int64(0)
    low, high = bits, bits
    for row in range(len(at)):
        if not low <= at[row] < high:  # instants of one stretch mostly stand together
            bits, low, high = _hours(at[row], tables, shifts)
        words[row] |= bits


@compiled
def packed_by_bucket(
    columns: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]],
    good: NDArray[np.bool_],
    first: int,
    buckets: tuple[int, int, int],
    width: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the good rows of some buckets as packed rows, by bucket.

    Args:
        columns: accounts, instants, places in the last; records with their pairs of names.
        good: the rows that can be judged.
        first: the number of the first row.
        buckets: how many there are in all; the first and the one after the last that is wanted.
        width: how many places a packed row has.

    Returns:
        The packed rows, where each bucket begins, and for each row where it went (-1: nowhere).
    """
    account, at, places, records = columns
    count, low, high = buckets
    into = np.empty(len(account), dtype=np.int64)
    bounds = np.zeros(high - low + 1, dtype=np.int64)
    for row in range(len(account)):
        bucket = (mixed(account[row]) >> 33) & (count - 1)
        into[row] = bucket - low if good[row] and low <= bucket < high else -1
        if into[row] >= 0:
            bounds[into[row] + 1] += 1
    for bucket in range(high - low):
        bounds[bucket + 1] += bounds[bucket]
    found = np.empty((bounds[high - low], width), dtype=np.int64)
    begin = bounds[:-1].copy()
    for row in range(len(account)):
        if into[row] < 0:
            continue
        place = begin[into[row]]
        begin[into[row]] += 1
        into[row] = place
        found[place, 0], found[place, 1], found[place, 2] = account[row], at[row], first + row
        found[place, 3] = records[places[row]]
    return found, bounds, into


@compiled
def put_lane(
    packed: NDArray[np.int64], into: NDArray[np.int64], lane: int, column: NDArray[np.int64]
) -> None:
    """Put one more column into packed rows."""
    for row in range(len(into)):
        if into[row] >= 0:
            packed[into[row], lane] = column[row]


@compiled
def in_order(
    packed: NDArray[np.int64],
    records: tuple[NDArray[np.bool_], NDArray[np.uint8]],
    ids: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], int]:
    """Return the places of packed rows by account, then instant, then id (none: as they stand).

    Accounts stand in the order in which they first appear. Also where the rows of each account
    begin (and where the last one's end), the accounts, and how many outgoing contacts were not
    wanted.

    Args:
        packed: the rows.
        records: record: whether its rows are wanted, and its flags (bit 0: outgoing).
        ids: their ids, or nothing.
    """
    numbers, ends, keys, left_out = _numbered(packed, *records)
    accounts = len(keys)
    order = np.empty(ends[accounts], dtype=np.int32)
    begin, last = ends[:accounts].copy(), np.full(accounts, np.iinfo(np.int64).min)
    mixed_up = np.zeros(accounts, dtype=np.bool_)
    for row in range(len(numbers)):
        each = numbers[row]
        if each < 0:
            continue
        place, at = begin[each], packed[row, 1]
        order[place] = row
        begin[each] = place + 1
        if at <= last[each]:
            mixed_up[each] |= _before(row, order[place - 1], packed[:, 1], ids)
        last[each] = at
    for each in range(accounts):
        if mixed_up[each]:
            _sort(order[ends[each] : ends[each + 1]], packed[:, 1], ids)
    return order, ends, keys, left_out


@compiled
def _numbered(
    packed: NDArray[np.int64], keep: NDArray[np.bool_], flags: NDArray[np.uint8]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64], int]:
    """Return a number for each wanted row's account (-1: not wanted), and as `in_order`.

    Args:
        packed: the rows.
        keep: record: whether its rows are wanted.
        flags: record: its flags (bit 0: outgoing).
    """
    count, left_out, size = len(packed), 0, 16
    while size < 2 * count:
        size *= 2
    slots = np.full(size, -1, dtype=np.int32)
    keys, numbers = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int32)
    ends, accounts = np.zeros(count + 1, dtype=np.int32), 0
    for row in range(count):
        record = packed[row, 3] >> 32
        if not keep[record]:
            numbers[row] = -1
            left_out += flags[record] & 1
            continue
        key = packed[row, 0]
        slot = mixed(key) & (size - 1)
        while slots[slot] >= 0 and keys[slots[slot]] != key:
            slot = (slot + 1) & (size - 1)
        if slots[slot] < 0:
            slots[slot], keys[accounts] = accounts, key
            accounts += 1
        numbers[row] = slots[slot]
        ends[slots[slot] + 1] += 1
    for each in range(accounts):
        ends[each + 1] += ends[each]
    return numbers, ends[: accounts + 1].copy(), keys[:accounts].copy(), left_out


@inlined
def _before(one: int, other: int, at: NDArray[np.int64], ids: NDArray[np.int64]) -> bool:
    if at[one] != at[other]:
        return bool(at[one] < at[other])
    return len(ids) > 0 and bool(ids[one] < ids[other])


@compiled
def _sort(order: NDArray[np.int32], at: NDArray[np.int64], ids: NDArray[np.int64]) -> None:
    """Sort places by merging runs: stable, and quick however long the account."""
    count = len(order)
    source, target = order.copy(), np.empty_like(order)
    width = 1
    while width < count:
        for low in range(0, count, 2 * width):
            middle, high = min(low + width, count), min(low + 2 * width, count)
            left, right = low, middle
            for place in range(low, high):
                take_right = left >= middle or (
                    right < high and _before(source[right], source[left], at, ids)
                )
                if take_right:
                    target[place] = source[right]
                    right += 1
                else:
                    target[place] = source[left]
                    left += 1
        source, target = target, source
        width *= 2
    order[:] = source


@compiled
def unpacked(
    packed: NDArray[np.int64],
    order: tuple[NDArray[np.int32], NDArray[np.int32]],
    tables: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]],
    lanes: tuple[int, int],
) -> tuple[Any, ...]:
    """Return columns of packed rows in order: all of `Rows` but person, address and loan.

    Args:
        packed: the rows.
        order: what `in_order` returned: places and ends.
        tables: the starts of days; lender and organisation of each pair of names; flags of records
            (see `ashore.audit.table.Table`).
        lanes: the places of person and address in a packed row; 0: not there.
    """
    places, ends = order
    starts, pairs, flags = tables
    count = len(places)
    account, record = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
    day = np.empty((len(starts), count), dtype=np.int32)
    at, row = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    lender, actor = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    named, who = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int64)
    for each in range(len(ends) - 1):
        for place in range(ends[each], ends[each + 1]):
            one = places[place]
            account[place], at[place], row[place] = each, packed[one, 1], packed[one, 2]
            record[place] = packed[one, 3] >> 32
            pair = packed[one, 3] & 0xFFFFFFFF
            lender[place], named[place] = pairs[0, pair], pairs[1, pair]
            actor[place] = named[place] if named[place] > 0 else lender[place]
            person = packed[one, lanes[0]] if lanes[0] else 0
            address = packed[one, lanes[1]] if lanes[1] else 0
            who[place] = _who(flags[record[place]] & 2, person, address)
            for zone in range(len(starts)):
                day[zone, place] = day_of(starts[zone], at[place])
    return account, at, record, row, day, lender, actor, named, who


@inlined
def _who(debtor: Number, person: Number, address: Number) -> Number:
    """Return a code for the person contacted, as `ashore.conduct.lane.who`; 0: not told."""
    code: Number = np.int64(1)
    if not debtor:
        code = np.int64(0)
        if person:
            code = person | 1 if person | 1 != 1 else 3
        elif address:
            code = address & ~1 if address & ~1 != 0 else 2
    return code
