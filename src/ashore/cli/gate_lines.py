"""Requests as they come in: one JSON text, or one a line, from a file or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from ashore.files.source import read_text
from ashore.words import Text

__all__ = ["WAIT_SECONDS", "Numbered", "text_lines"]

WAIT_SECONDS = 2.0
"""How long a command waits for a store that is in use."""

Numbered = Iterator[tuple[int, str]]


def text_lines(path: str, of: Text) -> tuple[str, str | Numbered]:
    """Return a name for messages and either one JSON text or numbered lines of JSON.

    From standard input lines are given on as they come. `of` is what they hold, for messages.

    Raises:
        BadInput: the file cannot be read.
    """
    if path == "-":
        first = sys.stdin.readline()
        if _is_whole(first):
            return "stdin", _numbered(chain([first], sys.stdin))
        return "stdin", first + sys.stdin.read()
    text = read_text(Path(path), of)
    lines = text.split("\n")  # other line breaks may stand inside a JSON text
    filled = [line for line in lines if line.strip()]
    if Path(path).suffix in {".jsonl", ".ndjson"} or (len(filled) > 1 and _is_whole(filled[0])):
        return Path(path).name, _numbered(lines)
    return Path(path).name, text


def _numbered(lines: Iterable[str]) -> Numbered:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line


def _is_whole(line: str) -> bool:
    """Whether a line is a JSON object by itself."""
    import json

    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
