"""Tiny logs of contacts as Parquet files."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

COLUMNS = {
    "id": "string", "account": "string", "at": "", "lender": "string", "channel": "string",
    "role": "string", "outcome": "string",
}  # fmt: skip


def one(**changed):
    """Return a lawful contact."""
    row = {
        "id": "c1", "account": "A", "at": "2026-11-20T10:00:00+08:00", "lender": "L",
        "channel": "call", "role": "debtor", "outcome": "talk",
    }  # fmt: skip
    return row | changed


def put(path, rows, *, drop=(), types=None, values=None, zone="Asia/Shanghai"):
    """Write rows; a column may be left out, be of another type, or hold other values."""
    columns = {}
    for name, kind in {**COLUMNS, **(types or {})}.items():
        if name in drop:
            continue
        found = (values or {}).get(name, [row[name] for row in rows])
        if not kind:
            found = [None if at is None else datetime.fromisoformat(at) for at in found]
            columns[name] = pa.array(found, pa.timestamp("s", zone))
        else:
            columns[name] = pa.array(found, kind)
    pq.write_table(pa.table(columns), path)
    return path
