"""When others than the debtor come into view for one loan, and which loan comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ashore.forecast.third import ask_third
from ashore.forecast.view import LoanView, Risk, World, third_stage, window

__all__ = ["first_permitted", "first_reported", "risk_of"]


def risk_of(view: LoanView, world: World, since: date | None = None) -> Risk:
    """Return both tracks of one loan that is or would be late.

    `since` is the first day asked about, the day it is seen from unless told.
    """
    assert view.anchor is not None
    loan = view.file.loan
    first_late = max(since or world.on, view.anchor.late_on)
    answer = ask_third(loan, view.situation, world.log, first_late, world.law)
    stage = third_stage(world.practice)
    span = (
        world.practice.span(stage, view.lender_type, loan.product, reachable=world.reachable)
        if stage
        else None
    )
    dates = window(view.anchor, span)
    return Risk(
        loan=loan.id,
        permitted_from=answer.permitted_from,
        answer=answer,
        span=span,
        reported_from=dates[0] if dates else None,
        reported_usual=dates[1] if dates else None,
        reported_usual_to=dates[2] if dates else None,
        reported_to=dates[3] if dates else None,
    )


def first_permitted(risks: Sequence[Risk]) -> Risk | None:
    """Return the risk whose permitted day comes first; None when there is no such day."""
    dated = [one for one in risks if one.permitted_from is not None]
    return min(dated, key=lambda one: one.permitted_from or date.max, default=None)


def first_reported(risks: Sequence[Risk], on: date) -> Risk | None:
    """Return the risk whose reported days come first; those all over count only when alone."""
    dated = [one for one in risks if one.reported_from is not None]
    return min(dated, key=lambda one: (one.passed(on), one.reported_from or date.max), default=None)
