"""A plan in a terminal: what to pay and when, what it keeps, what is missing, how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import groupby

from ashore.plan.outcome import Plan, PlannedPayment, Shortage, Trigger
from ashore.plan.reasons import GOAL_NAMES
from ashore.report.gaps import assumption_lines, budget_lines
from ashore.report.notice import DISCLAIMER
from ashore.report.paper import Paper
from ashore.report.plan_beside import NOTHING, Beside, if_it_comes, write_worth
from ashore.report.shown import marked, money, percent
from ashore.words import Text

__all__ = ["plan_text"]

DAYS = 60
"""How many days of payments are listed unless everything is opened."""

STATUS = {
    "optimal": Text(
        "没有办法保住更多，也没有更省的（已证明）", "no plan keeps more or costs less (proven)"
    ),
    "heuristic": Text(
        "没有安装求解器（ashore[plan]）：按“先保最近的期限，再还最贵的”排的，没有证明",
        "no solver installed (ashore[plan]): made by 'next trigger, then dearest', not proven",
    ),
    "infeasible": Text(
        "钱还不够必需的开支：先保住吃住，补上以前不还任何一家",
        "the money does not cover essentials yet: food and home first, no lender before that",
    ),
}


def plan_text(
    plan: Plan,
    paper: Paper,
    *,
    explain: bool = False,
    beside: Beside = NOTHING,
) -> str:
    """Return the plan; `explain` opens all payments, grounds and what more money is worth."""
    if plan.case.title:
        paper.para(Text(plan.case.title, plan.case.title), how="strong")
    paper.para(Text(f"从 {plan.on} 起的还款计划", f"A plan from {plan.on} on"))
    paper.para(STATUS[plan.status] if plan.status != "within_gap" else _known(plan), how="quiet")
    for line in (*assumption_lines(plan.case), *budget_lines(plan.case, beside.averages)):
        paper.para(Text(_stop(line.zh, "。"), _stop(line.en, ".")), how="amber")
    _next(plan, paper, explain=explain)
    _goals(plan, paper, explain=explain)
    _missing(plan, paper)
    _cost(plan, paper)
    _compared(plan, paper)
    if beside.worth:
        write_worth(plan, paper, beside.worth)
    _foot(plan, paper, explain=explain, hoped=beside.hoped)
    return paper.text()


def _stop(sentence: str, sign: str) -> str:
    return sentence if sentence.endswith(sign) else sentence + sign


def _known(plan: Plan) -> Text:
    """Return how far a plan within its gap is known to be the best: the goals, then the cost."""
    most = Text("目前找到的最好安排，不排除有更好的", "the best plan found; a better one may exist")
    if plan.proven:
        most = Text("没有办法保住更多（已证明）", "no plan keeps more than this (proven)")
    if plan.gap is None:
        return most
    gap = percent(Fraction(plan.gap))
    return Text(
        f"{most.zh}；花费离最低最多差 {gap}",
        f"{most.en}; the cost is at most {gap} from the least possible",
    )


def _names(plan: Plan) -> dict[str, str]:
    return {file.loan.id: file.loan.name or file.loan.id for file in plan.case.loans}


# -- what to pay ----------------------------------------------------------------------------------


def _next(plan: Plan, paper: Paper, *, explain: bool) -> None:
    paper.heading(paper.say(Text("什么时候付多少", "What to pay, and when")))
    if not plan.payments:
        nothing = Text("没有可以安排的还款", "there is nothing to pay")
        if plan.left:
            nothing = Text("现在没有钱可以安排还款", "there is no money to pay lenders with")
        paper.para(nothing)
        return
    last = max(plan.on + timedelta(days=DAYS), plan.payments[0].on)
    shown = [each for each in plan.payments if explain or each.on <= last]
    names, digits = _names(plan), plan.case.digits
    for on, group in groupby(shown, key=lambda each: each.on):
        paper.para(Text(str(on), str(on)), how="strong")
        for each in group:
            name = names[each.loan]
            paper.figure(
                money(each.amount, digits),
                Text(f"{name} {each.why.zh}", f"{name}, {each.why.en}"),
            )
    later = [each for each in plan.payments if each not in shown]
    if later:
        _later(plan, paper, later)


def _later(plan: Plan, paper: Paper, later: Sequence[PlannedPayment]) -> None:
    total = marked(sum(each.amount for each in later), plan.case.currency, plan.case.digits)
    paper.para(
        Text(
            f"之后还有 {len(later)} 笔，共 {total}，到 {later[-1].on}；加 --explain 全部列出",
            f"then {len(later)} more, {total} in all, up to {later[-1].on}; --explain lists them",
        ),
        how="quiet",
    )


# -- what it keeps away ---------------------------------------------------------------------------


def _goals(plan: Plan, paper: Paper, *, explain: bool) -> None:
    paper.heading(paper.say(Text("保住什么", "What it keeps")))
    fed = Text("✓ 吃住必需：任何一天都不动用", "✓ food and home: never touched, on any day")
    if plan.status == "infeasible":
        fed = Text("· 吃住必需：钱还差一些，见下", "· food and home: money lacks, see below")
    paper.para(fed)
    for goal in dict.fromkeys(each.goal for each in plan.triggers):
        _goal(plan, paper, goal, explain=explain)
    if any(each.state == "missed" for each in plan.triggers):
        paper.para(_MAY, how="quiet")


_MAY = Text(
    "这些日子是据反映最早可能的一天，不是一定会发生；ashore forecast 有依据和做法",
    "these are the earliest days on which it is reported to happen; it need not. See ashore "
    "forecast for the grounds and for what to do",
)


def _goal(plan: Plan, paper: Paper, goal: str, *, explain: bool) -> None:
    mine = [each for each in plan.triggers if each.goal == goal]
    kept = [each for each in mine if each.state == "kept"]
    missed = [each for each in mine if each.state == "missed"]
    name, names = GOAL_NAMES[goal], _names(plan)
    mark = "✓" if kept and not missed else "·"
    passed, unknown = (sum(each.state == state for each in mine) for state in ("passed", "unknown"))
    counts = (
        (len(kept), Text("笔守得住", "kept for")),
        (len(missed), Text("笔钱不够", "not enough money for")),
        (passed, Text("笔的日子已经过了", "over already for")),
        (unknown, Text("笔没有已知的日子", "no day known for")),
    )
    zh = ",".join(f"{count} {words.zh}" for count, words in counts if count)
    en = ", ".join(f"{words.en} {count}" for count, words in counts if count)
    paper.para(Text(f"{mark} {name.zh}：{zh}", f"{mark} {name.en}: {en}"))
    for each in missed:
        paper.para(_miss(each, names[each.loan]), indent=4, how="amber")
    for each in mine:
        if explain and each.state == "kept":
            paper.para(_keep(each, names[each.loan]), indent=4, how="quiet")
        if each.state in {"passed", "unknown"} and explain:
            paper.para(_other(each, names[each.loan]), indent=4, how="quiet")


def _miss(each: Trigger, name: str) -> Text:
    ground, sure = _ground(each), each.confidence
    return Text(
        f"{name}：{each.on} 是{ground.zh}第 {each.days} 天（把握 {sure}）",
        f"{name}: {each.on} is day {each.days} past due, {ground.en} (confidence {sure})",
    )


def _keep(each: Trigger, name: str) -> Text:
    ground = _ground(each)
    return Text(
        f"{name}：一直低于{ground.zh}第 {each.days} 天；最早那期最晚 {each.pay_by} 付",
        f"{name}: always below day {each.days} past due, {ground.en}; the oldest is paid by "
        f"{each.pay_by} at the latest",
    )


def _other(each: Trigger, name: str) -> Text:
    if each.state == "unknown":
        return Text(
            f"{name}：没有已知的日子，不知道",
            f"{name}: no day is known, so this is not planned for",
        )
    return Text(
        f"{name}：已知的日子都已经过了，如实告诉您", f"{name}: every known day is over already"
    )


def _ground(each: Trigger) -> Text:
    return {
        "reported": Text("据反映最早的逾期", "the earliest reported"),
        "limit": Text("您自己定的逾期", "your own limit"),
        "code": Text("征信代码变重的逾期", "where the code on the report gets worse"),
    }.get(each.ground, Text("逾期", "past due"))


# -- what is missing ------------------------------------------------------------------------------


def _missing(plan: Plan, paper: Paper) -> None:
    if not plan.shortages:
        return
    paper.heading(paper.say(Text("还差多少", "What is missing")))
    for _, same in groupby(plan.shortages, key=lambda each: (each.steps, each.confirmed)):
        _shortage(plan, paper, list(same))


def _shortage(plan: Plan, paper: Paper, same: Sequence[Shortage]) -> None:
    """Write what is missing for goals that lack the same: the first sum, then all of it."""
    each, digits = same[0], plan.case.digits
    names = [GOAL_NAMES[one.goal] for one in same]
    what = Text("、".join(one.zh for one in names), "; ".join(one.en for one in names))
    first, last = each.steps[0], each.steps[-1]
    by = Text("今天", "today") if first.by == plan.on else Text(f" {first.by} ", str(first.by))
    paper.figure(
        money(first.amount, digits),
        Text(f"到{by.zh}先要多出这么多：{what.zh}", f"more by {by.en} first: {what.en}"),
    )
    tried = Text("已经试算过", "tried") if each.confirmed else Text("估算", "an estimate")
    sum_ = money(last.amount, digits)
    if len(each.steps) > 1:
        paper.beside(
            Text(
                f"全部保住一共要 {sum_}，分 {len(each.steps)} 次，到 {last.by}（{tried.zh}）",
                f"{sum_} in all, in {len(each.steps)} steps up to {last.by}, keeps all "
                f"({tried.en})",
            )
        )
    else:
        paper.beside(Text(f"有了就能全部保住（{tried.zh}）", f"that keeps all ({tried.en})"))
    if each.covers:
        which = "、".join(one.name for one in each.covers)
        until = each.steps[each.covered - 1].by
        paper.beside(
            Text(
                f"{which} 能顶到 {until}，一年的成本 {money(each.cost, digits)}",
                f"{which} would do until {until}, at {money(each.cost, digits)} a year",
            )
        )


# -- what it costs --------------------------------------------------------------------------------


def _cost(plan: Plan, paper: Paper) -> None:
    paper.heading(paper.say(Text("花费", "What it costs")))
    digits, currency = plan.case.digits, plan.case.currency
    paper.figure(
        marked(plan.cost, currency, digits),
        Text(f"到 {plan.end} 的利息、罚息和费用", f"interest, penalty and fees up to {plan.end}"),
    )
    if plan.free_on is not None:
        paper.figure(str(plan.free_on), Text("全部还清", "free of debt"))
    elif plan.left:
        paper.figure(
            marked(plan.left, currency, digits),
            Text(f"到 {plan.end} 还没还清的", f"still owed on {plan.end}"),
        )
    if plan.gap is not None:
        gap = percent(Fraction(plan.gap))
        paper.beside(
            Text(
                f"离可能的最低花费最多差 {gap}：怎样还、提前还都算在内",
                f"at most {gap} above the least possible, whatever is paid and however early",
            )
        )


def _compared(plan: Plan, paper: Paper) -> None:
    if len(plan.compared) < 2:
        return
    paper.heading(paper.say(Text("和常见还法比", "Beside the usual ways")))
    goals = [goal for goal, _ in plan.compared[0].missed]
    head = (
        Text("还法", "way"),
        Text("花费", "cost"),
        Text("还清", "free on"),
        *(_SHORT[goal] for goal in goals),
    )
    rows = [
        (
            paper.say(each.title),
            money(each.cost, plan.case.digits),
            str(each.free_on or "—"),
            *(str(count) for _, count in each.missed),
        )
        for each in plan.compared
    ]
    paper.table(head, rows, last=False)
    paper.para(
        Text("后几列是钱不够守住的笔数", "the last columns count loans that miss the goal"),
        how="quiet",
    )


_SHORT = {
    "family": Text("家人", "family"),
    "court": Text("法院", "court"),
    "credit": Text("征信", "credit"),
}


def _foot(plan: Plan, paper: Paper, *, explain: bool, hoped: Plan | None) -> None:
    paper.blank()
    if hoped is not None:
        paper.para(if_it_comes(plan, hoped))
    for note in plan.notes:
        paper.para(note)
    if explain and plan.conflicts:
        names = _names(plan)
        zh = "、".join(f"{names[loan]}({GOAL_NAMES[goal].zh})" for loan, goal in plan.conflicts)
        en = ", ".join(f"{names[loan]} ({GOAL_NAMES[goal].en})" for loan, goal in plan.conflicts)
        paper.para(
            Text(f"保不全的最小一组：{zh}", f"the smallest set that cannot all be kept: {en}")
        )
    paper.para(DISCLAIMER)
