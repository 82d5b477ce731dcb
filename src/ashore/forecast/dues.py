"""What the contract dates by itself: the next instalment, and from when it would be late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ashore.forecast.event import Event
from ashore.forecast.view import LoanView
from ashore.ledger.card import CardBooked, card_bills
from ashore.ledger.loans import owed
from ashore.loan import Loan
from ashore.words import Text

__all__ = ["CONTRACT", "due_events"]

CONTRACT = "合同 / the contract"


def due_events(view: LoanView) -> Iterator[Event]:
    """Yield the next due date of a loan and, unless it is met already, the first day late.

    A cut-off time and days of grace count only where the contract names them.
    """
    loan, on = view.file.loan, view.balance.on
    name = loan.name or loan.id
    upcoming = _next(view)
    if upcoming is not None:
        due_on, amount = upcoming
        yield _event(
            loan,
            "instalment",
            due_on,
            amount=amount,
            title=Text(f"{name} 下一期到期", f"next instalment of {name} falls due"),
            means=_terms(loan),
            do=Text(
                "钱不够时先看计划,把钱放到最要紧的地方",
                "if the money is short, put it where it matters most",
            ),
        )
    anchor = view.anchor
    if anchor is not None and not anchor.missed and anchor.late_on > on:
        yield _event(
            loan,
            "late",
            anchor.late_on,
            title=Text(
                f"{anchor.due_on} 到期的一期,从这天起算逾期",
                f"the instalment due on {anchor.due_on} counts as late from this day",
            ),
            means=_terms(loan),
            do=Text(
                "前一天的截止时间之前还上,就不算逾期",
                "paid before the cut-off of the day before, it is not late",
            ),
            condition=Text("如果到时还没有还", "if it has not been paid by then"),
        )


def _event(  # noqa: PLR0913 - the parts of an event, by name
    loan: Loan,
    kind: str,
    day: date,
    *,
    title: Text,
    means: Text,
    do: Text,
    condition: Text = Text("", ""),
    amount: int | None = None,
) -> Event:
    return Event(
        loan=loan.id,
        kind=kind,
        track="due",
        earliest=day,
        usual=day,
        latest=day,
        confidence="A",
        title=title,
        means=means,
        do=do,
        condition=condition,
        sources=(CONTRACT,),
        amount=amount,
    )


def _terms(loan: Loan) -> Text:
    """Return until when a payment counts for the day, and the grace, as this contract has them."""
    cut = Text("当天 24:00 前到账都算当天", "money in before midnight counts for the day")
    if loan.cutoff is not None:
        cut = Text(
            f"当天 {loan.cutoff:%H:%M} 前到账才算当天",
            f"money in before {loan.cutoff:%H:%M} counts for the day",
        )
    grace = Text(
        "案卷里没有宽限期,过了这一天就算逾期",
        "the case names no days of grace: the next day is late",
    )
    if loan.grace_days:
        grace = Text(
            f"合同宽限 {loan.grace_days} 天,宽限期内还上算按时",
            f"the contract grants {loan.grace_days} days of grace; paid within them it is on time",
        )
    return Text(f"{cut.zh};{grace.zh}", f"{cut.en}; {grace.en}")


def _next(view: LoanView) -> tuple[date, int | None] | None:
    """Return the next due date after the day with what falls due; None when there is none."""
    on, booked = view.balance.on, view.books
    if not view.balance.total:
        return None
    if isinstance(booked, CardBooked):
        bills = [bill for bill in card_bills(booked, on) if bill.due_on > on and bill.left]
        if bills:
            return bills[0].due_on, bills[0].minimum_left
        ahead = [line.due_on for line in view.balance.lines if line.due_on > on]
        return (min(ahead), None) if ahead else None
    days = [line.due_on for line in view.balance.lines if line.due_on > on and line.n]
    if not days:
        return None
    due_on = min(days)
    then = owed(booked, due_on)  # what it comes to that day, changes of the schedule counted
    return due_on, sum(line.total for line in then.lines if line.due_on == due_on)
