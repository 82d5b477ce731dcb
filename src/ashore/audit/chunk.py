"""One row group as columns of numbers, split by buckets of accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

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
from ashore.audit.record import FIELDS, FLAGS, MOST_STAFF, WORDS, told_code
from ashore.audit.rows import few, mixed, put_hours, taken
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
        row: the row's place in its row group.
        account, at: as numbers.
        record: the place of the row's record in `words`.
        words: the distinct records.
        codes: column → codes, for what is compared by its hash; "id"; and "names", the number of
            each pair of lender and organisation.
        first: the number of the row group's first row over all files.
    """

    bounds: NDArray[np.int64]
    row: NDArray[np.int32]
    account: NDArray[np.int64]
    at: NDArray[np.int64]
    record: NDArray[np.int32]
    words: NDArray[np.int64]
    codes: dict[str, NDArray[Any]]
    first: int


@compiled
def split(
    account: NDArray[np.int64], good: NDArray[np.bool_], buckets: tuple[int, int, int]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the places of the good rows of some buckets, by bucket, and where each begins.

    Args:
        account: the accounts.
        good: the rows that can be judged.
        buckets: how many there are in all; the first and the one after the last that is wanted.
    """
    count, low, high = buckets
    bounds = np.zeros(high - low + 1, dtype=np.int64)
    into = np.empty(len(account), dtype=np.int32)
    for row in range(len(account)):
        bucket = (mixed(account[row]) >> 33) & (count - 1)
        into[row] = bucket - low if good[row] and low <= bucket < high else -1
        if into[row] >= 0:
            bounds[into[row] + 1] += 1
    for bucket in range(high - low):
        bounds[bucket + 1] += bounds[bucket]
    places = np.empty(bounds[high - low], dtype=np.int32)
    begin = bounds[:-1].copy()
    for row in range(len(account)):
        if into[row] >= 0:
            places[begin[into[row]]] = row
            begin[into[row]] += 1
    return places, bounds


@compiled
def _moved(
    places: NDArray[np.int32],
    account: NDArray[np.int64],
    at: NDArray[np.int64],
    record: NDArray[np.int32],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
    """Return the columns that are always there in another order, all in one go."""
    accounts = np.empty(len(places), dtype=np.int64)
    instants = np.empty(len(places), dtype=np.int64)
    records = np.empty(len(places), dtype=np.int32)
    for row in range(len(places)):
        place = places[row]
        accounts[row], instants[row] = account[place], at[place]
        records[row] = record[place]
    return accounts, instants, records


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
        self.names, self.pairs = Names(), Names()
        self._lender = self.names.number(lender)
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
        codes: dict[str, NDArray[Any]] = {
            name: hashed(batch[name]) for name in BY_HASH if name in self._wanted
        }
        if self._wanted & set(BY_NAME) or self._lender:
            codes["names"] = self._names(words, batch)
        good = ~(outside | no_account | (words < 0))
        words[~good] = 0
        put_hours(words, at, self._tables, (FIELDS["hour"].shift, FIELDS["era"].shift))
        if "text" in self._wanted:
            self._texts.put(words, batch)
        if "id" in self._wanted:
            codes["id"] = _ids(batch["id"])
        places, bounds = split(account, good, buckets)
        self._hear(words, account, batch)
        record, distinct = few(words)
        account, at, record = _moved(places, account, at, record)
        return Chunk(
            bounds=bounds,
            row=places,
            account=account,
            at=at,
            record=record,
            words=distinct,
            codes={name: taken(column, places) for name, column in codes.items()},
            first=first,
        ), +reasons

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

    def _names(self, words: NDArray[np.int64], batch: pa.RecordBatch) -> NDArray[np.int32]:
        """Return the number of each pair of names; what is known of both enters the record."""
        pair = np.zeros(batch.num_rows, dtype=np.int64)
        for name, shift in zip(BY_NAME, (32, 0), strict=True):
            if name in self._wanted and name in batch.schema.names:
                places, there, codes = words_of(batch[name], self.names.number)
                add_codes(pair, places, there, codes << shift)
            elif name == "lender":
                pair |= self._lender << 32
        back, pairs = few(pair)
        names = self.names.all
        known = [
            self._known(names[pair >> 32], names[pair & 0xFFFFFFFF]) for pair in pairs.tolist()
        ]
        codes = np.array(known, dtype=np.int64) << FIELDS["names"].shift
        add_codes(words, back, _ALL, codes)
        numbers = [
            self.pairs.number(f"{pair >> 32} {pair & 0xFFFFFFFF}") for pair in pairs.tolist()
        ]
        return taken(np.array(numbers, dtype=np.int32), back)

    def _known(self, lender: str, organisation: str) -> int:
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
    outside = (at < _FIRST) | (at >= _LAST)
    if outside.any():
        blank = int(np.asarray(column.is_null()).sum())
        reasons["at: blank"] += blank
        reasons["at: before 1990 or after 2100"] += int(outside.sum()) - blank
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
