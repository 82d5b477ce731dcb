"""Statement days and due days."""

from __future__ import annotations

from datetime import date

import pytest

from ashore.ledger.card_cycle import due_of, next_statement, statement_days
from ashore.loan import CardTerms


def days(first: str, last: str, statement: int) -> list[str]:
    card = CardTerms(statement_day=statement, due_day=1)
    found = statement_days(card, date.fromisoformat(first), date.fromisoformat(last))
    return [str(day) for day in found]


def test_statements_come_once_a_month_both_ends_included():
    assert days("2026-10-05", "2026-12-05", 5) == ["2026-10-05", "2026-11-05", "2026-12-05"]
    assert days("2026-10-06", "2026-12-04", 5) == ["2026-11-05"]


def test_a_statement_on_the_31st_falls_on_the_last_day_and_does_not_drift():
    found = ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]
    assert days("2027-12-31", "2028-04-30", 31) == found


def test_the_next_statement_can_be_the_day_itself():
    card = CardTerms(statement_day=31, due_day=20)
    assert next_statement(card, date(2027, 2, 28)) == date(2027, 2, 28)
    assert next_statement(card, date(2027, 3, 1)) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("statement", "due", "on", "expected"),
    [
        (5, 25, "2026-10-05", "2026-10-25"),
        (20, 8, "2026-12-20", "2027-01-08"),
        (20, 20, "2026-12-20", "2027-01-20"),
        (28, 31, "2027-01-28", "2027-01-31"),
        (28, 31, "2027-04-28", "2027-04-30"),
        (31, 30, "2027-01-31", "2027-02-28"),
    ],
)
def test_the_due_day_is_in_the_same_month_or_in_the_next(statement, due, on, expected):
    card = CardTerms(statement_day=statement, due_day=due)
    assert str(due_of(card, date.fromisoformat(on))) == expected
