from __future__ import annotations

from tests.audit.small import put


def make(folder):
    put(folder / "log.parquet", [])
    return ["contacts", "log.parquet", "--out", "out"]
