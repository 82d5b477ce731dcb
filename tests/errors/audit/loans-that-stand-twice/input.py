from __future__ import annotations

from tests.audit.portfolio import put


def make(folder):
    put(folder / "loans.parquet", {"id": "a"}, {"id": "b"}, {"id": "a"})
    return ["loans", "loans.parquet", "--out", "out"]
