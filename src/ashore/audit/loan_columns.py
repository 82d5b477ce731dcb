"""Loans with their payments as columns, and the books of all of them at once.

`ledger.book` says what the books are; `balances_of` gives the same figures from columns. What
columns cannot say is found by `not_in_columns`, loan by loan; those are for the reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ashore.audit import places as at
from ashore.audit.replay import replay
from ashore.audit.schedule_walk import month_starts
from ashore.audit.terms import Row, Terms, make_terms, row_of_terms, why_not
from ashore.days import book_day
from ashore.loan import Assignment, Event, Loan, Milestone, Payment, Reversal

__all__ = [
    "EPOCH", "Balances", "Loans", "balances_of", "loans_of", "not_in_columns", "offsets_of",
]  # fmt: skip

EPOCH = date(1970, 1, 1).toordinal()


class Loans(NamedTuple):
    """Loans as columns; days are counted from 1 January 1970, amounts are fen.

    Attributes:
        terms: the distinct terms.
        term: per loan, which.
        principal, disbursed, first_due: per loan.
        on: per loan the day asked for.
        paid_on, paid, paid_from: day and amount of each payment in booking order (day, then id),
            and where those of each loan begin.
        rows, row_from: day, principal, interest and fee of each row a lender stated, and where
            those of each loan begin.
    """

    terms: Terms
    term: NDArray[np.int32]
    principal: NDArray[np.int64]
    disbursed: NDArray[np.int32]
    first_due: NDArray[np.int32]
    on: NDArray[np.int32]
    paid_on: NDArray[np.int32]
    paid: NDArray[np.int64]
    paid_from: NDArray[np.int64]
    rows: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
    row_from: NDArray[np.int64]


class Balances(NamedTuple):
    """What each loan owes on its day.

    Attributes:
        status: `places.BOOKED`, or why its sums say nothing.
        sums: principal, interest, penalty, compound, fee, due now, credit, days past due, paid.
    """

    status: NDArray[np.uint8]
    sums: NDArray[np.int64]


def balances_of(loans: Loans, threads: int = 1) -> Balances:
    """Return what each loan owes on its day, by the terms and the payments up to it."""
    count = len(loans.term)
    found = Balances(np.empty(count, dtype=np.uint8), np.empty((count, at.SUMS), dtype=np.int64))
    law = (*loans.terms, month_starts())
    given = (*loans.rows, loans.row_from)
    each = (loans.term, loans.principal, loans.disbursed, loans.first_due, loans.on)
    paid = (loans.paid_on, loans.paid, loans.paid_from)
    bounds = [int(place) for place in np.linspace(0, count, threads + 1)]

    def part(place: int) -> None:
        replay(
            each, paid, given, law, (found.status, found.sums), (bounds[place], bounds[place + 1])
        )

    if threads == 1:
        part(0)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(part, range(threads)))
    return found


def not_in_columns(loan: Loan, events: Iterable[Event]) -> str:
    """Return what of a loan and its events columns cannot say; "" when nothing."""
    for event in events:
        if not isinstance(event, Payment | Reversal | Milestone | Assignment):
            return f"event {type(event).__name__.lower()}"
    return why_not(loan)


def loans_of(cases: Sequence[tuple[Loan, Sequence[Event], date]]) -> Loans:
    """Return loans, their payments and the days asked for as columns.

    None of them may be `not_in_columns`.
    """
    known: dict[tuple[object, ...], int] = {}
    term = np.empty(len(cases), dtype=np.int32)
    rows: list[Row] = []
    for place, (loan, _, _) in enumerate(cases):
        row = row_of_terms(loan)
        key = (*row[0], *(tuple(fee) for fee in row[1]))
        if key not in known:
            known[key] = len(rows)
            rows.append(row)
        term[place] = known[key]
    payments = [_payments(loan, events) for loan, events, _ in cases]
    stated = [
        (_day(row.due_on), row.principal, row.interest, row.fee)
        for loan, _, _ in cases
        for row in loan.rows
    ]
    columns = np.array(stated, dtype=np.int64).reshape(-1, 4).T
    return Loans(
        terms=make_terms(rows),
        term=term,
        principal=np.array([loan.principal for loan, _, _ in cases], dtype=np.int64),
        disbursed=_days(loan.disbursed_on for loan, _, _ in cases),
        first_due=_days(loan.first_due_on for loan, _, _ in cases),
        on=_days(on for _, _, on in cases),
        paid_on=np.array([day for each in payments for day, _, _ in each], dtype=np.int32),
        paid=np.array([amount for each in payments for _, _, amount in each], dtype=np.int64),
        paid_from=offsets_of([len(each) for each in payments]),
        rows=(columns[0].copy(), columns[1].copy(), columns[2].copy(), columns[3].copy()),
        row_from=offsets_of([len(loan.rows) for loan, _, _ in cases]),
    )


def offsets_of(counts: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each group begins in a flat column, and the end of the last."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _payments(loan: Loan, events: Sequence[Event]) -> list[tuple[int, str, int]]:
    undone = {event.of for event in events if isinstance(event, Reversal)}
    return sorted(
        (_day(book_day(event.at, loan.cutoff)), event.id, event.amount)
        for event in events
        if isinstance(event, Payment) and event.id not in undone
    )


def _days(days: Iterable[date]) -> NDArray[np.int32]:
    return np.array([_day(day) for day in days], dtype=np.int32)


def _day(day: date) -> int:
    return day.toordinal() - EPOCH
