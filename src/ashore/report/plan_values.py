"""A plan as plain values: what the JSON answer and the schema promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ashore.money import show
from ashore.plan.outcome import Compared, Plan, PlannedPayment, Shortage, Trigger
from ashore.plan.whatif import STEP, Worth
from ashore.report.gaps import budget_lines, open_value, unfinished_value
from ashore.report.notice import DISCLAIMER
from ashore.report.offers_values import realism_value
from ashore.report.plan_beside import NOTHING, Beside
from ashore.words import Text

__all__ = ["plan_value", "what_if_value"]

Value = dict[str, Any]


def plan_value(plan: Plan, beside: Beside = NOTHING) -> Value:
    """Return a plan as plain values; money and rates are decimal strings."""
    digits = plan.case.digits
    value: Value = {
        "on": plan.on.isoformat(),
        "until": plan.end.isoformat(),
        "currency": plan.case.currency,
        "status": plan.status,
        "proven": plan.proven,
        "gap": plan.gap,
        "goals": [
            {
                "goal": each.goal,
                "value": show(each.value, digits) if each.goal == "cost" else each.value,
                "least": _least(each.goal, each.least, digits),
            }
            for each in plan.goals
        ],
        "payments": [_payment(each, digits) for each in plan.payments],
        "shortfall": [step for each in plan.shortages for step in _shortage(each, digits)],
        "triggers": [_trigger(each) for each in plan.triggers],
        "conflicts": [{"loan": loan, "goal": goal} for loan, goal in plan.conflicts],
        "cost": show(plan.cost, digits),
        "due_cost": show(plan.due_cost, digits),
        "model_cost": None if plan.model_cost is None else show(plan.model_cost, digits),
        "left": show(plan.left, digits),
        "free_on": _day(plan.free_on),
        "compared": [_compared(each, digits) for each in plan.compared],
        "money": [
            {
                "on": each.on.isoformat(),
                "free": show(each.free, digits),
                "paid": show(each.paid, digits),
                "kept": show(each.kept, digits),
            }
            for each in plan.money
        ],
        "notes": [_text(each) for each in (*budget_lines(plan.case, beside.averages), *plan.notes)],
        "realism": None if plan.realism is None else realism_value(plan.realism),
        "expected": None if beside.hoped is None else _summary(beside.hoped),
        "law_version": plan.law_version,
        "practice_version": plan.practice_version,
        "open": open_value(plan.case),
        "unfinished": unfinished_value(plan.case),
        "disclaimer": _text(DISCLAIMER),
    }
    if beside.worth is not None:
        value["worth"] = [_worth(each, digits) for each in beside.worth]
    return value


def what_if_value(
    changes: Sequence[str], before: Plan, after: Plan, beside: Beside = NOTHING
) -> Value:
    """Return a plan made after changes, with what they changed against the plan without them."""
    digits = after.case.digits
    return {
        **plan_value(after, beside),
        "what_if": {
            "changes": list(changes),
            "before": _summary(before),
            "after": _summary(after),
            "cost_difference": show(after.cost - before.cost, digits),
        },
    }


def _summary(plan: Plan) -> Value:
    goals = dict.fromkeys((each.goal for each in plan.triggers), 0)
    for trigger in plan.triggers:
        goals[trigger.goal] += trigger.state == "missed"
    return {
        "cost": show(plan.cost, plan.case.digits),
        "left": show(plan.left, plan.case.digits),
        "free_on": _day(plan.free_on),
        "triggers": goals,
    }


def _least(goal: str, least: int | None, digits: int) -> str | int | None:
    return show(least, digits) if goal == "cost" and least is not None else least


def _payment(each: PlannedPayment, digits: int) -> Value:
    return {
        "on": each.on.isoformat(),
        "loan": each.loan,
        "amount": show(each.amount, digits),
        "why": _text(each.why),
        "reason": each.reason,
        "goal": each.goal,
        "last_on": _day(each.last_on),
        "clears": list(each.clears),
        "part": each.part,
        "a_month": show(each.a_month, digits),
    }


def _shortage(each: Shortage, digits: int) -> list[Value]:
    """Return one entry a day: the sum to have raised in all by then for the goal."""
    return [
        {
            "by": step.by.isoformat(),
            "amount": show(step.amount, digits),
            "goal": each.goal,
            "loans": list(each.loans),
            "confirmed": each.confirmed,
            "covered": place < each.covered,
            "covers": [one.name for one in each.covers] if place < each.covered else [],
            "covers_cost": show(each.cost, digits),
        }
        for place, step in enumerate(each.steps)
    ]


def _trigger(each: Trigger) -> Value:
    return {
        "loan": each.loan,
        "goal": each.goal,
        "state": each.state,
        "days_past_due": each.days,
        "pay_by": _day(each.pay_by),
        "on": _day(each.on),
        "ground": each.ground,
        "milestone": each.milestone,
        "passed": [{"milestone": name, "days_past_due": days} for name, days in each.passed],
        "permitted_from": _day(each.permitted_from),
        "confidence": each.confidence,
        "sources": list(each.sources),
    }


def _compared(each: Compared, digits: int) -> Value:
    return {
        "name": each.name,
        "title": _text(each.title),
        "cost": show(each.cost, digits),
        "left": show(each.left, digits),
        "free_on": _day(each.free_on),
        "triggers": dict(each.missed),
    }


def _worth(each: Worth, digits: int) -> Value:
    return {
        "on": each.on.isoformat(),
        "more": show(STEP, digits),
        "triggers": dict(each.missed),
        "cost": show(each.cost, digits),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _text(text: Text) -> Value:
    return {"zh": text.zh, "en": text.en}
