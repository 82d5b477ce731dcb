"""CSV files of contacts, turned into Parquet once so that they are read like the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from ashore.audit import problems
from ashore.audit.record import FLAGS

__all__ = ["as_parquet"]

_TEXT_COLUMNS = (
    "id", "loan", "lender", "organisation", "person", "address", "text", "consent", "channel",
    "direction", "role", "outcome", "purpose", "lender_type", "disclosed", "agent", "overdue",
)  # fmt: skip


def as_parquet(path: Path, workspace: Path, account: str) -> Path:
    """Write a CSV file's contacts as Parquet into the workspace; return where.

    Instants are written with their offset ("2026-11-20T22:13:00+08:00") in every row or in none.

    Raises:
        BadInput: the file is no table, or an instant in it cannot be read.
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
            raise problems.broken_file(path.name) from wrong
        except (OSError, ValueError) as wrong:
            raise problems.broken_file(path.name) from wrong
        return target
    raise problems.mixed_zones(path.name, "+08:00 / —", "—")


def _copy(path: Path, target: Path, types: dict[str, Any]) -> None:
    options = pc.ConvertOptions(column_types=types, strings_can_be_null=True)
    parse = pc.ParseOptions(newlines_in_values=True)
    half = target.with_suffix(".part")
    reader = pc.open_csv(path, convert_options=options, parse_options=parse)
    with reader, pq.ParquetWriter(half, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
    half.replace(target)
