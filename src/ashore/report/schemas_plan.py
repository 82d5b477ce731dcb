"""The JSON Schema of `ashore plan`."""

from __future__ import annotations

from ashore.plan.outcome import STATUSES
from ashore.report.schema_parts import (
    COUNT,
    DAY,
    FLAG,
    MONEY,
    OPEN,
    RATE,
    TEXT,
    UNFINISHED,
    WORD,
    Schema,
    answer,
    as_list,
    as_object,
    maybe,
    one_of,
)
from ashore.report.schemas_offers import REALISM

__all__ = ["SCHEMAS"]

GOAL = one_of(("family", "court", "credit"))
MISSED: Schema = {
    "type": "object",
    "description": "How many triggers of each goal are missed.",
    "additionalProperties": {"type": "integer"},
}
CONFIDENCE: Schema = {"enum": ["A", "B", "C"]}
PAYMENT = as_object(
    {
        "on": DAY,
        "loan": WORD,
        "amount": MONEY,
        "why": TEXT,
        "reason": one_of(("keep", "due", "price", "settle", "rest")),
        "goal": {**WORD, "description": "The goal it keeps; empty where the reason is another."},
        "last_on": {**maybe(DAY), "description": "The last day that would keep the goal."},
        "clears": {**as_list(COUNT), "description": "Numbers of the instalments it completes."},
        "part": {**FLAG, "description": "It leaves the oldest instalment open."},
        "a_month": {**MONEY, "description": "What thirty days without it would add."},
    }
)
SHORTFALL = as_object(
    {
        "by": DAY,
        "amount": {**MONEY, "description": "To have raised in all by that day."},
        "goal": {
            **one_of(("essentials", "family", "court", "credit")),
            "description": "For this goal and all before it.",
        },
        "loans": {**as_list(WORD), "description": "Whose trigger is missed without it."},
        "confirmed": {**FLAG, "description": "The plan with this money was made and reaches it."},
        "covered": {**FLAG, "description": "The case's own resources reach this step."},
        "covers": {**as_list(WORD), "description": "Which resources, the cheapest that do."},
        "covers_cost": {**MONEY, "description": "What they cost in a year."},
    }
)
TRIGGER = as_object(
    {
        "loan": WORD,
        "goal": GOAL,
        "state": one_of(("kept", "missed", "passed", "unknown")),
        "days_past_due": maybe(COUNT),
        "pay_by": maybe(DAY),
        "on": {**maybe(DAY), "description": "The day it happens under the plan."},
        "ground": WORD,
        "milestone": WORD,
        "passed": as_list(as_object({"milestone": WORD, "days_past_due": {"type": "integer"}})),
        "permitted_from": {**maybe(DAY), "description": "What norms allow; not what is reported."},
        "confidence": CONFIDENCE,
        "sources": as_list(WORD),
    }
)
COMPARED = as_object(
    {
        "name": WORD,
        "title": TEXT,
        "cost": MONEY,
        "left": {**MONEY, "description": "Still owed at the end."},
        "free_on": maybe(DAY),
        "triggers": MISSED,
    }
)
GOAL_RESULT = as_object(
    {
        "goal": one_of(("family", "court", "credit", "cost")),
        "value": {"anyOf": [COUNT, MONEY]},
        "least": {**maybe({"anyOf": [COUNT, MONEY]}), "description": "A proven bound."},
    }
)
STRETCH = as_object({"on": DAY, "free": MONEY, "paid": MONEY, "kept": MONEY})
WORTH = as_object({"on": DAY, "more": MONEY, "triggers": MISSED, "cost": MONEY})
SUMMARY = as_object({"cost": MONEY, "left": MONEY, "free_on": maybe(DAY), "triggers": MISSED})
WHAT_IF = as_object(
    {"changes": as_list(WORD), "before": SUMMARY, "after": SUMMARY, "cost_difference": MONEY}
)

PLAN = {
    "on": DAY,
    "until": {**DAY, "description": "The last day looked at."},
    "currency": WORD,
    "status": one_of(STATUSES),
    "proven": {
        **FLAG,
        "description": "No plan misses fewer triggers of any goal; the books agree.",
    },
    "gap": {
        **maybe(RATE),
        "description": "How far cost may be above the least possible, as a part of it.",
    },
    "goals": as_list(GOAL_RESULT),
    "payments": as_list(PAYMENT),
    "shortfall": as_list(SHORTFALL),
    "triggers": as_list(TRIGGER),
    "conflicts": {
        **as_list(as_object({"loan": WORD, "goal": GOAL})),
        "description": "Cannot all be kept; leave out any one and the others can.",
    },
    "cost": {**MONEY, "description": "Interest, penalty and fees from `on` to `until`."},
    "due_cost": {**MONEY, "description": "The same before spare money ended debts early."},
    "model_cost": {
        **maybe(MONEY),
        "description": "`due_cost` as the programme that found the plan counted it.",
    },
    "left": {**MONEY, "description": "Still owed at the end."},
    "free_on": maybe(DAY),
    "compared": as_list(COMPARED),
    "money": as_list(STRETCH),
    "notes": as_list(TEXT),
    "expected": {
        **maybe(SUMMARY),
        "description": "With income that is not certain too; null where there is none.",
    },
    "realism": {
        **maybe(REALISM),
        "description": "Whether paying everything is realistic; null where the plan pays it.",
    },
    "law_version": WORD,
    "practice_version": WORD,
    "open": OPEN,
    "unfinished": UNFINISHED,
    "disclaimer": TEXT,
    "worth": {**as_list(WORTH), "description": "What more money on a day would change."},
    "what_if": WHAT_IF,
}

SCHEMAS: dict[str, Schema] = {"plan": answer("plan", PLAN, optional=("worth", "what_if"))}
