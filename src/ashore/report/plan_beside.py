"""What stands beside a plan: with other money, with hoped-for income, with a little more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ashore.plan.guidance import Average
from ashore.plan.outcome import Plan
from ashore.plan.reasons import GOAL_NAMES
from ashore.plan.whatif import STEP, Worth
from ashore.report.calm import day_words
from ashore.report.paper import Paper
from ashore.report.shown import marked, signed
from ashore.words import Text

__all__ = ["NOTHING", "Beside", "differences", "if_it_comes", "write_change", "write_worth"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is told beside a plan.

    Attributes:
        worth: what more money is worth on each day; None where that was not asked.
        hoped: the plan that counts income which is not certain too; None where there is none.
        averages: published spendings, named where the budget lacks what everybody has to pay.
    """

    worth: Sequence[Worth] | None = None
    hoped: Plan | None = None
    averages: Sequence[Average] = ()


NOTHING = Beside()


def write_change(before: Plan, after: Plan, changes: Sequence[str], paper: Paper) -> None:
    """Write what the changes do, before the plan that has them."""
    said = ", ".join(changes)
    paper.para(Text(f"假如：{said}", f"What if: {said}"), how="strong")
    digits = after.case.digits
    paper.figure(
        signed(after.cost - before.cost, digits),
        Text("花费比不改时", "cost against the plan without it"),
    )
    for goal in dict.fromkeys(each.goal for each in after.triggers):
        was, now = (_missed(plan, goal) for plan in (before, after))
        if was != now:
            name = GOAL_NAMES[goal]
            paper.figure(
                f"{was} → {now}", Text(f"{name.zh}：守不住的笔数", f"{name.en}: loans that miss it")
            )
    was_free, now_free = before.free_on or "—", after.free_on or "—"
    paper.para(Text(f"还清：{was_free} → {now_free}", f"free of debt: {was_free} → {now_free}"))
    paper.blank()


def _missed(plan: Plan, goal: str) -> int:
    return sum(each.goal == goal and each.state == "missed" for each in plan.triggers)


def write_worth(plan: Plan, paper: Paper, worth: Sequence[Worth]) -> None:
    """Write what a little more money is worth on each of the next paydays."""
    more = _sum(STEP, plan)
    paper.heading(paper.say(Text(f"哪天多 {more} 最有用", f"What {more} more would do")))
    for each in worth:
        kept = [_fewer(goal, -count) for goal, count in each.missed if count < 0]
        kept = kept or [_dearer(each.cost, plan)]
        zh, en = "、".join(one.zh for one in kept), ", ".join(one.en for one in kept)
        paper.para(Text(f"{each.on}：{zh}", f"{each.on}: {en}"), indent=2)
    paper.para(Text("每一天都重新算过一次", "found by planning again for each day"), how="quiet")


def _fewer(goal: str, count: int) -> Text:
    name = GOAL_NAMES[goal]
    return Text(f"{name.zh}少 {count} 笔", f"{count} fewer miss '{name.en}'")


def if_it_comes(plan: Plan, hoped: Plan) -> Text:
    """Return what changes if income that is not certain comes: `hoped` is the plan with it."""
    found = differences(plan, hoped)
    return Text(
        f"不确定的收入都来的话：{'；'.join(each.zh for each in found)}",
        f"if income that is not certain comes: {'; '.join(each.en for each in found)}",
    )


def differences(before: Plan, after: Plan) -> tuple[Text, ...]:
    """Return what changes between two plans, the most important first."""
    found: list[Text] = []
    for goal in ("family", "court", "credit"):
        was, now = _missed(before, goal), _missed(after, goal)
        if was != now:
            name = GOAL_NAMES[goal]
            found.append(
                Text(
                    f"{name.zh}：保不住的从 {was} 笔变成 {now} 笔",
                    f"{name.en}: missed by {now} instead of {was}",
                )
            )
    if before.cost != after.cost:
        found.append(_dearer(after.cost - before.cost, before))
    if before.free_on != after.free_on:
        then, later = (
            Text("期内还不清", "not paid off in time") if day is None else day_words(day)
            for day in (before.free_on, after.free_on)
        )
        found.append(
            Text(f"还清的日子：{then.zh} → {later.zh}", f"paid off: {then.en} → {later.en}")
        )
    return tuple(found) or (Text("没有变化", "nothing changes"),)


def _dearer(fen: int, plan: Plan) -> Text:
    """Return by how much the cost changes."""
    if not fen:
        return Text("总花费一样", "the same cost")
    sum_ = _sum(abs(fen), plan)
    if fen < 0:
        return Text(f"总花费少 {sum_}", f"{sum_} less in all")
    return Text(f"总花费多 {sum_}", f"{sum_} more in all")


def _sum(fen: int, plan: Plan) -> str:
    return marked(fen, plan.case.currency, plan.case.digits)
