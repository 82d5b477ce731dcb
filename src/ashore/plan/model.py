"""The plan as a mathematical programme: what the solver is asked, in exact numbers.

One part a loan, over the stretches of the grid. What is unpaid of a loan is always its newest dues,
since money pays the oldest first; so one number a stretch, `unpaid`, tells which dues are open. The
cost of a stretch is bounded from below by a convex line over that number, and is exact wherever
whole dues are paid (decision 0017).
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

__all__ = ["Keep", "Line", "Model", "Part", "Price", "model_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A lower bound: cost of a stretch, fen >= slope * unpaid + level."""

    slope: Fraction
    level: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Bend:
    """Where the true cost of a stretch lies above its lines: a due too large to be paid at once.

    Above `under` unpaid fen it rises by `pace` a fen over `bearing` fen, then stays; `base` is the
    cost up to `under`. Money reaches what bears cost last, so a part paid saves nothing at first.
    """

    place: int
    under: int
    bearing: int
    base: Fraction
    pace: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """A goal on a loan: at the end of `place` no more than `most` of it may be unpaid.

    `over` is how much more could be unpaid at most, when the goal is given up.
    """

    watch: int  # its number among the watches
    place: int
    most: int
    over: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A sum charged once when more than `most` is unpaid at the end of `place`."""

    place: int
    most: int
    over: int
    fen: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One loan in the model.

    Attributes:
        loan: its number among the debts.
        falls: what falls due in each stretch, fen (the first holds what is late already).
        lines: the cost of each stretch as lines over what is unpaid at its payments.
        share: for each stretch, the largest part of what is unpaid that may be cost run up before.
        newer: the same where something of the loan is paid in the stretch: what money has reached
            has no cost run up any more, since cost is paid first.
        bends: where a due is paid in parts, exactly.
        keeps: what goals ask.
        prices: what is charged once.
    """

    loan: int
    falls: tuple[int, ...]
    lines: tuple[tuple[Line, ...], ...]
    share: tuple[Fraction, ...]
    newer: tuple[Fraction, ...]
    bends: tuple[Bend, ...]
    keeps: tuple[Keep, ...]
    prices: tuple[Price, ...]


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
    parts = tuple(_part(number, debt, watches, grid) for number, debt in enumerate(debts))
    live = {keep.watch for part in parts for keep in part.keeps}
    return Model(
        free=grid.free,
        parts=parts,
        goals=tuple(watch.goal if number in live else "" for number, watch in enumerate(watches)),
        base=sum(debt.base for debt in debts),
    )


def _part(number: int, debt: Debt, watches: Sequence[Watch], grid: Grid) -> Part:
    dues = [due for due in debt.dues if due.due_on <= grid.end]
    places = [grid.place(due.due_on) for due in dues]
    falls = [0] * len(grid)
    for due, place in zip(dues, places, strict=True):
        falls[place] += due.amount
    keeps = [
        keep
        for at, watch in enumerate(watches)
        if watch.loan == debt.id and watch.days is not None
        for keep in _keeps(at, watch, dues, grid)
    ]
    return Part(
        loan=number,
        falls=tuple(falls),
        lines=tuple(
            _lines(_open(dues, places, place), debt, grid, place) for place in range(len(grid))
        ),
        share=tuple(
            _share(_open(dues, places, place), debt, grid, place) for place in range(len(grid))
        ),
        newer=tuple(
            _share(_open(dues, places, place)[:-1], debt, grid, place, whole=False)
            for place in range(len(grid))
        ),
        bends=tuple(_bends(debt, dues, places, grid)),
        keeps=tuple(keeps),
        prices=tuple(_prices(debt, dues, places, grid)),
    )


def _open(dues: Sequence[Due], places: Sequence[int], place: int) -> list[Due]:
    """Return what has fallen due by the end of a stretch, newest first."""
    return [due for due, at in zip(dues, places, strict=True) if at <= place][::-1]


# -- what a stretch costs -------------------------------------------------------------------------


def _lines(newest: Sequence[Due], debt: Debt, grid: Grid, place: int) -> tuple[Line, ...]:
    since, until = grid.starts[place], grid.until(place)
    points = [(0, Fraction(0))]
    for due in newest:
        more = _grown(due, debt, until, grid.on) - _grown(due, debt, since, grid.on)
        points.append((points[-1][0] + due.amount, points[-1][1] + more))
    return tuple(_lower_hull(points))


def _grown(due: Due, debt: Debt, day: date, on: date) -> Fraction:
    return due.grown(day, on, retroactive=debt.retroactive)


