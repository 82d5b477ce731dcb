"""Where a discounted sum of cash flows is zero: every root, proven, in decimals of 50 digits.

The sum is Σ cₖ·e^(nₖ·w) with whole times 0 = n₀ < n₁ < … and w the logarithm of the discount factor
of one time step; w < 0 are rates above zero. There may be no root, one or several.

Flows that turn once have one root (Descartes). Flows that turn more often but leave the borrower
owing something, at some rate, after every flow but the last have that root only (Soper 1959): that
is a plain loan, however often it is drawn. Anything else is searched, from the middle outwards to
where the first or the last flow outweighs all others. What came and what went both only grow with
w, and so do their slopes, so their values at the two ends of a stretch enclose all between. A
stretch whose sum cannot reach zero is left out; one on which the sum only rises or only falls holds
a root if its ends differ in sign; any other is cut in two. Near a root of higher order, where ends
say little, the same is asked of the sum's Taylor polynomial with its remainder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from itertools import pairwise
from typing import NamedTuple

__all__ = ["EXACT", "Sum", "Weighed", "every_root", "refine"]

EXACT = Context(
    prec=50,
    rounding=ROUND_HALF_EVEN,
    Emin=MIN_EMIN,
    Emax=MAX_EMAX,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
"""Decimals wide enough that no rounding of ours shows; the caller's own context has no say."""

_ZERO, _ONE = Decimal(0), Decimal(1)
_LOG_10_DOWN, _LOG_10_UP = Decimal("2.302"), Decimal("2.303")
_NEAR = Decimal("1e-20")  # a Newton step this small leaves an error of about its square
_THIN = Decimal("1e-13")  # rates nearer to each other than this are one to us
_CUT = Decimal("0.4871")  # not the middle: a cut must not fall on a round rate
_SHORT = Decimal("0.125")  # a stretch this short, in units of 1/last time, suits a polynomial
_NOISE = Decimal("1e-40")  # of the money moved: a sum below this has no certain sign
_OWED = Decimal("1e-30")  # of the money moved: what counts as clearly owed
_FLOOR = Decimal(-28)  # about ln(1e-12): below this a rate rounds to −100 %
_PATIENCE = 50  # steps of Newton before plain halving, which always ends
_WORK = 3_000_000  # flows looked at before we give up


class Weighed(NamedTuple):
    """What came and what went, discounted, and the slope of each in w."""

    came: Decimal
    went: Decimal
    came_slope: Decimal
    went_slope: Decimal

    @property
    def tilt(self) -> int:
        """The sign of came − went."""
        return (self.came > self.went) - (self.came < self.went)


class _End(NamedTuple):
    """One end of a stretch."""

    w: Decimal
    at: Weighed


class Sum:
    """Σ amount·e^(time·w): times are whole, rise from 0, and no amount is zero.

    Everything here runs in the `EXACT` context of the caller.
    """

    __slots__ = ("amounts", "gaps", "last", "later", "size", "steps", "work")

    def __init__(self, gaps: Sequence[int], amounts: Sequence[Decimal]) -> None:
        self.amounts, self.gaps = list(amounts), list(gaps)
        self.later = list(zip(gaps, amounts[1:], strict=True))
        self.steps = sorted(set(gaps))
        self.last = Decimal(sum(gaps))
        self.size = sum(map(abs, amounts), _ZERO)
        self.work = 0

    @property
    def turns(self) -> int:
        """How often the flows change direction."""
        return sum(one * other < 0 for one, other in pairwise(self.amounts))

    def backwards(self) -> Sum:
        """Return the same flows seen from the last one: its roots are those of this with −w."""
        return Sum(self.gaps[::-1], self.amounts[::-1])

    def weigh(self, w: Decimal) -> Weighed:
        """Return what came and what went at w."""
        came = went = came_slope = went_slope = _ZERO
        for time, value in self._discounted(w):
            if value > 0:
                came += value
                came_slope += value * time
            else:
                went += value
                went_slope += value * time
        return Weighed(came, -went, came_slope, -went_slope)

    def lowest(self) -> Decimal:
        """Return a w of at most 0 below which the first flow outweighs all the others."""
        first = abs(self.amounts[0])
        power = (first / (self.size - first)).adjusted()  # 10^power is not above the ratio
        log = power * (_LOG_10_UP if power < 0 else _LOG_10_DOWN)
        return min(_ZERO, (log - 1) / self.gaps[0])

    def always_owing(self, w: Decimal) -> bool:
        """Say whether after every flow but the last the same side clearly owes, at w."""
        total, sums = _ZERO, []
        for _, value in self._discounted(w):
            total += value
            sums.append(total)
        clear = self.size * _OWED
        return min(sums[:-1]) > clear or max(sums[:-1]) < -clear

    def settled_by_series(self, middle: Decimal, half: Decimal) -> tuple[bool, bool]:
        """Say whether, within `half` of `middle`, the sum has no root; whether it is monotone.

        By Taylor's polynomial of degree 3. The fourth derivative is at most that of the sizes at
        the upper end; what rounding may have done to the values is allowed for.
        """
        value = slope = bend = third = fourth = size = _ZERO
        for time, term in self._discounted(middle):
            once = term * time
            twice = once * time
            thrice = twice * time
            value, slope, bend, third = value + term, slope + once, bend + twice, third + thrice
            fourth += abs(thrice) * time
            size += abs(term)
        fourth *= (self.last * half).exp()
        noise = size * _NOISE
        curve = half * (abs(third) + half / 4 * fourth) / 3
        reach = half * (abs(slope) + half / 2 * (abs(bend) + curve))
        swing = half * (abs(bend) + half / 2 * (abs(third) + half / 3 * fourth))
        return abs(value) > reach + noise, abs(slope) > swing + noise * self.last

    def _discounted(self, w: Decimal) -> Iterator[tuple[int, Decimal]]:
        self.work += len(self.amounts)
        powers = {gap: (w * gap).exp() for gap in self.steps}
        time, factor = 0, _ONE
        yield time, self.amounts[0]
        for gap, amount in self.later:
            time += gap
            factor *= powers[gap]
            yield time, amount * factor


