"""A CSV file as a spreadsheet in China often saves it."""

from __future__ import annotations


def make(folder):
    text = "account,at,lender\na,2026-11-20T22:13:00+08:00,某银行\n"
    (folder / "log.csv").write_bytes(text.encode("gbk"))
    return ["contacts", "log.csv", "--out", "out"]
