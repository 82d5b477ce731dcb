"""Parts of a page about the forecast: the family, what comes next, money, one event opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ashore.facts import Case
from ashore.forecast.event import Event
from ashore.forecast.money import money_together
from ashore.forecast.run import Forecast
from ashore.forecast.view import Act
from ashore.report.forecast_lanes import Row
from ashore.report.forecast_pick import begins, coming, of_part
from ashore.report.forecast_text import NOT_ALLOWED
from ashore.report.forecast_text_open import opened_rows, pages
from ashore.report.forecast_words import (
    CONTRACT,
    DUE,
    TRACKS,
    about_sources,
    act_line,
    kind_words,
    label_of,
    names_of,
    permitted_line,
    reach_line,
    reported_label,
    reported_line,
    when,
)
from ashore.report.html_why import source
from ashore.report.markup import Column, Tongue, amount, named
from ashore.words import Text

__all__ = ["family_html", "lane_table", "money_html", "next_html", "opened_html"]

NEXT_SHOWN = 8


def family_html(tongue: Tongue, found: Forecast, *, opened: bool) -> str:
    """Return the headline: the two tracks side by side, what raises the risk, what lowers it."""
    family = found.family
    parts = [
        f'<section id="family"><h2>{tongue.say(Text("家人", "The family"))}</h2>',
        f'<div class="two">{_allowed(tongue, found)}{_reported(tongue, found)}</div>',
    ]
    if family.raised_by:
        items = "".join(f"<li>{tongue.say(text)}</li>" for text in family.raised_by)
        title = Text("会让风险变大的", "What raises the risk")
        parts.append(f"<h3>{tongue.say(title)}</h3><ul>{items}</ul>")
    smallest = family.smallest
    if smallest is not None:
        title = Text("最小的一步", "The smallest step")
        parts.append(f'<h3>{tongue.say(title)}</h3><div class="step">')
        parts.append(f"{_act(tongue, smallest, found, strong=True)}</div>")
    others = [act for act in family.lowered_by if act is not smallest]
    if others:
        inside = "".join(_act(tongue, act, found, strong=False) for act in others)
        parts.append(tongue.fold(Text("还可以", "Also"), inside, opened=opened))
    return "".join((*parts, "</section>"))


def _allowed(tongue: Tongue, found: Forecast) -> str:
    family = found.family
    words = _tagged(tongue, "permitted", TRACKS["permitted"], permitted_line(found))
    if family.risks:
        if family.reason.zh not in permitted_line(found).zh:
            words.append(tongue.para(family.reason, "quiet"))
        cites = (family.permitted or family.risks[0]).answer.cites
        words += [f'<p class="quiet">{source(tongue, cite)}</p>' for cite in cites]
    return f'<div class="allowed-side">{"".join(words)}</div>'


def _reported(tongue: Tongue, found: Forecast) -> str:
    first = found.family.first
    words = _tagged(tongue, "reported", reported_label(found), reported_line(found))
    if reach_line(found.family).zh:
        words.append(tongue.para(reach_line(found.family), "quiet"))
    if first is not None and first.span is not None:
        words += [tongue.para(note, "quiet") for note in first.span.notes]
        words.append(tongue.para(pages(first.span.sources), "quiet"))
    return f'<div class="reported-side">{"".join(words)}</div>'


def _tagged(tongue: Tongue, track: str, label: Text, text: Text) -> list[str]:
    return [f"<p>{_tag(tongue, track, label)}</p>", tongue.para(text)]


def _act(tongue: Tongue, act: Act, found: Forecast, *, strong: bool) -> str:
    title = tongue.say(act.title)
    lines = "".join(tongue.para(line) for line in act_line(act, found.on))
    note = tongue.para(act.note, "quiet") if act.note.zh else ""
    head = f"<p><strong>{title}</strong></p>" if strong else f"<p>{title}</p>"
    return f"{head}{tongue.para(act.do)}{lines}{note}"


# -- what comes next ------------------------------------------------------------------------------


def next_html(tongue: Tongue, case: Case, found: Forecast, *, most: int = NEXT_SHOWN) -> str:
    """Return the next few events of contact and the next due dates, in the order of time."""
    ahead = coming(of_part(found.events, "steps"), found.on)[:most]
    title = tongue.say(Text("接下来", "What comes next"))
    if not ahead:
        none = tongue.para(Text("没有要来的日期", "no date to come"))
        return f"<section><h2>{title}</h2>{none}</section>"
    items = "".join(_next(tongue, case, event, found) for event in ahead)
    return f'<section id="next"><h2>{title}</h2><ol class="events">{items}</ol></section>'


def _next(tongue: Tongue, case: Case, event: Event, found: Forecast) -> str:
    label, words = label_of(event), kind_words(event, names_of(found))
    sum_ = ""
    if event.amount is not None:
        sum_ = f" {amount(event.amount, case.digits, case.currency)}"
    more = tongue.para(when(event, found.on), "quiet")
    if event.lawful is False and event.track == "reported":
        more += tongue.para(NOT_ALLOWED, "quiet")
    if event.condition.zh:
        more += tongue.para(event.condition, "quiet")
    start = begins(event)
    assert start is not None
    return (
        f'<li><span class="m">{start.isoformat()}</span> '
        f"{_tag(tongue, event.track, label)} {tongue.say(words)}{sum_}{more}</li>"
    )


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
    title = Text("什么都不付,会多出多少", "What paying nothing adds")
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
        cells.append((f"{_tag(tongue, row.track, label)} {tongue.say(title)}", tongue.say(dates)))
        if event is not None:
            cells.append((tongue.fold(_OPEN, _inside(tongue, event), opened=opened),))
    return tongue.table(caption, columns, cells)


_OPEN = Text("打开:意思、做法、来源", "open: meaning, what to do, sources")


def _tag(tongue: Tongue, track: str, label: Text) -> str:
    """Return the label of a track: its border tells it apart even without its words."""
    return f'<span class="tag {track}">{tongue.say(label)}</span>'


def opened_html(tongue: Tongue, event: Event, found: Forecast) -> str:
    """Return an event with everything about it, unfolded."""
    tag, day = _tag(tongue, event.track, label_of(event)), tongue.say(when(event, found.on))
    return f"<p>{tag} {tongue.say(event.title)} · {day}</p>{_inside(tongue, event)}"


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