def every_root(total: Sum, per: Decimal) -> list[Decimal] | None:
    """Return every w at which the sum is zero; None when that takes more work than we allow.

    Args:
        total: at least two flows that turn at least once.
        per: time steps in one unit of the rate; it turns an error of w into one of the rate.
    """
    back = total.backwards()
    if total.turns % 2:  # first and last flow are opposite, so there is a root
        ends = total.lowest(), -back.lowest()
        w = refine(total.weigh, ends, 1 if total.amounts[0] > 0 else -1, per)
        if total.turns == 1 or total.always_owing(w):
            return [w]
    above = _search(total, total.lowest(), per)
    below = _search(back, max(back.lowest(), _FLOOR / per), per)
    return None if above is None or below is None else above + [-w for w in below]


def refine(
    weigh: Callable[[Decimal], Weighed], bracket: tuple[Decimal, Decimal], tilt: int, per: Decimal
) -> Decimal:
    """Return the w inside a bracket at which came and went are equal.

    Newton's method on ln(came/went), which is nearly a straight line, kept inside the bracket.
    `tilt` is the sign of came − went at the low end; at the high end it must be the opposite.
    """
    low, high = bracket
    at = _ZERO if low < 0 < high else (low + high) / 2
    steps = 0
    while True:
        here = weigh(at)
        if here.tilt == 0:
            return at
        low, high = (at, high) if here.tilt == tilt else (low, at)
        new = _newton(at, here) if steps < _PATIENCE else None
        if new is None or not low < new < high:
            new = (low + high) / 2
        if abs(new - at) * per < _NEAR:
            return new
        at = new
        steps += 1


def _newton(at: Decimal, here: Weighed) -> Decimal | None:
    slope = here.came_slope / here.came - here.went_slope / here.went
    if not slope:
        return None
    log = 2 * (here.came - here.went) / (here.came + here.went)  # of came/went when that is near 1
    if abs(log) > _ONE:
        log = (here.came / here.went).ln()
    return at - log / slope


def _search(total: Sum, lowest: Decimal, per: Decimal) -> list[Decimal] | None:
    """Return every w from `lowest` to 0 at which the sum is zero; None when there is no end."""
    end = _End(_ZERO, total.weigh(_ZERO))
    found = [] if end.at.tilt else [_ZERO]
    stretches = [(_End(lowest, total.weigh(lowest)), end)]
    while stretches:
        low, high = stretches.pop()
        width = high.w - low.w
        rootless, monotone = _settled(total, low, high)
        if rootless:
            continue
        if monotone or width * per < _THIN:
            if low.at.tilt * high.at.tilt < 0:
                found.append(refine(total.weigh, (low.w, high.w), low.at.tilt, per))
            elif not monotone:  # it touches zero, or comes nearer than we can tell
                found.append((low.w + high.w) / 2)
            continue
        if total.work > _WORK:
            return None
        w = low.w + width * _CUT
        cut = _End(w, total.weigh(w))
        stretches += [(low, cut), (cut, high)]
    return found


def _settled(total: Sum, low: _End, high: _End) -> tuple[bool, bool]:
    """Say whether a stretch has no root, and whether the sum is monotone on it."""
    one, other = low.at, high.at
    rootless = one.came > other.went or one.went > other.came
    monotone = one.came_slope > other.went_slope or one.went_slope > other.came_slope
    half = (high.w - low.w) / 2
    if rootless or monotone or half * total.last > _SHORT:
        return rootless, monotone
    return total.settled_by_series(low.w + half, half)
