"""The search for yearly rates, many loans abreast (see `ashore.audit.xirr`).

Most loans are plain: one payout, then repayments, each on a later day. For those h(w) =
ln(came/went) is the logarithm of a weighted mean of e^(w·t), so that its slope, bend and twist at
no interest are mean, variance and third moment of the times of repayment: sums without any power.
A line with bend and twist from there comes so near to the root that one look at the flows and one
step of Halley's end the search. The loans stand side by side, so that the machine takes several at
a time; what one of them gets never hangs on its neighbours.
"""

from __future__ import annotations

from math import expm1

import numpy as np

from ashore.audit.jit import Number, Numbers, compiled

__all__ = ["plain_rates"]

_LANES = 32
_LONG = 128  # flows; loans with more are solved one by one
_ROOM = 2**53  # sums of fen below it are exact as floats
_ROUNDING = (_LONG + 20) * 2.0**-53  # of the sums, in all
_NEAR = 1e-12  # what rounding may do to a root
_REACH = 0.25  # |w·gap| up to which 11 terms of the series of e^x reach 2**-53
_LEFT = 1e-14  # what the last step may leave of the error before it
_STEP, _CURL, _APART = 1e-3, 1e-2, 1e-4  # below these the bounds on the last step hold


@compiled
def _fill(
    flows: tuple[Numbers, Numbers, Numbers],
    first: Number,
    last: Number,
    money: Numbers,
    at: Numbers,
) -> Number:
    """Write the flows of loans side by side; return how many the longest has.

    `money[0]` is the payout, or 0 where a loan is not plain; `at` are the days since it. Behind its
    last flow a loan goes on with nothing on the same day.
    """
    days, amounts, offsets = flows
    most: Number = 1
    for lane in range(_LANES):
        place = first + lane
        money[0, lane], at[0, lane] = 0.0, 0.0
        begin, end = (offsets[place], offsets[place + 1]) if place < last else (0, 0)
        count = end - begin
        if count < 2 or count > _LONG:
            continue
        lent, day = amounts[begin], np.int64(days[begin])
        sign = 1 if lent < 0 else -1
        plain, total, before = -_ROOM < lent < _ROOM and lent != 0, abs(lent), day
        for k in range(1, count):
            on, amount = np.int64(days[begin + k]), amounts[begin + k] * sign
            plain &= on > before and 0 < amount < _ROOM
            total += amount
            before = on
            money[k, lane], at[k, lane] = float(amount), float(on - day)
        if plain and total < _ROOM:
            money[0, lane] = float(abs(lent))
            most = max(most, count)
    for lane in range(_LANES):
        place = first + lane
        count = offsets[place + 1] - offsets[place] if money[0, lane] else 1
        for k in range(count, most):
            money[k, lane], at[k, lane] = 0.0, at[count - 1, lane]
    return most


@compiled
def _begun(money: Numbers, at: Numbers, most: Number, sums: Numbers, w: Numbers) -> None:
    """Write where to look first, by the moments at no interest, and the widest gap (`sums[4]`)."""
    for lane in range(_LANES):
        sums[0, lane], sums[1, lane], sums[2, lane] = 0.0, 0.0, 0.0
        sums[3, lane], sums[4, lane] = 0.0, 0.0
    for k in range(1, most):
        for lane in range(_LANES):
            worth, time = money[k, lane], at[k, lane]
            once = worth * time
            twice = once * time
            sums[0, lane] += worth
            sums[1, lane] += once
            sums[2, lane] += twice
            sums[3, lane] += twice * time
            sums[4, lane] = max(sums[4, lane], time - at[k - 1, lane])
    for lane in range(_LANES):
        came = sums[0, lane]
        if money[0, lane] == 0.0:
            w[lane] = 0.0
            continue
        apart = (came - money[0, lane]) / (came + money[0, lane])
        square = apart * apart
        ratio = 2.0 * apart * (1.0 + square * (1 / 3 + square * (1 / 5 + square * (1 / 7))))
        mean, second, third = sums[1, lane] / came, sums[2, lane] / came, sums[3, lane] / came
        bend = (second - mean * mean) / (2.0 * mean)
        twist = (third - mean * (3.0 * second - 2.0 * mean * mean)) / (6.0 * mean)
        line = -ratio / mean
        w[lane] = line * (1.0 - line * (bend - line * (2.0 * bend * bend - twist)))


@compiled
def _looked(money: Numbers, at: Numbers, most: Number, sums: Numbers, w: Numbers) -> None:
    """Write what came, its first and second moment, at the discount `w` a day."""
    for lane in range(_LANES):
        sums[0, lane], sums[1, lane], sums[2, lane], sums[3, lane] = 0.0, 0.0, 0.0, 1.0
    for k in range(1, most):
        for lane in range(_LANES):
            x = w[lane] * (at[k, lane] - at[k - 1, lane])
            y = 1.0 + x * (1 / 10 + x * (1 / 110))
            y = 1.0 + x * (1 / 8 + x * (1 / 72) * y)
            y = 1.0 + x * (1 / 6 + x * (1 / 42) * y)
            y = 1.0 + x * (1 / 4 + x * (1 / 20) * y)
            y = 1.0 + x * (1 / 2 + x * (1 / 6) * y)
            factor = sums[3, lane] * (1.0 + x * y)
            worth = money[k, lane] * factor
            once = worth * at[k, lane]
            sums[0, lane] += worth
            sums[1, lane] += once
            sums[2, lane] += once * at[k, lane]
            sums[3, lane] = factor


@compiled
def plain_rates(
    flows: tuple[Numbers, Numbers, Numbers],
    found: tuple[Numbers, Numbers],
    span: tuple[Number, Number],
    year_days: Number,
) -> None:
    """Write rate and kind 1 of the plain loans of a span; the others get kind 0 and no rate.

    The error of a step s of Halley's is s³·(h''²/4h'² − h'''/6h'); h''' is the third moment about
    the mean of times between 0 and T, so at most T³/10. Where that bound, or the rounding of the
    sums, leaves more than is let pass, the loan is not solved here.
    """
    rates, kinds = found
    money, at = np.zeros((_LONG, _LANES)), np.zeros((_LONG, _LANES))
    sums, w = np.zeros((5, _LANES)), np.zeros(_LANES)
    for first in range(span[0], span[1], _LANES):
        most = _fill(flows, first, span[1], money, at)
        _begun(money, at, most, sums, w)
        _looked(money, at, most, sums, w)
        for lane in range(min(_LANES, span[1] - first)):
            rates[first + lane], kinds[first + lane] = np.nan, 0
            lent, came = money[0, lane], sums[0, lane]
            if lent == 0.0 or not came > 0.0 or not abs(w[lane]) * sums[4, lane] <= _REACH:
                continue
            apart = (came - lent) / (came + lent)
            mean = sums[1, lane] / came
            bend = sums[2, lane] / came - mean * mean
            step = 2.0 * apart * (1.0 + apart * apart / 3.0) / mean
            curl = 0.5 * step * bend / mean
            reach = abs(step) * at[most - 1, lane]
            left = abs(step) * curl * curl + reach * reach * reach / (60.0 * mean)
            exact = _ROUNDING * year_days < _NEAR * mean and left * year_days < _LEFT
            if exact and reach < _STEP and abs(curl) < _CURL and abs(apart) < _APART:
                rate = expm1(-(w[lane] - step / (1.0 - curl)) * year_days)
                rates[first + lane], kinds[first + lane] = rate, 1
