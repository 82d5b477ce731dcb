from __future__ import annotations


def make(folder):
    (folder / "logs").mkdir()
    return ["contacts", "logs", "--out", "out"]
