"""The JSON Schema of `ashore before-borrowing`."""

from __future__ import annotations

from ashore.plan.stress import SCENARIOS
from ashore.report.schema_parts import (
    COUNT,
    DAY,
    FLAG,
    MONEY,
    RATE,
    TEXT,
    WORD,
    Schema,
    answer,
    as_list,
    as_object,
    maybe,
    one_of,
)
from ashore.report.schemas_forecast import CITE
from ashore.report.schemas_offers import TIP
from ashore.report.schemas_tracks import CONFIDENCE

__all__ = ["SCHEMAS"]

MAYBE_RATE = maybe(RATE)
DAYS: Schema = {"type": "integer", "description": "Days past due; below 0: before the due date."}
STRESS = as_list(
    as_object(
        {
            "scenario": one_of(each.id for each in SCENARIOS),
            "title": TEXT,
            "out_on": {
                **maybe(DAY),
                "description": "First day money for living is missing; null: none until the end.",
            },
            "missing": {**MONEY, "description": "To be found by the worst day."},
        }
    )
)
SPAN = maybe(
    as_object(
        {
            "earliest": DAYS,
            "usual_from": DAYS,
            "usual_to": DAYS,
            "confidence": CONFIDENCE,
            "sources": as_list(WORD),
        }
    )
)
OFFER = as_object(
    {
        "id": WORD,
        "cash_received": MONEY,
        "total_paid": MONEY,
        "kept_back": {**MONEY, "description": "Repaid though it never arrives."},
        "monthly": {**MONEY, "description": "The largest instalment."},
        "nominal_annual": {**MAYBE_RATE, "description": "12 x the monthly rate of return."},
        "effective_annual": MAYBE_RATE,
        "xirr": {**MAYBE_RATE, "description": "By actual days over 365."},
        "message": TEXT,
        "caps": as_list(
            as_object(
                {
                    "title": TEXT,
                    "value": MAYBE_RATE,
                    "measured": MAYBE_RATE,
                    "exceeded": {**maybe(FLAG), "description": "Null: no number to compare."},
                    "basis": TEXT,
                    "cite": CITE,
                }
            )
        ),
        "missed": maybe(
            as_object(
                {
                    "due_on": DAY,
                    "instalment": MONEY,
                    "days_late": COUNT,
                    "extra": {**MONEY, "description": "What paying it so late costs more."},
                    "first_calls": SPAN,
                    "others_contacted": SPAN,
                    "reported_to": one_of(("pboc", "bureau", "none", "unknown")),
                }
            )
        ),
        "adds_to_missing": {
            **maybe(MONEY),
            "description": "Missing more than without it, income as it is; null: not known.",
        },
        "stress": STRESS,
    }
)
WAY = as_object(
    {
        **TIP["properties"],
        "annual": {**MAYBE_RATE, "description": "Simple; null: no published price."},
        "at_most": {**FLAG, "description": "The rate is the most a rule allows."},
        "cost": {**maybe(MONEY), "description": "Of the sample."},
        "price": TEXT,
        "repaid": FLAG,
    }
)
BORROWING: dict[str, Schema] = {
    "on": DAY,
    "until": {**DAY, "description": "The last day the budget is looked at."},
    "currency": {**WORD, "description": "ISO 4217."},
    "offers": {**as_list(OFFER), "description": "Cheapest first."},
    "ways": as_list(WAY),
    "sample": as_object({"amount": MONEY, "months": COUNT}),
    "waiting": {
        **as_list(as_object({"loan": WORD, "per_day": MONEY, "annual": MAYBE_RATE})),
        "description": "What leaving an overdue loan unpaid costs.",
    },
    "kept": {**as_list(WORD), "description": "Loans not overdue, paid by contract."},
    "stress": {**STRESS, "description": "Without any new loan; empty without a budget."},
    "checks": as_list(TIP),
    "scams": as_list(TIP),
    "law_version": {**WORD, "description": "A digest of the law files."},
    "guidance_version": {**WORD, "description": "A digest of the guidance files."},
    "disclaimer": TEXT,
}

SCHEMAS: dict[str, Schema] = {"before-borrowing": answer("before-borrowing", BORROWING)}
