"""The contacts of one bucket of accounts, as columns in the order accounts, then time.

Everything here is compiled. Groups (this lender's contacts with this person, …) are numbered within
a bucket, so that a count is an array indexed by the group's number.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ashore.audit.jit import Number, compiled, inlined

__all__ = [
    "Rows", "by_number", "day_of", "few", "group", "mixed", "spans_of", "stirred", "taken",
]  # fmt: skip

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
        who: the person contacted (see `ashore.audit.packing.unpacked`).
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

    def kept(self, keep: NDArray[np.bool_]) -> Rows:
        """Return the rows that are to be kept."""
        columns: list[Any] = [each[..., keep] for each in self]
        return Rows(*columns)


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
def taken(column: NDArray[Any], places: NDArray[Any]) -> NDArray[Any]:
    """Return the values of a column, or of rows of values, at some places."""
    found = np.empty((len(places), *column.shape[1:]), dtype=column.dtype)
    for place in range(len(places)):
        found[place] = column[places[place]]
    return found


@compiled
def by_number(numbers: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the places of numbers from the least to the greatest; no number is below 0."""
    most: Number = np.int64(0)
    bits = 1
    for place in range(len(numbers)):
        most = max(most, numbers[place])
    while most >> bits:
        bits += 1
    step = -(-bits // -(-bits // 14))  # as few rounds as there are with 14 bits, all alike
    order = np.arange(len(numbers)).astype(np.int32)
    other = np.empty(len(numbers), dtype=np.int32)
    for shift in range(0, bits, step):  # the lowest bits first
        begin = np.zeros((1 << step) + 1, dtype=np.int64)
        for number in numbers:
            begin[((number >> shift) & ((1 << step) - 1)) + 1] += 1
        begin = np.cumsum(begin)
        for each in order:
            digit = (numbers[each] >> shift) & ((1 << step) - 1)
            other[begin[digit]] = each
            begin[digit] += 1
        order, other = other, order
    return order


@compiled
def few(
    keys: NDArray[np.int64], more: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Return numbers 0, 1, 2 … for equal pairs of keys, and these pairs; quick where few differ."""
    size, count = 4096, 0
    slots = np.full(size, -1, dtype=np.int32)
    table = np.empty((size, 2), dtype=np.int64)
    found = np.empty(len(keys), dtype=np.int32)
    places = np.empty(size, dtype=np.int32)
    for row in range(len(keys)):
        one, other = keys[row], more[row]
        slot = mixed(one + _MIX * other) & (size - 1)
        while slots[slot] >= 0 and (table[slot, 0] != one or table[slot, 1] != other):
            slot = (slot + 1) & (size - 1)
        if slots[slot] >= 0:
            found[row] = slots[slot]
            continue
        slots[slot], table[slot, 0], table[slot, 1] = count, one, other
        places[count], found[row] = slot, count
        count += 1
        if count * 4 >= size:
            slots, table, places = _wider(table, places[:count])
            size = len(slots)
    return found, table[places[:count], 0], table[places[:count], 1]


@compiled
def _wider(
    table: NDArray[np.int64], places: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int32]]:
    """Return a table of pairs with four times the room, and where each pair stands in it."""
    size = 4 * len(table)
    slots, more = np.full(size, -1, dtype=np.int32), np.empty((size, 2), dtype=np.int64)
    found = np.empty(size, dtype=np.int32)
    for number in range(len(places)):
        one, other = table[places[number], 0], table[places[number], 1]
        slot = mixed(one + _MIX * other) & (size - 1)
        while slots[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        slots[slot], more[slot, 0], more[slot, 1] = number, one, other
        found[number] = slot
    return slots, more, found


@compiled
def spans_of(account: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """Return where each account's rows begin when they stand by account, and where all end."""
    ends = np.zeros(count + 1, dtype=np.int32)
    for row in range(len(account)):
        ends[account[row] + 1] += 1
    for each in range(count):
        ends[each + 1] += ends[each]
    return ends


@compiled
def group(
    rows: NDArray[np.int32], account: NDArray[np.int32], codes: NDArray[np.int64]
) -> tuple[NDArray[np.int32], int]:
    """Return the number of each row's group: same account and the same codes.

    Args:
        rows: the rows that are to be numbered, in order; those of an account stand together.
        account: the account's number.
        codes: field × row.

    Returns:
        A number for each of these rows, in the place of the row; and how many groups there are.
    """
    size = 16
    while size < 2 * len(rows):
        size *= 2
    slots = np.full(size, -1, dtype=np.int32)
    first = np.empty(len(rows), dtype=np.int32)
    found = np.empty(len(account), dtype=np.int32)
    count, before = 0, -1
    for row in rows:
        if before >= 0 and _same(account, codes, row, before):
            found[row] = found[before]
            before = row
            continue
        before = row
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
