"""The compiled search for one yearly rate per loan (see `ashore.audit.xirr`), whatever its flows.

Newton's and Halley's steps on h(w) = ln(came/went), w the logarithm of a year's discount factor:
h is nearly a straight line, so two or three looks at the flows are enough. A look needs e^(w·gap)
for each gap between two flows; gaps are short, so a power series gives it to the last bit, for
eight gaps at once where the machine can.
"""

from __future__ import annotations

from math import exp, expm1, log

import numpy as np

from ashore.audit.jit import Number, Numbers, compiled

__all__ = ["ASKED", "BAD", "solve"]

ASKED, BAD = 8, 9
"""Marks beside the kinds of `ashore.audit.xirr`: the reference decides; a number has no room."""

_ROOM = 2**53  # sums of fen below it are exact as floats
_LOOKS = 12
_SMALL, _MIDDLE = 0.06, 0.25  # |w·gap| up to which 8 and 11 terms of the series reach 2**-53
_NEAR = 1e-12  # what a root's own error may be, in w
_LAST = 1e-5  # a step this small, in the time of all flows, leaves an error of its cube
_OWED = 1e-9  # of the money moved: what counts as clearly owed
_LARGE, _FAR = 1e300, 20.0  # money, and w, beyond which a search is given up
_EPS = 2.0**-53


@compiled
def _powers(gaps: Numbers, w: float, size: Number, widest: float, out: Numbers) -> None:
    """Write e^(w·gap) of each gap; `size` is a multiple of eight."""
    reach = abs(w) * widest
    if reach <= _SMALL:
        for k in range(size):
            x = w * gaps[k]
            y = 1.0 + x * (1 / 7 + x * (1 / 56))
            y = 1.0 + x * (1 / 5 + x * (1 / 30) * y)
            y = 1.0 + x * (1 / 3 + x * (1 / 12) * y)
            out[k] = 1.0 + x * (1.0 + x * (1 / 2) * y)
    elif reach <= _MIDDLE:
        for k in range(size):
            x = w * gaps[k]
            y = 1.0 + x * (1 / 10 + x * (1 / 110))
            y = 1.0 + x * (1 / 8 + x * (1 / 72) * y)
            y = 1.0 + x * (1 / 6 + x * (1 / 42) * y)
            y = 1.0 + x * (1 / 4 + x * (1 / 20) * y)
            y = 1.0 + x * (1 / 2 + x * (1 / 6) * y)
            out[k] = 1.0 + x * y
    else:
        for k in range(size):
            out[k] = exp(w * gaps[k])


@compiled
def _gathered(
    days: Numbers,
    amounts: Numbers,
    span: tuple[Number, Number],
    at: Numbers,
    value: Numbers,
) -> Number:
    """Write the flows of a loan in the order of time, one a day, none of them zero.

    Returns how many there are; -1 where their sum has no room.
    """
    count, total = 0, 0
    for place in range(span[0], span[1]):
        day, amount = np.int64(days[place]), amounts[place]
        if amount >= _ROOM or amount <= -_ROOM:
            return -1
        total += abs(amount)
        if total >= _ROOM:
            return -1
        k = count
        while k and at[k - 1] > day:
            k -= 1
        if k and at[k - 1] == day:
            value[k - 1] += amount
            continue
        for later in range(count, k, -1):
            at[later], value[later] = at[later - 1], value[later - 1]
        at[k], value[k] = day, amount
        count += 1
    kept = 0
    for k in range(count):
        if value[k]:
            at[kept], value[kept] = at[k], value[k]
            kept += 1
    return kept


