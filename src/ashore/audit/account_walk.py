"""The running account of a loan, compiled: accrual, allocation, the passing of days.

The same steps in the same order as `ledger.account`; between due dates, defaults and payments
nothing happens, so no day is walked that brings nothing.
"""

from __future__ import annotations

from ashore.audit import places as at
from ashore.audit.jit import Number, Numbers, compiled, inlined
from ashore.audit.schedule_walk import fee_of, length_of, rounded_share

__all__ = ["advance", "grow", "in_arrears", "lead_of", "pay", "running", "unpaid"]


@inlined
def unpaid(book: Numbers, k: Number) -> Number:
    """Say whether anything is owed of an item."""
    return (book[k, 0] | book[k, 1] | book[k, 2] | book[k, 3] | book[k, 4]) != 0


@inlined
def in_arrears(book: Numbers, k: Number) -> Number:
    """Say whether principal, interest or a fee of an item is owed."""
    return (book[k, at.PRI] | book[k, at.INT] | book[k, at.FEE]) != 0


@compiled
def lead_of(terms: Numbers, book: Numbers, state: Numbers, day: Number) -> Number:
    """Return the item that carries the penalty on all principal, or -1."""
    if terms[at.LATE] == 0 or terms[at.BASE] != at.ON_ALL:
        return -1
    for k in range(state[at.HEAD], state[at.DUE]):
        if day - book[k, at.DUE_ON] <= terms[at.GRACE]:
            return -1
        if in_arrears(book, k):
            return k
    return -1


@inlined
def _whole(terms: Numbers, base: Number, place: Number, days: Number) -> Number:
    """Return base × rate × days in whole fen, rounded once or on each day."""
    if terms[at.DAILY]:
        return rounded_share(base * terms[place], terms[place + 1], terms[at.ROUNDING]) * days
    return rounded_share(base * terms[place] * days, terms[place + 1], terms[at.ROUNDING])


@compiled
def grow(
    terms: Numbers, book: Numbers, state: Numbers, k: Number, when: tuple[Number, Number]
) -> None:
    """Owe what a late item has accrued since its last posting; `when` is the day and the lead."""
    day, lead = when
    own = book[k, at.SINCE]
    if terms[at.RETROACTIVE] == 0:
        own = max(own, book[k, at.DUE_ON] + terms[at.GRACE])
    kind = terms[at.BASE]
    principal, interest = book[k, at.PRI], book[k, at.INT] - book[k, at.GREW]
    base = principal
    if kind == at.ON_INSTALMENT:
        base += interest
    elif kind == at.ON_ALL:
        base = state[at.OUT] if k == lead else 0
    since = max(own, state[at.LEAD_FROM])
    if base and since < day:
        book[k, at.PEN] += _whole(terms, base, at.PENALTY, day - since)
    if own < day:
        if terms[at.COMPOUND] and interest and kind != at.ON_INSTALMENT:
            book[k, at.COM] += _whole(terms, interest, at.PENALTY, day - own)
        if terms[at.BESIDE] and principal:
            more = _whole(terms, principal, at.CONTRACT, day - own)
            book[k, at.INT] += more
            book[k, at.GREW] += more


@inlined
def _post(
    terms: Numbers, book: Numbers, state: Numbers, k: Number, when: tuple[Number, Number]
) -> None:
    """Round what an item has accrued and owe it; from now on it accrues from that day."""
    day = when[0]
    if day - book[k, at.DUE_ON] > terms[at.GRACE] and book[k, at.SINCE] < day:
        if terms[at.LATE]:
            grow(terms, book, state, k, when)
        book[k, at.SINCE] = day


@inlined
def _take(book: Numbers, state: Numbers, k: Number, part: Number, amount: Number) -> Number:
    """Pay a part of an item; return what is left of the money."""
    taken = min(amount, book[k, part])
    if taken:
        book[k, part] -= taken
        if part == at.INT:
            book[k, at.GREW] = min(book[k, at.GREW], book[k, at.INT])
        elif part == at.PRI:
            state[at.OUT] -= taken
    return amount - taken


@compiled
def pay(terms: Numbers, book: Numbers, state: Numbers, day: Number, amount: Number) -> Number:
    """Allocate money to what is due, in the loan's order; return what is left over."""
    if terms[at.ACROSS]:
        lead = lead_of(terms, book, state, day)
        for k in range(state[at.HEAD], state[at.DUE]):
            if unpaid(book, k):
                _post(terms, book, state, k, (day, lead))
        if lead >= 0:
            state[at.LEAD_FROM] = day
        for place in range(at.ORDER, at.ORDER + 5):
            for k in range(state[at.HEAD], state[at.DUE]):
                amount = _take(book, state, k, terms[place], amount)
    else:
        for k in range(state[at.HEAD], state[at.DUE]):
            if amount == 0:
                break
            if not unpaid(book, k):
                continue
            lead = lead_of(terms, book, state, day)
            _post(terms, book, state, k, (day, lead))
            if lead >= 0:
                _post(terms, book, state, lead, (day, lead))
                state[at.LEAD_FROM] = day
            for place in range(at.ORDER, at.ORDER + 5):
                amount = _take(book, state, k, terms[place], amount)
    head = state[at.HEAD]
    while head < state[at.DUE] and not unpaid(book, head):
        head += 1
    state[at.HEAD] = head
    return amount


@compiled
def advance(terms: Numbers, fees: Numbers, book: Numbers, state: Numbers, day: Number) -> None:
    """Let the days pass up to `day`: due dates use money paid ahead, defaults cost fees."""
    late = terms[at.GRACE] + 1
    while True:
        due, other = state[at.DUE], state[at.DEFAULT]
        falls = due < state[at.ITEMS] and book[due, at.DUE_ON] <= day
        fails = state[at.CHARGES] and other < due and book[other, at.DUE_ON] + late <= day
        if falls and fails:
            falls = book[due, at.DUE_ON] <= book[other, at.DUE_ON] + late
        if falls:
            state[at.DUE] = due + 1
            if state[at.CREDIT]:
                state[at.CREDIT] = pay(terms, book, state, book[due, at.DUE_ON], state[at.CREDIT])
            elif state[at.HEAD] == due and not unpaid(book, due):
                state[at.HEAD] = due + 1
        elif fails:
            state[at.DEFAULT] = other + 1
            if in_arrears(book, other):
                _charge(terms, fees, book, state, other)
        else:
            return


@compiled
def _charge(terms: Numbers, fees: Numbers, book: Numbers, state: Numbers, k: Number) -> None:
    """Charge an item in arrears the fees on default."""
    bill = book[k, at.PRI] + book[k, at.INT]
    for place in range(state[at.FEES], state[at.FEES_END]):
        if fees[place, at.WHEN] == 1:
            base = (state[at.LENT], state[at.OUT], bill)
            book[k, at.FEE] += fee_of(fees, place, base, terms[at.ROUNDING])


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
