"""plan(case, law, practice, on) → Plan: the best use of the money at hand, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ashore.facts import Case
from ashore.forecast.practice import Practice
from ashore.law import Law
from ashore.money import marked
from ashore.plan.budget import IncomeCase
from ashore.plan.carry import Carried, booked_anew, carry_out, paid_on, sum_of
from ashore.plan.found import Found, by_bill, find, missed_by_goal, rank_of
from ashore.plan.methods import METHODS, OURS, usual
from ashore.plan.offers import Ask, make_offers
from ashore.plan.outcome import Compared, GoalResult, Plan, Stretch, Trigger
from ashore.plan.proof import UNPROVEN, Proof, proof_of
from ashore.plan.question import Question, question_of
from ashore.plan.realism import Level, Realism
from ashore.plan.reasons import payments_of
from ashore.plan.shortage import conflicts_of, essentials_of, shortages_of
from ashore.plan.spare import with_spare
from ashore.plan.watch import GOALS
from ashore.words import Text

__all__ = ["LEAN", "TRIED", "Options", "answer", "best_way", "hoped_plan", "plan", "usual_ways"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a plan is to contain, and how it is sought.

    Attributes:
        income: "pessimistic" counts only certain income, "expected" all of it.
        solver: use the solver where it is installed; otherwise the rule answers.
        fine: take the time for a close bound; without it an answer comes in a fraction of a second.
        compare: carry out the usual ways of paying as well.
        shortages: reckon what is missing for goals that are not reached.
        prove: say how far from the best it is at most; without it fewer ways are tried as well.
    """

    income: IncomeCase = "pessimistic"
    solver: bool = True
    fine: bool = True
    compare: bool = True
    shortages: bool = True
    prove: bool = True


def plan(case: Case, law: Law, practice: Practice, on: date, options: Options = Options()) -> Plan:
    """Return the plan of a case: dated payments in whole fen, and what is proven of them.

    The same case gives the same plan. Nothing is paid that essentials need on any later day.

    Args:
        case: the case; it needs a budget.
        law: the norms.
        practice: what is reported.
        on: the day the plan starts; what happened after it is left out.
        options: what to include.

    Raises:
        BadInput: the case has no budget.
        LawGap: no norm answers for a day it is needed.
    """
    made = answer(question_of(case, law, practice, on, options.income), options)
    if not (options.shortages and (made.left or made.status == "infeasible")):
        return made
    judged = make_offers(case, law, practice, on, Ask()).realism
    return replace(made, realism=judged, notes=(*made.notes, *_ways_out(judged)))


def hoped_plan(case: Case, law: Law, practice: Practice, on: date, beside: Options) -> Plan | None:
    """Return the quick plan that counts income which is not certain too, to show beside another.

    Args:
        case: the case.
        law: the norms.
        practice: what is reported.
        on: the day the plan starts.
        beside: what the other plan contains.

    Returns:
        The plan; None where no income is uncertain, where all of it is counted anyway, or where
        nothing was to be compared.
    """
    if case.budget is None or all(flow.certain for flow in case.budget.income):
        return None
    if not beside.compare or beside.income == "expected":
        return None
    return plan(case, law, practice, on, replace(LEAN, income="expected"))


LEAN = Options(fine=False, compare=False, shortages=False, prove=False)
"""Only what to pay: the quickest."""


def answer(question: Question, options: Options = Options()) -> Plan:
    """Return the plan for a question made before: for asking again with other money."""
    found = find(question, solver=options.solver, fine=options.fine, lean=not options.prove)
    others = usual_ways(question) if options.prove or options.compare else {}
    ways = list(_spent(question, found, options))
    final = booked_anew(question, best_way(question, [*ways, *others.values()]))
    proof = UNPROVEN if not options.prove else proof_of(question, found, final, fine=options.fine)
    missing = options.shortages and found.bound is not None
    return Plan(
        case=question.case,
        on=question.on,
        end=question.end,
        status=_status(question, found, proof),
        proven=proof.proven,
        gap=proof.gap,
        goals=tuple(_goals(question, final, proof)),
        payments=payments_of(question, final),
        triggers=tuple(_triggers(question, final)),
        conflicts=conflicts_of(question, found) if missing else (),
        shortages=(
            *essentials_of(question),
            *(shortages_of(question, found) if missing else ()),
        ),
        compared=tuple(_compared(question, final, found, others)) if options.compare else (),
        cost=final.cost,
        due_cost=found.carried.cost,
        model_cost=found.model_cost,
        left=final.left,
        free_on=final.free_on,
        money=tuple(_money(question, final)),
        notes=tuple(_notes(question)),
        law_version=question.law_version,
        practice_version=question.practice_version,
    )


TRIED = 12
"""How many of the ways found are tried with their spare money."""

# -- what is proven -------------------------------------------------------------------------------


def _status(question: Question, found: Found, proof: Proof) -> str:
    if question.flow.missing:
        return "infeasible"
    if not question.debts:
        return "optimal"
    if found.bound is None:
        return "heuristic"
    return "optimal" if proof.optimal else "within_gap"


def _goals(question: Question, final: Carried, proof: Proof) -> Iterator[GoalResult]:
    missed = missed_by_goal(final, question)
    for goal in question.order:
        value = final.cost if goal == "cost" else missed[goal]
        yield GoalResult(goal=goal, value=value, least=proof.least.get(goal))


# -- what it does ---------------------------------------------------------------------------------


