"""The JSON Schemas of the forecast and of its log."""

from __future__ import annotations

from ashore.forecast.score import OUTCOMES
from ashore.report.schema_parts import (
    COUNT,
    DAY,
    FLAG,
    MONEY,
    OPEN,
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
from ashore.report.schemas_tracks import CONFIDENCE, COURT, CREDIT, NORMS

__all__ = ["FORECAST", "SCHEMAS"]

MAYBE_MONEY = maybe(MONEY)
MAYBE_DAY = maybe(DAY)

CITE = as_object(
    {
        "norm": WORD,
        "title": TEXT,
        "source": WORD,
        "article": WORD,
        "rank": WORD,
        "confidence": CONFIDENCE,
        "assumed": {**FLAG, "description": "The day lies after the last check."},
        "checked_until": MAYBE_DAY,
    }
)
EVENT = as_object(
    {
        "key": {**WORD, "description": "Stable: loan, kind, track."},
        "loan": {**WORD, "description": "Empty for the whole case."},
        "kind": WORD,
        "track": {
            **one_of(("permitted", "reported", "due")),
            "description": "What norms allow; what is reported; what a contract or norm dates.",
        },
        "date_earliest": MAYBE_DAY,
        "date_usual": MAYBE_DAY,
        "date_usual_to": MAYBE_DAY,
        "date_latest": MAYBE_DAY,
        "open": {**FLAG, "description": "The day asked about lies within the dates."},
        "days_past_due": {
            **maybe({"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}),
            "description": "Days past due of the earliest and latest date; below 0: before it.",
        },
        "lawful": {
            **maybe(FLAG),
            "description": "Whether the norms allow it on the first date; null: no such question.",
        },
        "norms": NORMS,
        "sources": {**as_list(WORD), "description": "Pages of a report, or the contract."},
        "pages": {**COUNT, "description": "How many public pages say so; 0: a summary."},
        "confidence": CONFIDENCE,
        "what": TEXT,
        "means": TEXT,
        "do": TEXT,
        "may_not": TEXT,
        "condition": TEXT,
        "notes": as_list(TEXT),
        "amount": MAYBE_MONEY,
        "cites": as_list(CITE),
    }
)
MOVE = as_object({"before": MAYBE_DAY, "after": MAYBE_DAY, "known": FLAG})
ACT = as_object(
    {
        "kind": one_of(("message", "answer", "pay", "refusal", "withdraw")),
        "what": TEXT,
        "do": TEXT,
        "note": TEXT,
        "helps": {**FLAG, "description": "A date on either track is known to move away."},
        "loan": WORD,
        "amount": MAYBE_MONEY,
        "permitted": MOVE,
        "reported": MOVE,
        "norms": NORMS,
    }
)
REPORTED = {
    "reported_from": MAYBE_DAY,
    "reported_usual": MAYBE_DAY,
    "reported_usual_to": MAYBE_DAY,
    "reported_to": MAYBE_DAY,
}
RISK = as_object(
    {
        "loan": WORD,
        "permitted_from": MAYBE_DAY,
        "condition": TEXT,
        "reason": TEXT,
        "norms": NORMS,
        **REPORTED,
        "reported_passed": FLAG,
        "confidence": maybe(CONFIDENCE),
    }
)
FAMILY = as_object(
    {
        "permitted_from": {
            **MAYBE_DAY,
            "description": "First day the norms allow it as things are; null: they do not.",
        },
        "raised_by": as_list(TEXT),
        "lowered_by": {**as_list(ACT), "description": "What helps first, the least act first."},
        "permitted_says": TEXT,
        "reported_says": TEXT,
        "reason": TEXT,
        **REPORTED,
        "reported_passed": maybe(FLAG),
        "loan": {**maybe(WORD), "description": "The loan the reported dates are of."},
        "pages": COUNT,
        "sources": as_list(WORD),
        "confidence": maybe(CONFIDENCE),
        "norms": NORMS,
        "smallest": {**maybe(WORD), "description": "Kind of the least act known to help."},
        "loans": as_list(RISK),
    }
)
MONEY_DAYS = as_list(
    as_object({"on": DAY, **dict.fromkeys(("total", "due_now", "paid", "cost"), MONEY)})
)
TRACK = as_object(
    {
        "loan": WORD,
        "until": DAY,
        "day": MAYBE_MONEY,
        "week": MAYBE_MONEY,
        "month": {**MAYBE_MONEY, "description": "What 30 days of paying nothing cost."},
        "nothing_paid": MONEY_DAYS,
        "due_paid": MONEY_DAYS,
        "saved": as_list(as_object({"on": DAY, "amount": MONEY})),
        "plan": {**maybe(MONEY_DAYS), "description": "With the payments of a plan; null: none."},
        "plan_saved": {**MAYBE_MONEY, "description": "Against paying nothing, by the last day."},
    }
)
CHANNEL = as_object(
    {
        "channel": WORD,
        "loan": {**WORD, "description": "The loan it is reported for first."},
        "kinds": as_list(WORD),
        "date_earliest": DAY,
        "date_usual": DAY,
        "norms": {**NORMS, "description": "Norms of contact that bind the lender on this way."},
    }
)
FORECAST = {
    "events": {**as_list(EVENT), "description": "By date; those without one last."},
    "family": FAMILY,
    "passed": {**as_list(EVENT), "description": "Reported steps whose days are all over."},
    "general": {**as_list(EVENT), "description": "True of every case, without dates."},
    "channels": as_list(CHANNEL),
    "money": as_object({"total": maybe(TRACK), "loans": as_list(TRACK)}),
    "credit": as_list(CREDIT),
    "court": as_list(COURT),
    "reachable": {**maybe(FLAG), "description": "Null: not known."},
    "assumption": TEXT,
    "practice_version": WORD,
    "practice_read_on": MAYBE_DAY,
}

OUTCOME = one_of(OUTCOMES)
SCORE = {
    "on": DAY,
    "forecast_on": DAY,
    "entries": as_list(
        as_object(
            {
                "loan": WORD,
                "kind": WORD,
                "on": MAYBE_DAY,
                "outcome": OUTCOME,
                "date_earliest": MAYBE_DAY,
                "date_latest": MAYBE_DAY,
                "days_off": maybe({"type": "integer"}),
            }
        )
    ),
    "kinds": as_list(as_object({"kind": WORD, "total": COUNT, "counts": {"type": "object"}})),
    "total": {**COUNT, "description": "Entries that can be counted: their days are over."},
    "before": COUNT,
    "says": TEXT,
}

PAPER = {
    "paper": WORD,
    "what_it_is": TEXT,
    "received_on": DAY,
    "days": {**maybe(COUNT), "description": "Null: no fixed number, or not known."},
    "last_on": MAYBE_DAY,
    "days_left": {**maybe({"type": "integer"}), "description": "Below 0: over."},
    "moved": {**maybe(FLAG), "description": "Whether a holiday moved it; null: no question."},
    "who": one_of(("you", "them")),
    "what": TEXT,
    "if_missed": TEXT,
    "not_valid": {**as_list(TEXT), "description": "What looks like an answer and is none."},
    "notes": as_list(TEXT),
    "confidence": CONFIDENCE,
    "cites": as_list(CITE),
    "on": DAY,
    "disclaimer": TEXT,
}

SCHEMAS: dict[str, Schema] = {
    "forecast": answer(
        "forecast",
        {
            **FORECAST,
            "on": DAY,
            "currency": {**WORD, "description": "ISO 4217."},
            "law_version": {**WORD, "description": "A digest of the law files."},
            "open": OPEN,
            "unfinished": UNFINISHED,
            "disclaimer": TEXT,
        },
    ),
    "forecast-paper": answer("forecast-paper", PAPER),
    "forecast-score": answer("forecast-score", SCORE),
}
