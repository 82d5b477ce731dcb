"""A case in a terminal: the number first, the reason below it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ashore.case import Outcome
from ashore.ledger.book import Booked
from ashore.ledger.card import CardBooked, card_bills
from ashore.loan import Finding
from ashore.report.gaps import NOT_COMPARED, open_lines, range_words
from ashore.report.notice import DISCLAIMER, law_line
from ashore.report.paper import Paper
from ashore.report.shown import marked, money
from ashore.report.text_parts import (
    late,
    write_balance,
    write_caps,
    write_claims,
    write_cost,
    write_findings,
    write_lawful,
    write_lines,
    write_title,
    write_why_nots,
)
from ashore.report.text_why import write_why
from ashore.report.view import PAID_AHEAD, overview
from ashore.report.view_cost import others_by_reason, where_from
from ashore.report.view_sources import sources
from ashore.report.view_unknown import by_remedy, told, unknown
from ashore.words import Text

if TYPE_CHECKING:
    from ashore.forecast.outlook import Outlook

__all__ = ["balance_text", "claims_text", "cost_text", "report_text", "schedule_text"]


def report_text(
    outcome: Outcome,
    paper: Paper,
    *,
    explain: bool = False,
    notes: Iterable[Finding] = (),
    ahead: Outlook | None = None,
) -> str:
    """Return the whole report; `ahead` adds the family and what comes next."""
    _head(paper, outcome)
    _overview(paper, outcome)
    if ahead is not None:
        from ashore.report.forecast_text_steps import write_ahead

        write_ahead(paper, ahead)
    write_findings(paper, list(notes))
    for number, one in enumerate(outcome.loans, start=1):
        write_title(paper, one, number)
        write_balance(paper, one)
        if explain:
            paper.label(Text("这些数怎么来的", "How these figures came about"))
            write_why(paper, one.why)
        if one.file.sure:
            write_cost(paper, one)
            write_caps(paper, one, explain=explain)
            write_lawful(paper, one, explain=explain)
            write_claims(paper, one.file.loan, one.claims)
        else:
            _not_compared(paper)
        write_findings(paper, one.balance.findings)
    _other_caps(paper, outcome)
    _unknown(paper, outcome)
    _sources(paper, outcome)
    _foot(paper, outcome)
    return paper.text()


def _head(paper: Paper, outcome: Outcome) -> None:
    title = outcome.case.title
    if title:
        paper.para(Text(title, title), how="strong")
    currency = outcome.case.currency
    unit = "元" if currency == "CNY" else currency
    paper.para(
        Text(f"算到 {outcome.on}，单位：{unit}", f"As of {outcome.on}, amounts in {currency}")
    )
    for note in outcome.notes:
        paper.para(Text(f"说明：{note.text.zh}", f"note: {note.text.en}"), how="quiet")
    paper.blank()
    _open(paper, outcome)


def _open(paper: Paper, outcome: Outcome) -> None:
    """Write what is only assumed, above every figure that rests on it."""
    for line in open_lines(outcome):
        paper.para(Text(f"{line.zh}。", f"{line.en}."))
    if open_lines(outcome):
        paper.blank()


def _not_compared(paper: Paper) -> None:
    paper.blank()
    paper.para(NOT_COMPARED, how="quiet")


def _overview(paper: Paper, outcome: Outcome) -> None:
    case, sums = outcome.case, overview(outcome)
    loans = len(outcome.loans)

    def say(fen: int) -> str:
        return marked(fen, case.currency, case.digits)

    paper.figure(
        say(sums.total),
        Text(f"全部欠款（{loans} 笔）", f"owed in all ({loans} loans)"),
        how="strong",
    )
    if sums.ranges:
        words = range_words(sums.low, sums.high, case)
        paper.para(Text(f"有不清楚的地方，实际欠款{words.zh}", f"with what is open: {words.en}"))
    paper.figure(say(sums.due_now), Text("其中已经到期", "of it due by now"))
    paper.figure(say(sums.per_day), Text("每多一天增加", "added by one more day"))
    if sums.credit:
        paper.figure(say(sums.credit), PAID_AHEAD)
    if sums.above_cap:
        paper.figure(
            say(sums.above_cap),
            Text(
                "全部欠款里超过利率上限、法院不支持的部分",
                "of it above a cap: a court does not grant this part",
            ),
            how="red",
        )  # fmt: skip
    paper.blank()
    _loans_table(paper, outcome)


def _loans_table(paper: Paper, outcome: Outcome) -> None:
    digits, sums = outcome.case.digits, overview(outcome)
    head = (
        Text("借款", "loan"),
        Text("全部欠款", "owed"),
        Text("已到期", "due now"),
        Text("每天增加", "per day"),
        Text("逾期", "overdue"),
    )
    rows = [
        (
            one.file.loan.name,
            money(one.balance.total, digits),
            money(one.balance.due_now, digits),
            money(one.balance.per_day, digits),
            paper.say(late(one.balance.days_past_due)),
        )
        for one in outcome.loans
    ]
    total = (
        paper.say(Text("合计", "total")),
        money(sums.total, digits),
        money(sums.due_now, digits),
        money(sums.per_day, digits),
        "",
    )
    paper.table(head, [*rows, total], last=True)


def _other_caps(paper: Paper, outcome: Outcome) -> None:
    """Write once for all loans which caps do not apply, and why."""
    found = others_by_reason(outcome)
    if not found:
        return
    paper.heading(paper.say(Text("不适用的上限，为什么", "Caps that do not apply, and why")))
    for why, titles in found:
        paper.para(Text(f"{why.zh}：{titles.zh}", f"{why.en}: {titles.en}"), indent=2)


def _unknown(paper: Paper, outcome: Outcome) -> None:
    entries = unknown(outcome)
    if not entries:
        return
    paper.heading(paper.say(Text("还不知道的", "What is not known")))
    for how, group in by_remedy(entries).items():
        for name, what in told(group):
            paper.para(Text(f"{name.zh}：{what.zh}。", f"{name.en}: {what.en}."), indent=2)
        paper.para(Text(f"怎样弄清：{how.zh}", f"how to find out: {how.en}"), indent=4, how="quiet")


def _sources(paper: Paper, outcome: Outcome) -> None:
    cites = sources(outcome)
    if not cites:
        return
    paper.heading(paper.say(Text("这些数从哪来", "Where the figures come from")))
    for cite in cites:
        place = where_from(cite)
        paper.para(Text(f"{cite.title.zh}：{place.zh}", f"{cite.title.en}: {place.en}"), indent=2)
    paper.para(
        Text(
            "把握：A 读过原文；B 有可靠来源；C 只见报道或说法不一，只作提示。",
            "Confidence: A read in the text; B known from good sources; C only reported or "
            "disputed, a hint at most.",
        ),
        indent=2,
        how="quiet",
    )


def _foot(paper: Paper, outcome: Outcome) -> None:
    paper.blank()
    paper.para(DISCLAIMER)
    paper.para(law_line(outcome), how="quiet")


# -- single questions -----------------------------------------------------------------------------


def schedule_text(outcome: Outcome, paper: Paper) -> str:
    """Return the schedule of every loan as the contract promised it."""
    _head(paper, outcome)
    for number, one in enumerate(outcome.loans, start=1):
        write_title(paper, one, number)
        paper.blank()
        if isinstance(one.books, CardBooked):
            _bills(paper, one.books, outcome)
        else:
            _plan(paper, one.books, one.file.loan.digits)
    _foot(paper, outcome)
    return paper.text()


def _plan(paper: Paper, booked: Booked, digits: int) -> None:
    head = (
        Text("期", "no."),
        Text("到期日", "due on"),
        Text("本金", "principal"),
        Text("利息", "interest"),
        Text("费用", "fees"),
        Text("合计", "total"),
        Text("剩余本金", "principal left"),
    )
    rows = booked.schedule
    cells = [
        (
            str(row.n),
            row.due_on.isoformat(),
            *(
                money(amount, digits)
                for amount in (row.principal, row.interest, row.fee, row.total, row.balance)
            ),
        )
        for row in rows
    ]
    sums = (
        sum(row.principal for row in rows),
        sum(row.interest for row in rows),
        sum(row.fee for row in rows),
        sum(row.total for row in rows),
    )
    total = ("", paper.say(Text("合计", "total")), *(money(each, digits) for each in sums), "")
    paper.table(head, [*cells, total], left=2, last=True)


def _bills(paper: Paper, booked: CardBooked, outcome: Outcome) -> None:
    digits = booked.loan.digits
    head = (
        Text("期", "no."),
        Text("账单日", "statement"),
        Text("还款日", "due on"),
        Text("账单金额", "bill"),
        Text("最低还款", "minimum"),
        Text("未还", "left"),
    )
    rows = [
        (
            str(bill.n),
            bill.statement_on.isoformat(),
            bill.due_on.isoformat(),
            money(bill.total, digits),
            money(bill.minimum, digits),
            money(bill.left, digits),
        )
        for bill in card_bills(booked, outcome.on)
    ]
    paper.para(
        Text("信用卡没有固定计划，下面是已出的账单", "a card has no schedule; its bills so far")
    )
    if rows:
        paper.table(head, rows, left=3, last=False)


def balance_text(outcome: Outcome, paper: Paper, *, explain: bool = False) -> str:
    """Return what is owed that day, loan by loan and instalment by instalment."""
    _head(paper, outcome)
    _overview(paper, outcome)
    for number, one in enumerate(outcome.loans, start=1):
        write_title(paper, one, number)
        write_balance(paper, one)
        paper.blank()
        write_lines(paper, [line for line in one.balance.lines if line.total], one.file.loan.digits)
        if explain:
            paper.label(Text("这些数怎么来的", "How these figures came about"))
            write_why(paper, one.why)
    _foot(paper, outcome)
    return paper.text()


def cost_text(outcome: Outcome, paper: Paper, *, explain: bool = False) -> str:
    """Return the yearly cost of every loan beside every cap."""
    _head(paper, outcome)
    for number, one in enumerate(outcome.loans, start=1):
        write_title(paper, one, number)
        if one.file.sure:
            write_cost(paper, one)
            write_caps(paper, one, explain=explain)
            write_why_nots(paper, one)
        else:
            _not_compared(paper)
    _foot(paper, outcome)
    return paper.text()


def claims_text(outcome: Outcome, paper: Paper, *, explain: bool = False) -> str:
    """Return what the lenders claim, split and reproduced."""
    _head(paper, outcome)
    for number, one in enumerate(outcome.loans, start=1):
        write_title(paper, one, number)
        if not one.claims:
            paper.blank()
            paper.para(
                Text(
                    "案卷里没有平台说的数；App、短信或电话里的数都可以写进 claims 来核对",
                    "the case states no claim; a figure from the app, a message or a call can go "
                    "under claims",
                )
            )
        if one.file.sure:
            write_claims(paper, one.file.loan, one.claims)
        elif one.claims:
            _not_compared(paper)
        if explain:
            paper.label(Text("我们的数怎么来的", "How our figures came about"))
            write_why(paper, one.why)
    _foot(paper, outcome)
    return paper.text()
