"""What the lenders claim, split and reproduced, as JSON values."""

from __future__ import annotations

from typing import Any

from ashore.case import LoanOutcome, Outcome
from ashore.ledger.claims import Checked, Part
from ashore.ledger.proof import Fit
from ashore.money import show
from ashore.report.values_why import cite_value, text_value
from ashore.report.view_claims import owed_text

__all__ = ["claims_loans"]

Value = dict[str, Any]

FITS_MAX = 8
"""So many ways to reach a figure are told; how many there are is told as well."""


def claims_loans(outcome: Outcome) -> list[Value]:
    """Return the claims of every loan, also of those without one."""
    return [_loan(one) for one in outcome.loans]


def _loan(one: LoanOutcome) -> Value:
    loan = one.file.loan
    claims = [_claim(each, loan.digits) for each in one.claims]
    return {"id": loan.id, "sure": one.file.sure, "claims": claims}


def _claim(checked: Checked, digits: int) -> Value:
    split = checked.split
    return {
        "on": checked.claim.on.isoformat(),
        "source": checked.claim.source,
        "claimed": show(checked.claimed, digits),
        "books": show(checked.books, digits),
        "difference": show(checked.difference, digits),
        "split": {
            "owed": show(split.owed, digits),
            "arguable": show(split.arguable_sum, digits),
            "above_cap": show(split.above_cap_sum, digits),
        },
        "cap_known": split.cap_known,
        "owed_text": text_value(owed_text(checked)),
        "reasons": [
            *(_reason("arguable", part, digits) for part in split.arguable),
            *(_reason("above_cap", part, digits) for part in split.above_cap),
        ],
        "conventions": [_fit(fit, digits) for fit in checked.conventions[:FITS_MAX]],
        "conventions_found": len(checked.conventions),
    }


def _reason(label: str, part: Part, digits: int) -> Value:
    return {
        "label": label,
        "ground": part.ground,
        "amount": show(part.amount, digits),
        "text": text_value(part.text),
        "cite": cite_value(part.cite),
    }


def _fit(fit: Fit, digits: int) -> Value:
    return {
        "fits": fit.fits,
        "difference": show(fit.difference, digits),
        "changes": {change.key: change.value for change in fit.changes},
        "words": [text_value(change.text) for change in fit.changes],
    }
