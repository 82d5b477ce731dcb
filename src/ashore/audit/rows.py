"""The contacts of one bucket of accounts, as columns in the order accounts, then time.

Everything here is compiled. Groups (this lender's contacts with this person, …) are numbered within
a bucket, so that a count is an array indexed by the group's number.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ashore.audit.jit import compiled, inlined

__all__ = [
    "Rows",
    "day_of",
    "days_of",
    "dense",
    "few",
    "group",
    "in_order",
    "put_hours",
    "stirred",
    "taken",
    "who_of",
]

_DAY = np.int64(86_400_000_000)
_MIX = -7046029254386353131  # 2**64 over the golden ratio, odd


class Rows(NamedTuple):
    """Columns of a bucket; a blank name has code 0.

    Attributes:
        account: the account's number within the bucket.
        at: the instant, in microseconds since 1970 (UTC).
        record: the place of the record in the table.
        row: the row's number over all files.
        day: zone × row: the local day.
        lender, actor: who lends; who acts (the organisation, else the lender).
        named: whether an organisation is named at all.
        who: the person contacted (see `who_of`).
        person, address, loan: as written.
    """

    account: NDArray[np.int32]
    at: NDArray[np.int64]
    record: NDArray[np.int32]
    row: NDArray[np.int64]
    day: NDArray[np.int32]
    lender: NDArray[np.int64]
    actor: NDArray[np.int64]
    named: NDArray[np.int64]
    who: NDArray[np.int64]
    person: NDArray[np.int64]
    address: NDArray[np.int64]
    loan: NDArray[np.int64]


@inlined
def mixed(value: Any) -> Any:  # noqa: ANN401 - a 64-bit number
    """Return a whole number with its bits stirred, so that neighbours fall far apart."""
    value = np.int64((value ^ (value >> 29)) * _MIX)
    return value ^ (value >> 32)


@compiled
def stirred(values: NDArray[np.int64], salt: int) -> NDArray[np.int64]:
    """Return for each value a number that depends on it and on the salt, in no order."""
    found = np.empty_like(values)
    for place in range(len(values)):
        found[place] = mixed(mixed(values[place] ^ salt) + salt)
    return found


@inlined
def day_of(starts: NDArray[np.int64], at: Any) -> Any:  # noqa: ANN401 - a 64-bit number
    """Return the index of the local day an instant lies in."""
    day = (at - starts[0]) // _DAY
    while starts[day + 1] <= at:
        day += 1
    while starts[day] > at:
        day -= 1
    return day


@compiled
def days_of(starts: NDArray[np.int64], at: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the local day of each instant in each zone."""
    found = np.empty((len(starts), len(at)), dtype=np.int32)
    for zone in range(len(starts)):
        for row in range(len(at)):
            found[zone, row] = day_of(starts[zone], at[row])
    return found


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
    starts, turns, offsets, edges, eras = tables
    spans = 2 * len(edges) + 1
    last, era = -1, 0
    for row in range(len(at)):
        code, weight = 0, 1
        for zone in range(len(turns)):
            low = len(turns[zone]) - 1
            while turns[zone, low] > at[row]:
                low -= 1
            clock = (at[row] + offsets[zone, low]) % _DAY
            span = 0
            for edge in edges:
                span += (clock >= edge) + (clock > edge)
            code += span * weight
            weight *= spans
        day = day_of(starts[0], at[row])
        if day != last:
            last, era = day, 0
            for first in eras:
                era += day >= first
        words[row] |= (code << shifts[0]) | (era << shifts[1])


@compiled
def taken(column: NDArray[Any], places: NDArray[Any]) -> NDArray[Any]:
    """Return the values of a column at some places."""
    found = np.empty(len(places), dtype=column.dtype)
    for place in range(len(places)):
        found[place] = column[places[place]]
    return found


