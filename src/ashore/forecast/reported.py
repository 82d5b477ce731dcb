"""The reported track: what pages say happens, put on the dates of one loan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ashore.forecast.event import Event
from ashore.forecast.practice import Practice, Span, Stage
from ashore.ledger.booked import Balance
from ashore.ledger.loans import Books, owed
from ashore.words import Text

__all__ = ["Anchor", "anchor_of", "reported_events"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The due date days are counted from, whether it has been missed, and the days of grace."""

    due_on: date
    missed: bool
    grace_days: int = 0

    @property
    def late_on(self) -> date:
        """The first day that counts as late: the day after the due date and the grace."""
        return self.due_on + timedelta(days=self.grace_days + 1)


def anchor_of(balance: Balance, booked: Books | None = None) -> Anchor | None:
    """Return the due date of the oldest instalment in arrears, else the next that would be.

    None when nothing would be. With the books, what was paid ahead is counted: the next one is
    the first that is late if nothing more is paid. Without them it is the next one not yet paid.
    """
    grace = balance.loan.grace_days
    late = [line.due_on for line in balance.lines if line.days_late]
    if late:
        return Anchor(min(late), missed=True, grace_days=grace)
    for due_on in sorted({line.due_on for line in balance.lines if line.state != "paid"}):
        ahead = Anchor(due_on, missed=False, grace_days=grace)
        if ahead.late_on <= balance.on:
            continue
        if booked is None or owed(booked, ahead.late_on).days_past_due:
            return ahead
    return None


def reported_events(
    balance: Balance,
    anchor: Anchor | None,
    practice: Practice,
    lender_type: str,
    *,
    reachable: bool | None,
) -> Iterator[Event]:
    """Yield what is reported to happen if nothing is paid, stages wholly in the past included.

    Args:
        balance: what is owed on the day it is seen from.
        anchor: where the days are counted from; None: nothing is reported.
        practice: the reports.
        lender_type: who lends, as the norms of contact see it (a bank's card is a card issuer's).
        reachable: whether the debtor answers; None: not known.
    """
    if anchor is None:
        return
    for stage in practice.stages:
        span = practice.span(stage, lender_type, balance.loan.product, reachable=reachable)
        if span is not None:
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
        sources=span.sources,
        pages=span.pages,
        confidence=span.confidence,
        title=stage.title,
        means=stage.means,
        do=stage.do,
        may_not=stage.may_not,
        condition=_IF_UNPAID if not anchor.missed and span.latest > 0 else Text("", ""),
        notes=span.notes,
    )


_IF_UNPAID = Text("如果这一期到期没有还", "if the coming instalment is not paid")
