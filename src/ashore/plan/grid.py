"""The few days on which a plan has to decide: today, and each day on which more money is free.

Between two such days nothing new can be paid, and paying earlier never costs more, so money for a
due date inside a stretch may be set aside when the stretch begins. No day is lost by this: a
deadline lies in exactly one stretch, and delay is counted in days.

A card that draws several bills before new money comes is another matter: paying all at once leaves
nothing for the next minimums, and each that is missed costs its fee (`crowded`, `finer`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ashore.plan.budget import CashFlow

__all__ = ["Grid", "crowded", "finer", "grid_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Stretches of days with the same free money.

    Attributes:
        starts: the first day of each stretch; the first is the day of the plan.
        free: what can at most have been paid in total by the end of each stretch, fen.
        end: the last day of the plan.
    """

    starts: tuple[date, ...]
    free: tuple[int, ...]
    end: date

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def on(self) -> date:
        """The day of the plan."""
        return self.starts[0]

    def place(self, day: date) -> int:
        """Return the stretch a day lies in; a day before the plan is in the first."""
        return max(0, bisect_right(self.starts, day) - 1)

    def until(self, place: int) -> date:
        """Return the day on which the next stretch starts, or the day after the plan."""
        last = place + 1 == len(self.starts)
        return self.end + timedelta(days=1) if last else self.starts[place + 1]

    def free_on(self, day: date) -> int:
        """Return what can at most have been paid in total by a day, fen."""
        return self.free[self.place(day)]


def finer(grid: Grid, days: Iterable[date]) -> Grid:
    """Return the same money over shorter stretches: one begins on each of these days as well."""
    inside = {day for day in days if grid.on < day <= grid.end}
    starts = tuple(sorted({*grid.starts, *inside}))
    return Grid(starts=starts, free=tuple(grid.free_on(day) for day in starts), end=grid.end)


def crowded(grid: Grid, days: Iterable[date]) -> tuple[date, ...]:
    """Return those of some days of which a stretch holds more than one: money must last for all."""
    there: dict[int, list[date]] = {}
    for day in sorted(set(days)):
        if grid.on < day <= grid.end:
            there.setdefault(grid.place(day), []).append(day)
    return tuple(day for inside in there.values() if len(inside) > 1 for day in inside)


def grid_of(flow: CashFlow) -> Grid:
    """Return the stretches of a household's days."""
    starts, free = [flow.start], [flow.free(flow.start)]
    for day in flow.days[1:]:
        now = flow.free(day.on)
        if now > free[-1]:
            starts.append(day.on)
            free.append(now)
    return Grid(starts=tuple(starts), free=tuple(free), end=flow.end)
