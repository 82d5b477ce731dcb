"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile


def make(folder: Path) -> str:
    with ZipFile(folder / "book.xlsx", "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", '<row r="1">' * 100_002)
    return "book.xlsx"
