"""Ways of paying: the rule that stands in for the solver, and the usual ones.

Each says for a stretch of days which loans get money first. The books do the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from ashore.ledger.card import CardBooked
from ashore.money import split_by
from ashore.plan.carry import Chooser, Wish, sum_of
from ashore.plan.debts import Debt
from ashore.plan.grid import Grid
from ashore.plan.question import Question
from ashore.plan.tab import CardTab
from ashore.plan.tabs import Tab
from ashore.plan.watch import Watch
from ashore.words import Text

__all__ = ["METHODS", "OURS", "Method", "card_ways", "deadlines_of", "dearness", "rule", "usual"]


def dearness(debt: Debt) -> Fraction:
    """Return what a day of delay costs for each fen that is or falls due next."""
    if not debt.dues:
        return Fraction(0)
    first = debt.dues[0]
    whole = debt.whole_rate * debt.principal
    return (first.a_day + whole) / first.amount


# -- without a solver -----------------------------------------------------------------------------


def rule(question: Question) -> Chooser:
    """Return the rule that stands in for the solver: the next trigger first, then the dearest.

    In each stretch the dues whose deadline lies in it are paid, in the order of the watches; then,
    with what later deadlines do not need, the dearest loan.
    """
    debts, grid = question.debts, question.grid
    deadlines = deadlines_of(debts, question.watches, grid)
    order = sorted(range(len(debts)), key=lambda loan: (-dearness(debts[loan]), debts[loan].id))

    def choose(place: int, _: Sequence[Tab], left: int) -> Iterable[Wish]:
        now = deadlines[place]
        spare = left - _reserve(debts, deadlines, grid, place)
        for loan in sorted(now, key=lambda loan: now[loan][0]):
            yield Wish(loan=loan, through=now[loan][1])
        until = grid.until(place) - timedelta(days=1)
        for loan in order:
            if loan not in now and spare > 0:
                yield Wish(loan=loan, through=until, most=spare)

    return choose


def deadlines_of(
    debts: Sequence[Debt], watches: Sequence[Watch], grid: Grid
) -> list[dict[int, tuple[int, date]]]:
    """Return for each stretch: loan → (rank of the most important watch, due date to clear)."""
    at = {debt.id: number for number, debt in enumerate(debts)}
    found: list[dict[int, tuple[int, date]]] = [{} for _ in range(len(grid))]
    for rank, watch in enumerate(watches):
        if watch.days is None:
            continue
        loan = at[watch.loan]
        for due in debts[loan].dues:
            if grid.on <= watch.pay_by(due) and watch.happens_on(due) <= grid.end:
                there = found[grid.place(watch.pay_by(due))]
                before = there.get(loan, (rank, due.due_on))
                there[loan] = (min(rank, before[0]), max(due.due_on, before[1]))
    return found


def _reserve(
    debts: Sequence[Debt],
    deadlines: Sequence[dict[int, tuple[int, date]]],
    grid: Grid,
    place: int,
) -> int:
    """Return what must be kept back now for the deadlines of the next stretches, fen."""
    most = needed = 0
    done: dict[int, date] = {}
    for later in range(place + 1, min(place + 4, len(grid))):
        for loan, (_, through) in deadlines[later].items():
            since = done.get(loan, grid.starts[place])
            needed += sum(due.amount for due in debts[loan].dues if since < due.due_on <= through)
            done[loan] = max(through, since)
        most = max(most, needed - (grid.free[later] - grid.free[place]))
    return most


# -- cards ----------------------------------------------------------------------------------------


def card_ways(question: Question) -> Iterator[Chooser]:
    """Yield ways of paying cards: money held back for bills to come or not, above them or not.

    A bill's minimum is paid on its day; the rest goes to the dearest loan first, to the cards
    first, or to the cards last. The programme sees a card's minimums as they are when all are paid
    in time, so now and then one of these is better.
    """
    debts = question.debts
    dear = sorted(range(len(debts)), key=lambda loan: (-dearness(debts[loan]), debts[loan].id))
    cards = [loan for loan in dear if isinstance(debts[loan].view.stand.booked, CardBooked)]
    others = [loan for loan in dear if loan not in cards]
    everything = range(len(debts))
    for order in dict.fromkeys(((*dear,), (*cards, *others), (*others, *cards))):
        for held, ahead in product((everything, cards, ()), (True, False)):
            yield _card_way(question, order, frozenset(held), ahead=ahead)


def _card_way(
    question: Question, order: Sequence[int], held: frozenset[int], *, ahead: bool
) -> Chooser:
    debts, grid = question.debts, question.grid

    def choose(place: int, tabs: Sequence[Tab], left: int) -> Iterable[Wish]:
        until = grid.until(place) - timedelta(days=1)
        kept = _before_new_money([debts[loan] for loan in held], grid, place)
        paid = _paid(tabs)
        for loan in order:
            due = any(grid.starts[place] <= due.due_on <= until for due in debts[loan].dues)
            if due and loan in held:
                yield Wish(loan=loan, through=until)
        for loan in order:
            spare = max(0, left - kept - (_paid(tabs) - paid))
            above = spare if ahead and isinstance(tabs[loan], CardTab) else 0
            yield Wish(loan=loan, through=until, most=spare, ahead=above)

    return choose


def _before_new_money(debts: Sequence[Debt], grid: Grid, place: int) -> int:
    """Return what falls due after a stretch and before the first one with more money, fen."""
    later = range(place + 1, len(grid))
    new = next((at for at in later if grid.free[at] > grid.free[place]), len(grid))
    first, last = grid.until(place), grid.until(new - 1)
    return sum(due.amount for debt in debts for due in debt.dues if first <= due.due_on < last)


def _paid(tabs: Sequence[Tab]) -> int:
    return sum(sum_of(each) for tab in tabs for each in tab.payments)


# -- the usual ones -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Method:
    """A usual way of paying, by name, with what it does in words."""

    name: str
    title: Text


OURS = {
    "optimum": Text("这份计划", "this plan"),
    "rule": Text(
        "这份计划（先保最近的期限，再还最贵的）", "this plan (next trigger, then dearest)"
    ),
}

METHODS = (
    Method("avalanche", Text("先还最贵的（雪崩）", "dearest first")),
    Method("snowball", Text("先还最小的（雪球）", "smallest first")),
    Method("pro_rata", Text("按欠款比例分", "in proportion")),
    Method("equal", Text("每家一样多", "the same to each")),
    Method("minimum", Text("谁先到期还谁", "oldest date first")),
    Method("nothing", Text("什么都不还", "paying nothing")),
)


def usual(name: str, question: Question) -> Chooser:
    """Return a usual way of paying by its name in `METHODS`."""
    debts, grid = question.debts, question.grid

    def choose(place: int, tabs: Sequence[Tab], left: int) -> Iterable[Wish]:
        until = grid.until(place) - timedelta(days=1)
        if name == "nothing":
            return
        if name in {"pro_rata", "equal"}:
            yield from _shared(name, debts, tabs, until, left)
            return
        for loan in _ranked(name, debts, tabs, until):
            yield Wish(loan=loan, through=until)

    return choose


def _ranked(name: str, debts: Sequence[Debt], tabs: Sequence[Tab], until: date) -> list[int]:
    loans = range(len(debts))
    if name == "avalanche":
        return sorted(loans, key=lambda loan: (-dearness(debts[loan]), debts[loan].id))
    if name == "snowball":
        return sorted(loans, key=lambda loan: (_open(debts[loan], tabs[loan]), debts[loan].id))
    first = [min(tab.due_days(until), default=date.max) for tab in tabs]
    return sorted(loans, key=lambda loan: (first[loan], debts[loan].id))


def _open(debt: Debt, tab: Tab) -> int:
    return debt.total - sum(sum_of(each) for each in tab.payments)


def _shared(
    name: str, debts: Sequence[Debt], tabs: Sequence[Tab], until: date, left: int
) -> Iterable[Wish]:
    """Yield shares of the money, none larger than what is due; what remains goes round again."""
    due = [_due(debt, tab, until) for debt, tab in zip(debts, tabs, strict=True)]
    money, share = min(max(0, left), sum(due)), [0] * len(debts)
    while money:
        open_ = [want - got for want, got in zip(due, share, strict=True)]
        weights = open_ if name == "pro_rata" else [int(rest > 0) for rest in open_]
        parts = split_by(money, weights)
        given = [min(part, rest) for part, rest in zip(parts, open_, strict=True)]
        share = [got + more for got, more in zip(share, given, strict=True)]
        money -= sum(given)
    for loan, most in enumerate(share):
        if most:
            yield Wish(loan=loan, through=until, most=most)


def _due(debt: Debt, tab: Tab, until: date) -> int:
    """Return what is or falls due by a day, by the schedule and the payments so far, fen."""
    paid = sum(sum_of(each) for each in tab.payments)
    return max(0, sum(due.amount for due in debt.dues if due.due_on <= until) - paid)
