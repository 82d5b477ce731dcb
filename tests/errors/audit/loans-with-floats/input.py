from __future__ import annotations

from tests.audit.portfolio import put


def make(folder):
    put(folder / "loans.parquet", {"principal": 1200.5})
    return ["loans", "loans.parquet", "--out", "out"]
