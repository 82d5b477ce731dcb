"""Which loans are held to a cap: found by the rates of their terms, decided by the reference.

A cap binds by what a loan really bore, payment by payment, in exact fractions; that is the
reference's work (`ledger.ceiling`). Columns only leave out the loans that cannot come near a line:
those whose rates, as agreed and when late, stay well under the lowest line of their lender and day,
and that charge no fee.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ashore.audit.loan_columns import EPOCH
from ashore.audit.loan_rows import Read, booked_at
from ashore.law.cap import CapEffect, caps
from ashore.law.norm import Law
from ashore.ledger.ceiling import ceiling_of
from ashore.ledger.cost import cost_of
from ashore.ledger.measure import court_rate, late_rate
from ashore.loan import Loan

__all__ = ["Screen"]

_NEAR = 0.95  # of a line: rates below it are not held to it
_LINES = frozenset({CapEffect.ON_REQUEST, CapEffect.UNSUPPORTED, CapEffect.KEEP_IF_PAID})


class Screen:
    """Finds and decides loans above a cap; `asked` counts those the reference decided."""

    def __init__(self, protos: Sequence[Loan | None], law: Law) -> None:
        self._law = law
        self._lender = [proto.first_lender_type if proto else "" for proto in protos]
        self._rates = np.array([_highest(proto) if proto else 0.0 for proto in protos] or [0.0])
        self._lines: dict[tuple[str, int, int], float] = {}
        self.asked = 0

    def above(
        self, read: Read, places: NDArray[np.intp], total: NDArray[np.int64]
    ) -> Iterator[tuple[int, int, bool]]:
        """Yield the loans whose balance is above what can be claimed: place, excess, firm or not.

        Args:
            read: the loans.
            places: those that were compared.
            total: what the lender says each owes in all, fen.
        """
        loans = read.loans
        term = loans.term[places].astype(np.int64)
        days = loans.disbursed[places].astype(np.int64), loans.on[places].astype(np.int64)
        key = (term << 40) | (days[0] << 20) | days[1]
        found, back = np.unique(key, return_inverse=True)
        lowest = np.array([self._lowest(each) for each in found.tolist()] or [np.inf])
        for place in places[self._rates[term] > _NEAR * lowest[back]].tolist():
            self.asked += 1
            booked, on = booked_at(read, place, self._law)
            ceiling = ceiling_of(booked, on, self._law)
            limit = ceiling.firm or ceiling.on_request
            if limit is None:
                continue
            excess = int(total[place]) - limit.principal - limit.charges
            if excess > len(booked.schedule):
                yield place, excess, ceiling.firm is not None

    def _lowest(self, key: int) -> float:
        """Return the lowest line for terms, a day of payout and a day asked for."""
        lender, begin, on = self._lender[key >> 40], key >> 20 & 0xFFFFF, key & 0xFFFFF
        known = self._lines.get((lender, begin, on))
        if known is None and lender:
            day, asked = date.fromordinal(begin + EPOCH), date.fromordinal(on + EPOCH)
            lines = caps(lender, day, asked, max(day, asked), self._law)
            values = [
                float(line.value)
                for line in lines
                if line.applies and line.value is not None and line.effect in _LINES
            ]
            known = self._lines[lender, begin, on] = min(values, default=np.inf)
        return np.inf if known is None else known


def _highest(proto: Loan) -> float:
    """Return the highest yearly rate of some terms; without end where fees may come on top."""
    if proto.fees:
        return np.inf
    cost = cost_of(proto)
    rates = [court_rate(proto), late_rate(proto), cost.nominal_annual]
    return max((float(Fraction(rate)) for rate in rates if rate is not None), default=0.0)
