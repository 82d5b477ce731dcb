from __future__ import annotations

from tests.audit.small import one, put


def make(folder):
    put(folder / "log.parquet", [one()])
    whole = (folder / "log.parquet").read_bytes()
    (folder / "log.parquet").write_bytes(whole[: len(whole) // 2])
    return ["contacts", "log.parquet", "--out", "out"]
