"""The money track: what each day, week and month costs, paying nothing, what falls due, or a plan.

Futures of the same books: no payment at all; imagined payments of exactly what is due, on the day
asked and on every due date after it; and, where a plan is given, its payments. The known events are
never touched, so without imagined payments the track is the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ashore.days import book_day
from ashore.facts import LoanFile
from ashore.forecast.stand import known_on
from ashore.law import Law
from ashore.ledger.book import Booked
from ashore.ledger.booked import Balance
from ashore.ledger.card import CardBooked
from ashore.ledger.card_cycle import due_of, statement_days
from ashore.ledger.loans import Books, books, owed, owed_on
from ashore.ledger.statement import sums_on
from ashore.loan import Component, Deferral, FeeWhen, Payment

__all__ = [
    "MoneyDay",
    "MoneyPath",
    "MoneyTrack",
    "money_of",
    "money_together",
    "money_track",
]

HORIZON_DAYS = 90
_WEEK = 7
_MONTH = 30
_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyDay:
    """What is owed on a day of a future, fen.

    `total` is everything owed less what was paid ahead, `due_now` what should have been paid by
    that day, `paid` the imagined payments so far, `cost` what the loan has cost since the first day
    (interest, penalty, fees; never principal).
    """

    on: date
    total: int
    due_now: int
    paid: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPath:
    """One future: the days, and the payments imagined in it."""

    days: tuple[MoneyDay, ...]
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTrack:
    """The futures of one loan over the same days, and the difference between them.

    Attributes:
        loan: the loan's id; "" for several together.
        on, until: the first and the last day.
        nothing: nothing is paid.
        due_paid: what is due is paid on the first day and on every due date (a card: the minimum).
        plan: the payments of a plan are made; None where no plan was given.
        day, week, month: what 1, 7 and 30 days of paying nothing cost, fen; None beyond `until`.
        saved: by date, what paying what falls due saves against paying nothing, fen.
    """

    loan: str
    on: date
    until: date
    nothing: MoneyPath
    due_paid: MoneyPath
    day: int | None
    week: int | None
    month: int | None
    saved: tuple[tuple[date, int], ...]
    plan: MoneyPath | None = None

    @property
    def plan_saved(self) -> int | None:
        """What the plan saves against paying nothing by the last day, fen; None without a plan."""
        if self.plan is None:
            return None
        return self.nothing.days[-1].cost - self.plan.days[-1].cost


def money_track(
    file: LoanFile,
    law: Law,
    on: date,
    horizon_days: int = HORIZON_DAYS,
    plan: Sequence[Payment] | None = None,
) -> MoneyTrack:
    """Return what a loan costs from a day on, with and without paying what falls due.

    Events after `on` are left out, as in the ledger of that day. A day before the loan was paid
    out costs nothing. `plan`: payments imagined on that day or later, a third future; None: none.
    """
    known = [event for event in file.events if known_on(event, file, on)]
    booked = books(file.loan, known, law)
    return money_of(booked, owed(booked, on), law, horizon_days, plan)


def money_of(
    booked: Books,
    start: Balance,
    law: Law,
    horizon_days: int = HORIZON_DAYS,
    plan: Sequence[Payment] | None = None,
) -> MoneyTrack:
    """Return the same as `money_track` from books that hold the known events, and their balance."""
    assert horizon_days >= 1
    days = _marks(start.on, horizon_days)
    nothing, payments = _futures(booked, start, days, law)
    paying = books(booked.loan, [*booked.events, *payments], law) if payments else booked
    due_paid = _owing(paying, days) if _is_plain(booked, start) else _stated(paying, days)
    return _track(
        booked.loan.id,
        MoneyPath(days=_days(booked, days, nothing, ())),
        MoneyPath(days=_days(booked, days, due_paid, payments), payments=payments),
        None if plan is None else _planned(booked, days, plan, law),
    )


def _planned(booked: Books, days: Sequence[date], plan: Sequence[Payment], law: Law) -> MoneyPath:
    """Return the future in which the payments of a plan are made, those beyond the days left out.

    Each payment counts on the day the contract's cut-off gives it, as one really made would.
    """
    cutoff = booked.loan.cutoff
    assert all(book_day(each.at, cutoff) >= days[0] for each in plan), "a plan lies ahead"
    made = tuple(each for each in plan if book_day(each.at, cutoff) <= days[-1])
    paying = books(booked.loan, [*booked.events, *made], law) if made else booked
    return MoneyPath(days=_days(booked, days, _stated(paying, days), made), payments=made)


def money_together(tracks: Sequence[MoneyTrack]) -> MoneyTrack | None:
    """Return several tracks over the same days as one; None when there are none.

    A loan without a plan beside loans with one is a loan on which the plan pays nothing.
    """
    if not tracks:
        return None
    return _track(
        "",
        _sum([track.nothing for track in tracks]),
        _sum([track.due_paid for track in tracks]),
        _sum([track.plan or track.nothing for track in tracks])
        if any(track.plan for track in tracks)
        else None,
    )


def _marks(on: date, horizon_days: int) -> list[date]:
    """Return the days shown: the first, the next, one and two weeks, every thirtieth, the last."""
    steps = {0, 1, _WEEK, 2 * _WEEK, *range(_MONTH, horizon_days, _MONTH), horizon_days}
    return [on + timedelta(days=step) for step in sorted(steps) if step <= horizon_days]


# -- the two futures ------------------------------------------------------------------------------

Owing = list[tuple[int, int]]
"""(total less what is paid ahead, due now) of each day."""


def _is_plain(booked: Books, start: Balance) -> bool:
    """Say whether bare sums tell it all: nothing paid ahead, and an instalment costs what it says.

    Then what falls due on a day is what principal, interest and fees due have grown by. An
    instalment put off after it was late brings the penalty of its first lateness along.
    """
    if not isinstance(booked, Booked) or start.credit:
        return False
    if any(isinstance(event, Deferral) for event in booked.events):
        return False
    penalty = booked.loan.penalty
    on_default = any(fee.when is FeeWhen.ON_DEFAULT for fee in booked.loan.fees)
    return not on_default and (penalty is None or penalty.replaces_interest)


def _futures(
    booked: Books, start: Balance, days: Sequence[date], law: Law
) -> tuple[Owing, tuple[Payment, ...]]:
    """Return what is owed on the days if nothing is paid, and the payments of what falls due."""
    dues = _due_dates(booked, start, days[-1])
    if not (isinstance(booked, Booked) and _is_plain(booked, start)):
        return _stated(booked, days), _on_time(booked, start, dues, law)
    marks = sorted({*days, *dues})
    due = dict(zip(marks, sums_on(booked, marks, due_only=True), strict=True))
    totals = sums_on(booked, days, due_only=False)
    nothing = [
        (sum(every.values()), sum(due[day].values()))
        for day, every in zip(days, totals, strict=True)
    ]
    scheduled = [sum(due[day][part] for part in _SCHEDULED) for day in (start.on, *dues)]
    falling = [start.due_now, *(after - before for before, after in pairwise(scheduled))]
    return nothing, _payments(zip((start.on, *dues), falling, strict=True))


_SCHEDULED = (Component.PRINCIPAL, Component.INTEREST, Component.FEE)


def _due_dates(booked: Books, start: Balance, until: date) -> list[date]:
    dates = {line.due_on for line in start.lines}
    if isinstance(booked, CardBooked):
        card = booked.rules.card
        dates |= {due_of(card, day) for day in statement_days(card, start.on + _ONE, until)}
    return sorted(day for day in dates if start.on < day <= until)


def _payments(falling: Iterable[tuple[date, int]]) -> tuple[Payment, ...]:
    due = [(day, amount) for day, amount in falling if amount]
    return tuple(
        Payment(id=f"imagined-{number}", at=day, amount=amount)
        for number, (day, amount) in enumerate(due, start=1)
    )


def _on_time(booked: Books, start: Balance, dues: Sequence[date], law: Law) -> tuple[Payment, ...]:
    """Return payments of what is due now and on each due date, each booked before the next."""
    falling, known, paying = [(start.on, start.due_now)], booked.events, booked
    for day in dues:
        paying = books(booked.loan, [*known, *_payments(falling)], law)
        falling.append((day, owed(paying, day).due_now))
    return _payments(falling)


def _stated(booked: Books, days: Sequence[date]) -> Owing:
    return [(state.total - state.credit, state.due_now) for state in owed_on(booked, days)]


def _owing(booked: Books, days: Sequence[date]) -> Owing:
    """Return bare sums where everything due is paid on its day, so that nothing is due after it."""
    assert isinstance(booked, Booked)
    return [(sum(each.values()), 0) for each in sums_on(booked, days, due_only=False)]


def _days(
    booked: Books, days: Sequence[date], owing: Owing, payments: Sequence[Payment]
) -> tuple[MoneyDay, ...]:
    cutoff = booked.loan.cutoff
    paid = [sum(each.amount for each in payments if book_day(each.at, cutoff) <= on) for on in days]
    first = owing[0][0] + paid[0]
    return tuple(
        MoneyDay(
            on=on,
            total=total,
            due_now=due_now,
            paid=so_far,
            cost=total + so_far - _spent(booked, days[0], on) - first,
        )
        for on, (total, due_now), so_far in zip(days, owing, paid, strict=True)
    )


def _spent(booked: Books, since: date, on: date) -> int:
    """Return the principal that comes in after the first day: a payout, a card's own spending."""
    loan = booked.loan
    if isinstance(booked, Booked):
        paid_out = since < loan.disbursed_on <= on
        return sum(row.principal for row in booked.schedule) if paid_out else 0
    assert loan.card is not None
    later = [spent for spent in loan.card.transactions if since < spent.on <= on]
    plus = sum(spent.amount for spent in later if spent.kind not in {"fee", "refund"})
    return plus - sum(spent.amount for spent in later if spent.kind == "refund")


