"""By which ways they come: from which reported day, and which norms bind each way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from ashore.conduct.pack import pack_of
from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.forecast.event import Event
from ashore.forecast.third import lender_of
from ashore.forecast.view import LoanView, World
from ashore.words import Cite

__all__ = ["ChannelView", "channels_of"]

WAYS = ("sms", "app", "robot_call", "call", "im", "letter", "visit")
"""The ways reports name, from the mildest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """One way to the borrower: on which loan it is reported first, from when, bound by what.

    `kinds` are the steps that use it; `cites` the norms of contact that bind the lender on it, on
    the day it is seen from.
    """

    channel: str
    loan: str
    kinds: tuple[str, ...]
    earliest: date
    usual: date
    cites: tuple[Cite, ...]


def channels_of(
    views: Sequence[LoanView], events: Iterable[Event], world: World
) -> tuple[ChannelView, ...]:
    """Return the ways to the borrower, each with the loan it is reported for first.

    Args:
        views: the loans.
        events: what is reported for them, past steps included.
        world: the day, the norms, the reports.
    """
    uses = {stage.kind: stage.channels for stage in world.practice.stages if stage.to == "debtor"}
    reported = [event for event in events if event.track == "reported"]
    by_loan = {view.id: view for view in views}
    return tuple(_ways(by_loan, reported, uses, world))


def _ways(
    views: Mapping[str, LoanView],
    events: Sequence[Event],
    uses: Mapping[str, tuple[str, ...]],
    world: World,
) -> Iterator[ChannelView]:
    for channel in WAYS:
        found = [event for event in events if channel in uses.get(event.kind, ())]
        first = min(found, key=lambda event: (event.earliest or date.max, event.loan), default=None)
        if first is None:
            continue
        assert first.earliest is not None and first.usual is not None
        yield ChannelView(
            channel=channel,
            loan=first.loan,
            kinds=tuple(kind for kind in uses if any(event.kind == kind for event in found)),
            earliest=first.earliest,
            usual=first.usual,
            cites=tuple(_bound(views[first.loan], channel, world)),
        )


def _bound(view: LoanView, channel: str, world: World) -> Iterator[Cite]:
    """Yield the norms of contact that bind the lender on this way to the debtor."""
    lender = lender_of(view.file.loan)
    contact = Contact(
        id="proposed",
        at=datetime.combine(world.on, time(10, 0), SHANGHAI),
        loan=view.id,
        lender=lender,
        organisation=lender,
        channel=channel,
        role="debtor",
        purpose="collect",
    )
    pack = pack_of(world.law, view.situation.jurisdiction)
    for one in pack.bound(contact, view.situation, world.on):
        if one.rule.norm.kind != WISH:
            yield one.rule.cite(world.on, one.confidence)


WISH = "wish"
"""The kind of norm that holds only for one who has sent a card of his own wishes."""
