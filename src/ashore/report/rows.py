"""An outcome as rows for a spreadsheet: a head, then plain cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ashore.case import Outcome
from ashore.report.values import PARTS, balance_loans, schedule_loans
from ashore.report.values_claims import claims_loans
from ashore.report.values_cost import cost_loans

__all__ = ["balance_rows", "claims_rows", "cost_rows", "safe", "schedule_rows"]

Rows = list[list[str]]

SCHEDULE = ("n", "due_on", "principal", "interest", "fee", "total", "balance")
BALANCE = (*PARTS, "total", "due_now", "credit", "per_day", "settles", "days_past_due", "bucket")
COST = ("monthly_irr", "nominal_annual", "effective_annual", "xirr", "cash_received", "total_paid")
CLAIM = ("on", "source", "claimed", "books", "difference")
SPLIT = ("owed", "arguable", "above_cap")


def schedule_rows(outcome: Outcome) -> Rows:
    """Return one row per instalment."""
    rows = [
        [safe(loan["id"]), *_cells(row, SCHEDULE)]
        for loan in schedule_loans(outcome)
        for row in loan["rows"]
    ]
    return [["loan", *SCHEDULE], *rows]


def balance_rows(outcome: Outcome) -> Rows:
    """Return one row per loan."""
    rows = [
        [safe(loan["id"]), outcome.on.isoformat(), *_cells(loan, BALANCE)]
        for loan in balance_loans(outcome)
    ]
    return [["loan", "on", *BALANCE], *rows]


def cost_rows(outcome: Outcome) -> Rows:
    """Return one row per loan, without the caps."""
    rows = [[safe(loan["id"]), *_cells(loan, COST)] for loan in cost_loans(outcome)]
    return [["loan", *COST], *rows]


def claims_rows(outcome: Outcome) -> Rows:
    """Return one row per claim."""
    rows = [
        [safe(loan["id"]), *_cells(claim, CLAIM), *_cells(claim["split"], SPLIT)]
        for loan in claims_loans(outcome)
        for claim in loan["claims"]
    ]
    return [["loan", *CLAIM, *SPLIT], *rows]


def _cells(value: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    return [
        safe(cell) if key == "source" else "" if cell is None else str(cell)
        for key, cell in ((key, value[key]) for key in keys)
    ]


def safe(text: str) -> str:
    """Return a text no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
