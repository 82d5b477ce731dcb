"""What is only assumed of a loan: payments taken to be made in time, both ends of what is open.

A payment in time before the first one missed is as the contract asks and is marked as assumed.
Where a term is open the debt is a range; the books take the low end, which never overstates it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ashore.days import DayCount, due_dates
from ashore.facts import LoanFile, Open
from ashore.law import Law
from ashore.ledger.loans import books, owed
from ashore.loan import Event, Loan, Method, Payment, Per, Rate

__all__ = ["Span", "at_rate", "known", "noted", "paid_in_time", "refitted", "span_of"]

ASSUMED = "assumed-"


def paid_in_time(loan: Loan, until: date, law: Law) -> tuple[Payment, ...]:
    """Return a payment in full on every due day before a day; none for cards and bills."""
    if loan.method in {Method.CARD, Method.GIVEN}:
        return ()
    payments: list[Payment] = []
    days = due_dates(loan.first_due_on, loan.instalments, loan.every)
    for number, day in enumerate(days, start=1):
        if day >= until:
            break
        due = owed(books(loan, payments, law), day).due_now
        if due:
            payments.append(Payment(id=f"{ASSUMED}{number}", at=day, amount=due))
    return tuple(payments)


def at_rate(file: LoanFile, rate: Rate, law: Law) -> LoanFile:
    """Return a loan at another rate; what was assumed to be paid follows the rate.

    A rate a month or a year does not say what a day is of it: where days are counted as they are,
    365 a year are assumed, which never overstates a debt, and that is said to be open.
    """
    loan = replace(file.loan, rate=rate)
    if rate.per is not Per.DAY and loan.day_count is DayCount.ACTUAL:
        left = tuple(key for key in loan.defaulted if key != "day_count")
        loan = replace(loan, day_count=DayCount.ACT_365, defaulted=left)
        file = replace(file, open=(*file.open, Open(key="day_count")))
    elif rate.per is Per.DAY and any(each.key == "day_count" for each in file.open):
        loan = replace(loan, day_count=DayCount.ACTUAL)
        file = known(file, "day_count")
    return refitted(replace(file, loan=loan), law)


def refitted(file: LoanFile, law: Law) -> LoanFile:
    """Return a loan with what was assumed to be paid reckoned anew from its terms."""
    assumed = [each for each in file.events if _is_assumed(each)]
    if not assumed:
        return file
    last = max(_day(each) for each in assumed)
    again = paid_in_time(file.loan, date.fromordinal(last.toordinal() + 1), law)
    told = tuple(each for each in file.events if not _is_assumed(each))
    return replace(file, events=(*again, *told))


@dataclass(frozen=True, slots=True)
class Span:
    """What is owed at both ends of what is not known, fen; `high` None: no end is known."""

    low: int
    high: int | None


def span_of(file: LoanFile, law: Law, on: date) -> Span | None:
    """Return both ends of what is owed on a day; None where nothing open moves the sum.

    With an open rate the ends are those of the rate. With open payments the low end takes
    everything that fell due to be paid in time, the high end counts only what is listed.
    """
    found = {each.key: each for each in file.open}
    if not found.keys() & {"rate", "payments"}:
        return None
    rate = found.get("rate")
    low = file if rate is None else _at(file, rate.low or Fraction(0), law)
    least = owed(books(low.loan, low.events, law), on)
    if rate is None:
        high: int | None = least.total
    elif rate.high is None:
        high = None
    else:
        top = _at(file, rate.high, law)
        high = owed(books(top.loan, top.events, law), on).total
    return Span(least.total - least.due_now if "payments" in found else least.total, high)


def _at(file: LoanFile, value: Fraction, law: Law) -> LoanFile:
    return at_rate(file, Rate(value, file.loan.rate.per), law)


def known(file: LoanFile, *keys: str) -> LoanFile:
    """Return a loan with some keys no longer open."""
    return replace(file, open=tuple(each for each in file.open if each.key not in keys))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A payment in a list, fen; `assumed`: taken to be made in time."""

    id: str
    on: date
    amount: int
    assumed: bool


def noted(file: LoanFile) -> tuple[Noted, ...]:
    """Return the payments of a loan, the latest first."""
    found = [
        Noted(id=each.id, on=_day(each), amount=each.amount, assumed=_is_assumed(each))
        for each in file.events
        if isinstance(each, Payment)
    ]
    return tuple(sorted(found, key=lambda each: each.on, reverse=True))


def _is_assumed(event: Event) -> bool:
    return isinstance(event, Payment) and event.id.startswith(ASSUMED)


def _day(event: Event) -> date:
    assert isinstance(event, Payment)
    return date(event.at.year, event.at.month, event.at.day)
