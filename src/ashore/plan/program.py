"""The programme in numbers: columns with bounds and sparse rows, ready for a solver.

Floats begin here. Money is in units of a hundred yuan, so that the numbers stay near 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ashore.plan.model import Keep, Line, Model, Part, Price

__all__ = ["INF", "SCALE", "Columns", "Program", "Rows", "unit"]

SCALE = 10_000
"""Fen in the solver's unit, so that its numbers stay near 1."""


@dataclass(slots=True)
class Rows:
    """A programme being written: columns with bounds, rows as sparse lists."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def column(self, lower: float, upper: float, *, whole: bool = False) -> int:
        """Add a column; return its number."""
        self.lower.append(lower)
        self.upper.append(upper)
        if whole:
            self.whole.append(len(self.lower) - 1)
        return len(self.lower) - 1

    def row(self, terms: Sequence[tuple[int, float]], lower: float, upper: float) -> None:
        """Add a row of (column, factor) terms; factors of one column add up."""
        merged: dict[int, float] = {}
        for column, factor in terms:
            merged[column] = merged.get(column, 0.0) + factor
        for column, factor in merged.items():
            if factor:
                self.index.append(column)
                self.value.append(factor)
        self.starts.append(len(self.index))
        self.row_lower.append(lower)
        self.row_upper.append(upper)


INF = float("inf")


WHOLE = 500
"""Up to so many loans times stretches a loan is ended early as a whole, else any part of it."""


@dataclass(slots=True)
class Columns:
    """Where a part's columns are, one a stretch: what is open, and what the stretch costs.

    A cost is a column times a factor. `prices` are the flags with what each costs, `ended` says
    for each stretch how much of the loan is ended early by then.
    """

    open: list[int]
    cost: list[tuple[int, float]]
    prices: list[tuple[int, float]]
    ended: list[int]


class Program:
    """The columns and rows of a model.

    Attributes:
        model: what it was made from.
        fine: whether dues paid in parts are written out.
        rows: all columns and rows.
        missed: for each watch, the column that says it is given up.
        parts: the columns of each loan.
        extra: for each stretch, money that comes in addition: none unless its bounds are opened.
    """

    def __init__(self, model: Model, *, fine: bool = True) -> None:
        self.model = model
        self.fine = fine
        self.rows = Rows()
        self.missed = {
            number: self.rows.column(0.0, 1.0, whole=True)
            for number, goal in enumerate(model.goals)
            if goal
        }
        self.parts = [self._part(part) for part in model.parts]
        self.extra = [self.rows.column(0.0, 0.0) for _ in model.free]
        self._money()

    def _part(self, part: Part) -> Columns:
        rows = self.rows
        open_ = [rows.column(0.0, unit(marks[-1].most)) for marks in part.marks]
        bent = {bend.place for bend in part.bends} if self.fine else set[int]()
        cost = [
            self._cost(lines, column, own=place in bent)
            for place, (lines, column) in enumerate(zip(part.lines, open_, strict=True))
        ]
        columns = Columns(open_, cost, [], self._ended(part, open_))
        for keep in part.keeps:
            self._above(part, columns, keep, self.missed[keep.watch])
        for price in part.prices:
            late = rows.column(0.0, 1.0, whole=True)
            self._above(part, columns, price, late)
            columns.prices.append((late, unit(price.fen)))
        if self.fine:
            self._bends(part, columns)
        for place, falls in enumerate(part.falls):  # no payment is negative
            rows.row(self._paid(part, columns, place), -unit(falls), INF)
        return columns

    def _ended(self, part: Part, open_: Sequence[int]) -> list[int]:
        """Return the columns that say how much of a loan is ended early, which only grows.

        So much of what can be open at most is open no more.
        """
        ended: list[int] = []
        small = len(self.model.parts) * len(self.model.free) <= WHOLE
        for end, column, marks in zip(part.ends, open_, part.marks, strict=False):
            now = self.rows.column(0.0, 1.0, whole=small)
            most = unit(marks[-1].most)
            self.rows.row([(column, 1.0), (now, most)], -INF, most)
            before = ended[-1] if ended else None
            terms = [(now, 1.0), *([] if before is None else [(before, -1.0)])]
            self.rows.row(terms, 0.0, INF if end is not None else 0.0)
            ended.append(now)
        return ended

    def _cost(self, lines: Sequence[Line], open_: int, *, own: bool) -> tuple[int, float]:
        """Return the cost of a stretch as a column and a factor.

        One line from nothing on needs no new column.
        """
        if not own and (not lines or (len(lines) == 1 and not lines[0].level)):
            return open_, float(lines[0].slope) if lines else 0.0
        column = self.rows.column(0.0, INF)
        for line in lines:
            self.rows.row([(column, 1.0), (open_, -float(line.slope))], unit(line.level), INF)
        return column, 1.0

    def _above(self, part: Part, columns: Columns, limit: Keep | Price, flag: int) -> None:
        """Write that the flag is set when more is open than the limit allows."""
        over = part.marks[limit.place][-1].most - limit.most
        terms = [(columns.open[limit.place], 1.0), (flag, -unit(over))]
        self.rows.row(terms, -INF, unit(limit.most))

    def _bends(self, part: Part, columns: Columns) -> None:
        """Write what large dues cost: by what of them still bears cost, which only falls."""
        rows, bearing = self.rows, dict[int, int]()  # the last column of each due
        for place, bends in groupby(part.bends, key=lambda bend: bend.place):
            terms = [(columns.cost[place][0], 1.0)]
            for bend in bends:
                most, over = unit(bend.bearing), unit(part.marks[place][-1].most - bend.newer)
                now, falls = rows.column(0.0, most), rows.column(0.0, 1.0, whole=True)
                before = bearing.get(bend.due)
                # What bears now is what did before, or what is open of the due if that is less.
                kept = [(now, 1.0), (falls, most)]
                if before is None:
                    rows.row(kept, most, INF)
                else:
                    rows.row([*kept, (before, -1.0)], 0.0, INF)
                open_ = [(now, 1.0), (columns.open[place], -1.0), (falls, -over)]
                rows.row(open_, -unit(bend.newer) - over, INF)
                bearing[bend.due] = now
                terms.append((now, -float(bend.cost / bend.bearing)))
            rows.row(terms, 0.0, INF)

    def grown(
        self, part: Part, columns: Columns, place: int, factor: float
    ) -> list[tuple[int, float]]:
        """Return what delay adds in a stretch: its cost, and what is charged once."""
        once = [
            (late, factor * fen)
            for (late, fen), price in zip(columns.prices, part.prices, strict=True)
            if price.place == place
        ]
        column, slope = columns.cost[place]
        return [(column, factor * slope), *once]

    def _money(self) -> None:
        """Write that nothing is paid before it is free: left = left before + new - payments."""
        left: int | None = None
        before = 0
        for place, free in enumerate(self.model.free):
            now = self.rows.column(0.0, INF)
            terms = [(now, 1.0), (self.extra[place], -1.0)]
            if left is not None:
                terms.append((left, -1.0))
            known = 0
            for part, columns in zip(self.model.parts, self.parts, strict=True):
                known += part.falls[place]
                terms += self.payment(part, columns, place)
            self.rows.row(terms, unit(free - before - known), unit(free - before - known))
            left, before = now, free

    def payment(self, part: Part, columns: Columns, place: int) -> list[tuple[int, float]]:
        """Return the payment of a stretch, less what falls due in it, as terms."""
        return [*self._paid(part, columns, place), *self._ending(part, columns, place)]

    def _paid(self, part: Part, columns: Columns, place: int) -> list[tuple[int, float]]:
        """Return the same without what ends the loan early."""
        terms = [(columns.open[place], -1.0)]
        if place:
            terms.append((columns.open[place - 1], 1.0))
            if part.pool:
                terms.append(columns.cost[place - 1])
            else:
                terms += self.grown(part, columns, place - 1, 1.0)
        if part.ends:  # what is ended does not fall due any more
            terms.append((columns.ended[place], -unit(part.falls[place])))
        return terms

    def _ending(self, part: Part, columns: Columns, place: int) -> list[tuple[int, float]]:
        """Return what ends a loan early in a stretch."""
        if not part.ends:
            return []
        sum_ = unit(part.ends[place] or 0)
        terms = [(columns.ended[place], sum_)]
        return terms if not place else [*terms, (columns.ended[place - 1], -sum_)]

    def saved(self, part: Part, columns: Columns) -> list[tuple[int, float]]:
        """Return what ending a loan early changes in what it takes in all, as terms."""
        if not part.ends:
            return []
        terms = [(columns.ended[-1], -unit(part.rest))]
        for place, falls in enumerate(part.falls):
            terms.append((columns.ended[place], -unit(falls)))
            terms += self._ending(part, columns, place)
        return terms


def unit(fen: object) -> float:
    """Return fen in the solver's unit."""
    return float(fen) / SCALE  # type: ignore[arg-type]
