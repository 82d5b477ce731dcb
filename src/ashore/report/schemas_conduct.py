"""The JSON Schemas of the gate: what is asked, answered and recorded; the borrower's card."""

from __future__ import annotations

from ashore.conduct.verdict import Level
from ashore.files.json_schema import shape_schema
from ashore.gate.card_shape import CARD
from ashore.gate.request_shape import RECORD, REQUEST
from ashore.report.names import RANKS
from ashore.report.schema_parts import (
    COUNT,
    FLAG,
    WORD,
    Schema,
    answer,
    as_list,
    as_object,
    maybe,
    one_of,
)
from ashore.report.schemas_judge import FEW_NORMS

__all__ = ["SCHEMAS"]

INSTANT: Schema = {"type": "string", "format": "date-time"}
REASON: Schema = as_object(
    {
        "norm": {**WORD, "description": "The norm's id; gate.… where the gate itself refuses."},
        "title": WORD,
        "severity": {
            **one_of(("breach", "warning", "note", "gate")),
            "description": "gate: no norm, but the gate itself.",
        },
        "verdict": one_of(Level),
        "reason": WORD,
        "do": WORD,
        "source": WORD,
        "rank": one_of((*RANKS, "")),
        "confidence": one_of("ABC"),
        "assumed": FLAG,
        "missing": as_list(WORD),
        "assumes": as_list(WORD),
        "next_allowed": maybe(INSTANT),
        "remaining": maybe(COUNT),
        "holds": {**FLAG, "description": "It holds the contact back."},
    }
)
GATE: Schema = {
    "decision": one_of(("allow", "wait", "refuse")),
    "until": {
        **maybe(INSTANT),
        "description": "With wait: the first instant at which every norm allows it.",
    },
    "reasons": as_list(REASON),
    "by": {**maybe(WORD), "description": "The first norm, or ground, that holds it back."},
    "missing": {**as_list(WORD), "description": "Facts without which there is no answer."},
    "remaining": {
        "type": "object",
        "additionalProperties": COUNT,
        "description": "Norm: how many contacts it still leaves, this one included.",
    },
    "verdict": {**one_of(Level), "description": "What the judge would say of it."},
    "law_version": WORD,
    "advice": {**WORD, "description": "What allow is worth."},
    "few_norms": FEW_NORMS,
    "decision_id": {**maybe(WORD), "description": "For record; null without a store."},
    "receipt": {
        **WORD,
        "description": "The hash of the record; keep it to show that the log was not rewritten.",
    },
    "ref": {**maybe(WORD), "description": "The id of the request."},
}

SCHEMAS: dict[str, Schema] = {
    "gate": answer("gate", GATE, optional=("decision_id", "receipt", "ref")),
    "gate-request": shape_schema(REQUEST, "gate-request", "en"),
    "gate-record": shape_schema(RECORD, "gate-record", "en"),
    "card": shape_schema(CARD, "card", "en"),
}
