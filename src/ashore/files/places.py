"""Where in a text a path of the case is: looked up only when there is something to say about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

from ashore.files.problems import Path, dotted

__all__ = ["TextPlaces", "json_lines", "toml_lines"]

Lines = dict[Path, int]

_WORD = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_WORDS = re.compile(_WORD)
_HEAD = re.compile(rf"\s*(\[\[?)\s*({_WORD}(?:\s*\.\s*{_WORD})*)\s*\]")
_KEY = re.compile(rf"\s*({_WORD}(?:\s*\.\s*{_WORD})*)\s*=")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^\s{}\[\],:"]+')


class TextPlaces:
    """The line of a path in a text, or of the closest table around it.

    Args:
        name: the file's name, as messages show it.
        text: what is in it.
        scan: finds the line of each path; called once, and only if something is wrong.
    """

    in_cells = False

    def __init__(self, name: str, text: str, scan: Callable[[str], Lines]) -> None:
        self.name = name
        self._text = text
        self._scan = scan

    @cached_property
    def _lines(self) -> Lines:
        return self._scan(self._text)

    def order(self, path: Path) -> int:
        """Return the line of the path, 0 when it is not in the text."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 0

    def where(self, path: Path) -> str:
        """Return "case.toml:14 loans[3].rate.value"."""
        line = self.order(path)
        place = f"{self.name}:{line}" if line else self.name
        return f"{place} {dotted(path)}" if path else place


def toml_lines(text: str) -> Lines:
    r"""Return the line of each table and key of a TOML text, as far as its lines show them.

    >>> toml_lines('[[a]]\nid = "x"\n[[a.b]]\nname = "y"')[("a", 0, "b", 0, "name")]
    4
    """
    lines: Lines = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    inside = False  # a text over several lines
    for number, line in enumerate(text.split("\n"), start=1):
        opens = (line.count('"""') + line.count("'''")) % 2 == 1
        if inside:
            inside = not opens
            continue
        inside = opens
        head, key = _HEAD.match(line), _KEY.match(line)
        if head:
            here = _table(_words(head[2]), counts, many=head[1] == "[[")
            lines.setdefault(here, number)
        elif key:
            lines.setdefault((*here, *_words(key[1])), number)
    return lines


def _words(dotted_key: str) -> list[str]:
    return [word.strip("\"'") for word in _WORDS.findall(dotted_key)]


def _table(words: list[str], counts: dict[Path, int], *, many: bool) -> Path:
    """Return the path of a table head; `[[…]]` begins the next table of its array."""
    path: Path = ()
    for word in words[:-1]:
        path = (*path, word)
        path = (*path, counts[path]) if path in counts else path
    path = (*path, words[-1])
    if many:
        counts[path] = counts.get(path, -1) + 1
    return (*path, counts[path]) if path in counts else path


def json_lines(text: str) -> Lines:
    r"""Return the line of each value of a JSON text.

    >>> json_lines('{"loans": [\n{"id": "a"},\n{"id": "b"}]}')[("loans", 1, "id")]
    3
    """
    import json

    starts = [found.end() for found in re.finditer("\n", text)]
    lines: Lines = {}
    path: list[str | int] = []
    waiting: list[bool] = []  # for each open object: its next text is a key
    for found in _TOKEN.finditer(text):
        piece, line = found[0], bisect_right(starts, found.start()) + 1
        if piece in "]}":
            path.pop()
            waiting.pop()
        elif piece == ",":
            _next(path, waiting)
        elif waiting and waiting[-1]:
            path[-1], waiting[-1] = str(json.loads(piece)), False
            lines.setdefault(tuple(path), line)
        else:
            lines.setdefault(tuple(path), line)
            if piece in "{[":
                path.append("" if piece == "{" else 0)
                waiting.append(piece == "{")
    return lines


def _next(path: list[str | int], waiting: list[bool]) -> None:
    """A comma: the next position of an array, or the next key of an object."""
    last = path[-1]
    if isinstance(last, int):
        path[-1] = last + 1
    else:
        waiting[-1] = True
