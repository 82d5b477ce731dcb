"""One loan on the page: what is owed, what it costs, what is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ashore.case import LoanOutcome
from ashore.law.cap import CapMethod
from ashore.ledger.booked import Line
from ashore.ledger.measure import CapCheck
from ashore.loan import Finding, Loan
from ashore.report.gaps import NOT_COMPARED
from ashore.report.html_why import source, tree
from ashore.report.markup import Column, Tongue, amount, escape, named
from ashore.report.names import STATES, kind_line
from ashore.report.shown import money, percent, percents, signed
from ashore.report.svg import Bar, Mark, Piece, balance_bar, cost_bars, swatch
from ashore.report.text_parts import SEVERITIES
from ashore.report.view import above_cap, shares, standing
from ashore.report.view_claims import ClaimView, by_chance, claim_views, letter
from ashore.report.view_cost import CapRow, applying, cap_rows, cost_rows, tone_of, why_nots
from ashore.words import Text

__all__ = ["Sheet", "loan_html"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page of a case has in common.

    `opened` unfolds everything; `trees` says whether each loan shows where its figures come from.
    """

    tongue: Tongue
    currency: str
    opened: bool
    trees: bool


def loan_html(sheet: Sheet, one: LoanOutcome, number: int) -> str:
    """Return the article of one loan."""
    tongue, loan = sheet.tongue, one.file.loan
    parts = [
        f'<article id="loan-{number}"><h2>{number}. {named(loan.name)}</h2>',
        tongue.para(kind_line(loan), "quiet"),
        tongue.para(standing(one.balance)),
        _owed(sheet, one, number),
        *_compared(sheet, one, number),
        findings_html(sheet, one.balance.findings),
        _instalments(sheet, one.balance.lines, loan),
        tongue.fold(_WHY, tree(tongue, one.why), opened=sheet.opened) if sheet.trees else "",
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _compared(sheet: Sheet, one: LoanOutcome, number: int) -> tuple[str, ...]:
    if not one.file.sure:  # a term is open: it would be our ignorance that is compared
        return (sheet.tongue.para(NOT_COMPARED, "quiet"),)
    return _cost(sheet, one, number), _lawful(sheet, one), _claims(sheet, one)


_WHY = Text("每一分钱从哪来", "Where every fen comes from")


# -- what is owed ---------------------------------------------------------------------------------


def _owed(sheet: Sheet, one: LoanOutcome, number: int) -> str:
    tongue, balance, digits = sheet.tongue, one.balance, one.file.loan.digits

    def line(fen: int, zh: str, en: str) -> tuple[str, str]:
        return amount(fen, digits, sheet.currency), tongue.say(Text(zh, en))

    rows = [
        line(balance.total, "全部欠款", "owed in all"),
        *_range(sheet, one),
        line(balance.due_now, "其中已经到期", "of it due by now"),
        line(balance.per_day, "每多一天增加", "added by one more day"),
    ]
    if balance.credit:
        rows.append(line(balance.credit, "多付、留到下一期用", "paid ahead, kept for later"))
    if one.settles is not None and one.settles != balance.total - balance.credit:
        rows.append(
            line(one.settles, "按提前还款条款一次结清要付", "settles it under the prepayment terms")
        )
    found = shares(balance)
    pieces = [
        Piece(
            share.part.value,
            share.amount,
            f"{tongue.raw(share.name)} {money(share.amount, digits)}",
        )
        for share in found
    ]
    chart = balance_bar(pieces, tongue.raw(_PARTS), f"bar-{number}")
    cells = [
        (f"{swatch(share.part.value)}{tongue.say(share.name)}", amount(share.amount, digits))
        for share in found
    ]
    columns = (Column(Text("部分", "part")), Column(Text("金额", "amount"), figure=True))
    twin = tongue.table(_PARTS, columns, cells) if cells else ""
    return f"{tongue.facts(rows)}<figure>{chart}{twin}</figure>"


def _range(sheet: Sheet, one: LoanOutcome) -> list[tuple[str, str]]:
    """Return both ends of what is owed where something open moves it."""
    if one.span is None:
        return []
    digits, low, high = one.file.loan.digits, one.span.low, one.span.high
    least = amount(low, digits, sheet.currency)
    words = Text("先这样算；实际可能到", "taken for now; it may be up to")
    if high is None:
        return [(least, sheet.tongue.say(Text("至少；上限不知道", "at least; no end is known")))]
    if low == one.balance.total:
        return [(amount(high, digits, sheet.currency), sheet.tongue.say(words))]
    return [
        (least, sheet.tongue.say(Text("实际最少", "it may be as little as"))),
        (amount(high, digits, sheet.currency), sheet.tongue.say(Text("实际最多", "or as much as"))),
    ]


_PARTS = Text("欠款由哪几部分组成", "What the debt is made of")


def _instalments(sheet: Sheet, lines: Sequence[Line], loan: Loan) -> str:
    digits = loan.digits
    columns = (
        Column(Text("期", "no.")),
        Column(Text("到期日", "due on")),
        Column(Text("状态", "state")),
        Column(Text("本金", "principal"), figure=True),
        Column(Text("利息", "interest"), figure=True),
        Column(Text("罚息、复利", "penalty, compound"), figure=True),
        Column(Text("费用", "fees"), figure=True),
        Column(Text("合计", "total"), figure=True),
    )
    rows = [
        (
            str(line.n or "-"),
            f'<span class="m">{line.due_on.isoformat()}</span>',
            sheet.tongue.say(_state(line)),
            amount(line.principal, digits),
            amount(line.interest, digits),
            amount(line.penalty + line.compound, digits),
            amount(line.fee, digits),
            amount(line.total, digits),
        )
        for line in lines
    ]
    if not rows:
        return ""
    caption = Text("每一期还欠多少", "What is owed of each instalment")
    inside = sheet.tongue.table(caption, columns, rows)
    return sheet.tongue.fold(caption, inside, opened=sheet.opened)


def _state(line: Line) -> Text:
    state = STATES[line.state]
    if not line.days_late:
        return state
    return Text(f"{state.zh} {line.days_late} 天", f"{state.en} {line.days_late} d")


# -- what it costs --------------------------------------------------------------------------------


def _cost(sheet: Sheet, one: LoanOutcome, number: int) -> str:
    tongue, cost, digits = sheet.tongue, one.cost, one.file.loan.digits
    heading = tongue.say(
        Text("真实年化成本（按约定还款时）", "True annual cost (when paid as agreed)")
    )
    rows = [
        (f'<span class="m">{escape(row.value)}</span>', tongue.say(row.name))
        for row in cost_rows(cost)
    ]
    words = []
    if cost.total_paid:
        got, paid = money(cost.cash_received, digits), money(cost.total_paid, digits)
        words.append(
            Text(f"到手 {got}，一共要还 {paid}。", f"{got} received, {paid} to be paid in all.")
        )
    else:
        words.append(cost.message)
    words += cost.notes
    told = "".join(tongue.para(text, "quiet") for text in words)
    facts = tongue.facts(rows) if rows else ""
    chart = cost_bars(_bars(tongue, one.caps), tongue.raw(_BESIDE), f"cost-{number}")
    drawn = f"<figure>{chart}</figure>" if chart else ""
    return f"<h3>{heading}</h3>{facts}{told}{drawn}{_caps(sheet, one)}"


_BESIDE = Text("年化成本与适用的上限", "Yearly cost beside the caps that apply")
_METHODS = {
    CapMethod.SUPERVISORY_IRR: Text("名义年化（监管算法）", "nominal annual (supervisors' way)"),
    CapMethod.COURT_SIMPLE: Text("单利年化（法院算法）", "simple annual (courts' way)"),
}


def _bars(tongue: Tongue, checks: Sequence[CapCheck]) -> list[Bar]:
    bars = []
    for method, name in _METHODS.items():
        mine = [check for check in checks if check.line.method is method]
        measured = next((check.measured for check in mine if check.measured is not None), None)
        if measured is not None:
            bars.append(_bar(tongue, tongue.raw(name), measured, applying(mine)))
    return bars


def _bar(tongue: Tongue, name: str, measured: Decimal, checks: Sequence[CapCheck]) -> Bar:
    titles: dict[Fraction, list[str]] = {}
    for check in checks:
        if check.line.value is not None:
            titles.setdefault(check.line.value, []).append(tongue.raw(check.line.title))
    comma = "、" if tongue.lang == "zh" else ", "
    marks = [
        Mark(value, percents(measured, value)[1], f"{percent(value)} {comma.join(found)}")
        for value, found in sorted(titles.items())
    ]
    tones = {tone_of(check) for check in checks if check.exceeded}
    tone = next((each for each in ("red", "amber") if each in tones), "")
    return Bar(name, Fraction(measured), percent(measured, fixed=True), tone, tuple(marks))


def _caps(sheet: Sheet, one: LoanOutcome) -> str:
    tongue = sheet.tongue
    columns = (
        Column(Text("适用的上限", "cap")),
        Column(Text("上限", "line"), figure=True),
        Column(Text("这笔", "this loan"), figure=True),
        Column(Text("结果", "verdict")),
    )
    rows: list[tuple[str, ...]] = []
    for row in cap_rows(one.caps):
        verdict = f'<span class="mark {row.tone}">{tongue.say(row.verdict)}</span>'
        figures = (escape(row.value or "-"), escape(row.measured or "-"), verdict)
        rows += [(tongue.say(row.title), *figures), (_about_cap(tongue, row),)]
    shown = (
        tongue.table(_BESIDE, columns, rows)
        if rows
        else tongue.para(Text("没有一条上限适用。", "No cap applies."))
    )
    others = "".join(
        f"<li>{tongue.say(titles)}<br><span class=quiet>{tongue.say(why)}</span></li>"
        for titles, why in why_nots(one.caps)
    )
    fold = Text("不适用的上限，为什么", "Caps that do not apply, and why")
    return shown + (tongue.fold(fold, f"<ul>{others}</ul>", opened=sheet.opened) if others else "")


def _about_cap(tongue: Tongue, row: CapRow) -> str:
    lines = [tongue.say(row.says), tongue.say(row.basis), source(tongue, row.cite)]
    return f'<span class="quiet">{"<br>".join(lines)}</span>'


def _lawful(sheet: Sheet, one: LoanOutcome) -> str:
    lawful, digits, tongue = one.lawful, one.file.loan.digits, sheet.tongue
    if lawful is None:
        return ""

    def line(fen: int, zh: str, en: str, kind: str = "") -> tuple[str, str]:
        words = tongue.say(Text(zh, en))
        shown = amount(fen, digits, sheet.currency)
        return shown, f'<span class="{kind}">{words}</span>' if kind else words

    principal, interest = money(lawful.principal, digits), money(lawful.interest, digits)
    rows = [
        line(
            lawful.total,
            f"按上限最多：本金 {principal} + 利息 {interest}",
            f"at most under the cap: principal {principal} + interest {interest}",
        )
    ]
    above = above_cap(one)
    if above:
        rows.append(line(above, "欠款里超过上限的部分", "the part above the cap", "red"))
    if lawful.refund:
        rows.append(
            line(lawful.refund, "已经多付、可以要求返还", "paid beyond it, can be claimed back")
        )
    sources = "<br>".join(source(tongue, cite) for cite in lawful.cites)
    heading = tongue.say(Text("按利率上限重算", "Recalculated under the cap"))
    note = Text(
        "本金以实际到账为准；付得超过上限的利息冲抵本金。",
        "The principal is the cash that arrived; interest paid above the cap lowers it.",
    )
    return (
        f"<h3>{heading}</h3>{tongue.facts(rows)}{tongue.para(note, 'quiet')}"
        f'<p class="quiet">{sources}</p>'
    )


# -- what is claimed ------------------------------------------------------------------------------


def _claims(sheet: Sheet, one: LoanOutcome) -> str:
    digits, tongue = one.file.loan.digits, sheet.tongue
    views = claim_views(one.claims, digits)
    if not views:
        return ""
    heading = tongue.say(Text("平台说的数", "What the lender claims"))
    drawn = "".join(_claim(sheet, view, digits) for view in views)
    told = letter(one.claims, digits)
    if told:
        lead = tongue.para(Text("可以写进信里的话：", "Words for a letter:"), "quiet lead")
        drawn += f"{lead}<blockquote>{''.join(tongue.para(text) for text in told)}</blockquote>"
        caution = by_chance(one.claims)
        drawn += tongue.para(caution, "quiet") if caution.zh else ""
    return f"<h3>{heading}</h3>{drawn}"


def _claim(sheet: Sheet, view: ClaimView, digits: int) -> str:
    tongue = sheet.tongue
    rows = [
        (
            amount(view.claimed, digits, sheet.currency),
            tongue.say(Text("平台说", "the lender states")),
        ),
        (
            amount(view.books, digits, sheet.currency),
            tongue.say(Text("我们按合同条款算", "our books by the terms")),
        ),
        (
            f'<span class="m">{escape(signed(view.difference, digits))}</span>',
            tongue.say(view.verdict),
        ),
    ]
    where = f" · {named(view.source)}" if view.source else ""
    columns = (
        Column(Text("归类", "label")),
        Column(Text("金额", "amount"), figure=True),
        Column(Text("为什么", "why")),
    )
    tones = {"owed": "", "arguable": "amber", "above_cap": "red"}
    cells: list[tuple[str, ...]] = []
    for row in view.rows:
        label = f'<span class="mark {tones[row.label]}">{tongue.say(row.name)}</span>'
        cells.append((label, amount(row.amount, digits), tongue.say(row.text)))
        if row.cite:
            cells.append((f'<span class="quiet">{source(tongue, row.cite)}</span>',))
    caption = Text("平台的数，每一分归哪类", "Every fen of the claim under one label")
    return (
        f'<p class="lead">{view.on.isoformat()}{where} · {tongue.say(view.what)}</p>'
        f"{tongue.facts(rows, first=False)}{tongue.table(caption, columns, cells)}"
    )


def findings_html(sheet: Sheet, findings: Sequence[Finding]) -> str:
    """Return what is worth knowing, each with how grave it is."""
    if not findings:
        return ""
    tongue = sheet.tongue
    tones = {"breach": "red", "warning": "amber", "note": ""}
    items = "".join(
        f'<li><span class="mark {tones[found.severity.value]}">'
        f"{tongue.say(SEVERITIES[found.severity])}</span> {tongue.say(found.text)}"
        + (f'<br><span class="quiet">{source(tongue, found.cite)}</span>' if found.cite else "")
        + "</li>"
        for found in findings
    )
    return f"<h3>{tongue.say(Text('值得留意', 'Worth knowing'))}</h3><ul>{items}</ul>"
