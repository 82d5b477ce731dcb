"""What somebody does not know, as a range: the debt at the low and at the high end.

A gap names the loan, the lowest and the highest rate public sources know of its product, and that
source. Where only a low end is known the debt is "at least" so much; nothing else is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ashore.facts import Case, LoanFile
from ashore.files.products import preset
from ashore.intake.paid import at_rate
from ashore.law import Law
from ashore.ledger.loans import books, owed
from ashore.loan import Per, Rate

__all__ = ["Range", "Span", "open_loans", "open_rates", "range_of", "spans"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A rate that is not known: its low end, its high end (None: not known either), the source."""

    low: str
    high: str | None
    per: str
    source: str

    def value(self) -> dict[str, str | None]:
        """Return it as plain values."""
        return {"low": self.low, "high": self.high, "per": self.per, "source": self.source}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What is owed of a loan at both ends of what is not known, fen; `high` None: no end known."""

    loan: str
    name: str
    low: int
    high: int | None
    source: str


def range_of(loan: Mapping[str, Any], terms: Mapping[str, Any]) -> Range | None:
    """Return the range of a loan's rate when it is not known; None when a preset fixes the rate."""
    if terms.get("rate"):
        return None
    for report in preset(loan["product"]).reported if loan.get("product") else ():
        value = report.value
        if report.key == "rate" and value.get("per"):
            seen = [str(each) for each in _list(value.get("seen"))]
            ends = [str(each) for each in (value.get("low"), value.get("high")) if each]
            known = sorted((*seen, *ends), key=Fraction)
            only_high = not value.get("low") and not seen
            high = None if not value.get("high") and not seen else known[-1]
            return Range(
                low="0" if only_high else known[0],
                high=high,
                per=str(value["per"]),
                source=report.basis.source,
            )
    return Range(low="0", high=None, per="year", source="")


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def open_rates(gaps: Mapping[str, Any]) -> Mapping[str, Range]:
    """Return the rates that are open, by loan."""
    return {name: Range(**value) for name, value in gaps.get("rates", {}).items()}


def open_loans(gaps: Mapping[str, Any]) -> frozenset[str]:
    """Return the loans of which something is open that a comparison with caps or claims needs.

    That is the rate, the kind of lender ("kinds"), or which instalments were paid ("missed").
    """
    return frozenset((*open_rates(gaps), *gaps.get("kinds", ()), *gaps.get("missed", ())))


def spans(case: Case, gaps: Mapping[str, Any], law: Law, on: date) -> tuple[Span, ...]:
    """Return what is owed at both ends, for every loan whose rate is open."""
    found = open_rates(gaps)
    return tuple(
        _span(file, found[file.loan.id], law, on) for file in case.loans if file.loan.id in found
    )


def _span(file: LoanFile, gap: Range, law: Law, on: date) -> Span:
    high = None if gap.high is None else _owed(file, gap.high, gap.per, law, on)
    return Span(
        loan=file.loan.id,
        name=file.loan.name,
        low=_owed(file, gap.low, gap.per, law, on),
        high=high,
        source=gap.source,
    )


def _owed(file: LoanFile, rate: str, per: str, law: Law, on: date) -> int:
    then = at_rate(file, Rate(Fraction(rate), Per(per)), law)
    return owed(books(then.loan, then.events, law), on).total
