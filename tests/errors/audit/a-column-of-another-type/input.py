from __future__ import annotations

from tests.audit.small import one, put


def make(folder):
    put(folder / "log.parquet", [one()], types={"at": "string"}, values={"at": ["20 November"]})
    return ["contacts", "log.parquet", "--out", "out"]
