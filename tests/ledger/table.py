"""Statements as tables: what happened on the left, what is owed that evening on the right.

    check(loan(penalty="1.5 overdue_principal"), '''
        day         event         | principal  interest  penalty  late
        2026-02-05                |   1200.00     12.00     0.00     0
        2026-02-15  paid 50.00    |   1162.75      0.00     0.00    10
    ''')

Events: paid 1.00 [as name] · undone name · settle [1.00] · shorter 1.00 · smaller 1.00 · called ·
waived part 1.00 · rate 0.02 month · moved 2,3 to 2026-05-05; several are parted by a semicolon.
Columns are fields of a balance; `late` is days past due, `settle` what settles the loan that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import dedent

from ashore.ledger.booked import Balance
from ashore.ledger.schedule import make_schedule
from ashore.ledger.statement import balance, settle_on
from ashore.loan import Component, Event, Loan
from ashore.money import show
from tests.ledger.build import (
    booked,
    called,
    deferred,
    paid,
    prepaid,
    rate_from,
    reversed_,
    waived,
)


def check(loan: Loan, table: str) -> list[Balance]:
    """Compare a table with the books; return the balances for further questions."""
    columns, rows = read(table)
    events = [event for on, left, _ in rows for event in events_of(on, left)]
    books = booked(loan, *events)
    states = [adding_up(balance(books, date.fromisoformat(on))) for on, _, _ in rows]
    ours = [
        (on, *(cell(books, state, column, loan.digits) for column in columns))
        for (on, _, _), state in zip(rows, states, strict=True)
    ]
    assert ours == [(on, *right) for on, _, right in rows]
    return states


def adding_up(state: Balance) -> Balance:
    """Return a balance after a look at its postings: they must add up to it, part by part."""
    moves = (*state.postings, *state.running)
    for part in Component:
        posted = sum(move.amount for move in moves if move.component is part)
        assert posted == getattr(state, part.value), part
    assert all(type(move.on) is date and move.on <= state.on for move in moves)
    return state


def plan(loan: Loan, table: str) -> None:
    """Compare a table with the schedule the contract promises."""
    lines = [line.split() for line in dedent(table).strip().splitlines()]
    columns = lines[0]
    ours = [
        [word(column, getattr(row, column), loan.digits) for column in columns]
        for row in make_schedule(loan)
    ]
    assert [" ".join(row) for row in ours] == [" ".join(line) for line in lines[1:]]


def read(table: str) -> tuple[list[str], list[tuple[str, str, list[str]]]]:
    lines = [line.split("|") for line in dedent(table).strip().splitlines()]
    columns = lines[0][1].split()
    rows = []
    for left, right in lines[1:]:
        on, _, what = left.strip().partition(" ")
        cells = right.split()
        assert len(cells) == len(columns), left
        rows.append((on, what.strip(), cells))
    return columns, rows


def events_of(on: str, text: str) -> Iterator[Event]:
    for told in filter(None, (part.strip() for part in text.split(";"))):
        verb, *rest = told.split()
        yield VERBS[verb](on, *rest)


VERBS = {
    "paid": lambda on, amount, *name: paid(on, amount, *name[1:]),  # paid 1.00 [as name]
    "undone": reversed_,
    "settle": lambda on, amount=None: prepaid(on, amount, "settle"),
    "shorter": lambda on, amount: prepaid(on, amount, "reduce_term"),
    "smaller": lambda on, amount: prepaid(on, amount, "reduce_amount"),
    "called": called,
    "waived": waived,
    "rate": lambda on, value, per: rate_from(on, f"{value} {per}"),
    "moved": lambda on, which, _, to: deferred(on, tuple(map(int, which.split(","))), to),
}


def cell(books, state: Balance, column: str, digits: int) -> str:
    match column:
        case "late":
            return str(state.days_past_due)
        case "settle":
            return show(settle_on(books, state.on), digits)
        case "states":
            return ",".join(line.state for line in state.lines)
    return word(column, getattr(state, column), digits)


def word(column: str, value: object, digits: int) -> str:
    return show(value, digits) if type(value) is int and column != "n" else str(value)
