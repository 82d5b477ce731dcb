"""Makes the input of this message."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> str:
    (folder / "case.toml").write_bytes('ashore = 1\ntitle = "我的借款"\n'.encode("gbk"))
    return "case.toml"