# -- putting it together --------------------------------------------------------------------------


def _track(
    loan: str, nothing: MoneyPath, due_paid: MoneyPath, plan: MoneyPath | None
) -> MoneyTrack:
    first = nothing.days[0].on
    costs = {(each.on - first).days: each.cost for each in nothing.days}
    return MoneyTrack(
        loan=loan,
        on=first,
        until=nothing.days[-1].on,
        nothing=nothing,
        due_paid=due_paid,
        day=costs.get(1),
        week=costs.get(_WEEK),
        month=costs.get(_MONTH),
        saved=tuple(
            (one.on, one.cost - other.cost)
            for one, other in zip(nothing.days, due_paid.days, strict=True)
        ),
        plan=plan,
    )


def _sum(paths: Sequence[MoneyPath]) -> MoneyPath:
    days = [_sum_of(same) for same in zip(*(path.days for path in paths), strict=True)]
    return MoneyPath(
        days=tuple(days), payments=tuple(one for path in paths for one in path.payments)
    )


def _sum_of(same: Sequence[MoneyDay]) -> MoneyDay:
    assert len({each.on for each in same}) == 1, "tracks over other days"
    return MoneyDay(
        on=same[0].on,
        total=sum(each.total for each in same),
        due_now=sum(each.due_now for each in same),
        paid=sum(each.paid for each in same),
        cost=sum(each.cost for each in same),
    )
