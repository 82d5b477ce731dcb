"""CSV files, turned into Parquet once so that they are read like the rest."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from ashore.audit import problems
from ashore.audit.record import FLAGS
from ashore.words import BadInput, Text

__all__ = ["as_parquet", "contacts_as_parquet"]

_TEXT_COLUMNS = (
    "id", "loan", "lender", "organisation", "person", "address", "text", "consent", "channel",
    "direction", "role", "outcome", "purpose", "lender_type", "disclosed", "agent", "overdue",
)  # fmt: skip


def contacts_as_parquet(path: Path, workspace: Path, account: str) -> Path:
    """Write a CSV file's contacts as Parquet into the workspace; return where.

    Instants are written with their offset ("2026-11-20T22:13:00+08:00") in every row or in none.

    Raises:
        BadInput: the file is no table, or something in it cannot be read.
    """
    target = workspace / f"{path.name}.parquet"
    types: dict[str, Any] = dict.fromkeys(_TEXT_COLUMNS, pa.string())
    types |= dict.fromkeys(FLAGS, pa.bool_()) | {"staff": pa.int64()}
    types[account] = pa.string()
    for kind in (pa.timestamp("us", "UTC"), pa.timestamp("us")):
        try:
            _copy(path, target, types | {"at": kind})
        except pa.ArrowInvalid as wrong:
            if "zone offset" in str(wrong) or "expected no" in str(wrong):
                continue
            raise _told(path, types | {"at": kind}) from wrong
        except (OSError, ValueError) as wrong:
            raise problems.broken_file(path.name) from wrong
        return target
    raise problems.mixed_zones(path.name, "+08:00 / —", "—")


def as_parquet(path: Path, target: Path, types: Mapping[str, pa.DataType]) -> Path:
    """Write a CSV file as Parquet, its columns of these types; return where.

    Raises:
        BadInput: the file is no table, or something in it cannot be read.
    """
    try:
        _copy(path, target, types)
    except pa.ArrowInvalid as wrong:
        raise _told(path, types) from wrong
    except (OSError, ValueError) as wrong:
        raise problems.broken_file(path.name) from wrong
    return target


def _copy(path: Path, target: Path, types: Mapping[str, pa.DataType]) -> None:
    half = target.with_suffix(".part")
    reader = _opened(path, types, threads=True)
    with reader, pq.ParquetWriter(half, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
    half.replace(target)


def _opened(
    path: Path, types: Mapping[str, pa.DataType], *, threads: bool
) -> pc.CSVStreamingReader:
    # Columns nobody asks for stay texts: their first rows do not tell what the others hold.
    every = dict.fromkeys(_header(path), pa.string()) | dict(types)
    return pc.open_csv(
        path,
        convert_options=pc.ConvertOptions(column_types=every, strings_can_be_null=True),
        parse_options=pc.ParseOptions(newlines_in_values=True),
        read_options=pc.ReadOptions(use_threads=threads),
    )


# -- what is wrong --------------------------------------------------------------------------------

_CELL = re.compile(r"In CSV column #(\d+): (?:Row #(\d+): )?CSV conversion error to (\w+).*?: (.*)")
_WIDTH = re.compile(r"CSV parse error: (?:Row #(\d+): )?Expected (\d+) columns, got (\d+)")
_VALUE = re.compile(r"'(.*)'", re.DOTALL)
_MOST_SHOWN = 40
_SPELT = {
    "date32": Text("日期，如 2026-04-05", "a date such as 2026-04-05"),
    "bool": Text("true 或 false", "true or false"),
    "int64": Text("整数", "a whole number"),
    "timestamp": Text("时间，如 2026-11-20T22:13:00+08:00", "such as 2026-11-20T22:13:00+08:00"),
}


def _told(path: Path, types: Mapping[str, pa.DataType]) -> BadInput:
    """Return what is wrong with a CSV file that could not be read."""
    said = _fault(path, types)
    if said.startswith("Empty CSV"):
        return problems.no_rows(path.name)
    width = _WIDTH.search(said)
    if width:
        return problems.ragged_row(_at(path, width[1]), int(width[2]), int(width[3]))
    cell = _CELL.search(said)
    if cell is None:
        return problems.broken_file(path.name)
    where = f"{_at(path, cell[2])}: {_header(path)[int(cell[1])]}"
    if "UTF8" in cell[4]:
        return problems.not_utf8(where)
    value = _VALUE.search(cell[4])
    shown = value[1][:_MOST_SHOWN] if value else ""
    return problems.bad_cell(where, shown, _SPELT[cell[3]])


def _fault(path: Path, types: Mapping[str, pa.DataType]) -> str:
    """Read a file again in one thread, which knows the number of a row; return what it says."""
    try:
        with _opened(path, types, threads=False) as reader:
            for _ in reader:
                pass
    except pa.ArrowInvalid as wrong:
        return str(wrong)
    return ""


def _at(path: Path, row: str | None) -> str:
    return f"{path.name}:{row}" if row else path.name


def _header(path: Path) -> list[str]:
    """Return the names of the columns, as far as they can be read."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file, suppress(csv.Error):
        return next(csv.reader(file), [])
    return []
