"""A court's recalculation of one loan, step by step, each figure between two floats.

It sets fractions of fen against the principal payment by payment (`ledger.lawful`), so that its
exact figures outgrow any fixed number of bits. Here each of them is held between two floats,
widened by more than each step may round; a figure is told only where both ends round to one fen.

What a line allows is kept in two parts, what is charged inside it and open, and what it would still
allow: so no step takes a figure from one that holds it already, and the ends stay close.
"""

from __future__ import annotations

from math import floor

import numpy as np

from ashore.audit.jit import Number, Numbers, compiled

__all__ = ["PLACES", "PRINCIPAL", "WIDER", "grow", "recalculated", "take"]

WIDER = 4e-15
"""Of all that a step adds up: more than what its dozen roundings may do."""

PRINCIPAL, _KEPT, _KEEP_LEFT, _OPEN, _CLAIM_LEFT, _BACK = 0, 2, 4, 6, 8, 10
PLACES = 12
"""A recalculation, two ends each: principal; what the higher line lets be kept and is open, and
what it would still allow; the same of the lower line; what is to be paid back."""


@compiled
def grow(run: Numbers, factors: tuple[float, float], fresh: Number, one: Number) -> None:
    """Let a stretch pass; `factors` are years × rate of the lower and of the higher line."""
    for end in range(2):
        principal = run[PRINCIPAL + end]
        keep, claim = principal * factors[1], principal * factors[0]
        size = keep + abs(fresh) + run[_KEEP_LEFT + 1] + run[_KEPT + 1] + run[_CLAIM_LEFT + 1]
        wide = WIDER * (size + claim + run[_OPEN + 1]) * (2 * end - 1)
        left = run[_KEEP_LEFT + end] + keep
        run[_KEPT + end] += min(float(fresh), left) + wide
        run[_KEEP_LEFT + end] = max(0.0, left - fresh + wide)
        if not one:
            left = run[_CLAIM_LEFT + end] + claim
            run[_OPEN + end] += min(float(fresh), left) + wide
            run[_CLAIM_LEFT + end] = max(0.0, left - fresh + wide)


@compiled
def take(run: Numbers, amount: Number, one: Number) -> None:
    """Take a payment: what is open first, then principal; the rest is to be paid back."""
    size = amount + run[PRINCIPAL + 1] + run[_KEPT + 1] + run[_OPEN + 1] + run[_CLAIM_LEFT + 1]
    wide = WIDER * (size + run[_BACK + 1])
    kept, opened = (run[_KEPT], run[_KEPT + 1]), (run[_OPEN], run[_OPEN + 1])
    over = (max(0.0, amount - kept[1] - wide), max(0.0, amount - kept[0] + wide))
    principal = run[PRINCIPAL], run[PRINCIPAL + 1]
    run[PRINCIPAL] = max(0.0, principal[0] - over[1] - wide)
    run[PRINCIPAL + 1] = max(0.0, principal[1] - over[0] + wide)
    run[_BACK] += max(0.0, over[0] - principal[1] - wide)
    run[_BACK + 1] += max(0.0, over[1] - principal[0] + wide)
    for end in range(2):
        run[_KEPT + end] = max(0.0, kept[end] - amount + wide * (2 * end - 1))
    if one:
        return
    taken = (min(float(amount), kept[0]), min(float(amount), kept[1]))
    beyond = (max(0.0, taken[0] - opened[1] - wide), max(0.0, taken[1] - opened[0] + wide))
    run[_OPEN] = max(0.0, opened[0] - taken[1] - wide)
    run[_OPEN + 1] = max(0.0, opened[1] - taken[0] + wide)
    run[_CLAIM_LEFT] = max(0.0, run[_CLAIM_LEFT] - beyond[1] - wide)
    run[_CLAIM_LEFT + 1] = max(0.0, run[_CLAIM_LEFT + 1] - beyond[0] + wide)


@compiled
def _fen(run: Numbers, place: Number) -> Number:
    """Return a figure in whole fen, or -1 where its rounding is open."""
    low, high = floor(run[place] + 0.5), floor(run[place + 1] + 0.5)
    return np.int64(low) if low == high else np.int64(-1)


@compiled
def recalculated(run: Numbers, one: Number) -> tuple[Number, Number]:
    """Return what can be claimed and what is to be paid back; -1 where a rounding is open."""
    principal, back = _fen(run, PRINCIPAL), _fen(run, _BACK)
    charges = _fen(run, _KEPT if one else _OPEN)
    if min(principal, back, charges) < 0:
        return np.int64(-1), np.int64(-1)
    return principal + charges, back
