"""What may be claimed under a cap, compiled: `ledger.lawful` and `ledger.ceiling` over columns.

A loan is walked from due date to payment as `replay` does, with the court's recalculation beside it
(`lawful_run`) and, for the line that a court reduces to, the principal that was out. What is owed
by the terms stays in whole fen; what a rounding leaves open is for the reference.
"""

from __future__ import annotations

from math import floor

import numpy as np

from ashore.audit import places as at
from ashore.audit.account_walk import accrued, advance, late_on, lead_of, pay, running, unpaid
from ashore.audit.jit import Number, Numbers, compiled
from ashore.audit.lawful_run import PLACES, PRINCIPAL, WIDER, grow, recalculated, take
from ashore.audit.replay import Columns, begun, workspace
from ashore.audit.schedule_walk import fee_of, length_of, rounded_share, spot

__all__ = ["FIRM", "FREE", "KIND", "LIMIT", "ON_REQUEST", "OPEN", "lawful"]

FREE, FIRM, ON_REQUEST, OPEN = 0, 1, 2, 3
"""What binds a loan: nothing, a firm cap, the line a court reduces to; OPEN: for the reference."""

KIND, LIMIT = 0, 1
"""A result: what binds; the most that can be claimed then, money paid ahead used up, in fen."""

_SINCE, _CLAIM, _KEEP = 0, 1, 2
"""A stretch of a cap: its first day, the yearly rates that can be claimed and kept if paid."""

_ROOM = 2.0**50  # fen below it, and their sums, are exact as floats


@compiled
def _standing(w: Numbers, starts: Numbers, begin: Number, day: Number) -> tuple[Number, Number]:
    """Return all principal and everything owed on a day, nothing posted."""
    lead = lead_of(w, day)
    total: Number = w[at.OUT]
    due: Number = np.int64(0)
    for k in range(w[at.HEAD], w[at.DUE]):
        if not unpaid(w, k):
            continue
        due += w[spot(k, at.PRI)]
        for part in range(1, 5):
            total += w[spot(k, part)]
        if late_on(w, k, day):
            penalty, compound, more = accrued(w, k, (day, lead))
            total += penalty + compound + more
    k = w[at.DUE]
    if k < w[at.ITEMS]:
        before = begin if k == 0 else w[spot(k - 1, at.DUE_ON)]
        span = (before, w[spot(k, at.DUE_ON)], day)
        total += running(w, starts, span, (w[spot(k, at.INT)], w[at.OUT] - due))
    return w[at.OUT], total


@compiled
def _received(w: Numbers, fees: Numbers) -> Number:
    """Return the cash that arrived: the principal less the fees kept back."""
    cash = w[at.LENT]
    for place in range(w[at.FEES], w[at.FEES_END]):
        if fees[place, at.WHEN] == at.UP_FRONT:
            cash -= fee_of(fees, place, (w[at.LENT], w[at.LENT], np.int64(0)), w[at.ROUNDING])
    return cash


@compiled
def _day_in_years(w: Numbers, starts: Numbers, begin: Number, k: Number) -> Number:
    """Return how long a day of the k-th period is in years, as the contract counts."""
    if k == w[at.ITEMS]:
        return 1.0 / w[at.LATE_YEAR]
    first = begin if k == 0 else w[spot(k - 1, at.DUE_ON)]
    last = w[spot(k, at.DUE_ON)]
    units = length_of(starts, w[at.COUNTING], first, last)
    return units * w[at.CLOCK] / (w[at.CLOCK + 1] * float(last - first))


@compiled
def _rates(
    lines: Numbers, span: tuple[Number, Number], first: Number, last: Number
) -> tuple[float, float]:
    """Return days × rate of a stretch for the two lines of a cap."""
    claim, keep = 0.0, 0.0
    for place in range(span[0], span[1]):
        begin = max(first, np.int64(lines[place, _SINCE]))
        end = last
        if place + 1 < span[1]:
            end = min(last, np.int64(lines[place + 1, _SINCE]))
        if begin < end:
            claim += (end - begin) * lines[place, _CLAIM]
            keep += (end - begin) * lines[place, _KEEP]
    return claim, keep


@compiled
def _one_line(lines: Numbers, span: tuple[Number, Number]) -> Number:
    """Say whether what can be claimed and what is kept if paid are the same all along."""
    one: Number = True
    for place in range(span[0], span[1]):
        one = one and lines[place, _CLAIM] == lines[place, _KEEP]
    return one


