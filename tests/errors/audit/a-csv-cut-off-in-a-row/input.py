"""A CSV file whose last row stops in the middle."""

from __future__ import annotations


def make(folder):
    text = "account,at,channel\na,2026-11-20T22:13:00+08:00,call\nb,2026-11-2"
    (folder / "log.csv").write_text(text, encoding="utf-8")
    return ["contacts", "log.csv", "--out", "out"]
