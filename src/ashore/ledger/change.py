"""What changes the schedule itself: prepayment, change of rate, deferral, acceleration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from ashore.days import DayCount
from ashore.ledger.account import Account, Cause, Item, item_of
from ashore.ledger.rates import pace_of
from ashore.ledger.schedule import Period, amounts, by_parts, instalments
from ashore.loan import (
    COMPONENTS,
    Acceleration,
    Component,
    Deferral,
    Effect,
    Finding,
    Loan,
    Method,
    Prepay,
    Prepayment,
    RateChange,
)
from ashore.money import rounded, show, split_by
from ashore.words import Text

__all__ = ["accelerate", "accrued_interest", "change_rate", "defer", "prepay", "settlement"]

PRINCIPAL, INTEREST, FEE = Component.PRINCIPAL, Component.INTEREST, Component.FEE


# -- interest of a running period ---------------------------------------------------------------


def accrued_interest(account: Account, item: Item, day: date) -> Fraction:
    """Return the contract interest an item not yet due has earned by `day`, exact fen.

    Daily rates run on all principal not yet due; with equal periods, stated rows and flat fees the
    period's interest grows with the elapsed days of the period.
    """
    interest = Fraction(item.owed[INTEREST])
    if day >= item.period_to:
        return interest
    if day <= item.period_from:
        return item.earned_before
    span = (item.period_from, item.period_to)
    if _runs_daily(account.loan):
        grown = bearing(account, item) * pace_of(account.loan, account.rate).over(
            span[0], day, span
        )
        return min(interest, item.earned_before + grown)
    share = Fraction((day - span[0]).days, (span[1] - span[0]).days)
    return item.earned_before + (interest - item.earned_before) * share


def bearing(account: Account, item: Item) -> int:
    """Return the principal that bears the contract rate during an item's period."""
    return sum(
        other.owed[PRINCIPAL] for other in account.items if other.period_to >= item.period_to
    )


def _runs_daily(loan: Loan) -> bool:
    return loan.day_count is not DayCount.PERIOD and loan.method not in {Method.GIVEN, Method.FLAT}


def ahead_of(account: Account, day: date) -> list[Item]:
    """Return the instalments not yet due on `day`, in order."""
    return sorted((i for i in account.items if i.n and i.due_on > day), key=lambda item: item.n)


def open_items(account: Account, day: date) -> list[Item]:
    """Return the instalments whose period is still running or to come, in order."""
    return [item for item in ahead_of(account, day) if item.period_to > day]


def broken_interest(account: Account, items: Sequence[Item], day: date) -> int:
    """Return the interest that paying `items` ahead costs on `day`, whole fen, rounded once."""
    if account.loan.prepay is Prepay.FULL_PERIOD:
        return sum(item.owed[INTEREST] for item in items if item.period_from < day)
    exact = sum((accrued_interest(account, item, day) for item in items), Fraction(0))
    return rounded(exact, account.loan.rounding)


# -- prepayment ---------------------------------------------------------------------------------


def settlement(account: Account, day: date) -> int:
    """Return what settles the loan on `day`: everything due, broken interest, all principal."""
    trial = account.clone()
    due = trial.due(day)
    trial.touch(due, day)
    ahead = ahead_of(trial, day)
    owed = sum(sum(item.owed.values()) for item in due)
    return owed + broken_interest(trial, ahead, day) + sum(_rest(item) for item in ahead)


def _costs(item: Item) -> list[Component]:
    """Return the parts a deferred instalment may have brought along; fees to come do not count."""
    return [Component.PENALTY, Component.COMPOUND, *([FEE] if item.charged else [])]


def _rest(item: Item) -> int:
    """Return what an instalment not yet due owes besides its interest and the fees to come."""
    return item.owed[PRINCIPAL] + sum(item.owed[part] for part in _costs(item))


def prepay(account: Account, event: Prepayment) -> None:
    """Pay what is due, then the interest of the broken period, then principal; remake the rest.

    With `settle` and no amount, exactly what settles the loan is taken. Money that does not reach
    the principal is kept as credit, and a finding says so.
    """
    money = account.credit + (event.amount or 0)
    if event.amount is None:
        money = max(money, settlement(account, event.on))
    account.paid_in += money - account.credit
    left = account.pay(money, Cause(event.on, "prepayment", event.id))
    ahead = ahead_of(account, event.on)
    interest = broken_interest(account, ahead, event.on)
    needed = interest + sum(_rest(item) for item in ahead)
    if left >= needed:
        _settle(account, ahead, interest, event)
        account.credit = left - needed
        return
    still_open = open_items(account, event.on)
    interest = broken_interest(account, still_open, event.on)
    principal = sum(item.owed[PRINCIPAL] for item in still_open)
    if event.effect is Effect.SETTLE or left <= interest or not principal:
        account.credit = left
        account.findings.append(_too_small(account.loan, event, needed - left))
        return
    part = min(left - interest, principal)
    account.credit = left - interest - part
    _reduce(account, still_open, interest, part, event)


