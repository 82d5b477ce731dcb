"""A forecast as one page that stands alone: the family first, then a lane for each loan."""

from __future__ import annotations

from collections.abc import Iterable

from ashore.facts import Case
from ashore.forecast.event import Event
from ashore.forecast.outlook import WHAT_IF_NOTHING
from ashore.forecast.run import Forecast
from ashore.report.forecast_html_parts import (
    lane_table,
    money_html,
    opened_html,
)
from ashore.report.forecast_html_steps import family_html, next_html
from ashore.report.forecast_lanes import LANE_PATTERN, Row, lane, lane_rows
from ashore.report.forecast_loans import court_lines, credit_lines
from ashore.report.forecast_style import FORECAST_STYLE
from ashore.report.forecast_text_loans import COURT_NOTE
from ashore.report.forecast_words import EARLY_END, data_words, help_lines
from ashore.report.frame import framed
from ashore.report.gaps import assumption_lines
from ashore.report.markup import Column, Tongue, named
from ashore.report.notice import DISCLAIMER
from ashore.words import Text

__all__ = ["forecast_html", "forecast_parts"]


def forecast_html(case: Case, found: Forecast, lang: str, *, explain: bool = False) -> str:
    """Return the whole forecast as a page; `explain` unfolds everything that can be opened."""
    tongue = Tongue(lang)
    title = case.title or tongue.raw(Text("接下来可能发生什么", "What may come next"))
    day = found.on.isoformat()
    seen = tongue.para(Text(f"从 {day} 看接下来", f"What comes next, seen from {day}"), "quiet")
    loans = (
        _loan(tongue, case, found, number, opened=explain) for number in range(len(found.views))
    )
    open_ = "".join(
        tongue.para(Text(f"{said.zh}。", f"{said.en}.")) for said in assumption_lines(case)
    )
    nothing = tongue.para(WHAT_IF_NOTHING, "quiet")
    body = [
        LANE_PATTERN,
        f"<header><h1>{named(title)}</h1>{seen}{nothing}{open_}</header>",
        "<main>",
        *_sections(tongue, case, found, loans, opened=explain),
        "</main>",
        _foot(tongue, found),
    ]
    return framed(lang, title, [part for part in body if part], FORECAST_STYLE)


def forecast_parts(tongue: Tongue, case: Case, found: Forecast) -> list[str]:
    """Return the sections of the forecast for a page with a frame of its own, each loan folded."""
    loans = []
    for number, view in enumerate(found.views):
        inside = _loan(tongue, case, found, number, opened=False)
        if inside:
            loans.append(tongue.fold(Text(view.name, view.name), inside, opened=not number))
    return [LANE_PATTERN, *_sections(tongue, case, found, loans, opened=False)]


def _sections(
    tongue: Tongue, case: Case, found: Forecast, loans: Iterable[str], *, opened: bool
) -> list[str]:
    return [
        family_html(tongue, found, opened=opened),
        next_html(tongue, case, found),
        money_html(tongue, case, found),
        *loans,
        _ways(tongue, found, opened=opened),
        _general(tongue, found, opened=opened),
    ]


def _loan(tongue: Tongue, case: Case, found: Forecast, number: int, *, opened: bool) -> str:
    view, credit, court = found.views[number], found.credit[number], found.court[number]
    events = [event for event in found.events if event.loan == view.id]
    title = Text(f"{view.name}：接下来一年", f"{view.name}: the year to come")
    rows = lane_rows(events)
    drawn = lane(tongue, rows, found.on, title, f"lane-{number + 1}")
    lines = list(credit_lines(credit, found)) if credit.anchor else []
    courts = list(court_lines(court, found, case.digits))
    if not (rows or lines or courts):
        return ""
    parts = [
        f'<article id="loan-{number + 1}"><h2>{named(view.name)}</h2>',
        f"<figure>{drawn}{tongue.para(_KEY, 'quiet')}</figure>" if drawn else "",
        _steps(tongue, title, rows, found, opened=opened),
        _lines(tongue, Text("征信", "The credit record"), lines),
        _lines(tongue, Text("法院", "The courts"), courts),
        tongue.para(COURT_NOTE, "quiet") if courts else "",
        _rest(tongue, events, [row.event for row in rows], found, opened=opened),
        "</article>",
    ]
    return "".join(parts)


