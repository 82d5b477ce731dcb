"""Ways of paying: ours from the solver, the rule that stands in for it, and the usual ones.

Each says for a stretch of days which loans get money first. The books do the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from ashore.money import split_by
from ashore.plan.carry import Chooser, Wish, sum_of
from ashore.plan.debts import Debt, Due
from ashore.plan.grid import Grid
from ashore.plan.highs import Solved
from ashore.plan.question import Question
from ashore.plan.tab import LEAST, CardTab, LoanTab, Tab
from ashore.plan.watch import Watch
from ashore.words import Text

__all__ = ["METHODS", "OURS", "BySolver", "Method", "by_solver", "dearness", "rule", "usual"]

TOLERANCE = 100
"""Fen of the solver's rounding within which a due counts as paid or as untouched."""


def dearness(debt: Debt) -> Fraction:
    """Return what a day of delay costs for each fen that is or falls due next."""
    if not debt.dues:
        return Fraction(0)
    first = debt.dues[0]
    whole = debt.whole_rate * debt.principal
    return (first.a_day + whole) / first.amount


# -- from the solver ------------------------------------------------------------------------------


@dataclass(slots=True)
class BySolver:
    """The chooser that follows a solved model; dues that a kept goal needs get their money first.

    `short` has for each stretch what those dues needed more than there was: the model counts what
    delay has run up a little too low, and is asked again with that much less money.
    """

    debts: Sequence[Debt]
    grid: Grid
    solved: Solved
    firm: Sequence[dict[int, date]]
    short: dict[int, int] = field(default_factory=dict)

    def __call__(self, place: int, tabs: Sequence[Tab], left: int) -> Iterable[Wish]:
        """Return the wishes of a stretch."""
        start, firm = self.grid.starts[place], self.firm[place]
        needs = {loan: _need(tabs[loan], start, through) for loan, through in firm.items()}
        kept = sum(needs.values())
        if kept > left:
            self.short[place] = kept - left
        order = sorted(
            range(len(self.debts)),
            key=lambda loan: (
                loan not in firm,
                self._next_firm(loan, place),
                not any(due.on_default for due in self.debts[loan].dues),
                -dearness(self.debts[loan]),
                self.debts[loan].id,
            ),
        )
        for loan in order:
            kept -= needs.get(loan, 0)
            wish = self._wish(loan, place, tabs[loan])
            if loan in firm:
                wish = _at_least(wish, needs[loan], firm[loan])
            before = sum(sum_of(each) for each in tabs[loan].payments)
            most = max(0, left - kept)
            yield replace(wish, most=most if wish.most is None else min(wish.most, most))
            left -= sum(sum_of(each) for each in tabs[loan].payments) - before

    def _wish(self, loan: int, place: int, tab: Tab) -> Wish:
        """Return what leaves as much open of a loan as the solver does."""
        debt, grid = self.debts[loan], self.grid
        fallen = [
            due for due in debt.dues if grid.place(due.due_on) <= place and due.due_on <= grid.end
        ]
        if isinstance(tab, CardTab):
            return _of_card(loan, fallen, grid.starts[place], tab, self.solved.unpaid[loan][place])
        days = sorted({due.due_on for due in fallen})
        return _of_loan(loan, days, grid.starts[place], tab, self.solved.open[loan][place])

    def _next_firm(self, loan: int, place: int) -> int:
        """Return the next stretch in which a goal needs a due of the loan."""
        later = range(place + 1, len(self.firm))
        return next((at for at in later if loan in self.firm[at]), len(self.firm))


def _need(tab: Tab, start: date, through: date) -> int:
    """Return what clears everything due by a day of the stretch that begins on `start`, fen."""
    if isinstance(tab, CardTab):
        return tab.need(max(start, through), through)
    return tab.need(start, through)


def by_solver(question: Question, solved: Solved) -> BySolver:
    """Return the chooser that follows a solved model."""
    kept = [watch for number, watch in enumerate(question.watches) if number not in solved.missed]
    firm = [
        {loan: through for loan, (_, through) in there.items()}
        for there in _deadlines(question.debts, kept, question.grid)
    ]
    return BySolver(question.debts, question.grid, solved, firm)


def _of_loan(loan: int, days: Sequence[date], start: date, tab: LoanTab, open_: int) -> Wish:
    """Return what leaves so much open of what falls due on these days, by the books.

    No slivers: what would leave or pay less than a sensible payment of a due clears or leaves it.
    """
    pay = tab.need(start, days[-1]) - open_ if days else 0
    if pay < LEAST:
        return Wish(loan=loan, through=date.min)
    sums = [tab.need(start, day) for day in days]
    nearest = min(range(len(days)), key=lambda at: abs(sums[at] - pay))
    if abs(sums[nearest] - pay) < LEAST:
        return Wish(loan=loan, through=days[nearest])
    return Wish(loan=loan, through=days[-1], most=pay)


def _of_card(loan: int, fallen: list[Due], start: date, tab: CardTab, unpaid: int) -> Wish:
    while fallen and unpaid >= fallen[-1].amount - TOLERANCE:
        unpaid -= fallen.pop().amount
    if not fallen:
        return Wish(loan=loan, through=date.min)
    last = fallen[-1].due_on
    if unpaid <= TOLERANCE:
        return Wish(loan=loan, through=last)
    day = max(start, last)
    return Wish(
        loan=loan,
        through=fallen[-2].due_on if len(fallen) > 1 else date.min,
        part=max(0, tab.need(day, day) - unpaid),
        part_on=last,
    )


def _at_least(wish: Wish, need: int, through: date) -> Wish:
    """Return a wish that clears all due by a day, whatever the solver leaves."""
    most = wish.most if wish.most is None or wish.through >= through else None
    return replace(
        wish,
        through=max(wish.through, through),
        most=None if most is None else max(most, need),
    )


# -- without a solver -----------------------------------------------------------------------------


def rule(question: Question) -> Chooser:
    """Return the rule that stands in for the solver: the next trigger first, then the dearest.

    In each stretch the dues whose deadline lies in it are paid, in the order of the watches; then,
    with what later deadlines do not need, the dearest loan.
    """
    debts, grid = question.debts, question.grid
    deadlines = _deadlines(debts, question.watches, grid)
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


def _deadlines(
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