def _settle(account: Account, ahead: Sequence[Item], interest: int, event: Prepayment) -> None:
    if not ahead:
        return
    charged, paid = Cause(event.on, "prepayment"), Cause(event.on, "prepayment", event.id)
    principal = sum(item.owed[PRINCIPAL] for item in ahead)
    billed = sum(item.owed[INTEREST] for item in ahead if item.charged)
    for item in ahead:
        for part in _costs(item):
            account.take(item, part, item.owed[part], paid)
        item.owed = dict.fromkeys(COMPONENTS, 0)
        item.due_on = event.on
    account.record(ahead[0].n, INTEREST, interest - billed, charged)
    account.record(ahead[0].n, INTEREST, -interest, paid)
    account.record(ahead[0].n, PRINCIPAL, -principal, paid)


def _too_small(loan: Loan, event: Prepayment, short: int) -> Finding:
    amount = show(short, loan.digits)
    return Finding(
        kind="prepayment_too_small",
        loan=loan.id,
        on=event.on,
        text=Text(
            f"{event.on} 的提前还款没有用于减少本金（结清还差 {amount} 元）："
            "先还了到期部分，余下记作预存款",
            f"the prepayment of {event.on} did not lower the principal (settling needs {amount} "
            "more): it paid what was due, the rest is kept as credit",
        ),
    )


def _reduce(
    account: Account, items: Sequence[Item], interest: int, part: int, event: Prepayment
) -> None:
    """Pay interest and a part of the principal, then spread what is left over the open periods."""
    full = account.loan.prepay is Prepay.FULL_PERIOD
    periods = _periods_left(account, items, event.on)
    if full and periods[0].start > items[0].period_from:  # paid to the end of the period
        periods[0] = replace(periods[0], start=periods[0].end, factor=Fraction(0))
    keep = event.effect is Effect.REDUCE_TERM
    before = sum(item.owed[PRINCIPAL] for item in items)
    left = before - part
    first = items[0].n
    account.record(first, INTEREST, interest, Cause(event.on, "prepayment"))
    account.record(first, INTEREST, -interest, Cause(event.on, "prepayment", event.id))
    account.record(first, PRINCIPAL, -part, Cause(event.on, "prepayment", event.id))
    account.flat_share *= Fraction(left, before)
    if left:
        _remake(account, items, left, periods, keep_size=keep)
    else:
        account.swap(items, [])


# -- the periods that are left ------------------------------------------------------------------


def _periods_left(account: Account, items: Sequence[Item], day: date) -> list[Period]:
    """Return the periods of `items` from `day` on; the first one is usually a broken one."""
    left = sum(item.owed[PRINCIPAL] for item in items)
    flat = account.loan.principal * account.flat_share / left
    periods: list[Period] = []
    for item in items:
        start = max(item.period_from, day)
        factor = _factor(account, item, start)
        if account.loan.method is Method.FLAT:  # interest on the first principal, not on the rest
            factor *= flat
        periods.append(Period(start, item.period_to, item.due_on, factor))
    return periods


def _factor(account: Account, item: Item, start: date) -> Fraction:
    """Return the interest per unit of principal from `start` to the end of an item's period."""
    if start >= item.period_to:
        return Fraction(0)
    if account.loan.method is not Method.GIVEN:
        nominal = (item.nominal_from, item.period_to)
        return pace_of(account.loan, account.rate).over(start, item.period_to, nominal)
    base = bearing(account, item)
    share = Fraction((item.period_to - start).days, (item.period_to - item.period_from).days)
    return item.owed[INTEREST] * share / base if base else Fraction(0)


def _remake(
    account: Account,
    items: Sequence[Item],
    principal: int,
    periods: Sequence[Period],
    *,
    keep_size: bool,
) -> None:
    """Replace `items` by instalments that repay `principal` over `periods`."""
    loan = account.loan
    if loan.method is Method.GIVEN:
        parts = by_parts(
            loan, _given_parts(items, principal, keep_size=keep_size), periods, falling=True
        )
    else:
        parts = amounts(loan, principal, periods, _size(loan, items) if keep_size else None)
    made = instalments(loan, items[0].n, principal, periods, parts)
    fresh = [item_of(instalment, loan.grace_days) for instalment in made]
    for old, new in zip(items, fresh, strict=False):
        new.nominal_from = old.nominal_from
        if loan.method is Method.GIVEN:
            new.owed[FEE] = old.owed[FEE]
    account.swap(items, fresh)


