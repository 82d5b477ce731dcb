"""Style and scripts under addresses that change with what they hold, so that they may be kept."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

__all__ = ["Hashed"]


class Hashed(StaticFilesStorage):
    """Adds the beginning of a file's hash to its address; nothing has to be collected first."""

    def url(self, name: str | None) -> str:
        """Return the address of a file of ours or of a package."""
        address = super().url(name)
        return f"{address}?{_mark(name)}" if name else address


@cache
def _mark(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        return "0"
    return sha256(Path(found).read_bytes()).hexdigest()[:10]
