"""An outcome as plain values: the JSON of `schedule`, `balance`, `cost`, `claims` and `report`.

The keys are fixed by the case format; other programs rely on them. Amounts are decimal strings of
the case's currency, rates decimal strings (0.24 is 24 %), days ISO dates, texts both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ashore.case import LoanOutcome, Outcome
from ashore.ledger.book import Booked
from ashore.ledger.booked import Balance, Instalment, Line
from ashore.ledger.card import CardBill, CardBooked, card_bills
from ashore.loan import COMPONENTS, Finding
from ashore.money import show
from ashore.report.gaps import open_value, unfinished_value
from ashore.report.notice import DISCLAIMER, assumed, checked_until
from ashore.report.values_claims import claims_loans
from ashore.report.values_cost import cost_loans, lawful_value
from ashore.report.values_why import cite_value, text_value, why_value
from ashore.report.view_sources import sources
from ashore.report.view_unknown import unknown

if TYPE_CHECKING:
    from ashore.forecast.run import Forecast

__all__ = ["balance_value", "claims_value", "cost_value", "report_value", "schedule_value"]

Value = dict[str, Any]


def about(outcome: Outcome) -> Value:
    """Return what every answer says of itself: its day, its law, how far that was checked."""
    until = checked_until(outcome)
    return {
        "on": outcome.on.isoformat(),
        "currency": outcome.case.currency,
        "law_version": outcome.law_version,
        "checked_until": until.isoformat() if until else None,
        "assumed": [cite.norm for cite in assumed(outcome)],
        "notes": [text_value(note.text) for note in outcome.notes],
        "open": open_value(outcome.case),
        "unfinished": unfinished_value(outcome.case),
        "disclaimer": text_value(DISCLAIMER),
    }


# -- schedule -------------------------------------------------------------------------------------


def schedule_value(outcome: Outcome) -> Value:
    """Return the schedule of every loan as the contract promised it."""
    return {"loans": schedule_loans(outcome), **about(outcome)}


def schedule_loans(outcome: Outcome) -> list[Value]:
    """Return one schedule per loan; a card has no rows but its bills so far."""
    return [_schedule(one, outcome) for one in outcome.loans]


def _schedule(one: LoanOutcome, outcome: Outcome) -> Value:
    loan, booked = one.file.loan, one.books
    if isinstance(booked, CardBooked):
        bills = card_bills(booked, outcome.on)
        return {
            "id": loan.id,
            "rows": [],
            "totals": _sums((), loan.digits),
            "bills": [_bill(bill, loan.digits) for bill in bills],
        }
    assert isinstance(booked, Booked)
    return {
        "id": loan.id,
        "rows": [_row(row, loan.digits) for row in booked.schedule],
        "totals": _sums(booked.schedule, loan.digits),
    }


def _row(row: Instalment, digits: int) -> Value:
    return {
        "n": row.n,
        "due_on": row.due_on.isoformat(),
        "principal": show(row.principal, digits),
        "interest": show(row.interest, digits),
        "fee": show(row.fee, digits),
        "total": show(row.total, digits),
        "balance": show(row.balance, digits),
    }


def _sums(rows: Sequence[Instalment], digits: int) -> Value:
    return {
        name: show(sum(int(getattr(row, name)) for row in rows), digits)
        for name in ("principal", "interest", "fee", "total")
    }


def _bill(bill: CardBill, digits: int) -> Value:
    return {
        "n": bill.n,
        "statement_on": bill.statement_on.isoformat(),
        "due_on": bill.due_on.isoformat(),
        "total": show(bill.total, digits),
        "minimum": show(bill.minimum, digits),
        "left": show(bill.left, digits),
        "minimum_left": show(bill.minimum_left, digits),
        "missed": bill.missed,
    }


# -- balance --------------------------------------------------------------------------------------

PARTS = tuple(part.value for part in COMPONENTS)
SUMMED = (*PARTS, "total", "due_now", "credit", "per_day")


def balance_value(outcome: Outcome, *, explain: bool = False) -> Value:
    """Return what every loan owes that day, with its instalments and the sums over all loans."""
    value = {
        "on": outcome.on.isoformat(),
        "loans": balance_loans(outcome),
        "totals": balance_totals(outcome),
        **about(outcome),
    }
    return value | {"why": why_loans(outcome)} if explain else value


def balance_loans(outcome: Outcome) -> list[Value]:
    """Return one balance per loan."""
    return [{**_balance(one.balance, one.settles), "range": _range(one)} for one in outcome.loans]


def _range(one: LoanOutcome) -> Value | None:
    """Return both ends of a balance; None where nothing that moves it is open."""
    if one.span is None:
        return None
    digits, high = one.file.loan.digits, one.span.high
    return {
        "low": show(one.span.low, digits),
        "high": None if high is None else show(high, digits),
    }


def balance_totals(outcome: Outcome) -> Value:
    """Return the sums over all loans."""
    digits = outcome.case.digits
    balances = [one.balance for one in outcome.loans]
    return {name: show(sum(int(getattr(b, name)) for b in balances), digits) for name in SUMMED}


def _balance(balance: Balance, settles: int | None) -> Value:
    digits = balance.loan.digits
    return {
        "id": balance.loan.id,
        **{name: show(int(getattr(balance, name)), digits) for name in (*PARTS, "total")},
        "due_now": show(balance.due_now, digits),
        "credit": show(balance.credit, digits),
        "days_past_due": balance.days_past_due,
        "bucket": balance.bucket,
        "per_day": show(balance.per_day, digits),
        "settles": None if settles is None else show(settles, digits),
        "instalments": [_line(line, digits) for line in balance.lines],
        "findings": [finding_value(each) for each in balance.findings],
    }


def _line(line: Line, digits: int) -> Value:
    return {
        "n": line.n,
        "due_on": line.due_on.isoformat(),
        **{name: show(int(getattr(line, name)), digits) for name in (*PARTS, "total")},
        "days_late": line.days_late,
        "state": line.state,
    }


def finding_value(finding: Finding) -> Value:
    """Return one remark."""
    return {
        "kind": finding.kind,
        "loan": finding.loan,
        "on": finding.on.isoformat() if finding.on else None,
        "severity": finding.severity.value,
        "text": text_value(finding.text),
        "cite": cite_value(finding.cite),
    }


def why_loans(outcome: Outcome) -> list[Value]:
    """Return the tree behind every balance."""
    return [{"id": one.file.loan.id, "trace": why_value(one.why)} for one in outcome.loans]


# -- cost and claims ------------------------------------------------------------------------------


def cost_value(outcome: Outcome, *, explain: bool = False) -> Value:
    """Return the yearly cost of every loan beside every cap, those that do not apply with why."""
    return {"loans": cost_loans(outcome, explain=explain), **about(outcome)}


def claims_value(outcome: Outcome, *, explain: bool = False) -> Value:
    """Return what the lenders claim: difference, split, conventions that reproduce it."""
    value = {"loans": claims_loans(outcome), **about(outcome)}
    return value | {"why": why_loans(outcome)} if explain else value


# -- everything -----------------------------------------------------------------------------------


def report_value(
    outcome: Outcome,
    *,
    explain: bool = False,
    notes: Iterable[Finding] = (),
    ahead: Forecast | None = None,
) -> Value:
    """Return everything in one value; each part has the keys of its own command."""
    case = outcome.case
    findings = [*notes, *(each for one in outcome.loans for each in one.balance.findings)]
    value = {
        "title": case.title,
        **about(outcome),
        "loans": [_who(one) for one in outcome.loans],
        "schedule": {"loans": schedule_loans(outcome)},
        "balance": {
            "on": outcome.on.isoformat(),
            "loans": balance_loans(outcome),
            "totals": balance_totals(outcome),
        },
        "cost": {"loans": cost_loans(outcome, explain=explain)},
        "claims": {"loans": claims_loans(outcome)},
        "lawful": [lawful_value(one) for one in outcome.loans if one.lawful is not None],
        "findings": [finding_value(each) for each in findings],
        "unknown": [
            {"loan": each.loan, "what": text_value(each.what), "how": text_value(each.how)}
            for each in unknown(outcome)
        ],
        "sources": [cite_value(cite) for cite in sources(outcome)],
    }
    if ahead is not None:
        from ashore.report.forecast_values import forecast_part

        value["forecast"] = forecast_part(case, ahead)
    return value | {"why": why_loans(outcome)} if explain else value


def _who(one: LoanOutcome) -> Value:
    loan = one.file.loan
    return {
        "id": loan.id,
        "name": loan.name,
        "lender": loan.lender,
        "lender_type": loan.lender_type.value,
        "original_lender_type": loan.original_lender_type,
        "method": loan.method.value,
        "principal": show(loan.principal, loan.digits),
        "disbursed_on": loan.disbursed_on.isoformat(),
        "product": loan.product,
        "defaulted": list(loan.defaulted),
    }
