"""The books of `ledger`, compiled: schedule, payments and balance of each loan in one walk.

Products are bounded before a loan is begun: one that could leave 64 bits is marked and not booked,
and a row that is not usable is marked too; nothing is ever wrapped.
"""

from __future__ import annotations

import numpy as np

from ashore.audit import places as at
from ashore.audit.account_walk import (
    advance,
    grown,
    in_arrears,
    lead_of,
    own_from,
    pay,
    running,
    unpaid,
)  # fmt: skip
from ashore.audit.jit import Number, Numbers, compiled
from ashore.audit.schedule_walk import fee_of, schedule, stated

__all__ = ["replay"]


@compiled
def _fits(
    terms: Numbers,
    fees: Numbers,
    owed: Numbers,
    size: tuple[Number, Number, Number, Number],
) -> Number:
    """Say whether no product of a loan can leave 64 bits (with room to spare).

    `size` is how many items there are, the principal, the days of its life and what was paid.
    """
    count, principal, life, paid = size
    total = float(principal)
    for k in range(count):
        total += float(owed[k, at.PRI]) + owed[k, at.INT]
    most = float(paid) + total
    for place in range(len(fees)):
        share = total * fees[place, at.TOP]
        if share > at.MOST:
            return False
        most += count * max(float(fees[place, at.FIXED]), share / fees[place, at.BOTTOM] + 1)
    for place in (at.PENALTY, at.CONTRACT):
        growth = total * terms[place] * life
        if growth > at.MOST:
            return False
        most += 3 * count * (growth / terms[place + 1] + life)
    by_days = total * terms[at.RATE] * life
    return most * life < at.MOST and (terms[at.BY_SHARE] == 1 or by_days < at.MOST)


@compiled
def replay(
    loans: tuple[Numbers, Numbers, Numbers, Numbers, Numbers],
    paid: tuple[Numbers, Numbers, Numbers],
    given: tuple[Numbers, Numbers, Numbers, Numbers, Numbers],
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
    term_of, principals, disbursed, first_due, asked = loans
    paid_on, paid_sum, paid_from = paid
    row_from = given[4]
    all_terms, all_fees, fee_from, starts = law
    status, sums = out
    most = 1
    for loan in range(span[0], span[1]):
        most = max(most, all_terms[term_of[loan], at.COUNT], row_from[loan + 1] - row_from[loan])
    due, lengths = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    accrued, late = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    owed = np.empty((most, 5), dtype=np.int64)
    items = (due, owed, accrued, late)
    state = np.zeros(6, dtype=np.int64)
    last_day = starts[len(starts) - 1]
    for loan in range(span[0], span[1]):
        term = term_of[loan]
        terms = all_terms[term]
        fees = all_fees[fee_from[term] : fee_from[term + 1]]
        principal, begin = principals[loan], np.int64(disbursed[loan])
        on, first = np.int64(asked[loan]), np.int64(first_due[loan])
        for place in range(at.SUMS):
            sums[loan, place] = 0
        status[loan] = at.WRONG
        if principal <= 0 or begin < 0 or not 0 <= on < last_day:
            continue
        if principal > at.MOST or terms[at.COUNT] < 1:
            status[loan] = at.NO_ROOM
            continue
        if terms[at.METHOD] == at.GIVEN:
            count = stated(
                (given[0], given[1], given[2], given[3]),
                (row_from[loan], row_from[loan + 1]),
                due,
                owed,
            )
            if count == 0 or due[0] <= begin or due[count - 1] >= last_day:
                continue
        elif first <= begin or first >= last_day:
            continue
        else:
            count = schedule(terms, starts, principal, begin, first, due, lengths, owed)
        if count < 0:
            status[loan] = at.ASKED if count == -1 else at.NO_ROOM
            continue
        money, right = 0.0, True
        for place in range(paid_from[loan], paid_from[loan + 1]):
            money += paid_sum[place]
            right = right and paid_sum[place] > 0 and paid_on[place] >= begin
        if not right:
            continue
        life = max(on, due[count - 1]) - begin + 1
        if money > at.MOST or not _fits(
            terms, fees, owed, (count, principal, life, np.int64(money))
        ):
            status[loan] = at.NO_ROOM
            continue
        status[loan] = at.BOOKED
        if on < begin:
            continue
        total, left = np.int64(0), principal
        for k in range(count):
            total += owed[k, at.PRI]
        state[at.OUT] = total
        for k in range(count):
            accrued[k], late[k] = due[k], 0
            bill = owed[k, at.PRI] + owed[k, at.INT]
            for place in range(len(fees)):
                if fees[place, at.WHEN] == 0:
                    owed[k, at.FEE] += fee_of(
                        fees[place], principal, left, bill, terms[at.ROUNDING]
                    )
            left -= owed[k, at.PRI]
        state[at.LEAD_FROM], state[at.CREDIT] = -1, 0
        state[at.HEAD], state[at.DUE], state[at.DEFAULT] = 0, 0, 0
        total_paid = np.int64(0)
        for place in range(paid_from[loan], paid_from[loan + 1]):
            day = np.int64(paid_on[place])
            if day > on:
                break
            advance(terms, fees, items, state, (day, count, principal))
            state[at.CREDIT] += pay(terms, items, state, day, paid_sum[place])
            total_paid += paid_sum[place]
        advance(terms, fees, items, state, (on, count, principal))
        lead = lead_of(terms, due, owed, state, on)
        days_past_due = np.int64(0)
        for k in range(state[at.HEAD], state[at.DUE]):
            if not unpaid(owed, k):
                continue
            for part in range(5):
                sums[loan, part] += owed[k, part]
            if on - due[k] > terms[at.GRACE]:
                if days_past_due == 0 and in_arrears(owed, k):
                    days_past_due = on - due[k]
                if terms[at.LATE]:
                    own = own_from(terms, due[k], accrued[k])
                    more = grown(terms, (k, own, late[k]), owed, state, (on, lead))
                    sums[loan, at.PEN] += more[0]
                    sums[loan, at.COM] += more[1]
                    sums[loan, at.INT] += more[2]
        sums[loan, 5] = (
            sums[loan, at.PRI]
            + sums[loan, at.INT]
            + sums[loan, at.PEN]
            + sums[loan, at.COM]
            + sums[loan, at.FEE]
        )
        bearing = state[at.OUT] - sums[loan, at.PRI]
        sums[loan, at.PRI] = state[at.OUT]
        if state[at.DUE] < count:
            k = state[at.DUE]
            before = begin if k == 0 else due[k - 1]
            sums[loan, at.INT] += running(
                terms, starts, (before, due[k], on), (owed[k, at.INT], bearing)
            )
        sums[loan, 6], sums[loan, 7], sums[loan, 8] = state[at.CREDIT], days_past_due, total_paid
