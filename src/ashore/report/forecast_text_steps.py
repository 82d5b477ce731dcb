"""The first part of a forecast in a terminal: the family, and the next steps of contact."""

from __future__ import annotations

from collections.abc import Iterable

from ashore.forecast.event import Event
from ashore.forecast.outlook import Outlook
from ashore.report.forecast_pick import begins, coming, of_part, running, within
from ashore.report.forecast_text_open import pages, write_opened
from ashore.report.forecast_words import (
    EARLY_END,
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
    rest_text,
    risk_line,
)
from ashore.report.paper import Paper
from ashore.report.shown import money
from ashore.report.view_cost import where_from
from ashore.words import Text

__all__ = ["write_ahead", "write_events", "write_family", "write_next"]

FEW = 5
"""How many coming events a report shows; the whole forecast shows them all."""


def write_ahead(paper: Paper, found: Outlook) -> None:
    """Write the forecast's headline and next few events, as a part of a report."""
    write_family(paper, found, explain=False)
    steps = coming(of_part(found.events, "steps"), found.on)[:FEW]
    paper.heading(paper.say(Text("接下来", "What comes next")))
    if not steps:
        paper.para(Text("没有要来的日期", "no date to come"), indent=2)
    write_events(paper, steps, found, explain=False)
    paper.para(
        Text("全部在 ashore forecast 里", "ashore forecast shows it all"), indent=2, how="quiet"
    )


# -- the family -----------------------------------------------------------------------------------


def write_family(paper: Paper, found: Outlook, *, explain: bool) -> None:
    """Write the headline: both tracks apart, what raises the risk, what lowers it."""
    family = found.family
    paper.heading(paper.say(Text("家人", "The family")))
    _labelled(paper, TRACKS["permitted"], permitted_line(found))
    if explain:
        _norms(paper, found)
    _labelled(paper, reported_label(found), reported_line(found))
    if reach_line(family).zh:
        paper.para(reach_line(family), indent=4, how="quiet")
    if family.first is not None and family.first.span is not None:
        for note in family.first.span.notes:
            paper.para(note, indent=4, how="quiet")
        if explain:
            paper.para(pages(family.first.span.sources), indent=4, how="quiet")
    if explain:
        _each_loan(paper, found)
        paper.para(EARLY_END, indent=2, how="quiet")
    for text in family.raised_by:
        paper.para(Text(f"会让风险变大：{text.zh}", f"raises the risk: {text.en}"), indent=2)
    _acts(paper, found)


def _norms(paper: Paper, found: Outlook) -> None:
    family = found.family
    if not family.risks:
        return
    if family.reason.zh not in permitted_line(found).zh:
        paper.para(family.reason, indent=4, how="quiet")
    for cite in family.norms:
        place = where_from(cite)
        paper.para(Text(f"依据：{place.zh}", f"source: {place.en}"), indent=4, how="quiet")


def _each_loan(paper: Paper, found: Outlook) -> None:
    names = names_of(found)
    dated = [risk for risk in found.family.risks if risk.span is not None]
    if len(dated) < 2:
        return
    for risk in dated:
        line = risk_line(risk, found)
        name = names.get(risk.loan, risk.loan)
        paper.para(Text(f"{name}，据反映：{line.zh}", f"{name}, as reported: {line.en}"), indent=4)


def _acts(paper: Paper, found: Outlook) -> None:
    family, smallest = found.family, found.family.smallest
    if smallest is not None:
        paper.label(Text("最小的一步", "The smallest step"))
        paper.para(smallest.title, indent=2, how="strong")
        paper.para(smallest.do, indent=4)
        for line in act_line(smallest, found.on):
            paper.para(line, indent=4)
        if smallest.note.zh:
            paper.para(smallest.note, indent=4, how="quiet")
    others = [act for act in family.lowered_by if act is not smallest]
    if others:
        paper.label(Text("还可以", "Also"))
    for act in others:
        paper.para(act.title, indent=2)
        for line in act_line(act, found.on):
            paper.para(line, indent=4, how="quiet")


def _labelled(paper: Paper, label: Text, text: Text) -> None:
    paper.para(Text(f"{label.zh}：{text.zh}", f"{label.en}: {text.en}"), indent=2, how="strong")


# -- what comes next ------------------------------------------------------------------------------


def write_next(paper: Paper, found: Outlook, *, days: int, explain: bool) -> None:
    """Write the events of contact in the order of time: begun first, then coming."""
    steps = of_part(within(found, days), "steps")
    begun, ahead = running(steps, found.on), coming(steps, found.on)
    if begun:
        paper.heading(paper.say(Text("已经在这些时间段内", "Days that have begun")))
        write_events(paper, begun, found, explain=explain)
    paper.heading(paper.say(Text(f"接下来 {days} 天", f"The next {days} days")))
    if not ahead:
        paper.para(Text("没有要来的日期", "no date to come"), indent=2)
    write_events(paper, ahead, found, explain=explain)
    later = len(of_part(found.events, "steps")) - len(steps)
    if later:
        paper.para(
            Text(
                f"之后还有 {later} 项，用 --days 看得更远",
                f"{later} more after that; --days looks further",
            ),
            indent=2,
            how="quiet",
        )
    if found.passed:
        _passed(paper, found)


def write_events(paper: Paper, events: Iterable[Event], found: Outlook, *, explain: bool) -> None:
    """Write events by their first date: what, on which track, and the rest of the range."""
    names = names_of(found)
    for event in events:
        label, title = label_of(event), kind_words(event, names)
        sum_ = f" {money(event.amount)}" if event.amount is not None else ""
        first = begins(event)
        paper.figure(
            first.isoformat() if first else "-",
            Text(f"[{label.zh}] {title.zh}{sum_}", f"[{label.en}] {title.en}{sum_}"),
        )
        rest = rest_text(event, found.on)
        if rest.zh:
            paper.beside(rest)
        if event.track == "reported" and event.lawful is False:
            paper.beside(NOT_ALLOWED)
        if event.condition.zh and not explain:
            paper.beside(event.condition)
        if explain:
            write_opened(paper, event)


def _passed(paper: Paper, found: Outlook) -> None:
    names = names_of(found)
    titles: dict[str, list[str]] = {}
    for event in found.passed:
        titles.setdefault(paper.say(event.title), []).append(names.get(event.loan, event.loan))
    comma, stop = paper.say(Text("、", ", ")), paper.say(Text(";", "; "))
    told = stop.join(f"{title}({comma.join(loans)})" for title, loans in titles.items())
    paper.para(
        Text(
            f"据反映的日子已经过去的：{told}。可能来过，也可能还会来",
            f"days named in reports that are over: {told}. They may have come, or may still",
        ),
        indent=2,
        how="quiet",
    )
