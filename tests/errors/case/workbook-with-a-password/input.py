"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> str:
    inside = "EncryptedPackage".encode("utf-16-le")
    (folder / "book.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600) + inside)
    return "book.xlsx"
