"""What is owed on a day: the books replayed up to it, nothing posted by the asking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ashore.ledger.account import Account, Accrual, Item, posting
from ashore.ledger.book import Booked, apply, opened
from ashore.ledger.booked import Balance, Line, Posting
from ashore.ledger.bucket import bucket
from ashore.ledger.change import accrued_interest, settlement
from ashore.loan import COMPONENTS, Component
from ashore.money import rounded

__all__ = [
    "Standing",
    "account_on",
    "balance",
    "balance_and_settlement",
    "balances",
    "settle_on",
    "standing",
    "standings",
    "sums_by_day",
    "sums_on",
]


def balance(booked: Booked, on: date) -> Balance:
    """Return what is owed on a day; only events up to that day count."""
    return balances(booked, [on])[0]


def balances(booked: Booked, days: Sequence[date]) -> list[Balance]:
    """Return the balances of several days, in one pass; `days` must ascend."""
    return [_statement(booked, account, on) for account, on in _stops(booked, days)]


class Standing(NamedTuple):
    """What is owed on a day in bare sums, fen: a statement without its lines."""

    on: date
    principal: int
    total: int
    credit: int
    paid: int
    forgiven: int  # principal given up by waivers
    waived: int  # everything else given up by them


def standings(booked: Booked, days: Sequence[date]) -> list[Standing]:
    """Return the bare sums of several days, in one pass: for reckoning beside the books."""
    return [standing(account, on) for account, on in _stops(booked, days, told=False)]


def account_on(booked: Booked, on: date) -> Account:
    """Return the account at the end of a day, to go on booking from; it keeps what is paid."""
    account, _ = next(_stops(booked, [on]))
    return account


def standing(account: Account, on: date) -> Standing:
    """Return the bare sums of an open account on the day it stands at."""
    sums, _ = _sums(account, on)
    return Standing(
        on=on,
        principal=sums[Component.PRINCIPAL],
        total=sum(sums.values()),
        credit=account.credit,
        paid=account.paid_in,
        forgiven=account.forgiven,
        waived=account.waived,
    )


def sums_by_day(
    booked: Booked, days: Sequence[date]
) -> Iterator[tuple[dict[Component, int], dict[Component, int]]]:
    """Yield all that is owed on each day and what of it is due, by component, fen.

    Bare sums for frequent asking; nothing is booked beyond the day that was last asked for.
    """
    return (_sums(account, on) for account, on in _stops(booked, days, told=False))


def sums_on(booked: Booked, days: Sequence[date], *, due_only: bool) -> list[dict[Component, int]]:
    """Return the sums of `sums_by_day` of several days: all of it, or what is due."""
    return [due if due_only else whole for whole, due in sums_by_day(booked, days)]


def _sums(account: Account, on: date) -> tuple[dict[Component, int], dict[Component, int]]:
    """Return the sums of everything owed, and of what is due."""
    ahead, due = dict.fromkeys(COMPONENTS, 0), dict.fromkeys(COMPONENTS, 0)
    if on < account.loan.disbursed_on:
        return ahead, due
    lead = account.lead(on)
    for item in account.items:
        if item.due_on > on:
            _add_ahead(ahead, account, item, on)
        elif item.unpaid:
            for part, amount in item.owed.items():
                due[part] += amount
            for accrual in account.accruals(item, on, lead):
                due[accrual.component] += account.whole(accrual)
    return {part: due[part] + ahead[part] for part in COMPONENTS}, due


def _add_ahead(sums: dict[Component, int], account: Account, item: Item, on: date) -> None:
    """Add what is owed of an item that is not yet due, its running interest counted apart."""
    sums[Component.PRINCIPAL] += item.owed[Component.PRINCIPAL]
    if item.charged:  # it was due before it was deferred
        for part in _BESIDES:
            sums[part] += item.owed[part]
    elif item.n and (item.period_from < on or item.earned_before):
        sums[Component.INTEREST] += _running_interest(account, item, on)


_BESIDES = tuple(part for part in COMPONENTS if part is not Component.PRINCIPAL)


def _stops(
    booked: Booked, days: Sequence[date], *, told: bool = True
) -> Iterator[tuple[Account, date]]:
    assert list(days) == sorted(days), "days must ascend"
    account = opened(booked, told=told)
    done = 0
    for on in days:
        while done < len(booked.steps) and booked.steps[done][0] <= on:
            apply(account, *booked.steps[done])
            done += 1
        account.advance(on)
        yield account, on


def settle_on(booked: Booked, on: date) -> int:
    """Return what settles the loan on a day under the contract's prepayment terms, fen."""
    account, _ = next(_stops(booked, [on], told=False))
    return _settles(account, on)


