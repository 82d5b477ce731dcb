"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> str:
    (folder / "case.json").write_text('{"ashore": 1, "loans": ' + "[" * 5000 + "]" * 5000 + "}")
    return "case.json"
