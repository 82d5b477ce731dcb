"""The JSON Schemas of `ashore offers` and of what it shares with other plans."""

from __future__ import annotations

from ashore.plan.realism import Level
from ashore.plan.talks import KINDS
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
from ashore.report.schemas_forecast import CITE
from ashore.report.schemas_tracks import CONFIDENCE

__all__ = ["COVER", "REALISM", "SCHEMAS", "TIP"]

MAYBE_DAY = maybe(DAY)
MAYBE_MONEY = maybe(MONEY)
TIP = as_object(
    {
        "id": WORD,
        "title": TEXT,
        "means": TEXT,
        "do": TEXT,
        "norms": as_list(CITE),
        "source": {**WORD, "description": "Empty where it rests on norms alone."},
        "confidence": CONFIDENCE,
        "checked_until": DAY,
        "assumed": {**FLAG, "description": "The day lies after the last check."},
    }
)
COVER = as_object(
    {
        "uses": as_list(
            as_object(
                {
                    "by": DAY,
                    "name": WORD,
                    "kind": WORD,
                    "amount": MONEY,
                    "cost": {**MONEY, "description": "Until the end of the two years."},
                    "cost_year": MONEY,
                    "repaid": {**FLAG, "description": "It has to be given back."},
                    "effect": TEXT,
                }
            )
        ),
        "open": {
            **as_list(as_object({"by": DAY, "amount": MONEY})),
            "description": "What no resource covers in time.",
        },
        "cost": MONEY,
    }
)
REALISM = as_object(
    {
        "level": one_of(Level),
        "months": {**maybe(COUNT), "description": "With interest stopped; null: nothing is free."},
        "says": TEXT,
        "criteria": as_list(as_object({"id": WORD, "met": FLAG, "text": TEXT})),
    }
)
TERMS = as_object(
    {
        "months": {**maybe(COUNT), "description": "Null: not paid off within 60 months."},
        "total": {**MONEY, "description": "Paid in all, or within 60 months."},
        "ends_on": MAYBE_DAY,
        "left": {**MONEY, "description": "Still owed after 60 months."},
        "left_after_24_months": MONEY,
    }
)
OFFER = as_object(
    {
        "loan": WORD,
        "kind": one_of(("pro_rata", "token")),
        "owed": {**MONEY, "description": "By the books."},
        "base": {**MONEY, "description": "What the offer pays off: less where a cap binds."},
        "monthly": MONEY,
        "stopped": {**TERMS, "description": "If interest and penalty stop."},
        "running": {**TERMS, "description": "By the books, without an agreement."},
        "shrinks": {**FLAG, "description": "The debt falls even while interest runs."},
        "months_max": {**maybe(COUNT), "description": "The longest a rule names; null: no rule."},
        "least_in_rule": MAYBE_MONEY,
    }
)
LENDER = as_object(
    {
        "loan": WORD,
        "court": as_object(
            {
                "claim": MONEY,
                "lawful": {**MAYBE_MONEY, "description": "Under the private-lending cap."},
                "on_request": {**MAYBE_MONEY, "description": "If the reduction is asked for."},
                **dict.fromkeys(
                    ("fee_half", "fee_full", "fee_payment_order", "fee_enforcement"), MAYBE_MONEY
                ),
                "stage": one_of(("none", "sued", "judged")),
                "since": {**MAYBE_DAY, "description": "The day of the suit or judgment."},
                "suit_usual": {**MAYBE_DAY, "description": "Reported, no rule."},
                "suit_usual_to": MAYBE_DAY,
                "suit_confidence": maybe(CONFIDENCE),
                "months_to_decision": {
                    **maybe(as_list(COUNT)),
                    "description": "Small claim; summary procedure at most.",
                },
                "cites": as_list(CITE),
            }
        ),
        "limitation_last_on": {**MAYBE_DAY, "description": "By the record, before any promise."},
        "effects": as_list(
            as_object(
                {
                    "kind": one_of(("limitation", "credit", "penalty", "collection")),
                    "text": TEXT,
                    "careful": FLAG,
                    "cites": as_list(CITE),
                }
            )
        ),
        "talks": as_list(
            as_object(
                {
                    "on": DAY,
                    "kind": one_of(KINDS),
                    "amount": MAYBE_MONEY,
                    "note": WORD,
                    "paid_since": MONEY,
                    "due": {**MAYBE_MONEY, "description": "By now, if a sum a month was agreed."},
                    "kept": {**maybe(FLAG), "description": "Null: nothing was agreed."},
                    "text": TEXT,
                }
            )
        ),
    }
)
MONTH = as_object(
    {
        "income": MONEY,
        "essentials": MONEY,
        "flexible": MONEY,
        "surplus": {**MONEY, "description": "Certain income only."},
        "surplus_expected": MONEY,
        "spent": as_list(as_object({"category": WORD, "amount": MONEY})),
    }
)
CHECK = as_object(
    {
        "holds": FLAG,
        "buffer": MONEY,
        "below_buffer_on": MAYBE_DAY,
        "short_on": MAYBE_DAY,
        "short": MONEY,
        "months": as_list(
            as_object(
                {
                    "from": DAY,
                    "to": DAY,
                    "paid": MONEY,
                    "essentials": MONEY,
                    "lowest": MONEY,
                    "lowest_on": DAY,
                }
            )
        ),
    }
)
OFFERS: dict[str, Schema] = {
    "on": DAY,
    "currency": {**WORD, "description": "ISO 4217."},
    "month": MONTH,
    "first_payment_on": DAY,
    "most": {**MONEY, "description": "The largest sum a month that holds for 24 months."},
    "most_expected": {**MONEY, "description": "The same if uncertain income comes too."},
    "asked": {**MONEY, "description": "The sum the offers share: most, or --monthly."},
    "bound": {
        **one_of(("day", "month")),
        "description": "What limits it: a single day, or what an average month leaves.",
    },
    "bound_on": MAYBE_DAY,
    "lump": {**MONEY, "description": "Could be paid at once on top."},
    "owed": MONEY,
    "offers": as_list(OFFER),
    "lenders": as_list(LENDER),
    "kept": {
        **as_list(as_object({"on": DAY, "loan": WORD, "amount": MONEY})),
        "description": "Payments by contract of loans that are not overdue.",
    },
    "nothing_lawful": as_list(WORD),
    "gap": {**COVER, "description": "Missing before any offer is paid, and what covers it."},
    "check": CHECK,
    "week_of_essentials": {**MONEY, "description": "A buffer to think of."},
    "realism": REALISM,
    "script": as_list(TIP),
    "agreement": as_list(TIP),
    "routes": as_list(TIP),
    "law_version": {**WORD, "description": "A digest of the law files."},
    "guidance_version": {**WORD, "description": "A digest of the guidance files."},
    "open": OPEN,
    "unfinished": UNFINISHED,
    "disclaimer": TEXT,
}

SCHEMAS: dict[str, Schema] = {"offers": answer("offers", OFFERS)}
