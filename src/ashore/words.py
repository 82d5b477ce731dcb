"""Words in two languages, the reason tree behind a figure, and the one family of errors.

Every sentence a person reads is a `Text`: Simplified Chinese first, English second. Every figure
can carry a `Why`. Everything the world can do wrong (a file, an input, a missing law) is an
`AshoreError`, which is turned into words once, at the edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar, NamedTuple

__all__ = ["AshoreError", "BadInput", "Cite", "Lang", "LawGap", "Text", "Why", "how_many"]


class Lang(StrEnum):
    """The two languages of the product."""

    ZH = "zh"
    EN = "en"


class Text(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def say(self, lang: str) -> str:
        """Return the sentence in `lang` ("zh" or "en")."""
        return self.en if lang == Lang.EN else self.zh


def how_many(number: int, noun: str) -> str:
    """Return a number of things in English, one of them in the singular.

    >>> how_many(1, "loan"), how_many(2, "loan"), how_many(0, "loan")
    ('1 loan', '2 loans', '0 loans')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Where a rule comes from, as it stood on the day it was applied.

    `confidence` is A (read in the text), B (known) or C (uncertain). `assumed` says that the day
    lies after the last day a person checked the text (`checked_until`), so it is taken to be
    unchanged.
    """

    norm: str
    title: Text
    source: str
    article: str = ""
    rank: str = ""
    confidence: str = "A"
    assumed: bool = False
    checked_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """How a figure came about: a formula, its inputs, the rule behind it, and its parts.

    `value` and the inputs are decimal strings, dates or plain words, so that the tree is the same
    on a screen, in a terminal and in JSON.
    """

    label: Text
    value: str
    formula: str = ""
    inputs: tuple[tuple[str, str], ...] = ()
    cite: Cite | None = None
    parts: tuple[Why, ...] = field(default=())


class AshoreError(Exception):
    """Something outside the program that stops the work, said in four parts.

    Args:
        where: file, key or argument, the same in both languages ("case.toml: loans[2].rate").
        what: what is wrong, with the value that caused it.
        expected: what would have been right.
        do: what to do about it.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, *, where: str, what: Text, expected: Text, do: Text) -> None:
        super().__init__(where, what, expected, do)
        self.where = where
        self.what = what
        self.expected = expected
        self.do = do

    def say(self, lang: str) -> str:
        """Return the whole message in one language, one line a part."""
        if lang == Lang.EN:
            return (
                f"{self.where}: {self.what.en}\n  expected: {self.expected.en}\n  do: {self.do.en}"
            )
        return f"{self.where}：{self.what.zh}\n  应为：{self.expected.zh}\n  怎么办：{self.do.zh}"

    def __str__(self) -> str:
        return self.say(Lang.EN)


class BadInput(AshoreError):
    """A file, a key or an argument that cannot be used."""


class LawGap(AshoreError):
    """No norm in the law files answers for that day, lender or matter."""

    exit_code: ClassVar[int] = 3
