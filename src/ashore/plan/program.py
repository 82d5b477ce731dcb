"""The programme in numbers: columns with bounds and sparse rows, ready for a solver.

Floats begin here. Money is in units of a hundred yuan, so that the numbers stay near 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ashore.plan.model import Model, Part

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
        """Add a row of (column, factor) terms."""
        for column, factor in terms:
            if factor:
                self.index.append(column)
                self.value.append(factor)
        self.starts.append(len(self.index))
        self.row_lower.append(lower)
        self.row_upper.append(upper)


INF = float("inf")


@dataclass(slots=True)
class Columns:
    """Where a part's columns are, one a stretch; `prices` with what each costs."""

    unpaid: list[int]
    open_cost: list[int]
    cost: list[int]
    prices: list[tuple[int, float]]


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
        rows, unpaid, open_cost, cost = self.rows, [], [], []
        fallen = 0
        for place, falls in enumerate(part.falls):
            fallen += falls
            unpaid.append(rows.column(0.0, unit(fallen)))
            # What has run up before the plan's day is part of the sums due.
            open_cost.append(rows.column(0.0, INF if place and part.share[place] else 0.0))
            cost.append(rows.column(0.0, INF))
            for line in part.lines[place]:
                rows.row([(cost[-1], 1.0), (unpaid[-1], -float(line.slope))], unit(line.level), INF)
            if part.share[place]:
                rows.row([(open_cost[-1], 1.0), (unpaid[-1], -float(part.share[place]))], -INF, 0.0)
            if place:
                rows.row([(unpaid[-1], 1.0), (unpaid[-2], -1.0)], -INF, unit(falls))
        columns = Columns(unpaid, open_cost, cost, [])
        self._thresholds(part, columns)
        if self.fine and part.bends:
            self._bends(part, columns)
            self._cost_first(part, columns)
        for place in range(1, len(part.falls)):
            terms = [(open_cost[place], 1.0), (open_cost[place - 1], -1.0)]
            rows.row([*terms, *self.grown(part, columns, place - 1, -1.0)], -INF, 0.0)
        return columns

    def _bends(self, part: Part, columns: Columns) -> None:
        """Write the cost of a due that is paid in parts: rising first, then level."""
        fallen = [sum(part.falls[: place + 1]) for place in range(len(part.falls))]
        for bend in part.bends:
            cost, unpaid = columns.cost[bend.place], columns.unpaid[bend.place]
            over = fallen[bend.place] - bend.under - bend.bearing
            level = self.rows.column(0.0, 1.0, whole=True)
            self.rows.row(
                [(unpaid, 1.0), (level, -unit(over))], -INF, unit(bend.under + bend.bearing)
            )
            top = unit(bend.base + bend.pace * bend.bearing)
            self.rows.row([(cost, 1.0), (level, -top)], 0.0, INF)
            slope = float(bend.pace)
            self.rows.row(
                [(cost, 1.0), (unpaid, -slope), (level, slope * unit(over))],
                unit(bend.base - bend.pace * bend.under),
                INF,
            )

    def _cost_first(self, part: Part, columns: Columns) -> None:
        """Write that a payment clears the cost run up before it reaches the sums due."""
        fallen = 0
        for place, falls in enumerate(part.falls):
            fallen += falls
            more = float(part.share[place] - part.newer[place])
            if more <= 0 or not fallen:
                continue
            pays = self.rows.column(0.0, 1.0, whole=True)
            terms = [(columns.unpaid[place], -1.0), (pays, -unit(fallen))]
            if place:
                terms.append((columns.unpaid[place - 1], 1.0))
            self.rows.row(terms, -INF, -unit(falls))
            loose = more * unit(fallen)
            terms = [
                (columns.open_cost[place], 1.0),
                (columns.unpaid[place], -float(part.newer[place])),
                (pays, loose),
            ]
            self.rows.row(terms, -INF, loose)

    def _thresholds(self, part: Part, columns: Columns) -> None:
        for keep in part.keeps:
            terms = [
                (columns.unpaid[keep.place], 1.0),
                (self.missed[keep.watch], -unit(keep.over)),
            ]
            self.rows.row(terms, -INF, unit(keep.most))
        for price in part.prices:
            late = self.rows.column(0.0, 1.0, whole=True)
            terms = [(columns.unpaid[price.place], 1.0), (late, -unit(price.over))]
            self.rows.row(terms, -INF, unit(price.most))
            columns.prices.append((late, unit(price.fen)))

    def grown(
        self, part: Part, columns: Columns, place: int, factor: float
    ) -> list[tuple[int, float]]:
        """Return what delay adds in a stretch: its cost, and what is charged once."""
        once = [
            (late, factor * fen)
            for (late, fen), price in zip(columns.prices, part.prices, strict=True)
            if price.place == place
        ]
        return [(columns.cost[place], factor), *once]

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
        terms = [(columns.unpaid[place], -1.0), (columns.open_cost[place], -1.0)]
        if place:
            terms += [(columns.unpaid[place - 1], 1.0), (columns.open_cost[place - 1], 1.0)]
            terms += self.grown(part, columns, place - 1, 1.0)
        return terms


def unit(fen: object) -> float:
    """Return fen in the solver's unit."""
    return float(fen) / SCALE  # type: ignore[arg-type]
