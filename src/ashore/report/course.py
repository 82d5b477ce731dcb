"""How a debt shrinks under a plan: what is owed at the turn of each month, by its parts.

The planned payments are put into the books like any others; nothing is reckoned here. Of a private
loan over the cap it is what a court would grant, as in the plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ashore.days import month_step
from ashore.facts import LoanFile
from ashore.law import Law
from ashore.ledger.booked import PART_NAMES
from ashore.ledger.ceiling import lawful_of
from ashore.ledger.loans import books, owed_on
from ashore.loan import COMPONENTS, Component, Effect, Event, Method, Payment, Prepayment
from ashore.plan.outcome import Plan, PlannedPayment
from ashore.report.calm import date_words
from ashore.report.markup import Column, Tongue, amount
from ashore.report.shown import marked
from ashore.report.svg import Column as Bar, Piece, columns
from ashore.words import Text

__all__ = ["Point", "course", "course_html"]

MONTHS_MOST = 24


@dataclass(frozen=True, slots=True)
class Point:
    """What is owed on a day by part, fen."""

    on: date
    parts: tuple[tuple[Component, int], ...]

    @property
    def total(self) -> int:
        """Everything owed on that day."""
        return sum(amount for _, amount in self.parts)


def course(plan: Plan, law: Law) -> tuple[Point, ...]:
    """Return what is owed from the day of a plan on, month by month, until nothing is."""
    days = [month_step(plan.on, number) for number in range(MONTHS_MOST + 1)]
    days = [day for day in days if day <= plan.end] or [plan.on]
    sums = [dict.fromkeys(COMPONENTS, 0) for _ in days]
    for file in plan.case.loans:
        mine = [each for each in plan.payments if each.loan == file.loan.id]
        booked = books(file.loan, (*file.events, *_paid(file, mine)), law)
        for at, day, balance in zip(sums, days, owed_on(booked, days), strict=True):
            lawful = lawful_of(booked, day, law)
            if lawful is not None:  # a private loan over the cap: what a court would grant
                at[Component.PRINCIPAL] += lawful.principal
                at[Component.INTEREST] += lawful.interest
                continue
            for part in COMPONENTS:
                at[part] += getattr(balance, part.value)
    points = [Point(day, tuple(parts.items())) for day, parts in zip(days, sums, strict=True)]
    last = next((place for place, point in enumerate(points) if not point.total), len(points))
    return tuple(points[: last + 1])


def _paid(file: LoanFile, planned: Sequence[PlannedPayment]) -> Iterator[Event]:
    for number, each in enumerate(planned, start=1):
        name = f"planned-{number}"
        if each.reason == "settle" and file.loan.method is not Method.CARD:
            yield Prepayment(id=name, on=each.on, amount=None, effect=Effect.SETTLE)
        else:
            yield Payment(id=name, at=each.on, amount=each.amount)


def course_html(tongue: Tongue, plan: Plan, law: Law) -> str:
    """Return the course as a drawing with its table to open; empty when nothing is owed."""
    points = course(plan, law)
    if len(points) < 2 or not points[0].total:
        return ""
    case = plan.case
    bars = [
        Bar(
            label=f"{point.on:%Y-%m}",
            pieces=tuple(
                Piece(
                    part.value,
                    fen,
                    f"{tongue.raw(date_words(point.on))} {tongue.raw(PART_NAMES[part])} "
                    f"{marked(fen, case.currency, case.digits)}",
                )
                for part, fen in point.parts
                if fen
            ),
        )
        for point in points
    ]
    title = Text("按这个计划，欠款怎样变少", "How the debt shrinks under this plan")
    heads = (
        Column(Text("哪天", "on")),
        *(Column(PART_NAMES[part], figure=True) for part in COMPONENTS),
        Column(Text("合计", "total"), figure=True),
    )
    rows = [
        (
            f'<span class="m">{point.on.isoformat()}</span>',
            *(amount(fen, case.digits) for _, fen in point.parts),
            amount(point.total, case.digits),
        )
        for point in points
    ]
    twin = tongue.fold(
        Text("同样的数，列成表", "the same as a table"),
        tongue.table(title, heads, rows),
        opened=False,
    )
    return f"<figure>{columns(bars, tongue.raw(title), 'course')}{twin}</figure>"
