"""JSON Schemas of the outputs: what other programs may rely on (draft 2020-12).

Keys may be added in a later version, none is renamed or removed; so no schema forbids more keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ashore.ledger.booked import PART_NAMES
from ashore.loan import COMPONENTS, LenderType, Method, Severity
from ashore.report.names import RANKS, STATES

__all__ = ["SCHEMAS"]

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PROMISE = "Keys may be added in a later version; none is renamed or removed."

TEXT: Schema = {
    "type": "object",
    "description": "A sentence in Simplified Chinese and in English.",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
}
MONEY: Schema = {
    "type": "string",
    "pattern": r"^-?\d+(\.\d+)?$",
    "description": "A decimal string of the currency's main unit, such as 916.80.",
}
RATE: Schema = {
    "type": "string",
    "pattern": r"^-?\d+(\.\d+)?$",
    "description": "A decimal string; 0.24 is 24 %.",
}
DAY: Schema = {"type": "string", "format": "date"}
WORD: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _one_of(words: object) -> Schema:
    return {"enum": [str(word) for word in words]}  # type: ignore[attr-defined]


def _object(properties: Mapping[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [key for key in properties if key not in optional],
    }


# -- pieces ---------------------------------------------------------------------------------------

CITE = _maybe(
    _object(
        {
            "norm": WORD,
            "title": TEXT,
            "source": WORD,
            "article": WORD,
            "rank": _one_of(("", *RANKS)),
            "confidence": {
                "enum": ["A", "B", "C"],
                "description": "A read in the text, B known, C uncertain: a hint at most.",
            },
            "assumed": {"type": "boolean", "description": "The day lies after the last check."},
            "checked_until": _maybe(DAY),
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
        "inputs": _list(_object({"name": WORD, "value": WORD})),
        "cite": CITE,
        "parts": _list({"$ref": "urn:ashore:trace"}),
    },
    "required": ["label", "value", "formula", "inputs", "cite", "parts"],
}
TRACES = _list(_object({"id": WORD, "trace": {"$ref": "urn:ashore:trace"}}))
FINDING = _object(
    {
        "kind": WORD,
        "loan": WORD,
        "on": _maybe(DAY),
        "severity": _one_of(Severity),
        "text": TEXT,
        "cite": CITE,
    }
)
PARTS = {part.value: MONEY for part in COMPONENTS}
assert set(PART_NAMES) == set(COMPONENTS)

ABOUT: Schema = {
    "on": {**DAY, "description": "The day the figures are for."},
    "currency": {**WORD, "description": "ISO 4217."},
    "law_version": {**WORD, "description": "A digest of the law files."},
    "checked_until": {
        **_maybe(DAY),
        "description": "Every norm used was checked until this day or later.",
    },
    "assumed": {**_list(WORD), "description": "Norms taken to be unchanged since their check."},
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
    "missed": _maybe(FLAG),
}
SCHEDULES = _list(
    _object(
        {
            "id": WORD,
            "rows": _list(_object(ROW)),
            "totals": _object(dict.fromkeys(("principal", "interest", "fee", "total"), MONEY)),
            "bills": {**_list(_object(BILL)), "description": "Of a card, which has no rows."},
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
    "state": _one_of(STATES),
}
BALANCES = _list(
    _object(
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
                **_maybe(MONEY),
                "description": "What settles the loan that day under its prepayment terms.",
            },
            "instalments": _list(_object(INSTALMENT)),
            "findings": _list(FINDING),
        }
    )
)
TOTALS = _object(dict.fromkeys((*PARTS, "total", "due_now", "credit", "per_day"), MONEY))
CAP = _object(
    {
        "norm": WORD,
        "value": {**_maybe(RATE), "description": "Per year; null where the text has no number."},
        "applies": FLAG,
        "exceeded": {**_maybe(FLAG), "description": "Null where there is nothing to compare."},
        "basis": {**TEXT, "description": "How the loan's own figure was measured."},
        "title": TEXT,
        "method": {"enum": ["court_simple", "supervisory_irr"]},
        "measured": _maybe(RATE),
        "effect": WORD,
        "says": TEXT,
        "covers": _list(_one_of(PARTS)),
        "why_not": {**_maybe(TEXT), "description": "Why the cap does not apply."},
        "severity": _one_of(Severity),
        "cite": CITE,
        "why": {"$ref": "urn:ashore:trace"},
    },
    optional=("why",),
)
COSTS = _list(
    _object(
        {
            "id": WORD,
            "monthly_irr": _maybe(RATE),
            "nominal_annual": {**_maybe(RATE), "description": "12 x the monthly rate of return."},
            "effective_annual": _maybe(RATE),
            "xirr": {**_maybe(RATE), "description": "By actual days over 365."},
            "cash_received": MONEY,
            "total_paid": MONEY,
            "caps": _list(CAP),
            "message": TEXT,
            "notes": _list(TEXT),
        }
    )
)
CLAIM = _object(
    {
        "on": DAY,
        "source": WORD,
        "claimed": MONEY,
        "books": MONEY,
        "difference": {**MONEY, "description": "Claimed less books."},
        "split": {
            **_object(dict.fromkeys(("owed", "arguable", "above_cap"), MONEY)),
            "description": "The three add up to the claim exactly.",
        },
        "reasons": _list(
            _object(
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
            **_list(
                _object(
                    {
                        "fits": FLAG,
                        "difference": MONEY,
                        "changes": {"type": "object", "additionalProperties": WORD},
                        "words": _list(TEXT),
                    }
                )
            ),
            "description": "For all claims of the loan together, simplest first.",
        },
    }
)
CLAIMS = _list(_object({"id": WORD, "claims": _list(CLAIM)}))
STEP = {
    "on": DAY,
    **dict.fromkeys(("paid", "to_interest", "to_principal", "principal", "interest_open"), MONEY),
}
LAWFUL = _object(
    {
        "id": WORD,
        "on": DAY,
        **dict.fromkeys(("principal", "interest", "total", "refund", "above_cap"), MONEY),
        "steps": _list(_object(STEP)),
        "cites": _list(CITE),
    }
)
LOAN = _object(
    {
        "id": WORD,
        "name": WORD,
        "lender": WORD,
        "lender_type": _one_of(LenderType),
        "method": _one_of(Method),
        "principal": MONEY,
        "disbursed_on": DAY,
        "product": WORD,
        "defaulted": {**_list(WORD), "description": "Keys the case does not state."},
    }
)
REPORT = {
    "title": WORD,
    **ABOUT,
    "loans": _list(LOAN),
    "schedule": _object({"loans": SCHEDULES}),
    "balance": _object({"on": DAY, "loans": BALANCES, "totals": TOTALS}),
    "cost": _object({"loans": COSTS}),
    "claims": _object({"loans": CLAIMS}),
    "lawful": {**_list(LAWFUL), "description": "Loans a cap lowers, recalculated under it."},
    "findings": _list(FINDING),
    "unknown": _list(_object({"loan": WORD, "what": TEXT, "how": TEXT})),
    "sources": _list(CITE),
    "why": TRACES,
}


FLOWS = {
    "irr_per_period": {**_maybe(RATE), "description": "Null unless the flows are by period."},
    "xirr": {**_maybe(RATE), "description": "Null unless the flows are dated."},
    "roots": {**_list(RATE), "description": "Every rate that makes the flows even."},
    "message": WORD,
    "annual": {**_maybe(RATE), "description": "By the method asked for."},
}


def _answer(
    name: str, properties: Mapping[str, Schema], *, optional: tuple[str, ...] = ()
) -> Schema:
    return {
        "$schema": DRAFT,
        "$id": f"urn:ashore:{name}",
        "title": f"ashore {name}",
        "description": PROMISE,
        **_object(properties, optional=optional),
        "$defs": {"trace": WHY},
    }


def _own() -> dict[str, Schema]:
    trace = {"why": TRACES}
    return {
        "schedule": _answer("schedule", {"loans": SCHEDULES, **ABOUT}),
        "balance": _answer(
            "balance", {"loans": BALANCES, "totals": TOTALS, **ABOUT, **trace}, optional=("why",)
        ),
        "cost": _answer("cost", {"loans": COSTS, **ABOUT}),
        "claims": _answer("claims", {"loans": CLAIMS, **ABOUT, **trace}, optional=("why",)),
        "report": _answer("report", REPORT, optional=("why",)),
        "flows": _answer("flows", FLOWS, optional=("annual",)),
        "why": {"$schema": DRAFT, "title": "ashore why", **WHY},
    }


PARTS_MADE_ELSEWHERE = ("schemas_conduct", "schemas_forecast", "schemas_plan")
"""Modules beside this one with a `SCHEMAS` of their own, for commands of their own."""


def _others() -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for name in PARTS_MADE_ELSEWHERE:
        if find_spec(f"ashore.report.{name}") is not None:
            found |= import_module(f"ashore.report.{name}").SCHEMAS
    return found


SCHEMAS: dict[str, Schema] = {**_own(), **_others()}
"""Name of a command (or `flows`, `why`) → its schema."""
