"""The outlook of a case: the family shield and the steps of contact, without money and court.

It is what a report shows on its first page, and what the whole forecast is built on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ashore.conduct.case_situation import contacts_of, situations_of
from ashore.conduct.situation import Situation
from ashore.days import SHANGHAI
from ashore.facts import Case, LoanFile
from ashore.forecast.dues import due_event
from ashore.forecast.event import Event
from ashore.forecast.family import family_of
from ashore.forecast.late import late_event
from ashore.forecast.practice import Practice
from ashore.forecast.reported import reported_events
from ashore.forecast.reporters import reporting_of
from ashore.forecast.stand import Stand, known_on, stand_of
from ashore.forecast.third import THIRD_WORDS
from ashore.forecast.view import THIRD, Family, LoanView, Risk, World
from ashore.law import Law
from ashore.ledger.loans import books
from ashore.loan import Assignment, Milestone
from ashore.words import Text

__all__ = ["WHAT_IF_NOTHING", "Outlook", "by_date", "outlook", "world_of"]

WHAT_IF_NOTHING = Text(
    "以下按“什么都不付”推算；付款会让事情推后，不会提前",
    "reckoned as if nothing is paid; paying moves things later, never earlier",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What comes next in a case, as seen on one day.

    Events are sorted by date. `passed` are reported steps whose days are all over: they have come,
    or may still come. `practice_version` and `law_version` name the data it rests on, `read_on` is
    the day the reports were last read.
    """

    on: date
    reachable: bool | None
    views: tuple[LoanView, ...]
    events: tuple[Event, ...]
    passed: tuple[Event, ...]
    family: Family
    law_version: str
    practice_version: str
    read_on: date | None = None


def outlook(case: Case, law: Law, practice: Practice, on: date) -> Outlook:
    """Return the family shield of a case and its steps of contact and due dates.

    Args:
        case: the case; `person.reachable` decides the third-person branch.
        law: the norms.
        practice: what is reported.
        on: the day it is seen from; what happened after it is left out.
    """
    world = world_of(case, law, practice, on)
    situations = situations_of(case)
    views = tuple(_view(file, situations, world) for file in case.loans)
    family = family_of(views, world)
    risks = {risk.loan: risk for risk in family.risks}
    events = by_date(event for view in views for event in _events(view, risks, world))
    return Outlook(
        on=on,
        reachable=world.reachable,
        views=views,
        events=tuple(event for event in events if not event.passed(on)),
        passed=tuple(event for event in events if event.passed(on)),
        family=family,
        law_version=law.version,
        practice_version=world.practice.version,
        read_on=world.practice.read_on,
    )


def world_of(case: Case, law: Law, practice: Practice, on: date) -> World:
    """Return what every question of the forecast needs; the log ends on the day.

    Reports from another country than the case's are left out.
    """
    log = contacts_of(case)
    return World(
        log=tuple(one for one in log if one.at.astimezone(SHANGHAI).date() <= on),
        on=on,
        law=law,
        practice=practice.about(case.jurisdiction),
        reachable=case.person.reachable,
        currency=case.currency,
    )


def by_date(events: Iterable[Event]) -> list[Event]:
    """Return events by their first date, those without one last."""
    return sorted(
        events,
        key=lambda event: (event.earliest or date.max, event.loan, event.kind, event.track),
    )


def _view(file: LoanFile, situations: Mapping[str, Situation], world: World) -> LoanView:
    known = [event for event in file.events if known_on(event, file, world.on)]
    return LoanView(
        file=file,
        stand=stand_of(books(file.loan, known, world.law), world.on),
        # What the log tells is taken to be everything that happened.
        situation=replace(situations[file.loan.id], complete=True),
    )


def _events(view: LoanView, risks: Mapping[str, Risk], world: World) -> Iterator[Event]:
    stand, risk = view.stand, risks.get(view.id)
    dated = (due_event(stand, view.name), late_event(stand, world.law))
    yield from (event for event in dated if event is not None)
    shown, behind = reporting_of(stand.loan).may_show, _behind(stand)
    for event in reported_events(
        stand.balance, stand.anchor, world.practice, view.lender_type, reachable=world.reachable
    ):
        if (shown or event.kind != CREDIT_MARK) and event.kind not in behind:
            yield _judged(event, risk)
    if risk is not None:
        yield from _permitted(view, risk)


CREDIT_MARK = "credit_mark"
BEFORE_COURT = frozenset({"mediation", "payment_order", "suit"})


def _behind(stand: Stand) -> frozenset[str]:
    """Return the steps that cannot come any more: those before a suit once sued, a sale once sold.

    A debt may be sold again; nothing is reported of how often or when.
    """
    events = stand.booked.events
    sued = any(isinstance(one, Milestone) and one.kind in COURT_KINDS for one in events)
    sold = any(isinstance(one, Assignment) for one in events)
    return (BEFORE_COURT if sued else frozenset()) | ({"sale"} if sold else frozenset())


COURT_KINDS = frozenset({"suit_filed", "judgment"})


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
