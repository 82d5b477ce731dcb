"""Reckoning conventions seen in contracts and apps, each as one change of how facts are booked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from ashore.ledger.book import Booked, Step, booking_order
from ashore.ledger.rates import year_basis
from ashore.loan import Component, FeeWhen, Loan, Payment, Penalty, PenaltyBase, Per, Prepayment
from ashore.money import Rounding, show_rate
from ashore.words import Text, how_many

__all__ = [
    "DUE_ONLY",
    "MULTIPLE",
    "MULTIPLES",
    "ROUNDING",
    "Change",
    "Turn",
    "families_of",
    "turns_of",
]


@dataclass(frozen=True, slots=True)
class Change:
    """One departure from the stated terms: a key, its value, and the same in words."""

    key: str
    value: str
    text: Text


Turn = tuple[Change, Callable[[Booked], Booked]]
"""A change and what it makes of the books."""

DUE_ONLY = Change(
    "covers", "due_now", Text("平台只报了已到期的部分", "the figure covers only what is due")
)
"""The one change that alters no books: a claim means only what is due."""

MULTIPLE = "penalty.multiple"
ROUNDING = "rounding"
MULTIPLES = tuple(Fraction(tenths, 10) for tenths in range(10, 21))
"""The multiples of the contract rate that penalties are agreed at, ascending."""


def families_of(booked: Booked, last: date) -> list[list[Turn]]:
    """Return the changes that can alter a figure up to a day, those of one key together.

    The multiples of the contract rate come first where there are any.
    """
    found: dict[str, list[Turn]] = {}
    paid = any(day <= last and isinstance(step, _MONEY) for day, step in booked.steps)
    for turn in turns_of(booked.loan):
        if paid or turn[0].key not in _OF_PAYMENTS:
            found.setdefault(turn[0].key, []).append(turn)
    return list(found.values())


_MONEY = (Payment, Prepayment)
_OF_PAYMENTS = frozenset({"allocation", "allocation_across", "payments_booked"})
"""Without a payment these alter nothing."""


def turns_of(loan: Loan) -> list[Turn]:
    """Return every single change of the books that makes sense for a loan."""
    turns: list[Turn] = []
    if loan.penalty is not None:
        turns += [*_multiple(loan.penalty), *_basis(loan, loan.penalty), *_base(loan.penalty)]
        turns += _penalty_switches(loan, loan.penalty)
    turns += [*_grace(loan), *_rounding(loan), *_fees(loan), *_orders(loan)]
    turns.append((_LATE_DAY, _paid_a_day_late))
    return turns


_LATE_DAY = Change(
    "payments_booked", "next_day", Text("还款晚一天入账", "payments are booked one day late")
)


def _with(**changes: object) -> Callable[[Loan], Loan]:
    return lambda loan: replace(loan, **changes)  # type: ignore[arg-type]


def _on_loan(change: Change, make: Callable[[Loan], Loan]) -> Turn:
    return change, lambda booked: replace(booked, loan=make(booked.loan))


def _on_penalty(change: Change, **changes: object) -> Turn:
    def make(loan: Loan) -> Loan:
        assert loan.penalty is not None
        return replace(loan, penalty=replace(loan.penalty, **changes))  # type: ignore[arg-type]

    return _on_loan(change, make)


def _basis(loan: Loan, penalty: Penalty) -> list[Turn]:
    stated = penalty.rate or loan.rate
    if stated.per is Per.DAY:
        return []
    return [
        _on_penalty(
            Change(
                "penalty.day_basis",
                str(days),
                Text(f"罚息按一年 {days} 天折算", f"penalty reckoned on a {days}-day year"),
            ),
            day_basis=days,
        )
        for days in (360, 365)
        if days != (penalty.day_basis or year_basis(loan.day_count))
    ]


def _multiple(penalty: Penalty) -> list[Turn]:
    if penalty.multiple is None:
        return []
    return [
        _on_penalty(
            Change(
                MULTIPLE,
                show_rate(step),
                Text(
                    f"罚息按合同利率的 {show_rate(step)} 倍",
                    f"penalty at {show_rate(step)} times the contract rate",
                ),
            ),
            multiple=step,
        )
        for step in MULTIPLES
        if step != penalty.multiple
    ]


_BASES = {
    PenaltyBase.OVERDUE_PRINCIPAL: Text(
        "罚息只按逾期本金计算", "penalty on the overdue principal only"
    ),
    PenaltyBase.OVERDUE_INSTALMENT: Text(
        "罚息按逾期的整期（本金加利息）计算", "penalty on the whole overdue instalment"
    ),
    PenaltyBase.OUTSTANDING_PRINCIPAL: Text(
        "罚息按全部剩余本金计算", "penalty on all outstanding principal"
    ),
}


def _base(penalty: Penalty) -> list[Turn]:
    return [
        _on_penalty(Change("penalty.base", base.value, text), base=base)
        for base, text in _BASES.items()
        if base is not penalty.base
    ]


def _penalty_switches(loan: Loan, penalty: Penalty) -> list[Turn]:
    daily = Change(
        "penalty.daily_rounding",
        str(not penalty.daily_rounding).lower(),
        Text("罚息逐日取整到分再相加", "each day's penalty is rounded, then added up")
        if not penalty.daily_rounding
        else Text("罚息合计后再取整到分", "the penalty is rounded once"),
    )
    replaced = Change(
        "penalty.replaces_interest",
        str(not penalty.replaces_interest).lower(),
        Text("逾期后仍另计合同利息", "contract interest runs on beside the penalty")
        if penalty.replaces_interest
        else Text("逾期后不再另计合同利息", "no contract interest beside the penalty"),
    )
    compound = Change(
        "compound",
        str(not loan.compound).lower(),
        Text("对未付利息再收复利", "unpaid interest bears interest too")
        if not loan.compound
        else Text("不对未付利息收复利", "unpaid interest bears no interest"),
    )
    return [
        _on_penalty(daily, daily_rounding=not penalty.daily_rounding),
        _on_penalty(replaced, replaces_interest=not penalty.replaces_interest),
        _on_loan(compound, _with(compound=not loan.compound)),
    ]


def _grace(loan: Loan) -> list[Turn]:
    turns = [_grace_of(days) for days in range(4) if days != loan.grace_days]
    later = Change(
        "grace_retroactive",
        str(not loan.grace_retroactive).lower(),
        Text("罚息从宽限期满之后起算", "penalty starts only after the grace")
        if loan.grace_retroactive
        else Text("过了宽限期，罚息从到期日起算", "past the grace, penalty runs from the due date"),
    )
    flip = _on_loan(later, _with(grace_retroactive=not loan.grace_retroactive))
    return [*turns, flip]


def _grace_of(days: int) -> Turn:
    change = Change(
        "grace_days",
        str(days),
        Text(f"有 {days} 天宽限期", f"{how_many(days, 'day')} of grace")
        if days
        else Text("没有宽限期", "no grace"),
    )
    return _on_loan(change, _with(grace_days=days))


_ROUNDINGS = {
    Rounding.HALF_UP: Text("金额四舍五入到分", "amounts rounded half up"),
    Rounding.DOWN: Text("金额舍去分以下", "amounts rounded down"),
    Rounding.UP: Text("金额逢分以下进一", "amounts rounded up"),
}


def _rounding(loan: Loan) -> list[Turn]:
    return [
        _on_loan(Change(ROUNDING, how.value, text), _with(rounding=how))
        for how, text in _ROUNDINGS.items()
        if how is not loan.rounding
    ]


def _fees(loan: Loan) -> list[Turn]:
    if all(fee.when is not FeeWhen.ON_DEFAULT for fee in loan.fees):
        return []
    change = Change("fees.on_default", "none", Text("没有收逾期费用", "no fee on default"))
    return [
        _on_loan(
            change,
            lambda loan: replace(
                loan, fees=tuple(fee for fee in loan.fees if fee.when is not FeeWhen.ON_DEFAULT)
            ),
        )
    ]


_P, _I, _F = Component.PRINCIPAL, Component.INTEREST, Component.FEE
_EXTRA = (Component.PENALTY, Component.COMPOUND)
_ORDERS: dict[tuple[Component, ...], Text] = {
    (_F, *_EXTRA, _I, _P): Text(
        "还款先抵费用、罚息、利息，再抵本金", "payments go to fees, penalty, interest, principal"
    ),
    (_F, _I, *_EXTRA, _P): Text(
        "还款先抵费用、利息、罚息，再抵本金", "payments go to fees, interest, penalty, principal"
    ),
    (_I, _P, *_EXTRA, _F): Text(
        "还款先抵利息、本金，再抵罚息和费用", "payments go to interest, principal, penalty, fees"
    ),
    (_P, _I, *_EXTRA, _F): Text(
        "还款先抵本金，再抵利息、罚息和费用", "payments go to principal, interest, penalty, fees"
    ),
}


def _orders(loan: Loan) -> list[Turn]:
    turns = [
        _on_loan(
            Change("allocation", ",".join(order), text),
            _with(allocation=order),
        )
        for order, text in _ORDERS.items()
        if order != loan.allocation
    ]
    across = "oldest_first" if loan.allocation_across == "by_component" else "by_component"
    text = Text(
        "各期一起，先付完同一项再付下一项" if across == "by_component" else "先还清最早一期",
        "one component of all instalments first"
        if across == "by_component"
        else "the oldest instalment first",
    )
    turns.append(
        _on_loan(
            Change("allocation_across", across, text),
            _with(allocation_across=across),
        )
    )
    return turns


def _paid_a_day_late(booked: Booked) -> Booked:
    steps: list[tuple[date, Step]] = [
        (day + timedelta(days=1) if isinstance(step, Payment) else day, step)
        for day, step in booked.steps
    ]
    return replace(booked, steps=tuple(sorted(steps, key=booking_order)))
