"""The blocks of a terminal report: figures of one loan, cost and caps, claims, findings."""

from __future__ import annotations

from collections.abc import Sequence

from ashore.case import LoanOutcome
from ashore.ledger.booked import Line
from ashore.ledger.claims import Checked
from ashore.ledger.lawful import Lawful
from ashore.loan import Finding, Loan, Severity
from ashore.report.names import STATES, kind_line
from ashore.report.paper import Paper
from ashore.report.shown import count, money, signed
from ashore.report.text_why import write_why
from ashore.report.view import shares, standing
from ashore.report.view_claims import ClaimView, by_chance, claim_views, letter
from ashore.report.view_cost import CapRow, applying, cap_rows, cost_rows, where_from, why_nots
from ashore.words import Text

__all__ = [
    "write_balance", "write_caps", "write_claims", "write_cost", "write_findings", "write_lawful",
    "write_lines", "write_title", "write_why_nots",
]  # fmt: skip


def write_title(paper: Paper, one: LoanOutcome, number: int) -> None:
    """Write the name of a loan and what sort of loan it is."""
    loan = one.file.loan
    paper.heading(f"{number}. {loan.name} [{loan.id}]")
    paper.para(kind_line(loan), how="quiet")


def write_balance(paper: Paper, one: LoanOutcome) -> None:
    """Write what is owed: all of it, what is due, what a day adds."""
    balance, digits = one.balance, one.file.loan.digits
    paper.para(standing(balance))
    paper.label(Text("欠款", "Owed"))
    parts = shares(balance)
    zh = " + ".join(f"{share.name.zh} {money(share.amount, digits)}" for share in parts)
    en = " + ".join(f"{share.name.en} {money(share.amount, digits)}" for share in parts)
    total = Text(f"全部：{zh}", f"in all: {en}") if parts else Text("全部", "in all")
    paper.figure(money(balance.total, digits), total, how="strong")
    paper.figure(money(balance.due_now, digits), Text("其中已经到期", "of it due by now"))
    paper.figure(money(balance.per_day, digits), Text("每多一天增加", "added by one more day"))
    if balance.credit:
        paper.figure(
            money(balance.credit, digits),
            Text("多付、留到下一期用", "paid ahead, kept for the next due day"),
        )
    if one.settles is not None and one.settles != balance.total - balance.credit:
        paper.figure(
            money(one.settles, digits),
            Text("今天按提前还款条款一次结清要付", "settles it today under the prepayment terms"),
        )


def write_lines(paper: Paper, lines: Sequence[Line], digits: int) -> None:
    """Write what is owed of each instalment."""
    head = (
        Text("期", "no."),
        Text("到期日", "due on"),
        Text("状态", "state"),
        Text("本金", "principal"),
        Text("利息", "interest"),
        Text("罚息复利", "penalty"),
        Text("费用", "fees"),
        Text("合计", "total"),
        Text("逾期", "late"),
    )
    rows = [
        (
            str(line.n) if line.n else "-",
            line.due_on.isoformat(),
            paper.say(STATES[line.state]),
            *(
                money(amount, digits)
                for amount in (
                    line.principal,
                    line.interest,
                    line.penalty + line.compound,
                    line.fee,
                    line.total,
                )
            ),
            str(line.days_late) if line.days_late else "",
        )
        for line in lines
    ]
    paper.table(head, rows, left=3, last=False)


def write_cost(paper: Paper, one: LoanOutcome) -> None:
    """Write the yearly cost of a loan as agreed."""
    cost, digits = one.cost, one.file.loan.digits
    paper.label(Text("真实年化成本（按约定还款时）", "True annual cost (when paid as agreed)"))
    rows = cost_rows(cost)
    for at, row in enumerate(rows):
        paper.figure(row.value, row.name, how="strong" if at == 0 else "")
    if not rows or not cost.total_paid:
        paper.beside(cost.message)
    if cost.total_paid:
        got, all_paid = money(cost.cash_received, digits), money(cost.total_paid, digits)
        paper.beside(
            Text(
                f"到手 {got}，一共要还 {all_paid}", f"{got} received, {all_paid} to be paid in all"
            )
        )
    for note in cost.notes:
        paper.beside(note)


def write_caps(paper: Paper, one: LoanOutcome, *, explain: bool = False) -> None:
    """Write the caps that apply, each with the loan's own figure and verdict."""
    rows = cap_rows(one.caps)
    paper.label(Text("适用的上限", "Caps that apply"))
    if not rows:
        paper.beside(Text("没有一条适用", "none"), how="")
    for row in rows:
        _cap(paper, row)
    if explain and rows:
        paper.label(Text("这些上限怎么来的", "How these caps came about"))
        for check in applying(one.caps):
            write_why(paper, check.line.why)


def _cap(paper: Paper, row: CapRow) -> None:
    told = row.title
    if row.state != "open":
        told = Text(
            f"{row.title.zh}：这笔 {row.measured}，{row.verdict.zh}",
            f"{row.title.en}: this loan {row.measured}, {row.verdict.en}",
        )
    paper.figure(row.value or "-", told, how=row.tone)
    for text in (row.says, row.basis) if row.state != "open" else (row.says,):
        paper.beside(text)
    source = where_from(row.cite)
    paper.beside(Text(f"依据：{source.zh}", f"source: {source.en}"))


