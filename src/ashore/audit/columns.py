"""Arrow columns as codes: words by their place, names by a number, other texts by a hash.

A hash has 64 bits. Names of persons, addresses and loans are only compared within one account, so
two different ones are taken for the same about once in 10**15 audits; account names themselves are
compared over the whole audit: at five million accounts the chance is under one in a million.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ashore.audit.jit import compiled, inlined
from ashore.audit.rows import mixed

__all__ = [
    "Names", "add_codes", "add_flags", "bits_of", "coded", "disclosed_texts", "hashed", "micros_of",
    "numbers_of", "prefixes", "split_words", "words_of",
]  # fmt: skip

_PER_SECOND = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}
_MICRO = 1_000_000
_EAST = 8 * 3_600 * _MICRO


class Names:
    """Numbers for names, given out as they come; 0 is the blank name."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}
        self._lock = Lock()

    def number(self, name: str) -> int:
        """Return the number of a name."""
        with self._lock:
            return self._numbers.setdefault(name, len(self._numbers))

    @property
    def all(self) -> tuple[str, ...]:
        """The names by their numbers."""
        return tuple(self._numbers)


def micros_of(column: pa.Array) -> NDArray[np.int64]:
    """Return instants as microseconds since 1970; a missing one is the smallest number.

    Instants written without a zone are clock times in China.
    """
    unit = _PER_SECOND[column.type.unit]
    counted = numbers_of(column, _NONE)
    east = 0 if column.type.tz else _EAST
    if unit == _MICRO and not east:
        return counted
    return _scaled(counted, max(_MICRO // unit, 1), max(unit // _MICRO, 1), east)


_NONE = np.iinfo(np.int64).min


@compiled
def _scaled(values: NDArray[np.int64], times: int, per: int, east: int) -> NDArray[np.int64]:
    """Return values × times ÷ per, less `east`; what has no room is the smallest number."""
    found = np.empty(len(values), dtype=np.int64)
    most = np.iinfo(np.int64).max // times - east
    for row in range(len(values)):
        fits = -most <= values[row] <= most
        found[row] = values[row] * times - east if fits else np.iinfo(np.int64).min
    if per > 1:
        for row in range(len(values)):
            if found[row] != np.iinfo(np.int64).min:
                found[row] = (values[row] * times) // per - east
    return found


def numbers_of(column: pa.Array, blank: int) -> NDArray[np.int64]:
    """Return whole numbers as 64-bit ones, with a number for what is missing.

    Raises:
        pyarrow.ArrowInvalid: a number has more than 64 bits.
    """
    counted = column.cast(pa.int64())
    return _plain(pc.fill_null(counted, blank) if counted.null_count else counted)


def bits_of(column: pa.Array, *, of_values: bool) -> tuple[NDArray[np.uint8], int]:
    """Return the bits of a column and where they begin: its truths, or which rows are there.

    No bits at all say that every row is there.
    """
    valid, values = column.buffers()[:2]
    found = values if of_values else valid if column.null_count else None
    return np.frombuffer(found or b"", dtype=np.uint8), column.offset


def words_of(
    column: pa.Array, code: Callable[[str], int]
) -> tuple[NDArray[np.int32], tuple[NDArray[np.uint8], int], NDArray[np.int64]]:
    """Return for each row a place, which rows are there, and for each place a code.

    `code` is asked once for each distinct text. A missing text is the text "", whose code is last.
    """
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    texts: Sequence[Any] = column.dictionary.to_pylist()
    codes = np.array([*(code(each or "") for each in texts), code("")], dtype=np.int64)
    return *_places(column), codes


def _places(column: pa.Array) -> tuple[NDArray[np.int32], tuple[NDArray[np.uint8], int]]:
    """Return the places of the words of a dictionary column, and which rows are there."""
    places = column.indices.cast(pa.int32())
    start = places.offset
    values = np.frombuffer(places.buffers()[1] or b"", dtype=np.int32)
    return values[start : start + len(places)], bits_of(places, of_values=False)


def hashed(column: pa.Array) -> NDArray[np.int64]:
    """Return a hash of each text; blanks and missing ones have 0."""
    if pa.types.is_dictionary(column.type):
        values = np.append(hashed(column.dictionary), 0)
        return coded(*_places(column), values)
    return _hashes(*_buffers(column))


def prefixes(column: pa.Array) -> NDArray[np.int64]:
    """Return the first eight octets of each text as a number that sorts as the text does."""
    return _prefixes(*_buffers(column))


def _buffers(column: pa.Array) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the octets of texts and where each begins; a missing text is a blank one."""
    column = pc.fill_null(column.cast(pa.large_string()), "")
    _, offsets, data = column.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int64)[column.offset : column.offset + len(column) + 1]
    octets = np.frombuffer(data, dtype=np.uint8) if data else np.zeros(1, dtype=np.uint8)
    return octets, bounds


def disclosed_texts(column: pa.Array) -> pa.Array:
    """Return a list column as one text a row, so that it is read like any other."""
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        joined: pa.Array = pc.binary_join(column.cast(pa.list_(pa.string())), ",")
        empty = pc.equal(pc.list_value_length(column), 0)
        return pc.if_else(empty, "none", joined)
    return column


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a cell: "amount, days"."""
    return tuple(each for each in re.split(r"[,;|\s、，；]+", text) if each)


def _plain(column: pa.Array) -> NDArray[Any]:
    """Return a column without gaps as an array."""
    found: NDArray[Any] = column.to_numpy(zero_copy_only=False)
    return found


@compiled
def coded(
    places: NDArray[np.int32], there: tuple[NDArray[np.uint8], int], codes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the code of each row."""
    found = np.empty(len(places), dtype=np.int64)
    bits, start = there
    for row in range(len(places)):
        is_there = len(bits) == 0 or bits[(start + row) >> 3] >> ((start + row) & 7) & 1
        found[row] = codes[places[row]] if is_there else codes[len(codes) - 1]
    return found


@compiled
def add_codes(
    words: NDArray[np.int64],
    places: NDArray[np.int32],
    there: tuple[NDArray[np.uint8], int],
    codes: NDArray[np.int64],
) -> None:
    """Add to each record the code its place stands for, already shifted; -1 spoils the record."""
    bits, start = there
    if len(bits) == 0:
        for row in range(len(words)):
            words[row] |= codes[places[row]]
        return
    for row in range(len(words)):
        is_there = bits[(start + row) >> 3] >> ((start + row) & 7) & 1
        words[row] |= codes[places[row]] if is_there else codes[len(codes) - 1]


@compiled
def add_flags(
    words: NDArray[np.int64],
    values: tuple[NDArray[np.uint8], int],
    there: tuple[NDArray[np.uint8], int],
    codes: tuple[int, int],
) -> None:
    """Add to each record the code of false or of true, already shifted, where either is told."""
    truths, start = values
    bits, _ = there
    for row in range(len(words)):
        place, bit = (start + row) >> 3, (start + row) & 7
        if len(bits) == 0 or bits[place] >> bit & 1:
            words[row] |= codes[truths[place] >> bit & 1]


@inlined
def _octets(data: NDArray[np.uint8], low: int, high: int) -> Any:  # noqa: ANN401 - 64 bits
    found = np.int64(0)
    for place in range(low, high):
        found = (found << 8) | np.int64(data[place])
    return found


@compiled
def _hashes(data: NDArray[np.uint8], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a hash of each text, eight octets at a time; blanks in front or behind count."""
    found = np.zeros(len(bounds) - 1, dtype=np.int64)
    for row in range(len(found)):
        low, high = bounds[row], bounds[row + 1]
        if low == high:
            continue
        value = np.int64(high - low)
        for begin in range(low, high, 8):
            value = mixed(value ^ _octets(data, begin, min(begin + 8, high))) + begin - low
        value = mixed(value)
        found[row] = value if value != 0 else 1
    return found


@compiled
def _prefixes(data: NDArray[np.uint8], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    found = np.empty(len(bounds) - 1, dtype=np.int64)
    for row in range(len(found)):
        low, high = bounds[row], bounds[row + 1]
        value = _octets(data, low, min(low + 8, high))
        for _ in range(high - low, 8):
            value <<= 8
        found[row] = value ^ np.iinfo(np.int64).min
    return found
