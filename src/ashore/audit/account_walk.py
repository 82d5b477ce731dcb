"""The running account of a loan, compiled: accrual, allocation, the passing of days.

The same steps in the same order as `ledger.account`; between due dates, defaults and payments
nothing happens, so no day is walked that brings nothing.
"""

from __future__ import annotations

import numpy as np

from ashore.audit import places as at
from ashore.audit.jit import Number, Numbers, compiled, inlined
from ashore.audit.schedule_walk import fee_of, length_of, rounded_share

__all__ = ["advance", "grown", "in_arrears", "lead_of", "own_from", "pay", "running", "unpaid"]


@inlined
def unpaid(owed: Numbers, k: Number) -> Number:
    """Say whether anything is owed of an item."""
    return (owed[k, 0] | owed[k, 1] | owed[k, 2] | owed[k, 3] | owed[k, 4]) != 0


@inlined
def in_arrears(owed: Numbers, k: Number) -> Number:
    """Say whether principal, interest or a fee of an item is owed."""
    return (owed[k, at.PRI] | owed[k, at.INT] | owed[k, at.FEE]) != 0


@compiled
def lead_of(terms: Numbers, due: Numbers, owed: Numbers, state: Numbers, day: Number) -> Number:
    """Return the item that carries the penalty on all principal, or -1."""
    if terms[at.LATE] == 0 or terms[at.BASE] != at.ON_ALL:
        return -1
    for k in range(state[at.HEAD], state[at.DUE]):
        if day - due[k] <= terms[at.GRACE]:
            return -1
        if in_arrears(owed, k):
            return k
    return -1


@inlined
def _whole(terms: Numbers, base: Number, place: Number, days: Number) -> Number:
    """Return base × rate × days in whole fen, rounded once or on each day."""
    if terms[at.DAILY]:
        return rounded_share(base * terms[place], terms[place + 1], terms[at.ROUNDING]) * days
    return rounded_share(base * terms[place] * days, terms[place + 1], terms[at.ROUNDING])


@compiled
def grown(
    terms: Numbers,
    item: tuple[Number, Number, Number],
    owed: Numbers,
    state: Numbers,
    when: tuple[Number, Number],
) -> tuple[Number, Number, Number]:
    """Return the penalty, compound and contract interest of an item since its last posting.

    `item` is its place, the day its accrual begins and its late interest; `when` the day and the
    item that leads.
    """
    k, own, late = item
    day, lead = when
    kind = terms[at.BASE]
    base = owed[k, at.PRI]
    if kind == at.ON_INSTALMENT:
        base += owed[k, at.INT] - late
    elif kind == at.ON_ALL:
        base = state[at.OUT] if k == lead else np.int64(0)
    since = max(own, state[at.LEAD_FROM])
    penalty, compound, interest = np.int64(0), np.int64(0), np.int64(0)
    if base and since < day:
        penalty = _whole(terms, base, at.PENALTY, day - since)
    if own < day:
        if terms[at.COMPOUND] and kind != at.ON_INSTALMENT:
            compound = _whole(terms, owed[k, at.INT] - late, at.PENALTY, day - own)
        if terms[at.BESIDE]:
            interest = _whole(terms, owed[k, at.PRI], at.CONTRACT, day - own)
    return penalty, compound, interest


@inlined
def own_from(terms: Numbers, due: Number, accrued_to: Number) -> Number:
    """Return the day from which an item accrues."""
    if terms[at.RETROACTIVE]:
        return accrued_to
    return max(accrued_to, due + terms[at.GRACE])


@compiled
def _post(
    terms: Numbers,
    k: Number,
    items: tuple[Numbers, Numbers, Numbers, Numbers],
    state: Numbers,
    when: tuple[Number, Number],
) -> None:
    """Round what an item has accrued and owe it."""
    due, owed, accrued, late = items
    day = when[0]
    if terms[at.LATE] == 0 or day - due[k] <= terms[at.GRACE] or accrued[k] >= day:
        return
    own = own_from(terms, due[k], accrued[k])
    penalty, compound, interest = grown(terms, (k, own, late[k]), owed, state, when)
    owed[k, at.PEN] += penalty
    owed[k, at.COM] += compound
    owed[k, at.INT] += interest
    late[k] += interest
    accrued[k] = day


