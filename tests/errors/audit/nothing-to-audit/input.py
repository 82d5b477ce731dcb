from __future__ import annotations


def make(folder):
    return ["letters", "log.parquet", "--out", "out"]
