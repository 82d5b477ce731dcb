"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> str:
    (folder / "case").mkdir()
    return "case"
