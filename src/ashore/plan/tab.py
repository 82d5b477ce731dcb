"""A loan's books kept open while payments are proposed day by day.

The sums come from the books' own account; what a plan decides is only how much is paid and when.
The finished list of payments is booked anew from the facts in `ashore.plan.booked`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple, Protocol

from ashore.ledger.account import Account, Item
from ashore.ledger.book import apply
from ashore.ledger.card import (
    CardBooked,
    card_demanded,
    card_go_on,
    card_total,
)
from ashore.ledger.card_account import Account as CardAccount
from ashore.ledger.card_cycle import due_of, statement_days
from ashore.ledger.change import settlement
from ashore.ledger.statement import standing
from ashore.loan import Effect, Payment, Prepayment
from ashore.plan.debts import Due

__all__ = ["LEAST", "CardTab", "LoanTab", "Offer", "Paid", "first_late"]


LEAST = 5_000
"""A payment that clears nothing is at least this much, fen: smaller ones wait and add up."""

Paid = Payment | Prepayment
"""A proposed payment: of what is due (on a card any), or one that ends a loan early."""


class Offer(NamedTuple):
    """What spare money could do for a loan: from `least` to `most` fen, and its yield.

    `yields` is what it saves for each fen and day.
    """

    least: int
    most: int
    yields: Fraction


@dataclass(slots=True)
class LoanTab:
    """A loan with a schedule; days only go forward.

    `cleared` has the day on which each instalment ceased to be in arrears, by due date and number.
    """

    account: Account
    day: date
    payments: list[Paid] = field(default_factory=list)
    cleared: dict[tuple[date, int], date] = field(default_factory=dict)

    def due_days(self, until: date) -> list[date]:
        """Return the due dates up to a day on which something is unpaid, oldest first."""
        return sorted(
            {item.due_on for item in self.account.items if item.due_on <= until and item.unpaid}
        )

    def need(self, day: date, through: date) -> int:
        """Return what clears everything due by `through` when paid on `day`, fen."""
        self.go(day)
        items = [item for item in self.account.items if item.due_on <= through and item.unpaid]
        if not items:
            return 0
        lead = self.account.lead(day)
        sums = sum(self._owed(item, day, lead) for item in items)
        return max(0, sums - self.account.credit)

    def _owed(self, item: Item, day: date, lead: Item | None) -> int:
        grown = sum(self.account.whole(each) for each in self.account.accruals(item, day, lead))
        return sum(item.owed.values()) + grown

    def rest(self, day: date) -> int:
        """Return everything owed on a day, due or not, less what was paid ahead, fen."""
        self.go(day)
        told = standing(self.account, day)
        return told.total - told.credit

    def pay(self, day: date, amount: int, name: str) -> None:
        """Book a proposed payment."""
        self.go(day)
        paid = Payment(id=name, at=day, amount=amount)
        apply(self.account, day, paid)
        self.payments.append(paid)
        for item in self.account.items:
            if item.due_on <= day and not item.in_arrears:
                self.cleared.setdefault((item.due_on, item.n), day)

    def offer(self, day: date) -> Offer | None:
        """Return what ends the loan early on a day; None when nothing is ahead of its due date."""
        self.go(day)
        ahead = [item for item in self.account.items if item.due_on > day and item.unpaid]
        if not ahead or self.account.due(day):
            return None
        amount = max(0, settlement(self.account, day) - self.account.credit)
        later = sum(sum(item.owed.values()) for item in ahead) - self.account.credit
        weight = sum(sum(item.owed.values()) * (item.due_on - day).days for item in ahead)
        return Offer(least=amount, most=amount, yields=Fraction(later - amount, max(1, weight)))

    def more(self, day: date, amount: int, name: str) -> None:
        """Settle the loan early."""
        self.go(day)
        ended = [(item.due_on, item.n) for item in self.account.items if item.unpaid]
        paid = Prepayment(id=name, on=day, amount=amount, effect=Effect.SETTLE)
        apply(self.account, day, paid)
        self.payments.append(paid)
        for key in ended:  # settling moves what is ended to its own day
            self.cleared.setdefault(key, day)

    def cleared_on(self, due: Due) -> date | None:
        """Return the day on which a due ceased to be in arrears; None: not yet."""
        return self.cleared.get((due.due_on, due.n))

    def first_late(self, days: int, dues: Sequence[Due], end: date) -> date | None:
        """Return the first day by `end` on which a due was so many days past due and unpaid."""
        return first_late(self, days, dues, end)

    def go(self, day: date) -> None:
        """Let the days up to `day` pass."""
        assert day >= self.day, "a tab does not go back"
        if day > self.day:
            self.account.advance(day)
            self.day = day
            for item in self.account.items:  # what was cleared on the way was paid ahead
                if item.due_on <= day and not item.in_arrears:
                    self.cleared.setdefault((item.due_on, item.n), item.due_on)


@dataclass(slots=True)
class CardTab:
    """A card; it asks for the minimum of its newest bill.

    `account` stands at the end of the day before `day`, so that money of the day itself is booked
    in the order of the books; `today` are its payments. `cleared` has the day on which the minimum
    of each due day was met.
    """

    booked: CardBooked
    account: CardAccount
    day: date
    today: list[Payment] = field(default_factory=list)
    payments: list[Paid] = field(default_factory=list)
    cleared: dict[date, date] = field(default_factory=dict)
    unmet: list[date] = field(default_factory=list)
    seen: dict[tuple[int, date], int] = field(default_factory=dict)
    ahead: _Ahead | None = None

    def due_days(self, until: date) -> list[date]:
        """Return the due dates up to a day for which a minimum is or may be demanded."""
        found = [self.day] if self.need(self.day, self.day) else []
        return [*found, *self._due_after(self.day, until)]

    def _due_after(self, day: date, until: date) -> list[date]:
        card = self.booked.rules.card
        statements = statement_days(card, day - timedelta(days=62), until)
        return [
            due_on
            for due_on in (due_of(card, each) for each in statements)
            if day < due_on <= until
        ]

    def need(self, day: date, through: date) -> int:
        """Return the minimum demanded on a day, fen; `through` as for a loan."""
        del through  # a card's newest minimum holds the older ones
        key = (len(self.payments), day)
        if key not in self.seen:
            self.seen[key] = card_demanded(self.booked, self._at(day), day)
        return self.seen[key]

    def owed(self, day: date) -> int:
        """Return everything owed at the end of a day, fen, less what was paid ahead."""
        account = self._at(day)
        return card_total(self.booked, account, day) - account.credit

    def rest(self, day: date) -> int:
        """Return everything owed on a day, less what was paid ahead, fen."""
        self.go(day)
        return self.owed(day)

    def pay(self, day: date, amount: int, name: str) -> None:
        """Book a proposed payment."""
        self.go(day)
        paid = Payment(id=name, at=day, amount=amount)
        self.today.append(paid)
        self.payments.append(paid)
        still = self._unmet(day)
        for due_on in self.unmet:
            if due_on not in still:
                self.cleared[due_on] = day
        self.unmet = [due_on for due_on in self.unmet if due_on in still]

    def _unmet(self, day: date) -> list[date]:
        """Return the due days whose minimum is not met at the end of a day, oldest first."""
        account = self._at(day)
        if not card_demanded(self.booked, account, day):
            return []
        if account.accelerated_on is not None:
            return self.unmet
        return [bill.due_on for bill in account.bills if bill.due_on <= day and bill.minimum_left]

    def offer(self, day: date) -> Offer | None:
        """Return what may be paid above the minimum on a day; None when nothing is owed."""
        if self.need(day, day):
            return None
        rest = self.owed(day)
        if rest <= 0:
            return None
        return Offer(least=min(rest, LEAST), most=rest, yields=self.booked.rules.daily)

    def more(self, day: date, amount: int, name: str) -> None:
        """Pay more than the minimum."""
        self.pay(day, amount, name)

    def cleared_on(self, due: Due) -> date | None:
        """Return the day on which a bill's minimum was met; None: not yet."""
        return self.cleared.get(due.due_on)

    def first_late(self, days: int, dues: Sequence[Due], end: date) -> date | None:
        """Return the first day by `end` on which a due was so many days past due and unpaid."""
        return first_late(self, days, dues, end)

    def go(self, day: date) -> None:
        """Let the days up to `day` pass."""
        assert day >= self.day, "a tab does not go back"
        if day == self.day:
            return
        for due_on in self._due_after(self.day, day - _ONE):
            self._fall_due(due_on)
        self.account = self._at(day - _ONE)
        self.ahead, self.today, self.day = None, [], day
        for due_on in self._due_after(day - _ONE, day):
            self._fall_due(due_on)

    def _fall_due(self, due_on: date) -> None:
        """Note whether the minimum of a due day was met in time."""
        if self.need(due_on, due_on):
            self.unmet.append(due_on)
        else:
            self.cleared[due_on] = due_on

    def _at(self, day: date) -> CardAccount:
        """Return the account at the end of a day, on a copy that is kept for asking further."""
        ahead, from_ = self.ahead, (self.day, len(self.payments))
        if ahead is None or ahead.from_ != from_ or ahead.day > day:
            account = self.account.clone()
            card_go_on(self.booked, account, self.day - _ONE, self.day, self.today)
            ahead = _Ahead(from_, self.day, account)
        card_go_on(self.booked, ahead.account, ahead.day, day)
        self.ahead = _Ahead(from_, day, ahead.account)
        return ahead.account


class _Ahead(NamedTuple):
    """A copy of a card's account that ran ahead of it: from which day and payments, how far."""

    from_: tuple[date, int]
    day: date
    account: CardAccount


_ONE = timedelta(days=1)


class _Clearing(Protocol):
    """Open books that know when a due ceased to be in arrears."""

    def cleared_on(self, due: Due) -> date | None: ...


def first_late(tab: _Clearing, days: int, dues: Sequence[Due], end: date) -> date | None:
    """Return the first day by `end` on which a due was so many days past due and unpaid."""
    for due in dues:
        happens = due.due_on + timedelta(days=days)
        if happens > end:
            return None
        if (tab.cleared_on(due) or date.max) >= happens:
            return happens
    return None
