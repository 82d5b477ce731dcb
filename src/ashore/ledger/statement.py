"""What is owed on a day: the books replayed up to it, nothing posted by the asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from ashore.ledger.account import Account, Item, posting
from ashore.ledger.book import Booked, apply, opened
from ashore.ledger.booked import Balance, Line, Posting
from ashore.ledger.bucket import bucket
from ashore.ledger.change import accrued_interest, settlement
from ashore.loan import COMPONENTS, Component
from ashore.money import rounded

__all__ = ["balance", "balances", "settle_on", "sums_on"]


def balance(booked: Booked, on: date) -> Balance:
    """Return what is owed on a day; only events up to that day count."""
    return balances(booked, [on])[0]


def balances(booked: Booked, days: Sequence[date]) -> list[Balance]:
    """Return the balances of several days, in one pass; `days` must ascend."""
    return [_statement(booked, account, on) for account, on in _stops(booked, days)]


def sums_on(booked: Booked, days: Sequence[date], *, due_only: bool) -> list[dict[Component, int]]:
    """Return the bare sums of several days (all of it, or what is due): for frequent asking."""
    return [_sums(account, on, due_only=due_only) for account, on in _stops(booked, days)]


def _sums(account: Account, on: date, *, due_only: bool) -> dict[Component, int]:
    sums = dict.fromkeys(COMPONENTS, 0)
    if on < account.loan.disbursed_on:
        return sums
    for item in account.items:
        if due_only and item.due_on > on:
            continue
        for part, amount in item.owed.items():
            if item.charged or part not in _NOT_YET:
                sums[part] += amount
        for move in _running(account, item, on):
            sums[move.component] += move.amount
    return sums


_NOT_YET = frozenset({Component.INTEREST, Component.FEE})
"""What an instalment owes only once it was due; its running interest is counted apart."""


def _stops(booked: Booked, days: Sequence[date]) -> Iterator[tuple[Account, date]]:
    assert list(days) == sorted(days), "days must ascend"
    account = opened(booked)
    done = 0
    for on in days:
        while done < len(booked.steps) and booked.steps[done][0] <= on:
            apply(account, *booked.steps[done])
            done += 1
        account.advance(on)
        yield account, on


def settle_on(booked: Booked, on: date) -> int:
    """Return what settles the loan on a day under the contract's prepayment terms, fen."""
    if on < booked.loan.disbursed_on:
        return 0
    account, _ = next(_stops(booked, [on]))
    return max(0, settlement(account, on) - account.credit)


# -- a statement --------------------------------------------------------------------------------


def _statement(booked: Booked, account: Account, on: date) -> Balance:
    if on < account.loan.disbursed_on:
        return _nothing_yet(booked, on)
    lines, running = _lines(account, on)
    tomorrow = account.clone()
    tomorrow.advance(on + timedelta(days=1))
    after, _ = _lines(tomorrow, on + timedelta(days=1))
    add = partial(sum_of, lines)
    late = max((line.days_late for line in lines), default=0)
    due_now = sum(line.total for line in lines if line.due_on <= on)
    return Balance(
        loan=account.loan,
        on=on,
        principal=add(Component.PRINCIPAL),
        interest=add(Component.INTEREST),
        penalty=add(Component.PENALTY),
        compound=add(Component.COMPOUND),
        fee=add(Component.FEE),
        due_now=due_now,
        credit=account.credit,
        days_past_due=late,
        bucket=bucket(late),
        per_day=_net(tomorrow, after) - _net(account, lines),
        lines=lines,
        paid=account.paid_in,
        postings=tuple(account.postings),
        running=running,
        findings=(*booked.findings, *account.findings),
    )


def _net(account: Account, lines: Iterable[Line]) -> int:
    """Return what is owed less the money paid ahead: using that is no gain and no cost."""
    return sum(line.total for line in lines) - account.credit


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


def sum_of(lines: Iterable[Line], part: Component) -> int:
    """Add up one component over the lines of a balance."""
    return sum(int(getattr(line, part.value)) for line in lines)


def _lines(account: Account, on: date) -> tuple[tuple[Line, ...], tuple[Posting, ...]]:
    lines: list[Line] = []
    running: list[Posting] = []
    for item in sorted(account.items, key=lambda item: (item.due_on, item.n)):
        moves = _running(account, item, on)
        running += moves
        owed = dict(item.owed)
        if item.due_on > on and not item.charged:
            owed |= dict.fromkeys(_NOT_YET, 0)
        for move in moves:
            owed[move.component] += move.amount
        lines.append(_line(item, on, owed))
    return tuple(lines), tuple(running)


def _running(account: Account, item: Item, on: date) -> list[Posting]:
    how = account.loan.rounding
    if item.due_on <= on:
        if not item.unpaid:
            return []
        return [
            posting(on, item.n, accrual, rounded(accrual.amount, how), "running")
            for accrual in account.accruals(item, on)
        ]
    if item.charged or not item.n:
        return []
    amount = rounded(accrued_interest(account, item, on), how)
    if not amount:
        return []
    return [
        Posting(
            on=on,
            n=item.n,
            component=Component.INTEREST,
            amount=amount,
            cause="running",
            since=item.period_from,
        )
    ]


def _line(item: Item, on: date, owed: dict[Component, int]) -> Line:
    late = item.due_on <= on and item.late_on(on) and item.in_arrears
    return Line(
        n=item.n,
        due_on=item.due_on,
        days_late=(on - item.due_on).days if late else 0,
        state=_state(item, on),
        **{part.value: owed[part] for part in COMPONENTS},
    )


def _state(item: Item, on: date) -> str:
    if item.due_on > on:
        if item.period_to <= on:
            return "deferred"
        return "running" if item.period_from < on else "upcoming"
    if not item.unpaid:
        return "paid"
    return "overdue" if item.late_on(on) else "due"