def write_why_nots(paper: Paper, one: LoanOutcome) -> None:
    """Write the caps that do not apply, with why."""
    paper.label(Text("不适用的上限", "Caps that do not apply"))
    for titles, why in why_nots(one.caps):
        paper.para(Text(f"{titles.zh}：{why.zh}", f"{titles.en}: {why.en}"), indent=2)


def write_lawful(paper: Paper, one: LoanOutcome, *, explain: bool = False) -> None:
    """Write the recalculation under a cap that binds, if it lowers the debt."""
    lawful, digits = one.lawful, one.file.loan.digits
    if lawful is None:
        return
    paper.label(Text("按利率上限重算", "Recalculated under the cap"))
    paper.figure(
        money(lawful.total, digits),
        Text(
            f"按上限最多：本金 {money(lawful.principal, digits)} + "
            f"利息 {money(lawful.interest, digits)}",
            f"at most under the cap: principal {money(lawful.principal, digits)} + "
            f"interest {money(lawful.interest, digits)}",
        ),
        how="strong",
    )
    above = one.balance.total - one.balance.credit - lawful.total
    if above > 0:
        paper.figure(
            money(above, digits),
            Text("上面的欠款里超过上限的部分", "the part of the sum above that exceeds the cap"),
            how="red",
        )
    if lawful.refund:
        paper.figure(
            money(lawful.refund, digits),
            Text("已经多付、可以要求返还", "paid beyond the lawful debt, can be claimed back"),
        )
    paper.beside(
        Text(
            "本金以实际到账为准；付得超过上限的利息冲抵本金",
            "the principal is the cash that arrived; interest paid above the cap lowers it",
        )
    )
    for cite in lawful.cites:
        source = where_from(cite)
        paper.beside(Text(f"依据：{source.zh}", f"source: {source.en}"))
    if explain:
        _steps(paper, lawful, digits)


def _steps(paper: Paper, lawful: Lawful, digits: int) -> None:
    head = (
        Text("日期", "on"),
        Text("付了", "paid"),
        Text("抵利息", "to interest"),
        Text("抵本金", "to principal"),
        Text("剩余本金", "principal left"),
        Text("未付利息", "interest open"),
    )
    rows = [
        (
            step.on.isoformat(),
            *(
                money(fen, digits)
                for fen in (
                    step.paid,
                    step.to_interest,
                    step.to_principal,
                    step.principal,
                    step.interest_open,
                )
            ),
        )
        for step in lawful.steps
    ]
    paper.blank()
    paper.table(head, rows, last=False)


def write_claims(paper: Paper, loan: Loan, checked: Sequence[Checked]) -> None:
    """Write what the lender claims, split, and the conventions that reproduce it."""
    if not checked:
        return
    paper.label(Text("平台说的数", "What the lender claims"))
    for at, view in enumerate(claim_views(checked, loan.digits)):
        if at:
            paper.blank()
        _claim(paper, view, loan.digits)
    told = letter(checked, loan.digits)
    if told:
        paper.blank()
        paper.para(Text("可以写进信里的话：", "Words for a letter:"), indent=2)
        for text in told:
            paper.para(text, indent=4)
        paper.para(by_chance(checked), indent=2)


def _claim(paper: Paper, view: ClaimView, digits: int) -> None:
    where = f" · {view.source}" if view.source else ""
    paper.para(
        Text(f"{view.on}{where} · {view.what.zh}", f"{view.on}{where} · {view.what.en}"), indent=2
    )
    paper.figure(money(view.claimed, digits), Text("平台说", "the lender states"))
    paper.figure(money(view.books, digits), Text("我们按合同条款算", "our books by the terms"))
    paper.figure(signed(view.difference, digits), view.verdict)
    for row in view.rows:
        said = Text(f"{row.name.zh}：{row.text.zh}", f"{row.name.en}: {row.text.en}")
        how = {"owed": "strong", "above_cap": "red"}.get(row.label, "amber")
        paper.figure(money(row.amount, digits), said, how=how)
        if row.cite is not None:
            place = where_from(row.cite)
            paper.beside(Text(f"依据：{place.zh}", f"source: {place.en}"))


SEVERITIES = {
    Severity.BREACH: Text("不合规", "not lawful"),
    Severity.WARNING: Text("值得核实", "worth checking"),
    Severity.NOTE: Text("提示", "note"),
}


def write_findings(paper: Paper, findings: Sequence[Finding]) -> None:
    """Write what is worth knowing about a loan."""
    if not findings:
        return
    paper.label(Text("值得留意", "Worth knowing"))
    for found in findings:
        grave = SEVERITIES[found.severity]
        paper.para(Text(f"{grave.zh}：{found.text.zh}", f"{grave.en}: {found.text.en}"), indent=2)
        if found.cite is not None:
            source = where_from(found.cite)
            paper.para(Text(f"依据：{source.zh}", f"source: {source.en}"), indent=4, how="quiet")


def late(days: int) -> Text:
    """Return days past due for a table; nothing when there are none."""
    return count(days) if days else Text("-", "-")
