"""What the law lets be claimed of each loan: the lines that reach it, the walk, the reference.

Which line reaches a loan is asked of the law once per lender, day of payout and day asked for. What
a loan bore, payment by payment, is the compiled walk's (`lawful_walk`); where that leaves a
rounding open, or the loan is none for columns, `ledger.ceiling` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ashore.audit.lawful_walk import FIRM, FREE, ON_REQUEST, lawful
from ashore.audit.loan_columns import EPOCH, Loans, offsets_of
from ashore.audit.schedule_walk import month_starts
from ashore.law.cap import CapEffect
from ashore.law.cap_line import cap_line
from ashore.law.cap_rule import PRIVATE, CapCase
from ashore.law.norm import Law, Norm
from ashore.law.private import PrivateCap, cap_breaks, private_cap
from ashore.ledger.book import Booked
from ashore.ledger.ceiling import ceiling_of
from ashore.ledger.statement import standings
from ashore.loan import LenderType

__all__ = ["Known", "Lines", "binding", "held", "lines_of"]


class Lines(NamedTuple):
    """The lines that reach loans.

    Attributes:
        of: per loan, which.
        begins: where the stretches of each begin, and the end of the last.
        stretches: first day, yearly rate that can be claimed, yearly rate kept if paid.
        asked: the line a court reduces to, as a ratio; nothing: none does.
    """

    of: NDArray[np.int64]
    begins: NDArray[np.int64]
    stretches: NDArray[np.float64]
    asked: NDArray[np.int64]

    def reach(self) -> NDArray[np.bool_]:
        """Return whether any line reaches each loan."""
        known = (np.diff(self.begins) > 0) | (self.asked[:, 0] > 0)
        return known[self.of] if len(self.of) else np.zeros(0, dtype=bool)


Known = dict[tuple[str, int, int], tuple[list[tuple[float, float, float]], tuple[int, int]]]
"""The lines of a lender, a day of payout and a day asked for, once they were looked up."""


def lines_of(loans: Loans, lenders: Sequence[str], law: Law, known: Known | None = None) -> Lines:
    """Return the lines that reach loans.

    Args:
        loans: the loans.
        lenders: the first lenders' types, by terms.
        law: the law files.
        known: what was looked up before, by that law; what is new is added.
    """
    known = {} if known is None else known
    types = sorted(set(lenders))
    place = np.array([types.index(each) for each in lenders] or [0], dtype=np.int64)
    key = place[loans.term] << 40 | loans.disbursed.astype(np.int64) << 20 | loans.on
    found, of = np.unique(key, return_inverse=True)
    stretches: list[list[tuple[float, float, float]]] = []
    asked: list[tuple[int, int]] = []
    for each in found.tolist():
        case = types[each >> 40], each >> 20 & 0xFFFFF, each & 0xFFFFF
        if case not in known:
            known[case] = _lines(*case, law)
        stretches.append(known[case][0])
        asked.append(known[case][1])
    flat = [each for some in stretches for each in some]
    return Lines(
        of=of.astype(np.int64),
        begins=offsets_of([len(some) for some in stretches]),
        stretches=np.array(flat, dtype=np.float64).reshape(-1, 3),
        asked=np.array(asked, dtype=np.int64).reshape(-1, 2),
    )


def _lines(
    lender: str, begin: int, on: int, law: Law
) -> tuple[list[tuple[float, float, float]], tuple[int, int]]:
    if not lender or begin > on:
        return [], (0, 1)
    days = date.fromordinal(begin + EPOCH), date.fromordinal(on + EPOCH)
    return _firm(lender, *days, law), _on_request(lender, *days, law)


def _firm(lender: str, begin: date, on: date, law: Law) -> list[tuple[float, float, float]]:
    """Return the stretches of the private-lending cap, as `ledger.ceiling` asks for them."""
    if PRIVATE not in law.norms:
        return []
    reached = private_cap(lender, begin, on, on, law)
    if reached is None:
        return []

    def stretch(day: date, cap: PrivateCap) -> tuple[float, float, float]:
        return (float(day.toordinal() - EPOCH), float(cap.claim), float(cap.keep))

    days = [begin, *cap_breaks(begin, on, law)]
    return [stretch(day, private_cap(lender, begin, on, day, law) or reached) for day in days]


def _on_request(lender: str, begin: date, on: date, law: Law) -> tuple[int, int]:
    """Return the lowest line a court reduces to when asked, as a ratio."""
    case = CapCase(LenderType(lender), begin, on, on, law)
    norms = [norm for norm in law.under("cn.cap.") if norm.kind == "cap" and _may_be_asked(norm)]
    lines = [cap_line(norm, case) for norm in norms]  # as `law.cap.caps` has them
    values = [line.value for line in lines if line.applies and line.effect is CapEffect.ON_REQUEST]
    lowest = min((value for value in values if value is not None), default=Fraction(0))
    return lowest.numerator, lowest.denominator


def _may_be_asked(norm: Norm) -> bool:
    effects = (version.params.get("effect") for version in norm.versions)
    return CapEffect.ON_REQUEST in effects


def held(
    loans: Loans, lines: Lines, chosen: NDArray[np.int64], threads: int = 1
) -> NDArray[np.int64]:
    """Return what binds each loan, and the most that can be claimed: `lawful_walk.KIND`, `LIMIT`.

    Loans that are not chosen, or that no line reaches, are bound by nothing.
    """
    found = np.zeros((len(loans.term), 2), dtype=np.int64)
    chosen = chosen[lines.reach()[chosen]]
    parts = [part for part in np.array_split(chosen, threads) if len(part)]
    law = (*loans.terms, month_starts())
    given = (*loans.rows, loans.row_from)
    each = (loans.term, loans.principal, loans.disbursed, loans.first_due, loans.on)
    paid = (loans.paid_on, loans.paid, loans.paid_from)

    def part(places: NDArray[np.int64]) -> None:
        lawful(each, paid, given, law, lines, found, places)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, parts))
    return found


def binding(booked: Booked, on: date, law: Law) -> tuple[int, int]:
    """Return the same of one loan, by the reference."""
    ceiling = ceiling_of(booked, on, law)
    if ceiling.firm is not None:
        return FIRM, ceiling.firm.principal + ceiling.firm.charges
    asked = ceiling.on_request
    if asked is None:
        return FREE, 0
    (told,) = standings(booked, [on])
    if asked.charges >= told.total - told.principal:  # the books are within the line
        return FREE, 0
    return ON_REQUEST, asked.principal + asked.charges - told.credit
