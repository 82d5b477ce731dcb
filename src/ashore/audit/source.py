"""The files of an audit: found, opened, their columns checked before anything is read."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ashore.audit import problems
from ashore.audit.record import FLAGS, WORDS
from ashore.words import Text

__all__ = ["COLUMNS", "Input", "Inputs", "Piece", "digest", "open_inputs", "paths_of"]

_TEXTS = ("id", "account", "loan", "lender", "organisation", "person", "address", "text", "consent")
COLUMNS = (*_TEXTS, "at", "disclosed", "staff", *WORDS, *FLAGS)
"""Columns that a judgement may look at."""

BESIDE = ("agent", "overdue")
"""Columns that say more of what was found: who at the organisation acted, and how much was overdue.
Others are passed over."""

_NEEDED = ("account", "at")
_SUFFIXES = (".parquet", ".csv")


@dataclass(frozen=True, slots=True)
class Piece:
    """A row group of a file: what is read at once.

    Attributes:
        file: the place of the file among the inputs.
        group: the place of the row group in the file.
        rows: how many rows it has.
        first: the number of its first row over all files.
    """

    file: int
    group: int
    rows: int
    first: int


@dataclass(frozen=True, slots=True)
class Input:
    """One file: where it is read, where it lay when given, its name in results, rows and size.

    `meta` is its footer, so that it is read once and not for every row group.
    """

    path: Path
    source: Path
    name: str
    rows: int
    octets: int
    meta: pq.FileMetaData | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Inputs:
    """The files of an audit as one table of contacts.

    Attributes:
        files: the files, in the order given.
        pieces: their row groups in order.
        columns: column → its name in the files, for those that are there.
        types: column → its type.
        zone: how instants are written: a zone's name, or "" without one.
    """

    files: tuple[Input, ...]
    pieces: tuple[Piece, ...]
    columns: Mapping[str, str]
    types: Mapping[str, pa.DataType]
    zone: str

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(each.rows for each in self.files)

    def read(self, piece: Piece, columns: Sequence[str]) -> pa.RecordBatch:
        """Return some columns of a row group, under our names.

        Raises:
            BadInput: the file is cut off.
        """
        names = [self.columns[each] for each in columns]
        where = self.files[piece.file]
        as_words = [self.columns[each] for each in columns if self._in_words(each)]
        try:
            file = pq.ParquetFile(where.path, metadata=where.meta, read_dictionary=as_words)
            table = file.read_row_group(piece.group, columns=names, use_threads=False)
        except (OSError, ValueError) as wrong:
            raise problems.broken_file(where.name) from wrong
        table = _filled(table.select(names).rename_columns(list(columns))).combine_chunks()
        batches = table.to_batches()
        return batches[0] if batches else _empty(table.schema)

    def _in_words(self, column: str) -> bool:
        """Whether a column holds few distinct texts, so that each is to be looked at once."""
        kind = self.types[column]
        return column in _WORDY and (pa.types.is_string(kind) or pa.types.is_large_string(kind))


_WORDY = frozenset({*WORDS, "lender", "organisation", "disclosed", "consent", "agent"})


def _filled(table: pa.Table) -> pa.Table:
    """Return a table in which columns without any value have the type they are to have."""
    for place, each in enumerate(table.schema):
        if pa.types.is_null(each.type):
            blank = pa.nulls(table.num_rows, _usual(each.name))
            table = table.set_column(place, each.name, blank)
    return table


def _usual(column: str) -> pa.DataType:
    """Return the type of a column that has no value to tell it by."""
    if column in FLAGS:
        return pa.bool_()
    return pa.int64() if column == "staff" else pa.string()


def _empty(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], each.type) for each in schema], schema=schema)


def open_inputs(
    given: Sequence[str], account: str = "account", workspace: Path | None = None
) -> Inputs:
    """Return the files that paths, folders and patterns name, checked.

    Args:
        given: paths of files, folders (all files directly in them) or patterns with `*`.
        account: the name of the debtor's column.
        workspace: where CSV files are turned into Parquet; None: they are refused.

    Raises:
        BadInput: no file, a broken file, columns missing or of a wrong type, time zones mixed.
    """
    sources = list(paths_of(given))
    paths = sources
    if any(path.suffix == ".csv" for path in paths):
        from ashore.audit.csv_files import contacts_as_parquet

        assert workspace is not None, "CSV files need a place to be turned into Parquet"
        paths = [
            contacts_as_parquet(p, workspace, account) if p.suffix == ".csv" else p for p in paths
        ]
    return _checked(list(zip(paths, sources, strict=True)), account)


def _checked(paths: Sequence[tuple[Path, Path]], account: str) -> Inputs:
    files: list[Input] = []
    pieces: list[Piece] = []
    first, types, zone = 0, {}, ""
    columns: dict[str, str] = {}
    for place, (path, source) in enumerate(paths):
        name = source.name
        try:
            opened = pq.ParquetFile(path)
        except (OSError, ValueError) as wrong:
            raise problems.broken_file(name) from wrong
        found = _columns(opened.schema_arrow, account, name)
        here = _zone(found[1]["at"])
        if place and here != zone:
            raise problems.mixed_zones(name, here or "—", zone or "—")
        if place and set(found[0]) != set(columns):
            lacking = tuple(sorted(set(columns) ^ set(found[0])))
            raise problems.columns_missing(name, lacking, tuple(found[0]))
        columns, types, zone = found[0], found[1], here
        meta = opened.metadata
        for group in range(meta.num_row_groups):
            rows = meta.row_group(group).num_rows
            if rows:
                pieces.append(Piece(place, group, rows, first))
            first += rows
        files.append(Input(path, source, name, meta.num_rows, source.stat().st_size, meta))
    if not first:
        raise problems.no_rows(files[0].name)
    return Inputs(
        tuple(files), tuple(pieces), MappingProxyType(columns), MappingProxyType(types), zone
    )


def paths_of(given: Sequence[str]) -> Iterator[Path]:
    """Yield the Parquet and CSV files that paths, folders and patterns name, in order.

    Raises:
        BadInput: one of them names no file.
    """
    for each in given:
        path = Path(each)
        found = sorted(_below(path)) if path.is_dir() else [path]
        if not path.exists():
            found = sorted(Path(name) for name in glob.glob(each))  # noqa: PTH207 - any pattern
        found = [one for one in found if one.suffix in _SUFFIXES]
        if not found:
            raise problems.no_file(each)
        yield from found


def _below(folder: Path) -> Iterator[Path]:
    return (each for each in folder.iterdir() if each.suffix in _SUFFIXES)


def _columns(
    schema: pa.Schema, account: str, where: str
) -> tuple[dict[str, str], dict[str, pa.DataType]]:
    """Return column → name in the file, and column → type.

    Raises:
        BadInput: one is missing or of a wrong type.
    """
    there = {("account" if name == account else name): name for name in schema.names}
    if account != "account":
        there = {key: name for key, name in there.items() if name != "account"}
    columns = {key: there[key] for key in (*COLUMNS, *BESIDE) if key in there}
    missing = tuple(
        account if name == "account" else name for name in _NEEDED if name not in columns
    )
    if missing:
        raise problems.columns_missing(where, missing, tuple(schema.names))
    types = {key: schema.field(name).type for key, name in columns.items()}
    types = {
        key: _usual(key) if pa.types.is_null(kind) and key not in _NEEDED else kind
        for key, kind in types.items()
    }
    for key, kind in types.items():
        expected = _refused(key, kind)
        if expected is not None:
            raise problems.wrong_type(where, columns[key], str(kind), expected)
    return columns, types


def _refused(column: str, kind: Any) -> Text | None:  # noqa: ANN401 - a type of Arrow
    """Return what a column should be, or None when its type will do."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    is_whole = pa.types.is_integer(kind)
    fits, expected = is_text, Text("文字", "a text")
    if column == "at":
        fits, expected = pa.types.is_timestamp(kind), Text("时间戳", "a timestamp")
    elif column in FLAGS:
        fits, expected = pa.types.is_boolean(kind), Text("真/假", "true or false")
    elif column == "staff":
        fits, expected = is_whole, Text("整数", "a whole number")
    elif column == "overdue":
        fits = is_text or is_whole or pa.types.is_decimal(kind)
        expected = Text("以元写的文字或小数（decimal）", "yuan as a text or a decimal")
    elif column in {"account", "id", "agent"}:
        fits, expected = is_text or is_whole, Text("整数或文字", "a whole number or a text")
    elif column == "disclosed":
        fits = is_text or pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return None if fits else expected


def _zone(kind: pa.DataType) -> str:
    return kind.tz or ""


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal.

    Raises:
        BadInput: it cannot be read.
    """
    found = sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
    except OSError as wrong:
        raise problems.broken_file(path.name) from wrong
    return found.hexdigest()
