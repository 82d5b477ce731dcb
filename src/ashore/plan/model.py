"""The plan as a mathematical programme: what the solver is asked, in exact numbers.

One part a loan, over the stretches of the grid. What is open of a loan is always its newest dues,
since money pays the oldest first; so one number a stretch, what is open with all that delay has
added to it, tells which dues are. The cost of a stretch is bounded from below by a convex line over
that number, and is exact wherever whole dues are paid (decision 0017).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from ashore.plan.debts import Debt, Due
from ashore.plan.grid import Grid
from ashore.plan.watch import Watch

__all__ = [
    "FINE",
    "Keep",
    "Line",
    "Mark",
    "Model",
    "Part",
    "Price",
    "lower_hull",
    "model_of",
]


@dataclass(frozen=True, slots=True)
class Line:
    """A lower bound: cost of a stretch, fen >= slope * open + level."""

    slope: Fraction
    level: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Bend:
    """A due too large to be paid at once, in one stretch.

    Money reaches what bears cost last, so a part paid saves nothing at first. What still bears is
    the least that has ever been open of the due after a payment: it never grows again.
    """

    due: int  # its number among the dues of the part
    place: int
    newer: int  # what may at most be open of the newer dues, fen
    bearing: int  # what of it bears cost while nothing of that is paid, fen
    cost: Fraction  # what it costs then, with the newer dues that no other bend has


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """A goal on a loan: at the end of `place` no more than `most` fen of it may be open."""

    watch: int  # its number among the watches
    place: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A sum charged once when more than `most` fen are open at the end of `place`."""

    place: int
    most: int
    fen: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point on the way from nothing open to everything: so many of the newest dues are open.

    `due` fen are due of them, `open` fen with what delay has added, and at most `most` fen with
    every fee that may have been charged on the way.
    """

    due: int
    open: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One loan in the model.

    Attributes:
        loan: its number among the debts.
        falls: what falls due in each stretch, fen (the first holds what is late already).
        marks: for each stretch, what is open when none, one, two … of the newest dues are.
        lines: the cost of each stretch as lines over what is open at its payments.
        bends: where a due is paid in parts, more closely.
        keeps: what goals ask.
        prices: what is charged once.
        pool: whether any payment lowers it, due or not; then only the cost of the stretches has to
            be paid as well, not what is charged once.
        ends: for each stretch, the least that ends the loan early in it, all that falls due in it
            included, fen; None where it cannot be ended any more. Empty: it is never ended early.
        rest: what is owed at the end of the plan when each due is paid on its day, fen.
    """

    loan: int
    falls: tuple[int, ...]
    marks: tuple[tuple[Mark, ...], ...]
    lines: tuple[tuple[Line, ...], ...]
    bends: tuple[Bend, ...]
    keeps: tuple[Keep, ...]
    prices: tuple[Price, ...]
    pool: bool = False
    ends: tuple[int | None, ...] = ()
    rest: int = 0

    def unpaid(self, place: int, open_: int) -> int:
        """Return what of the dues is unpaid when so much is open after a stretch's payments."""
        below = Mark(due=0, open=0, most=0)
        for mark in self.marks[place]:
            if open_ < mark.open:
                return below.due + min(max(0, open_ - below.open), mark.due - below.due)
            below = mark
        return below.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The whole programme.

    Attributes:
        free: what can at most have been paid by the end of each stretch, fen.
        parts: one a loan.
        goals: for each watch that can still be missed or kept, its goal; "" for others.
        base: what the loans cost when everything is paid on its day, fen.
    """

    free: tuple[int, ...]
    parts: tuple[Part, ...]
    goals: tuple[str, ...]
    base: int


def model_of(debts: Sequence[Debt], watches: Sequence[Watch], grid: Grid) -> Model:
    """Return the programme of a case.

    Args:
        debts: the loans.
        watches: what is to be kept away; those without a day are left out.
        grid: the days and the money.
    """
    large = _large(debts, grid)
    parts = tuple(_part(number, debt, watches, grid, large) for number, debt in enumerate(debts))
    live = {keep.watch for part in parts for keep in part.keeps}
    return Model(
        free=grid.free,
        parts=parts,
        goals=tuple(watch.goal if number in live else "" for number, watch in enumerate(watches)),
        base=sum(debt.base for debt in debts),
    )


def _part(number: int, debt: Debt, watches: Sequence[Watch], grid: Grid, large: int) -> Part:
    dues = [due for due in debt.dues if due.due_on <= grid.end]
    places = [grid.place(due.due_on) for due in dues]
    falls = [0] * len(grid)
    for due, place in zip(dues, places, strict=True):
        falls[place] += due.amount
    stretches = [_Open(debt, grid, dues, places, place) for place in range(len(grid))]
    return Part(
        loan=number,
        falls=tuple(falls),
        marks=tuple(tuple(stretch.marks) for stretch in stretches),
        lines=tuple(stretch.lines() for stretch in stretches),
        bends=tuple(bend for stretch in stretches for bend in stretch.bends(large)),
        keeps=tuple(
            keep
            for at, watch in enumerate(watches)
            if watch.loan == debt.id and watch.days is not None
            for keep in _keeps(at, watch, stretches)
        ),
        prices=tuple(_prices(debt, grid, stretches)),
    )


def _large(debts: Sequence[Debt], grid: Grid) -> int:
    """Return from which sum on a due is likely to be paid in parts, fen.

    More than the usual new money of a stretch; a quarter of it where the programme stays small.
    """
    steps = sorted(after - before for before, after in pairwise(grid.free) if after > before)
    usual = steps[len(steps) // 2] if steps else grid.free[0]
    return usual // 4 if len(debts) * len(grid) <= SMALL else usual


# -- what a stretch costs -------------------------------------------------------------------------

FINE = 10**6
"""Costs are counted in millionths of a fen, rounded down, while lines are drawn: whole numbers are
quicker than fractions, and a bound stays a bound."""

SMALL = 150
"""Up to so many loans times stretches, dues of the usual size are written out as well."""

CARRIED = 3
"""For so many older minimums of a card the late fee is charged again."""


class _Open:
    """What of a loan may be open in one stretch, newest first, with what delay makes of it.

    `before` and `after` are what delay has added, running totals from the newest, by the first day
    of the stretch and by the next stretch, in millionths of a fen.
    """

    def __init__(
        self, debt: Debt, grid: Grid, dues: Sequence[Due], places: Sequence[int], place: int
    ) -> None:
        self.debt, self.grid, self.place = debt, grid, place
        self.newest = [due for due, at in zip(dues, places, strict=True) if at <= place][::-1]
        self.fresh = sum(
            at == place and due.due_on > grid.on for due, at in zip(dues, places, strict=True)
        )
        since, until = grid.starts[place], self._until()
        # What runs on all principal is carried by the oldest due that is open, whichever it is.
        carried = debt.whole_rate * debt.principal * (since - grid.on).days
        due_sum = fees = 0
        self.before, self.after = [0], [0]
        self.marks = [Mark(due=0, open=0, most=0)]
        for due in self.newest:
            pace = due.a_day.numerator * FINE // due.a_day.denominator
            self.before.append(self.before[-1] + pace * self._days(due, since))
            self.after.append(self.after[-1] + pace * self._days(due, until))
            due_sum, fees = due_sum + due.amount, fees + due.on_default
            grown = -(-self.before[-1] // FINE)
            most = due_sum + grown + fees + -int(-carried // 1)
            self.marks.append(Mark(due=due_sum, open=due_sum + grown, most=most))

    def _until(self) -> date:
        """Return the day up to which the stretch costs: the books end with the plan's last day."""
        return min(self.grid.until(self.place), self.grid.end)

    def _days(self, due: Due, day: date) -> int:
        return due.days_late(day, self.grid.on, retroactive=self.debt.retroactive)

    def number(self, due: Due) -> int:
        """Return how many dues are newer than this one."""
        return self.newest.index(due)

    def older(self, due: Due) -> Sequence[Due]:
        """Return the dues on which a late fee is charged once more when this one becomes late."""
        after = self.number(due) + 1
        return self.newest[after : after + CARRIED] if self.debt.carried_fee else ()

    def lines(self) -> tuple[Line, ...]:
        """Return what the stretch costs at least, as lines over what is open."""
        points = [(mark.most, cost) for mark, cost in zip(self.marks, self._costs(), strict=True)]
        return tuple(lower_hull(points))

    def bends(self, large: int) -> Iterator[Bend]:
        """Yield the bends of dues above a sum."""
        known = 0
        for at, due in enumerate(self.newest):
            cost = self.after[at + 1] - self.before[at + 1]
            if due.bearing and large < due.amount and cost > known:
                yield Bend(
                    due=len(self.newest) - 1 - at,
                    place=self.place,
                    newer=self.marks[at].most,
                    bearing=due.bearing,
                    cost=Fraction(cost - known, FINE),
                )
                known = cost

    def _costs(self) -> list[int]:
        """Return what the stretch costs at each mark, in millionths of a fen."""
        return [after - before for before, after in zip(self.before, self.after, strict=True)]


