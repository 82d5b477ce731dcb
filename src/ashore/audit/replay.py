"""The books of `ledger`, compiled: schedule, payments and balance of each loan in one walk.

Products are bounded before a loan is begun: one that could leave 64 bits is marked and not booked,
and a row that is not usable is marked too; nothing is ever wrapped.
"""

from __future__ import annotations

import numpy as np

from ashore.audit import places as at
from ashore.audit.account_walk import (
    accrued,
    advance,
    in_arrears,
    late_on,
    lead_of,
    pay,
    running,
    unpaid,
)
from ashore.audit.jit import Number, Numbers, compiled
from ashore.audit.schedule_walk import fee_of, schedule, spot, stated

__all__ = ["begun", "replay", "workspace"]

Columns = tuple[Numbers, ...]


@compiled
def _fits(w: Numbers, fees: Numbers, size: tuple[Number, Number]) -> Number:
    """Say whether no product of a loan can leave 64 bits (with room to spare).

    `size` is the days of its life and what was paid.
    """
    life, count = size[0], w[at.ITEMS]
    total = float(w[at.LENT])
    for k in range(count):
        total += float(w[spot(k, at.PRI)] + w[spot(k, at.INT)])
    most = size[1] + total
    for place in range(w[at.FEES], w[at.FEES_END]):
        share = total * fees[place, at.TOP]
        if share > at.MOST:
            return False
        most += count * max(float(fees[place, at.FIXED]), share / fees[place, at.BOTTOM] + 1)
    for place in (at.PENALTY, at.CONTRACT):
        growth = total * w[place] * life
        if growth > at.MOST:
            return False
        most += 3 * count * (growth / w[place + 1] + life)
    by_days = 0.0 if w[at.BY_SHARE] else total * w[at.RATE] * life
    return most * life < at.MOST and by_days < at.MOST


@compiled
def _paid(paid: Columns, span: tuple[Number, Number], begin: Number) -> Number:
    """Return what was paid in all, as a float; -1 where a payment is not usable."""
    days, amounts = paid[0], paid[1]
    total = 0.0
    for place in range(span[0], span[1]):
        if amounts[place] <= 0 or days[place] < begin:
            return -1.0
        if place > span[0] and days[place] < days[place - 1]:
            return -1.0
        total += amounts[place]
    return total


@compiled
def _open(w: Numbers, fees: Numbers) -> None:
    """Set the account to the day of payout: everything still to come, fees of each instalment."""
    w[at.LEAD_FROM], w[at.CREDIT], w[at.OUT] = -1, 0, 0
    w[at.HEAD], w[at.DUE], w[at.DEFAULT], w[at.CHARGES] = 0, 0, 0, 0
    left = w[at.LENT]
    for k in range(w[at.ITEMS]):
        w[at.OUT] += w[spot(k, at.PRI)]
        w[spot(k, at.SINCE)], w[spot(k, at.GREW)] = w[spot(k, at.DUE_ON)], 0
        bill = w[spot(k, at.PRI)] + w[spot(k, at.INT)]
        for place in range(w[at.FEES], w[at.FEES_END]):
            if fees[place, at.WHEN] == at.EACH:
                bases = (w[at.LENT], left, bill)
                w[spot(k, at.FEE)] += fee_of(fees, place, bases, w[at.ROUNDING])
            elif fees[place, at.WHEN] == at.ON_DEFAULT:
                w[at.CHARGES] = 1
        left -= w[spot(k, at.PRI)]


@compiled
def _told(w: Numbers, sums: Numbers, loan: Number, when: tuple[Number, Number]) -> Number:
    """Write what is due on a day, by part; return the days past due."""
    day = when[0]
    late = np.int64(0)
    for k in range(w[at.HEAD], w[at.DUE]):
        if not unpaid(w, k):
            continue
        for part in range(5):
            sums[loan, part] += w[spot(k, part)]
        age = day - w[spot(k, at.DUE_ON)]
        if age > w[at.GRACE] and late == 0 and in_arrears(w, k):
            late = age
        if late_on(w, k, day):
            penalty, compound, more = accrued(w, k, when)
            sums[loan, at.PEN] += penalty
            sums[loan, at.COM] += compound
            sums[loan, at.INT] += more
    return late


@compiled
def _statement(
    w: Numbers, starts: Numbers, sums: Numbers, loan: Number, when: tuple[Number, Number]
) -> None:
    """Write the five parts, what of them is due, and the days past due."""
    begin, on = when
    sums[loan, 7] = _told(w, sums, loan, (on, lead_of(w, on)))
    for part in range(5):
        sums[loan, 5] += sums[loan, part]
    k = w[at.DUE]
    if k < w[at.ITEMS]:
        before = begin if k == 0 else w[spot(k - 1, at.DUE_ON)]
        bearing = w[at.OUT] - sums[loan, at.PRI]
        span = (before, w[spot(k, at.DUE_ON)], on)
        sums[loan, at.INT] += running(w, starts, span, (w[spot(k, at.INT)], bearing))
    sums[loan, at.PRI], sums[loan, 6] = w[at.OUT], w[at.CREDIT]


