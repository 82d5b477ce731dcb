"""Carry a plan out on the books: wishes for each stretch become payments in whole fen.

What clears a due is asked of the books on the very day, so amounts are exact; money is never paid
before it is free. Every way of paying, ours and the usual ones, goes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ashore.days import book_day
from ashore.loan import Payment
from ashore.plan.question import Question
from ashore.plan.tab import LEAST, CardTab, Paid
from ashore.plan.tabs import Tab, now_of, rest_of, tab_of

__all__ = [
    "Carried",
    "Chooser",
    "Hit",
    "Wish",
    "booked_anew",
    "carry_out",
    "paid_on",
    "sum_of",
    "told",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to do about one loan in one stretch: clear all due by `through`, then add a part.

    `through` date.min: clear nothing. `most` None: as much as that takes. `part_on`: the day of the
    part, its due date. `ahead`: so much of a card is paid first, when the stretch begins, due or
    not. `ends`: what is not due yet is ended early then, if there is money for it.
    """

    loan: int
    through: date
    most: int | None = None
    part: int = 0
    part_on: date | None = None
    ahead: int = 0
    ends: bool = False


Chooser = Callable[[int, Sequence[Tab], int], Iterable[Wish]]
"""(stretch, the open books, money free) → wishes, the most important first, one a loan."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A watch that was not kept: the number of the watch and the day it happens."""

    watch: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What came of it, by the books.

    Attributes:
        payments: for each loan, its payments by day.
        cleared: for each loan and due, the day on which it was cleared; None: never.
        hits: the watches that were not kept.
        cost: what the debts cost from the plan's day to its end: interest, penalty, fees, fen.
        left: what is still owed at the end, fen.
        free_on: the day of the last payment, when nothing is left.
    """

    payments: tuple[tuple[Paid, ...], ...]
    cleared: tuple[tuple[date | None, ...], ...]
    hits: tuple[Hit, ...]
    cost: int
    left: int
    free_on: date | None


def carry_out(question: Question, choose: Chooser) -> Carried:
    """Return what a way of paying comes to; `choose` says for each stretch what to pay."""
    debts, grid = question.debts, question.grid
    tabs = [tab_of(debt, grid.on) for debt in debts]
    spent = 0
    for place in range(len(grid)):
        left = grid.free[place] - spent
        for wish in choose(place, tabs, left):
            paid = _grant(tabs[wish.loan], wish, grid.starts[place], left)
            left -= paid
            spent += paid
    return told(question, tabs)


def _grant(tab: Tab, wish: Wish, start: date, left: int) -> int:
    """Pay as much of a wish as there is money for; return the sum."""
    money = left if wish.most is None else min(left, wish.most)
    spent = _pay_ahead(tab, wish, start, money)
    due_days = [] if wish.through == date.min else tab.due_days(wish.through)
    for day in sorted({max(start, due_on) for due_on in due_days}):
        need = tab.need(day, min(day, wish.through))
        amount = min(need, money - spent)
        if not need:
            continue
        if amount < need and amount < LEAST:
            return spent
        tab.pay(day, amount, f"plan-{len(tab.payments) + 1}")
        spent += amount
        if amount < need:
            return spent
    part = min(wish.part, money - spent)
    if wish.part_on is not None and part >= LEAST:
        day = max(start, wish.part_on, tab.day)
        part = min(part, tab.need(day, day))
        if part:
            tab.pay(day, part, f"plan-{len(tab.payments) + 1}")
            spent += part
    return spent


def _pay_ahead(tab: Tab, wish: Wish, start: date, money: int) -> int:
    """Pay what a wish wants before any due date; return the sum."""
    day = max(start, tab.day)
    if wish.ahead and isinstance(tab, CardTab):
        amount = min(money, max(wish.ahead, tab.need(day, day)), max(0, tab.owed(day)))
        if amount >= min(LEAST, max(0, tab.owed(day))) and amount:
            tab.pay(day, amount, f"plan-{len(tab.payments) + 1}")
            return amount
    if not wish.ends:
        return 0
    need = tab.need(day, day)
    if need > money:
        return 0
    if need:
        tab.pay(day, need, f"plan-{len(tab.payments) + 1}")
    offer = tab.offer(day)
    if offer is None or not 0 < offer.most <= money - need:
        return need
    tab.more(day, offer.most, f"plan-{len(tab.payments) + 1}")
    return need + offer.most


def told(question: Question, tabs: Sequence[Tab]) -> Carried:
    """Return what the open books say at the end."""
    rests = [tab.rest(question.end) for tab in tabs]
    payments = tuple(tuple(tab.payments) for tab in tabs)
    cost, left, free_on = _sums(question, payments, rests)
    return Carried(
        payments=payments,
        cleared=tuple(
            tuple(tab.cleared_on(due) for due in debt.dues)
            for debt, tab in zip(question.debts, tabs, strict=True)
        ),
        hits=tuple(_hits(question, tabs)),
        cost=cost,
        left=left,
        free_on=free_on,
    )


def booked_anew(question: Question, carried: Carried) -> Carried:
    """Return the same with its sums booked from the facts: what is shown rests on nothing else."""
    rests = [
        rest_of(debt, payments, question.end, question.law)
        for debt, payments in zip(question.debts, carried.payments, strict=True)
    ]
    cost, left, free_on = _sums(question, carried.payments, rests)
    return replace(carried, cost=cost, left=left, free_on=free_on)


def _sums(
    question: Question, payments: Sequence[Sequence[Paid]], rests: Sequence[int]
) -> tuple[int, int, date | None]:
    """Return cost, what is left and the day on which nothing is, from what is left of each loan."""
    paid = sum(sum_of(each) for made in payments for each in made)
    now, left = sum(now_of(debt, question.on) for debt in question.debts), sum(rests)
    last = max((paid_on(each) for made in payments for each in made), default=question.on)
    return left + paid - now, left, None if left else last


def paid_on(paid: Paid) -> date:
    """Return the day of a proposed payment."""
    return book_day(paid.at, None) if isinstance(paid, Payment) else paid.on


def sum_of(paid: Paid) -> int:
    """Return the amount of a proposed payment, fen."""
    assert paid.amount is not None
    return paid.amount


def _hits(question: Question, tabs: Sequence[Tab]) -> Iterable[Hit]:
    at = {debt.id: number for number, debt in enumerate(question.debts)}
    for number, watch in enumerate(question.watches):
        if watch.days is None:
            continue
        debt, tab = question.debts[at[watch.loan]], tabs[at[watch.loan]]
        ahead = [due for due in debt.dues if watch.pay_by(due) >= question.on]
        day = tab.first_late(watch.days, ahead, question.end)
        if day is not None:
            yield Hit(number, day)
