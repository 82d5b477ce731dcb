"""What to look at before borrowing as plain values, and as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ashore.forecast.practice import Span
from ashore.ledger.measure import CapCheck
from ashore.money import show
from ashore.plan.borrowing import LATE_DAYS, Missed, Offered
from ashore.plan.guidance import Tip
from ashore.plan.stress import Stress
from ashore.report.borrowing_sections import BorrowPage
from ashore.report.notice import DISCLAIMER
from ashore.report.rows import safe
from ashore.report.shown import plain_rate
from ashore.report.tips import tip_value
from ashore.report.values_why import cite_value, text_value

__all__ = ["ROWS", "borrowing_rows", "borrowing_value"]

Value = dict[str, Any]

ROWS = (
    "offer", "cash_received", "total_paid", "kept_back", "monthly", "nominal_annual",
    "effective_annual", "xirr", "late_30_days", "adds_to_missing",
)  # fmt: skip


def borrowing_value(page: BorrowPage) -> Value:
    """Return the comparison of a case."""
    found, digits, law = page.found, page.case.digits, page.basis.law

    def tips(listed: Iterable[Tip]) -> list[Value]:
        return [tip_value(tip, law, found.on) for tip in listed]

    return {
        "on": found.on.isoformat(),
        "until": found.end.isoformat(),
        "currency": page.case.currency,
        "offers": [_offer(page, offered) for offered in found.offers],
        "ways": [
            {
                **tip_value(each.way.tip, law, found.on),
                "annual": _rate(each.annual),
                "at_most": each.way.most,
                "cost": None if each.cost is None else show(each.cost, digits),
                "price": text_value(each.way.price),
                "repaid": each.way.repaid,
            }
            for each in found.ways
        ],
        "sample": {"amount": show(found.sample.amount, digits), "months": found.sample.months},
        "waiting": [
            {
                "loan": each.held.id,
                "per_day": show(each.per_day, digits),
                "annual": _rate(each.annual),
            }
            for each in found.waiting
        ],
        "kept": [each.id for each in found.kept],
        "stress": _stress(found.stress, digits),
        "checks": tips(page.basis.guide.checks),
        "scams": tips(page.basis.guide.scams),
        "law_version": law.version,
        "guidance_version": page.basis.guide.version,
        "disclaimer": text_value(DISCLAIMER),
    }


def _offer(page: BorrowPage, offered: Offered) -> Value:
    cost, digits = offered.cost, page.case.digits
    adds = page.found.adds(offered)
    return {
        "id": offered.loan.id,
        "cash_received": show(cost.cash_received, digits),
        "total_paid": show(cost.total_paid, digits),
        "kept_back": show(offered.kept_back, digits),
        "monthly": show(offered.monthly, digits),
        "nominal_annual": _rate(cost.nominal_annual),
        "effective_annual": _rate(cost.effective_annual),
        "xirr": _rate(cost.xirr),
        "message": text_value(cost.message),
        "caps": [_cap(check) for check in offered.caps if check.line.applies],
        "missed": None if offered.missed is None else _missed(offered.missed, digits),
        "adds_to_missing": None if adds is None else show(adds, digits),
        "stress": _stress(offered.stress, digits),
    }


def _cap(check: CapCheck) -> Value:
    line = check.line
    return {
        "title": text_value(line.title),
        "value": None if line.value is None else plain_rate(line.value),
        "measured": _rate(check.measured),
        "exceeded": check.exceeded,
        "basis": text_value(check.basis),
        "cite": cite_value(line.basis),
    }


def _missed(missed: Missed, digits: int) -> Value:
    return {
        "due_on": missed.due_on.isoformat(),
        "instalment": show(missed.instalment, digits),
        "days_late": LATE_DAYS,
        "extra": show(missed.extra, digits),
        "first_calls": _span(missed.calls),
        "others_contacted": _span(missed.others),
        "reported_to": missed.reporting.where,
    }


def _span(span: Span | None) -> Value | None:
    if span is None:
        return None
    return {
        "earliest": span.earliest,
        "usual_from": span.usual_from,
        "usual_to": span.usual_to,
        "confidence": span.confidence,
        "sources": list(span.sources),
    }


def _stress(stress: Sequence[Stress], digits: int) -> list[Value]:
    return [
        {
            "scenario": each.scenario.id,
            "title": text_value(each.scenario.title),
            "out_on": _day(each.out_on),
            "missing": show(each.missing, digits),
        }
        for each in stress
    ]


def _rate(rate: Decimal | None) -> str | None:
    return None if rate is None else plain_rate(rate)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def borrowing_rows(page: BorrowPage) -> list[list[str]]:
    """Return one row for each offer."""
    rows = []
    for offered in page.found.offers:
        value = _offer(page, offered)
        late = value["missed"]["extra"] if value["missed"] else ""
        plain = [value[key] for key in ROWS[1:8]]
        cells = ["" if cell is None else str(cell) for cell in plain]
        adds = value["adds_to_missing"]
        rows.append([safe(offered.loan.id), *cells, late, "" if adds is None else adds])
    return [list(ROWS), *rows]
