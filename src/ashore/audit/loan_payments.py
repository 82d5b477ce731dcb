"""The payments of a loan audit: read some row groups at a time, in the order they are booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ashore.audit.columns import hashed
from ashore.audit.loan_columns import offsets_of
from ashore.audit.loan_files import Table, days_of, fen_of_column, texts_of
from ashore.audit.reasons import Bad

__all__ = ["Paid", "read_payments"]

_AT_ONCE = 2_000_000  # rows whose texts are held at a time
_DAY = np.int64(2**32)


class Paid(NamedTuple):
    """Payments by loan in booking order: day, then id, then the order of the rows.

    Attributes:
        on: days since 1970.
        amount: fen.
        begins: where those of each loan begin, and the end of the last.
        ids: their ids; none where payments have none.
        spoilt: which loans have a payment that cannot be booked: without it the books would be
            wrong, for or against the lender.
    """

    on: NDArray[np.int32]
    amount: NDArray[np.int64]
    begins: NDArray[np.int64]
    ids: pa.ChunkedArray | None
    spoilt: NDArray[np.bool_]


class _Rows(NamedTuple):
    place: NDArray[np.int64]
    on: NDArray[np.int32]
    amount: NDArray[np.int64]
    ids: pa.ChunkedArray | None


def read_payments(
    files: Table | None,
    part: tuple[int, int],
    loans: tuple[pa.ChunkedArray, NDArray[np.int32]],
    bad: Bad,
) -> Paid:
    """Return the payments of some loans.

    Args:
        files: where they stand; None: there are none.
        part: which part of the rows, of how many.
        loans: ids of the loans of the part, and the days they were paid out.
        bad: takes how many payments cannot be booked, by reason.

    Raises:
        BadInput: a file is cut off.
    """
    ids, begin = loans
    none = np.zeros(0, dtype=np.int64)
    spoilt = np.zeros(len(ids), dtype=bool)
    if files is None:
        begins = np.zeros(len(ids) + 1, dtype=np.int64)
        return Paid(none.astype(np.int32), none, begins, None, spoilt)
    known = (ids.combine_chunks(), np.append(begin, 0))
    rows = [_usable(table, known, bad, spoilt) for table in _tables(files, *part)]
    place = np.concatenate([each.place for each in rows])
    on = np.concatenate([each.on for each in rows])
    amount = np.concatenate([each.amount for each in rows])
    key = place * _DAY + on  # by loan, then by day
    named = None
    if "id" in files.columns:
        chunks = [chunk for each in rows if each.ids is not None for chunk in each.ids.chunks]
        named = pa.chunked_array(chunks, pa.string())
        again = _again(place, named.combine_chunks())
        twice = named[int(again[0])].as_py() if len(again) else None
        bad.note("payment: an id stands twice", len(again), twice)
        spoilt[place[again]] = True
        rank = np.asarray(pc.rank(named.combine_chunks(), tiebreaker="first")).astype(np.int64)
        order = np.lexsort((rank, key))
        named = named.take(pa.array(order))
    else:
        order = np.argsort(key, kind="stable")
    begins = offsets_of(np.bincount(place, minlength=len(ids)))
    return Paid(on[order], amount[order], begins, named, spoilt)


def _again(place: NDArray[np.int64], names: pa.Array) -> NDArray[np.int64]:
    """Return the payments that have the id of another payment of the same loan."""
    codes = hashed(names)  # 0: no id
    named = np.flatnonzero(codes)
    codes = codes[named] * np.int64(1_000_003) + place[named]
    order = np.argsort(codes)
    like = codes[order][1:] == codes[order][:-1]
    near = named[np.unique(np.concatenate([order[1:][like], order[:-1][like]]))]
    told = [(int(place[k]), names[int(k)].as_py()) for k in near]
    count = Counter(told)  # texts, as two of them may have one hash
    again: NDArray[np.int64] = near[np.array([count[each] > 1 for each in told], dtype=bool)]
    return again


def _tables(files: Table, part: int, parts: int) -> Iterator[pa.Table]:
    """Yield the rows of a part, some row groups at a time."""
    held: list[pa.Table] = []
    count = 0
    for table, _ in files.parts("loan", part, parts):
        held.append(table)
        count += table.num_rows
        if count >= _AT_ONCE:
            yield pa.concat_tables(held)
            held, count = [], 0
    if held:
        yield pa.concat_tables(held)


def _usable(
    table: pa.Table,
    loans: tuple[pa.Array, NDArray[np.int32]],
    bad: Bad,
    spoilt: NDArray[np.bool_],
) -> _Rows:
    """Return the rows that can be booked; count the others, and note their loans."""
    ids, begin = loans
    loan = pc.index_in(texts_of(table["loan"]), value_set=ids)
    place = np.asarray(pc.fill_null(loan, -1)).astype(np.int64)
    on, blank = days_of(table["on"])
    amount, kind = fen_of_column(table["amount"])
    right = np.ones(len(place), dtype=bool)
    for wrong, reason in (
        (place < 0, "payment: of no loan here"),
        (blank, "payment: no day"),
        ((kind != 0) | (amount <= 0), "payment: not a sum above 0"),
        (on < begin[place], "payment: before the loan was paid out"),
    ):
        fresh = wrong & right
        if fresh.any():
            bad.note(reason, int(fresh.sum()), table["loan"][int(fresh.argmax())].as_py())
        right &= ~wrong
    spoilt[place[~right & (place >= 0)]] = True
    named = texts_of(table["id"]).filter(pa.array(right)) if "id" in table.column_names else None
    return _Rows(place[right], on[right], amount[right], named)
