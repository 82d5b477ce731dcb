"""Follow a solved programme on the books: what it leaves open becomes what is to be paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from ashore.ledger.card_cycle import next_statement
from ashore.plan.capped import CappedTab
from ashore.plan.carry import Wish, sum_of
from ashore.plan.debts import Debt, Due
from ashore.plan.grid import Grid
from ashore.plan.highs import Solved
from ashore.plan.methods import deadlines_of, dearness
from ashore.plan.model import Model
from ashore.plan.question import Question
from ashore.plan.tab import LEAST, CardTab
from ashore.plan.tabs import Tab

__all__ = ["BySolver", "by_solver"]

DUST = 100
"""Fen of the solver's rounding below which nothing is meant to be open."""

NEAR = Fraction(4, 5)
"""From this part of a card's minimum on, the solver means all of it: its own is a little low."""

TOLERANCE = 100
"""Fen of the solver's rounding within which a due counts as paid or as untouched."""


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
    pools: Sequence[bool]
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
                not self._ends(loan, place),
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
        if self.pools[loan]:
            return self._of_pool(loan, place, fallen, tab)
        if isinstance(tab, CardTab):
            return _of_card(loan, fallen, grid.starts[place], tab, self.solved.unpaid[loan][place])
        days = sorted({due.due_on for due in fallen})
        if self._ends(loan, place):
            return Wish(loan=loan, through=max(days, default=date.min), ends=True)
        return _of_loan(loan, days, grid.starts[place], tab, self.solved.open[loan][place])

    def _ends(self, loan: int, place: int) -> bool:
        """Say whether the solver ends a loan early in a stretch."""
        return bool(self.solved.ends) and self.solved.ends[loan] == place

    def _of_pool(self, loan: int, place: int, fallen: Sequence[Due], tab: Tab) -> Wish:
        """Return what leaves as much of a loan as the solver does, due or not."""
        day, open_ = max(self.grid.starts[place], tab.day), self.solved.open[loan][place]
        through = max((due.due_on for due in fallen), default=date.min)
        if isinstance(tab, CappedTab):
            if open_ <= DUST:
                return Wish(loan=loan, through=through, ends=bool(self.solved.ends))
            return Wish(loan=loan, through=through, most=max(0, tab.granted(day) - open_))
        assert isinstance(tab, CardTab), "a loan with a schedule is no pool"
        owed = tab.owed(day)
        if open_ <= DUST:
            return Wish(loan=loan, through=through, ahead=owed)
        days = tab.due_days(max(day, self.grid.until(place) - timedelta(days=1)))
        first = min(days, default=day)
        minimum, pay = tab.need(first, first), max(0, owed - open_)
        if pay < NEAR * minimum:
            return Wish(loan=loan, through=date.min, ahead=pay if pay >= LEAST else 0)
        # What is paid before the statement does not count for its minimum.
        drawn = next_statement(tab.booked.rules.card, day) >= first
        ahead = max(pay, minimum) if drawn else max(0, pay - minimum)
        return Wish(loan=loan, through=max(days, default=day), ahead=ahead)

    def _next_firm(self, loan: int, place: int) -> int:
        """Return the next stretch in which a goal needs a due of the loan."""
        later = range(place + 1, len(self.firm))
        return next((at for at in later if loan in self.firm[at]), len(self.firm))


def _need(tab: Tab, start: date, through: date) -> int:
    """Return what clears everything due by a day of the stretch that begins on `start`, fen."""
    if isinstance(tab, CardTab):
        return tab.need(max(start, through), through)
    return tab.need(start, through)


def by_solver(question: Question, model: Model, solved: Solved) -> BySolver:
    """Return the chooser that follows a solved model."""
    kept = [watch for number, watch in enumerate(question.watches) if number not in solved.missed]
    firm = [
        {loan: through for loan, (_, through) in there.items()}
        for there in deadlines_of(question.debts, kept, question.grid)
    ]
    pools = [part.pool for part in model.parts]
    return BySolver(question.debts, question.grid, solved, firm, pools)


def _of_loan(loan: int, days: Sequence[date], start: date, tab: Tab, open_: int) -> Wish:
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
