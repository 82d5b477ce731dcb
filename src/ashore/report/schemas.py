"""JSON Schemas of the outputs: what other programs may rely on (draft 2020-12).

Keys may be added in a later version, none is renamed or removed; so no schema forbids more keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from ashore.ledger.booked import PART_NAMES
from ashore.loan import COMPONENTS, LenderType, Method, Severity
from ashore.report.names import RANKS, STATES
from ashore.report.schema_parts import (
    COUNT,
    DAY,
    DRAFT,
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
from ashore.report.schemas_forecast import FORECAST

__all__ = ["SCHEMAS"]

# -- pieces ---------------------------------------------------------------------------------------

CITE = maybe(
    as_object(
        {
            "norm": WORD,
            "title": TEXT,
            "source": WORD,
            "article": WORD,
            "rank": one_of(("", *RANKS)),
            "confidence": {
                "enum": ["A", "B", "C"],
                "description": "A read in the text, B known, C uncertain: a hint at most.",
            },
            "assumed": {"type": "boolean", "description": "The day lies after the last check."},
            "checked_until": maybe(DAY),
        }
    )
)
WHY: Schema = {
    "$id": "urn:ashore:trace",
    "type": "object",
    "description": "A figure, how it was reckoned, on what rule, and the parts it is made of.",
    "properties": {
        "label": TEXT,
        "value": WORD,
        "formula": WORD,
        "inputs": as_list(as_object({"name": WORD, "value": WORD})),
        "cite": CITE,
        "parts": as_list({"$ref": "urn:ashore:trace"}),
    },
    "required": ["label", "value", "formula", "inputs", "cite", "parts"],
}
TRACES = as_list(as_object({"id": WORD, "trace": {"$ref": "urn:ashore:trace"}}))
FINDING = as_object(
    {
        "kind": WORD,
        "loan": WORD,
        "on": maybe(DAY),
        "severity": one_of(Severity),
        "text": TEXT,
        "cite": CITE,
    }
)
SURE = {**FLAG, "description": "False: a term is only assumed (see `open`), so this is too."}
PARTS = {part.value: MONEY for part in COMPONENTS}
assert set(PART_NAMES) == set(COMPONENTS)

ABOUT: Schema = {
    "on": {**DAY, "description": "The day the figures are for."},
    "currency": {**WORD, "description": "ISO 4217."},
    "law_version": {**WORD, "description": "A digest of the law files."},
    "checked_until": {
        **maybe(DAY),
        "description": "Every norm used was checked until this day or later.",
    },
    "assumed": {**as_list(WORD), "description": "Norms taken to be unchanged since their check."},
    "notes": {**as_list(TEXT), "description": "How the file was read, where that is not plain."},
    "open": OPEN,
    "unfinished": UNFINISHED,
    "disclaimer": TEXT,
}

# -- the answers ----------------------------------------------------------------------------------

ROW = {
    "n": COUNT,
    "due_on": DAY,
    "principal": MONEY,
    "interest": MONEY,
    "fee": MONEY,
    "total": MONEY,
    "balance": MONEY,
}
BILL = {
    "n": COUNT,
    "statement_on": DAY,
    "due_on": DAY,
    "total": MONEY,
    "minimum": MONEY,
    "left": MONEY,
    "minimum_left": MONEY,
    "missed": maybe(FLAG),
}
SCHEDULES = as_list(
    as_object(
        {
            "id": WORD,
            "rows": as_list(as_object(ROW)),
            "totals": as_object(dict.fromkeys(("principal", "interest", "fee", "total"), MONEY)),
            "bills": {**as_list(as_object(BILL)), "description": "Of a card, which has no rows."},
        },
        optional=("bills",),
    )
)
INSTALMENT = {
    "n": {**COUNT, "description": "0 for a fee that belongs to no instalment."},
    "due_on": DAY,
    **PARTS,
    "total": MONEY,
    "days_late": COUNT,
    "state": one_of(STATES),
}
BALANCES = as_list(
    as_object(
        {
            "id": WORD,
            **PARTS,
            "total": MONEY,
            "due_now": {**MONEY, "description": "What should have been paid by that day."},
            "credit": MONEY,
            "days_past_due": COUNT,
            "bucket": {"type": "string", "pattern": r"^M([0-6]|7\+)$"},
            "per_day": {**MONEY, "description": "What one more day adds."},
            "settles": {
                **maybe(MONEY),
                "description": "What settles the loan that day under its prepayment terms.",
            },
            "instalments": as_list(as_object(INSTALMENT)),
            "findings": as_list(FINDING),
            "range": {
                **maybe(as_object({"low": MONEY, "high": maybe(MONEY)})),
                "description": "Both ends of the total where a rate or payments are open; high "
                "null: no end is known; null: nothing that moves it is open.",
            },
        }
    )
)
TOTALS = as_object(dict.fromkeys((*PARTS, "total", "due_now", "credit", "per_day"), MONEY))
CAP = as_object(
    {
        "norm": WORD,
        "value": {**maybe(RATE), "description": "Per year; null where the text has no number."},
        "applies": FLAG,
        "exceeded": {**maybe(FLAG), "description": "Null where there is nothing to compare."},
        "basis": {**TEXT, "description": "How the loan's own figure was measured."},
        "title": TEXT,
        "method": {"enum": ["court_simple", "supervisory_irr"]},
        "measured": maybe(RATE),
        "effect": WORD,
        "says": TEXT,
        "covers": as_list(one_of(PARTS)),
        "why_not": {**maybe(TEXT), "description": "Why the cap does not apply."},
        "severity": one_of(Severity),
        "cite": CITE,
        "why": {"$ref": "urn:ashore:trace"},
    },
    optional=("why",),
)
COSTS = as_list(
    as_object(
        {
            "id": WORD,
            "sure": SURE,
            "monthly_irr": maybe(RATE),
            "nominal_annual": {**maybe(RATE), "description": "12 x the monthly rate of return."},
            "effective_annual": maybe(RATE),
            "xirr": {**maybe(RATE), "description": "By actual days over 365."},
            "cash_received": MONEY,
            "total_paid": MONEY,
            "caps": as_list(CAP),
            "message": TEXT,
            "notes": as_list(TEXT),
        }
    )
)
CLAIM = as_object(
    {
        "on": DAY,
        "source": WORD,
        "claimed": MONEY,
        "books": MONEY,
        "difference": {**MONEY, "description": "Claimed less books."},
        "split": {
            **as_object(dict.fromkeys(("owed", "arguable", "above_cap"), MONEY)),
            "description": "The three add up to the claim exactly.",
        },
        "cap_known": {
            **FLAG,
            "description": "Whether a cap with a number binds this lender; else none was compared.",
        },
        "owed_text": TEXT,
        "reasons": as_list(
            as_object(
                {
                    "label": {"enum": ["arguable", "above_cap"]},
                    "ground": WORD,
                    "amount": MONEY,
                    "text": TEXT,
                    "cite": CITE,
                }
            )
        ),
        "conventions": {
            **as_list(
                as_object(
                    {
                        "fits": FLAG,
                        "difference": MONEY,
                        "changes": {"type": "object", "additionalProperties": WORD},
                        "words": as_list(TEXT),
                    }
                )
            ),
            "description": "For all claims of the loan together: with the fewest changes, eight at "
            "most. Where nothing fits, what comes near.",
        },
        "conventions_found": COUNT,
    }
)
CLAIMS = as_list(as_object({"id": WORD, "sure": SURE, "claims": as_list(CLAIM)}))
STEP = {
    "on": DAY,
    **dict.fromkeys(("paid", "to_interest", "to_principal", "principal", "interest_open"), MONEY),
}
LAWFUL = as_object(
    {
        "id": WORD,
        "on": DAY,
        **dict.fromkeys(("principal", "interest", "total", "refund", "above_cap"), MONEY),
        "steps": as_list(as_object(STEP)),
        "cites": as_list(CITE),
    }
)
LOAN = as_object(
    {
        "id": WORD,
        "name": WORD,
        "lender": WORD,
        "lender_type": one_of(LenderType),
        "original_lender_type": maybe(one_of(LenderType)),
        "method": one_of(Method),
        "principal": MONEY,
        "disbursed_on": DAY,
        "product": WORD,
        "defaulted": {**as_list(WORD), "description": "Keys the case does not state."},
    }
)
REPORT = {
    "title": WORD,
    **ABOUT,
    "loans": as_list(LOAN),
    "schedule": as_object({"loans": SCHEDULES}),
    "balance": as_object({"on": DAY, "loans": BALANCES, "totals": TOTALS}),
    "cost": as_object({"loans": COSTS}),
    "claims": as_object({"loans": CLAIMS}),
    "lawful": {**as_list(LAWFUL), "description": "Loans a cap lowers, recalculated under it."},
    "findings": as_list(FINDING),
    "unknown": as_list(as_object({"loan": WORD, "what": TEXT, "how": TEXT})),
    "sources": as_list(CITE),
    "forecast": as_object(FORECAST),
    "why": TRACES,
}


FLOWS = {
    "irr_per_period": {**maybe(RATE), "description": "Null unless the flows are by period."},
    "xirr": {**maybe(RATE), "description": "Null unless the flows are dated."},
    "roots": {**as_list(RATE), "description": "Every rate that makes the flows even."},
    "message": WORD,
    "annual": {**maybe(RATE), "description": "By the method asked for."},
}


def _answer(
    name: str, properties: Mapping[str, Schema], *, optional: tuple[str, ...] = ()
) -> Schema:
    return answer(name, properties, optional=optional) | {"$defs": {"trace": WHY}}


def _own() -> dict[str, Schema]:
    trace = {"why": TRACES}
    return {
        "schedule": _answer("schedule", {"loans": SCHEDULES, **ABOUT}),
        "balance": _answer(
            "balance", {"loans": BALANCES, "totals": TOTALS, **ABOUT, **trace}, optional=("why",)
        ),
        "cost": _answer("cost", {"loans": COSTS, **ABOUT}),
        "claims": _answer("claims", {"loans": CLAIMS, **ABOUT, **trace}, optional=("why",)),
        "report": _answer("report", REPORT, optional=("forecast", "why")),
        "flows": _answer("flows", FLOWS, optional=("annual",)),
        "why": {"$schema": DRAFT, "title": "ashore why", **WHY},
    }


PARTS_MADE_ELSEWHERE = (
    "schemas_borrowing",
    "schemas_conduct",
    "schemas_forecast",
    "schemas_guide",
    "schemas_judge",
    "schemas_offers",
    "schemas_plan",
)
"""Modules beside this one with a `SCHEMAS` of their own, for commands of their own."""


def _others() -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for name in PARTS_MADE_ELSEWHERE:
        if find_spec(f"ashore.report.{name}") is not None:
            found |= import_module(f"ashore.report.{name}").SCHEMAS
    return found


SCHEMAS: dict[str, Schema] = {**_own(), **_others()}
"""Name of a command (or `flows`, `why`) → its schema."""
