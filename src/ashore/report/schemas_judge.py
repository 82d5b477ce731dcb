"""The JSON Schema of `ashore judge`: the verdict on every contact, with its findings."""

from __future__ import annotations

from ashore.conduct.verdict import Level
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

__all__ = ["FEW_NORMS", "SCHEMAS"]

LEVEL = one_of(Level)
FINDING: Schema = as_object(
    {
        "norm": WORD,
        "title": WORD,
        "severity": one_of(("breach", "warning", "note")),
        "verdict": LEVEL,
        "reason": WORD,
        "do": WORD,
        "source": WORD,
        "rank": one_of(RANKS),
        "confidence": one_of("ABC"),
        "assumed": FLAG,
        "missing": as_list(WORD),
        "assumes": as_list(WORD),
        "next_allowed": maybe({"type": "string", "format": "date-time"}),
        "remaining": maybe(COUNT),
    }
)
FEW_NORMS: Schema = {
    **maybe(as_object({"binding": as_list(WORD), "of": COUNT, "say": WORD})),
    "description": "Set where few of the norms on file bind this kind of lender: which, out of how "
    "many, and that finding no fault then says little.",
}
CONTACT = as_object(
    {
        "id": WORD,
        "verdict": LEVEL,
        "findings": as_list(FINDING),
        "passed": as_list(WORD),
        "few_norms": FEW_NORMS,
    }
)
TOTALS = as_object(
    {
        "verdicts": as_object({level.value: COUNT for level in Level}),
        "norms": as_list(
            as_object({"norm": WORD, "title": WORD, "verdict": LEVEL, "contacts": COUNT})
        ),
    }
)

SCHEMAS: dict[str, Schema] = {
    "judge": answer("judge", {"contacts": as_list(CONTACT), "totals": TOTALS, "law_version": WORD})
}
