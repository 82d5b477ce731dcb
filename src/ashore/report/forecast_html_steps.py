"""The first part of a page about a forecast: the family, and what comes next."""

from __future__ import annotations

from ashore.facts import Case
from ashore.forecast.event import Event
from ashore.forecast.outlook import Outlook
from ashore.forecast.view import Act
from ashore.report.forecast_pick import begins, coming, of_part
from ashore.report.forecast_text_open import pages
from ashore.report.forecast_words import (
    NOT_ALLOWED,
    TRACKS,
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
from ashore.report.markup import Tongue, amount
from ashore.words import Text

__all__ = ["family_html", "next_html", "tag"]

NEXT_SHOWN = 8


def family_html(tongue: Tongue, found: Outlook, *, opened: bool) -> str:
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


def _allowed(tongue: Tongue, found: Outlook) -> str:
    family = found.family
    words = _tagged(tongue, "permitted", TRACKS["permitted"], permitted_line(found))
    if family.risks:
        if family.reason.zh not in permitted_line(found).zh:
            words.append(tongue.para(family.reason, "quiet"))
        words += [f'<p class="quiet">{source(tongue, cite)}</p>' for cite in family.norms]
    return f'<div class="allowed-side">{"".join(words)}</div>'


def _reported(tongue: Tongue, found: Outlook) -> str:
    first = found.family.first
    words = _tagged(tongue, "reported", reported_label(found), reported_line(found))
    if reach_line(found.family).zh:
        words.append(tongue.para(reach_line(found.family), "quiet"))
    if first is not None and first.span is not None:
        words += [tongue.para(note, "quiet") for note in first.span.notes]
        words.append(tongue.para(pages(first.span.sources), "quiet"))
    return f'<div class="reported-side">{"".join(words)}</div>'


def _tagged(tongue: Tongue, track: str, label: Text, text: Text) -> list[str]:
    return [f"<p>{tag(tongue, track, label)}</p>", tongue.para(text)]


def _act(tongue: Tongue, act: Act, found: Outlook, *, strong: bool) -> str:
    title = tongue.say(act.title)
    lines = "".join(tongue.para(line) for line in act_line(act, found.on))
    note = tongue.para(act.note, "quiet") if act.note.zh else ""
    head = f"<p><strong>{title}</strong></p>" if strong else f"<p>{title}</p>"
    return f"{head}{tongue.para(act.do)}{lines}{note}"


# -- what comes next ------------------------------------------------------------------------------


def next_html(tongue: Tongue, case: Case, found: Outlook, *, most: int = NEXT_SHOWN) -> str:
    """Return the next few events of contact and the next due dates, in the order of time."""
    ahead = coming(of_part(found.events, "steps"), found.on)[:most]
    title = tongue.say(Text("接下来", "What comes next"))
    if not ahead:
        none = tongue.para(Text("没有要来的日期", "no date to come"))
        return f"<section><h2>{title}</h2>{none}</section>"
    items = "".join(_next(tongue, case, event, found) for event in ahead)
    return f'<section id="next"><h2>{title}</h2><ol class="events">{items}</ol></section>'


def _next(tongue: Tongue, case: Case, event: Event, found: Outlook) -> str:
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
        f"{tag(tongue, event.track, label)} {tongue.say(words)}{sum_}{more}</li>"
    )


def tag(tongue: Tongue, track: str, label: Text) -> str:
    """Return the label of a track: its border tells it apart even without its words."""
    return f'<span class="tag {track}">{tongue.say(label)}</span>'
