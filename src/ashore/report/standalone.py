"""Sections as a whole answer: a sheet of text with title and foot, or a page that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ashore.facts import Case
from ashore.report.blocks import Money, Section, blocks_html, write_blocks
from ashore.report.frame import framed
from ashore.report.markup import Tongue, named
from ashore.report.notice import DISCLAIMER
from ashore.report.paper import Paper
from ashore.words import Text

__all__ = ["Frame", "as_html", "as_text"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the sections: the title, a line beneath it, a hint, the data's state."""

    title: Text
    lead: tuple[Text, ...]
    hint: Text
    data: Text


def as_text(
    case: Case, frame: Frame, sections: Sequence[Section], paper: Paper, *, explain: bool
) -> str:
    """Return an answer as text; `explain` opens everything."""
    if case.title:
        paper.para(Text(case.title, case.title), how="strong")
    paper.para(frame.title, how="" if case.title else "strong")
    for line in frame.lead:
        paper.para(line, how="quiet")
    write_blocks(paper, sections, Money(case.currency, case.digits), explain=explain)
    paper.blank()
    if not explain:
        paper.para(frame.hint, how="quiet")
    paper.para(DISCLAIMER)
    paper.para(frame.data, how="quiet")
    return paper.text()


def as_html(
    case: Case, frame: Frame, sections: Sequence[Section], lang: str, *, explain: bool
) -> str:
    """Return an answer as a page that stands alone; `explain` unfolds everything."""
    tongue = Tongue(lang)
    title = case.title or tongue.raw(frame.title)
    lead = "".join(tongue.para(line, "quiet") for line in (frame.title, *frame.lead))
    form = Money(case.currency, case.digits)
    body = [
        f"<header><h1>{named(title)}</h1>{lead}</header>",
        "<main>",
        *blocks_html(tongue, sections, form, opened=explain),
        "</main>",
        f"<footer>{tongue.para(DISCLAIMER)}{tongue.para(frame.data, 'quiet')}</footer>",
    ]
    return framed(lang, title, body)
