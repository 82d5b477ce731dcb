"""book(loan, events, law): the middle of everything.

The books are a pure function of the facts. `book` puts the events in order; a statement replays
them up to its day (`ledger.statement`), so asking for one day never changes another, and a reversed
or back-dated payment cannot leave anything stale behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from ashore.days import book_day
from ashore.law import Law
from ashore.law.private import term_rate_goes_on
from ashore.ledger.account import Account, Cause, item_of
from ashore.ledger.booked import PART_NAMES, Instalment
from ashore.ledger.change import accelerate, change_rate, defer, prepay
from ashore.ledger.check import check_terms
from ashore.ledger.schedule import fee_amount, make_schedule
from ashore.loan import (
    Acceleration,
    Assignment,
    Component,
    Deferral,
    Event,
    FeeWhen,
    Finding,
    Loan,
    Milestone,
    Payment,
    Penalty,
    Prepayment,
    RateChange,
    Reversal,
    Waiver,
)
from ashore.money import show
from ashore.words import Text

__all__ = [
    "Booked",
    "Step",
    "apply",
    "book",
    "booking_order",
    "late_by_law",
    "milestones",
    "opened",
]

_ORDER: dict[type, int] = {
    RateChange: 0,
    Deferral: 1,
    Acceleration: 2,
    Waiver: 3,
    Payment: 4,
    Prepayment: 5,
}
"""Same-day order. The first two come before the day's due dates are reckoned, the rest after."""

BEFORE_DUE = (RateChange, Deferral)

Step = RateChange | Deferral | Acceleration | Waiver | Payment | Prepayment


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A loan with its events in booking order and the schedule the contract promised."""

    loan: Loan
    events: tuple[Event, ...]
    steps: tuple[tuple[date, Step], ...]
    schedule: tuple[Instalment, ...]
    findings: tuple[Finding, ...]


def book(loan: Loan, events: Iterable[Event], law: Law) -> Booked:
    """Put the events of a loan in order, leave out reversed payments, make the schedule.

    `law` is asked whether the terms themselves are worth a remark (`Booked.findings`), and what a
    private loan bears while late where its contract is silent (`late_by_law`). It changes no other
    sum: what a cap does to a claim is told beside the books (`ledger.claims`).

    The order is: day, then kind of event, then id (or what it says, where it has none); so the
    order they were written in is of no matter. Reversed payments vanish from every day, also from
    the days before the reversal.
    """
    loan, known = late_by_law(loan, law), tuple(events)
    undone = {event.of for event in known if isinstance(event, Reversal)}
    steps = [
        (_day(loan, event), event)
        for event in known
        if isinstance(event, Step) and getattr(event, "id", None) not in undone
    ]
    steps.sort(key=booking_order)
    assert all(day >= loan.disbursed_on for day, _ in steps), "an event before the loan"
    return Booked(
        loan=loan,
        events=known,
        steps=tuple(steps),
        schedule=make_schedule(loan),
        findings=check_terms(loan, law),
    )


def late_by_law(loan: Loan, law: Law) -> Loan:
    """Return the loan with the overdue rate the law puts where the contract names none.

    A private loan at interest goes on to bear the rate of its term on the principal that is late
    (`cn.private.overdue_rate`), by days over 365 as courts count; without it the books would say
    that being late costs nothing. For a loan without interest the text speaks of a claim the lender
    may make: the report tells of it, the books leave it out. Of other lenders the contract decides.
    """
    if loan.penalty is not None or not loan.rate.value:
        return loan
    if not term_rate_goes_on(loan.first_lender_type, law):
        return loan
    return replace(loan, penalty=Penalty(multiple=Fraction(1), day_basis=365))


def booking_order(step: tuple[date, Step]) -> tuple[date, int, str]:
    """Return what steps are sorted by: day, kind of event, id (or what it says)."""
    day, event = step
    name = event.id if isinstance(event, Payment | Prepayment) else repr(event)
    return (day, _ORDER[type(event)], name)


def _day(loan: Loan, event: Step) -> date:
    return book_day(event.at, loan.cutoff) if isinstance(event, Payment) else event.on


def opened(booked: Booked, *, told: bool = True) -> Account:
    """Return the account on the day the money was paid out, with every instalment to come.

    `told` says whether its moves will be written down.
    """
    loan = booked.loan
    items = [item_of(instalment, loan.grace_days) for instalment in booked.schedule]
    for fee in loan.fees:
        if fee.when is FeeWhen.ON_DATE and fee.on is not None:
            amount = fee_amount(loan, fee, loan.principal, 0)
            items.append(
                item_of(
                    Instalment(
                        n=0,
                        due_on=fee.on,
                        period_from=fee.on,
                        period_to=fee.on,
                        principal=0,
                        interest=0,
                        fee=amount,
                        balance=0,
                    ),
                    grace=0,
                )
            )
    account = Account(loan=loan, rate=loan.rate, items=items, told=told)
    paid_out = Cause(loan.disbursed_on, "disbursed")
    account.record(0, Component.PRINCIPAL, account.outstanding(), paid_out)
    return account


def apply(account: Account, day: date, step: Step) -> None:
    """Let one event happen on its day."""
    account.advance(day - timedelta(days=1) if isinstance(step, BEFORE_DUE) else day)
    match step:
        case Payment():
            account.paid_in += step.amount
            left = account.pay(step.amount, Cause(day, "payment", step.id))
            account.credit += left
        case Prepayment():
            prepay(account, step)
        case Waiver():
            _waive(account, step)
        case Acceleration():
            accelerate(account, step)
            account.advance(day)
        case RateChange():
            change_rate(account, step)
        case Deferral():
            defer(account, step)


def _waive(account: Account, waiver: Waiver) -> None:
    left = waiver.amount
    due = account.due(waiver.on)
    account.touch(due, waiver.on)
    for item in due:
        given = min(left, item.owed[waiver.component])
        if given:
            account.take(item, waiver.component, given, Cause(waiver.on, "waiver"))
            left -= given
    if waiver.component is Component.PRINCIPAL:
        account.forgiven += waiver.amount - left
    else:
        account.waived += waiver.amount - left
    if left:
        amount = show(left, account.loan.digits)
        account.findings.append(
            Finding(
                kind="waiver_above_debt",
                loan=account.loan.id,
                on=waiver.on,
                text=Text(
                    f"{waiver.on} 的减免比当时到期的{PART_NAMES[waiver.component].zh}"
                    f"多 {amount} 元，多出的部分没有入账",
                    f"the waiver of {waiver.on} is {amount} more than the "
                    f"{PART_NAMES[waiver.component].en} due then; the rest was not booked",
                ),
            )
        )


def milestones(booked: Booked) -> tuple[Milestone | Assignment, ...]:
    """Return the events that change no sum, by day."""
    marks = [event for event in booked.events if isinstance(event, Milestone | Assignment)]
    return tuple(sorted(marks, key=lambda event: event.on))
