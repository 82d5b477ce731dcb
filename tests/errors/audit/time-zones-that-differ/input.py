from __future__ import annotations

from tests.audit.small import one, put


def make(folder):
    put(folder / "a.parquet", [one()])
    put(folder / "b.parquet", [one()], zone="UTC")
    return ["contacts", "a.parquet", "b.parquet", "--out", "out"]
