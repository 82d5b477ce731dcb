"""The forecast of a case: every loan's events on their tracks, and the family shield on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ashore.facts import Case, LoanFile
from ashore.forecast.event import Event
from ashore.forecast.family import family_of
from ashore.forecast.practice import Practice
from ashore.forecast.reported import anchor_of, reported_events
from ashore.forecast.third import THIRD_WORDS
from ashore.forecast.view import Family, LoanView, Risk, World
from ashore.law import Law
from ashore.ledger.loans import books, owed
from ashore.words import Text

__all__ = ["Forecast", "forecast"]

WHAT_IF_NOTHING = Text(
    "以下按“什么都不付”推算;付款会让事情推后,不会提前",
    "reckoned as if nothing is paid; paying moves things later, never earlier",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What may happen to a case, as seen on one day.

    Events are sorted by date; `practice_version` and `law_version` name the data they rest on.
    """

    on: date
    reachable: bool | None
    views: tuple[LoanView, ...]
    events: tuple[Event, ...]
    family: Family
    law_version: str
    practice_version: str


def forecast(case: Case, law: Law, practice: Practice, on: date) -> Forecast:
    """Return what may happen next in a case: known events booked, nothing imagined but time.

    Args:
        case: the case; `person.reachable` decides the third-person branch.
        law: the norms.
        practice: what is reported.
        on: the day it is seen from.
    """
    world = World(
        log=tuple(one for one in case.contacts),
        on=on,
        law=law,
        practice=practice,
        reachable=case.person.reachable,
    )
    views = tuple(_view(file, world) for file in case.loans)
    family = family_of(views, world)
    events = [*_all(views, world), *_permitted(family.risks, views)]
    return Forecast(
        on=on,
        reachable=world.reachable,
        views=views,
        events=tuple(sorted(events, key=_when)),
        family=family,
        law_version=law.version,
        practice_version=practice.version,
    )


def _view(file: LoanFile, world: World) -> LoanView:
    balance = owed(books(file.loan, file.events, world.law), world.on)
    return LoanView(file=file, balance=balance, anchor=anchor_of(balance))


def _all(views: Sequence[LoanView], world: World) -> Iterator[Event]:
    for view in views:
        yield from _dues(view)
        yield from reported_events(view.balance, world.practice, reachable=world.reachable)


def _dues(view: LoanView) -> Iterator[Event]:
    """Yield the next instalment of a loan that is not yet due."""
    ahead = [
        line for line in view.balance.lines if line.due_on > view.balance.on and line.principal
    ]
    if not ahead:
        return
    line, name = ahead[0], view.file.loan.name
    yield Event(
        loan=view.file.loan.id,
        kind="instalment",
        track="due",
        earliest=line.due_on,
        usual=line.due_on,
        latest=line.due_on,
        confidence="A",
        title=Text(f"{name} 下一期到期", f"next instalment of {name} falls due"),
        means=Text("合同约定的还款日", "the due date agreed in the contract"),
        do=Text(
            "钱不够时先看计划,把钱放到最要紧的地方",
            "if the money is short, put it where it matters most",
        ),
        sources=("contract",),
    )


def _permitted(risks: Sequence[Risk], views: Sequence[LoanView]) -> Iterator[Event]:
    """Yield the first day on which the norms would allow a third person to be contacted."""
    names = {view.file.loan.id: view for view in views}
    for risk in risks:
        if risk.permitted_from is None:
            continue
        anchor = names[risk.loan].anchor
        assert anchor is not None
        late = (risk.permitted_from - anchor.due_on).days
        yield Event(
            loan=risk.loan,
            kind="contact_person",
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
