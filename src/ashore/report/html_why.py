"""Sources and the reason tree on a page."""

from __future__ import annotations

from ashore.report.markup import Tongue, escape
from ashore.report.shown import typeset
from ashore.report.text_why import reckoned
from ashore.report.view_cost import where_from
from ashore.words import Cite, Lang, Why

__all__ = ["source", "tree"]


def source(tongue: Tongue, cite: Cite) -> str:
    """Return where a rule is written and how sure that is; the title of a text stays Chinese."""
    said = where_from(cite)
    place = f"{cite.source} {cite.article}".strip()
    if tongue.lang != Lang.EN:
        return escape(typeset(f"依据：{said.zh}"))
    rest = escape(said.en.removeprefix(place))
    return f'source: <span lang="zh-Hans">{escape(place)}</span>{rest}'


def tree(tongue: Tongue, why: Why) -> str:
    """Return the tree behind a figure as nested lists."""
    return f'<ul class="tree">{_node(tongue, why)}</ul>'


def _node(tongue: Tongue, why: Why) -> str:
    how = reckoned(why)
    value = f'<span class="m">{escape(why.value)}</span> ' if why.value else ""
    line = f"{value}{tongue.say(why.label)}"
    if how.zh:
        line += f'<span class="quiet">{tongue.say(how)}</span>'
    if why.cite is not None:
        line += f'<br><span class="quiet">{source(tongue, why.cite)}</span>'
    if why.parts:
        line += f"<ul>{''.join(_node(tongue, part) for part in why.parts)}</ul>"
    return f"<li>{line}</li>"
