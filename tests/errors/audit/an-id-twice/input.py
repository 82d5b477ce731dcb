from __future__ import annotations

from tests.audit.small import one, put


def make(folder):
    put(folder / "log.parquet", [one(id="c1"), one(id="c2"), one(id="c1")])
    return ["contacts", "log.parquet", "--out", "out"]
