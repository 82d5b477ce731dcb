"""A forecast in a terminal: the family first, then what comes next, money, credit record, court.

Calm and in order. Every line says whether it is what norms allow, what is reported, or what a
contract dates; reasons and sources come with `explain`.
"""

from __future__ import annotations

from collections.abc import Iterable

from ashore.facts import Case
from ashore.forecast.event import Event
from ashore.forecast.money import money_together
from ashore.forecast.run import WHAT_IF_NOTHING, Forecast
from ashore.report.forecast_pick import begins, coming, of_part, running, within
from ashore.report.forecast_text_loans import write_channels, write_court, write_credit
from ashore.report.forecast_text_open import pages, write_opened
from ashore.report.forecast_words import (
    EARLY_END,
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
from ashore.report.notice import DISCLAIMER
from ashore.report.paper import Paper
from ashore.report.shown import marked, money
from ashore.report.view_cost import where_from
from ashore.words import Text

__all__ = ["DAYS", "forecast_text", "write_family", "write_next"]

DAYS = 30
"""How far ahead the text looks unless told."""


def forecast_text(
    case: Case, found: Forecast, paper: Paper, *, days: int | None = None, explain: bool = False
) -> str:
    """Return the whole forecast; `days` is how far ahead it lists single events (30)."""
    span = DAYS if days is None else days
    if case.title:
        paper.para(Text(case.title, case.title), how="strong")
    paper.para(Text(f"从 {found.on} 看接下来", f"What comes next, seen from {found.on}"))
    paper.para(WHAT_IF_NOTHING, how="quiet")
    write_family(paper, found, explain=explain)
    write_next(paper, found, days=span, explain=explain)
    _money(paper, case, found)
    write_credit(paper, found, explain=explain)
    write_court(paper, case, found, explain=explain)
    if explain:
        write_channels(paper, found)
        _general(paper, found)
    _foot(paper, found, explain=explain)
    return paper.text()


# -- the family -----------------------------------------------------------------------------------


def write_family(paper: Paper, found: Forecast, *, explain: bool) -> None:
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
        paper.para(Text(f"会让风险变大:{text.zh}", f"raises the risk: {text.en}"), indent=2)
    _acts(paper, found)


def _norms(paper: Paper, found: Forecast) -> None:
    family = found.family
    if not family.risks:
        return
    if family.reason.zh not in permitted_line(found).zh:
        paper.para(family.reason, indent=4, how="quiet")
    for cite in (family.permitted or family.risks[0]).answer.cites:
        place = where_from(cite)
        paper.para(Text(f"依据:{place.zh}", f"source: {place.en}"), indent=4, how="quiet")


def _each_loan(paper: Paper, found: Forecast) -> None:
    names = names_of(found)
    dated = [risk for risk in found.family.risks if risk.span is not None]
    if len(dated) < 2:
        return
    for risk in dated:
        line = risk_line(risk, found)
        name = names.get(risk.loan, risk.loan)
        paper.para(Text(f"{name},据反映:{line.zh}", f"{name}, as reported: {line.en}"), indent=4)


def _acts(paper: Paper, found: Forecast) -> None:
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
    paper.para(Text(f"{label.zh}:{text.zh}", f"{label.en}: {text.en}"), indent=2, how="strong")


# -- what comes next ------------------------------------------------------------------------------


def write_next(paper: Paper, found: Forecast, *, days: int, explain: bool) -> None:
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
                f"之后还有 {later} 项,用 --days 看得更远",
                f"{later} more after that; --days looks further",
            ),
            indent=2,
            how="quiet",
        )
    if found.passed:
        _passed(paper, found)


def write_events(paper: Paper, events: Iterable[Event], found: Forecast, *, explain: bool) -> None:
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


NOT_ALLOWED = Text("规定上:到那天仍不得这样做", "by the norms: not allowed on that day")


def _passed(paper: Paper, found: Forecast) -> None:
    names = names_of(found)
    titles: dict[str, list[str]] = {}
    for event in found.passed:
        titles.setdefault(paper.say(event.title), []).append(names.get(event.loan, event.loan))
    comma, stop = paper.say(Text("、", ", ")), paper.say(Text(";", "; "))
    told = stop.join(f"{title}({comma.join(loans)})" for title, loans in titles.items())
    paper.para(
        Text(
            f"据反映的日子已经过去的:{told}。可能来过,也可能还会来",
            f"days named in reports that are over: {told}. They may have come, or may still",
        ),
        indent=2,
        how="quiet",
    )


# -- money and the rest ---------------------------------------------------------------------------


def _money(paper: Paper, case: Case, found: Forecast) -> None:
    total = money_together(found.money)
    if total is None or not any(day.total for day in total.nothing.days):
        return
    paper.heading(paper.say(Text("钱:什么都不付,会多出多少", "Money: what paying nothing adds")))
    for amount, zh, en in (
        (total.day, "多一天", "one more day"),
        (total.week, "多一周", "one more week"),
        (total.month, "多 30 天", "30 more days"),
    ):
        if amount is not None:
            paper.figure(marked(amount, case.currency, case.digits), Text(zh, en))
    until, saved = total.saved[-1]
    days = (until - total.on).days
    if saved > 0:
        paper.figure(
            marked(saved, case.currency, case.digits),
            Text(
                f"从今天起到期就付,{days} 天里省下的",
                f"saved within {days} days by paying what falls due from today",
            ),
        )
    if len(found.money) > 1:
        _money_table(paper, case, found)


def _money_table(paper: Paper, case: Case, found: Forecast) -> None:
    names = names_of(found)
    head = (
        Text("借款", "loan"),
        Text("一天", "a day"),
        Text("一周", "a week"),
        Text("30 天", "30 days"),
    )
    rows = [
        (
            names[track.loan],
            *(money(each or 0, case.digits) for each in (track.day, track.week, track.month)),
        )
        for track in found.money
    ]
    paper.blank()
    paper.table(head, rows, last=False)


def _general(paper: Paper, found: Forecast) -> None:
    if not found.general:
        return
    paper.heading(paper.say(Text("对所有人都一样的", "What holds for everybody")))
    for event in found.general:
        paper.para(event.title, indent=2, how="strong")
        write_opened(paper, event)


def _foot(paper: Paper, found: Forecast, *, explain: bool) -> None:
    paper.blank()
    if not explain:
        paper.para(
            Text(
                "加 --explain 看每一项的意思、做法、依据和来源;没有统一的“黑名单”,三种名单也在那里",
                "--explain opens each item: meaning, what to do, norms and sources; there is no "
                "single blacklist, and the three that exist are told there",
            ),
            how="quiet",
        )
    paper.para(DISCLAIMER)
    paper.para(
        Text(
            f"法规数据版本 {found.law_version};各方说法截至 {found.read_on}",
            f"law files, version {found.law_version}; reports read up to {found.read_on}",
        ),
        how="quiet",
    )
