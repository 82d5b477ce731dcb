"""A flag that is neither true nor false."""

from __future__ import annotations


def make(folder):
    text = "account,at,recorded\na,2026-11-20T22:13:00+08:00,是\n"
    (folder / "log.csv").write_text(text, encoding="utf-8")
    return ["contacts", "log.csv", "--out", "out"]
