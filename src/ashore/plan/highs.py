"""The programme given to HiGHS: goals in order, each optimum kept while the next is sought.

Floats stay here and in `program`. What leaves is whole fen and counts; the plan is carried out and
costed by the books (`ashore.plan.carry`), so a rounding of the solver never reaches a figure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ashore.plan.model import Model
from ashore.plan.program import INF, SCALE, Program

__all__ = [
    "Solved",
    "Stage",
    "Unsolved",
    "available",
    "bounds",
    "colliding",
    "least_extra",
    "solve",
]

GAP = 1e-4
HASTY_GAP = 5e-3
HASTY = (
    "mip_heuristic_run_rins",
    "mip_heuristic_run_rens",
    "mip_heuristic_run_root_reduced_cost",
    "mip_allow_restart",
)
"""What the solver leaves out where an answer is awaited: it looks for better plans, at length."""
SECONDS = 20.0
"""So long at most for one goal; then the best found is taken, and nothing is called proven."""
FEASIBLE = 2
"""What HiGHS calls a solution that keeps all rows."""
COUNT_SLACK = 1e-6
ROUNDED = 100
"""Fen by which the books may be below what the programme makes of the same payments: roundings."""
DUST = 50
"""Fen of the solver's rounding: so close to a mark, the mark is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What one goal came to: the value reached, and the best that was not excluded.

    Counts for family, court and credit; fen for cost, rounded down for the bound.
    """

    goal: str
    value: int
    bound: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """What the solver found.

    Attributes:
        unpaid: for each part and stretch, what is unpaid of the dues after its payments, fen.
        open: the same with what delay has added.
        missed: numbers of the watches given up.
        stages: the goals in order.
        proven: whether every stage ended with its gap closed.
        ends: for each part, the stretch in which the loan is ended early; None: it is not.
    """

    unpaid: tuple[tuple[int, ...], ...]
    open: tuple[tuple[int, ...], ...]
    missed: frozenset[int]
    stages: tuple[Stage, ...]
    proven: bool
    ends: tuple[int | None, ...] = ()


class Unsolved(Exception):
    """The solver ended without any plan: it had no time, or met numbers it could not handle."""


def available() -> bool:
    """Return whether the solver is installed (the extra `plan`)."""
    from importlib.util import find_spec

    return find_spec("highspy") is not None


def solve(
    model: Model, order: Sequence[str], *, gap: float = GAP, fine: bool = True, hasty: bool = False
) -> Solved:
    """Return the best plan of the model, goal by goal.

    Args:
        model: the programme.
        order: the goals, most important first: family, court, credit, cost.
        gap: the relative gap at which a stage counts as solved.
        fine: write out how large dues are paid in parts; without it the answer is faster, and its
            bound is lower.
        hasty: answer as soon as a plan is good; the gap is wider then.

    Raises:
        Unsolved: no plan was found.
    """
    return _Run(model, HASTY_GAP if hasty else gap, fine=fine, hasty=hasty).solve(order)


def bounds(
    model: Model, order: Sequence[str], reached: Mapping[str, int], *, fine: bool = True
) -> tuple[Stage, ...]:
    """Return the least of each goal that no plan can be below which is as good in those before it.

    Args:
        model: a programme that no way of paying can be below.
        order: the goals, most important first.
        reached: what a plan came to: loans that miss a goal; fen for cost.
        fine: see `solve`.

    Raises:
        Unsolved: there was no time to find any.
    """
    return _Run(model, GAP, fine=fine).bounds(order, reached)


def least_extra(model: Model, watches: Collection[int]) -> tuple[int, ...]:
    """Return the least additional money that keeps all these watches: fen for each stretch.

    Least is meant by each day: no more than needed as long as possible. Rounded up to the fen.
    """
    return _Run(model, GAP, fine=False).least_extra(watches)


def colliding(model: Model, watches: Sequence[int]) -> tuple[int, ...]:
    """Return a smallest set of watches that cannot all be kept: leave out any one and the rest can.

    Found by leaving out one after the other, the last first. Empty if all can be kept.
    """
    return _Run(model, GAP, fine=False).colliding(watches)


class _Run:
    """One programme in HiGHS, solved stage by stage."""

    def __init__(self, model: Model, gap: float, *, fine: bool, hasty: bool = False) -> None:
        self.model = model
        self.gap = gap
        self.hasty = hasty
        self.program = Program(model, fine=fine)
        self.highs = self._load()

    def _load(self) -> Any:  # noqa: ANN401  (highspy has no types)
        import highspy
        import numpy as np

        rows = self.program.rows
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(rows.lower), len(rows.row_lower)
        lp.col_cost_ = np.zeros(len(rows.lower))
        lp.col_lower_, lp.col_upper_ = np.array(rows.lower), np.array(rows.upper)
        lp.row_lower_, lp.row_upper_ = np.array(rows.row_lower), np.array(rows.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(rows.starts)
        lp.a_matrix_.index_ = np.array(rows.index)
        lp.a_matrix_.value_ = np.array(rows.value)
        kinds = [highspy.HighsVarType.kContinuous] * len(rows.lower)
        for column in rows.whole:
            kinds[column] = highspy.HighsVarType.kInteger
        lp.integrality_ = kinds
        # The bare solver: its Python wrapper prints a banner before it can be told to be quiet.
        highs = highspy.Highs.__bases__[0]()
        highs.setOptionValue("output_flag", False)  # noqa: FBT003  (no keywords in C++)
        highs.setOptionValue("threads", 1)
        highs.setOptionValue("random_seed", 0)
        # It starts from nothing for every goal; a coarse programme is solved before it has begun.
        highs.setOptionValue("mip_heuristic_run_feasibility_jump", self.program.fine)
        for option in HASTY if self.hasty else ():
            highs.setOptionValue(option, False)  # noqa: FBT003
        highs.setOptionValue("mip_rel_gap", self.gap)
        highs.setOptionValue("time_limit", SECONDS)
        highs.passModel(lp)
        return highs

    # -- solving ------------------------------------------------------------------------------

    def solve(self, order: Sequence[str]) -> Solved:
        stages, proven = [], True
        for goal in order:
            stage, closed = self._cost() if goal == "cost" else self._count(goal)
            stages.append(stage)
            proven = proven and closed
        values = self.highs.getSolution().col_value
        return Solved(
            unpaid=tuple(
                tuple(
                    part.unpaid(place, _fen(values[column]) + DUST)
                    for place, column in enumerate(columns.open)
                )
                for part, columns in zip(self.model.parts, self.program.parts, strict=True)
            ),
            open=tuple(
                tuple(_fen(values[column]) for column in columns.open)
                for columns in self.program.parts
            ),
            missed=frozenset(
                number for number, column in self.program.missed.items() if values[column] > 0.5
            ),
            stages=tuple(stages),
            proven=proven,
            ends=tuple(
                next((at for at, column in enumerate(columns.ended) if values[column] > 0.5), None)
                for columns in self.program.parts
            ),
        )

    def bounds(self, order: Sequence[str], reached: Mapping[str, int]) -> tuple[Stage, ...]:
        return tuple(self._bound(goal, reached[goal]) for goal in order)

    def _bound(self, goal: str, reached: int) -> Stage:
        cost = goal == "cost"
        terms = self._costs() if cost else dict.fromkeys(self._columns(goal), 1.0)
        if not terms or not (cost or reached):
            return Stage(goal=goal, value=reached, bound=0)
        base = self.model.base / SCALE if cost else 0.0
        self._objective(terms)
        self.highs.changeObjectiveOffset(base)
        _, bound, _ = self._run()
        self.highs.changeObjectiveOffset(0.0)
        least = max(0, int(bound * SCALE)) if cost else -int(-(bound - COUNT_SLACK) // 1)
        most = (reached + ROUNDED) / SCALE - base if cost else reached + COUNT_SLACK
        self._add_row(list(terms), list(terms.values()), most)
        return Stage(goal=goal, value=reached, bound=min(least, reached))

    def least_extra(self, watches: Collection[int]) -> tuple[int, ...]:
        self._demand(watches)
        for column in self.program.extra:
            self.highs.changeColBounds(column, 0.0, INF)
        # The sum of all that must be there by each stretch: little early counts for more than a
        # total that is lower because everything is raised and paid at once. The first sum is the
        # least there can be and no sooner than it must be: sooner would only save interest.
        sums = {
            column: float(len(self.program.extra) - at)
            for at, column in enumerate(self.program.extra)
        }
        least = 0
        while True:
            self._objective(sums)
            self._run()
            found = [_ceil(each) for each in self._extra()]
            first = next((at for at, fen in enumerate(found) if fen), None)
            if first is None or least:
                return tuple(found)
            least = self._least_in(first)

    def _least_in(self, stretch: int) -> int:
        """Return the least that must be raised in a stretch, and allow no more nor sooner, fen."""
        column = self.program.extra[stretch]
        for sooner in self.program.extra[:stretch]:
            self.highs.changeColBounds(sooner, 0.0, 0.0)
        self._objective({column: 1.0})
        self._run()
        value = max(0.0, self._extra()[stretch])
        least = _ceil(value)
        self.highs.changeColBounds(column, 0.0, least / SCALE)
        return least

    def _extra(self) -> list[float]:
        values = self.highs.getSolution().col_value
        return [values[column] for column in self.program.extra]

    def colliding(self, watches: Sequence[int]) -> tuple[int, ...]:
        self._objective({})
        needed = list(watches)
        if self._possible(needed):
            return ()
        for watch in reversed(watches):
            rest = [each for each in needed if each != watch]
            if not self._possible(rest):
                needed = rest
        return tuple(needed)

    def _possible(self, watches: Collection[int]) -> bool:
        import highspy

        self._demand(watches)
        self.highs.run()
        return bool(self.highs.getModelStatus() != highspy.HighsModelStatus.kInfeasible)

    def _demand(self, watches: Collection[int]) -> None:
        """Let these watches be kept, and the others be missed."""
        for watch, column in self.program.missed.items():
            self.highs.changeColBounds(column, 0.0, 0.0 if watch in watches else 1.0)

    def _objective(self, terms: dict[int, float]) -> None:
        import numpy as np

        count = len(self.program.rows.lower)
        costs = np.zeros(count)
        for column, factor in terms.items():
            costs[column] += factor
        self.highs.changeColsCost(count, np.arange(count, dtype=np.int32), costs)

    def _run(self) -> tuple[float, float, bool]:
        import highspy

        self.highs.run()
        info = self.highs.getInfo()
        status = self.highs.getModelStatus()
        if info.primal_solution_status != FEASIBLE:
            raise Unsolved(str(status))
        bound = info.mip_dual_bound if self.program.rows.whole else info.objective_function_value
        return (
            info.objective_function_value,
            bound,
            status == highspy.HighsModelStatus.kOptimal,
        )

    def _count(self, goal: str) -> tuple[Stage, bool]:
        columns = self._columns(goal)
        if not columns:
            return Stage(goal=goal, value=0, bound=0), True
        self._objective(dict.fromkeys(columns, 1.0))
        value, bound, closed = self._run()
        best, least = round(value), -int(-(bound - COUNT_SLACK) // 1)
        self._add_row(columns, [1.0] * len(columns), best + COUNT_SLACK)
        return Stage(goal=goal, value=best, bound=least), closed

    def _columns(self, goal: str) -> list[int]:
        return [self.program.missed[n] for n, name in enumerate(self.model.goals) if name == goal]

    def _costs(self) -> dict[int, float]:
        terms: dict[int, float] = {}
        for part, columns in zip(self.model.parts, self.program.parts, strict=True):
            for place in range(len(part.falls)):
                for column, factor in self.program.grown(part, columns, place, 1.0):
                    terms[column] = terms.get(column, 0.0) + factor
            for column, factor in self.program.saved(part, columns):
                terms[column] = terms.get(column, 0.0) + factor
        return terms

    def _cost(self) -> tuple[Stage, bool]:
        terms = self._costs()
        base = self.model.base / SCALE
        self._objective(terms)
        self.highs.changeObjectiveOffset(base)
        value, bound, closed = self._run()
        self.highs.changeObjectiveOffset(0.0)
        slack = max(1e-7, self.gap * abs(value))
        self._add_row(list(terms), list(terms.values()), value - base + slack)
        best, least = round(value * SCALE), max(0, int(bound * SCALE))
        return Stage(goal="cost", value=best, bound=least), closed

    def _add_row(self, columns: Sequence[int], factors: Sequence[float], most: float) -> None:
        import numpy as np

        self.highs.addRow(
            -INF, most, len(columns), np.array(columns, dtype=np.int32), np.array(factors)
        )


def _fen(value: float) -> int:
    return max(0, round(value * SCALE))


def _ceil(value: float) -> int:
    """Return fen rounded up, the solver's own dust left out."""
    return max(0, -int(-(value * SCALE - 1e-3) // 1))
