"""A sheet of text: figures in a column of their own, the words beside them, wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ashore.report.shown import typeset
from ashore.report.wide import clean, fill, pad, table, width, wrap
from ashore.words import Lang, Text

__all__ = ["Paper"]

GUTTER = 12
"""The column the figures stand in, flush right."""

NARROW = 34
NAME_MAX = 20
BOLD, DIM, RED, AMBER = "1", "2", "31", "33"
TONES = {"strong": BOLD, "quiet": DIM, "red": RED, "amber": AMBER}


@dataclass(slots=True)
class Paper:
    """Lines of text in one language; `colour` only for a screen."""

    lang: str
    columns: int = 80
    colour: bool = False
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return everything written so far."""
        return "\n".join(self.lines)

    def say(self, text: Text) -> str:
        """Return a text in the language of the sheet, set as its readers expect."""
        said = clean(text.say(self.lang))
        return said if self.lang == Lang.EN else typeset(said)

    def tone(self, line: str, how: str) -> str:
        """Return a line in a colour, if the sheet has any; colour is never the only sign."""
        code = TONES.get(how)
        return f"\x1b[{code}m{line}\x1b[0m" if self.colour and code and line else line

    def blank(self) -> None:
        """Leave a line."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def heading(self, title: str) -> None:
        """Write a heading, underlined."""
        self.blank()
        for line in wrap(clean(title), self.columns):
            self.lines.append(self.tone(line, "strong"))
        self.lines.append("-" * min(width(clean(title)), self.columns))

    def label(self, text: Text) -> None:
        """Write the name of a group of figures."""
        self.blank()
        self.para(text, how="strong")

    def para(self, text: Text, *, indent: int = 0, how: str = "") -> None:
        """Write a paragraph."""
        blanks = " " * indent
        for line in wrap(self.say(text), self.columns, blanks, blanks):
            self.lines.append(self.tone(line, how))

    def figure(self, value: str, text: Text, *, how: str = "") -> None:
        """Write a figure with its words: the figure first, the words wrapped beside it."""
        indent = " " * (GUTTER + 2)
        if self.columns < NARROW or width(value) > GUTTER:
            self.lines.append(self.tone(f"  {value}", how))
            self.para(text, indent=4)
            return
        said = wrap(self.say(text), self.columns, indent, indent)
        first = said[0][len(indent) :]
        self.lines.append(self.tone(pad(value, GUTTER, right=True), how) + f"  {first}")
        self.lines += said[1:]

    def beside(self, text: Text, *, how: str = "quiet") -> None:
        """Write more words below those of a figure."""
        self.para(text, indent=4 if self.columns < NARROW else GUTTER + 2, how=how)

    def table(
        self, head: Sequence[Text], rows: Sequence[Sequence[str]], *, left: int = 1, last: bool
    ) -> None:
        """Write a table: the first `left` columns are words, the others figures.

        Where it does not fit, each row becomes a group of lines.

        Args:
            head: the names of the columns.
            rows: the cells.
            left: how many columns are words.
            last: whether the last row is a sum, set off by a line.
        """
        names = [self.say(each) for each in head]
        cells = [[fill(clean(cell), NAME_MAX) if n < left else cell for n, cell in enumerate(row)]
                 for row in rows]  # fmt: skip
        drawn = table([names, *cells], right=set(range(left, len(names))))
        if max(map(width, drawn)) + 2 > self.columns:
            self._stacked(names, cells, left)
            return
        self.lines.append(self.tone(f"  {drawn[0]}", "quiet"))
        for at, line in enumerate(drawn[1:], start=1):
            if last and at == len(drawn) - 1 and at > 1:
                self.lines.append("  " + "-" * max(map(width, drawn)))
            self.lines.append(f"  {line}")

    def _stacked(self, names: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> None:
        for row in rows:
            self.lines += wrap(" ".join(row[:left]), self.columns, "  ", "  ")
            for name, cell in zip(names[left:], row[left:], strict=True):
                self.lines.append(f"    {name} {cell}")