@compiled
def _instalments(
    w: Numbers,
    starts: Numbers,
    given: Columns,
    loan: Number,
    when: tuple[Number, Number, Number],
) -> Number:
    """Write the instalments of a loan; return how many, or less than 0: minus what became of it.

    `when` is the principal, the day of payout and the first due date.
    """
    principal, begin, first = when
    last_day = starts[len(starts) - 1]
    if principal <= 0 or begin < 0:
        return -at.WRONG
    if principal > at.MOST or w[at.COUNT] < 1:
        return -at.NO_ROOM
    if w[at.METHOD] == at.GIVEN:
        rows = given[4]
        count = stated(given, (rows[loan], rows[loan + 1]), begin, w)
        if count <= 0 or w[spot(count - 1, at.DUE_ON)] >= last_day:
            return -at.WRONG
        return count
    if first <= begin or first >= last_day:
        return -at.WRONG
    return schedule(w, starts, when)


@compiled
def begun(
    w: Numbers, loans: Columns, paid: Columns, given: Columns, law: Columns, loan: Number
) -> Number:
    """Set the workspace to the day of a loan's payout; return what becomes of the loan.

    The arguments are those of `replay`.
    """
    term_of, principals, disbursed, first_due, asked = loans
    all_terms, fees, fee_from, starts = law
    term = term_of[loan]
    for place in range(at.TERM_FIELDS):
        w[place] = all_terms[term, place]
    w[at.FEES], w[at.FEES_END] = fee_from[term], fee_from[term + 1]
    begin, on = np.int64(disbursed[loan]), np.int64(asked[loan])
    when = (principals[loan], begin, np.int64(first_due[loan]))
    count = _instalments(w, starts, given, loan, when)
    money = _paid(paid, (paid[2][loan], paid[2][loan + 1]), begin)
    if count < 0 or money < 0 or not 0 <= on < starts[len(starts) - 1]:
        return -count if count < 0 else at.WRONG
    w[at.ITEMS], w[at.LENT] = count, principals[loan]
    last: Number = max(on, w[spot(count - 1, at.DUE_ON)])
    if not _fits(w, fees, (last - begin + 1, money)):
        return at.NO_ROOM
    _open(w, fees)
    return at.BOOKED


@compiled
def workspace(loans: Columns, given: Columns, terms: Numbers, chosen: Numbers) -> Numbers:
    """Return room for the terms, the state and the items of any of the chosen loans."""
    most = np.int64(1)
    for loan in chosen:
        rows = given[4][loan + 1] - given[4][loan]
        most = max(most, terms[loans[0][loan], at.COUNT], rows)
    return np.zeros(at.FIRST + most * at.ITEM, dtype=np.int64)


@compiled
def replay(
    loans: Columns,
    paid: tuple[Numbers, Numbers, Numbers],
    given: Columns,
    law: tuple[Numbers, Numbers, Numbers, Numbers],
    out: tuple[Numbers, Numbers],
    span: tuple[Number, Number],
) -> None:
    """Book the loans of a span and write what each owes on its day.

    Args:
        loans: per loan its terms, principal, day of payout, first due date, day asked for.
        paid: day and amount of each payment in booking order; where those of each loan begin.
        given: day, principal, interest and fee of each stated row; where those of a loan begin.
        law: terms, fees, where the fees of each terms begin; the first days of the months.
        out: what became of each loan; its `places.SUMS`.
        span: first loan, and the one after the last.
    """
    disbursed, asked = loans[2], loans[4]
    paid_on, paid_sum, paid_from = paid
    fees, starts = law[1], law[3]
    status, sums = out
    w = workspace(loans, given, law[0], np.arange(span[0], span[1]))
    for loan in range(span[0], span[1]):
        for place in range(at.SUMS):
            sums[loan, place] = 0
        begin, on = np.int64(disbursed[loan]), np.int64(asked[loan])
        status[loan] = begun(w, loans, paid, given, law, loan)
        if on < begin or status[loan] != at.BOOKED:
            continue
        for place in range(paid_from[loan], paid_from[loan + 1]):
            if paid_on[place] > on:
                break
            advance(w, fees, np.int64(paid_on[place]))
            w[at.CREDIT] += pay(w, np.int64(paid_on[place]), paid_sum[place])
            sums[loan, 8] += paid_sum[place]
        advance(w, fees, on)
        _statement(w, starts, sums, loan, (begin, on))
