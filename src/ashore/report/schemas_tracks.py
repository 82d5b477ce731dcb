"""The JSON Schemas of the credit and court tracks of a forecast."""

from __future__ import annotations

from ashore.report.schema_parts import (
    COUNT,
    DAY,
    FLAG,
    MONEY,
    TEXT,
    WORD,
    Schema,
    as_list,
    as_object,
    maybe,
    one_of,
)

__all__ = ["CONFIDENCE", "COURT", "CREDIT", "NORMS"]

CONFIDENCE: Schema = {
    "enum": ["A", "B", "C"],
    "description": "A read in the text, B known, C uncertain: a report, never a rule.",
}
NORMS: Schema = {**as_list(WORD), "description": "Ids of norms; see `ashore law show`."}
MAYBE_DAY = maybe(DAY)

WINDOW = as_object(
    {
        **dict.fromkeys(("date_earliest", "date_usual", "date_usual_to", "date_latest"), DAY),
        "confidence": CONFIDENCE,
        "sources": as_list(WORD),
    }
)
STEP = as_object(
    {
        "code": WORD,
        "what": TEXT,
        "days_from": COUNT,
        "date_from": DAY,
        "date_to": {**MAYBE_DAY, "description": "Null: for good."},
        "shown_by": {**DAY, "description": "By then a monthly report carries it."},
    }
)
GRADE = as_object(
    {
        "grade": one_of(("special_mention", "substandard", "doubtful", "loss")),
        "what": TEXT,
        "days_from": COUNT,
        "date_from": DAY,
        "confidence": CONFIDENCE,
        "norm": WORD,
        "notes": as_list(TEXT),
    }
)
REPAIR = as_object(
    {
        "outcome": one_of(("hidden", "open", "closed", "too_large", "outside")),
        "says": TEXT,
        "hidden_from": MAYBE_DAY,
        "norm": WORD,
    }
)
CREDIT = as_object(
    {
        "loan": WORD,
        "reporting": as_object(
            {"where": one_of(("pboc", "bureau", "none", "unknown")), "says": TEXT, "how": TEXT}
        ),
        "steps": as_list(STEP),
        "months": {
            **as_list(as_object({"month": WORD, "low": WORD, "high": WORD})),
            "description": "The code each month's cell may carry: reported early in it, or late.",
        },
        "grades": as_list(GRADE),
        "marks": as_list(
            as_object(
                {
                    "began_on": DAY,
                    "cleared_on": MAYBE_DAY,
                    "ends_on": {**MAYBE_DAY, "description": "Null: unpaid, it has no end."},
                    "repair": maybe(REPAIR),
                }
            )
        ),
        "clear_today": {
            **MAYBE_DAY,
            "description": "Until when it is kept if today's arrears are cleared today.",
        },
        "first_reported": {**maybe(WINDOW), "description": "Practice, not a rule."},
    }
)

PATH = as_object(
    {
        "path": WORD,
        "what": TEXT,
        "lawful_from": MAYBE_DAY,
        "reported": maybe(WINDOW),
        "fee": maybe(MONEY),
        "condition": TEXT,
        "norms": NORMS,
    }
)
CLOCK = as_object(
    {
        "start_on": MAYBE_DAY,
        "last_on": {**MAYBE_DAY, "description": "Null: pending, or not known."},
        "earliest_on": MAYBE_DAY,
        "longest_on": MAYBE_DAY,
        "over": FLAG,
        "pending": FLAG,
        "steps": as_list(as_object({"on": DAY, "what": TEXT, "last_on": MAYBE_DAY})),
        "acts": as_list(
            as_object(
                {
                    "act": one_of(("payment", "promise")),
                    "on": DAY,
                    "before": MAYBE_DAY,
                    "after": MAYBE_DAY,
                    "revives": {**FLAG, "description": "The act would bring the claim back."},
                    "says": TEXT,
                }
            )
        ),
        "notes": as_list(TEXT),
        "confidence": CONFIDENCE,
    }
)
DELAY = as_object(
    {
        "judged": MONEY,
        "day": MONEY,
        "month": MONEY,
        "year": MONEY,
        "certain": {**FLAG, "description": "False: on the principal, as an example."},
        "norm": WORD,
    }
)
COURT = as_object(
    {
        "loan": WORD,
        "stage": one_of(("none", "sued", "judged")),
        "since": MAYBE_DAY,
        "fees": maybe(
            as_object(
                dict.fromkeys(
                    ("claim", "ordinary", "halved", "payment_order", "enforcement"), MONEY
                )
            )
        ),
        "paths": as_list(PATH),
        "clock": maybe(CLOCK),
        "delay": {**maybe(DELAY), "description": "What delay after a judgment adds."},
        "unknown": as_list(TEXT),
    }
)
