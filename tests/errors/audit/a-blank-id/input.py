from __future__ import annotations

from tests.audit.small import one, put


def make(folder):
    put(folder / "log.parquet", [one(), one(id=None)])
    return ["contacts", "log.parquet", "--out", "out"]
