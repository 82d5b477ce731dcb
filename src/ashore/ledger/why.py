"""Why a figure is what it is: a balance opened into parts, instalments and single steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ashore.days import DayCount, days_30_360
from ashore.law import Law
from ashore.law.private import OVERDUE_RATE, term_rate_goes_on
from ashore.ledger.book import Booked
from ashore.ledger.booked import PART_NAMES, Balance, Posting
from ashore.ledger.loans import Books
from ashore.ledger.rates import daily_rate, year_basis
from ashore.loan import COMPONENTS, Component, Loan, Method, Penalty
from ashore.money import show, show_rate
from ashore.words import Cite, Text, Why

__all__ = ["explain", "rests_on"]

_CAUSES: dict[str, Text] = {
    "disbursed": Text("放款本金", "principal paid out"),
    "schedule": Text("到期应还", "fell due"),
    "accrual": Text("逾期计收（已入账）", "accrued while late (posted)"),
    "running": Text("到今天为止累计（未入账）", "accrued up to the day (not posted)"),
    "fee": Text("逾期收取的费用", "fee charged on default"),
    "payment": Text("还款抵扣", "paid"),
    "credit": Text("预存款抵扣", "paid from credit"),
    "waiver": Text("减免", "given up by the lender"),
    "acceleration": Text("提前到期时结算的利息", "interest settled at acceleration"),
    "prepayment": Text("提前还款", "prepayment"),
    "purchase": Text("消费", "purchase"),
    "cash_advance": Text("取现", "cash advance"),
    "instalment": Text("账单分期入账", "card instalment posted"),
    "refund": Text("退款", "refund"),
    "card_fee": Text("费用", "fee"),
    "card_interest": Text("账单计收的利息", "interest charged on a statement"),
    "late_fee": Text("违约金", "late fee"),
}

_AGREED = {
    Component.PENALTY: "cn.civil.overdue_interest",
    Component.COMPOUND: "cn.penalty.compound",
}
"""The norm a component rests on, cited where the law files have it."""


def explain(booked: Books, balance: Balance, law: Law) -> Why:
    """Return the tree behind `balance`: total → part → instalment → step."""
    loan = booked.loan
    moves = [*balance.postings, *balance.running]
    parts = tuple(
        _part(booked, balance, part, [move for move in moves if move.component is part], law)
        for part in COMPONENTS
    )
    return Why(
        label=Text("全部欠款", "everything owed"),
        value=show(balance.total, loan.digits),
        formula="principal + interest + penalty + compound + fee",
        inputs=(("on", balance.on.isoformat()),),
        parts=tuple(part for part in parts if part.parts),
    )


def rests_on(booked: Books, balance: Balance, law: Law) -> tuple[Cite, ...]:
    """Return the norms behind a balance, without its whole tree."""
    moved = {move.component for move in (*balance.postings, *balance.running)}
    cites = (_cite(booked.loan, part, balance, law) for part in COMPONENTS if part in moved)
    return tuple(cite for cite in cites if cite is not None)


def _part(
    booked: Books, balance: Balance, part: Component, moves: Sequence[Posting], law: Law
) -> Why:
    digits = booked.loan.digits
    amount = int(getattr(balance, part.value))
    if part is Component.PRINCIPAL:
        parts = tuple(_step(booked, move) for move in moves)
    else:
        numbers = sorted({move.n for move in moves})
        parts = tuple(_instalment(booked, number, moves) for number in numbers)
    return Why(
        label=PART_NAMES[part],
        value=show(amount, digits),
        formula="charged − paid − given up",
        cite=_cite(booked.loan, part, balance, law),
        parts=parts,
    )


def _cite(loan: Loan, part: Component, balance: Balance, law: Law) -> Cite | None:
    private = part is Component.PENALTY and term_rate_goes_on(loan.first_lender_type, law)
    norm = law.norms.get(OVERDUE_RATE if private else _AGREED.get(part, ""))
    if norm is None or norm.version_on(balance.on) is None:
        return None
    return norm.cite(balance.on)


def _instalment(booked: Books, number: int, moves: Iterable[Posting]) -> Why:
    mine = [move for move in moves if move.n == number]
    zh = f"第 {number} 期" if number else "单项费用"
    en = f"instalment {number}" if number else "separate fee"
    return Why(
        label=Text(zh, en),
        value=show(sum(move.amount for move in mine), booked.loan.digits),
        formula="sum of the steps",
        parts=tuple(_step(booked, move) for move in mine),
    )


def _step(booked: Books, move: Posting) -> Why:
    digits = booked.loan.digits
    formula, inputs = _reckoned(booked, move)
    named = (("event", move.event),) if move.event else ()
    return Why(
        label=_CAUSES[move.cause],
        value=show(move.amount, digits),
        formula=formula,
        inputs=(("on", move.on.isoformat()), *named, *inputs),
    )


def _reckoned(booked: Books, move: Posting) -> tuple[str, tuple[tuple[str, str], ...]]:
    loan = booked.loan
    if move.base is not None and move.rate is not None and move.since is not None:
        return "base × rate a day × days", (
            ("base", show(move.base, loan.digits)),
            ("rate_per_day", show_rate(move.rate, 10)),
            ("from", move.since.isoformat()),
            ("days", str((move.on - move.since).days)),
            *_penalty_terms(loan.penalty, move),
        )
    if move.cause == "schedule" and move.component is Component.INTEREST:
        return _scheduled(booked, move)
    if move.cause == "running" and move.since is not None:
        days = str(_counted(loan, move.since, move.on))
        return "interest of the running period, to the day", (
            ("from", move.since.isoformat()),
            ("days", days),
        )
    return "", ()


def _penalty_terms(penalty: Penalty | None, move: Posting) -> tuple[tuple[str, str], ...]:
    if penalty is None or move.component is Component.INTEREST:
        return ()
    if penalty.multiple is not None:
        return (("multiple_of_contract_rate", show_rate(penalty.multiple)),)
    return (("penalty_rate_agreed", "yes"),)


def _scheduled(booked: Books, move: Posting) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Explain a scheduled interest by the original row, if that is still the one that fell due."""
    loan = booked.loan
    rows = booked.schedule if isinstance(booked, Booked) else ()
    row = next((row for row in rows if row.n == move.n), None)
    if row is None or row.interest != move.amount or loan.method is Method.GIVEN:
        return "interest of the schedule in force", ()
    days = _counted(loan, row.period_from, row.period_to)
    base = loan.principal if loan.method is Method.FLAT else row.balance + row.principal
    shared = (
        ("base", show(base, loan.digits)),
        ("rate", f"{show_rate(loan.rate.value, 10)} per {loan.rate.per}"),
        ("from", row.period_from.isoformat()),
        ("days", str(days)),
    )
    if loan.day_count is DayCount.PERIOD:
        return "balance × rate of the period", shared
    return "balance × rate a day × days", (*shared, *_daily(loan))


def _counted(loan: Loan, start: date, end: date) -> int:
    """Return the days the contract counts between two dates."""
    if loan.day_count is DayCount.THIRTY_360:
        return days_30_360(start, end)
    return (end - start).days


def _daily(loan: Loan) -> tuple[tuple[str, str], ...]:
    rate = daily_rate(loan.rate, year_basis(loan.day_count))
    return (("rate_per_day", show_rate(rate, 10)), ("day_count", loan.day_count.value))
