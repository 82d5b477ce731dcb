"""The cash flows of a loan as one side sees them: money that came, money that went, and when.

Received is positive and paid negative, or the reverse: a rate does not depend on it. The amounts
may be in any unit (fen, yuan, parts of a fen), since a rate does not depend on that either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

__all__ = [
    "Amount",
    "DatedFlow",
    "Flows",
    "PeriodFlow",
    "by_day",
    "turns",
]

Amount = int | Fraction


@dataclass(frozen=True, slots=True)
class DatedFlow:
    """Money that moved on a day."""

    on: date
    amount: Amount


@dataclass(frozen=True, slots=True)
class PeriodFlow:
    """Money that moved `period` equal periods after the start; parts of a period are allowed."""

    period: Fraction
    amount: Amount


Flows = Sequence[DatedFlow] | Sequence[PeriodFlow]


def by_day(flows: Iterable[DatedFlow]) -> list[DatedFlow]:
    """Return one flow a day, in the order of time; days on which all cancels out are left out."""
    days: dict[date, Amount] = {}
    for flow in flows:
        days[flow.on] = days.get(flow.on, 0) + flow.amount
    return [DatedFlow(day, days[day]) for day in sorted(days) if days[day]]


def turns(amounts: Iterable[Amount]) -> int:
    """Count how often a series of amounts changes its sign; zeros do not count.

    >>> turns([100, -40, 0, -70]), turns([-100, 230, -132])
    (1, 2)
    """
    signs = [amount.numerator > 0 for amount in amounts if amount]
    return sum(one != other for one, other in pairwise(signs))
