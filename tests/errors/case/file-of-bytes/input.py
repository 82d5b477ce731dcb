"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> str:
    (folder / "case.csv").write_bytes(b"id,name\n\x81\xff\xff\x00")
    return "case.csv"
