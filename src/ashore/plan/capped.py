"""A private loan over the cap as a plan sees it: what falls due by the contract, and no more.

What is due is the contract's, cut where it passes what a court would grant of the whole loan. When
nothing of that is left the loan is over, whatever the lender's books still show (decision 0036).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from ashore.ledger.book import Booked
from ashore.ledger.rates import penalty_daily
from ashore.ledger.statement import account_on
from ashore.plan.court import Court
from ashore.plan.debts import Debt, Due
from ashore.plan.tab import LoanTab, Offer, Paid, first_late

__all__ = ["CappedTab", "capped"]


@dataclass(slots=True)
class CappedTab:
    """The open books of a loan over the cap: the contract's, and what a court would grant.

    `ended` is the day from which a court would grant nothing more. `least` is what it grants at
    least now: it only grows while nothing is paid, so it is seldom reckoned anew.
    """

    inner: LoanTab
    court: Court
    ended: date | None = None
    least: int = 0
    seen: dict[date, int] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day the books stand at."""
        return self.inner.day

    @property
    def payments(self) -> list[Paid]:
        """The proposed payments so far."""
        return self.inner.payments

    def due_days(self, until: date) -> list[date]:
        """Return the due dates up to a day on which something can still be claimed."""
        return [] if self.ended else self.inner.due_days(until)

    def need(self, day: date, through: date) -> int:
        """Return what clears everything due by `through` when paid on `day`, fen."""
        asked = self.inner.need(day, through)
        if self.ended:
            return 0
        return asked if asked <= self.least else min(asked, self.granted(day))

    def granted(self, day: date) -> int:
        """Return what a court would grant of the whole loan on a day, fen."""
        if day not in self.seen:
            self.seen[day] = self.court.granted(self.payments, day).total
            self.least = max(self.least, self.seen[day])
        return self.seen[day]

    def rest(self, day: date) -> int:
        """Return what a court would grant of the whole loan on a day, fen."""
        self.go(day)
        return self.granted(day)

    def pay(self, day: date, amount: int, name: str) -> None:
        """Book a proposed payment."""
        self.inner.pay(day, amount, name)
        self.seen.clear()
        self.least = max(0, self.least - amount)
        if not self.least and not self.granted(day):
            self.ended = day

    def offer(self, day: date) -> Offer | None:
        """Return what ends the loan early on a day; None when nothing is ahead of its due date."""
        if self.ended:
            return None
        found = self.inner.offer(day)
        if found is None:
            return None
        amount = min(found.most, self.granted(day))
        later = self.court.granted(self.payments, self._last()).total
        days = max(1, (self._last() - day).days)
        return Offer(amount, amount, Fraction(later - amount, max(1, amount) * days))

    def _last(self) -> date:
        return max(item.due_on for item in self.inner.account.items if item.unpaid)

    def more(self, day: date, amount: int, name: str) -> None:
        """End the loan early: as the contract settles it, or by all that a court would grant."""
        offer = self.inner.offer(day)
        if offer is not None and offer.most == amount:
            self.inner.more(day, amount, name)
            self.ended = day
        else:
            self.pay(day, amount, name)

    def cleared_on(self, due: Due) -> date | None:
        """Return the day on which a due ceased to be in arrears or to be owed; None: not yet."""
        days = (self.inner.cleared_on(due), self.ended)
        return min((day for day in days if day is not None), default=None)

    def first_late(self, days: int, dues: Sequence[Due], end: date) -> date | None:
        """Return the first day by `end` on which a due was so many days past due and unpaid."""
        return first_late(self, days, dues, end)

    def go(self, day: date) -> None:
        """Let the days up to `day` pass."""
        self.inner.go(day)
        self.seen = {on: sum_ for on, sum_ in self.seen.items() if on >= day}


def capped(debt: Debt, court: Court, on: date) -> Debt:
    """Return a loan whose dues by the contract are cut at what a court would grant.

    The last due is the one that leaves nothing to be granted. What a day of delay adds is the rate
    at which the lawful debt grows when all of it is late, on the principal that a due repays.
    """
    tab = CappedTab(LoanTab(account_on(court.booked, on), on), court)
    pace = _pace(court, debt, on)
    dues: list[Due] = []
    for due in debt.dues:
        day = max(on, due.due_on)
        amount = tab.need(day, due.due_on)
        if tab.ended:
            break
        if not amount:
            continue
        before = court.granted(tab.payments, day).principal
        tab.pay(day, amount, f"due-{len(dues) + 1}")
        bearing = before - court.granted(tab.payments, day).principal
        dues.append(
            replace(due, amount=amount, a_day=pace * bearing, on_default=0, bearing=bearing)
        )
    return replace(
        debt,
        dues=tuple(dues),
        whole_rate=Fraction(0),
        principals=tuple(due.bearing for due in dues),
        base=sum(due.amount for due in dues) - court.granted((), on).total,
        rest=0,
        exact=False,
        court=court,
        sure=pace,
        sure_from=_charges_from(debt, pace, on),
    )


def _pace(court: Court, debt: Debt, on: date) -> Fraction:
    """Return what a day adds to each fen of lawful principal when everything is late."""
    last = max((due.late_on for due in debt.dues), default=on)
    since = max(on, last) + timedelta(days=1)
    before, after = (court.granted((), day) for day in (since, since + timedelta(days=YEAR)))
    if not before.principal:
        return Fraction(0)
    # A fen less than it seems, since both sums are rounded.
    return Fraction(max(0, after.total - before.total - 1), YEAR * before.principal)


YEAR = 365


def _charges_from(debt: Debt, pace: Fraction, on: date) -> date:
    """Return the day from which the terms charge at least this pace, late or not.

    From then on what is lawful grows by it whatever is paid, since its principal is never above the
    contract's.
    """
    booked, loan = debt.view.stand.booked, debt.view.file.loan
    assert isinstance(booked, Booked)
    if loan.penalty is None or (loan.grace_days and not loan.grace_retroactive):
        return date.max
    if penalty_daily(loan.penalty, loan.rate, loan.day_count) < pace:
        return date.max
    left, since, sure = loan.principal, loan.disbursed_on, on
    for row in booked.schedule:
        if row.due_on > on and row.interest < pace * left * (row.due_on - since).days:
            sure = row.due_on
        left, since = left - row.principal, row.due_on
    return sure
