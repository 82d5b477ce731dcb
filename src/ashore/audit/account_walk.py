"""The running account of a loan, compiled: accrual, allocation, the passing of days.

The same steps in the same order as `ledger.account`; between due dates, defaults and payments
nothing happens, so no day is walked that brings nothing.
"""

from __future__ import annotations

import numpy as np

from ashore.audit import places as at
from ashore.audit.jit import Number, Numbers, compiled, inlined
from ashore.audit.schedule_walk import fee_of, length_of, rounded_share, spot

__all__ = [
    "accrued", "advance", "in_arrears", "late_on", "lead_of", "pay", "running", "unpaid",
]  # fmt: skip


@inlined
def unpaid(w: Numbers, k: Number) -> Number:
    """Say whether anything is owed of an item."""
    return (w[spot(k, 0)] | w[spot(k, 1)] | w[spot(k, 2)] | w[spot(k, 3)] | w[spot(k, 4)]) != 0


@inlined
def in_arrears(w: Numbers, k: Number) -> Number:
    """Say whether principal, interest or a fee of an item is owed."""
    return (w[spot(k, at.PRI)] | w[spot(k, at.INT)] | w[spot(k, at.FEE)]) != 0


@compiled
def lead_of(w: Numbers, day: Number) -> Number:
    """Return the item that carries the penalty on all principal, or -1."""
    if w[at.LATE] == 0 or w[at.BASE] != at.ON_ALL:
        return -1
    for k in range(w[at.HEAD], w[at.DUE]):
        if day - w[spot(k, at.DUE_ON)] <= w[at.GRACE]:
            return -1
        if in_arrears(w, k):
            return k
    return -1


@inlined
def _whole(w: Numbers, base: Number, place: Number, days: Number) -> Number:
    """Return base × rate × days in whole fen, rounded once or on each day."""
    if w[at.DAILY]:
        return rounded_share(base * w[place], w[place + 1], w[at.ROUNDING]) * days
    return rounded_share(base * w[place] * days, w[place + 1], w[at.ROUNDING])


@compiled
def accrued(w: Numbers, k: Number, when: tuple[Number, Number]) -> tuple[Number, Number, Number]:
    """Return the penalty, the compound interest and the interest a late item has accrued.

    From its last posting to a day; `when` is the day and the lead.
    """
    day, lead = when
    own = w[spot(k, at.SINCE)]
    if w[at.RETROACTIVE] == 0:
        own = max(own, w[spot(k, at.DUE_ON)] + w[at.GRACE])
    kind = w[at.BASE]
    principal, interest = w[spot(k, at.PRI)], w[spot(k, at.INT)] - w[spot(k, at.GREW)]
    penalty, compound, more = np.int64(0), np.int64(0), np.int64(0)
    base: Number = principal
    if kind == at.ON_INSTALMENT:
        base += interest
    elif kind == at.ON_ALL:
        base = w[at.OUT] if k == lead else 0
    since = max(own, w[at.LEAD_FROM])
    if base and since < day:
        penalty = _whole(w, base, at.PENALTY, day - since)
    if own < day:
        if w[at.COMPOUND] and interest and kind != at.ON_INSTALMENT:
            compound = _whole(w, interest, at.PENALTY, day - own)
        if w[at.BESIDE] and principal:
            more = _whole(w, principal, at.CONTRACT, day - own)
    return penalty, compound, more


@inlined
def late_on(w: Numbers, k: Number, day: Number) -> Number:
    """Say whether an item accrues on a day: past its due date and the grace."""
    return w[at.LATE] and day - w[spot(k, at.DUE_ON)] > w[at.GRACE]


@inlined
def _post(w: Numbers, k: Number, when: tuple[Number, Number]) -> None:
    """Round what an item has accrued and owe it; from now on it accrues from that day."""
    day = when[0]
    if day - w[spot(k, at.DUE_ON)] > w[at.GRACE] and w[spot(k, at.SINCE)] < day:
        if w[at.LATE]:
            penalty, compound, more = accrued(w, k, when)
            w[spot(k, at.PEN)] += penalty
            w[spot(k, at.COM)] += compound
            w[spot(k, at.INT)] += more
            w[spot(k, at.GREW)] += more
        w[spot(k, at.SINCE)] = day


