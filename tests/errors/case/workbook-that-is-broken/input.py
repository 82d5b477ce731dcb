"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> str:
    (folder / "book.xlsx").write_bytes(b"PK\x03\x04 and no more")
    return "book.xlsx"