@compiled
def dense(keys: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return numbers 0, 1, 2 … for equal keys in the order they first appear, and these keys."""
    size = 16
    while size < 2 * len(keys):
        size *= 2
    slots = np.full(size, -1, dtype=np.int32)
    firsts = np.empty(len(keys), dtype=np.int64)
    found = np.empty(len(keys), dtype=np.int32)
    count = 0
    for row in range(len(keys)):
        slot = mixed(keys[row]) & (size - 1)
        while slots[slot] >= 0 and firsts[slots[slot]] != keys[row]:
            slot = (slot + 1) & (size - 1)
        if slots[slot] < 0:
            slots[slot] = count
            firsts[count] = keys[row]
            count += 1
        found[row] = slots[slot]
    return found, firsts[:count].copy()


@compiled
def few(keys: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the same as `dense`, quicker where there are few different keys."""
    size, count = 1024, 0
    slots = np.full(size, -1, dtype=np.int32)
    firsts = np.empty(size, dtype=np.int64)
    found = np.empty(len(keys), dtype=np.int32)
    for row in range(len(keys)):
        if row and keys[row] == keys[row - 1]:
            found[row] = found[row - 1]
            continue
        slot = mixed(keys[row]) & (size - 1)
        while slots[slot] >= 0 and firsts[slots[slot]] != keys[row]:
            slot = (slot + 1) & (size - 1)
        if slots[slot] < 0:
            slots[slot] = count
            firsts[count] = keys[row]
            count += 1
        found[row] = slots[slot]
        if count * 2 >= size:
            size *= 4
            more = np.empty(size, dtype=np.int64)
            more[:count] = firsts[:count]
            firsts = more
            slots = np.full(size, -1, dtype=np.int32)
            for each in range(count):
                slot = mixed(firsts[each]) & (size - 1)
                while slots[slot] >= 0:
                    slot = (slot + 1) & (size - 1)
                slots[slot] = each
    return found, firsts[:count].copy()


@compiled
def in_order(
    account: NDArray[np.int32], count: int, at: NDArray[np.int64], ids: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the places of rows by account, then instant, then id (none: as they stand)."""
    ends = np.zeros(count + 1, dtype=np.int64)
    for row in range(len(account)):
        ends[account[row] + 1] += 1
    for each in range(count):
        ends[each + 1] += ends[each]
    order = np.empty(len(account), dtype=np.int64)
    begin = ends[:-1].copy()
    for row in range(len(account)):
        order[begin[account[row]]] = row
        begin[account[row]] += 1
    for each in range(count):
        low, high = ends[each], ends[each + 1]
        sorted_so_far = True
        for place in range(low + 1, high):
            if _before(order[place], order[place - 1], at, ids):
                sorted_so_far = False
                break
        if not sorted_so_far:
            _sort(order[low:high], at, ids)
    return order


@inlined
def _before(one: int, other: int, at: NDArray[np.int64], ids: NDArray[np.int64]) -> bool:
    if at[one] != at[other]:
        return bool(at[one] < at[other])
    return len(ids) > 0 and bool(ids[one] < ids[other])


@compiled
def _sort(order: NDArray[np.int64], at: NDArray[np.int64], ids: NDArray[np.int64]) -> None:
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
def who_of(
    is_debtor: NDArray[np.uint8], person: NDArray[np.int64], address: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return a code for the person contacted, as `ashore.conduct.lane.who`; 0: not told."""
    found = np.zeros(len(is_debtor), dtype=np.int64)
    for row in range(len(found)):
        if is_debtor[row]:
            found[row] = 1
        elif person[row]:
            found[row] = person[row] | 1
            if found[row] == 1:
                found[row] = 3
        elif address[row]:
            found[row] = address[row] & ~1
            if found[row] == 0:
                found[row] = 2
    return found


@compiled
def group(account: NDArray[np.int32], codes: NDArray[np.int64]) -> tuple[NDArray[np.int32], int]:
    """Return the number of each row's group: same account and the same codes.

    Args:
        account: the account's number; rows of an account stand together.
        codes: field × row.
    """
    count_rows = len(account)
    size = 16
    while size < 2 * count_rows:
        size *= 2
    slots = np.full(size, -1, dtype=np.int32)
    first = np.empty(count_rows, dtype=np.int64)
    found = np.empty(count_rows, dtype=np.int32)
    count = 0
    for row in range(count_rows):
        if row and _same(account, codes, row, row - 1):
            found[row] = found[row - 1]
            continue
        key = np.int64(account[row])
        for field in range(len(codes)):
            key = mixed(key ^ codes[field, row])
        slot = mixed(key) & (size - 1)
        while slots[slot] >= 0 and not _same(account, codes, row, first[slots[slot]]):
            slot = (slot + 1) & (size - 1)
        if slots[slot] < 0:
            slots[slot] = count
            first[count] = row
            count += 1
        found[row] = slots[slot]
    return found, count


@inlined
def _same(account: NDArray[np.int32], codes: NDArray[np.int64], one: int, other: int) -> bool:
    if account[one] != account[other]:
        return False
    for field in range(len(codes)):  # noqa: SIM110 - numba compiles no generator
        if codes[field, one] != codes[field, other]:
            return False
    return True
