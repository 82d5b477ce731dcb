"""Money that no due date and no goal needs any more: it ends the dearest debts early.

The plan is walked through a second time with its own payments. What is left over in a stretch, and
in every later one, is spare; it pays a card above its minimum or settles a loan, the best yield
first. Every way of paying that is compared gets the same treatment.
"""

from __future__ import annotations

from collections.abc import Sequence

from ashore.loan import Prepayment
from ashore.plan.carry import Carried, paid_on, sum_of, told
from ashore.plan.question import Question
from ashore.plan.tab import LEAST, CardTab, Paid
from ashore.plan.tabs import Tab, tab_of

__all__ = ["with_spare"]


def with_spare(question: Question, carried: Carried) -> Carried:
    """Return what a way of paying comes to when spare money ends debts early.

    The same, if there is none, if it would save nothing, or if a goal would be missed for it.
    """
    grid = question.grid
    script = _script(question, carried)
    tabs = [tab_of(debt, question.on) for debt in question.debts]
    ended: set[int] = set()
    spent = 0
    for place, planned in enumerate(script):
        for loan, paid in planned:
            if loan not in ended:
                spent += _again(tabs[loan], paid)
        money = grid.free[place] - spent - _reserve(question, script, place, ended)
        while money >= LEAST and (best := _best(question, tabs, place, money, ended)) is not None:
            loan, amount = best
            tab, day = tabs[loan], max(grid.starts[place], tabs[loan].day)
            tab.more(day, amount, f"plan-{len(tab.payments) + 1}")
            offer = tab.offer(day)
            if offer is None:
                ended.add(loan)
            spent += amount
            money -= amount
    better = told(question, tabs)
    kept = {hit.watch for hit in better.hits} <= {hit.watch for hit in carried.hits}
    cheaper = (better.left, better.cost) < (carried.left, carried.cost)
    return better if kept and cheaper else carried


Script = Sequence[Sequence[tuple[int, Paid]]]
"""For each stretch, the payments of the plan: the loan and the payment, by day."""


def _script(question: Question, carried: Carried) -> Script:
    script: list[list[tuple[int, Paid]]] = [[] for _ in range(len(question.grid))]
    for loan, payments in enumerate(carried.payments):
        for paid in payments:
            script[question.grid.place(paid_on(paid))].append((loan, paid))
    return script


def _again(tab: Tab, paid: Paid) -> int:
    """Make a payment of the plan again, as far as it is still needed; return the sum."""
    day = max(paid_on(paid), tab.day)
    if isinstance(paid, Prepayment):
        offer = tab.offer(day)
        if offer is None or offer.most > sum_of(paid):
            return 0
        tab.more(day, offer.most, f"plan-{len(tab.payments) + 1}")
        return offer.most
    most = max(0, tab.owed(day)) if isinstance(tab, CardTab) else tab.need(day, day)
    amount = min(sum_of(paid), most)
    if amount:
        tab.pay(day, amount, f"plan-{len(tab.payments) + 1}")
    return amount


def _reserve(question: Question, script: Script, place: int, ended: set[int]) -> int:
    """Return what later stretches need of today's money, fen."""
    free, most, needed = question.grid.free, 0, 0
    for later in range(place + 1, len(script)):
        needed += sum(sum_of(paid) for loan, paid in script[later] if loan not in ended)
        most = max(most, needed - (free[later] - free[place]))
    return most


def _best(
    question: Question, tabs: Sequence[Tab], place: int, money: int, ended: set[int]
) -> tuple[int, int] | None:
    """Return the loan spare money serves best and how much it takes, fen."""
    found = []
    for loan, tab in enumerate(tabs):
        if loan in ended:
            continue
        offer = tab.offer(max(question.grid.starts[place], tab.day))
        if offer is not None and offer.least <= money and offer.most and offer.yields > 0:
            found.append((-offer.yields, loan, min(money, offer.most)))
    if not found:
        return None
    _, loan, amount = min(found)
    return loan, amount
