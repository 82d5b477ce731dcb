"""The reason tree in a terminal: each figure, its formula, its inputs, its source."""

from __future__ import annotations

from collections.abc import Iterator

from ashore.report.names import FORMULAS, INPUTS
from ashore.report.paper import Paper
from ashore.report.view_cost import where_from
from ashore.words import Text, Why

__all__ = ["reckoned", "write_why"]


def write_why(paper: Paper, why: Why) -> None:
    """Write the tree behind a figure, one line a node."""
    for depth, node in _walk(why, 0):
        paper.para(_line(node), indent=2 + 2 * depth)
        if node.cite is not None:
            source = where_from(node.cite)
            paper.para(
                Text(f"依据:{source.zh}", f"source: {source.en}"), indent=4 + 2 * depth, how="quiet"
            )


def _walk(why: Why, depth: int) -> Iterator[tuple[int, Why]]:
    yield depth, why
    for part in why.parts:
        yield from _walk(part, depth + 1)


def _line(why: Why) -> Text:
    how = reckoned(why)
    zh = f"{why.value}  {why.label.zh}" if why.value else why.label.zh
    en = f"{why.value}  {why.label.en}" if why.value else why.label.en
    return Text(f"{zh} = {how.zh}", f"{en} = {how.en}") if how.zh else Text(zh, en)


def reckoned(why: Why) -> Text:
    """Return the formula of a figure with its inputs, in words; empty for a plain fact."""
    formula = FORMULAS.get(why.formula, Text(why.formula, why.formula)) if why.formula else None
    named = [(INPUTS.get(name, Text(name, name)), value) for name, value in why.inputs]
    zh = "、".join(f"{name.zh} {value}" for name, value in named)
    en = ", ".join(f"{name.en} {value}" for name, value in named)
    if formula is None:
        return Text(zh, en)
    if not zh:
        return formula
    return Text(f"{formula.zh}({zh})", f"{formula.en} ({en})")
