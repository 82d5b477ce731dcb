from __future__ import annotations

from tests.audit.small import one, put


def make(folder):
    put(
        folder / "log.parquet",
        [one()],
        types={"account": "uint64"},
        values={"account": [2**64 - 1]},
    )
    return ["contacts", "log.parquet", "--out", "out"]
