"""Offers to lenders from what the household can bear: in proportion, and a small equal sum.

What is offered each month is the largest sum that can be kept: no more than an average month
leaves, and no more than the days of the next two years allow one by one. Every offer is told twice,
with interest stopped (what one asks for) and with interest running on (what the contract says
until the lender agrees), the latter from the real books.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from ashore.days import month_step
from ashore.facts import Budget, Case
from ashore.forecast.ground import version_of
from ashore.forecast.practice import Practice
from ashore.law import Law
from ashore.ledger.loans import books, owed_on
from ashore.loan import Payment
from ashore.money import marked, split_by
from ashore.plan.budget import CashFlow, Month, cash_flow, flow_days, month_of, week_of_essentials
from ashore.plan.household import Due, Held, held_of, with_dues
from ashore.plan.offer_check import Check, check_offer
from ashore.plan.offer_side import Side, side_of
from ashore.plan.realism import MONTHS_MOST, Realism, realism
from ashore.plan.resources import Cover, cover, needs_of

__all__ = ["MONTHS_CHECKED", "Ask", "Offer", "Offers", "Terms", "make_offers", "pay_days"]

MONTHS_CHECKED = 24
TOKEN_YUAN = 50
"""A small equal sum unless told otherwise. Our choice: no published figure is known."""

TIME_TO_TALK = timedelta(days=7)
AFTER_PAYDAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What the borrower wants to see: sums of their own, fen, and whether every lender is asked."""

    monthly: int | None = None
    token: int | None = None
    every: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an instalment comes to under one view of interest, fen.

    `months` None: not paid off within `MONTHS_MOST`; then `total` is what was paid by then and
    `left` what is still owed.
    """

    months: int | None
    total: int
    ends_on: date | None
    left: int
    left_checked: int  # still owed after MONTHS_CHECKED months


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One lender's offer, fen a month; it pays off `base`, which the cap may keep below `owed`.

    `stops`: interest and penalty stop with the agreement. `runs`: they run on by the contract and
    payments are used up as the contract says. `shrinks`: even then the debt gets smaller.
    `months_max` is the longest agreement a rule names for this kind of debt (None: no rule), and
    `least_in_rule` the instalment that pays it off in that time.
    """

    loan: str
    name: str
    owed: int
    base: int
    monthly: int
    stops: Terms
    runs: Terms
    shrinks: bool
    months_max: int | None
    least_in_rule: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The offers of a case on a day and everything they rest on.

    Attributes:
        on: the day they are made from.
        month: the average month, counting only certain income.
        month_expected: the same with income that is not certain.
        days: the days of payment, one a month, `MONTHS_MOST` of them.
        most: the largest sum a month that holds for two years, whole yuan, fen.
        most_expected: the same if all income comes that is hoped for.
        asked: what is offered a month in all, fen (`most` unless told otherwise).
        bound: what limits `most`: month (the surplus), day (a single day), nothing.
        bound_on: that day.
        lump: what could be paid at once on top, fen.
        pro_rata, token: an offer for each lender asked.
        sides: for each lender asked, court, limitation, credit record, collection.
        kept: loans not overdue that are kept up by contract, and what they take (`kept_dues`).
        nothing_lawful: loans of which the private-lending cap leaves nothing to claim.
        gap: what is missing before any lender asked is paid, day by day, and what covers it.
        check: the days of the next two years with everything paid.
        week: what a week of essentials costs, a buffer to think of, fen.
        realism: whether paying everything is realistic.
    """

    on: date
    month: Month
    month_expected: Month
    days: tuple[date, ...]
    most: int
    most_expected: int
    asked: int
    bound: str
    bound_on: date | None
    lump: int
    pro_rata: tuple[Offer, ...]
    token: tuple[Offer, ...]
    sides: tuple[Side, ...]
    kept: tuple[Held, ...]
    nothing_lawful: tuple[Held, ...]
    kept_dues: tuple[Due, ...]
    gap: Cover
    check: Check
    week: int
    realism: Realism

    @property
    def owed(self) -> int:
        """Everything owed to the lenders asked by the books, fen."""
        return sum(offer.owed for offer in self.pro_rata)


def make_offers(case: Case, law: Law, practice: Practice, on: date, ask: Ask) -> Offers:
    """Return the offers of a case on a day.

    Args:
        case: the case; it has a budget.
        law: the norms.
        practice: what is reported.
        on: the day they are made from; what happened after it is left out.
        ask: sums of one's own, and whether lenders that are not overdue are asked too.

    Raises:
        LawGap: no norm answers for a day it is needed.
    """
    assert case.budget is not None
    budget, unit = case.budget, 10**case.digits
    owing = [each for each in held_of(case, law, on) if each.owed]
    asked = tuple(each for each in owing if (ask.every or each.overdue) and each.base)
    kept = tuple(each for each in owing if not each.overdue and each.base and each not in asked)
    days = pay_days(budget, on, MONTHS_MOST)
    checked = days[:MONTHS_CHECKED]
    end = month_step(checked[0], MONTHS_CHECKED)
    household, dues = with_dues(budget, kept, law, end)
    flow = cash_flow(household, on, end, "pessimistic")
    month, hoped = month_of(budget, "pessimistic"), month_of(budget, "expected")
    most, bound, bound_on = _most(month, flow, checked, unit)
    most_expected = _most(hoped, cash_flow(household, on, end, "expected"), checked, unit)[0]
    total = sum(each.base for each in asked)
    monthly = most if ask.monthly is None else ask.monthly
    token = _token(ask, monthly, len(asked), unit)
    pro_rata = _pro_rata(asked, monthly, days, law)
    bearable = pro_rata if monthly == most else _pro_rata(asked, most, days, law)
    shown = partial(marked, currency=case.currency, digits=case.digits)
    return Offers(
        on=on,
        month=month,
        month_expected=hoped,
        days=days,
        most=most,
        most_expected=most_expected,
        asked=monthly,
        bound=bound,
        bound_on=bound_on,
        lump=_lump(flow, checked, monthly, unit),
        pro_rata=pro_rata,
        token=tuple(_offer(each, token, days, law) for each in asked),
        sides=tuple(
            side_of(each, case.contacts, practice, law, offer.stops.ends_on)
            for each, offer in zip(asked, pro_rata, strict=True)
        ),
        kept=kept,
        nothing_lawful=tuple(each for each in owing if not each.base),
        kept_dues=dues,
        gap=cover(budget.resources, needs_of(flow), end),
        check=check_offer(household, flow, checked, monthly),
        week=week_of_essentials(budget),
        realism=realism(total, most, _months_running(bearable), month, shown),
    )


# -- how much, and when ---------------------------------------------------------------------------


def pay_days(budget: Budget, on: date, count: int) -> tuple[date, ...]:
    """Return monthly days of payment: the day after the largest certain monthly income.

    The first is at least a week away, so that there is time to talk. Without such an income they
    fall on the day of month a month from `on`.
    """
    wages = [flow for flow in budget.income if flow.certain and flow.every == "month"]
    if not wages:
        return tuple(month_step(on, k) for k in range(1, count + 1))
    wage = max(wages, key=lambda flow: flow.amount)
    first = next(flow_days(wage, on + TIME_TO_TALK, date.max - timedelta(days=40)))
    behind = (first.year - wage.on.year) * 12 + first.month - wage.on.month
    return tuple(month_step(wage.on, behind + k) + AFTER_PAYDAY for k in range(count))


def _most(
    month: Month, flow: CashFlow, days: Sequence[date], unit: int
) -> tuple[int, str, date | None]:
    """Return the largest whole-yuan sum a month that holds, and what limits it."""
    by_day = [(flow.free(day) // (k + 1), day) for k, day in enumerate(days)]
    least, day = min(by_day)
    most = max(0, min(least, month.surplus)) // unit * unit
    if least < month.surplus:
        return most, "day", day
    return most, "month", None


def _lump(flow: CashFlow, days: Sequence[date], monthly: int, unit: int) -> int:
    """Return what can be paid at once while the monthly sum still holds."""
    spare = [flow.free(day) - monthly * (k + 1) for k, day in enumerate(days)]
    return max(0, min(flow.free(flow.start), *spare)) // unit * unit


def _token(ask: Ask, monthly: int, lenders: int, unit: int) -> int:
    if not lenders:
        return 0
    if ask.token is not None:
        return ask.token
    return min(TOKEN_YUAN * unit, monthly // lenders // unit * unit)


def _shares(monthly: int, owed: Sequence[int], unit: int) -> list[int]:
    """Split a monthly sum in proportion to what is owed, in whole yuan; no lender above its debt.

    What is below a yuan in the sum goes to the first lender's share.
    """
    if not owed:
        return []
    shares = [part * unit for part in split_by(monthly // unit, owed)]
    shares[0] += monthly % unit
    return [min(share, debt) for share, debt in zip(shares, owed, strict=True)]


# -- what an instalment comes to ------------------------------------------------------------------


def _pro_rata(
    asked: Sequence[Held], monthly: int, days: tuple[date, ...], law: Law
) -> tuple[Offer, ...]:
    unit = 10 ** asked[0].file.loan.digits if asked else 1
    shares = _shares(monthly, [each.base for each in asked], unit)
    return tuple(_offer(each, share, days, law) for each, share in zip(asked, shares, strict=True))


def _months_running(offers: Sequence[Offer]) -> int | None:
    """Return after how many months all are paid off though interest runs; None: not in time."""
    ends = [offer.runs.months for offer in offers]
    return None if None in ends else max((each for each in ends if each), default=0)


def _offer(held: Held, monthly: int, days: tuple[date, ...], law: Law) -> Offer:
    rule = version_of(law, "cn.card.personal_instalment", held.stand.on)
    months_max = rule.whole("months_max") if rule and held.stand.is_card else None
    runs = _running(held, monthly, days, law)
    return Offer(
        loan=held.id,
        name=held.name,
        owed=held.owed,
        base=held.base,
        monthly=monthly,
        stops=_stopped(held.base, monthly, days),
        runs=runs,
        shrinks=runs.months is not None or runs.left_checked < held.owed,
        months_max=months_max,
        least_in_rule=-(-held.base // months_max) if months_max else None,
    )


def _stopped(owed: int, monthly: int, days: tuple[date, ...]) -> Terms:
    months = -(-owed // monthly) if monthly else None
    within = months is not None and months <= len(days)
    paid = owed if within else monthly * len(days)
    return Terms(
        months=months if within else None,
        total=paid,
        ends_on=days[months - 1] if months is not None and within else None,
        left=owed - paid,
        left_checked=max(0, owed - monthly * MONTHS_CHECKED),
    )


def _running(held: Held, monthly: int, days: tuple[date, ...], law: Law) -> Terms:
    """Return what the books say when the instalments are paid and nothing is agreed."""
    paid = [Payment(id=f"offer {k}", at=day, amount=monthly) for k, day in enumerate(days, start=1)]
    known = held.stand.booked.events
    booked = books(held.file.loan, [*known, *paid] if monthly else known, law)
    left = [each.total - each.credit for each in owed_on(booked, days)]
    over = next((k for k, rest in enumerate(left) if rest <= 0), None)
    if over is not None and monthly:
        return Terms(
            months=over + 1,
            total=monthly * (over + 1) + left[over],
            ends_on=days[over],
            left=0,
            left_checked=max(0, left[MONTHS_CHECKED - 1]),
        )
    return Terms(
        months=None,
        total=monthly * len(days),
        ends_on=None,
        left=max(0, left[-1]),
        left_checked=max(0, left[MONTHS_CHECKED - 1]),
    )
