"""What stands beside a plan: with other money, with hoped-for income, with a little more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ashore.plan.guidance import Average
from ashore.plan.outcome import Plan
from ashore.plan.reasons import GOAL_NAMES
from ashore.plan.whatif import STEP, Worth
from ashore.report.paper import Paper
from ashore.report.shown import money, signed
from ashore.words import Text

__all__ = ["NOTHING", "Beside", "if_it_comes", "write_change", "write_worth"]


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
    digits = plan.case.digits
    more = money(STEP, digits)
    paper.heading(paper.say(Text(f"哪天多 {more} 元最有用", f"What {more} more would do")))
    for each in worth:
        saved = [f"{GOAL_NAMES[goal].zh}少 {-count} 笔" for goal, count in each.missed if count < 0]
        kept = [
            f"{-count} fewer miss '{GOAL_NAMES[goal].en}'"
            for goal, count in each.missed
            if count < 0
        ]
        zh = "、".join(saved) or f"花费 {signed(each.cost, digits)}"
        en = ", ".join(kept) or f"cost {signed(each.cost, digits)}"
        paper.para(Text(f"{each.on}：{zh}", f"{each.on}: {en}"), indent=2)
    paper.para(Text("每一天都重新算过一次", "found by planning again for each day"), how="quiet")


def if_it_comes(plan: Plan, hoped: Plan) -> Text:
    """Return what changes if income that is not certain comes: `hoped` is the plan with it."""
    digits = plan.case.digits
    less = signed(hoped.cost - plan.cost, digits)
    zh, en = [f"花费 {less}"], [f"cost {less}"]
    for goal in dict.fromkeys(each.goal for each in plan.triggers):
        was, now = _missed(plan, goal), _missed(hoped, goal)
        if was != now:
            zh.append(f"{GOAL_NAMES[goal].zh}：钱不够的 {was} → {now} 笔")
            en.append(f"{GOAL_NAMES[goal].en}: not enough money for {was} → {now}")
    if hoped.free_on and hoped.free_on != plan.free_on:
        zh.append(f"{hoped.free_on} 还清")
        en.append(f"free of debt on {hoped.free_on}")
    return Text(
        f"不确定的收入都来的话：{'；'.join(zh)}",
        f"if income that is not certain comes: {'; '.join(en)}",
    )
