"""Makes the input of this message."""

from __future__ import annotations

import os
from pathlib import Path


def make(folder: Path) -> str:
    os.mkfifo(folder / "case.toml")
    return "case.toml"
