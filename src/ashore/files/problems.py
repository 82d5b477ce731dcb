"""What is wrong with a file: every problem found in one pass, said as one message.

The first problem stands in full, so that one message is always enough to go on with; up to nine
more follow in a line each, so that nobody has to run the program once per slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ashore.loan import Finding
from ashore.words import BadInput, Text

__all__ = ["BadFile", "Check", "Path", "Problem", "Said", "Whereabouts", "dotted", "near"]

Path = tuple[str | int, ...]
"""Keys and 0-based positions from the top of the case: ("loans", 2, "rate", "value")."""

LISTED = 9


class Said(NamedTuple):
    """Three of the four parts of a message; the fourth, where, is known by the file."""

    what: Text
    expected: Text
    do: Text


class Whereabouts(Protocol):
    """Something that can say where in a file a path is: "case.toml:14 loans[3].rate.value"."""

    in_cells: bool  # a spreadsheet or CSV file

    def where(self, path: Path) -> str:
        """Return the place in words that are the same in both languages."""

    def order(self, path: Path) -> int:
        """Return a number that grows from the top of the file to its end."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file."""

    path: Path
    said: Said


class BadFile(BadInput):
    """A file with one or more problems; `problems` has them all, first of the file first.

    Args:
        problems: at least one.
        places: where each path is in the file.
    """

    def __init__(self, problems: Sequence[Problem], places: Whereabouts) -> None:
        assert problems
        self.problems = tuple(sorted(problems, key=lambda one: places.order(one.path)))
        first, *others = self.problems
        what, expected, do = first.said
        super().__init__(where=places.where(first.path), what=what, expected=expected, do=do)
        self.others = tuple((places.where(one.path), one.said.what) for one in others[:LISTED])

    def say(self, lang: str) -> str:
        """Return the first problem in full and the others in a line each."""
        said = super().say(lang)
        if not self.others:
            return said
        rest = len(self.problems) - 1
        lines = [
            Text(f"  {at}：{what.zh}", f"  {at}: {what.en}").say(lang) for at, what in self.others
        ]
        if rest > LISTED:
            unsaid = rest - LISTED
            lines.append(Text(f"  …… 以及 {unsaid} 处", f"  … and {unsaid} more").say(lang))
        return "\n".join([said, Text(f"另外还有 {rest} 处：", f"{rest} more:").say(lang), *lines])


class Check:
    """One walk over a file: the currency's decimals, what was wrong, what is worth telling.

    `cells` says that the values come from cells, where nothing is put in quotes and columns have
    names of their own; messages then speak of those.
    """

    def __init__(self, digits: int = 2, *, cells: bool = False) -> None:
        self.digits = digits
        self.cells = cells
        self.problems: list[Problem] = []
        self.notes: list[Finding] = []
        self.zoneless = 0  # instants without an offset, read as Asia/Shanghai

    def wrong(self, at: Path, said: Said) -> None:
        """Record that what stands at `at` cannot be used."""
        self.problems.append(Problem(at, said))

    def note(self, kind: str, text: Text, loan: str = "") -> None:
        """Record something that can be used but is worth telling."""
        self.notes.append(Finding(kind=kind, loan=loan, on=None, text=text))


def dotted(path: Path) -> str:
    """Return a path as people write it, positions counted from 1.

    >>> dotted(("loans", 2, "rate", "value"))
    'loans[3].rate.value'
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{_tame(part)}" if text else _tame(part)
    return text


_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _tame(key: str) -> str:
    """Return a key as it may stand in a message: short, and no sign that moves a screen."""
    key = _UNSAFE.sub("\u00b7", key)
    return key if len(key) <= 40 else f"{key[:39]}\u2026"


def near(word: str, known: Iterable[str]) -> str:
    """Return the known word closest to `word`, or "" when none is close.

    >>> near("princpal", ["principal", "product"]), near("x", ["principal"])
    ('principal', '')
    """
    from difflib import get_close_matches

    found = get_close_matches(word.strip().lower(), sorted(known), n=1, cutoff=0.6)
    return found[0] if found else ""
