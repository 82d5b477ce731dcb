"""A plan as a person reads it on a screen: the result first, then payments, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from ashore.plan.outcome import Compared, Plan, Shortage, Trigger
from ashore.plan.realism import Level
from ashore.plan.reasons import GOAL_NAMES
from ashore.report.calm import date_words, day_words
from ashore.report.plan_beside import if_it_comes
from ashore.report.shown import marked, percent
from ashore.words import Text

__all__ = ["Deadline", "Lack", "Pay", "Shown", "Way", "plan_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """One payment of the plan."""

    on: date
    loan: str
    name: str
    amount: int
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of paying, beside the plan's."""

    title: Text
    cost: int
    free: Text
    missed: Text
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What a day means for a goal on one loan."""

    name: str
    goal: Text
    state: Text
    sign: str
    day: Text
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What is missing for goals that lack the same: first, and up to all of it."""

    goal: Text
    first: Text
    steps: tuple[Text, ...]  # those after the first
    covers: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan in the order it is read.

    `realism` says first whether paying everything is realistic, then by what; `expected` what
    income that is not certain would change. Both are empty where there is nothing to say.
    """

    head: tuple[Text, ...]
    proof: Text
    soon: tuple[Pay, ...]
    later: tuple[Pay, ...]
    ways: tuple[Way, ...]
    deadlines: tuple[Deadline, ...]
    lacks: tuple[Lack, ...]
    conflicts: tuple[Text, ...]
    notes: tuple[Text, ...]
    realism: tuple[Text, ...] = ()
    expected: Text = Text("", "")


SOON = 5


def plan_page(plan: Plan, *, hoped: Plan | None = None, open_: bool = False) -> Shown:
    """Return a plan in the order it is read.

    Args:
        plan: the plan.
        hoped: the plan that counts income which is not certain too, if there is any.
        open_: whether figures of the case are not known: then nothing is called proven.
    """
    names = {file.loan.id: file.loan.name for file in plan.case.loans}
    pays = [
        Pay(on=each.on, loan=each.loan, name=names[each.loan], amount=each.amount, why=each.why)
        for each in plan.payments
    ]
    return Shown(
        head=tuple(_head(plan)),
        proof=_OPEN if open_ and plan.payments else _proof(plan),
        soon=tuple(pays[:SOON]),
        later=tuple(pays[SOON:]),
        ways=tuple(_way(each, plan) for each in plan.compared),
        deadlines=tuple(_deadline(each, names, plan) for each in plan.triggers),
        lacks=tuple(
            _lack(list(same), plan)
            for _, same in groupby(plan.shortages, key=lambda each: (each.steps, each.confirmed))
        ),
        conflicts=tuple(
            Text(f"{names[loan]}：{GOAL_NAMES[goal].zh}", f"{names[loan]}: {GOAL_NAMES[goal].en}")
            for loan, goal in plan.conflicts
        ),
        notes=plan.notes,
        realism=tuple(_realism(plan)),
        expected=Text("", "") if hoped is None else if_it_comes(plan, hoped),
    )


def _realism(plan: Plan) -> Iterator[Text]:
    found = plan.realism
    if found is not None and found.level is not Level.NOTHING_OWED:
        yield found.says
        yield from (criterion.text for criterion in found.criteria)


# -- the result -----------------------------------------------------------------------------------


def _head(plan: Plan) -> Iterator[Text]:
    if plan.status == "infeasible":
        yield Text(
            "手上的钱先要保住吃住，补上以前不还任何一家。",
            "The money at hand is needed for food and home; no lender is paid before that.",
        )
        if not plan.payments:
            return
    yield from (_goal(plan, goal) for goal in ("family", "court") if _of(plan, goal))
    yield _end(plan)


def _of(plan: Plan, goal: str) -> list[Trigger]:
    return [
        each for each in plan.triggers if each.goal == goal and each.state in {"kept", "missed"}
    ]


def _goal(plan: Plan, goal: str) -> Text:
    """Return how far a goal is reached; a report's day is never called more than that."""
    found = _of(plan, goal)
    missed = [each for each in found if each.state == "missed"]
    what = _WHAT[goal]
    if not missed:
        return Text(
            f"据反映会{what.zh}的日子之前，{_all(found).zh}先还上。",
            f"{_all(found).en} paid before the days on which {what.en}, as reported.",
        )
    first = min(each.on for each in missed if each.on is not None)
    day = day_words(first, plan.on)
    return Text(
        f"钱不够全部保住：有 {len(missed)} 笔会走到据反映可能{what.zh}的日子，最早 {day.zh}。",
        f"The money does not keep all: {_loans(len(missed))} a day on which {what.en}, as "
        f"reported, {day.en} first.",
    )


def _all(found: Sequence[Trigger]) -> Text:
    if len(found) == 1:
        return Text("这 1 笔", "The one loan is")
    return Text(f"{len(found)} 笔都", f"All {len(found)} loans are")


def _loans(count: int) -> str:
    return "1 loan reaches" if count == 1 else f"{count} loans reach"


_WHAT = {
    "family": Text("联系家人", "relatives are contacted"),
    "court": Text("走到法院", "lenders go to court"),
}


