from __future__ import annotations

from tests.audit.small import one, put


def make(folder):
    put(folder / "log.parquet", [one(at="1970-01-01T00:00:00+08:00")])
    return ["contacts", "log.parquet", "--out", "out"]