@compiled
def _take(
    item: tuple[Number, Number],
    items: tuple[Numbers, Numbers, Numbers, Numbers],
    state: Numbers,
    amount: Number,
) -> Number:
    """Pay a part of an item; return what is left of the money."""
    k, part = item
    _, owed, _, late = items
    taken = min(amount, owed[k, part])
    owed[k, part] -= taken
    if part == at.INT:
        late[k] = min(late[k], owed[k, at.INT])
    elif part == at.PRI:
        state[at.OUT] -= taken
    return amount - taken


@compiled
def pay(
    terms: Numbers,
    items: tuple[Numbers, Numbers, Numbers, Numbers],
    state: Numbers,
    day: Number,
    amount: Number,
) -> Number:
    """Allocate money to what is due, in the loan's order; return what is left over."""
    due, owed = items[0], items[1]
    if terms[at.ACROSS]:
        lead = lead_of(terms, due, owed, state, day)
        for k in range(state[at.HEAD], state[at.DUE]):
            if unpaid(owed, k):
                _post(terms, k, items, state, (day, lead))
        if lead >= 0:
            state[at.LEAD_FROM] = day
        for place in range(at.ORDER, at.ORDER + 5):
            for k in range(state[at.HEAD], state[at.DUE]):
                amount = _take((k, terms[place]), items, state, amount)
    else:
        for k in range(state[at.HEAD], state[at.DUE]):
            if amount == 0:
                break
            if not unpaid(owed, k):
                continue
            lead = lead_of(terms, due, owed, state, day)
            _post(terms, k, items, state, (day, lead))
            if lead >= 0:
                _post(terms, lead, items, state, (day, lead))
                state[at.LEAD_FROM] = day
            for place in range(at.ORDER, at.ORDER + 5):
                amount = _take((k, terms[place]), items, state, amount)
    head = state[at.HEAD]
    while head < state[at.DUE] and not unpaid(owed, head):
        head += 1
    state[at.HEAD] = head
    return amount


@compiled
def advance(
    terms: Numbers,
    fees: Numbers,
    items: tuple[Numbers, Numbers, Numbers, Numbers],
    state: Numbers,
    size: tuple[Number, Number, Number],
) -> None:
    """Let the days pass up to `day`: due dates use money paid ahead, defaults cost fees.

    `size` is the day, how many items there are, and the principal of the loan.
    """
    due, owed = items[0], items[1]
    day, count, principal = size
    late = terms[at.GRACE] + 1
    charges = False
    for place in range(len(fees)):
        charges = charges or fees[place, at.WHEN] == 1
    while True:
        falls = state[at.DUE] < count and due[state[at.DUE]] <= day
        fails = charges and state[at.DEFAULT] < count and due[state[at.DEFAULT]] + late <= day
        if falls and fails:
            falls = due[state[at.DUE]] <= due[state[at.DEFAULT]] + late
        if falls:
            on = due[state[at.DUE]]
            state[at.DUE] += 1
            if state[at.CREDIT]:
                state[at.CREDIT] = pay(terms, items, state, on, state[at.CREDIT])
        elif fails:
            k = state[at.DEFAULT]
            state[at.DEFAULT] += 1
            if in_arrears(owed, k):
                bill = owed[k, at.PRI] + owed[k, at.INT]
                for place in range(len(fees)):
                    if fees[place, at.WHEN] == 1:
                        owed[k, at.FEE] += fee_of(
                            fees[place], principal, state[at.OUT], bill, terms[at.ROUNDING]
                        )
        else:
            return


@compiled
def running(
    terms: Numbers,
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
    if terms[at.BY_SHARE]:
        return rounded_share(interest * (on - begin), end - begin, terms[at.ROUNDING])
    grown = bearing * terms[at.RATE] * length_of(starts, terms[at.COUNTING], begin, on)
    return min(interest, rounded_share(grown, terms[at.RATE + 1], terms[at.ROUNDING]))
