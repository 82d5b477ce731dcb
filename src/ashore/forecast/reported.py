"""The reported track: what pages say happens, put on the dates of one loan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ashore.forecast.event import Event
from ashore.forecast.practice import Practice, Span, Stage
from ashore.ledger.booked import Balance
from ashore.words import Text

__all__ = ["Anchor", "anchor_of", "reported_events"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The due date days are counted from, and whether it has been missed already."""

    due_on: date
    missed: bool


def anchor_of(balance: Balance) -> Anchor | None:
    """Return the due date of the oldest instalment in arrears, else of the next one to be paid.

    None when nothing is owed any more.
    """
    late = [line.due_on for line in balance.lines if line.days_late]
    if late:
        return Anchor(min(late), missed=True)
    ahead = [line.due_on for line in balance.lines if line.total and line.due_on >= balance.on]
    return Anchor(min(ahead), missed=False) if ahead else None


def reported_events(
    balance: Balance, practice: Practice, *, reachable: bool | None
) -> Iterator[Event]:
    """Yield what is reported to happen if nothing is paid, stages wholly in the past left out."""
    anchor = anchor_of(balance)
    if anchor is None:
        return
    loan = balance.loan
    for stage in practice.stages:
        span = practice.span(stage, loan.lender_type, loan.product, reachable=reachable)
        if span is None or anchor.due_on + timedelta(days=span.latest) < balance.on:
            continue
        yield _event(stage, span, anchor, balance)


def _event(stage: Stage, span: Span, anchor: Anchor, balance: Balance) -> Event:
    def on(days: int) -> date:
        return anchor.due_on + timedelta(days=days)

    return Event(
        loan=balance.loan.id,
        kind=stage.kind,
        track="reported",
        earliest=on(span.earliest),
        usual=on(span.usual_from),
        usual_to=on(span.usual_to),
        latest=on(span.latest),
        days=(span.earliest, span.latest),
        lawful=False if stage.to == "third" else None,
        sources=span.sources,
        confidence=span.confidence,
        title=stage.title,
        means=stage.means,
        do=stage.do,
        may_not=stage.may_not,
        condition=_IF_UNPAID if not anchor.missed else Text("", ""),
        notes=span.notes,
    )


_IF_UNPAID = Text("如果这一期到期没有还", "if the coming instalment is not paid")