def _triggers(question: Question, carried: Carried) -> Iterator[Trigger]:
    hit_on = {hit.watch: hit.on for hit in carried.hits}
    first = {debt.id: debt.dues[0] for debt in question.debts}
    for number, watch in enumerate(question.watches):
        known = watch.days is not None
        state = "unknown" if watch.ground == "unknown" else "passed"
        if known:
            state = "missed" if number in hit_on else "kept"
        yield Trigger(
            loan=watch.loan,
            goal=watch.goal,
            state=state,
            days=watch.days,
            pay_by=watch.pay_by(first[watch.loan]) if known else None,
            on=hit_on.get(number),
            ground=watch.ground,
            milestone=watch.milestone,
            passed=watch.passed,
            permitted_from=watch.permitted_from,
            confidence=watch.confidence,
            sources=watch.sources,
        )


def _spent(question: Question, found: Found, options: Options) -> Iterator[Carried]:
    """Yield the ways found with their spare money used, where cards are at each bill as well."""
    apart = by_bill(question, every=options.fine) if options.prove else None
    for way in found.ways[:TRIED]:
        yield with_spare(question, way)
        if apart is not None:
            yield with_spare(apart, way)


def usual_ways(question: Question) -> dict[str, Carried]:
    """Return what each usual way of paying comes to, spare money used alike; by its name."""
    ways = {method.name: carry_out(question, usual(method.name, question)) for method in METHODS}
    return {
        name: carried if name == "nothing" else with_spare(question, carried)
        for name, carried in ways.items()
    }


def best_way(question: Question, ways: Sequence[Carried]) -> Carried:
    """Return the best of several ways of paying, the first of those that are equal.

    A programme leaves out what the books round and what a card asks for later, so now and then a
    usual way that keeps the same goals ends cheaper.
    """
    return min(ways, key=lambda way: rank_of(way, question))


def _compared(
    question: Question, final: Carried, found: Found, others: Mapping[str, Carried]
) -> Iterator[Compared]:
    name = "optimum" if found.bound is not None else "rule"
    yield _one(question, name, OURS[name], final)
    for method in METHODS:
        yield _one(question, method.name, method.title, others[method.name])


def _one(question: Question, name: str, title: Text, carried: Carried) -> Compared:
    missed = missed_by_goal(carried, question)
    return Compared(
        name=name,
        title=title,
        cost=carried.cost,
        left=carried.left,
        free_on=carried.free_on,
        missed=tuple((goal, missed[goal]) for goal in question.order if goal in GOALS),
    )


def _money(question: Question, carried: Carried) -> Iterator[Stretch]:
    grid, paid = question.grid, [0] * len(question.grid)
    for payments in carried.payments:
        for each in payments:
            paid[grid.place(paid_on(each))] += sum_of(each)
    so_far = 0
    for place, on in enumerate(grid.starts):
        so_far += paid[place]
        yield Stretch(
            on=on, free=grid.free[place], paid=paid[place], kept=grid.free[place] - so_far
        )


def _ways_out(judged: Realism) -> Iterator[Text]:
    if judged.level in {Level.NOT_REALISTIC, Level.NOTHING_FREE}:
        yield Text(
            "按现在的收支，五年内还清不现实。这不是您的错，也不是尽头："
            "可以走的路和怎么谈，见“能承受的方案”",
            "by this budget, paying everything within five years is not realistic. That is no "
            "fault of yours and not the end: the offers that can be kept show the ways",
        )
    elif judged.level is Level.IF_INTEREST_STOPS:
        yield Text(
            f"{judged.says.zh}；怎么谈见“能承受的方案”",
            f"{judged.says.en}; the offers that can be kept show how",
        )


# -- what else should be known --------------------------------------------------------------------


def _notes(question: Question) -> Iterator[Text]:
    budget = question.case.budget
    assert budget is not None
    if question.flow.missing:
        worst = marked(question.flow.missing, question.case.currency, question.case.digits)
        yield Text(
            f"必需的开支还差 {worst}：先补这里，补上以前不还任何一家；"
            "计划把这笔钱当作以后要补回去的",
            f"essentials lack {worst}: fill that first and pay no lender before; the plan counts "
            "it as money to be given back",
        )
    if question.income == "pessimistic" and any(not flow.certain for flow in budget.income):
        yield Text(
            "不确定的收入没有算进去；真的到账后再算一次",
            "income that is not certain is not counted; plan again when it has arrived",
        )
    yield from _capped(question)


def _capped(question: Question) -> Iterator[Text]:
    """Yield what a plan leaves out of private loans over the cap, and that it does."""
    currency, digits = question.case.currency, question.case.digits
    for debt in question.debts:
        if debt.court is None:
            continue
        most = marked(sum(due.amount for due in debt.dues), currency, digits)
        above = debt.view.stand.balance.total - debt.court.granted((), question.on).total
        more = Text("", "")
        if above > 0:
            sum_ = marked(above, currency, digits)
            more = Text(f"，比账上少 {sum_}", f", {sum_} less than the lender's books show today")
        yield Text(
            f"{debt.view.name}：超过法定上限，计划只还到法院会支持的数，按期还一共 {most}"
            f"{more.zh}；还到这个数就算还清，对方可能仍按合同要",
            f"{debt.view.name}: above the lawful cap; the plan pays what a court would grant, "
            f"{most} in all when paid on time{more.en}. Then it counts as paid off, though the "
            "lender may go on asking by the contract",
        )
    for view in question.void:
        yield Text(
            f"{view.name}：按法定上限重算，法院会支持的已经还清，计划不再安排",
            f"{view.name}: reckoned by the lawful cap, all that a court would grant is paid; "
            "nothing more is planned for it",
        )
