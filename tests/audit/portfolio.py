"""Tiny portfolios as Parquet files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

ROW = {
    "id": "a", "lender": "甲", "lender_type": "bank", "principal": Decimal("1200.00"),
    "disbursed_on": date(2025, 1, 5), "first_due_on": date(2025, 2, 5), "method": "equal_principal",
    "instalments": 12, "rate.value": "0.01", "rate.per": "month", "penalty.multiple": "1.5",
    "claim.on": date(2025, 4, 5), "claim.total": Decimal("1236.18"),
}  # fmt: skip


def put(path, *rows, drop=()):
    """Write loans that differ from a plain one as said; None is a blank."""
    made = [{**ROW, **{key.replace("__", "."): each for key, each in row.items()}} for row in rows]
    names = [name for name in dict.fromkeys(key for row in made for key in row) if name not in drop]
    columns = {name: pa.array([row.get(name) for row in made]) for name in names}
    pq.write_table(pa.table(columns), path)


def pay(path, *rows):
    """Write payments: loan, day, amount."""
    columns = zip(*rows, strict=True)
    names = ("loan", "on", "amount")
    pq.write_table(pa.table(dict(zip(names, map(list, columns), strict=True))), path)