@compiled
def _weighed(
    value: Numbers, money: Numbers, times: Numbers, powers: Numbers, count: Number
) -> tuple[float, float, float]:
    """Return ln(came/went), its slope and its bend in w; a slope of zero where it has no value."""
    came, went, came_1, went_1, came_2, went_2 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    factor = 1.0
    for k in range(count):
        if k:
            factor *= powers[k - 1]
        worth = money[k] * factor
        once = worth * times[k]
        if value[k] > 0:
            came += worth
            came_1 += once
            came_2 += once * times[k]
        else:
            went += worth
            went_1 += once
            went_2 += once * times[k]
    if not (0.0 < came < _LARGE and 0.0 < went < _LARGE):
        return 0.0, 0.0, 0.0
    mean, other = came_1 / came, went_1 / went
    apart = (came - went) / (came + went)
    ratio = 2.0 * apart * (1.0 + apart * apart / 3.0)
    if abs(apart) >= 1e-4:
        ratio = log(came / went)
    return ratio, mean - other, (came_2 / came - mean * mean) - (went_2 / went - other * other)


@compiled
def _root(
    value: Numbers, money: Numbers, times: Numbers, gaps: Numbers, powers: Numbers, count: Number
) -> float:
    """Return w at which came and went are equal, where the search proves it; else not a number."""
    size, widest = (count + 6) // 8 * 8, 0.0
    for k in range(size):
        gaps[k] = times[k + 1] - times[k] if k < count - 1 else 0.0
        widest = max(widest, gaps[k])
        powers[k] = 1.0
    w = 0.0
    for look in range(_LOOKS):
        if look:
            _powers(gaps, w, size, widest, powers)
        ratio, slope, bend = _weighed(value, money, times, powers, count)
        if (count + 20) * _EPS >= _NEAR * abs(slope):  # what rounding may do to the root
            break
        step = ratio / slope
        curl = 0.5 * step * bend / slope
        if abs(curl) < 0.5:
            step /= 1.0 - curl
        if look and abs(step) * times[count - 1] < _LAST and abs(curl) < _LAST:
            return w - step
        w -= step
        if abs(w) > _FAR:
            break
    return np.nan


@compiled
def solve(
    flows: tuple[Numbers, Numbers, Numbers],
    found: tuple[Numbers, Numbers],
    span: tuple[Number, Number],
    year_days: Number,
) -> None:
    """Write rate and kind of the loans of a span: 0 none, 1 one, else `ASKED` or `BAD`.

    Loans of kind 1 have their rate already.
    """
    days, amounts, offsets = flows
    rates, kinds = found
    most = 0
    for loan in range(span[0], span[1]):
        most = max(most, offsets[loan + 1] - offsets[loan])
    at, value = np.empty(most + 8, dtype=np.int64), np.empty(most + 8, dtype=np.int64)
    gaps, powers = np.empty(most + 8), np.empty(most + 8)
    money, times = np.empty(most + 8), np.empty(most + 8)
    for loan in range(span[0], span[1]):
        if kinds[loan] == 1:
            continue
        rates[loan] = np.nan
        count = _gathered(days, amounts, (offsets[loan], offsets[loan + 1]), at, value)
        turned = 0
        for k in range(1, count):
            if (value[k] > 0) != (value[k - 1] > 0):
                turned += 1
        kinds[loan] = BAD if count < 0 else ASKED if turned else 0
        if turned % 2 == 0:
            continue
        for k in range(count):
            money[k], times[k] = abs(value[k]), (at[k] - at[0]) / year_days
        w = _root(value, money, times, gaps, powers, count)
        if w == w and (turned == 1 or _owing(value, money, powers, count)):  # noqa: PLR0124
            rates[loan], kinds[loan] = expm1(-w), 1


@compiled
def _owing(value: Numbers, money: Numbers, powers: Numbers, count: Number) -> Number:
    """Say whether after every flow but the last the same side clearly owes."""
    total, size, factor = 0.0, 0.0, 1.0
    low, high = np.inf, -np.inf
    for k in range(count):
        if k:
            factor *= powers[k - 1]
        size += money[k]
        total += money[k] * factor if value[k] > 0 else -money[k] * factor
        if k < count - 1:
            low, high = min(low, total), max(high, total)
    clear = size * _OWED
    return low > clear or high < -clear
