"""The books of `ledger`, compiled: schedule, payments and balance of each loan in one walk.

Products are bounded before a loan is begun: one that could leave 64 bits is marked and not booked,
and a row that is not usable is marked too; nothing is ever wrapped.
"""

from __future__ import annotations

import numpy as np

from ashore.audit import places as at
from ashore.audit.account_walk import advance, grow, in_arrears, lead_of, pay, running, unpaid
from ashore.audit.jit import Number, Numbers, compiled
from ashore.audit.schedule_walk import fee_of, schedule, stated

__all__ = ["replay"]

Columns = tuple[Numbers, ...]


@compiled
def _fits(
    terms: Numbers, fees: Numbers, book: Numbers, state: Numbers, size: tuple[Number, Number]
) -> Number:
    """Say whether no product of a loan can leave 64 bits (with room to spare).

    `size` is the days of its life and what was paid.
    """
    life, count = size[0], state[at.ITEMS]
    total = float(state[at.LENT])
    for k in range(count):
        total += float(book[k, at.PRI] + book[k, at.INT])
    most = size[1] + total
    for place in range(state[at.FEES], state[at.FEES_END]):
        share = total * fees[place, at.TOP]
        if share > at.MOST:
            return False
        most += count * max(float(fees[place, at.FIXED]), share / fees[place, at.BOTTOM] + 1)
    for place in (at.PENALTY, at.CONTRACT):
        growth = total * terms[place] * life
        if growth > at.MOST:
            return False
        most += 3 * count * (growth / terms[place + 1] + life)
    by_days = 0.0 if terms[at.BY_SHARE] else total * terms[at.RATE] * life
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
def _open(terms: Numbers, fees: Numbers, book: Numbers, state: Numbers) -> None:
    """Set the account to the day of payout: everything still to come, fees of each instalment."""
    state[at.LEAD_FROM], state[at.CREDIT], state[at.OUT] = -1, 0, 0
    state[at.HEAD], state[at.DUE], state[at.DEFAULT], state[at.CHARGES] = 0, 0, 0, 0
    left = state[at.LENT]
    for k in range(state[at.ITEMS]):
        state[at.OUT] += book[k, at.PRI]
        book[k, at.SINCE], book[k, at.GREW] = book[k, at.DUE_ON], 0
        bill = book[k, at.PRI] + book[k, at.INT]
        for place in range(state[at.FEES], state[at.FEES_END]):
            if fees[place, at.WHEN] == 0:
                bases = (state[at.LENT], left, bill)
                book[k, at.FEE] += fee_of(fees, place, bases, terms[at.ROUNDING])
            else:
                state[at.CHARGES] = 1
        left -= book[k, at.PRI]


@compiled
def _told(
    terms: Numbers, book: Numbers, state: Numbers, sums: Numbers, when: tuple[Number, Number]
) -> Number:
    """Write what is due on a day, by part; return the days past due. The book is used up."""
    day = when[0]
    late = np.int64(0)
    for k in range(state[at.HEAD], state[at.DUE]):
        if not unpaid(book, k):
            continue
        age = day - book[k, at.DUE_ON]
        if age > terms[at.GRACE]:
            if late == 0 and in_arrears(book, k):
                late = age
            if terms[at.LATE]:
                grow(terms, book, state, k, when)
        for part in range(5):
            sums[part] += book[k, part]
    return late


@compiled
def _statement(
    terms: Numbers, starts: Numbers, book: Numbers, state: Numbers, when: tuple[Number, Number]
) -> tuple[Number, Number, Number, Number, Number, Number, Number]:
    """Return the five parts, what of them is due, and the days past due."""
    begin, on = when
    sums = np.zeros(5, dtype=np.int64)
    late = _told(terms, book, state, sums, (on, lead_of(terms, book, state, on)))
    due_now = sums[0] + sums[1] + sums[2] + sums[3] + sums[4]
    interest, k = sums[at.INT], state[at.DUE]
    if k < state[at.ITEMS]:
        before = begin if k == 0 else book[k - 1, at.DUE_ON]
        bearing = state[at.OUT] - sums[at.PRI]
        span = (before, book[k, at.DUE_ON], on)
        interest += running(terms, starts, span, (book[k, at.INT], bearing))
    return state[at.OUT], interest, sums[at.PEN], sums[at.COM], sums[at.FEE], due_now, late


@compiled
def _instalments(
    terms: Numbers,
    starts: Numbers,
    given: Columns,
    loan: Number,
    when: tuple[Number, Number, Number],
    book: Numbers,
) -> Number:
    """Write the instalments of a loan; return how many, or less than 0: minus what became of it.

    `when` is the principal, the day of payout and the first due date.
    """
    principal, begin, first = when
    last_day = starts[len(starts) - 1]
    if principal <= 0 or begin < 0:
        return -at.WRONG
    if principal > at.MOST or terms[at.COUNT] < 1:
        return -at.NO_ROOM
    if terms[at.METHOD] == at.GIVEN:
        rows = given[4]
        count = stated(given, (rows[loan], rows[loan + 1]), begin, book)
        if count <= 0 or book[count - 1, at.DUE_ON] >= last_day:
            return -at.WRONG
        return count
    if first <= begin or first >= last_day:
        return -at.WRONG
    return schedule(terms, starts, when, book)


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
    term_of, principals, disbursed, first_due, asked = loans
    paid_on, paid_sum, paid_from = paid
    all_terms, fees, fee_from, starts = law
    status, sums = out
    most = np.int64(1)
    for loan in range(span[0], span[1]):
        rows = given[4][loan + 1] - given[4][loan]
        most = max(most, all_terms[term_of[loan], at.COUNT], rows)
    book = np.empty((most, at.ITEM), dtype=np.int64)
    state, terms = np.zeros(at.STATE, dtype=np.int64), np.empty(at.TERM_FIELDS, dtype=np.int64)
    for loan in range(span[0], span[1]):
        term, sums[loan] = term_of[loan], 0
        for place in range(at.TERM_FIELDS):
            terms[place] = all_terms[term, place]
        state[at.FEES], state[at.FEES_END] = fee_from[term], fee_from[term + 1]
        begin, on = np.int64(disbursed[loan]), np.int64(asked[loan])
        when = (principals[loan], begin, np.int64(first_due[loan]))
        count = _instalments(terms, starts, given, loan, when, book)
        money = _paid(paid, (paid_from[loan], paid_from[loan + 1]), begin)
        if count < 0 or money < 0 or not 0 <= on < starts[len(starts) - 1]:
            status[loan] = -count if count < 0 else at.WRONG
            continue
        state[at.ITEMS], state[at.LENT] = count, principals[loan]
        life = max(on, book[count - 1, at.DUE_ON]) - begin + 1
        fits = _fits(terms, fees, book, state, (life, money))
        status[loan] = at.BOOKED if fits else at.NO_ROOM
        if on < begin or not fits:
            continue
        _open(terms, fees, book, state)
        for place in range(paid_from[loan], paid_from[loan + 1]):
            if paid_on[place] > on:
                break
            advance(terms, fees, book, state, np.int64(paid_on[place]))
            state[at.CREDIT] += pay(terms, book, state, np.int64(paid_on[place]), paid_sum[place])
            sums[loan, 8] += paid_sum[place]
        advance(terms, fees, book, state, on)
        told = _statement(terms, starts, book, state, (begin, on))
        for place in range(6):
            sums[loan, place] = told[place]
        sums[loan, 6], sums[loan, 7] = state[at.CREDIT], told[6]