def balance_and_settlement(booked: Booked, on: date) -> tuple[Balance, int]:
    """Return what is owed on a day and what settles the loan then, in one pass."""
    account, _ = next(_stops(booked, [on]))
    told = _statement(booked, account, on)
    return told, _settles(account, on)


def _settles(account: Account, on: date) -> int:
    if on < account.loan.disbursed_on:
        return 0
    return max(0, settlement(account, on) - account.credit)


# -- a statement --------------------------------------------------------------------------------


def _statement(booked: Booked, account: Account, on: date) -> Balance:
    if on < account.loan.disbursed_on:
        return _nothing_yet(booked, on)
    lines, running = _lines(account, on)
    after = _standing_tomorrow(account, on + timedelta(days=1))
    total = sum(line.total for line in lines)
    late = max((line.days_late for line in lines), default=0)
    due_now = sum(line.total for line in lines if line.due_on <= on)
    return Balance(
        loan=account.loan,
        on=on,
        principal=sum(line.principal for line in lines),
        interest=sum(line.interest for line in lines),
        penalty=sum(line.penalty for line in lines),
        compound=sum(line.compound for line in lines),
        fee=sum(line.fee for line in lines),
        due_now=due_now,
        credit=account.credit,
        days_past_due=late,
        bucket=bucket(late),
        # Less the money paid ahead: using that is no gain and no cost.
        per_day=(after.total - after.credit) - (total - account.credit),
        lines=lines,
        paid=account.paid_in,
        postings=tuple(account.postings),
        running=running,
        findings=(*booked.findings, *account.findings),
    )


def _standing_tomorrow(account: Account, tomorrow: date) -> Standing:
    if account.marks(tomorrow):  # something falls due: look ahead on a copy
        account = account.clone()
        account.advance(tomorrow)
    return standing(account, tomorrow)


def _nothing_yet(booked: Booked, on: date) -> Balance:
    return Balance(
        loan=booked.loan,
        on=on,
        principal=0,
        interest=0,
        penalty=0,
        compound=0,
        fee=0,
        due_now=0,
        credit=0,
        days_past_due=0,
        bucket=bucket(0),
        per_day=0,
        lines=(),
        findings=booked.findings,
    )


_NOT_YET = frozenset({Component.INTEREST, Component.FEE})
"""What an instalment owes only once it was due; its running interest is counted apart."""


def _lines(account: Account, on: date) -> tuple[tuple[Line, ...], tuple[Posting, ...]]:
    lines: list[Line] = []
    running: list[Posting] = []
    lead = account.lead(on)
    for item in sorted(account.items, key=lambda item: (item.due_on, item.n)):
        owed = dict(item.owed)
        if item.due_on > on and not item.charged:
            owed |= dict.fromkeys(_NOT_YET, 0)
        for part, amount, accrual in _grown(account, item, on, lead):
            owed[part] += amount
            running.append(_running(item, on, amount, accrual))
        lines.append(_line(item, on, owed))
    return tuple(lines), tuple(running)


def _grown(
    account: Account, item: Item, on: date, lead: Item | None
) -> list[tuple[Component, int, Accrual | None]]:
    """Return what has grown and is not posted: by component, in whole fen, with its accrual."""
    if item.due_on <= on:
        if not item.unpaid:
            return []
        accruals = account.accruals(item, on, lead)
        return [(accrual.component, account.whole(accrual), accrual) for accrual in accruals]
    if item.charged or not item.n:
        return []
    amount = _running_interest(account, item, on)
    return [(Component.INTEREST, amount, None)] if amount else []


def _running_interest(account: Account, item: Item, on: date) -> int:
    return rounded(accrued_interest(account, item, on), account.loan.rounding)


def _running(item: Item, on: date, amount: int, accrual: Accrual | None) -> Posting:
    if accrual is not None:
        return posting(on, item.n, accrual, amount, "running")
    return Posting(
        on=on,
        n=item.n,
        component=Component.INTEREST,
        amount=amount,
        cause="running",
        since=item.period_from,
    )


def _line(item: Item, on: date, owed: dict[Component, int]) -> Line:
    late = item.late_on(on) and item.in_arrears
    return Line(
        n=item.n,
        due_on=item.due_on,
        days_late=(on - item.due_on).days if late else 0,
        state=_state(item, on),
        principal=owed[Component.PRINCIPAL],
        interest=owed[Component.INTEREST],
        penalty=owed[Component.PENALTY],
        compound=owed[Component.COMPOUND],
        fee=owed[Component.FEE],
    )


def _state(item: Item, on: date) -> str:
    if item.due_on > on:
        if item.period_to <= on:
            return "deferred"
        return "running" if item.period_from < on else "upcoming"
    if not item.unpaid:
        return "paid"
    return "overdue" if item.late_on(on) else "due"
