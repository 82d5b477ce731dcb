"""The payments of a loan audit: read some row groups at a time, in the order they are booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ashore.audit.loan_columns import offsets_of
from ashore.audit.loan_files import Table, days_of, fen_of_column, texts_of

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
    """

    on: NDArray[np.int32]
    amount: NDArray[np.int64]
    begins: NDArray[np.int64]
    ids: pa.ChunkedArray | None


class _Rows(NamedTuple):
    place: NDArray[np.int64]
    on: NDArray[np.int32]
    amount: NDArray[np.int64]
    ids: pa.ChunkedArray | None


def read_payments(
    files: Table | None, part: tuple[int, int], ids: pa.ChunkedArray, bad: Counter[str]
) -> Paid:
    """Return the payments of some loans.

    Args:
        files: where they stand; None: there are none.
        part: which part of the rows, of how many.
        ids: the loans of the part.
        bad: takes how many payments cannot be booked, by reason.

    Raises:
        BadInput: a file is cut off.
    """
    none = np.zeros(0, dtype=np.int64)
    if files is None:
        return Paid(none.astype(np.int32), none, np.zeros(len(ids) + 1, dtype=np.int64), None)
    known = ids.combine_chunks()
    rows = [_usable(table, known, bad) for table in _tables(files, *part)]
    place = np.concatenate([each.place for each in rows])
    on = np.concatenate([each.on for each in rows])
    amount = np.concatenate([each.amount for each in rows])
    key = place * _DAY + on  # by loan, then by day
    named = None
    if "id" in files.columns:
        chunks = [chunk for each in rows if each.ids is not None for chunk in each.ids.chunks]
        named = pa.chunked_array(chunks, pa.string())
        rank = np.asarray(pc.rank(named.combine_chunks(), tiebreaker="first")).astype(np.int64)
        order = np.lexsort((rank, key))
        named = named.take(pa.array(order))
    else:
        order = np.argsort(key, kind="stable")
    return Paid(on[order], amount[order], offsets_of(np.bincount(place, minlength=len(ids))), named)


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


def _usable(table: pa.Table, ids: pa.Array, bad: Counter[str]) -> _Rows:
    """Return the rows that can be booked; count the others."""
    loan = pc.index_in(texts_of(table["loan"]), value_set=ids)
    place = np.asarray(pc.fill_null(loan, -1)).astype(np.int64)
    on, blank = days_of(table["on"])
    amount, kind = fen_of_column(table["amount"])
    right = np.ones(len(place), dtype=bool)
    for wrong, reason in (
        (place < 0, "payment: of no loan here"),
        (blank, "payment: no day"),
        ((kind != 0) | (amount <= 0), "payment: not a sum above 0"),
    ):
        bad[reason] += int((wrong & right).sum())
        right &= ~wrong
    named = texts_of(table["id"]).filter(pa.array(right)) if "id" in table.column_names else None
    return _Rows(place[right], on[right], amount[right], named)
