"""A case as one HTML page that stands alone: no network, no script, ready to print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ashore.case import Outcome
from ashore.loan import Finding
from ashore.report.forecast_style import FORECAST_STYLE
from ashore.report.gaps import open_lines, range_words
from ashore.report.html_loan import Sheet, findings_html, loan_html
from ashore.report.html_why import source
from ashore.report.markup import Column, Tongue, amount, escape, named
from ashore.report.names import CONFIDENCE
from ashore.report.notice import DISCLAIMER, law_line
from ashore.report.style import stylesheet
from ashore.report.svg import PATTERNS
from ashore.report.text_parts import late
from ashore.report.view import PAID_AHEAD, overview
from ashore.report.view_sources import sources
from ashore.report.view_unknown import by_remedy, told, unknown
from ashore.words import Lang, Text

if TYPE_CHECKING:
    from ashore.forecast.outlook import Outlook

__all__ = ["report_html"]

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Even if something slipped into the page, a browser would load and send nothing."""


TREES_MOST = 40


def report_html(
    outcome: Outcome,
    lang: str,
    *,
    explain: bool = False,
    notes: Iterable[Finding] = (),
    ahead: Outlook | None = None,
) -> str:
    """Return the whole report as a page; `explain` unfolds everything that can be opened.

    `ahead` adds the family and what comes next, after the sums.

    A case of very many loans shows the tree behind each figure only when asked to explain: a phone
    could not hold it.
    """
    tongue = Tongue(lang)
    trees = explain or len(outcome.loans) <= TREES_MOST
    sheet = Sheet(tongue, outcome.case.currency, opened=explain, trees=trees)
    title = outcome.case.title or tongue.raw(Text("借款账目", "Loan books"))
    loans = [loan_html(sheet, one, number) for number, one in enumerate(outcome.loans, start=1)]
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{"en" if lang == Lang.EN else "zh-Hans"}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="robots" content="noindex">',
            f"<title>{escape(title)}</title>",
            f"<style>{stylesheet()}{'' if ahead is None else FORECAST_STYLE}</style>",
            "</head>",
            "<body>",
            PATTERNS,
            _head(tongue, outcome, title),
            "<main>",
            _overview(sheet, outcome),
            "" if ahead is None else _ahead(sheet, outcome, ahead),
            findings_html(sheet, [*outcome.notes, *notes]),
            *loans,
            _unknown(tongue, outcome),
            _sources(tongue, outcome),
            "</main>",
            f"<footer>{tongue.para(DISCLAIMER)}{tongue.para(law_line(outcome), 'quiet')}</footer>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _ahead(sheet: Sheet, outcome: Outcome, ahead: Outlook) -> str:
    from ashore.report.forecast_html_steps import family_html, next_html

    family = family_html(sheet.tongue, ahead, opened=sheet.opened)
    return family + next_html(sheet.tongue, outcome.case, ahead)


def _head(tongue: Tongue, outcome: Outcome, title: str) -> str:
    day = outcome.on.isoformat()
    return (
        f"<header><h1>{named(title)}</h1>"
        f"{tongue.para(Text(f'算到 {day}', f'As of {day}'), 'quiet')}</header>"
    )


def _overview(sheet: Sheet, outcome: Outcome) -> str:
    tongue, digits, sums = sheet.tongue, outcome.case.digits, overview(outcome)
    loans = len(outcome.loans)

    def line(fen: int, zh: str, en: str) -> tuple[str, str]:
        return amount(fen, digits, sheet.currency), tongue.say(Text(zh, en))

    span = range_words(sums.low, sums.high, outcome.case)
    rows = [
        line(sums.total, f"全部欠款（{loans} 笔）", f"owed in all ({loans} loans)"),
        *([(escape(tongue.raw(span)), tongue.say(_RANGE))] if sums.ranges else []),
        line(sums.due_now, "其中已经到期", "of it due by now"),
        line(sums.per_day, "每多一天增加", "added by one more day"),
    ]
    if sums.credit:
        rows.append((amount(sums.credit, digits, sheet.currency), tongue.say(PAID_AHEAD)))
    if sums.above_cap:
        shown, words = line(
            sums.above_cap,
            "超过利率上限、法院不支持的部分",
            "above a cap: a court does not grant this part",
        )
        rows.append((shown, f'<span class="red">{words}</span>'))
    columns = (
        Column(Text("借款", "loan")),
        Column(Text("全部欠款", "owed"), figure=True),
        Column(Text("已到期", "due now"), figure=True),
        Column(Text("每天", "per day"), figure=True),
        Column(Text("逾期", "overdue"), figure=True),
    )
    cells = [
        (
            f'<a href="#loan-{number}">{named(one.file.loan.name)}</a>',
            amount(one.balance.total, digits),
            amount(one.balance.due_now, digits),
            amount(one.balance.per_day, digits),
            tongue.say(late(one.balance.days_past_due)),
        )
        for number, one in enumerate(outcome.loans, start=1)
    ]
    foot = (
        tongue.say(Text("合计", "total")),
        amount(sums.total, digits),
        amount(sums.due_now, digits),
        amount(sums.per_day, digits),
        "",
    )
    caption = Text("每一笔借款", "Every loan")
    told = "".join(tongue.para(Text(f"{said.zh}。", f"{said.en}.")) for said in open_lines(outcome))
    twin = tongue.table(caption, columns, cells, foot)
    return f"<section>{tongue.facts(rows)}{told}{twin}</section>"


_RANGE = Text("有不清楚的地方，实际欠款在这个范围", "the range, with what is not known")


def _unknown(tongue: Tongue, outcome: Outcome) -> str:
    entries = unknown(outcome)
    if not entries:
        return ""
    groups = []
    for how, group in by_remedy(entries).items():
        items = "".join(
            f"<li>{named(tongue.raw(name))}: {tongue.say(what)}</li>" for name, what in told(group)
        )
        lead = tongue.para(Text(f"怎样弄清：{how.zh}", f"How to find out: {how.en}"), "quiet")
        groups.append(f"<ul>{items}</ul>{lead}")
    heading = tongue.say(Text("还不知道的", "What is not known"))
    return f'<article id="unknown"><h2>{heading}</h2>{"".join(groups)}</article>'


def _sources(tongue: Tongue, outcome: Outcome) -> str:
    cites = sources(outcome)
    if not cites:
        return ""
    items = "".join(
        f'<li>{tongue.say(cite.title)}<br><span class="quiet">{source(tongue, cite)}</span></li>'
        for cite in cites
    )
    grades = "".join(tongue.para(text, "quiet") for text in CONFIDENCE.values())
    heading = tongue.say(Text("这些数从哪来", "Where the figures come from"))
    return f'<section id="sources"><h2>{heading}</h2><ul>{items}</ul>{grades}</section>'
