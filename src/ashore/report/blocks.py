"""A page as plain blocks, written once and set twice: on a sheet of text and as HTML.

A block holds texts in both languages and amounts in fen; how they look is decided here alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ashore.report.html_why import source
from ashore.report.markup import Column, Tongue, amount, named
from ashore.report.paper import Paper
from ashore.report.shown import marked, money
from ashore.report.view_cost import where_from
from ashore.words import Cite, Text

__all__ = ["Block", "Cell", "Figures", "Item", "Money", "Para", "Section", "Table", "blocks_html",
           "write_blocks"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """The currency of a page and its decimals."""

    currency: str
    digits: int


Cell = Text | str | int | None
"""Words, what a person wrote or a plain figure, an amount in fen, or nothing to show."""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `tone` is strong, quiet, amber, red or nothing."""

    text: Text
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures with their words; an `int` is an amount in fen."""

    rows: tuple[tuple[str | int, Text], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first `left` columns are words, the others figures."""

    caption: Text
    head: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """Something to open: its title, what stands beneath, and where it is written.

    On a sheet of text only the title is written unless everything is opened; `brief` is written
    beneath it in any case, and on a page it is not folded away unless the item is `folded`. An item
    that is `deeper` is left out of a text that is not opened altogether.
    """

    title: Text
    lines: tuple[Text, ...]
    cites: tuple[Cite, ...] = ()
    sources: tuple[Text, ...] = ()
    brief: tuple[Text, ...] = ()
    deeper: bool = False
    folded: bool = False


Block = Para | Figures | Table | Item


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a page; one that is `deeper` is left out of a text that is not opened."""

    title: Text
    blocks: tuple[Block, ...]
    deeper: bool = False


# -- on a sheet of text ---------------------------------------------------------------------------


def write_blocks(
    paper: Paper, sections: Iterable[Section], form: Money, *, explain: bool = False
) -> None:
    """Write the sections on a sheet; `explain` opens everything."""
    for section in sections:
        if section.blocks and (explain or not section.deeper):
            paper.heading(paper.say(section.title))
            for block in section.blocks:
                _write(paper, block, form, explain=explain)


def _write(paper: Paper, block: Block, form: Money, *, explain: bool) -> None:
    match block:
        case Para():
            paper.para(block.text, how=block.tone)
        case Figures():
            for value, words in block.rows:
                paper.figure(_said(value, form), words)
        case Table():
            paper.blank()
            paper.para(block.caption, how="quiet")
            rows = [[_plain(paper, cell, form) for cell in row] for row in block.rows]
            paper.table(block.head, rows, left=block.left, last=False)
        case Item():
            _write_item(paper, block, explain=explain)


def _said(value: str | int, form: Money) -> str:
    return marked(value, form.currency, form.digits) if isinstance(value, int) else value


def _write_item(paper: Paper, item: Item, *, explain: bool) -> None:
    if item.deeper and not explain:
        return
    paper.para(Text(f"· {item.title.zh}", f"· {item.title.en}"))
    for line in (*item.brief, *(item.lines if explain else ())):
        paper.para(line, indent=2)
    if explain:
        for where in dict.fromkeys((*item.sources, *map(where_from, item.cites))):
            paper.para(Text(f"依据：{where.zh}", f"source: {where.en}"), indent=2, how="quiet")


def _plain(paper: Paper, cell: Cell, form: Money) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, int):
        return money(cell, form.digits)
    return paper.say(cell) if isinstance(cell, Text) else cell


# -- as HTML --------------------------------------------------------------------------------------


def blocks_html(
    tongue: Tongue, sections: Iterable[Section], form: Money, *, opened: bool = False
) -> list[str]:
    """Return the sections as HTML; `opened` unfolds everything."""
    return [
        f"<article><h2>{tongue.say(section.title)}</h2>"
        f"{''.join(_html(tongue, section.blocks, form, opened=opened))}</article>"
        for section in sections
        if section.blocks
    ]


def _html(tongue: Tongue, blocks: Sequence[Block], form: Money, *, opened: bool) -> Iterator[str]:
    for block in blocks:
        match block:
            case Para():
                yield tongue.para(block.text, block.tone)
            case Figures():
                rows = [(_figure(value, form), tongue.say(words)) for value, words in block.rows]
                yield tongue.facts(rows)
            case Table():
                yield _table(tongue, block, form)
            case Item():
                yield _item(tongue, block, opened=opened)


def _table(tongue: Tongue, block: Table, form: Money) -> str:
    columns = [Column(name, figure=at >= block.left) for at, name in enumerate(block.head)]
    rows = [[_cell(tongue, cell, form) for cell in row] for row in block.rows]
    return tongue.table(block.caption, columns, rows)


def _item(tongue: Tongue, item: Item, *, opened: bool) -> str:
    open_lines = () if item.folded else item.brief
    hidden = (*item.brief, *item.lines) if item.folded else item.lines
    inside = [tongue.para(line) for line in hidden]
    said = [f'<p class="quiet">{source(tongue, cite)}</p>' for cite in item.cites]
    said += [
        tongue.para(Text(f"依据：{one.zh}", f"source: {one.en}"), "quiet") for one in item.sources
    ]
    inside += dict.fromkeys(said)  # several norms may stand in one article
    if not open_lines:
        return tongue.fold(item.title, "".join(inside), opened=opened)
    told = "".join(tongue.para(line) for line in open_lines)
    more = tongue.fold(_MORE, "".join(inside), opened=opened) if inside else ""
    return f"<h3>{tongue.say(item.title)}</h3>{told}{more}"


_MORE = Text("怎么做、依据", "what to do, sources")


def _figure(value: str | int, form: Money) -> str:
    if isinstance(value, int):
        return amount(value, form.digits, form.currency)
    return f'<span class="m">{value}</span>'


def _cell(tongue: Tongue, cell: Cell, form: Money) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, int):
        return amount(cell, form.digits)
    return tongue.say(cell) if isinstance(cell, Text) else named(cell)
