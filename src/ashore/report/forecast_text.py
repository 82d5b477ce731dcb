"""A forecast in a terminal: the family first, then what comes next, money, credit record, court.

Calm and in order. Every line says whether it is what norms allow, what is reported, or what a
contract dates; reasons and sources come with `explain`.
"""

from __future__ import annotations

from ashore.facts import Case
from ashore.forecast.money import money_together
from ashore.forecast.outlook import WHAT_IF_NOTHING
from ashore.forecast.run import Forecast
from ashore.report.forecast_text_loans import write_channels, write_court, write_credit
from ashore.report.forecast_text_open import write_opened
from ashore.report.forecast_text_steps import write_family, write_next
from ashore.report.forecast_words import data_words, help_lines, names_of, plan_words
from ashore.report.gaps import assumption_lines
from ashore.report.notice import DISCLAIMER
from ashore.report.paper import Paper
from ashore.report.shown import marked, money
from ashore.words import Text

__all__ = ["DAYS", "forecast_text"]

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
    for line in assumption_lines(case):
        paper.para(Text(f"{line.zh}。", f"{line.en}."))
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


# -- money and the rest ---------------------------------------------------------------------------


def _money(paper: Paper, case: Case, found: Forecast) -> None:
    total = money_together(found.money)
    if total is None or not any(day.total for day in total.nothing.days):
        return
    paper.heading(paper.say(Text("钱：什么都不付，会多出多少", "Money: what paying nothing adds")))
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
                f"从今天起到期就付，{days} 天里省下的",
                f"saved within {days} days by paying what falls due from today",
            ),
        )
    if total.plan_saved is not None:
        paper.figure(marked(total.plan_saved, case.currency, case.digits), plan_words(total))
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
    if not explain and found.general:
        paper.para(
            Text(
                "加 --explain 看每一项的意思、做法、依据和来源；没有统一的“黑名单”，"
                "三种名单也在那里",
                "--explain opens each item: meaning, what to do, norms and sources; there is no "
                "single blacklist, and the three that exist are told there",
            ),
            how="quiet",
        )
    for line in help_lines(found):
        paper.para(line)
    paper.para(DISCLAIMER)
    paper.para(data_words(found), how="quiet")
