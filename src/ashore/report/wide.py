"""Text in columns: Chinese characters are two columns wide in a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import combining, east_asian_width

__all__ = ["clean", "fill", "pad", "table", "width", "wrap"]

NEVER_FIRST = frozenset(",.;:?!)]}%、。》」』】〕·\u2026\uff0c\uff1b\uff1a\uff1f\uff01\uff09")
"""Marks that do not begin a line."""

NEVER_LAST = frozenset("([{《「『【〔¥\uff08")
"""Marks that do not end one."""

_ZERO_WIDTH = range(0x200B, 0x2010)
_SELECTORS = range(0xFE00, 0xFE10)


def clean(text: str) -> str:
    """Return text without what could move the cursor, turn the direction or break the line."""
    return _UNSAFE.sub(" ", text)


_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def width(text: str) -> int:
    """Return how many columns a text takes.

    >>> width("abc"), width("罚息"), width("¥1.00")
    (3, 4, 5)
    """
    if text.isascii():
        return len(text)
    return sum(_columns(sign) for sign in text)


@cache
def _columns(sign: str) -> int:
    if combining(sign) or ord(sign) in _ZERO_WIDTH or ord(sign) in _SELECTORS:
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Return text filled up with blanks to a number of columns."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def fill(text: str, columns: int) -> str:
    """Return text cut to a number of columns, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    return f"{_head(text, columns - 1).rstrip()}…"


def wrap(text: str, columns: int, first: str = "", later: str = "") -> list[str]:
    """Break a text into lines of at most `columns`, words kept whole, Chinese broken anywhere.

    Args:
        text: what to break.
        columns: the most a line takes, its indent included.
        first: what the first line begins with.
        later: what the others begin with.

    >>> wrap("罚息 and penalty", 8)
    ['罚息 and', 'penalty']
    """
    room = max(columns, width(first) + 4, width(later) + 4)
    lines: list[str] = []
    line, taken, empty = first, width(first), True
    for word in _words(text):
        more = width(word)
        if not empty and taken + more > room:
            lines.append(line.rstrip())
            line, taken, empty = later, width(later), True
        if empty:
            word = word.lstrip()  # noqa: PLW2901
            more = width(word)
        line, taken, empty = line + word, taken + more, False
        while taken > room:  # a word longer than a line
            head = _head(line, room)
            lines.append(head)
            line = later + line[len(head) :]
            taken = width(line)
    return [*lines, line.rstrip()]


def _head(line: str, columns: int) -> str:
    """Return the longest beginning of a line that fits."""
    end, taken = 0, 0
    for sign in line:
        taken += _columns(sign)
        if taken > columns:
            break
        end += 1
    return line[:end]


def _words(text: str) -> Iterator[str]:
    """Yield the pieces a line may break between, each with the blanks before it."""
    piece = ""
    for at, sign in enumerate(text):
        if piece and _may_break(text, at):
            yield piece
            piece = ""
        piece += sign
    if piece:
        yield piece


def _may_break(text: str, at: int) -> bool:
    before, sign = text[at - 1], text[at]
    if sign in NEVER_FIRST or before in NEVER_LAST:
        return False
    if sign == " ":
        return True
    if before == " ":
        return False
    return _columns(sign) == 2 or _columns(before) == 2


def table(
    rows: Sequence[Sequence[str]], *, right: frozenset[int] | set[int], gap: int = 2
) -> list[str]:
    """Return rows as lines of aligned columns; the columns in `right` are flush right."""
    if not rows:
        return []
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        (" " * gap)
        .join(
            pad(cell, columns, right=at in right)
            for at, (cell, columns) in enumerate(zip(row, widths, strict=True))
        )
        .rstrip()
        for row in rows
    ]
