"""The reason tree in a terminal: each figure, its formula, its inputs, its source."""

from __future__ import annotations

from collections.abc import Iterator

from ashore.report.names import FORMULAS, INPUTS, VALUES
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
                Text(f"依据：{source.zh}", f"source: {source.en}"),
                indent=4 + 2 * depth,
                how="quiet",
            )


def _walk(why: Why, depth: int) -> Iterator[tuple[int, Why]]:
    yield depth, why
    for part in why.parts:
        yield from _walk(part, depth + 1)


def _line(why: Why) -> Text:
    zh = f"{why.value}  {why.label.zh}" if why.value else why.label.zh
    en = f"{why.value}  {why.label.en}" if why.value else why.label.en
    how = reckoned(why)
    return Text(f"{zh}{how.zh}", f"{en}{how.en}")


def reckoned(why: Why) -> Text:
    """Return what follows a label: "= formula (inputs)", or the facts alone; may be empty."""
    named = [(INPUTS.get(name, Text(name, name)), _value(value)) for name, value in why.inputs]
    zh = "、".join(f"{name.zh} {value.zh}" for name, value in named)
    en = ", ".join(f"{name.en} {value.en}" for name, value in named)
    facts = Text(f"({zh})", f" ({en})") if zh else Text("", "")
    if not why.formula:
        return facts
    formula = FORMULAS.get(why.formula, Text(why.formula, why.formula))
    return Text(f" = {formula.zh}{facts.zh}", f" = {formula.en}{facts.en}")


def _value(value: str) -> Text:
    """Return an input in words: a rate of so much per month, a day count by its name."""
    number, _, per = value.partition(" per ")
    if per:
        return Text(f"{number}/{_SHORT.get(per, per)}", value)
    return VALUES.get(value, Text(value, value))


_SHORT = {"day": "日", "month": "月", "year": "年"}
