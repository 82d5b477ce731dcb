"""One spelling for every way a word can be written, and the way back to what was written.

Senders who know that words are filtered write 法 院, f院, 仩门, 起.诉 or j a i l. A text is brought
to one spelling in three steps: character by character (width, case, traditional characters and
look-alikes), then without the separators inside words, then word by word. Each step keeps where
every character came from, so that a phrase is always shown as it stands in the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Read", "Span", "Spelling", "make_spelling"]

Span = tuple[int, int]

CJK = "\u4e00-\u9fff\u3400-\u4dbf"
_ZERO_WIDTH = "\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f"
# Blanks, drawing characters, dingbats and emoji; the marks that end or divide a sentence stay.
_BETWEEN = (
    rf"[ \t\u00a0\u3000{_ZERO_WIDTH}\"'`.*_~^|/\\=+<>#&%@\-"
    r"\u00b7\u2010-\u203a\u2190-\u2bff\u3003-\u3007\u3012-\u303f\U0001f000-\U0001faff]"
)
_SEPARATORS = re.compile(
    rf"(?<=[{CJK}]){_BETWEEN}{{1,8}}(?=[{CJK}])"
    # 起,诉,状: the next character stands alone, or this one and the next do
    rf"|(?<=[{CJK}])[,、。](?=[{CJK}][,、。.][{CJK}])"
    rf"|(?<=[,、。.][{CJK}])[,、。](?=[{CJK}](?:[,、。.]|$))"
    rf"|[{_ZERO_WIDTH}]{{1,8}}"
)
_LETTERS = re.compile(r"(?<![a-z])(?:[a-z][ .\-_*]){2,24}[a-z](?![a-z])")
_LETTER_GAPS = re.compile(r"[ .\-_*]")
_DIGIT_LETTER = re.compile(r"(?<=[a-z])[013@$](?=[a-z])")
_DIGITS = {"0": "o", "1": "i", "3": "e", "@": "a", "$": "s"}


class _Piece(NamedTuple):
    """A stretch of the new text and where it came from; `kept` if character by character."""

    start: int
    came_from: int
    came_to: int
    kept: bool


class _Pass:
    """One rewriting of a text, with the way back."""

    __slots__ = ("_pieces", "_starts", "text")

    def __init__(self, text: str, changes: Sequence[tuple[int, int, str]]) -> None:
        pieces: list[_Piece] = []
        parts: list[str] = []
        at = length = 0
        for start, end, new in changes:
            if start > at:
                pieces.append(_Piece(length, at, start, kept=True))
                parts.append(text[at:start])
                length += start - at
            if new:
                pieces.append(_Piece(length, start, end, kept=False))
                parts.append(new)
                length += len(new)
            at = end
        if at < len(text):
            pieces.append(_Piece(length, at, len(text), kept=True))
            parts.append(text[at:])
        self.text = "".join(parts)
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]

    def back(self, span: Span) -> Span:
        """Return where a stretch of the new text was in the old one."""
        first = self._piece(span[0])
        last = self._piece(span[1] - 1)
        start = first.came_from + (span[0] - first.start if first.kept else 0)
        end = last.came_from + span[1] - last.start if last.kept else last.came_to
        return start, end

    def _piece(self, at: int) -> _Piece:
        return self._pieces[bisect_right(self._starts, at) - 1]


@dataclass(frozen=True, slots=True)
class Read:
    """A text in one spelling; `original` turns a stretch of it into the stretch as written."""

    text: str
    passes: tuple[_Pass, ...] = ()

    def original(self, span: Span) -> Span:
        """Return the start and end in the text as it was given; the span is not empty."""
        for one in reversed(self.passes):
            span = one.back(span)
        return span


@dataclass(frozen=True, slots=True)
class Spelling:
    """The tables of one language community, ready for use."""

    characters: Mapping[int, int]
    words: Mapping[str, str]
    _word: re.Pattern[str] | None = field(repr=False)

    def read(self, text: str) -> Read:
        """Return the text in one spelling, with the way back."""
        now = text.translate(self.characters)
        passes: list[_Pass] = []
        for changes in (_separators, self._spelled, _letters, _digits):
            found = changes(now)
            if found:
                passes.append(_Pass(now, found))
                now = passes[-1].text
        return Read(now, tuple(passes))

    def _spelled(self, text: str) -> list[tuple[int, int, str]]:
        if self._word is None:
            return []
        return [
            (*found.span(), self.words[found[0]])
            for found in self._word.finditer(text)
            if _whole(text, *found.span())
        ]


def make_spelling(characters: Mapping[str, str], words: Mapping[str, str]) -> Spelling:
    """Return a spelling from look-alike characters and from words written another way.

    Args:
        characters: one character → one character.
        words: the odd spelling, in lower case and simplified characters → the usual one.
    """
    table = {code: ord(chr(code - 0xFEE0).lower()) for code in range(0xFF01, 0xFF5F)}
    table |= {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
    table |= {ord(old): ord(new) for old, new in _MARKS.items()}
    table |= {ord(old): ord(new) for old, new in characters.items()}
    longest = sorted(words, key=len, reverse=True)
    word = re.compile("|".join(map(re.escape, longest))) if words else None
    return Spelling(table, dict(words), word)


def _whole(text: str, start: int, end: int) -> bool:
    """Return whether a stretch does not cut a Latin word in two: f院, but not of院."""
    before, first = text[start - 1 : start], text[start]
    after, last = text[end : end + 1], text[end - 1]
    return not (_latin(first) and _latin(before)) and not (_latin(last) and _latin(after))


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


_MARKS = {"\u3000": " ", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}


def _separators(text: str) -> list[tuple[int, int, str]]:
    return [(*found.span(), "") for found in _SEPARATORS.finditer(text)]


def _letters(text: str) -> list[tuple[int, int, str]]:
    """Join j a i l and j-a-i-l."""
    return [(*found.span(), _LETTER_GAPS.sub("", found[0])) for found in _LETTERS.finditer(text)]


def _digits(text: str) -> list[tuple[int, int, str]]:
    """Read j@il and p0lice."""
    return [(*found.span(), _DIGITS[found[0]]) for found in _DIGIT_LETTER.finditer(text)]