@compiled
def _history(
    w: Numbers,
    run: Numbers,
    paid: Columns,
    law: tuple[Numbers, Numbers, Numbers],
    when: tuple[Number, Number, Number, Number],
    span: tuple[Number, Number],
) -> tuple[Number, Number, Number, float]:
    """Walk a loan from due date to payment with its recalculations beside it.

    Args:
        w: the account, fresh.
        run: by days and as the contract counts, a recalculation each.
        paid: payments, as `replay` takes them.
        law: fees, month starts, stretches of the cap.
        when: day of payout, day asked for, first payment, the one after the last.
        span: the stretches of this loan's cap.

    Returns what is owed in all, what was paid, principal × days, and × years as a contract counts.
    """
    fees, starts, lines = law
    begin, on, place, end = when
    one, cash = _one_line(lines, span), _received(w, fees)
    run[:, :] = 0.0
    run[:, PRINCIPAL : PRINCIPAL + 2] = float(cash)
    money: Number = np.int64(0)
    last: Number = begin
    owed: Number = cash
    charged: Number = cash
    area, years = np.int64(0), 0.0
    k: Number = np.int64(0)
    while True:
        now: Number = min(on, np.int64(paid[0][place])) if place < end else on
        if k < w[at.ITEMS]:
            now = min(now, w[spot(k, at.DUE_ON)])
        before = money
        while place < end and paid[0][place] == now:
            advance(w, fees, now)
            w[at.CREDIT] += pay(w, now, paid[1][place])
            money += paid[1][place]
            place += 1
        advance(w, fees, now)
        principal, total = _standing(w, starts, begin, now)
        fresh = total - w[at.CREDIT] + money - charged
        charged += fresh
        claim, keep = _rates(lines, span, last, now)
        day = _day_in_years(w, starts, begin, k) if w[at.CLOCK] else 0.0
        grow(run[0], (claim / 365.0, keep / 365.0), fresh, one)
        grow(run[1], (claim * day, keep * day), fresh, one)
        area += owed * (now - last)
        years += owed * (now - last) * day
        if money > before:
            for way in range(2):
                take(run[way], money - before, one)
            owed = max(np.int64(0), principal - (w[at.LENT] - cash))
        last = now
        while k < w[at.ITEMS] and w[spot(k, at.DUE_ON)] <= now:
            k += 1
        if now == on:
            return total, money, area, years


@compiled
def _capped(w: Numbers, run: Numbers, net: Number, one: Number) -> tuple[Number, Number]:
    """Return whether a firm cap lowers what is owed, and what can be claimed then.

    `net` is what is owed by the terms, money paid ahead used up.
    """
    rounding = w[at.ITEMS]
    limit, back = recalculated(run[0], one)
    if limit < 0:
        return OPEN, limit
    if max(net - limit, back) <= rounding:
        return FREE, limit
    if w[at.CLOCK]:
        other, back = recalculated(run[1], one)
        if other < 0:
            return OPEN, limit
        if max(net - other, back) <= rounding:
            return FREE, limit
    return FIRM, limit


@compiled
def _reducible(
    w: Numbers, area: Number, years: float, charged: Number, line: tuple[Number, Number]
) -> tuple[Number, Number]:
    """Return whether all charges pass the line a court reduces to, and by how much.

    `area` and `years` are principal × days, and × years as the contract counts; `line` is a ratio.
    """
    top, bottom = line
    rounding, none = w[at.ITEMS], np.int64(0)
    if float(area) * top > at.MOST:
        return OPEN, none
    excess = charged - rounded_share(area * top, 365 * bottom, at.HALF_UP)
    if excess <= rounding:
        return FREE, none
    if w[at.CLOCK]:
        exact = years * top / bottom
        wide = exact * WIDER * (w[at.ITEMS] + 10)
        low, high = floor(exact + 0.5 - wide), floor(exact + 0.5 + wide)
        if low != high:
            return OPEN, none
        if charged - np.int64(low) <= rounding:
            return FREE, none
    return ON_REQUEST, excess


@compiled
def lawful(
    loans: Columns,
    paid: tuple[Numbers, Numbers, Numbers],
    given: Columns,
    law: tuple[Numbers, Numbers, Numbers, Numbers],
    lines: tuple[Numbers, Numbers, Numbers, Numbers],
    found: Numbers,
    chosen: Numbers,
) -> None:
    """Write what binds each chosen loan on its day, and the most that can be claimed then.

    Args:
        loans: per loan its terms and dates, as `replay` takes them; so are the next three.
        paid: the payments.
        given: the rows lenders stated.
        law: the terms and the months.
        lines: which lines reach each loan; where the stretches of each begin; the stretches; the
            line a court reduces to, as a ratio.
        found: a row a loan: `KIND`, `LIMIT`.
        chosen: the loans asked for; each of them is reached by a line.
    """
    line_of, line_from, stretches, asked = lines
    fees, starts = law[1], law[3]
    w = workspace(loans, given, law[0], chosen)
    run = np.zeros((2, PLACES))
    for loan in chosen:
        found[loan, KIND], found[loan, LIMIT] = OPEN, 0
        begin, on = np.int64(loans[2][loan]), np.int64(loans[4][loan])
        if begun(w, loans, paid, given, law, loan) != at.BOOKED:
            continue
        if on < begin:
            found[loan, KIND] = FREE
            continue
        line = line_of[loan]
        span = (line_from[line], line_from[line + 1])
        when = (begin, on, paid[2][loan], paid[2][loan + 1])
        cash = _received(w, fees)
        total, money, area, years = _history(w, run, paid, (fees, starts, stretches), when, span)
        if cash <= 0 or max(total, money + w[at.LENT]) > _ROOM:
            continue
        net = total - w[at.CREDIT]
        kind, limit = np.int64(FREE), np.int64(0)
        if span[1] > span[0]:
            kind, limit = _capped(w, run, net, _one_line(stretches, span))
        if kind == FREE and asked[line, 0] and total > w[at.OUT]:
            charged = net + money - cash
            kind, limit = _reducible(w, area, years, charged, (asked[line, 0], asked[line, 1]))
            limit = w[at.OUT] + max(np.int64(0), total - w[at.OUT] - limit) - w[at.CREDIT]
        found[loan, KIND], found[loan, LIMIT] = kind, limit if kind in {FIRM, ON_REQUEST} else 0
