"""The contacts with a breach or a warning as one Parquet file, in the order of the rows."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ashore.audit.jit import compiled
from ashore.audit.run import Found, Question
from ashore.audit.source import Inputs

__all__ = ["SCHEMA", "findings_file", "found_batch"]

_WORD = pa.dictionary(pa.int16(), pa.string())
_KEPT = ("id", "account", "lender", "organisation")
_LEVELS = ("ok", "unknown", "warning", "breach")


SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("account", pa.string()),
        ("at", pa.timestamp("us", "UTC")),
        ("verdict", pa.string()),
        ("breaches", pa.list_(pa.string())),
        ("warnings", pa.list_(pa.string())),
    ]
)
"""The columns of findings that go back to a cluster."""


def found_batch(found: Found, inputs: Inputs) -> pa.RecordBatch:
    """Return the contacts with a breach or a warning as one batch of `SCHEMA`."""
    kept = []
    for piece in inputs.pieces:
        low, high = np.searchsorted(found.row, [piece.first, piece.first + piece.rows])
        places = pa.array(found.row[low:high] - piece.first)
        kept.append(inputs.read(piece, ("id", "account")).take(places))
    table = pa.Table.from_batches(kept)
    text = {name: _column(table[name].combine_chunks(), pa.string()) for name in ("id", "account")}
    lists = [
        _lists(masks, found.checks.norms).cast(pa.list_(pa.string()))
        for masks in (found.breaches, found.warnings)
    ]
    arrays = [
        text["id"],
        text["account"],
        pa.array(found.at).cast(pa.timestamp("us", "UTC")),
        _words(found.level, _LEVELS).dictionary_decode(),
        *lists,
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def findings_file(question: Question, found: Found) -> bytes:
    """Return the file: per contact its place, id, account, instant, verdict and norms."""
    inputs = question.inputs
    kept = [name for name in _KEPT if name in inputs.columns]
    types = [pa.int64() if _is_number(inputs.types[name]) else pa.string() for name in kept]
    schema = pa.schema(
        [
            ("file", _WORD),
            ("row", pa.int64()),
            *zip(kept, types, strict=True),
            ("at", pa.timestamp("us", "UTC")),
            ("verdict", _WORD),
            ("breaches", pa.list_(_WORD)),
            ("warnings", pa.list_(_WORD)),
        ]
    )
    packed = io.BytesIO()
    with pq.ParquetWriter(packed, schema, compression="zstd") as writer:
        for batch in _batches(question, found, schema, kept):
            writer.write_batch(batch)
    return packed.getvalue()


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind))


def _batches(
    question: Question, found: Found, schema: pa.Schema, kept: list[str]
) -> Iterator[pa.RecordBatch]:
    files = [each.name for each in question.inputs.files]
    for piece in question.inputs.pieces:
        low, high = np.searchsorted(found.row, [piece.first, piece.first + piece.rows])
        if low == high:
            continue
        span = slice(low, high)
        places = found.row[span] - piece.first
        read = question.inputs.read(piece, kept).take(pa.array(places))
        first_of_file = sum(each.rows for each in question.inputs.files[: piece.file])
        yield pa.RecordBatch.from_arrays(
            [
                _words(np.full(high - low, piece.file), files),
                pa.array(found.row[span] - first_of_file),
                *(_column(read[name], schema.field(name).type) for name in kept),
                pa.array(found.at[span]).cast(pa.timestamp("us", "UTC")),
                _words(found.level[span], _LEVELS),
                _lists(found.breaches[span], found.checks.norms),
                _lists(found.warnings[span], found.checks.norms),
            ],
            schema=schema,
        )


def _column(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    return column.cast(kind)


def _words(codes: NDArray[np.integer], words: list[str] | tuple[str, ...]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int16)), pa.array(words))


def _lists(masks: NDArray[np.uint64], names: tuple[str, ...]) -> pa.Array:
    """Return the names whose bits are set in each row, as a list."""
    bounds, codes = _bits(masks)
    return pa.ListArray.from_arrays(pa.array(bounds), _words(codes, names))


@compiled
def _bits(masks: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int16]]:
    one = np.uint64(1)
    bounds = np.zeros(len(masks) + 1, dtype=np.int32)
    for row in range(len(masks)):
        count = 0
        for word in range(masks.shape[1]):
            rest = masks[row, word]
            while rest:
                rest &= rest - one
                count += 1
        bounds[row + 1] = bounds[row] + count
    codes = np.empty(bounds[len(masks)], dtype=np.int16)
    place = 0
    for row in range(len(masks)):
        for word in range(masks.shape[1]):
            for bit in range(64):
                if masks[row, word] >> np.uint64(bit) & one:
                    codes[place] = word * 64 + bit
                    place += 1
    return bounds, codes