def _steps(tongue: Tongue, title: Text, rows: list[Row], found: Forecast, *, opened: bool) -> str:
    """Return the drawing's rows in words, folded: the page stays short, nothing is lost."""
    inside = lane_table(tongue, title, rows, found, opened=opened)
    words = Text("每一步的日期、意思、做法、来源", "Each step: dates, meaning, what to do, sources")
    return tongue.fold(words, inside, opened=opened) if inside else ""


_KEY = Text(
    "空心条：规定上可以；斜线条：据反映的最早到最晚，实心部分是常见的日子；◆：到期。越近的日子画得越宽。",
    "Outlined: allowed by the norms. Hatched: reported, from the earliest to the latest day, the "
    "solid part is the usual. ◆: due. Near days are drawn wider.",
)


def _lines(tongue: Tongue, title: Text, lines: list[Text]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{tongue.say(line)}</li>" for line in lines)
    return f"<h3>{tongue.say(title)}</h3><ul>{items}</ul>"


def _rest(
    tongue: Tongue, events: list[Event], shown: list[Event | None], found: Forecast, *, opened: bool
) -> str:
    """Return everything of a loan that is not in its table, to be opened."""
    rest = [event for event in events if event not in shown]
    if not rest:
        return ""
    inside = "".join(opened_html(tongue, event, found) for event in rest)
    title = Text("征信和法院的每一项", "Every item of credit record and courts")
    return tongue.fold(title, inside, opened=opened)


# -- for the whole case ---------------------------------------------------------------------------


def _ways(tongue: Tongue, found: Forecast, *, opened: bool) -> str:
    if not found.channels:
        return ""
    from ashore.files.choices import CHANNEL

    names = {view.id: view.name for view in found.views}
    columns = (
        Column(Text("方式", "way")),
        Column(Text("据反映最早", "reported from")),
        Column(Text("借款", "loan")),
    )
    rows: list[tuple[str, ...]] = []
    for one in found.channels:
        day = f'<span class="m">{one.earliest.isoformat()}</span>'
        rows.append((tongue.say(CHANNEL[one.channel]), day, named(names[one.loan])))
        titles = dict.fromkeys(cite.title for cite in one.cites)
        items = "".join(f"<li>{tongue.say(title)}</li>" for title in titles)
        bound = Text(f"受 {len(titles)} 条规定约束", f"bound by {len(titles)} norms")
        rows.append((tongue.fold(bound, f"<ul>{items}</ul>", opened=opened),))
    title = Text("通过哪些方式", "By which ways")
    return (
        f"<article><h2>{tongue.say(title)}</h2>{tongue.table(title, columns, rows)}"
        f"{tongue.para(EARLY_END, 'quiet')}</article>"
    )


def _general(tongue: Tongue, found: Forecast, *, opened: bool) -> str:
    if not found.general:
        return ""
    inside = "".join(opened_html(tongue, event, found) for event in found.general)
    title = Text(
        "对所有人都一样的：三种名单、留给您的、不是犯罪、再借与修复、求助电话",
        "For everybody: the three lists, what is left to you, what is no crime, borrowing again, "
        "where help is",
    )
    return f"<section>{tongue.fold(title, inside, opened=opened)}</section>"


def _foot(tongue: Tongue, found: Forecast) -> str:
    lines = "".join(tongue.para(line) for line in (*help_lines(found), DISCLAIMER))
    return f"<footer>{lines}{_data(tongue, found)}</footer>"


def _data(tongue: Tongue, found: Forecast) -> str:
    return tongue.para(data_words(found), "quiet")
