"""Schedules compiled: due dates, principal and interest of every instalment, as `ledger.schedule`.

Amounts are 64-bit whole fen and rates exact ratios, so that each figure is the reference's to the
fen. The level instalment alone is a quotient that 64 bits do not hold: it is found in floats with
a bound on their error, and a loan whose rounding that bound leaves open is for the reference.
"""

from __future__ import annotations

from math import ceil, floor, gcd

import numpy as np

from ashore.audit import places as at
from ashore.audit.jit import Number, Numbers, compiled, inlined

__all__ = ["fee_of", "length_of", "month_starts", "rounded_share", "schedule", "spot", "stated"]

_EPS = 2.0**-52
_EXACT = 2**50
_WHOLE = 2.0**53  # whole numbers below it are exact as floats


def month_starts() -> Numbers:
    """Return the first day of every month from January 1970 to December 2199, in days since."""
    months = np.arange("1970-01", "2200-02", dtype="datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64)


@inlined
def rounded_share(top: Number, bottom: Number, how: Number) -> Number:
    """Return top / bottom rounded, for numbers that are not negative.

    A quotient of floats is at most one off where it has fewer than 50 bits, and quicker than one of
    whole numbers; the rest says by how much.
    """
    size = np.int64(top / bottom)
    if size >= _EXACT:
        size = top // bottom
    rest = top - size * bottom
    if rest < 0:
        size -= 1
        rest += bottom
    elif rest >= bottom:
        size += 1
        rest -= bottom
    if how == at.HALF_UP:
        if 2 * rest >= bottom:
            size += 1
    elif how == at.HALF_EVEN:
        if 2 * rest + size % 2 > bottom:
            size += 1
    elif how == at.UP and rest > 0:
        size += 1
    return size


@compiled
def spot(k: Number, part: Number) -> Number:
    """Return where a part of an item stands in the workspace of a loan.

    Terms, state and items lie in one column: each column that is handed over costs a compiled call
    two steps that no other thread may see half done.
    """
    return at.FIRST + k * at.ITEM + part


@compiled
def _month_of(starts: Numbers, day: Number) -> Number:
    place = day * 100 // 3044
    while starts[place + 1] <= day:
        place += 1
    while starts[place] > day:
        place -= 1
    return place


@compiled
def _thirty(starts: Numbers, first: Number, last: Number) -> Number:
    """Return the days between two dates when every month has 30 (see `days.days_30_360`)."""
    one, other = _month_of(starts, first), _month_of(starts, last)
    begin = min(first - starts[one] + 1, 30)
    end = last - starts[other] + 1
    if end == 31 and begin == 30:
        end = 30
    return (other - one) * 30 + end - begin


@inlined
def length_of(starts: Numbers, counting: Number, first: Number, last: Number) -> Number:
    """Return by how much the rate is to be multiplied: days, or one whole period."""
    if counting == 0:
        return 1
    if counting == 1:
        return last - first
    return _thirty(starts, first, last)


@compiled
def _level(w: Numbers, starts: Numbers, principal: Number, begin: Number, count: Number) -> Number:
    """Return the level instalment, or -1 where its rounding is not certain."""
    how, top, bottom = w[at.ROUNDING], w[at.RATE], w[at.RATE + 1]
    if top == 0:
        return rounded_share(principal, count, how)
    worth, total, before = 1.0, 0.0, begin
    for k in range(count):
        length = length_of(starts, w[at.COUNTING], before, w[spot(k, at.DUE_ON)])
        before = w[spot(k, at.DUE_ON)]
        worth /= 1.0 + top * length / bottom
        total += worth
    exact = principal / total
    doubt = exact * (4 * count + 8) * _EPS + 1e-12
    if how == at.DOWN:
        low, high = floor(exact - doubt), floor(exact + doubt)
    elif how == at.UP:
        low, high = ceil(exact - doubt), ceil(exact + doubt)
    else:
        low, high = floor(exact + 0.5 - doubt), floor(exact + 0.5 + doubt)
    return np.int64(low) if low == high else np.int64(-1)


@compiled
def fee_of(
    fees: Numbers, place: Number, bases: tuple[Number, Number, Number], how: Number
) -> Number:
    """Return a fee in fen: its sum, or its rate of the base it names.

    `bases` are the principal of the loan, what is outstanding of it, and the instalment.
    """
    if fees[place, at.FIXED] >= 0:
        return fees[place, at.FIXED]
    base = bases[fees[place, at.OF]]
    return rounded_share(base * fees[place, at.TOP], fees[place, at.BOTTOM], how)


@compiled
def _dates(w: Numbers, starts: Numbers, first: Number, count: Number) -> Number:
    """Write the due dates; return whether they lie in the table of months."""
    months = w[at.MONTHS]
    if months == 0:
        for k in range(count):
            w[spot(k, at.DUE_ON)] = first + k * w[at.DAYS]
        return w[spot(count - 1, at.DUE_ON)] < starts[len(starts) - 1]
    begin = _month_of(starts, first)
    day = first - starts[begin]
    if begin + months * (count - 1) + 1 >= len(starts):
        return False
    for k in range(count):
        month = begin + months * k
        w[spot(k, at.DUE_ON)] = starts[month] + min(day, starts[month + 1] - starts[month] - 1)
    return True


@compiled
def _stepped(starts: Numbers, begin: Number, months: Number) -> Number:
    """Return the day so many months after another (`days.month_step`), or -1 beyond the table."""
    first = _month_of(starts, begin)
    month = first + months
    if month + 1 >= len(starts):
        return np.int64(-1)
    return starts[month] + min(begin - starts[first], starts[month + 1] - starts[month] - 1)


@compiled
def _periods(w: Numbers, starts: Numbers, begin: Number, end: Number) -> tuple[Number, Number]:
    """Return how many periods lie between two days, as a ratio (`days.steps_between`).

    A ratio of nothing: the table of months is too short for it.
    """
    if w[at.DAYS]:
        return end - begin, w[at.DAYS]
    step = w[at.MONTHS]
    whole = (_month_of(starts, end) - _month_of(starts, begin)) // step
    while _stepped(starts, begin, whole * step) > end:
        whole -= 1
    first = _stepped(starts, begin, whole * step)
    last = _stepped(starts, begin, (whole + 1) * step)
    if first < 0 or last < 0:
        return np.int64(0), np.int64(0)
    return whole * (last - first) + end - first, last - first


@compiled
def _for_life(w: Numbers, starts: Numbers, begin: Number, end: Number) -> Number:
    """Let the one period of a loan bear as many as its life is long; return whether that fits."""
    top, bottom = _periods(w, starts, begin, end)
    if bottom == 0:
        return False
    for place in (at.RATE, at.CLOCK):
        one, other = gcd(top, w[place + 1]), gcd(w[place], bottom)
        high, low = (top // one, w[place] // other), (bottom // other, w[place + 1] // one)
        if float(high[0]) * high[1] >= _WHOLE or float(low[0]) * low[1] >= _WHOLE:
            return False
        w[place], w[place + 1] = high[0] * high[1], low[0] * low[1]
    return True


@compiled
def schedule(w: Numbers, starts: Numbers, when: tuple[Number, Number, Number]) -> Number:
    """Write due dates, principal and interest of every instalment; return how many there are.

    `when` is the principal, the day of payout and the first due date. Less than 0: minus what
    became of the loan.
    """
    principal, begin, first = when
    count, method, how = w[at.COUNT], w[at.METHOD], w[at.ROUNDING]
    if not _dates(w, starts, first, count):
        return -at.NO_ROOM
    if method == at.BULLET:
        w[spot(0, at.DUE_ON)] = w[spot(count - 1, at.DUE_ON)]
        count = np.int64(1)
    if w[at.ONCE] and not _for_life(w, starts, begin, w[spot(count - 1, at.DUE_ON)]):
        return -at.NO_ROOM
    top, bottom = w[at.RATE], w[at.RATE + 1]
    if float(principal) * top * (w[spot(count - 1, at.DUE_ON)] - begin + 2) > at.MOST:
        return -at.NO_ROOM
    level = np.int64(0)
    if method == at.EQUAL_INSTALMENT:
        level = _level(w, starts, principal, begin, count)
        if level < 0:
            return -at.ASKED
    each, left, before = principal // count, principal, begin
    for k in range(count):
        length = length_of(starts, w[at.COUNTING], before, w[spot(k, at.DUE_ON)])
        before = w[spot(k, at.DUE_ON)]
        base = principal if method == at.FLAT else left
        interest = rounded_share(base * top * length, bottom, how)
        part = each
        if k == count - 1:
            part = left
        elif method == at.EQUAL_INSTALMENT:
            part = min(left, max(0, level - interest))
        elif method == at.INTEREST_ONLY:
            part = np.int64(0)
        w[spot(k, at.PRI)], w[spot(k, at.INT)] = part, interest
        w[spot(k, at.PEN)], w[spot(k, at.COM)], w[spot(k, at.FEE)] = 0, 0, 0
        left -= part
        if left == 0 and method == at.EQUAL_INSTALMENT:
            return k + 1
    return count


@compiled
def stated(
    given: tuple[Numbers, ...], span: tuple[Number, Number], begin: Number, w: Numbers
) -> Number:
    """Write the rows a lender stated; return how many there are, or -1 when they cannot be."""
    days, principal, interest, fee, _ = given
    count, before = 0, begin
    for place in range(span[0], span[1]):
        if days[place] <= before or min(principal[place], interest[place], fee[place]) < 0:
            return -1
        before = days[place]
        w[spot(count, at.DUE_ON)] = days[place]
        w[spot(count, at.PRI)], w[spot(count, at.INT)] = principal[place], interest[place]
        w[spot(count, at.PEN)], w[spot(count, at.COM)], w[spot(count, at.FEE)] = 0, 0, fee[place]
        count += 1
    return count
