"""From the exact values of a loan's payments, events and claims to the nouns of the books."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from ashore.days import SHANGHAI, DayCount
from ashore.facts import Open
from ashore.files import says_case, says_open
from ashore.files.convert import Values
from ashore.files.loan_parts import MILESTONES
from ashore.files.loan_terms import make_rate
from ashore.files.problems import Check, Path
from ashore.loan import (
    Acceleration,
    Assignment,
    Claim,
    Component,
    Deferral,
    Effect,
    Event,
    Loan,
    Milestone,
    Payment,
    Per,
    Prepayment,
    RateChange,
    Reversal,
    Waiver,
)

__all__ = ["build_claims", "build_events", "build_open", "numbered"]


def build_events(values: Values, loan: Loan, at: Path, check: Check) -> tuple[Event, ...]:
    """Return the payments and then the events, each in the order of the file."""
    payments, events = values["payments"], values["events"]
    ids = numbered(list(enumerate(payments)), (*at, "payments"), "p", check)
    prepaid = [(n, event) for n, event in enumerate(events) if event["kind"] == "prepayment"]
    numbered(prepaid, (*at, "events"), "e", check, ids)
    made: list[Event] = []
    for n, payment in enumerate(payments):
        made.append(Payment(**payment))
        _not_before(local_day(payment["at"]), loan, (*at, "payments", n, "at"), check)
    for n, event in enumerate(events):
        where = (*at, "events", n)
        _not_before(event["on"], loan, (*where, "on"), check)
        made.append(_MAKERS[event["kind"]](event, loan, where, check))
    _check_reversals(events, _paid_on([*payments, *(event for _, event in prepaid)]), at, check)
    return tuple(made)


def build_claims(values: Values, loan: Loan, at: Path, check: Check) -> tuple[Claim, ...]:
    """Return what the lender says is owed."""
    claims = []
    for n, claim in enumerate(values["claims"]):
        _not_before(claim["on"], loan, (*at, "claims", n, "on"), check)
        claims.append(Claim(**claim))
    return tuple(claims)


def build_open(values: Values, loan: Loan, at: Path, check: Check) -> tuple[Open, ...]:
    """Return what of a loan is only assumed."""
    made: list[Open] = []
    for n, each in enumerate(values["open"]):
        where = (*at, "open", n)
        if each["key"] in {known.key for known in made}:
            check.wrong((*where, "key"), says_open.open_twice(each["key"]))
        low, high = each["low"], each["high"]
        if each["key"] != "rate":
            for end in ("low", "high"):
                if each[end] is not None:
                    check.wrong((*where, end), says_open.no_range(each["key"]))
        elif not (low or 0) <= loan.rate.value <= (loan.rate.value if high is None else high):
            check.wrong(where, says_open.out_of_range(loan.rate.value, low, high))
        made.append(Open(**each))
    return tuple(made)


def numbered(
    tables: Sequence[tuple[int, Values]],
    at: Path,
    letter: str,
    check: Check,
    taken: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, int]:
    """Give every table without an id the next free one ("p1", "p2" …); record doubles.

    Args:
        tables: each with its place in the list of the file.
        at: where the list is.
        letter: what a made id begins with.
        check: takes the problems.
        taken: ids that are used already.

    Returns:
        Each id with its place in the list, counted from 1.
    """
    used = dict(taken)
    for place, table in tables:
        word = table["id"]
        if word is None:
            continue
        if word in used:
            check.wrong((*at, place, "id"), says_case.duplicate(word, used[word]))
        used.setdefault(word, place + 1)
    number = 0
    for place, table in tables:
        if table["id"] is None:
            number += 1
            while f"{letter}{number}" in used:
                number += 1
            word = table["id"] = f"{letter}{number}"
            used[word] = place + 1
    return used


def local_day(at: date | datetime) -> date:
    """Return the day in China of a day or an instant."""
    return at.astimezone(SHANGHAI).date() if isinstance(at, datetime) else at


def _not_before(day: date, loan: Loan, at: Path, check: Check) -> None:
    if day < loan.disbursed_on:
        check.wrong(at, says_case.before_loan(day, loan.disbursed_on))


def _paid_on(tables: Sequence[Values]) -> dict[str, date]:
    return {table["id"]: local_day(table.get("at") or table["on"]) for table in tables}


def _check_reversals(
    events: Sequence[Values], paid_on: Mapping[str, date], at: Path, check: Check
) -> None:
    """Record reversals of nothing, before the payment, or a second time."""
    undone: set[str] = set()
    for n, event in enumerate(events):
        if event["kind"] != "reversal":
            continue
        where, word = (*at, "events", n), event["of"]
        if word not in paid_on:
            check.wrong((*where, "of"), says_case.no_such_payment(word, paid_on))
        elif word in undone:
            check.wrong((*where, "of"), says_case.reversed_twice(word))
        elif event["on"] < paid_on[word]:
            check.wrong((*where, "on"), says_case.reversed_early(event["on"], paid_on[word]))
        undone.add(word)


# ---------------------------------------------------------------- one maker a kind

Maker = Callable[[Values, Loan, Path, Check], Event]


def _reversal(event: Values, _loan: Loan, _at: Path, _check: Check) -> Event:
    return Reversal(on=event["on"], of=event["of"])


def _prepayment(event: Values, _loan: Loan, at: Path, check: Check) -> Event:
    effect = Effect(event["effect"])
    if event["amount"] is None and effect is not Effect.SETTLE:
        check.wrong(at, says_case.settle_or_amount(effect))
    return Prepayment(id=event["id"], on=event["on"], amount=event["amount"], effect=effect)


def _acceleration(event: Values, _loan: Loan, _at: Path, _check: Check) -> Event:
    return Acceleration(on=event["on"])


def _waiver(event: Values, _loan: Loan, _at: Path, _check: Check) -> Event:
    part = Component(event["component"])
    return Waiver(on=event["on"], component=part, amount=event["amount"])


def _rate_change(event: Values, loan: Loan, at: Path, check: Check) -> Event:
    rate = make_rate(event["rate"], (*at, "rate"), check)
    if loan.day_count is DayCount.ACTUAL and rate.per is not Per.DAY:
        check.wrong((*at, "rate", "per"), says_case.year_with_actual(rate.per))
    return RateChange(on=event["on"], rate=rate)


def _deferral(event: Values, loan: Loan, at: Path, check: Check) -> Event:
    for n, number in enumerate(event["instalments"]):
        if number > loan.instalments:
            wrong = says_case.no_such_instalment(number, loan.instalments)
            check.wrong((*at, "instalments", n), wrong)
    if event["to"] < event["on"]:
        check.wrong((*at, "to"), says_case.deferred_backwards(event["to"], event["on"]))
    return Deferral(on=event["on"], instalments=event["instalments"], to=event["to"])


def _assignment(event: Values, _loan: Loan, _at: Path, _check: Check) -> Event:
    return Assignment(on=event["on"], to=event["to"])


def _milestone(event: Values, _loan: Loan, _at: Path, _check: Check) -> Event:
    return Milestone(on=event["on"], kind=event["kind"], amount=event["amount"], note=event["note"])


_MAKERS: Mapping[str, Maker] = MappingProxyType(
    {
        "reversal": _reversal,
        "prepayment": _prepayment,
        "acceleration": _acceleration,
        "waiver": _waiver,
        "rate_change": _rate_change,
        "deferral": _deferral,
        "assignment": _assignment,
        **dict.fromkeys(MILESTONES, _milestone),
    }
)
