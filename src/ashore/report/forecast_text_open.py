"""One event opened: what it means, what to do, what they may not, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from ashore.forecast.event import Event
from ashore.report.forecast_words import CONTRACT, about_sources
from ashore.report.paper import Paper
from ashore.report.view_cost import where_from
from ashore.words import Text

__all__ = ["opened_rows", "pages", "write_opened"]


def opened_rows(event: Event) -> list[tuple[Text, Text]]:
    """Return what is told of an event beneath its line: a name and the words, those empty out."""
    rows = [
        (Text("条件", "condition"), event.condition),
        (Text("意思", "means"), event.means),
        (Text("您可以", "you can"), event.do),
        (Text("他们不得", "they may not"), event.may_not),
    ]
    return [(name, text) for name, text in rows if text.zh]


def pages(sources: Sequence[str]) -> Text:
    """Return the pages a report rests on, in one line."""
    return Text(f"来源：{'、'.join(sources)}", f"sources: {', '.join(sources)}")


def write_opened(paper: Paper, event: Event) -> None:
    """Write everything about an event beneath its line."""
    for name, text in opened_rows(event):
        paper.beside(Text(f"{name.zh}：{text.zh}", f"{name.en}: {text.en}"), how="")
    for note in event.notes:
        paper.beside(note)
    if event.track == "reported":
        paper.beside(about_sources(event.pages, event.confidence))
    if event.sources and event.sources != (CONTRACT,):
        paper.beside(pages(event.sources))
    for cite in event.cites:
        place = where_from(cite)
        paper.beside(Text(f"依据：{place.zh}", f"source: {place.en}"))
