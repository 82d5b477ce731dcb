"""The files of a loan audit: loans with the lender's balances, payments; read part by part.

Columns are named as in the case format, tables by dots ("rate.value", "claim.total"). Money and
rates are texts or decimals, so that no figure passes through a float.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from ashore.audit import problems
from ashore.audit.columns import hashed
from ashore.audit.csv_files import as_parquet
from ashore.audit.source import Input, paths_of
from ashore.words import Text

__all__ = [
    "BESIDE", "CLAIMS", "DAYS", "LOAN", "NEEDED", "TERMS", "LoanInputs", "Table", "days_of",
    "distinct", "fen_of_column", "nested", "open_events", "open_loans", "open_payments",
    "open_rows", "texts_of",
]  # fmt: skip

TERMS = (
    "lender_type", "original_lender_type", "product", "method", "instalments", "due_every",
    "due_every.days", "due_every.months", "rate.value", "rate.per", "day_count", "rounding",
    "penalty.multiple", "penalty.rate.value", "penalty.rate.per", "penalty.base",
    "penalty.replaces_interest", "penalty.day_basis", "penalty.daily_rounding", "compound",
    "grace_days", "grace_retroactive", "allocation", "allocation_across", "fee.name", "fee.when",
    "fee.amount", "fee.rate", "fee.of",
)  # fmt: skip
"""Columns of a loan's terms; loans that agree in all of them share one row of terms."""

CLAIMS = (
    "claim.total", "claim.principal", "claim.interest", "claim.penalty", "claim.fee",
)  # fmt: skip
LOAN = (
    "id", "lender", "principal", "disbursed_on", "first_due_on", "claim.on", "received", *CLAIMS,
    *TERMS,
)  # fmt: skip
NEEDED = (
    "id", "principal", "disbursed_on", "first_due_on", "method", "lender_type", "claim.on",
)  # fmt: skip
_PAID = ("loan", "on", "amount", "id")
_EVENTS = (
    "loan", "kind", "on", "of", "id", "amount", "effect", "component", "rate.value", "rate.per",
    "instalments", "to", "note",
)  # fmt: skip
_ROWS = ("loan", "due_on", "principal", "interest", "fee")
BESIDE = {"payments": _PAID, "events": _EVENTS, "rows": _ROWS}
"""What may stand beside the loans, and its columns."""

DAYS = frozenset({"disbursed_on", "first_due_on", "claim.on", "on", "due_on"})
_MONEY = frozenset({"principal", "interest", "fee", "amount", "received", *CLAIMS})
_CENTS = pa.decimal128(26, 2)
_HUNDRED, _TOO_LONG = Decimal(100), Decimal(10**16)


@dataclass(frozen=True, slots=True)
class Table:
    """Files that hold one kind of row: the files, their row groups, the columns that are there."""

    files: tuple[Input, ...]
    groups: tuple[tuple[int, int, int], ...]
    columns: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(each.rows for each in self.files)

    def parts(self, key: str, part: int, parts: int) -> Iterator[tuple[pa.Table, NDArray[Any]]]:
        """Yield the rows of a part, with their numbers; `key` says in which part a row lies.

        Raises:
            BadInput: a file is cut off.
        """
        for file, group, first in self.groups:
            where = self.files[file]
            try:
                read = pq.ParquetFile(where.path).read_row_group(
                    group, columns=list(self.columns), use_threads=False
                )
            except (OSError, ValueError) as wrong:
                raise problems.broken_file(where.name) from wrong
            numbers = np.arange(first, first + read.num_rows)
            if parts > 1:
                codes = hashed(texts_of(read[key]).combine_chunks())
                chosen = np.flatnonzero(codes.astype(np.uint64) % np.uint64(parts) == part)
                read, numbers = read.take(pa.array(chosen)), numbers[chosen]
            yield read, numbers