def lower_hull(points: Sequence[tuple[int, int]]) -> Iterator[Line]:
    """Yield the lines of the largest convex function that is under all points; 0 is left out.

    Points are (fen unpaid, millionths of a fen of cost), both rising.
    """
    hull: list[tuple[int, int]] = []
    for point in points:
        while len(hull) > 1 and _turns_down(hull[-2], hull[-1], point):
            hull.pop()
        hull.append(point)
    for left, right in pairwise(hull):
        if right[1] > left[1]:
            slope = Fraction(right[1] - left[1], (right[0] - left[0]) * FINE)
            yield Line(slope, Fraction(left[1], FINE) - slope * left[0])


def _turns_down(left: tuple[int, int], middle: tuple[int, int], right: tuple[int, int]) -> bool:
    """Say whether the middle point is on or above the line from left to right."""
    return (middle[1] - left[1]) * (right[0] - left[0]) >= (right[1] - left[1]) * (
        middle[0] - left[0]
    )


# -- thresholds -----------------------------------------------------------------------------------


def _keeps(at: int, watch: Watch, stretches: Sequence[_Open]) -> Iterator[Keep]:
    """Yield one threshold a stretch: the newest due whose deadline lies in it decides."""
    for stretch in stretches:
        start, until = stretch.grid.starts[stretch.place], stretch.grid.until(stretch.place)
        for newer, due in enumerate(stretch.newest):
            last = watch.pay_by(due)
            if start <= last < until and watch.happens_on(due) <= stretch.grid.end:
                yield Keep(watch=at, place=stretch.place, most=stretch.marks[newer].most)
                break


