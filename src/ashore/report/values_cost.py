"""The yearly cost beside the caps, and the recalculation under a cap, as JSON values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from ashore.case import LoanOutcome, Outcome
from ashore.ledger.measure import CapCheck
from ashore.money import show
from ashore.report.shown import plain_rate
from ashore.report.values_why import cite_value, text_value, why_value

__all__ = ["cost_loans", "lawful_value"]

Value = dict[str, Any]


def cost_loans(outcome: Outcome, *, explain: bool = False) -> list[Value]:
    """Return the cost of every loan; with `explain` each cap opens to its steps."""
    return [_cost(one, explain=explain) for one in outcome.loans]


def _cost(one: LoanOutcome, *, explain: bool) -> Value:
    cost, digits = one.cost, one.file.loan.digits
    return {
        "id": one.file.loan.id,
        "sure": one.file.sure,
        "monthly_irr": _rate(cost.monthly_irr),
        "nominal_annual": _rate(cost.nominal_annual),
        "effective_annual": _rate(cost.effective_annual),
        "xirr": _rate(cost.xirr),
        "cash_received": show(cost.cash_received, digits),
        "total_paid": show(cost.total_paid, digits),
        "caps": [_cap(check, explain=explain) for check in one.caps],
        "message": text_value(cost.message),
        "notes": [text_value(note) for note in cost.notes],
    }


def _rate(rate: Decimal | Fraction | None) -> str | None:
    return None if rate is None else plain_rate(rate)


def _cap(check: CapCheck, *, explain: bool) -> Value:
    line = check.line
    value = {
        "norm": line.norm,
        "value": _rate(line.value),
        "applies": line.applies,
        "exceeded": check.exceeded,
        "basis": text_value(check.basis),
        "title": text_value(line.title),
        "method": line.method.value,
        "measured": _rate(check.measured),
        "effect": line.effect.value,
        "says": text_value(line.says),
        "covers": [part.value for part in line.covers],
        "why_not": None if line.applies else text_value(line.why_not),
        "severity": line.severity,
        "cite": cite_value(line.basis),
    }
    return value | {"why": why_value(line.why)} if explain else value


def lawful_value(one: LoanOutcome) -> Value:
    """Return a loan recalculated under the cap that binds it."""
    lawful, digits = one.lawful, one.file.loan.digits
    assert lawful is not None
    return {
        "id": one.file.loan.id,
        "on": lawful.on.isoformat(),
        "principal": show(lawful.principal, digits),
        "interest": show(lawful.interest, digits),
        "total": show(lawful.total, digits),
        "refund": show(lawful.refund, digits),
        "above_cap": show(one.balance.total - one.balance.credit - lawful.total, digits),
        "steps": [
            {
                "on": step.on.isoformat(),
                "paid": show(step.paid, digits),
                "to_interest": show(step.to_interest, digits),
                "to_principal": show(step.to_principal, digits),
                "principal": show(step.principal, digits),
                "interest_open": show(step.interest_open, digits),
            }
            for step in lawful.steps
        ],
        "cites": [cite_value(cite) for cite in lawful.cites],
    }
