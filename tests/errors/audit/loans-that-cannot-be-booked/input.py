from __future__ import annotations

from tests.audit.portfolio import ROW, put


def make(folder):
    put(
        folder / "loans.parquet",
        {"id": "a", "rate__value": "much"},
        {"id": "b", "first_due_on": ROW["disbursed_on"]},
        {"id": None},
    )
    return ["loans", "loans.parquet", "--out", "out"]
