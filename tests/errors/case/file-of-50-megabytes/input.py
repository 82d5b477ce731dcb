"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> str:
    with (folder / "case.toml").open("wb") as file:
        file.truncate(50_000_000)
    return "case.toml"