def _end(plan: Plan) -> Text:
    case = plan.case
    cost = marked(plan.cost, case.currency, case.digits)
    saved = _saved(plan)
    if plan.free_on is not None:
        day = day_words(plan.free_on)
        return Text(
            f"{day.zh} 全部还清，从现在起的利息、罚息和费用共 {cost}{saved.zh}。",
            f"Everything is paid by {day.en}; interest, penalty and fees from now on come to "
            f"{cost}{saved.en}.",
        )
    left, day = marked(plan.left, case.currency, case.digits), day_words(plan.end)
    return Text(
        f"到 {day.zh} 还剩 {left} 没还，这期间的利息、罚息和费用共 {cost}{saved.zh}。",
        f"On {day.en} {left} is still owed; interest, penalty and fees until then come to "
        f"{cost}{saved.en}.",
    )


def _saved(plan: Plan) -> Text:
    """Return what the plan saves against paying the dearest first; empty when it saves nothing."""
    other = next((each for each in plan.compared if each.name == "avalanche"), None)
    if other is None or other.left != plan.left or other.cost <= plan.cost:
        return Text("", "")
    less = marked(other.cost - plan.cost, plan.case.currency, plan.case.digits)
    return Text(f"（比先还利率高的少 {less}）", f" ({less} less than paying the dearest first)")


_OPEN = Text(
    "按现在填的数排的；上面还不清楚的补上以后，先后和花费可能会变。",
    "made from what is entered; once what is still open above is known, order and cost may change.",
)


def _proof(plan: Plan) -> Text:
    match plan.status:
        case "optimal":
            return Text(
                "已经证明：没有办法保住更多，也没有更省的。",
                "proven: no way keeps more or costs less.",
            )
        case "within_gap" if plan.gap is not None:
            return _within(plan, percent(Fraction(plan.gap)))
        case "heuristic":
            return Text(
                "按一条简单规则排的，没有证明最好。",
                "made by a simple rule; not proven to be the best.",
            )
        case _:
            return Text("", "")


def _within(plan: Plan, gap: str) -> Text:
    """Return what is proven of a plan whose cost may be above the least by so much."""
    cost = Text(f"花费离最低最多差 {gap}", f"the cost is at most {gap} from the least possible")
    if plan.proven:
        return Text(f"没有办法保住更多；{cost.zh}。", f"no way keeps more; {cost.en}.")
    return Text(
        f"目前找到的最好安排，不排除有更好的；{cost.zh}。",
        f"the best way found, a better one may exist; {cost.en}.",
    )


# -- the rest -------------------------------------------------------------------------------------


def _way(each: Compared, plan: Plan) -> Way:
    if each.free_on is not None:
        free = date_words(each.free_on)
    else:
        left = marked(each.left, plan.case.currency, plan.case.digits)
        free = Text(f"还欠 {left}", f"{left} still owed")
    missed = dict(each.missed)
    return Way(
        title=each.title,
        cost=each.cost,
        free=free,
        missed=Text(
            f"家人 {missed.get('family', 0)} · 法院 {missed.get('court', 0)}"
            f" · 征信 {missed.get('credit', 0)}",
            f"family {missed.get('family', 0)} · court {missed.get('court', 0)} · record "
            f"{missed.get('credit', 0)}",
        ),
        ours=each.name in {"optimum", "rule"},
    )


_SIGNS = {"kept": "✓", "missed": "✗"}
"""Beside the word of a state; one of which nothing is known has neither."""

_STATES = {
    "kept": Text("保住", "kept"),
    "missed": Text("保不住", "not kept"),
    "passed": Text("已经过了", "over already"),
    "unknown": Text("没有可说的日子", "no day is known"),
}


def _deadline(each: Trigger, names: dict[str, str], plan: Plan) -> Deadline:
    day = Text("", "")
    if each.state == "missed" and each.on is not None:
        day = day_words(each.on, plan.on)
    elif each.pay_by is not None:
        by = day_words(each.pay_by, plan.on)
        day = Text(f"最晚 {by.zh} 还上", f"pay by {by.en}")
    return Deadline(
        name=names.get(each.loan, each.loan),
        goal=GOAL_NAMES[each.goal],
        state=_STATES[each.state],
        sign=_SIGNS.get(each.state, "–"),
        day=day,
        confidence=each.confidence,
    )


def _lack(same: Sequence[Shortage], plan: Plan) -> Lack:
    each, case = same[0], plan.case
    steps = []
    for step in each.steps:
        sum_, day = marked(step.amount, case.currency, case.digits), day_words(step.by, plan.on)
        steps.append(Text(f"{day.zh} 前共要多出 {sum_}", f"{sum_} more in all by {day.en}"))
    covers = Text("列出的办法都不够。", "what is listed does not suffice.")
    if each.covers:
        listed = "、".join(one.name for one in each.covers)
        cost = marked(each.cost, case.currency, case.digits)
        covers = Text(
            f"够用的：{listed}（一年成本 {cost}）。", f"enough: {listed} ({cost} a year)."
        )
    names = [GOAL_NAMES[one.goal] for one in same]
    goal = Text("、".join(one.zh for one in names), "; ".join(one.en for one in names))
    return Lack(goal=goal, first=steps[0], steps=tuple(steps[1:]), covers=covers)