@inlined
def _take(w: Numbers, k: Number, part: Number, amount: Number) -> Number:
    """Pay a part of an item; return what is left of the money."""
    taken = min(amount, w[spot(k, part)])
    if taken:
        w[spot(k, part)] -= taken
        if part == at.INT:
            w[spot(k, at.GREW)] = min(w[spot(k, at.GREW)], w[spot(k, at.INT)])
        elif part == at.PRI:
            w[at.OUT] -= taken
    return amount - taken


@compiled
def pay(w: Numbers, day: Number, amount: Number) -> Number:
    """Allocate money to what is due, in the loan's order; return what is left over."""
    if w[at.ACROSS]:
        lead = lead_of(w, day)
        for k in range(w[at.HEAD], w[at.DUE]):
            if unpaid(w, k):
                _post(w, k, (day, lead))
        if lead >= 0:
            w[at.LEAD_FROM] = day
        for place in range(at.ORDER, at.ORDER + 5):
            for k in range(w[at.HEAD], w[at.DUE]):
                amount = _take(w, k, w[place], amount)
    else:
        for k in range(w[at.HEAD], w[at.DUE]):
            if amount == 0:
                break
            if not unpaid(w, k):
                continue
            lead = lead_of(w, day)
            _post(w, k, (day, lead))
            if lead >= 0:
                _post(w, lead, (day, lead))
                w[at.LEAD_FROM] = day
            for place in range(at.ORDER, at.ORDER + 5):
                amount = _take(w, k, w[place], amount)
    head = w[at.HEAD]
    while head < w[at.DUE] and not unpaid(w, head):
        head += 1
    w[at.HEAD] = head
    return amount


@compiled
def advance(w: Numbers, fees: Numbers, day: Number) -> None:
    """Let the days pass up to `day`: due dates use money paid ahead, defaults cost fees."""
    late = w[at.GRACE] + 1
    while True:
        due, other = w[at.DUE], w[at.DEFAULT]
        falls = due < w[at.ITEMS] and w[spot(due, at.DUE_ON)] <= day
        fails = w[at.CHARGES] and other < due and w[spot(other, at.DUE_ON)] + late <= day
        if falls and fails:
            falls = w[spot(due, at.DUE_ON)] <= w[spot(other, at.DUE_ON)] + late
        if falls:
            w[at.DUE] = due + 1
            if w[at.CREDIT]:
                w[at.CREDIT] = pay(w, w[spot(due, at.DUE_ON)], w[at.CREDIT])
            elif w[at.HEAD] == due and not unpaid(w, due):
                w[at.HEAD] = due + 1
        elif fails:
            w[at.DEFAULT] = other + 1
            if in_arrears(w, other):
                _charge(w, fees, other)
        else:
            return


@compiled
def _charge(w: Numbers, fees: Numbers, k: Number) -> None:
    """Charge an item in arrears the fees on default."""
    bill = w[spot(k, at.PRI)] + w[spot(k, at.INT)]
    for place in range(w[at.FEES], w[at.FEES_END]):
        if fees[place, at.WHEN] == at.ON_DEFAULT:
            base = (w[at.LENT], w[at.OUT], bill)
            w[spot(k, at.FEE)] += fee_of(fees, place, base, w[at.ROUNDING])


@compiled
def running(
    w: Numbers,
    starts: Numbers,
    period: tuple[Number, Number, Number],
    sums: tuple[Number, Number],
) -> Number:
    """Return the interest of a period that runs, rounded for display.

    `period` is its first day, its last and the day asked for; `sums` its interest and the
    principal that bears the rate.
    """
    begin, end, on = period
    interest, bearing = sums
    if on <= begin:
        return 0
    if w[at.BY_SHARE]:
        return rounded_share(interest * (on - begin), end - begin, w[at.ROUNDING])
    grown = bearing * w[at.RATE] * length_of(starts, w[at.COUNTING], begin, on)
    return min(interest, rounded_share(grown, w[at.RATE + 1], w[at.ROUNDING]))
