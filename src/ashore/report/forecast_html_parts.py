"""Parts of a page about the forecast: the family, what comes next, money, one event opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ashore.facts import Case
from ashore.forecast.event import Event
from ashore.forecast.money import money_together
from ashore.forecast.run import Forecast
from ashore.report.forecast_html_steps import tag
from ashore.report.forecast_lanes import Row
from ashore.report.forecast_text_open import opened_rows, pages
from ashore.report.forecast_words import (
    CONTRACT,
    DUE,
    TRACKS,
    about_sources,
    label_of,
    names_of,
    plan_words,
    when,
)
from ashore.report.html_why import source
from ashore.report.markup import Column, Tongue, amount, named
from ashore.words import Text

__all__ = ["lane_table", "money_html", "opened_html"]


def money_html(tongue: Tongue, case: Case, found: Forecast) -> str:
    """Return what a day, a week and a month of paying nothing add, in all and for each loan."""
    total = money_together(found.money)
    if total is None or not any(day.total for day in total.nothing.days):
        return ""
    digits, currency = case.digits, case.currency
    rows = [
        (amount(fen, digits, currency), tongue.say(Text(zh, en)))
        for fen, zh, en in (
            (total.day, "多一天", "one more day"),
            (total.week, "多一周", "one more week"),
            (total.month, "多 30 天", "30 more days"),
        )
        if fen is not None
    ]
    if total.plan_saved is not None:
        rows.append((amount(total.plan_saved, digits, currency), tongue.say(plan_words(total))))
    title = Text("什么都不付，会多出多少", "What paying nothing adds")
    names = names_of(found)
    columns = (
        Column(Text("借款", "loan")),
        *(
            Column(Text(zh, en), figure=True)
            for zh, en in (("一天", "a day"), ("一周", "a week"), ("30 天", "30 days"))
        ),
    )
    cells = [
        (
            named(names[track.loan]),
            *(amount(each or 0, digits) for each in (track.day, track.week, track.month)),
        )
        for track in found.money
    ]
    table = tongue.table(title, columns, cells) if len(cells) > 1 else ""
    return f"<section><h2>{tongue.say(title)}</h2>{tongue.facts(rows)}{table}</section>"


# -- one event ------------------------------------------------------------------------------------


def lane_table(
    tongue: Tongue, caption: Text, rows: Sequence[Row], found: Forecast, *, opened: bool
) -> str:
    """Return the rows of a lane as a table; what stands for one event can be opened beneath."""
    if not rows:
        return ""
    columns = (Column(Text("什么", "what")), Column(Text("什么时候", "when")))
    cells: list[tuple[str, ...]] = []
    for row in rows:
        event = row.event
        label = DUE if row.track == "due" else TRACKS[row.track]
        title = row.name if event is None else event.title
        dates = Text(f"{row.first} 起", f"from {row.first}")
        if event is not None:
            dates = when(event, found.on)
        cells.append((f"{tag(tongue, row.track, label)} {tongue.say(title)}", tongue.say(dates)))
        if event is not None:
            cells.append((tongue.fold(_OPEN, _inside(tongue, event), opened=opened),))
    return tongue.table(caption, columns, cells)


_OPEN = Text("打开：意思、做法、来源", "open: meaning, what to do, sources")


def opened_html(tongue: Tongue, event: Event, found: Forecast) -> str:
    """Return an event with everything about it, unfolded."""
    label, day = tag(tongue, event.track, label_of(event)), tongue.say(when(event, found.on))
    return f"<p>{label} {tongue.say(event.title)} · {day}</p>{_inside(tongue, event)}"


def _inside(tongue: Tongue, event: Event) -> str:
    rows = "".join(
        f"<dt>{tongue.say(name)}</dt><dd>{tongue.say(text)}</dd>"
        for name, text in opened_rows(event)
    )
    return f'<dl class="opened">{rows}</dl>{"".join(_ground(tongue, event))}'


def _ground(tongue: Tongue, event: Event) -> Iterable[str]:
    yield from (tongue.para(note, "quiet") for note in event.notes)
    if event.track == "reported":
        yield tongue.para(about_sources(event.pages, event.confidence), "quiet")
    if event.sources and event.sources != (CONTRACT,):
        yield tongue.para(pages(event.sources), "quiet")
    yield from (f'<p class="quiet">{source(tongue, cite)}</p>' for cite in event.cites)
