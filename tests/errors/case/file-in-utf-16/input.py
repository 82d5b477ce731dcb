"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> str:
    (folder / "case.toml").write_bytes("ashore = 1\n".encode("utf-16"))
    return "case.toml"
