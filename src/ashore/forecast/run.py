"""The forecast of a case: every loan's events on their tracks, and the family shield on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ashore.conduct.case_situation import contacts_of, situations_of
from ashore.conduct.situation import Situation
from ashore.days import SHANGHAI
from ashore.facts import Case, LoanFile
from ashore.forecast.channels import ChannelView, channels_of
from ashore.forecast.court import court_events
from ashore.forecast.credit import CreditTrack, credit_events, credit_of
from ashore.forecast.dues import due_event
from ashore.forecast.event import Event
from ashore.forecast.family import family_of
from ashore.forecast.late import late_event
from ashore.forecast.lists import case_events
from ashore.forecast.money import MoneyTrack, known_on, money_track
from ashore.forecast.practice import Practice
from ashore.forecast.proceedings import CourtTrack, court_of
from ashore.forecast.reported import reported_events
from ashore.forecast.restarts import demands_in
from ashore.forecast.stand import stand_of
from ashore.forecast.third import THIRD_WORDS
from ashore.forecast.view import THIRD, Family, LoanView, Risk, World
from ashore.law import Law
from ashore.ledger.loans import books
from ashore.words import Text

__all__ = ["WHAT_IF_NOTHING", "Forecast", "forecast"]

WHAT_IF_NOTHING = Text(
    "以下按“什么都不付”推算;付款会让事情推后,不会提前",
    "reckoned as if nothing is paid; paying moves things later, never earlier",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What may happen to a case, as seen on one day.

    Events are sorted by date. `passed` are reported steps whose days are all over: they have come,
    or may still come. `money`, `credit` and `court` have one entry a loan; `channels` are the ways
    by which they come, `general` is true of every case. `practice_version` and `law_version` name
    the data it rests on, `read_on` is the day the reports were last read.
    """

    on: date
    reachable: bool | None
    views: tuple[LoanView, ...]
    events: tuple[Event, ...]
    passed: tuple[Event, ...]
    family: Family
    money: tuple[MoneyTrack, ...]
    credit: tuple[CreditTrack, ...]
    court: tuple[CourtTrack, ...]
    channels: tuple[ChannelView, ...]
    general: tuple[Event, ...]
    law_version: str
    practice_version: str
    read_on: date | None = None


def forecast(case: Case, law: Law, practice: Practice, on: date) -> Forecast:
    """Return what may happen next in a case: known events booked, nothing imagined but time.

    Args:
        case: the case; `person.reachable` decides the third-person branch.
        law: the norms.
        practice: what is reported.
        on: the day it is seen from; what the log holds after it is left out.

    Raises:
        LawGap: no norm answers for a day it is needed.
    """
    log = contacts_of(case)
    world = World(
        log=tuple(one for one in log if one.at.astimezone(SHANGHAI).date() <= on),
        on=on,
        law=law,
        practice=practice,
        reachable=case.person.reachable,
    )
    situations = situations_of(case)
    views = tuple(_view(file, situations, world) for file in case.loans)
    family = family_of(views, world)
    risks = {risk.loan: risk for risk in family.risks}
    credit = tuple(credit_of(view.stand, practice, law) for view in views)
    court = tuple(
        court_of(view.stand, practice, law, demands_in(world.log, view.file.loan)) for view in views
    )
    tracks = zip(views, credit, court, strict=True)
    events = sorted((event for each in tracks for event in _events(*each, risks, world)), key=_when)
    return Forecast(
        on=on,
        reachable=world.reachable,
        views=views,
        events=tuple(event for event in events if not event.passed(on)),
        passed=tuple(event for event in events if event.passed(on)),
        family=family,
        money=tuple(money_track(file, law, on) for file in case.loans),
        credit=credit,
        court=court,
        channels=channels_of(views, events, world),
        general=tuple(case_events(law, on)),
        law_version=law.version,
        practice_version=practice.version,
        read_on=practice.read_on,
    )


def _view(file: LoanFile, situations: Mapping[str, Situation], world: World) -> LoanView:
    known = [event for event in file.events if known_on(event, file, world.on)]
    booked = books(file.loan, known, world.law)
    return LoanView(
        file=file,
        stand=stand_of(booked, world.on),
        # What the log tells is taken to be everything that happened.
        situation=replace(situations[file.loan.id], complete=True),
    )


def _events(
    view: LoanView,
    credit: CreditTrack,
    court: CourtTrack,
    risks: Mapping[str, Risk],
    world: World,
) -> Iterator[Event]:
    stand, law, practice = view.stand, world.law, world.practice
    risk = risks.get(view.id)
    dated = (due_event(stand, view.name), late_event(stand, law))
    yield from (event for event in dated if event is not None)
    reported = reported_events(
        stand.balance, stand.anchor, practice, view.lender_type, reachable=world.reachable
    )
    shown = credit.reporting.may_show
    yield from (_judged(event, risk) for event in reported if shown or event.kind != CREDIT_MARK)
    if risk is not None:
        yield from _permitted(view, risk)
    yield from credit_events(stand, practice, law, credit)
    yield from court_events(stand, practice, law, track=court)


CREDIT_MARK = "credit_mark"


def _judged(event: Event, risk: Risk | None) -> Event:
    """Return a report about others with what the norms say of its first day."""
    if event.kind != THIRD or risk is None or not risk.answer.cites or event.earliest is None:
        return event
    allowed = risk.permitted_from
    return replace(event, lawful=allowed is not None and allowed <= event.earliest)


def _permitted(view: LoanView, risk: Risk) -> Iterable[Event]:
    """Yield the first day on which the norms would allow a third person to be contacted."""
    if risk.permitted_from is None:
        return
    assert view.anchor is not None
    late = (risk.permitted_from - view.anchor.due_on).days
    yield Event(
        loan=risk.loan,
        kind=THIRD,
        track="permitted",
        earliest=risk.permitted_from,
        usual=risk.permitted_from,
        latest=None,
        days=(late, late),
        lawful=True,
        cites=risk.answer.cites,
        confidence=max(cite.confidence for cite in risk.answer.cites),
        title=THIRD_WORDS.title,
        means=THIRD_WORDS.means,
        do=THIRD_WORDS.do,
        may_not=THIRD_WORDS.may_not,
        condition=risk.answer.condition,
    )


def _when(event: Event) -> tuple[date, str, str, str]:
    return (event.earliest or date.max, event.loan, event.kind, event.track)
