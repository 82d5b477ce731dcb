"""Yearly rates of return of many loans at once: the same meaning as `ledger.irr`, from columns.

A loan whose flows turn once has one rate (Descartes); so has one whose flows turn more often but
leave the same side clearly owing, at some rate, after every flow but the last (Soper 1959). Those
are solved here, in 64-bit floats, and only where the last step of the search proves the figure good
to about 1e-12: plain loans side by side (`xirr_lanes`), others one by one (`xirr_walk`). Everything
else (several turns, rates far out, flows that nearly cancel) is marked and solved by the reference,
so that "none" and "more than one" are said where it says them.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ashore.audit.xirr_lanes import plain_rates
from ashore.audit.xirr_walk import ASKED, BAD, solve
from ashore.ledger.flows import DatedFlow
from ashore.ledger.irr import SEVERAL, UNSETTLED, xirr

__all__ = ["MANY", "NONE", "ONE", "OPEN", "Returns", "returns_of"]

NONE, ONE, MANY, OPEN = 0, 1, 2, 3
"""How many rates fit; OPEN: the reference itself gave up, or a number has no room."""

_EPOCH = date(1970, 1, 1).toordinal()


class Returns(NamedTuple):
    """What `returns_of` found of each loan.

    Attributes:
        rate: the yearly rate (0.24 is 24 %) where there is exactly one (infinite where a
            float cannot hold it), else not a number.
        kind: NONE, ONE, MANY or OPEN.
        asked: the loans that the reference solved.
    """

    rate: NDArray[np.float64]
    kind: NDArray[np.uint8]
    asked: NDArray[np.int64]


def returns_of(
    days: NDArray[np.int32],
    amounts: NDArray[np.int64],
    offsets: NDArray[np.int64],
    threads: int = 1,
    year_days: int = 365,
) -> Returns:
    """Return the yearly rates of flows, actual days over `year_days`.

    Args:
        days: the day of each flow, counted from 1 January 1970, in any order within a loan.
        amounts: its amount in fen, received and paid with opposite signs.
        offsets: where the flows of each loan begin, and the end of the last.
        threads: how many work at once.
        year_days: the days of a year.
    """
    count = len(offsets) - 1
    rate, kind = np.empty(count), np.empty(count, dtype=np.uint8)
    bounds = np.linspace(0, count, threads + 1).astype(np.int64)

    def part(place: int) -> None:
        flows, span = (days, amounts, offsets), (bounds[place], bounds[place + 1])
        plain_rates(flows, (rate, kind), span, year_days)
        solve(flows, (rate, kind), span, year_days)

    if threads == 1:
        part(0)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(part, range(threads)))
    asked = np.flatnonzero(kind >= ASKED)
    for loan in asked.tolist():
        span = slice(int(offsets[loan]), int(offsets[loan + 1]))
        if kind[loan] == BAD:
            rate[loan], kind[loan] = np.nan, OPEN
        else:
            found = _by_reference(days[span].tolist(), amounts[span].tolist(), year_days)
            rate[loan], kind[loan] = found
    return Returns(rate, kind, asked)


def _by_reference(days: Sequence[int], amounts: Sequence[int], year_days: int) -> tuple[float, int]:
    flows = [
        DatedFlow(date.fromordinal(day + _EPOCH), amount)
        for day, amount in zip(days, amounts, strict=True)
    ]
    found = xirr(flows, Fraction(year_days))
    if found.rate is not None:
        return float(found.rate), ONE
    if found.message == UNSETTLED:
        return float("nan"), OPEN
    return float("nan"), MANY if found.message == SEVERAL else NONE
