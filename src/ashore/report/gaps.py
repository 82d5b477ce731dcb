"""What is not known of a case, in words: a range with its source, or what has to be found out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ashore.facts import Case
from ashore.intake.ranges import Span, spans
from ashore.law import Law
from ashore.report.shown import marked
from ashore.words import Text

__all__ = ["budget_lines", "gap_lines"]

LACKS = {
    "principal": Text("借了多少", "how much was lent"),
    "first_due_on": Text("哪天还", "when it is due"),
    "instalments": Text("分几期", "how many instalments"),
    "bill": Text("账单金额", "the bill"),
    "statement_day": Text("账单日", "the statement day"),
    "due_day": Text("还款日", "the due day"),
}


def gap_lines(case: Case, gaps: Mapping[str, Any], law: Law, on: date) -> tuple[Text, ...]:
    """Return one sentence for everything that is open; none when all is known."""
    rates = (_range(span, case) for span in spans(case, gaps, law, on))
    names = {file.loan.id: file.loan.name for file in case.loans}
    kinds = (_kind(names[each]) for each in gaps.get("kinds", ()) if each in names)
    missed = (_missed(names[each]) for each in gaps.get("missed", ()) if each in names)
    return (*rates, *missed, *kinds, *_left_out(gaps))


def budget_lines(case: Case) -> tuple[Text, ...]:
    """Return what the budget says nothing of though everybody has to pay it: a plan spares none."""
    if case.budget is None or any(each.category == "food" for each in case.budget.expenses):
        return ()
    return (_FOOD,)


_FOOD = Text(
    "还没有写每月吃饭要花多少，计划没有给它留钱。付款之前，先在收支里补上",
    "what food costs is not entered, and the plan keeps nothing back for it. Enter it in the "
    "budget before anything is paid",
)


def _missed(name: str) -> Text:
    return Text(
        f"{name} 从哪一期没还上不清楚：现在按一期都没还算，很可能算多了。在这笔借款里选一下就准",
        f"{name}: it is not known which instalment was missed first. As if none was paid, the "
        "figure is probably too high; choose it on the loan's page",
    )


def _kind(name: str) -> Text:
    return Text(
        f"{name} 是哪类机构不清楚：先按小额贷款公司算，适用的上限和催收规定可能不同。"
        "看合同首页的出借人，再改条款",
        f"{name}: the kind of lender is not known. It is taken for a small-loan company; other "
        "caps and rules may apply. The contract's first page names it; correct the terms then",
    )


def _range(span: Span, case: Case) -> Text:
    low = marked(span.low, case.currency, case.digits)
    if span.high is None:
        return Text(
            f"{span.name} 的利率不清楚：至少欠 {low}。看 App 借款详情或合同里的利率，填上就能算准",
            f"the rate of {span.name} is not known: at least {low} is owed. The app's loan details "
            "or the contract have it; with it the figure is exact",
        )
    high = marked(span.high, case.currency, case.digits)
    ground = Text(
        f"范围来自公开资料（{span.source}），不是您的合同",
        f"the range is from public sources ({span.source}), not your contract",
    )
    return Text(
        f"{span.name} 的利率不清楚：欠 {low} 到 {high}。{ground.zh}；看合同里的利率，填上就能算准",
        f"the rate of {span.name} is not known: {low} to {high} is owed; {ground.en}. With the "
        "rate of the contract the figure is exact",
    )


def _left_out(gaps: Mapping[str, Any]) -> Iterator[Text]:
    for each in gaps.get("left_out", ()):
        lacks = [LACKS[name] for name in each["lacks"]]
        zh, en = "、".join(text.zh for text in lacks), ", ".join(text.en for text in lacks)
        yield Text(
            f"{each['name']} 没有算进来，还要知道：{zh}。App 的借款详情里有",
            f"{each['name']} is not counted yet; still needed: {en}. The app's loan details say it",
        )
