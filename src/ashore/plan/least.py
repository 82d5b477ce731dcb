"""Loans as a bound sees them: what no way of paying can avoid, spare money and early ends included.

The programme that finds the plan pays dues and estimates what a card will ask for. A bound may not
estimate: here every fen paid, whenever and above any due, ends the cost of one fen at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import zip_longest
from typing import NamedTuple

from ashore.ledger.card import CardBooked, card_account_on
from ashore.ledger.card_account import Account, Bill
from ashore.ledger.card_cycle import due_of, next_statement, statement_days
from ashore.ledger.card_replay import Rules
from ashore.loan import Component
from ashore.plan.debts import Debt
from ashore.plan.grid import Grid
from ashore.plan.model import FINE, Keep, Line, Mark, Model, Part, Price, lower_hull
from ashore.plan.tabs import now_of, tab_of
from ashore.plan.watch import Watch

__all__ = ["least_of"]


def least_of(
    model: Model, debts: Sequence[Debt], watches: Sequence[Watch], grid: Grid
) -> Model | None:
    """Return the programme whose optimum no way of paying can be below; None: it is `model`.

    Args:
        model: the programme of the plan.
        debts: the loans.
        watches: what is to be kept away.
        grid: the days and the money.
    """
    parts = tuple(
        _with_ends(part, debt, grid) if debt.exact else _pool(number, debt, watches, grid)
        for number, (part, debt) in enumerate(zip(model.parts, debts, strict=True))
    )
    if parts == model.parts:
        return None
    base = sum(debt.base for debt in debts if debt.exact)
    unsure = sum(_unsure(debt, grid) for debt in debts)
    return replace(model, parts=parts, base=base - unsure)


# -- a loan with a schedule, which may be ended early ---------------------------------------------


def _with_ends(part: Part, debt: Debt, grid: Grid) -> Part:
    """Return a part with what ends its loan early in each stretch; unchanged if that saves nothing.

    Asked of the books on the way on which each due is paid on its day.
    """
    tab, ends = tab_of(debt, grid.on), list[int | None]()
    for place, start in enumerate(grid.starts):
        last = min(grid.until(place) - timedelta(days=1), grid.end)
        paid, least = 0, None
        for day in sorted({start, *(max(start, due) for due in tab.due_days(last))}):
            need = tab.need(day, day)
            if need:
                tab.pay(day, need, f"due-{len(tab.payments) + 1}")
            paid += need
            offer = tab.offer(day)
            if offer is not None and (least is None or paid + offer.most < least):
                least = paid + offer.most
        ends.append(least)
    if not _saves(part, ends, debt.rest):
        return part
    return replace(part, ends=tuple(ends), rest=debt.rest)


def _saves(part: Part, ends: Sequence[int | None], rest: int) -> bool:
    later = rest
    for falls, end in zip(reversed(part.falls), reversed(ends), strict=True):
        later += falls
        if end is not None and end < later:
            return True
    return False


# -- a card, or a loan over the cap ---------------------------------------------------------------


def _pool(number: int, debt: Debt, watches: Sequence[Watch], grid: Grid) -> Part:
    """Return a loan as one sum that any payment lowers, and the least that a fen of it costs."""
    whole = max(0, now_of(debt, grid.on))
    card = isinstance(debt.view.stand.booked, CardBooked)
    lines, prices = _of_card(debt, grid, whole) if card else _of_capped(debt, grid, whole)
    asked = tuple(min(whole, each) for each in _asked(debt, whole))
    return Part(
        loan=number,
        falls=(whole, *(0 for _ in grid.starts[1:])),
        marks=tuple(_marks(lines, whole)),
        lines=lines,
        bends=(),
        keeps=tuple(
            Keep(watch=at, place=place, most=whole - paid)
            for at, watch in enumerate(watches)
            if watch.loan == debt.id and watch.days is not None
            for place, paid in _limits(watch, debt, grid, asked)
        ),
        prices=prices,
        pool=True,
    )


def _marks(lines: Sequence[Sequence[Line]], whole: int) -> Iterator[tuple[Mark, ...]]:
    """Yield for each stretch what can be open at most: all of it, and what it costs meanwhile."""
    most = whole
    for of_stretch in lines:
        yield Mark(due=0, open=0, most=0), Mark(due=whole, open=whole, most=most)
        costs = (line.slope * most + line.level for line in of_stretch)
        most += max(0, -int(-max(costs, default=Fraction(0)) // 1))


def _asked(debt: Debt, whole: int) -> Iterator[int]:
    """Yield for each due what must at least have been paid by its deadline, all dues before too.

    A card's next minimums are smaller when more was paid before, by no more than the interest that
    has run on the way: that is left out.
    """
    paid = 0
    for due, owed in zip_longest(debt.dues, debt.owed):
        paid += due.amount
        yield paid if owed is None else paid - max(0, owed + paid - whole)


def _limits(
    watch: Watch, debt: Debt, grid: Grid, asked: Sequence[int]
) -> Iterable[tuple[int, int]]:
    """Return for stretches in which a deadline lies: what must have been paid by then, fen."""
    most: dict[int, int] = {}
    for due, least in zip(debt.dues, asked, strict=True):
        if grid.on <= watch.pay_by(due) and watch.happens_on(due) <= grid.end:
            place = grid.place(watch.pay_by(due))
            most[place] = max(least, most.get(place, 0))
    return most.items()


Costs = tuple[tuple[tuple[Line, ...], ...], tuple[Price, ...]]


def _of_capped(debt: Debt, grid: Grid, whole: int) -> Costs:
    """Return what a court allows for each day, where the terms charge it on every day.

    Interest is paid before principal and bears none: of what is open, so much is principal at least
    as when nothing has been paid.
    """
    assert debt.court is not None
    principal, lines = debt.court.granted((), grid.on).principal, []
    for place, start in enumerate(grid.starts):
        days = (min(grid.until(place), grid.end) - max(start, debt.sure_from)).days
        most = whole + principal * debt.sure * (start - grid.on).days
        slope = debt.sure * principal * days / most if most and days > 0 else Fraction(0)
        lines.append((Line(slope, Fraction(0)),) if slope else ())
    return tuple(lines), ()


class _Bearing(NamedTuple):
    """Fen that bear interest in and after the stretch of `turn`, in it from `since` on."""

    turn: date
    since: date
    amount: int


class _Jump(NamedTuple):
    """What is charged when so many fen are not paid by a day."""

    chance: date
    left: int
    fen: Fraction


MONTH = 31


def _of_card(debt: Debt, grid: Grid, whole: int) -> Costs:
    """Return what a card's sums cost a day: those that bear interest, others from a missed bill on.

    Interest of interest is left out.
    """
    booked = debt.view.stand.booked
    assert isinstance(booked, CardBooked)
    rules = booked.rules
    if any(day > grid.on for day in booked.agenda):  # what is yet to be spent or taken back
        return tuple(() for _ in grid.starts), ()
    classes, jumps = _bills(booked, grid, whole)
    lines = tuple(_card_lines(rules, grid, place, whole, classes) for place in range(len(grid)))
    prices = [
        Price(place=grid.place(each.chance), most=max(0, whole - each.left), fen=each.fen)
        for each in jumps
        if each.chance < grid.end
    ]
    return lines, (*prices, *_late_fees(debt, rules, grid, whole))


def _late_fees(debt: Debt, rules: Rules, grid: Grid, whole: int) -> Iterator[Price]:
    """Yield what a minimum costs that is not paid by its last chance: the floor, or a share.

    The share is of what is lacking, what older ones lack included, so it comes in steps below the
    true fee.
    """
    share, floor = rules.card.late_fee_rate, rules.card.late_fee_floor
    before = 0
    for due, least in zip(debt.dues, _asked(debt, whole), strict=True):
        chance, lacking = rules.last_chance(due.due_on), least - before
        if chance < grid.on:  # charged already; the next minimum holds this one
            continue
        before = least
        if chance >= grid.end or lacking <= 0:
            continue
        told = Fraction(0)
        for part in STEPS:
            fee = max(Fraction(floor), int(lacking * part) * share)
            if fee > told:
                most = max(0, whole - least + int(lacking * part))
                yield Price(place=grid.place(chance), most=most, fen=fee - told)
                told = fee


STEPS = (Fraction(0), Fraction(1, 2), Fraction(9, 10))
"""Parts of a minimum that lack, from which on more of the late fee is counted."""


def _card_lines(
    rules: Rules, grid: Grid, place: int, whole: int, classes: Sequence[_Bearing]
) -> tuple[Line, ...]:
    """Return what a stretch costs at least, as lines over what is open at its payments.

    Money is taken to reach first what bears longest, and last what bears nothing: fees, and what
    has run since the last statement.
    """
    start, until = grid.starts[place], min(grid.until(place), grid.end)
    running = 0
    if place:
        month, days = MONTH * rules.daily, (start - _statement_before(rules, start)).days
        most = whole * (1 + month) ** ((start - grid.on).days // 28 + 1)
        running = -int(-(rules.daily * most * days) // 1)
    points = [(0, 0), (max(0, whole - sum(each.amount for each in classes)) + running, 0)]
    pace = rules.daily.numerator * FINE // rules.daily.denominator
    for each in reversed(classes):
        turn = grid.place(each.turn)
        since = each.since if place == turn else start
        run = max(0, (until - since).days) if place >= turn else 0
        sum_, cost = points[-1]
        points.append((sum_ + each.amount, cost + pace * each.amount * run))
    return tuple(lower_hull([each for n, each in enumerate(points) if not n or each[0] > 0]))


def _unsure(debt: Debt, grid: Grid) -> int:
    """Return by how much the lines of a card can be above the books, fen.

    They let charged interest bear at once. It does not where the bill it is on is paid in full:
    once, at the end, for what two months have charged and as many days.
    """
    booked = debt.view.stand.booked
    if not isinstance(booked, CardBooked):
        return 0
    whole, month = max(0, now_of(debt, grid.on)), MONTH * booked.rules.daily
    return -int(-(whole * 2 * month * month) // 1)


def _statement_before(rules: Rules, day: date) -> date:
    """Return the last statement day before a day, up to which all interest is charged."""
    days = statement_days(rules.card, day - timedelta(days=62), day - timedelta(days=1))
    return max(days)


def _bills(booked: CardBooked, grid: Grid, whole: int) -> tuple[list[_Bearing], list[_Jump]]:
    """Return what of a card bears interest from when on, in order of time, and what a bill adds.

    What is on a bill that can still be paid in full bears only after its last chance, but from the
    plan's day then; what it has run up until that day is added at once.
    """
    rules, on = booked.rules, grid.on
    account = card_account_on(booked, on)
    account.count_to(on)
    statement = next_statement(rules.card, on + timedelta(days=1))
    chances = {
        bill.n: rules.last_chance(bill.due_on) for bill in account.bills if bill.missed is None
    }
    following = rules.last_chance(due_of(rules.card, statement))
    sums: dict[tuple[date, date], int] = {}
    for item in account.items:
        if item.kind is not Component.FEE:
            turn = on if item.bearing else chances.get(item.n, following)
            sums[turn, on] = sums.get((turn, on), 0) + item.left
    running = whole + account.credit - sum(item.left for item in account.items)
    sums[statement, statement] = max(0, running)
    tolerance = rules.card.grace_amount
    found = [
        _Bearing(turn, since, max(0, sum_ - (tolerance if turn > on else 0)))
        for (turn, since), sum_ in sorted(sums.items())
        if turn <= grid.end
    ]
    return found, [
        jump
        for bill in account.bills
        if bill.missed is None and rules.card.interest_from != "unpaid_part"
        for jump in _jump(account, rules, bill, chances[bill.n])
    ]


def _jump(account: Account, rules: Rules, bill: Bill, chance: date) -> Iterator[_Jump]:
    weight = sum(
        run.weight
        for item in account.items
        if item.n == bill.n and not item.bearing and item.kind is not Component.FEE
        for run in item.stretches
    )
    left = account.billed_left(bill.n) - rules.card.grace_amount
    if left > 0 and weight:
        yield _Jump(chance, left, rules.daily * weight)
