"""Arrears a loan has had: when each began and was cleared, when its mark ends, could it be hidden.

The mark itself is the lender's report, which the case does not know; these are the dates it would
have. A mark ends five years after the arrears were cleared, and never while they are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ashore.days import book_day, month_step
from ashore.forecast.ground import version_of
from ashore.forecast.stand import Stand
from ashore.law import Law
from ashore.law.norm import Version
from ashore.ledger.book import Booked
from ashore.ledger.booked import Balance, Line
from ashore.ledger.loans import Books, owed_on
from ashore.loan import Component, Payment
from ashore.money import show
from ashore.words import Cite, Text

__all__ = ["Mark", "Repair", "kept_until", "marks_of"]

RETENTION = "cn.credit.retention"
REPAIR = "cn.credit.repair_2025"
_SCHEDULED = {Component.PRINCIPAL, Component.INTEREST, Component.FEE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Whether the one-time repair of 2025 to 2026 reached these arrears.

    `outcome`: hidden | open | closed | too_large | outside. `hidden_from` is the day from which
    they should no longer be shown.
    """

    outcome: str
    text: Text
    hidden_from: date | None
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One stretch of arrears: from the due date missed to the day nothing was in arrears any more.

    `cleared_on` and `ends_on` are None while it is open: an unpaid mark has no end. `repair` is
    None where the closed repair is not a question (arrears after it, or before it was announced).
    """

    began_on: date
    cleared_on: date | None
    ends_on: date | None
    repair: Repair | None


def marks_of(stand: Stand, law: Law) -> tuple[Mark, ...]:
    """Return the arrears a loan has had by a day, oldest first.

    Source: Credit Reporting Regulation, article 16; the one-time repair of 2025-12-22.
    """
    booked, balance = stand.booked, stand.balance
    stretches = _of_loan(balance) if isinstance(booked, Booked) else _of_card(booked, balance)
    return tuple(
        Mark(
            began_on=late.began_on,
            cleared_on=late.cleared_on,
            ends_on=kept_until(late.cleared_on, law) if late.cleared_on else None,
            repair=_repair(booked, late, law, stand.on),
        )
        for late in stretches
    )


def kept_until(cleared_on: date, law: Law) -> date | None:
    """Return the day until which a bad mark is kept if its arrears were cleared on a day.

    None where the law files have no rule for that day. Source: as above, article 16.
    """
    version = version_of(law, RETENTION, cleared_on)
    return month_step(cleared_on, 12 * version.whole("years")) if version else None


class _Late(NamedTuple):
    began_on: date
    cleared_on: date | None


# -- the stretches --------------------------------------------------------------------------------


def _of_loan(balance: Balance) -> list[_Late]:
    """Return the arrears of a loan from its lines and postings; nothing is booked anew.

    Of fees with a date of their own only those still unpaid are seen.
    """
    last: dict[int, date] = {}
    for move in balance.postings:
        if move.amount < 0 and move.component in _SCHEDULED:
            last[move.n] = max(move.on, last.get(move.n, move.on))
    grace = timedelta(days=balance.loan.grace_days)
    return _joined(_lates(balance.lines, last, grace, balance.on))


def _lates(
    lines: Iterable[Line], last: dict[int, date], grace: timedelta, on: date
) -> Iterator[_Late]:
    for line in lines:
        if line.due_on >= on:
            continue
        if line.days_late:
            yield _Late(line.due_on, None)
        elif line.n and line.n in last and last[line.n] > line.due_on + grace:
            yield _Late(line.due_on, last[line.n])


def _joined(lates: Iterable[_Late]) -> list[_Late]:
    """Put stretches that overlap together: the arrears end when the last of them is cleared."""
    found: list[_Late] = []
    for late in sorted(lates, key=lambda one: one.began_on):
        before = found[-1] if found else None
        if before is None or (before.cleared_on and before.cleared_on <= late.began_on):
            found.append(late)
        elif before.cleared_on is not None:
            end = late.cleared_on and max(late.cleared_on, before.cleared_on)
            found[-1] = before._replace(cleared_on=end)
    return found


def _of_card(booked: Books, balance: Balance) -> list[_Late]:
    """Return the arrears of a card: what its books said on the days that could change it."""
    on, grace = balance.on, timedelta(days=balance.loan.grace_days + 1)
    judged = {line.due_on + grace for line in balance.lines}
    days = sorted(day for day in judged | _paid_days(booked) if day < on)
    found: list[_Late] = []
    for state in [*owed_on(booked, days), balance]:
        running = bool(found) and found[-1].cleared_on is None
        if state.days_past_due and not running:
            found.append(_Late(state.on - timedelta(days=state.days_past_due), None))
        elif running and not state.days_past_due:
            found[-1] = found[-1]._replace(cleared_on=state.on)
    return found


_ONE = timedelta(days=1)


def _paid_days(booked: Books) -> set[date]:
    """Return the days payments were booked on, reversed ones among them: more days do no harm."""
    cutoff = booked.loan.cutoff
    return {book_day(event.at, cutoff) for event in booked.events if isinstance(event, Payment)}


# -- the closed repair ----------------------------------------------------------------------------


def _repair(booked: Books, late: _Late, law: Law, on: date) -> Repair | None:
    norm = law.norms.get(REPAIR)
    version = norm.versions[-1] if norm else None
    if norm is None or version is None or on < version.from_on:
        return None
    if not version.day("arose_from") <= late.began_on <= version.day("arose_until"):
        return None
    cite = norm.cite(min(on, version.until_on or on))
    found = _verdict(version, late, on)
    if found.outcome in {"hidden", "open"}:
        most = _most_overdue(booked, late, on)
        if most > version.fraction("amount_max") * 10**booked.loan.digits:
            found = _too_large(most, version, booked.loan.digits)
    return Repair(outcome=found.outcome, text=found.text, hidden_from=found.hidden_from, cite=cite)


class _Verdict(NamedTuple):
    outcome: str
    text: Text
    hidden_from: date | None = None


def _verdict(version: Version, late: _Late, on: date) -> _Verdict:
    until, cleared = version.day("paid_until"), late.cleared_on
    if cleared is None and on <= until:
        return _Verdict(
            "open",
            Text(
                f"这笔逾期在 {until} 前足额还清，报告里就不再显示；自动办理，免费",
                f"fully repaid by {until} these arrears are no longer shown; automatic and free",
            ),
        )
    if cleared is None or cleared > until:
        return _Verdict(
            "closed",
            Text(
                f"一次性信用修复要求 {until} 前还清，窗口已经关闭；现在声称能代办的都不可信",
                f"the one-time repair asked for full payment by {until} and is closed; whoever "
                "offers it now is not to be trusted",
            ),
        )
    shown = _hidden_from(version, cleared)
    return _Verdict(
        "hidden",
        Text(
            f"符合一次性信用修复：{shown} 起不应再显示；还在显示的，可以提异议",
            f"within the one-time repair: not to be shown from {shown}; if it still is, object",
        ),
        shown,
    )


def _hidden_from(version: Version, cleared: date) -> date:
    """Return the day from which it is hidden: fixed for early payers, else the next month's end."""
    if cleared <= version.day("early_paid_until"):
        return version.day("early_shown_from")
    return month_step(cleared.replace(day=1), 2) - _ONE


def _too_large(most: int, version: Version, digits: int) -> _Verdict:
    cap = version.fraction("amount_max")
    return _Verdict(
        "too_large",
        Text(
            f"逾期金额最高到过 {show(most, digits)} 元，超过 {cap} 元的月份不在修复范围内",
            f"up to {show(most, digits)} yuan were overdue; months above {cap} yuan were not "
            "within the repair",
        ),
    )


def _most_overdue(booked: Books, late: _Late, on: date) -> int:
    """Return the most that was due and unpaid during some arrears, fen."""
    last = (late.cleared_on - _ONE) if late.cleared_on else on
    eves = {day - _ONE for day in _paid_days(booked)}
    days = {last, *(day for day in eves if late.began_on <= day < last)}
    return max(state.due_now for state in owed_on(booked, sorted(days)))
