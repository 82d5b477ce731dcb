"""The calendar of a credit card: statement days and the due day that belongs to each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ashore.days import in_month, month_step
from ashore.loan import CardTerms

__all__ = ["due_of", "next_statement", "statement_days"]


def statement_days(card: CardTerms, first: date, last: date) -> Iterator[date]:
    """Yield the statement days (账单日) from `first` to `last`, both included.

    A statement day that a month lacks is the last day of that month.
    """
    month = first.replace(day=1)
    step = 0
    while (day := _of_month(month_step(month, step), card.statement_day)) <= last:
        if day >= first:
            yield day
        step += 1


def next_statement(card: CardTerms, day: date) -> date:
    """Return the first statement day on or after `day`."""
    this = _of_month(day, card.statement_day)
    return this if this >= day else _of_month(month_step(day.replace(day=1), 1), card.statement_day)


def due_of(card: CardTerms, statement: date) -> date:
    """Return the due day (到期还款日) of a statement.

    It lies in the month of the statement, or in the next one when the day's number is not larger
    than the statement day's.

    >>> from ashore.loan import CardTerms
    >>> str(due_of(CardTerms(statement_day=5, due_day=25), date(2026, 10, 5)))
    '2026-10-25'
    >>> str(due_of(CardTerms(statement_day=20, due_day=8), date(2026, 12, 20)))
    '2027-01-08'
    """
    later = 0 if card.due_day > card.statement_day else 1
    return _of_month(month_step(statement.replace(day=1), later), card.due_day)


def _of_month(month: date, day: int) -> date:
    """Return the day of a month, clipped to its end; `month` is any of its days."""
    return in_month(month.year, month.month, day)
