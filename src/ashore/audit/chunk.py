"""One row group as columns of numbers, split by buckets of accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit import problems
from ashore.audit.calendar import FIRST, LAST
from ashore.audit.checks import Checks
from ashore.audit.columns import (
    Names,
    add_codes,
    disclosed_texts,
    flags_of,
    hashed,
    micros_of,
    numbers_of,
    prefixes,
    split_words,
    words_of,
)
from ashore.audit.jit import compiled
from ashore.audit.record import FIELDS, FLAGS, MOST_STAFF, WORDS, told_code
from ashore.audit.rows import dense, mixed, put_hours
from ashore.audit.texts import Texts
from ashore.conduct.clock import day_start, micros
from ashore.conduct.consent import read_consent
from ashore.days import SHANGHAI
from ashore.files.choices import DISCLOSED

__all__ = ["BY_HASH", "Chunk", "Reader", "accounts_of"]

BY_HASH = ("person", "address", "loan")
BY_NAME = ("lender", "organisation")
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
        codes: column → codes, for names and for what is compared by its hash; and "id".
        first: the number of the row group's first row over all files.
    """

    bounds: NDArray[np.int64]
    row: NDArray[np.int32]
    account: NDArray[np.int64]
    at: NDArray[np.int64]
    record: NDArray[np.int32]
    words: NDArray[np.int64]
    codes: dict[str, NDArray[np.int64]]
    first: int

    def part(self, name: str, bucket: int) -> NDArray[np.int64]:
        """Return a column of codes for one bucket."""
        return self.codes[name][self.bounds[bucket] : self.bounds[bucket + 1]]


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
def taken(column: NDArray[np.int64], places: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return a column in another order."""
    found = np.empty(len(places), dtype=column.dtype)
    for place in range(len(places)):
        found[place] = column[places[place]]
    return found


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
        self.names = Names()
        self._lender = self.names.number(lender)
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
        at = micros_of(batch["at"])
        try:
            account, no_account = accounts_of(batch["account"])
        except pa.ArrowInvalid as wrong:
            raise problems.account_too_large("audit") from wrong
        outside = (at < _FIRST) | (at >= _LAST)
        if outside.any():
            blank = at == _NONE
            reasons["at: blank"] += int(blank.sum())
            reasons["at: before 1990 or after 2100"] += int((outside & ~blank).sum())
            at = np.where(outside, _FIRST, at)
        if no_account.any():
            reasons["account: blank"] += int(no_account.sum())
        words = np.zeros(batch.num_rows, dtype=np.int64)
        self._put_words(words, batch, reasons)
        codes = {name: hashed(batch[name]) for name in BY_HASH if name in self._wanted}
        codes |= self._names(words, batch)
        good = ~(outside | no_account | (words < 0))
        words[~good] = 0
        put_hours(words, at, self._tables, (FIELDS["hour"].shift, FIELDS["era"].shift))
        if "text" in self._wanted:
            self._texts.put(words, batch)
        if "id" in self._wanted:
            codes["id"] = _ids(batch["id"])
        places, bounds = split(account, good, buckets)
        record, distinct = dense(taken(words, places))
        return Chunk(
            bounds=bounds,
            row=places,
            account=taken(account, places),
            at=taken(at, places),
            record=record,
            words=distinct,
            codes={name: taken(column, places) for name, column in codes.items()},
            first=first,
        ), +reasons

    def _put_words(
        self, words: NDArray[np.int64], batch: pa.RecordBatch, reasons: Counter[str]
    ) -> None:
        for name in self._wanted & set(batch.schema.names):
            field = FIELDS.get("special" if name == "consent" else name)
            if field is None or name == "text":
                continue
            if name in FLAGS:
                codes = flags_of(batch[name]) >> (2 - field.bits)
                words |= np.where(words < 0, 0, codes << field.shift)
            elif name == "staff":
                staff = numbers_of(batch[name], -1)
                if (negative := int((staff < -1).sum())) > 0:
                    reasons["staff: below zero"] += negative
                words[:] = _with_staff(words, staff, field.shift)
            else:
                column = disclosed_texts(batch[name]) if name == "disclosed" else batch[name]
                places, codes = words_of(column, _CODE[name])
                if (codes < 0).any():
                    _count_bad(name, column, (places, codes), reasons)
                add_codes(words, places, np.where(codes < 0, -1, codes << field.shift))

    def _names(
        self, words: NDArray[np.int64], batch: pa.RecordBatch
    ) -> dict[str, NDArray[np.int64]]:
        """Return the numbers of the names; what is known of them enters the record."""
        found = {}
        for name in BY_NAME:
            if name in self._wanted and name in batch.schema.names:
                places, numbers = words_of(batch[name], self.names.number)
                found[name] = numbers[places]
        lender = found.get("lender")
        if lender is None:
            lender = np.full(batch.num_rows, self._lender)
        actor = found.get("organisation", np.zeros(batch.num_rows, dtype=np.int64))
        back, pairs = dense(lender << 32 | actor)
        names = self.names.all
        known = [
            self._known(names[pair >> 32], names[pair & 0xFFFFFFFF]) for pair in pairs.tolist()
        ]
        codes = np.array(known, dtype=np.int64) << FIELDS["names"].shift
        add_codes(words, back, codes)
        return found

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
    coded: tuple[NDArray[np.int32], NDArray[np.int64]],
    reasons: Counter[str],
) -> None:
    """Count the rows whose word is none of the case format's, by the word."""
    places, codes = coded
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
