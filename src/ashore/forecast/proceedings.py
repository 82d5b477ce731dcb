"""Where a loan stands before the courts: the ways there, the fees, the clock, what delay costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ashore.forecast.ground import (
    Window,
    cites_of,
    version_of,
    window_of,
)
from ashore.forecast.limits import Clock, clock_of
from ashore.forecast.paths import PATHS, PathKind
from ashore.forecast.practice import Practice
from ashore.forecast.stand import Stand
from ashore.law import Law
from ashore.law.delay import delay_interest
from ashore.law.fees import (
    CourtFee,
    court_fee,
    enforcement_fee,
    halved_fee,
    payment_order_fee,
)
from ashore.loan import Milestone
from ashore.words import Cite, LawGap, Text

__all__ = ["CourtCost", "CourtPath", "CourtTrack", "Delay", "court_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtCost:
    """The fees on a sum, fen: a suit in full and halved, a payment order, enforcement."""

    claim: int
    full: CourtFee
    half: CourtFee
    payment_order: CourtFee
    enforcement: CourtFee


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtPath:
    """One way to court.

    `lawful_from` is a matter of norms, `reported` what pages say; None: no date is known. `cites`
    empty: the law files have no text of it for that day.
    """

    kind: PathKind
    lawful_from: date | None
    reported: Window | None
    fee: CourtFee | None
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """What delay after a judgment adds, fen: in one day, thirty days, a year of 365.

    `certain` False: no judged sum is known, so it is reckoned on the principal as an example.
    """

    judged: int
    day: int
    month: int
    year: int
    certain: bool
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtTrack:
    """Where a loan stands before the courts.

    Attributes:
        loan: the loan's id.
        stage: none | sued | judged, by the case's own events.
        since: the day of the suit or judgment.
        cost: the court fees on everything owed that day; None where no table answers.
        paths: the ways to court, in the order they are usually tried.
        clock: the limitation clock; None when nothing is owed or nothing fell due.
        delay: what delay after a judgment costs; None where no rule answers.
        unknown: what the law files cannot answer for that day.
    """

    loan: str
    stage: str
    since: date | None
    cost: CourtCost | None
    paths: tuple[CourtPath, ...]
    clock: Clock | None
    delay: Delay | None
    unknown: tuple[Text, ...]


def court_of(
    stand: Stand, practice: Practice, law: Law, demands: Sequence[date] = ()
) -> CourtTrack:
    """Return the court track of a loan as it stands on a day.

    `demands` are further demands that reached the debtor (`restarts.demands_in` of a log).
    """
    mark = _mark(stand)
    cost = _cost(stand, law)
    paths = tuple(_paths(stand, practice, law, cost))
    return CourtTrack(
        loan=stand.loan.id,
        stage=_STAGES[mark.kind] if mark else "none",
        since=mark.on if mark else None,
        cost=cost,
        paths=paths,
        clock=clock_of(stand, law, demands),
        delay=_delay(stand, mark, law),
        unknown=tuple(_not_known(path) for path in paths if not path.cites),
    )


_STAGES = {"judgment": "judged", "suit_filed": "sued"}


def _mark(stand: Stand) -> Milestone | None:
    """Return the latest step before a court: a judgment, else a suit."""
    marks = [
        event
        for event in stand.booked.events
        if isinstance(event, Milestone) and event.kind in _STAGES and event.on <= stand.on
    ]
    return max(marks, key=lambda mark: (mark.kind == "judgment", mark.on), default=None)


def _cost(stand: Stand, law: Law) -> CourtCost | None:
    claim = max(0, stand.balance.total - stand.balance.credit)
    if not claim or stand.loan.digits != 2:  # the tables are in yuan
        return None
    try:
        return CourtCost(
            claim=claim,
            full=court_fee(claim, stand.on, law),
            half=halved_fee(claim, stand.on, law),
            payment_order=payment_order_fee(claim, stand.on, law),
            enforcement=enforcement_fee(claim, stand.on, law),
        )
    except LawGap:
        return None


def _paths(
    stand: Stand, practice: Practice, law: Law, cost: CourtCost | None
) -> Iterator[CourtPath]:
    anchor = stand.anchor
    if anchor is None:
        return
    windows = {kind: window_of(practice, kind, stand) for kind in ("payment_order", "suit")}
    for kind in PATHS:
        yield CourtPath(
            kind=kind,
            lawful_from=anchor.late_on,
            reported=windows.get(kind.stage),
            fee=_fee(kind, cost),
            cites=cites_of(law, (kind.norm, *kind.more), stand.on)
            if version_of(law, kind.norm, stand.on)
            else (),
        )


def _fee(kind: PathKind, cost: CourtCost | None) -> CourtFee | None:
    if cost is None:
        return None
    return {
        "full": cost.full,
        "half": cost.half,
        "payment_order": cost.payment_order,
        "enforcement": cost.enforcement,
    }.get(kind.fee)


def _not_known(path: CourtPath) -> Text:
    return Text(
        f"{path.kind.title.zh}：那一天适用的规定没有收录",
        f"{path.kind.title.en}: the rule of that day is not in the files",
    )


def _delay(stand: Stand, mark: Milestone | None, law: Law) -> Delay | None:
    judged = mark.amount if mark and mark.kind == "judgment" else None
    base = stand.balance.principal if judged is None else judged
    if not base:
        return None
    since = stand.on
    try:
        day, month, year = (
            delay_interest(base, since, since + timedelta(days=days), law) for days in (1, 30, 365)
        )
    except LawGap:
        return None
    return Delay(
        judged=base,
        day=day.amount,
        month=month.amount,
        year=year.amount,
        certain=judged is not None,
        cite=day.cite,
    )
