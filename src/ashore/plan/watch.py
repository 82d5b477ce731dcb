"""What a plan keeps away from: for each loan and goal, the days past due it must stay below.

The days come from the forecast: what is reported of this kind of lender and product for the family
and the courts, the code list of the credit report for the mark. What has passed is told, and the
next milestone takes its place; where nothing is reported nothing is watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ashore.facts import Goals
from ashore.forecast.ground import window_of
from ashore.forecast.proceedings import court_of
from ashore.forecast.reporters import reporting_of
from ashore.forecast.restarts import demands_in
from ashore.forecast.status import STATUS, status_of
from ashore.forecast.view import Risk, World
from ashore.law import Law
from ashore.plan.debts import Debt, Due

__all__ = ["GOALS", "Watch", "watches_of"]

GOALS = ("family", "court", "credit")
"""Goals that are about days past due; essentials are never touched, cost is money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One goal on one loan.

    Attributes:
        loan: the loan's id.
        goal: family, court or credit.
        days: the days past due at which it happens; None: no day is known, nothing to keep to.
        ground: what the day is: reported | limit (the user's own) | code | unknown.
        milestone: which of the reported days it is: earliest, usual, usual_to or latest; a code's
            letter for the credit record.
        passed: milestones that are over already, with their days past due.
        permitted_from: the first day on which norms would allow it, as things are; None: never, or
            not a question of norms.
        confidence: A, B or C, of the day.
        sources: what it rests on.
    """

    loan: str
    goal: str
    days: int | None
    ground: str
    milestone: str = ""
    passed: tuple[tuple[str, int], ...] = ()
    permitted_from: date | None = None
    confidence: str = "C"
    sources: tuple[str, ...] = ()

    def happens_on(self, due: Due) -> date:
        """Return the day it happens if this due is unpaid then."""
        assert self.days is not None
        return due.due_on + timedelta(days=self.days)

    def pay_by(self, due: Due) -> date:
        """Return the last day on which paying this due keeps it away."""
        return self.happens_on(due) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Span:
    """Milestones in days past due, in order, with what they are and rest on."""

    steps: tuple[tuple[str, int], ...]
    confidence: str
    sources: tuple[str, ...]
    ground: str = "reported"


def watches_of(
    debts: Sequence[Debt], goals: Goals, risks: Sequence[Risk], world: World
) -> tuple[Watch, ...]:
    """Return what is to be kept away, in the order of the goals and of the loans."""
    by_loan = {risk.loan: risk for risk in risks}
    found: list[Watch] = []
    for goal in (goal for goal in goals.order if goal in GOALS):
        for debt in debts:
            if not debt.dues:
                continue
            match goal:
                case "family":
                    found.append(_family(debt, by_loan.get(debt.id), goals, world.on))
                case "court":
                    found.append(_court(debt, world))
                case _:
                    found.extend(_credit(debt, world.law, world.on))
    return tuple(found)


def _family(debt: Debt, risk: Risk | None, goals: Goals, on: date) -> Watch:
    permitted = risk.permitted_from if risk else None
    if goals.family_limit_days:
        steps = (("limit", goals.family_limit_days),)
        own = _Span(steps, "A", ("goals.family_limit_days",), "limit")
        return replace(_next(debt, "family", own, on), permitted_from=permitted)
    span: _Span | None = None
    if risk is not None and risk.span is not None:
        told = risk.span
        span = _Span(
            (
                ("earliest", told.earliest),
                ("usual", told.usual_from),
                ("usual_to", told.usual_to),
                ("latest", told.latest),
            ),
            told.confidence,
            told.sources,
        )
    return replace(_next(debt, "family", span, on), permitted_from=permitted)


def _court(debt: Debt, world: World) -> Watch:
    stand, anchor = debt.view.stand, debt.view.anchor
    track = court_of(stand, world.practice, world.law, demands_in(world.log, stand.loan))
    permitted = min((path.lawful_from for path in track.paths if path.lawful_from), default=None)
    if track.stage != "none":
        return Watch(loan=debt.id, goal="court", days=None, ground=track.stage)
    windows = [window_of(world.practice, kind, stand) for kind in ("payment_order", "suit")]
    told = min((one for one in windows if one), key=lambda one: one.earliest, default=None)
    span = None
    if told is not None and anchor is not None:
        span = _Span(
            tuple(
                (name, (day - anchor.due_on).days)
                for name, day in (
                    ("earliest", told.earliest),
                    ("usual", told.usual),
                    ("usual_to", told.usual_to),
                    ("latest", told.latest),
                )
            ),
            told.confidence,
            told.sources,
        )
    return replace(_next(debt, "court", span, world.on), permitted_from=permitted)


def _credit(debt: Debt, law: Law, on: date) -> Iterator[Watch]:
    stand, anchor = debt.view.stand, debt.view.anchor
    if not reporting_of(stand.loan).may_show or anchor is None:
        return
    steps = status_of(stand, law)
    cite = law.norms[STATUS].cite(on) if STATUS in law.norms else None
    named = tuple((step.code, (step.from_on - anchor.due_on).days) for step in steps)
    if not named:
        named = (("1", (anchor.late_on - anchor.due_on).days),)
    sources = (cite.norm,) if cite else ()
    yield _next(debt, "credit", _Span(named, cite.confidence if cite else "C", sources, "code"), on)


def _next(debt: Debt, goal: str, span: _Span | None, on: date) -> Watch:
    """Return the first milestone that the oldest due has not reached yet; days None: no more."""
    if span is None:
        return Watch(loan=debt.id, goal=goal, days=None, ground="unknown")
    late = (on - debt.dues[0].due_on).days
    ahead = [step for step in span.steps if step[1] > late]
    return Watch(
        loan=debt.id,
        goal=goal,
        days=ahead[0][1] if ahead else None,
        ground=span.ground,
        milestone=ahead[0][0] if ahead else "",
        passed=tuple(dict.fromkeys(step for step in span.steps if step[1] <= late)),
        confidence=span.confidence,
        sources=span.sources,
    )
