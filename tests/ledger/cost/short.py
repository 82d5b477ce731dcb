"""Cash flows in the short hand the tests of rates are written in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ashore.days import month_step
from ashore.ledger.flows import DatedFlow, PeriodFlow
from ashore.ledger.irr import Rates, irr


def periods(*amounts: object) -> list[PeriodFlow]:
    """One amount a period, from 0 on."""
    return [PeriodFlow(Fraction(k), Fraction(str(amount))) for k, amount in enumerate(amounts)]


def dated(*flows: tuple[str, object]) -> list[DatedFlow]:
    """Amounts on days."""
    return [DatedFlow(date.fromisoformat(on), Fraction(str(amount))) for on, amount in flows]


def monthly_payments(first: str, count: int, amount: object, every: int = 1) -> list[DatedFlow]:
    """The same payment every month, or every so many months."""
    start = date.fromisoformat(first)
    return [DatedFlow(month_step(start, every * k), -Fraction(str(amount))) for k in range(count)]


def rates_of(*amounts: object) -> Rates:
    return irr(periods(*amounts))


def shown(rates: Rates) -> list[str]:
    """The rates with six decimals."""
    return [f"{root:.6f}" for root in rates.roots]
