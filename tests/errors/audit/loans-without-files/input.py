from __future__ import annotations


def make(folder):
    (folder / "empty").mkdir()
    return ["loans", "empty", "--out", "out"]
