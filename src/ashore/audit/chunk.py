"""One row group as columns of numbers, split by buckets of accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Lock

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit import problems
from ashore.audit.calendar import FIRST, LAST
from ashore.audit.checks import Checks
from ashore.audit.columns import (
    Names,
    add_codes,
    add_flags,
    bits_of,
    coded,
    disclosed_texts,
    hashed,
    micros_of,
    numbers_of,
    prefixes,
    split_words,
    words_of,
)
from ashore.audit.jit import compiled
from ashore.audit.packing import HASHES, packed_by_bucket, put_hours, put_lane
from ashore.audit.record import FIELDS, FLAGS, MOST_STAFF, WORDS, told_code
from ashore.audit.rows import few
from ashore.audit.texts import Texts
from ashore.conduct.clock import day_start, micros
from ashore.conduct.consent import read_consent
from ashore.days import SHANGHAI
from ashore.files.choices import DISCLOSED

__all__ = ["BY_HASH", "Chunk", "Reader", "accounts_of"]

BY_HASH = ("person", "address", "loan")
BY_NAME = ("lender", "organisation")
_ASKED = FIELDS["asked_to_stop"].put(1)
_ALL = np.frombuffer(b"", dtype=np.uint8), 0
_NONE = np.iinfo(np.int64).min


@dataclass(frozen=True, slots=True)
class Chunk:
    """The rows of a row group that belong to some buckets, in the order of the buckets.

    Attributes:
        bounds: where each bucket begins.
        rows: row × place: packed rows (see `ashore.audit.packing.HASHES`), records and pairs of
            names by their numbers at the reader.
    """

    bounds: NDArray[np.int64]
    rows: NDArray[np.int64]


class Records:
    """Numbers for distinct records, given out as they come."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}
        self._lock = Lock()

    def numbers(self, words: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers of some records."""
        with self._lock:
            given = self._numbers
            found = [given.setdefault(word, len(given)) for word in words.tolist()]
        return np.array(found, dtype=np.int64)

    @property
    def all(self) -> NDArray[np.int64]:
        """The records by their numbers."""
        return np.array(list(self._numbers), dtype=np.int64)


@compiled
def _good(
    words: NDArray[np.int64], outside: NDArray[np.bool_], no_account: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return the rows that can be judged; the records of the others become 0."""
    found = np.empty(len(words), dtype=np.bool_)
    for row in range(len(words)):
        found[row] = words[row] >= 0 and not outside[row] and not no_account[row]
        if not found[row]:
            words[row] = 0
    return found


@compiled
def _outside(at: NDArray[np.int64], first: int, last: int) -> tuple[NDArray[np.bool_], int]:
    """Return which instants lie beyond the calendar, and how many."""
    found, count = np.empty(len(at), dtype=np.bool_), 0
    for row in range(len(at)):
        found[row] = not first <= at[row] < last
        count += found[row]
    return found, count


class Reader:
    """Turns row groups into chunks; what it learns of names and texts serves all of them.

    Args:
        checks: what is asked.
        wanted: the columns to look at.
        texts: judges texts.
        lender: who lends, where the files do not say.
    """

    def __init__(self, checks: Checks, wanted: Iterable[str], texts: Texts, lender: str) -> None:
        self._checks = checks
        self._wanted = frozenset(wanted)
        self._texts = texts
        self.names, self.pairs, self.records = Names(), Names(), Records()
        hashed_columns = [name for name in (*BY_HASH, "id") if name in self._wanted]
        self.lanes: Mapping[str, int] = {
            name: HASHES + place for place, name in enumerate(hashed_columns)
        }
        self._lender = self.names.number(lender)
        self._facts: dict[int, int] = {}
        self.heard: dict[str, set[int]] = {}
        self._lock = Lock()
        calendar = checks.calendar
        self._tables = (
            calendar.starts, calendar.turns, calendar.offsets, calendar.edges, calendar.eras,
        )  # fmt: skip
        self._lists = tuple(
            frozenset(names or ())
            for names in (checks.situation.agencies, checks.situation.told_agencies)
        )

    def chunk(
        self, batch: pa.RecordBatch, first: int, buckets: tuple[int, int, int]
    ) -> tuple[Chunk, Counter[str]]:
        """Return the rows of a batch that belong to some buckets, and the bad rows by reason."""
        reasons: Counter[str] = Counter()
        at, outside = _instants(batch["at"], reasons)
        account, no_account = _numbers(batch["account"], reasons)
        words = np.zeros(batch.num_rows, dtype=np.int64)
        self._put_words(words, batch, reasons)
        pair = self._pairs(batch)
        if "text" in self._wanted:  # what is known of the names can change how a text is judged
            back, _, distinct = few(np.zeros_like(pair), pair)
            add_codes(words, back, _ALL, self._known(distinct))
        good = _good(words, outside, no_account)
        put_hours(words, at, self._tables, (FIELDS["hour"].shift, FIELDS["era"].shift))
        if "text" in self._wanted:
            self._texts.put(words, batch)
        self._hear(words, account, batch)
        places, distinct, pairs = few(words, pair)
        records = self._numbered(distinct | self._known(pairs), pairs)
        columns = account, at, places, records
        width = HASHES + len(self.lanes)
        rows, bounds, into = packed_by_bucket(columns, good, first, buckets, width)
        for name, lane in self.lanes.items():
            column = _ids(batch["id"]) if name == "id" else hashed(batch[name])
            put_lane(rows, into, lane, column)
        return Chunk(bounds=bounds, rows=rows), +reasons

    def _numbered(self, words: NDArray[np.int64], pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the numbers of records (above) and of pairs of names (below) as one."""
        numbers = [
            self.pairs.number(f"{pair >> 32} {pair & 0xFFFFFFFF}" if pair else "")
            for pair in pairs.tolist()
        ]
        return self.records.numbers(words) << 32 | np.array(numbers, dtype=np.int64)

    def _hear(
        self, words: NDArray[np.int64], account: NDArray[np.int64], batch: pa.RecordBatch
    ) -> None:
        """Note which persons known over all logs (salted hashes) asked to be left alone."""
        if not {"asked_to_stop", "person"} <= self._wanted:
            return
        rows = np.flatnonzero(words & _ASKED)
        persons = batch["person"].take(pa.array(rows)).to_pylist()
        for row, person in zip(rows.tolist(), persons, strict=True):
            if person and person.startswith("h:"):
                with self._lock:
                    self.heard.setdefault(person, set()).add(int(account[row]))

    def _put_words(
        self, words: NDArray[np.int64], batch: pa.RecordBatch, reasons: Counter[str]
    ) -> None:
        for name in self._wanted & set(batch.schema.names):
            field = FIELDS.get("special" if name == "consent" else name)
            if field is None or name == "text":
                continue
            if name in FLAGS:
                low = 2 - field.bits  # one bit tells the truth only
                said = (1 >> low) << field.shift, (2 >> low) << field.shift
                there = bits_of(batch[name], of_values=False)
                add_flags(words, bits_of(batch[name], of_values=True), there, said)
            elif name == "staff":
                staff = numbers_of(batch[name], -1)
                if (negative := int((staff < -1).sum())) > 0:
                    reasons["staff: below zero"] += negative
                words[:] = _with_staff(words, staff, field.shift)
            else:
                column = disclosed_texts(batch[name]) if name == "disclosed" else batch[name]
                places, there, codes = words_of(column, _CODE[name])
                if (codes < 0).any():
                    _count_bad(
                        name, column, (coded(places, there, np.arange(len(codes))), codes), reasons
                    )
                add_codes(words, places, there, np.where(codes < 0, -1, codes << field.shift))

    def _pairs(self, batch: pa.RecordBatch) -> NDArray[np.int64]:
        """Return the number of each row's lender (above) and of its organisation (below)."""
        pair = np.zeros(batch.num_rows, dtype=np.int64)
        for name, shift in zip(BY_NAME, (32, 0), strict=True):
            if name in self._wanted and name in batch.schema.names:
                places, there, codes = words_of(batch[name], self.names.number)
                add_codes(pair, places, there, codes << shift)
            elif name == "lender":
                pair |= self._lender << 32
        return pair

    def _known(self, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what is known of lender and organisation of each pair, as bits of a record."""
        names = self.names.all
        for pair in set(pairs.tolist()) - self._facts.keys():
            self._facts[pair] = self._told(names[pair >> 32], names[pair & 0xFFFFFFFF])
        known = [self._facts[pair] for pair in pairs.tolist()]
        return np.array(known, dtype=np.int64) << FIELDS["names"].shift

    def _told(self, lender: str, organisation: str) -> int:
        is_so = (
            lender != "",
            organisation != "",
            organisation != "" and organisation == lender,
            organisation in self._lists[0],
            organisation in self._lists[1],
        )
        return sum(1 << place for place, each in enumerate(is_so) if each)


def _count_bad(
    name: str,
    column: pa.Array,
    rows: tuple[NDArray[np.int64], NDArray[np.int64]],
    reasons: Counter[str],
) -> None:
    """Count the rows whose word is none of the case format's, by the word."""
    places, codes = rows
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    for place in np.flatnonzero(codes < 0).tolist():
        shown = str(column.dictionary[place])[:_SHOWN]
        reason = f'{name}: "{shown}"'
        if reason not in reasons and len(reasons) >= _MOST_REASONS:
            reason = f"{name}: …"
        reasons[reason] += int((places == place).sum())


_SHOWN, _MOST_REASONS = 20, 12
_FIRST = micros(day_start(FIRST, SHANGHAI))
_LAST = micros(day_start(LAST, SHANGHAI))


def _instants(
    column: pa.Array, reasons: Counter[str]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the instants, and which are none or beyond the calendar; these are counted."""
    at = micros_of(column)
    outside, count = _outside(at, _FIRST, _LAST)
    if count:
        reasons["at: blank"] += column.null_count
        reasons["at: before 1990 or after 2100"] += count - column.null_count
        at = np.where(outside, _FIRST, at)
    return at, outside


def _numbers(
    column: pa.Array, reasons: Counter[str]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the accounts as numbers, and which are blank; these are counted.

    Raises:
        BadInput: a number has more than 64 bits.
    """
    try:
        account, blank = accounts_of(column)
    except pa.ArrowInvalid as wrong:
        raise problems.account_too_large("audit") from wrong
    if blank.any():
        reasons["account: blank"] += int(blank.sum())
    return account, blank


def accounts_of(column: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the accounts as numbers, and which are blank."""
    if pa.types.is_integer(column.type):
        found = numbers_of(column, 0)
        if column.null_count:
            return found, np.asarray(column.is_null())
        return found, np.zeros(len(found), dtype=np.bool_)
    found = hashed(column)
    return found, found == 0


def _ids(column: pa.Array) -> NDArray[np.int64]:
    """Return numbers in the order of the ids: the ids, or the first octets of texts."""
    if pa.types.is_integer(column.type):
        return numbers_of(column, _NONE)
    return prefixes(column)


def _with_staff(
    words: NDArray[np.int64], staff: NDArray[np.int64], shift: int
) -> NDArray[np.int64]:
    """Return the records with the number of staff; -1 is not told, below that is no number."""
    spoilt = (words < 0) | (staff < -1)
    return np.where(spoilt, -1, words | (np.minimum(staff, MOST_STAFF) + 1) << shift)


def _word_code(name: str, text: str) -> int:
    words = WORDS[name]
    if not text and "" not in words:
        return 0
    return words.index(text) if text in words else -1


def _told(text: str) -> int:
    told = split_words(text)
    if not told:
        return 0
    return told_code(told) if set(told) <= set(DISCLOSED) else -1


_CODE: Mapping[str, Callable[[str], int]] = {name: partial(_word_code, name) for name in WORDS} | {
    "disclosed": _told,
    "consent": lambda text: int(read_consent(text) is not None),
}