@dataclass(frozen=True, slots=True)
class LoanInputs:
    """What a loan audit reads: the loans; payments, events and stated rows where there are any."""

    loans: Table
    payments: Table | None
    events: Table | None = None
    rows: Table | None = None

    @property
    def files(self) -> tuple[Input, ...]:
        """All files, those of the loans first."""
        tables = (self.loans, self.payments, self.events, self.rows)
        return tuple(file for table in tables if table is not None for file in table.files)


def open_loans(given: Sequence[str], workspace: Path) -> Table:
    """Return the files of loans, checked.

    Raises:
        BadInput: no file, a broken file, columns missing or of a wrong type.
    """
    return _open(given, workspace, LOAN, NEEDED)


def open_payments(given: Sequence[str], workspace: Path) -> Table:
    """Return the files of payments, checked.

    Raises:
        BadInput: as `open_loans`.
    """
    return _open(given, workspace, _PAID, _PAID[:3])


def open_events(given: Sequence[str], workspace: Path) -> Table:
    """Return the files of events, checked.

    Raises:
        BadInput: as `open_loans`.
    """
    return _open(given, workspace, _EVENTS, _EVENTS[:3])


def open_rows(given: Sequence[str], workspace: Path) -> Table:
    """Return the files of rows that lenders stated, checked.

    Raises:
        BadInput: as `open_loans`.
    """
    return _open(given, workspace, _ROWS, _ROWS[:4])


def _open(
    given: Sequence[str], workspace: Path, known: tuple[str, ...], needed: tuple[str, ...]
) -> Table:
    files: list[Input] = []
    groups: list[tuple[int, int, int]] = []
    columns: tuple[str, ...] = ()
    first = 0
    for place, source in enumerate(paths_of(given)):
        path = _as_parquet(source, workspace, place, known) if source.suffix == ".csv" else source
        try:
            opened = pq.ParquetFile(path)
        except (OSError, ValueError) as wrong:
            raise problems.broken_file(source.name) from wrong
        here = _checked(opened.schema_arrow, source.name, known, needed)
        if files and here != columns:
            lacking = tuple(sorted(set(here) ^ set(columns)))
            raise problems.loan_columns_missing(source.name, lacking, here)
        columns = here
        for group in range(opened.metadata.num_row_groups):
            groups.append((place, group, first))
            first += opened.metadata.row_group(group).num_rows
        octets = source.stat().st_size
        files.append(Input(path, source, source.name, opened.metadata.num_rows, octets))
    if not first:
        raise problems.no_rows(files[0].name)
    return Table(tuple(files), tuple(groups), columns)


def _checked(
    schema: pa.Schema, where: str, known: tuple[str, ...], needed: tuple[str, ...]
) -> tuple[str, ...]:
    there = tuple(schema.names)
    missing = tuple(name for name in needed if name not in there)
    if missing:
        raise problems.loan_columns_missing(where, missing, there)
    columns = tuple(name for name in known if name in there)
    for name in columns:
        expected = _refused(name, schema.field(name).type)
        if expected is not None:
            raise problems.wrong_type(where, name, str(schema.field(name).type), expected)
    return columns


def _refused(name: str, kind: Any) -> Text | None:  # noqa: ANN401 - a type of Arrow
    """Return what a column should be, or None when its type will do."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    if name in DAYS:
        return None if pa.types.is_date(kind) else Text("日期", "a date")
    if pa.types.is_nested(kind):
        return Text("文字", "a text")
    if pa.types.is_floating(kind):
        return Text("文字或定点小数，不用浮点数", "a text or a decimal, no floating number")
    if name in _MONEY:
        fits = is_text or pa.types.is_decimal(kind)
        return None if fits else Text("以元写的文字或定点小数", "a text or a decimal, in yuan")
    return None


def _as_parquet(source: Path, workspace: Path, place: int, known: tuple[str, ...]) -> Path:
    """Write a CSV file as Parquet into the workspace; return where."""
    types = {name: pa.date32() if name in DAYS else pa.string() for name in known}
    return as_parquet(source, workspace / f"{place}-{known[0]}-{known[1]}.parquet", types)


# -- columns ------------------------------------------------------------------------------------


def texts_of(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column as texts; numbers as they are written, true and false in small letters."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    return column.cast(pa.string())


def days_of(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Return days since 1970, and which are missing."""
    blank = np.asarray(pc.is_null(column))
    numbers = pc.fill_null(column.cast(pa.date32()).cast(pa.int32()), 0)
    return np.asarray(numbers), blank