def _size(loan: Loan, items: Sequence[Item]) -> int:
    """Return the instalment (or its principal part) that a shorter term keeps."""
    first = items[0]
    if loan.method is Method.EQUAL_INSTALMENT:
        return first.owed[PRINCIPAL] + first.owed[INTEREST]
    return first.owed[PRINCIPAL]


def _given_parts(items: Sequence[Item], principal: int, *, keep_size: bool) -> list[int]:
    stated = [item.owed[PRINCIPAL] for item in items]
    if not keep_size:
        return split_by(principal, stated)
    parts: list[int] = []
    for amount in stated:
        left = principal - sum(parts)
        if not left:
            break
        parts.append(min(amount, left))
    return parts


# -- rate, deferral, acceleration ---------------------------------------------------------------


def change_rate(account: Account, event: RateChange) -> None:
    """Remake the instalments left at a new rate from a day on; late ones are posted first."""
    loan = account.loan
    account.touch(account.items, event.on)
    items = open_items(account, event.on)
    if loan.method is Method.GIVEN:
        account.findings.append(_given_rate(loan, event))
        account.set_rate(event.rate)
        return
    earned = [accrued_interest(account, item, event.on) for item in items]
    account.set_rate(event.rate)
    if not items:
        return
    left = sum(item.owed[PRINCIPAL] for item in items)
    periods = _periods_left(account, items, event.on)
    joined = [
        replace(period, factor=period.factor + before / left)
        for period, before in zip(periods, earned, strict=True)
    ]
    _remake(account, items, left, joined, keep_size=False)
    open_items(account, event.on)[0].earned_before = earned[0]


def _given_rate(loan: Loan, event: RateChange) -> Finding:
    return Finding(
        kind="rate_change_on_given_rows",
        loan=loan.id,
        on=event.on,
        text=Text(
            f"{event.on} 调整利率，但还款计划是平台给出的逐期金额，未按新利率重算；请填入新的计划",
            f"the rate changed on {event.on}, but the rows are the lender's own and were not "
            "recomputed; enter the new rows",
        ),
    )


def defer(account: Account, event: Deferral) -> None:
    """Move named instalments to a later due date; penalty until then stays owed."""
    for item in account.items:
        if item.n in event.instalments and item.n:
            if event.to <= item.due_on or not item.unpaid:
                account.findings.append(_no_deferral(account.loan, item, event))
                continue
            account.touch([item], event.on)
            item.due_on = event.to
            item.accrued_to = max(event.to, item.accrued_to)  # what is posted is not counted twice
            item.due_seen = item.default_seen = False


def _no_deferral(loan: Loan, item: Item, event: Deferral) -> Finding:
    return Finding(
        kind="deferral_without_effect",
        loan=loan.id,
        on=event.on,
        text=Text(
            f"第 {item.n} 期的延期没有作用：已还清，或新的还款日 {event.to} 不晚于原还款日",
            f"deferring instalment {item.n} has no effect: it is paid, or the new due date "
            f"{event.to} is not later",
        ),
    )


def accelerate(account: Account, event: Acceleration) -> None:
    """Make all principal due on a day with the interest earned by then; later interest is gone."""
    ahead = ahead_of(account, event.on)
    if not ahead:
        return
    exact = sum((accrued_interest(account, item, event.on) for item in ahead), Fraction(0))
    first = ahead[0]
    owed = {part: sum(item.owed[part] for item in ahead) for part in COMPONENTS}
    owed[INTEREST] = rounded(exact, account.loan.rounding)
    owed[FEE] = sum(item.owed[FEE] for item in ahead if item.charged)
    whole = Item(
        n=first.n,
        due_on=event.on,
        period_from=event.on,
        period_to=event.on,
        owed=owed,
        accrued_to=event.on,
        grace=0,
        nominal_from=event.on,
        late_interest=sum(item.late_interest for item in ahead),
        charged=True,
    )
    billed = sum(item.owed[INTEREST] for item in ahead if item.charged)
    account.swap(ahead, [whole])
    account.record(first.n, INTEREST, owed[INTEREST] - billed, Cause(event.on, "acceleration"))