def _lower_hull(points: Sequence[tuple[int, Fraction]]) -> Iterator[Line]:
    """Yield the lines of the largest convex function that is under all points; 0 is left out."""
    hull: list[tuple[int, Fraction]] = []
    for point in points:
        while len(hull) > 1 and _slope(hull[-2], point) <= _slope(hull[-2], hull[-1]):
            hull.pop()
        hull.append(point)
    for left, right in pairwise(hull):
        slope = _slope(left, right)
        if slope:
            yield Line(slope, left[1] - slope * left[0])


def _slope(left: tuple[int, Fraction], right: tuple[int, Fraction]) -> Fraction:
    return (right[1] - left[1]) / (right[0] - left[0])


def _share(
    newest: Sequence[Due], debt: Debt, grid: Grid, place: int, *, whole: bool = True
) -> Fraction:
    """Return how much cost can be open at most beside each unpaid fen when a stretch begins."""
    day, unpaid, cost, most = grid.starts[place], 0, Fraction(0), Fraction(0)
    for due in newest:
        unpaid += due.amount
        cost += _grown(due, debt, day, grid.on) + due.on_default
        most = max(most, cost / unpaid)
    if whole and debt.whole_rate:
        days = (day - grid.on).days
        most += debt.whole_rate * debt.principal * days / max(1, unpaid)
    return most


def _bends(debt: Debt, dues: Sequence[Due], places: Sequence[int], grid: Grid) -> Iterator[Bend]:
    """Yield the bends of dues that the money of one stretch, as it usually is, does not pay."""
    steps = sorted(after - before for before, after in pairwise(grid.free))
    usual = steps[len(steps) // 2] if steps else grid.free[0]
    for place in range(len(grid)):
        since, until, under, base = grid.starts[place], grid.until(place), 0, Fraction(0)
        for due in _open(dues, places, place):
            more = _grown(due, debt, until, grid.on) - _grown(due, debt, since, grid.on)
            if more and usual < due.amount and due.bearing < due.amount:
                yield Bend(
                    place=place,
                    under=under,
                    bearing=due.bearing,
                    base=base,
                    pace=more / due.bearing,
                )
            under += due.amount
            base += more


# -- thresholds -----------------------------------------------------------------------------------


def _keeps(at: int, watch: Watch, dues: Sequence[Due], grid: Grid) -> Iterator[Keep]:
    """Yield one threshold a stretch: the last due whose deadline lies in it decides."""
    paid, last = 0, dict[int, int]()
    for due in dues:
        paid += due.amount
        if watch.happens_on(due) <= grid.end and watch.pay_by(due) >= grid.on:
            last[grid.place(watch.pay_by(due))] = paid
    fallen = _fallen(dues, grid)
    for place, needed in sorted(last.items()):
        yield Keep(watch=at, place=place, most=fallen[place] - needed, over=needed)


def _fallen(dues: Sequence[Due], grid: Grid) -> list[int]:
    fallen = [0] * len(grid)
    for due in dues:
        fallen[grid.place(due.due_on)] += due.amount
    for place in range(1, len(grid)):
        fallen[place] += fallen[place - 1]
    return fallen


def _prices(debt: Debt, dues: Sequence[Due], places: Sequence[int], grid: Grid) -> Iterator[Price]:
    fallen = _fallen(dues, grid)
    paid = 0
    for due in dues:
        paid += due.amount
        place = grid.place(max(grid.on, due.late_on))
        if grid.starts[place] == due.late_on:  # money of the day it is late comes too late
            place -= 1
        if due.on_default and grid.on < due.late_on <= grid.end and place >= 0:
            yield Price(
                place=place, most=fallen[place] - paid, over=paid, fen=Fraction(due.on_default)
            )
    if debt.whole_rate:
        yield from _whole(debt, dues, places, grid)


def _whole(debt: Debt, dues: Sequence[Due], places: Sequence[int], grid: Grid) -> Iterator[Price]:
    """Yield what delay costs on principal not yet due, where the base is all of it.

    While anything older than the stretch is open it runs on every day, else from the due date.
    """
    fallen = _fallen(dues, grid)
    for place in range(len(grid)):
        old = [
            principal for principal, at in zip(debt.principals, places, strict=True) if at <= place
        ]
        fresh = [
            due
            for due, at in zip(dues, places, strict=True)
            if at == place and due.due_on > grid.on
        ]
        yet, until, new = (
            debt.principal - sum(old),
            grid.until(place),
            sum(due.amount for due in fresh),
        )
        turn = min((due.due_on for due in fresh if due.late_on <= until), default=until)
        for most, since, to in ((0, turn, until), (new, grid.starts[place], turn)):
            if yet > 0 and since < to and fallen[place] > most:
                yield Price(
                    place=place,
                    most=most,
                    over=fallen[place] - most,
                    fen=debt.whole_rate * yet * (to - since).days,
                )
