"""Pieces of HTML: escaping, amounts, tables. Whatever a person wrote is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape as _escape

from ashore.report.shown import marked, money, typeset
from ashore.report.wide import clean
from ashore.words import Lang, Text

__all__ = ["Column", "Tongue", "amount", "escape", "named"]


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def escape(text: str) -> str:
    """Return text that is safe in an element and in a quoted attribute."""
    return _escape(clean(text), quote=True)


def named(text: str) -> str:
    """Return what a person wrote, set apart so that its direction cannot turn what follows."""
    return f"<bdi>{escape(text)}</bdi>"


def amount(fen: int, digits: int, currency: str = "") -> str:
    """Return an amount with the decimals smaller; with a currency, its mark before it."""
    text = marked(fen, currency, digits) if currency else money(fen, digits)
    main, point, rest = text.partition(".")
    return f'<span class="m">{escape(main)}{f"<small>.{rest}</small>" if point else ""}</span>'


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a table's column; `figure` sets it flush right."""

    name: Text
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of a page."""

    lang: str

    def raw(self, text: Text) -> str:
        """Return a text in the language of the page, not escaped."""
        said = text.say(self.lang)
        return said if self.lang == Lang.EN else typeset(said)

    def say(self, text: Text) -> str:
        """Return a text in the language of the page, escaped; a date is kept on one line."""
        return _DAY.sub(r'<span class="m">\g<0></span>', escape(self.raw(text)))

    def para(self, text: Text, kind: str = "") -> str:
        """Return a paragraph."""
        return f"<p{f' class={kind!r}' if kind else ''}>{self.say(text)}</p>"

    def facts(self, rows: Iterable[tuple[str, str]], *, first: bool = True) -> str:
        """Return figures with their words, as HTML; the first one large."""
        drawn = [
            f"<dt>{words}</dt><dd{' class=first' if first and not at else ''}>{figure}</dd>"
            for at, (figure, words) in enumerate(rows)
        ]
        return f'<dl class="facts">{"".join(drawn)}</dl>'

    def table(
        self,
        caption: Text,
        columns: Sequence[Column],
        rows: Iterable[Sequence[str]],
        foot: Sequence[str] = (),
    ) -> str:
        """Return a table whose cells are HTML; the first cell of a row is its head.

        A row of one cell goes on below the row before it, over the whole width.
        """
        kinds = [' class="n"' if column.figure else "" for column in columns]
        head = "".join(
            f'<th scope="col"{kind}>{self.say(column.name)}</th>'
            for column, kind in zip(columns, kinds, strict=True)
        )
        body = "".join(f"<tr>{_row(row, kinds)}</tr>" for row in rows)
        tail = f"<tfoot><tr>{_row(foot, kinds)}</tr></tfoot>" if foot else ""
        return (
            f'<div class="wide"><table><caption>{self.say(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{tail}</table></div>"
        )

    def fold(self, summary: Text, inside: str, *, opened: bool) -> str:
        """Return something to open and close."""
        return (
            f"<details{' open' if opened else ''}><summary>{self.say(summary)}</summary>"
            f"{inside}</details>"
        )


def _row(cells: Sequence[str], kinds: Sequence[str]) -> str:
    first, *others = cells
    if not others:
        return f'<td class="more" colspan="{len(kinds)}">{first}</td>'
    head = f'<th scope="row"{kinds[0]}>{first}</th>'
    return head + "".join(
        f"<td{kind}>{cell}</td>" for cell, kind in zip(others, kinds[1:], strict=True)
    )
