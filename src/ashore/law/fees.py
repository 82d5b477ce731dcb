"""Court fees: of a suit, a payment order, enforcement, the preservation of assets, a bankruptcy.

Amounts are whole fen, rounded half up at the end; the text itself says nothing of rounding (see
`cn.rounding.fee`). Who advances and who bears a fee stands in the norm's `means`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ashore.law.norm import Law, Norm, Version
from ashore.money import Rounding, rounded, show, show_rate, whole
from ashore.words import Cite, Why

__all__ = [
    "CourtFee",
    "bankruptcy_fee",
    "court_fee",
    "enforcement_fee",
    "halved_fee",
    "payment_order_fee",
    "preservation_fee",
]

_FEN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtFee:
    """A fee in fen; `exact` is the same before rounding, in fen."""

    norm: str
    amount: int
    exact: Fraction
    cite: Cite
    why: Why


def court_fee(claim: int, day: date, law: Law) -> CourtFee:
    """Return the full case fee on a claim for money, both in fen.

    Args:
        claim: the sum claimed, fen.
        day: the day of filing.
        law: the law files.

    Raises:
        LawGap: no fee table for that day (before April 2007).

    Source: Measures on Court Fees (State Council Decree 481), article 13(1).
    """
    return _sliced(law.norm("cn.fee.case"), claim, day)


def halved_fee(claim: int, day: date, law: Law) -> CourtFee:
    """Return the case fee of the summary procedure, a settlement or a withdrawal: one half.

    Source: the same, articles 15 and 16.
    """
    full, norm = court_fee(claim, day, law), law.norm("cn.fee.half")
    return _part(norm, day, full, norm.on(day).value)


def payment_order_fee(claim: int, day: date, law: Law) -> CourtFee:
    """Return the fee of a payment order: one third of the case fee.

    Source: the same, article 14(3).
    """
    full, norm = court_fee(claim, day, law), law.norm("cn.fee.payment_order")
    return _part(norm, day, full, Fraction(1, norm.on(day).whole("one_of")))


def enforcement_fee(sum_enforced: int, day: date, law: Law) -> CourtFee:
    """Return the fee of enforcing a sum, both in fen; the debtor bears it.

    Source: the same, articles 14(1) and 38.
    """
    return _sliced(law.norm("cn.fee.enforcement"), sum_enforced, day)


def preservation_fee(assets: int, day: date, law: Law) -> CourtFee:
    """Return the fee of preserving assets of a value, both in fen.

    Source: the same, article 14(2).
    """
    return _sliced(law.norm("cn.fee.preservation"), assets, day)


def bankruptcy_fee(estate: int, day: date, law: Law) -> CourtFee:
    """Return the fee of a bankruptcy on the whole estate, both in fen: half the case fee, capped.

    Source: the same, article 14(6).
    """
    full, norm = court_fee(estate, day, law), law.norm("cn.fee.bankruptcy")
    return _part(norm, day, full, norm.on(day).fraction("part"))


def _sliced(norm: Norm, base: int, day: date) -> CourtFee:
    """Add up a flat sum and the slices above it."""
    assert whole(base) >= 0
    version = norm.on(day)
    flat = version.fraction("flat") * _FEN
    steps = [_Step(flat, show(_fen(flat))), *_slices(version, base)]
    return _fee(norm, day, sum((step.fee for step in steps), start=Fraction(0)), steps)


class _Step(NamedTuple):
    """One part of a fee in fen, exact, with how it came about."""

    fee: Fraction
    formula: str


def _slices(version: Version, base: int) -> Iterator[_Step]:
    """Yield the fee of every slice that the base reaches."""
    slices = version.tables("slices")
    edges = [each.fraction("above") * _FEN for each in slices]
    for each, low, high in zip(slices, edges, [*edges[1:], Fraction(base)], strict=True):
        part = min(Fraction(base), high) - low
        if part > 0:
            rate = each.fraction("rate")
            yield _Step(part * rate, f"{show(_fen(part))} x {show_rate(rate)}")


def _part(norm: Norm, day: date, full: CourtFee, part: Fraction) -> CourtFee:
    """Return a part of the full case fee."""
    step = _Step(full.exact * part, f"{show(full.amount)} x {part}")
    return _fee(norm, day, step.fee, [step], full.why)


def _fee(
    norm: Norm, day: date, exact: Fraction, steps: Sequence[_Step], base: Why | None = None
) -> CourtFee:
    """Return a fee, held to the most the norm allows."""
    cite = norm.cite(day)
    most = norm.on(day).params.get("max")
    parts = [
        Why(label=norm.title, value=show(_fen(step.fee)), formula=step.formula) for step in steps
    ]
    if isinstance(most, Fraction) and exact > most * _FEN:
        exact = most * _FEN
        parts.append(Why(label=norm.title, value=show(_fen(exact)), formula="max"))
    return CourtFee(
        norm=norm.id,
        amount=_fen(exact),
        exact=exact,
        cite=cite,
        why=Why(
            label=norm.title,
            value=show(_fen(exact)),
            cite=cite,
            parts=(*parts, *([base] if base is not None else [])),
        ),
    )


def _fen(exact: Fraction) -> int:
    return rounded(exact, Rounding.HALF_UP)
