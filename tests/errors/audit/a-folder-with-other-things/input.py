from __future__ import annotations

from tests.audit.small import one, put


def make(folder):
    put(folder / "log.parquet", [one()])
    (folder / "out").mkdir()
    (folder / "out" / "holiday.jpg").write_bytes(b"")
    return ["contacts", "log.parquet", "--out", "out"]
