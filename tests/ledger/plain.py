"""The books once more, day by day: slow, obvious, and written without looking at the real ones.

It takes the schedule as given and walks through every single day: what falls due, what a day of
being late costs, how a payment is spread. It knows payments, waivers, deferrals and an
acceleration; what remakes the schedule (prepayment, change of rate) has its own tests.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from ashore.days import DayCount, days_30_360
from ashore.ledger.schedule import make_schedule
from ashore.loan import (
    Acceleration,
    Component,
    Deferral,
    Event,
    FeeBase,
    FeeWhen,
    Loan,
    Method,
    Payment,
    PenaltyBase,
    Per,
)
from ashore.money import rounded

ONE = timedelta(days=1)


@dataclass
class Part:
    n: int
    due_on: date
    owed: Counter
    period: tuple[date, date]
    grace: int
    late_interest: int = 0
    running: dict[Component, Fraction] = field(default_factory=dict)
    is_due: bool = False
    was_due: bool = False  # also before it was deferred
    moved_on: date = date.min  # what grew by then is posted and never grows again

    def late(self, today: date) -> bool:
        return today > self.due_on + timedelta(days=self.grace)

    def in_arrears(self) -> bool:
        return bool(
            self.owed[Component.PRINCIPAL]
            or self.owed[Component.INTEREST]
            or self.owed[Component.FEE]
        )


class Plain:
    def __init__(self, loan: Loan) -> None:
        self.loan = loan
        self.today = loan.disbursed_on - ONE
        self.credit = 0
        self.covered = date.min
        self.parts = [
            Part(
                row.n,
                row.due_on,
                Counter(
                    {
                        Component.PRINCIPAL: row.principal,
                        Component.INTEREST: row.interest,
                        Component.FEE: row.fee,
                    }
                ),
                (row.period_from, row.period_to),
                loan.grace_days,
            )
            for row in make_schedule(loan)
        ]
        for fee in loan.fees:
            if fee.when is FeeWhen.ON_DATE:
                owed = Counter({Component.FEE: self.fee(fee, loan.principal, 0)})
                self.parts.append(Part(0, fee.on, owed, (fee.on, fee.on), 0))

    # ---- small sums

    def round(self, exact: Fraction) -> int:
        return rounded(Fraction(exact), self.loan.rounding)

    def fee(self, fee, outstanding: int, bill: int) -> int:
        if fee.amount is not None:
            return fee.amount
        base = {
            FeeBase.PRINCIPAL: self.loan.principal,
            FeeBase.OUTSTANDING: outstanding,
            FeeBase.INSTALMENT: bill,
        }[fee.of]
        return self.round(base * fee.rate)

    def outstanding(self) -> int:
        return sum(part.owed[Component.PRINCIPAL] for part in self.parts)

    def a_day(self, rate) -> Fraction:
        """A rate a day, for the penalty."""
        basis = self.loan.penalty.day_basis or (365 if self.loan.day_count == "act/365" else 360)
        per_year = {Per.DAY: basis, Per.MONTH: 12, Per.YEAR: 1}[rate.per]
        return rate.value * per_year / basis

    # ---- one day

    def live(self, events: list[tuple[date, Event]], until: date) -> None:
        while self.today < until:
            self.today += ONE
            for part in self.parts:
                self.grow(part)
            if self.loan.penalty and self.leader():
                self.covered = self.today
            today = [event for on, event in events if on == self.today]
            for event in today:
                if isinstance(event, Deferral):  # before anything falls due
                    self.defer(event)
            self.fall_due()
            self.charge_defaults()
            for event in today:
                if not isinstance(event, Deferral):
                    self.happen(event)

    def happen(self, event: Event) -> None:
        if isinstance(event, Payment):
            self.credit += self.pay(event.amount)
        elif isinstance(event, Acceleration):
            self.accelerate()
        else:
            left = event.amount
            due = self.due()
            self.post_all([*due, *self.leading()])
            for part in due:
                given = min(left, part.owed[event.component])
                self.lower(part, event.component, given)
                left -= given

    def defer(self, event: Deferral) -> None:
        for part in self.parts:
            if part.n and part.n in event.instalments:
                if event.to <= part.due_on or not any(part.owed.values()):
                    continue
                self.post_all([part, *self.leading()])
                part.due_on, part.is_due, part.moved_on = event.to, False, self.today

    def fall_due(self) -> None:
        for part in sorted(self.parts, key=lambda part: part.n):
            if part.due_on <= self.today and not part.is_due:
                part.is_due = part.was_due = True
                self.credit = self.pay(self.credit)

    def charge_defaults(self) -> None:
        for part in self.parts:
            first_late = part.due_on + timedelta(days=part.grace + 1)
            if part.n and first_late == self.today and part.in_arrears():
                bill = part.owed[Component.PRINCIPAL] + part.owed[Component.INTEREST]
                for fee in self.loan.fees:
                    if fee.when is FeeWhen.ON_DEFAULT:
                        part.owed[Component.FEE] += self.fee(fee, self.outstanding(), bill)

    # ---- being late

    def common(self) -> bool:
        penalty = self.loan.penalty
        return penalty is not None and penalty.base is PenaltyBase.OUTSTANDING_PRINCIPAL

    def leader(self) -> Part | None:
        late = [p for p in self.parts if p.n and p.late(self.today) and p.in_arrears()]
        return min(late, key=lambda part: (part.due_on + part.grace * ONE, part.due_on, part.n),
                   default=None)  # fmt: skip

    def grow(self, part: Part) -> None:
        """Add what this day costs; the first day past the grace brings the days of the grace."""
        penalty = self.loan.penalty
        if penalty is None or not part.n or not part.late(self.today):
            return
        days = 1
        if self.loan.grace_retroactive and self.today == part.due_on + (part.grace + 1) * ONE:
            days = (self.today - max(part.due_on, part.moved_on)).days
        rate = self.a_day(penalty.rate or self.loan.rate) * (penalty.multiple or 1)
        due_interest = part.owed[Component.INTEREST] - part.late_interest
        base = part.owed[Component.PRINCIPAL]
        if penalty.base is PenaltyBase.OVERDUE_INSTALMENT:
            base += due_interest
        if self.common():
            base = self.outstanding() if part is self.leader() else 0
            start = part.due_on if self.loan.grace_retroactive else part.due_on + part.grace * ONE
            start = max(start, part.moved_on)
            self.add(
                part, Component.PENALTY, base * rate, (self.today - max(start, self.covered)).days
            )
        else:
            self.add(part, Component.PENALTY, base * rate, days)
        if self.loan.compound and penalty.base is not PenaltyBase.OVERDUE_INSTALMENT:
            self.add(part, Component.COMPOUND, due_interest * rate, days)
        if not penalty.replaces_interest:
            contract = self.a_day(self.loan.rate)
            self.add(part, Component.INTEREST, part.owed[Component.PRINCIPAL] * contract, days)

    def add(self, part: Part, what: Component, a_day: Fraction, days: int) -> None:
        if self.loan.penalty.daily_rounding:
            a_day = Fraction(self.round(a_day))
        part.running[what] = part.running.get(what, Fraction(0)) + a_day * days

    def post(self, part: Part) -> None:
        for what, amount in part.running.items():
            part.owed[what] += self.round(amount)
            if what is Component.INTEREST:
                part.late_interest += self.round(amount)
        part.running = {}

    # ---- paying

    def due(self) -> list[Part]:
        due = [p for p in self.parts if p.due_on <= self.today and any(p.owed.values())]
        return sorted(due, key=lambda part: (part.due_on, part.n))

    def lower(self, part: Part, what: Component, amount: int) -> None:
        part.owed[what] -= amount
        if what is Component.INTEREST:
            part.late_interest = min(part.late_interest, part.owed[what])

    def pay(self, money: int) -> int:
        due = self.due() if money else []
        if due:
            self.post_all(self.leading())
        if self.loan.allocation_across == "by_component":
            self.post_all(due)
            for what in self.loan.allocation:
                for part in due:
                    money -= self.pour(part, what, money)
            return money
        for part in due:
            if money:
                self.post(part)
            for what in self.loan.allocation:
                money -= self.pour(part, what, money)
        return money

    def leading(self) -> list[Part]:
        leader = self.leader() if self.common() else None
        return [leader] if leader else []

    def post_all(self, parts: list[Part]) -> None:
        for part in parts:
            self.post(part)

    def pour(self, part: Part, what: Component, money: int) -> int:
        taken = min(money, part.owed[what])
        self.lower(part, what, taken)
        return taken

    # ---- everything at once

    def accelerate(self) -> None:
        ahead = [part for part in self.parts if part.n and part.due_on > self.today]
        if not ahead:
            return
        interest = self.round(sum((self.accrued(part) for part in ahead), Fraction(0)))
        principal = sum(part.owed[Component.PRINCIPAL] for part in ahead)
        owed = Counter({Component.PRINCIPAL: principal, Component.INTEREST: interest})
        for part in ahead:  # what was due before it was deferred keeps all that it owes
            for what in (Component.PENALTY, Component.COMPOUND, Component.FEE):
                owed[what] += part.owed[what] if part.was_due else 0
        number = min(part.n for part in ahead)
        whole = Part(number, self.today, owed, (self.today, self.today), 0)
        whole.late_interest = sum(part.late_interest for part in ahead)
        self.parts = [part for part in self.parts if part not in ahead] + [whole]
        self.fall_due()

    # ---- what is owed

    def accrued(self, part: Part) -> Fraction:
        """The contract interest of a period, part of it gone by."""
        first, last = part.period
        interest = Fraction(part.owed[Component.INTEREST])
        if self.today >= last or self.today <= first:
            return interest if self.today >= last else Fraction(0)
        loan = self.loan
        if loan.day_count is DayCount.PERIOD or loan.method in {Method.GIVEN, Method.FLAT}:
            return interest * (self.today - first).days / (last - first).days
        year = {DayCount.ACT_365: 365}.get(loan.day_count, 360)
        per_day = {
            Per.DAY: loan.rate.value,
            Per.MONTH: loan.rate.value * 12 / year,
            Per.YEAR: loan.rate.value / year,
        }[loan.rate.per]
        gone = (self.today - first).days
        if loan.day_count is DayCount.THIRTY_360:
            gone = days_30_360(first, self.today)
        principal = sum(p.owed[Component.PRINCIPAL] for p in self.parts if p.period[1] >= last)
        return min(interest, principal * per_day * gone)

    def owed(self) -> dict[str, int]:
        total: Counter = Counter()
        for part in self.parts:
            if part.was_due:
                total.update(part.owed)
                for what, amount in part.running.items():
                    total[what] += self.round(amount)
            else:
                total[Component.PRINCIPAL] += part.owed[Component.PRINCIPAL]
                total[Component.INTEREST] += self.round(self.accrued(part))
        return {what.value: total[what] for what in Component}