def fen_of_column(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Return fen, and of each row 0 (a sum), 1 (blank) or 2 (not a sum of whole fen in 64 bits)."""
    if pa.types.is_decimal(column.type) and column.type.scale <= 2 and _short(column):
        fen = pc.multiply(column.cast(_CENTS), pa.scalar(_HUNDRED, pa.decimal128(3, 0)))
        sums = pc.fill_null(fen.cast(pa.decimal128(30, 0)).cast(pa.int64()), 0)
        return np.asarray(sums), np.asarray(pc.is_null(column)).astype(np.int8)
    texts = texts_of(column)
    plain = pc.match_substring_regex(texts, r"^-?\d{1,16}(\.\d{1,2}0*)?$")
    plain = pc.fill_null(plain, fill_value=False)
    kind = np.where(np.asarray(pc.is_null(texts)), 1, np.where(np.asarray(plain), 0, 2))
    good = pc.if_else(plain, texts, "0")
    good = pc.replace_substring_regex(good, r"(\.\d\d)0+$", r"\1")
    fen = pc.multiply(good.cast(_CENTS), pa.scalar(_HUNDRED, pa.decimal128(3, 0)))
    return np.asarray(fen.cast(pa.decimal128(30, 0)).cast(pa.int64())), kind.astype(np.int8)


def _short(column: pa.ChunkedArray) -> bool:
    """Say whether decimals have no more digits than a sum in a text may have."""
    ends = pc.min_max(column).as_py()
    return all(each is None or abs(each) < _TOO_LONG for each in ends.values())


def distinct(table: pa.Table, columns: Sequence[str]) -> tuple[NDArray[np.int64], pa.Table]:
    """Return for each row the place of its values among the distinct ones, and those."""
    codes = np.zeros(table.num_rows, dtype=np.int64)
    for name in columns:
        column = texts_of(table[name]).combine_chunks().dictionary_encode(null_encoding="encode")
        codes = codes * (len(column.dictionary) + 1) + np.asarray(column.indices)
        _, codes = np.unique(codes, return_inverse=True)
    _, first, place = np.unique(codes, return_index=True, return_inverse=True)
    rows = table.select(list(columns)).take(pa.array(first))
    return place.astype(np.int64), rows


def nested(values: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the terms of a row as the tables of a case file; blank ones are left out."""
    found: dict[str, Any] = {}
    for name, text in values.items():
        if text is None or text == "":
            continue
        at = found
        *tables, key = name.split(".")
        for table in tables:
            at = at.setdefault(table, {})
        at[key] = _value(name, text)
    fee = found.pop("fee", None)
    if fee is not None:
        found["fees"] = [{"name": "fee", "kind": "other", **fee}]
    return found


_COUNTS = frozenset(
    {"instalments", "grace_days", "penalty.day_basis", "due_every.days", "due_every.months"}
)
_FLAGS = frozenset(
    {"compound", "grace_retroactive", "penalty.replaces_interest", "penalty.daily_rounding"}
)


def _value(name: str, text: str) -> Any:  # noqa: ANN401 - what a case file may hold
    if name in _COUNTS and text.isdecimal():
        return int(text)
    if name in _FLAGS and text in {"true", "false"}:
        return text == "true"
    if name == "allocation":
        return text.replace(",", " ").split()
    return text
