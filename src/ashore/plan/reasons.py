"""Why this payment on this day: the goal, the due date or the price that drives it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from ashore.loan import Method, Prepayment
from ashore.money import marked
from ashore.plan.carry import Carried, paid_on, sum_of
from ashore.plan.debts import Debt, Due
from ashore.plan.outcome import PlannedPayment
from ashore.plan.question import Question
from ashore.plan.tab import Paid
from ashore.plan.watch import Watch
from ashore.words import Text

__all__ = ["GOAL_NAMES", "payments_of"]

GOAL_NAMES = {
    "essentials": Text("吃住必需", "food and home"),
    "family": Text("家人不被联系", "keep the family out of it"),
    "court": Text("不走到法院", "keep out of court"),
    "credit": Text("征信不再加重", "no worse mark on the credit report"),
    "cost": Text("花费最少", "the least cost"),
}


def payments_of(question: Question, carried: Carried) -> tuple[PlannedPayment, ...]:
    """Return the payments of a plan by day, each with its reason.

    One a loan and day, and one more where the loan is ended early on that day.
    """
    found = [
        payment
        for loan, debt in enumerate(question.debts)
        for payment in _of_loan(question, carried, loan, debt)
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.loan)))


def _of_loan(
    question: Question, carried: Carried, loan: int, debt: Debt
) -> Iterator[PlannedPayment]:
    missed = {hit.watch for hit in carried.hits}
    kept = [
        watch
        for number, watch in enumerate(question.watches)
        if watch.loan == debt.id and watch.days is not None and number not in missed
    ]
    cleared = dict(zip(debt.dues, carried.cleared[loan], strict=True))
    for (on, settles), paid in groupby(carried.payments[loan], key=_kind):
        amount = sum(sum_of(each) for each in paid)
        done = [due for due in debt.dues if cleared[due] == on and (due.due_on > on) == settles]
        found = PlannedPayment(
            on=on,
            loan=debt.id,
            amount=amount,
            clears=tuple(due.n for due in done),
            part=not done,
            reason="rest",
            goal="",
            last_on=None,
            a_month=0,
            why=Text("", ""),
        )
        until = question.grid.until(question.grid.place(on))
        drive = _drive(kept, done, until)
        if settles:
            found = replace(found, reason="settle")
        elif drive is not None:
            found = replace(found, reason="keep", goal=drive.goal, last_on=drive.last_on)
        elif any(due.due_on >= on for due in done):
            found = replace(found, reason="due")
        else:
            found = _priced(found, debt, done, cleared)
        yield replace(found, why=_words(found, question, debt, done))


def _kind(paid: Paid) -> tuple[date, bool]:
    """Return the day of a payment and whether it ends the loan early, which has to be asked for."""
    return paid_on(paid), isinstance(paid, Prepayment)


class _Drive(NamedTuple):
    goal: str
    last_on: date


def _drive(kept: Sequence[Watch], done: Sequence[Due], until: date) -> _Drive | None:
    """Return the goal for which one of these dues could not wait for the next money."""
    for watch in kept:
        days = [watch.pay_by(due) for due in done if watch.pay_by(due) < until]
        if days:
            return _Drive(watch.goal, min(days))
    return None


def _priced(
    found: PlannedPayment, debt: Debt, done: Sequence[Due], cleared: dict[Due, date | None]
) -> PlannedPayment:
    """Return a payment with what thirty days without it would add; 0: nothing is known to."""
    at = [due for due in done if due.due_on <= found.on]
    a_day = sum((due.a_day for due in at), Fraction(0))
    if found.part:
        open_ = [
            due
            for due in debt.dues
            if due.due_on <= found.on and (cleared[due] or date.max) > found.on
        ]
        if open_:
            share = min(Fraction(1), Fraction(found.amount, open_[0].amount))
            a_day = open_[0].a_day * share
    if debt.whole_rate:
        a_day = max(a_day, debt.whole_rate * found.amount)
    return replace(found, reason="price" if a_day else "rest", a_month=int(a_day * 30))


# -- in words -------------------------------------------------------------------------------------


def _words(found: PlannedPayment, question: Question, debt: Debt, done: Sequence[Due]) -> Text:
    what = _what(found, debt, done)
    case = question.case
    if found.reason == "keep":
        goal = GOAL_NAMES[found.goal]
        why = Text(
            f"为了{goal.zh}，最晚 {found.last_on}；下一笔钱在那之后才到",
            f"to {_TO[found.goal]}, by {found.last_on} at the latest; the next money comes later",
        )
    elif found.reason == "settle":
        why = Text(
            "这笔钱别处用不上，提前结清省利息；要选“提前结清”，不是普通还款",
            "spare money: ending it early saves interest; it is an early settlement, not a "
            "usual payment",
        )
    elif found.reason == "due":
        why = Text("当天到期，按时还不多花一分", "due that day; paid on time it costs nothing more")
    elif found.reason == "price":
        month = marked(found.a_month, case.currency, case.digits)
        why = Text(
            f"不还的话 30 天多 {month}，比留着划算",
            f"left open it adds {month} in 30 days",
        )
    else:
        why = Text("手里的钱先还这里", "the money at hand serves best here")
    return Text(f"{what.zh}：{why.zh}", f"{what.en}: {why.en}")


_TO = {
    "family": "keep the family out of it",
    "court": "keep out of court",
    "credit": "keep the credit report from getting worse",
}


def _what(found: PlannedPayment, debt: Debt, done: Sequence[Due]) -> Text:
    card = debt.view.file.loan.method is Method.CARD
    if found.reason == "settle":
        return Text("提前结清", "settled early")
    if found.part:
        if card and not any(due.due_on <= found.on for due in debt.dues if due not in done):
            return Text("高于最低还款", "above the minimum")
        return Text("部分还款", "a part")
    if card:
        return Text("最低还款", "the minimum")
    return _numbered([due.n for due in done if due.n])


def _numbered(numbers: Sequence[int]) -> Text:
    if not numbers:
        return Text("单列的费用", "a fee of its own")
    first, last = numbers[0], numbers[-1]
    if first == last:
        return Text(f"第 {first} 期", f"instalment {first}")
    return Text(f"第 {first} 到 {last} 期", f"instalments {first} to {last}")