def _prices(debt: Debt, grid: Grid, stretches: Sequence[_Open]) -> Iterator[Price]:
    for due in debt.dues:
        if not (due.on_default and grid.on < due.late_on <= grid.end):
            continue
        place = grid.place(due.late_on)
        if grid.starts[place] == due.late_on:  # money of the day it is late comes too late
            place -= 1
        if place >= 0 and due in stretches[place].newest:
            most = stretches[place].marks[stretches[place].number(due)].most
            yield Price(place=place, most=most, fen=Fraction(due.on_default))
            for older in stretches[place].older(due):
                most = stretches[place].marks[stretches[place].number(older)].most
                yield Price(place=place, most=most, fen=debt.carried_fee * older.amount)
    if debt.whole_rate:
        for stretch in stretches:
            yield from _whole(debt, stretch)


def _whole(debt: Debt, stretch: _Open) -> Iterator[Price]:
    """Yield what delay costs on principal not yet due, where the base is all of it.

    While anything older than the stretch is open it runs on every day, else from the due date.
    """
    grid, place = stretch.grid, stretch.place
    start, until = grid.starts[place], min(grid.until(place), grid.end)
    count = len(stretch.newest)
    yet = debt.principal - sum(debt.principals[:count])
    new = stretch.newest[: stretch.fresh]
    turn = min((due.due_on for due in new if due.late_on <= until), default=until)
    for newer, since, to in ((0, turn, until), (len(new), start, turn)):
        if yet > 0 and since < to and newer < count:
            yield Price(
                place=place,
                most=stretch.marks[newer].most,
                fen=debt.whole_rate * yet * (to - since).days,
            )
