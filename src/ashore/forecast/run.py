"""The forecast of a case: every loan's events on their tracks, and the family shield on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from ashore.facts import Case
from ashore.forecast.afterwards import afterwards
from ashore.forecast.channels import ChannelView, channels_of
from ashore.forecast.court import court_events
from ashore.forecast.credit import CreditTrack, credit_events, credit_of
from ashore.forecast.event import Event
from ashore.forecast.lists import case_events
from ashore.forecast.money import MoneyTrack, money_of
from ashore.forecast.outlook import WHAT_IF_NOTHING, Outlook, by_date, outlook, world_of
from ashore.forecast.practice import Practice
from ashore.forecast.proceedings import CourtTrack, court_of
from ashore.forecast.restarts import demands_in
from ashore.forecast.stand import Stand
from ashore.law import Law
from ashore.loan import Payment

__all__ = ["WHAT_IF_NOTHING", "Forecast", "Plan", "forecast", "further"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Outlook):
    """What may happen to a case, as seen on one day: the outlook with everything beside it.

    `money`, `credit` and `court` have one entry a loan; `channels` are the ways by which they come,
    `general` is true of every case.
    """

    money: tuple[MoneyTrack, ...]
    credit: tuple[CreditTrack, ...]
    court: tuple[CourtTrack, ...]
    channels: tuple[ChannelView, ...]
    general: tuple[Event, ...]


Plan = Mapping[str, Sequence[Payment]]
"""The payments of a plan by the loan's id; a loan it does not name is paid nothing."""


def forecast(
    case: Case, law: Law, practice: Practice, on: date, plan: Plan | None = None
) -> Forecast:
    """Return what may happen next in a case: known events booked, nothing imagined but time.

    Args:
        case: the case; `person.reachable` decides the third-person branch.
        law: the norms.
        practice: what is reported.
        on: the day it is seen from; what happened after it is left out.
        plan: payments imagined on that day or later: a third future of the money track. All other
            tracks still assume that nothing is paid.

    Raises:
        LawGap: no norm answers for a day it is needed.
    """
    return further(outlook(case, law, practice, on), case, law, practice, plan)


def further(
    seen: Outlook, case: Case, law: Law, practice: Practice, plan: Plan | None = None
) -> Forecast:
    """Return the forecast of a case whose outlook is known already; the rest as `forecast`.

    Raises:
        LawGap: no norm answers for a day it is needed.
    """
    on, world = seen.on, world_of(case, law, practice, seen.on)
    practice = world.practice
    stands = [view.stand for view in seen.views]
    credit = tuple(credit_of(stand, practice, law) for stand in stands)
    court = tuple(
        court_of(stand, practice, law, demands_in(world.log, stand.loan)) for stand in stands
    )
    more: list[Event] = []
    for stand, record, track in zip(stands, credit, court, strict=True):
        more += credit_events(stand, practice, law, record)
        more += court_events(stand, practice, law, track=track)
    plain = {each.name: getattr(seen, each.name) for each in fields(Outlook)}
    return Forecast(
        **{**plain, "events": tuple(by_date((*seen.events, *more)))},
        money=tuple(_money(stand, law, plan) for stand in stands),
        credit=credit,
        court=court,
        channels=channels_of(seen.views, (*seen.events, *seen.passed), world),
        general=(*case_events(law, on), *afterwards(law, practice, on)),
    )


def _money(stand: Stand, law: Law, plan: Plan | None) -> MoneyTrack:
    payments = None if plan is None else plan.get(stand.loan.id, ())
    return money_of(stand.booked, stand.balance, law, plan=payments)
