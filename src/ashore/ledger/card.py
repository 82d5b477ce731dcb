"""Credit cards: book_card(loan, events, law), then what is owed on any day.

A card has no schedule: what was posted in a cycle becomes a bill, and a bill that is not paid in
full makes its items bear interest from the day each was posted. As with loans, the books are a pure
function of the facts, and a balance is a replay of them up to its day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ashore.days import book_day
from ashore.law import Law
from ashore.ledger.booked import Balance, Line, Posting
from ashore.ledger.bucket import bucket
from ashore.ledger.card_account import Account, Bill, interest_postings
from ashore.ledger.card_cycle import due_of, next_statement, statement_days
from ashore.ledger.card_replay import Rules, give_up, judge, pay, post, statement
from ashore.loan import (
    COMPONENTS,
    Acceleration,
    Component,
    Event,
    Finding,
    Loan,
    Milestone,
    Payment,
    Reversal,
    Severity,
    Transaction,
    Waiver,
)
from ashore.money import rounded
from ashore.words import Text

__all__ = [
    "CardBill",
    "CardBooked",
    "book_card",
    "card_account_on",
    "card_balance",
    "card_balances",
    "card_bills",
    "card_demanded",
    "card_go_on",
    "card_total",
]

Happening = Transaction | Payment | Waiver | Acceleration
EMPTY: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBooked:
    """A card with its events in booking order; nothing computed is kept."""

    loan: Loan
    events: tuple[Event, ...]
    rules: Rules
    agenda: Mapping[date, tuple[Happening, ...]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardBill:
    """A statement as it stands on a day, in fen.

    `left` is what is still to be paid of everything billed by then, `minimum_left` what of the
    minimum. `missed` is None while it can still be paid in time.
    """

    n: int
    statement_on: date
    due_on: date
    total: int
    minimum: int
    left: int
    minimum_left: int
    missed: bool | None


def book_card(loan: Loan, events: Iterable[Event], law: Law) -> CardBooked:
    """Put the transactions and events of a card in order.

    Payments, reversals, waivers, acceleration and milestones are understood. Any other event is
    told as a finding and changes no sum. A reversed payment vanishes from every day. `law` says
    from which day past due principal is paid first, if the terms name no order
    (`card_replay.REPAYMENT_ORDER`).
    """
    known = tuple(events)
    rules = Rules.of(loan, law)
    undone = {event.of for event in known if isinstance(event, Reversal)}
    agenda: dict[date, list[Happening]] = {}
    for spent in rules.card.transactions:
        agenda.setdefault(spent.on, []).append(spent)
    for event in known:
        if isinstance(event, Payment) and event.id not in undone:
            agenda.setdefault(book_day(event.at, loan.cutoff), []).append(event)
        elif isinstance(event, Waiver | Acceleration):
            agenda.setdefault(event.on, []).append(event)
    return CardBooked(
        loan=loan,
        events=known,
        rules=rules,
        agenda={day: tuple(sorted(agenda[day], key=_rank)) for day in sorted(agenda)},
        findings=tuple(_remarks(loan, known)),
    )


def _rank(event: Happening) -> tuple[str, int]:
    """Put the events of one kind and day into an order of their own, whatever they came in."""
    if isinstance(event, Acceleration):
        return "", 0
    name = event.id if isinstance(event, Payment) else ""
    return name, event.amount


def _remarks(loan: Loan, events: tuple[Event, ...]) -> Iterator[Finding]:
    paid = {event.id for event in events if isinstance(event, Payment)}
    for event in events:
        if isinstance(event, Payment | Waiver | Acceleration | Milestone):
            continue
        if not isinstance(event, Reversal):
            kind = type(event).__name__
            text = Text(
                f"信用卡账不处理这类事件（{kind}），没有入账",
                f"an event of this kind ({kind}) is not booked on a card",
            )
            yield _finding(loan, "event_not_booked", event.on, text)
        elif event.of not in paid:
            text = Text(
                f"要撤销的还款 {event.of} 不在记录里",
                f"the payment {event.of} to be undone is unknown",
            )
            yield _finding(loan, "reversal_of_nothing", event.on, text)


def _finding(loan: Loan, kind: str, on: date, text: Text) -> Finding:
    return Finding(kind=kind, loan=loan.id, on=on, text=text, severity=Severity.WARNING)


# -- the replay -----------------------------------------------------------------------------------


def card_balance(booked: CardBooked, on: date) -> Balance:
    """Return what is owed on a day; only what happened up to the end of that day counts."""
    return card_balances(booked, [on])[0]


def card_balances(booked: CardBooked, days: Sequence[date]) -> list[Balance]:
    """Return the balances of several days, in one pass; `days` must ascend."""
    return [_balance(booked, account, on) for on, account in _states(booked, days)]


def card_bills(booked: CardBooked, on: date) -> tuple[CardBill, ...]:
    """Return the statements drawn by a day, oldest first, each with what is left of it."""
    _, account = next(_states(booked, [on]))
    return tuple(
        CardBill(
            n=bill.n,
            statement_on=bill.statement_on,
            due_on=bill.due_on,
            total=bill.total,
            minimum=bill.minimum,
            left=account.billed_left(bill.n),
            minimum_left=bill.minimum_left,
            missed=bill.missed,
        )
        for bill in account.bills
    )


def _states(booked: CardBooked, days: Sequence[date]) -> Iterator[tuple[date, Account]]:
    """Yield the account at the end of each day; it goes on changing when the next is asked for."""
    assert list(days) == sorted(days), "days must ascend"
    account = Account(payment_day_counts=booked.rules.card.payment_day_counts)
    first = min(booked.agenda, default=None)
    done = None if first is None else first - timedelta(days=1)
    for on in days:
        if done is not None and done < on:
            for day in _eventful(booked, account, done, on):
                _live(booked.rules, account, day, booked.agenda.get(day, EMPTY))
            done = on
        yield on, account


def _eventful(booked: CardBooked, account: Account, done: date, on: date) -> Iterator[date]:
    """Yield the days after `done` up to `on` on which something can change."""
    start = done + timedelta(days=1)
    days = {day for day in booked.agenda if start <= day <= on}
    statements = set(statement_days(booked.rules.card, start, on))
    judged = {_judged_on(booked.rules, due_of(booked.rules.card, day)) for day in statements} | {
        _judged_on(booked.rules, bill.due_on) for bill in account.bills if bill.missed is None
    }
    yield from sorted(days | statements | {day for day in judged if start <= day <= on})


def _judged_on(rules: Rules, due_on: date) -> date:
    return rules.last_chance(due_on) + timedelta(days=1)


def _live(rules: Rules, account: Account, day: date, events: tuple[Happening, ...]) -> None:
    """Let one day happen; see `card_replay` for the order."""
    for bill in account.bills:
        if bill.missed is None and _judged_on(rules, bill.due_on) == day:
            judge(account, rules, bill, day)
    post(account, rules, day, [event for event in events if isinstance(event, Transaction)])
    pay(account, rules, day, [event for event in events if isinstance(event, Payment)])
    for event in events:
        if isinstance(event, Waiver):
            give_up(account, rules, event)
        elif isinstance(event, Acceleration) and account.accelerated_on is None:
            account.accelerated_on = day
    if next_statement(rules.card, day) == day:
        statement(account, rules, day)


# -- going on from a day, for trying payments -----------------------------------------------------


def card_account_on(booked: CardBooked, on: date) -> Account:
    """Return the account at the end of a day, to go on from; `booked` is not touched."""
    _, account = next(_states(booked, [on]))
    return account


def card_go_on(
    booked: CardBooked, account: Account, done: date, day: date, paid: Sequence[Payment] = ()
) -> None:
    """Let the days after `done` up to `day` happen on an account; `paid` are payments of `day`."""
    for one in _eventful(booked, account, done, day):
        if one < day:
            _live(booked.rules, account, one, booked.agenda.get(one, EMPTY))
    if done < day:
        _live(booked.rules, account, day, (*booked.agenda.get(day, EMPTY), *paid))


def card_demanded(booked: CardBooked, account: Account, on: date) -> int:
    """Return what should have been paid by the end of a day, fen: as `due_now` of its balance."""
    return card_total(booked, account, on) if account.accelerated_on else _demanded(account, on)


def card_total(booked: CardBooked, account: Account, on: date) -> int:
    """Return everything owed at the end of a day, fen: as `total` of its balance."""
    account.count_to(on)
    return _total(booked.rules, account)


# -- the balance ----------------------------------------------------------------------------------


def _balance(booked: CardBooked, account: Account, on: date) -> Balance:
    account.count_to(on)
    running = _running(booked.rules, account)
    unmet = account.oldest_unmet(on, booked.loan.grace_days)
    late = (on - unmet).days if unmet else 0
    interest = account.owed(Component.INTEREST) + sum(line.amount for line in running)
    owed = _total(booked.rules, account)
    return Balance(
        loan=booked.loan,
        on=on,
        principal=account.owed(Component.PRINCIPAL),
        interest=interest,
        penalty=0,
        compound=0,
        fee=account.owed(Component.FEE),
        due_now=card_demanded(booked, account, on),
        credit=account.credit,
        days_past_due=late,
        bucket=bucket(late),
        per_day=_tomorrow(booked.rules, account, on) - owed,
        lines=_lines(booked, account, on, sum(line.amount for line in running)),
        postings=tuple(account.postings),
        running=running,
        findings=(
            *(said for said in booked.findings if said.on is None or said.on <= on),
            *account.findings,
        ),
    )


def _running(rules: Rules, account: Account) -> tuple[Posting, ...]:
    """Return the interest that has run since the last statement and is not posted."""
    lines = interest_postings(
        account.bearing_stretches(), rules.daily, rules.loan.rounding, account.cycle + 1
    )
    return tuple(replace(line, cause="running") for line in lines)


def _total(rules: Rules, account: Account) -> int:
    weight = sum(run.weight for run in account.bearing_stretches())
    posted = sum(item.left for item in account.items)
    return posted + rounded(rules.daily * weight, rules.loan.rounding)


def _tomorrow(rules: Rules, account: Account, on: date) -> int:
    """Return what would be owed a day later if nothing but the calendar happened."""
    ahead = account.clone()
    day = on + timedelta(days=1)
    _live(rules, ahead, day, EMPTY)
    ahead.count_to(day)
    return _total(rules, ahead)


def _demanded(account: Account, on: date) -> int:
    """Return what is unpaid of the newest minimum whose due day has come; it holds the older."""
    return next((bill.minimum_left for bill in reversed(account.bills) if bill.due_on <= on), 0)


def _lines(booked: CardBooked, account: Account, on: date, running: int) -> tuple[Line, ...]:
    """Return one line per bill and one for what is not billed; they add up to the balance."""
    card = booked.rules.card
    following = due_of(card, next_statement(card, on + timedelta(days=1)))
    rows: list[tuple[Bill | None, int, date]] = [
        *((bill, bill.n, bill.due_on) for bill in account.bills),
        (None, account.cycle + 1, following),
    ]
    called = account.accelerated_on
    left = _left(account)
    left[0][Component.INTEREST] += running
    lines = []
    for bill, n, regular in rows:
        since = account.late_since(bill, on, booked.loan.grace_days)
        late = (on - since).days if since else 0
        owed = left[bill.n if bill else 0]
        lines.append(
            Line(
                n=n,
                due_on=min(regular, called) if called else regular,
                days_late=late,
                state=_state(account, bill, on, late),
                **{part.value: owed[part] for part in COMPONENTS},
            )
        )
    return tuple(lines)


def _left(account: Account) -> dict[int, dict[Component, int]]:
    """Return what is left by the bill it first appeared on (0: not billed), and by component."""
    owed = defaultdict[int, dict[Component, int]](lambda: dict.fromkeys(COMPONENTS, 0))
    for item in account.items:
        owed[item.n][item.kind] += item.left
    return owed


def _state(account: Account, bill: Bill | None, on: date, late: int) -> str:
    """Say how a bill stands; what revolves after its minimum was paid is running."""
    if late:
        return "overdue"
    if account.accelerated_on == on:
        return "due"
    if bill is None:
        return "running"
    if not account.left_on(bill.n) and not bill.minimum_left:
        return "paid"
    if bill.due_on > on:
        return "upcoming"
    return "due" if bill.minimum_left else "running"
