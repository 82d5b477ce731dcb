from __future__ import annotations

from tests.audit.portfolio import put


def make(folder):
    put(folder / "loans.parquet", {}, drop=("method", "claim.on"))
    return ["loans", "loans.parquet", "--out", "out"]
