"""The loans as a plan sees them: what falls due when, and what each day of not paying it costs.

Everything is read off the books: the sums of each instalment from the account, the cost of a day
from the accruals the account itself would make if nothing more were paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from ashore.forecast.view import LoanView
from ashore.law import Law
from ashore.ledger.account import Account, Item as AccountItem
from ashore.ledger.book import Booked
from ashore.ledger.booked import Balance
from ashore.ledger.card import CardBooked, card_account_on
from ashore.ledger.card_cycle import due_of, statement_days
from ashore.ledger.loans import books, owed
from ashore.ledger.statement import account_on
from ashore.loan import Component, Loan, Payment, PenaltyBase
from ashore.plan.court import Court

__all__ = ["Debt", "Due", "debt_of", "last_due"]

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One sum that falls due, fen: an instalment, a dated fee, or the minimum of a card's bill.

    Attributes:
        n: the instalment's number, 0 for a fee of its own.
        due_on: its due date; before the day of the plan when it is late already.
        amount: what clears it on time, or on the day of the plan when it is late.
        late_on: the first day on which it counts as late.
        a_day: what each day of delay adds from the due date on, exact fen.
        on_default: what is charged once when it becomes late, fen.
        bearing: the part of `amount` that delay is charged on, fen; a payment reaches it last.
    """

    n: int
    due_on: date
    amount: int
    late_on: date
    a_day: Fraction
    on_default: int = 0
    bearing: int = 0

    def days_late(self, day: date, on: date, *, retroactive: bool) -> int:
        """Return the days delay is charged for by `day` since `on` (the plan's day), if unpaid."""
        if day <= max(on, self.due_on) or day < self.late_on:
            return 0
        since = self.due_on if retroactive else self.late_on - _ONE
        return max(0, (day - max(on, since)).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One loan with what falls due, oldest first.

    Attributes:
        view: the loan as the forecast sees it.
        dues: what is or will be due, oldest first.
        retroactive: past the grace, delay is charged from the due date.
        whole_rate: what a day costs on all principal while anything is late; 0 unless the contract
            takes the whole principal as the base.
        principal: all principal outstanding on the plan's day, fen.
        principals: the principal in each due, fen, in the same order.
        carried_fee: what part of an older minimum the late fee of the next one takes again.
        base: what it costs from the plan's day to its end when each due is paid on its day, fen.
        rest: what is owed at the end of the plan then, fen.
        exact: whether the model of it is never above the books (see decision 0017); a card is not.
        owed: of a card, what is owed after each due when all are paid on their day, fen.
        court: what a court would grant, where that is less than the books; a plan pays no more.
        sure: what a day then adds to each fen of principal at least, whatever is paid, from the
            day `sure_from` on.
    """

    view: LoanView
    dues: tuple[Due, ...]
    retroactive: bool
    whole_rate: Fraction
    principal: int
    principals: tuple[int, ...]
    base: int
    exact: bool
    carried_fee: Fraction = Fraction(0)
    rest: int = 0
    owed: tuple[int, ...] = ()
    court: Court | None = None
    sure: Fraction = Fraction(0)
    sure_from: date = date.max

    @property
    def id(self) -> str:
        """The loan's id."""
        return self.view.id

    @property
    def grace_days(self) -> int:
        """Days after the due date that still count as on time."""
        return self.view.file.loan.grace_days

    @property
    def total(self) -> int:
        """Everything that is or will be due if nothing more runs up, fen."""
        return sum(due.amount for due in self.dues)


def debt_of(view: LoanView, on: date, end: date, law: Law) -> Debt:
    """Return a loan as a plan from `on` to `end` sees it.

    A card's dues are the minimums of the bills to come when each is paid on its day.
    """
    booked = view.stand.booked
    if isinstance(booked, CardBooked):
        return _card(view, booked, on, end, law)
    return _scheduled(view, booked, on, end, law)


def last_due(debts: Sequence[Debt], on: date) -> date:
    """Return the last due date of all loans, `on` if there is none later."""
    return max((due.due_on for debt in debts for due in debt.dues), default=on)


# -- a loan with a schedule -----------------------------------------------------------------------


def _scheduled(view: LoanView, booked: Booked, on: date, end: date, law: Law) -> Debt:
    account = account_on(booked, on)
    loan = booked.loan
    items = sorted((item for item in account.items if item.unpaid), key=_age)
    far = max((item.due_on for item in items), default=on) + timedelta(days=loan.grace_days + 2)
    later = account.clone()
    later.advance(max(far, on))
    default_fees = {
        _age(item): item.owed[Component.FEE] - before.owed[Component.FEE]
        for item, before in zip(later.items, account.items, strict=True)
    }
    whole = loan.penalty is not None and loan.penalty.base is PenaltyBase.OUTSTANDING_PRINCIPAL
    dues, principals, ahead = [], [], account.credit
    for item in items:
        amount = sum(item.owed.values()) + _run_up(account, item, on)
        used = min(ahead, amount)
        ahead -= used
        principal = min(item.owed[Component.PRINCIPAL], amount - used)
        if amount == used:
            continue
        principals.append(principal)
        dues.append(
            Due(
                n=item.n,
                due_on=item.due_on,
                amount=amount - used,
                late_on=item.due_on + timedelta(days=item.grace + 1),
                a_day=_a_day(later, item, whole=whole),
                on_default=default_fees[_age(item)],
                bearing=min(amount - used, _bearing(loan, item)),
            )
        )
    rest = _rest(view, dues, on, end, law)
    return Debt(
        view=view,
        dues=tuple(dues),
        retroactive=loan.grace_retroactive,
        whole_rate=later.late_rates[0] if whole else Fraction(0),
        principal=account.outstanding(),
        principals=tuple(principals),
        base=sum(due.amount for due in dues if due.due_on <= end) + rest - _net(view),
        rest=rest,
        exact=True,
    )


def _rest(view: LoanView, dues: Sequence[Due], on: date, end: date, law: Law) -> int:
    """Return what is owed on the last day when each due is paid on its day, fen."""
    if all(due.due_on <= end for due in dues):
        return 0
    paid = [
        Payment(id=f"due-{number}", at=max(on, due.due_on), amount=due.amount)
        for number, due in enumerate(dues)
        if due.due_on <= end
    ]
    booked = books(view.file.loan, (*view.stand.booked.events, *paid), law)
    return _net_of(owed(booked, end))


def _net(view: LoanView) -> int:
    return _net_of(view.stand.balance)


def _net_of(balance: Balance) -> int:
    """Return what is owed less what was paid ahead, fen."""
    return balance.total - balance.credit


def _age(item: AccountItem) -> tuple[date, int]:
    return (item.due_on, item.n)


def _run_up(account: Account, item: AccountItem, on: date) -> int:
    """Return what delay has added to an item and is not posted yet, fen."""
    lead = account.lead(on)
    return sum(account.whole(accrual) for accrual in account.accruals(item, on, lead))


def _a_day(later: Account, item: AccountItem, *, whole: bool) -> Fraction:
    """Return what a day of delay of one item costs: the accruals the books would make."""
    if whole:
        return later.late_rates[0] * item.owed[Component.PRINCIPAL]
    twin = next(other for other in later.items if _age(other) == _age(item))
    day = max(twin.due_on, twin.accrued_to) + timedelta(days=twin.grace + 2)
    accruals = later.accruals(twin, day, None)
    return sum((each.base * each.rate for each in accruals), Fraction(0))


def _bearing(loan: Loan, item: AccountItem) -> int:
    """Return what of an item the penalty is charged on, fen."""
    principal, interest = item.owed[Component.PRINCIPAL], item.owed[Component.INTEREST]
    whole = loan.compound or (
        loan.penalty is not None and loan.penalty.base is PenaltyBase.OVERDUE_INSTALMENT
    )
    return principal + interest if whole else principal


# -- a card ---------------------------------------------------------------------------------------


def _card(view: LoanView, booked: CardBooked, on: date, end: date, law: Law) -> Debt:
    """Return a card as the minimums to come, each paid on its day."""
    card, loan = booked.rules.card, booked.loan
    days = [due_of(card, day) for day in statement_days(card, on - timedelta(days=62), end)]
    now = view.stand.balance
    dues: list[Due] = []
    left: list[int] = []
    paid = [*booked.events]
    if now.due_now:
        dues.extend(_late_minimums(booked, on, now))
        left.extend(_net(view) - sum_ for sum_ in accumulate(due.amount for due in dues))
        paid.append(Payment(id="minimum", at=on, amount=now.due_now))
    for day in sorted({day for day in days if on < day <= end}):
        state = owed(books(loan, paid, law), day)
        if not state.due_now:
            if not state.total:
                break
            continue
        n = max((line.n for line in state.lines if line.due_on == day), default=0)
        dues.append(_minimum(booked, day, state.due_now, n))
        left.append(_net_of(state) - state.due_now)
        paid.append(Payment(id=f"minimum-{day}", at=day, amount=state.due_now))
    return Debt(
        view=view,
        dues=tuple(dues),
        retroactive=True,
        whole_rate=Fraction(0),
        principal=now.principal,
        principals=tuple(due.amount for due in dues),
        carried_fee=booked.rules.card.late_fee_rate,
        base=_net_of(owed(books(loan, paid, law), end))
        + sum(due.amount for due in dues)
        - _net(view),
        exact=False,
        owed=tuple(left),
    )


def _late_minimums(booked: CardBooked, on: date, now: Balance) -> Iterator[Due]:
    """Yield what each unmet minimum adds to the one before it; the newest holds all of them."""
    account = card_account_on(booked, on)
    unmet = [bill for bill in account.bills if bill.due_on <= on and bill.minimum_left]
    if account.accelerated_on is not None or not unmet:
        yield _minimum(booked, on - timedelta(days=now.days_past_due), now.due_now, 0)
        return
    before = 0
    for bill in unmet:
        if bill.minimum_left > before:
            yield _minimum(booked, bill.due_on, bill.minimum_left - before, bill.n)
            before = bill.minimum_left


def _minimum(booked: CardBooked, due_on: date, amount: int, n: int) -> Due:
    """Return a minimum: unpaid, it bears the daily rate, and the late fee once."""
    loan, rules = booked.loan, booked.rules
    fee = max(int(rules.card.late_fee_rate * amount), rules.card.late_fee_floor)
    return Due(
        n=n,
        due_on=due_on,
        amount=amount,
        late_on=due_on + timedelta(days=loan.grace_days + 1),
        a_day=rules.daily * amount,
        on_default=fee,
        bearing=amount,
    )
