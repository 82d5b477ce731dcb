"""What a fall of income does to a household: the first day on which money for living is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from ashore.days import month_step
from ashore.facts import Budget
from ashore.money import Rounding, rounded
from ashore.plan.budget import cash_flow, flow_days, with_extra
from ashore.plan.household import Due
from ashore.words import Text

__all__ = ["SCENARIOS", "Scenario", "Stress", "stress_test"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A fall of income: a part of every payment that stays, or a month without any."""

    id: str
    title: Text
    change: Callable[[Budget, date], Budget]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """One scenario with its outcome, fen.

    `out_on` is the first day on which money for living is missing, None: none within the horizon;
    `missing` is what would have to be found by the worst day.
    """

    scenario: Scenario
    out_on: date | None
    missing: int


def stress_test(budget: Budget, dues: Sequence[Due], start: date, end: date) -> tuple[Stress, ...]:
    """Return what each scenario does to a household that pays the given dues, day by day.

    Only certain income counts. A fall begins on `start`; dues are paid in full all the same.
    """
    found: list[Stress] = []
    for scenario in SCENARIOS:
        household = scenario.change(budget, start)
        for due in dues:
            household = with_extra(household, due.on, -due.amount)
        flow = cash_flow(household, start, end, "pessimistic")
        out = flow.first_below()
        found.append(
            Stress(scenario=scenario, out_on=out.on if out else None, missing=flow.missing)
        )
    return tuple(found)


def _less(part: Fraction) -> Callable[[Budget, date], Budget]:
    def change(budget: Budget, _start: date) -> Budget:
        return replace(
            budget,
            income=tuple(
                replace(flow, amount=rounded(flow.amount * part, Rounding.DOWN))
                for flow in budget.income
            ),
        )

    return change


def _month_lost(budget: Budget, start: date) -> Budget:
    """Take away everything that would have come in within the first month."""
    last = month_step(start, 1) - timedelta(days=1)
    lost = budget
    for flow in budget.income:
        if flow.certain:
            for on in flow_days(flow, start, last):
                lost = with_extra(lost, on, -flow.amount)
    return lost


SCENARIOS = (
    Scenario("as_is", Text("收入照旧", "as it is"), _less(Fraction(1))),
    Scenario("less_20", Text("收入少 20%", "20 % lower"), _less(Fraction(4, 5))),
    Scenario("less_50", Text("收入少一半", "50 % lower"), _less(Fraction(1, 2))),
    Scenario("month_lost", Text("丢一个月收入", "first month lost"), _month_lost),
)
