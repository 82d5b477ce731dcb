"""Small random cases, and every sensible way of paying them, by books of their own.

The books here are written anew, without the ledger: given dues, simple penalty on overdue
principal, oldest first, penalty before interest before principal. Nothing is rounded in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from ashore.days import DayCount, Every
from ashore.facts import Budget, Case, Flow, Goals, LoanFile, Person
from ashore.loan import LenderType, Loan, Method, Penalty, Per, Rate, Row
from ashore.money import Rounding

__all__ = ["ON", "Capped", "Plain", "best_of", "case_of", "private_of"]

ON = date(2026, 11, 23)
THOUSAND = 100_000  # fen


def loan_of(name: str, chance: Random) -> Loan:
    first = ON - timedelta(days=chance.choice([-20, -5, 3, 12, 25, 50]))
    count = chance.randint(1, 3)
    rows = tuple(
        Row(
            due_on=first + timedelta(days=30 * n),
            principal=THOUSAND * chance.randint(1, 4),
            interest=1000 * chance.randint(0, 9),
        )
        for n in range(count)
    )
    rate = Rate(Fraction(chance.choice([2, 4, 5, 10]), 10_000), Per.DAY)
    return Loan(
        id=name,
        name=name,
        lender=name,
        lender_type=LenderType.BANK,
        principal=sum(row.principal for row in rows),
        disbursed_on=first - timedelta(days=30),
        method=Method.GIVEN,
        instalments=count,
        first_due_on=first,
        every=Every(days=30),
        rate=rate,
        day_count=DayCount.ACTUAL,
        rounding=Rounding.HALF_UP,
        penalty=Penalty(rate=rate),
        rows=rows,
        reports_to=(chance.choice(["pboc", "none"]),),
    )


def case_of(seed: int) -> Case:
    """Return a case with two or three loans, two or three paydays and too little money."""
    chance = Random(seed)
    files = tuple(
        LoanFile(loan=loan_of(f"loan{n}", chance)) for n in range(chance.choice([2, 2, 3]))
    )
    incomes = tuple(
        Flow(
            name=f"pay{n}",
            amount=10_000 * chance.randint(5, 80),
            every="once",
            on=ON + timedelta(days=chance.randint(4, 20) + 30 * n),
        )
        for n in range(chance.choice([1, 2]))
    )
    last = Flow(name="later", amount=10_000_000, every="once", on=ON + timedelta(days=120))
    return Case(
        person=Person(reachable=False),
        loans=files,
        budget=Budget(cash=10_000 * chance.randint(0, 60), income=(*incomes, last)),
        goals=Goals(family_limit_days=chance.choice([0, 20, 40])),
    )


LINE = Fraction(12, 100)
"""Four times the one-year LPR of the autumn of 2026, 3.00 %: what a private lender may claim."""


def private_of(seed: int) -> Case:
    """Return a case whose first loan is a private one at 36.5 %, in and after its term."""
    chance, case = Random(seed), case_of(seed)
    loan = loan_of("loan0", chance)
    rate = Rate(Fraction(1, 1000), Per.DAY)
    left, rows = loan.principal, []
    for row in loan.rows:
        rows.append(Row(due_on=row.due_on, principal=row.principal, interest=left * 3 // 100))
        left -= row.principal
    private = replace(
        loan,
        lender_type=LenderType.PRIVATE,
        rate=rate,
        penalty=Penalty(rate=rate),
        rows=tuple(rows),
        reports_to=("none",),
    )
    return replace(case, loans=(LoanFile(loan=private), *case.loans[1:]))


@dataclass(slots=True)
class Item:
    """One due: what is left of its penalty, interest and principal, and when it was cleared."""

    due_on: date
    interest: Fraction
    principal: Fraction
    penalty: Fraction = Fraction(0)
    cleared: date | None = None

    @property
    def left(self) -> Fraction:
        return self.penalty + self.interest + self.principal


@dataclass(slots=True)
class Plain:
    """The books of one loan, day by day."""

    items: list[Item]
    rate: Fraction
    day: date
    credit: Fraction = Fraction(0)
    cost: Fraction = Fraction(0)

    @classmethod
    def of(cls, loan: Loan, on: date) -> Plain:
        assert loan.penalty is not None and loan.penalty.rate is not None
        items = [
            Item(row.due_on, Fraction(row.interest), Fraction(row.principal)) for row in loan.rows
        ]
        first = min(row.due_on for row in loan.rows)
        books = cls(items, loan.penalty.rate.value, min(on, first))
        books.go(on)
        books.cost = Fraction(0)
        return books

    def copy(self) -> Plain:
        items = [Item(i.due_on, i.interest, i.principal, i.penalty, i.cleared) for i in self.items]
        return Plain(items, self.rate, self.day, self.credit, self.cost)

    def go(self, day: date) -> None:
        for item in self.items:
            since = max(self.day, item.due_on)
            if day > since and item.principal:
                grown = item.principal * self.rate * (day - since).days
                item.penalty += grown
                self.cost += grown
        for item in self.items:  # money paid ahead is used on the due date
            if self.credit and self.day < item.due_on <= day:
                self._to(item, item.due_on)
        self.day = day

    def pay(self, amount: int) -> None:
        self.credit += amount
        for item in self.items:
            if item.due_on <= self.day and item.left:
                self._to(item, self.day)

    def _to(self, item: Item, day: date) -> None:
        for part in ("penalty", "interest", "principal"):
            paid = min(self.credit, getattr(item, part))
            setattr(item, part, getattr(item, part) - paid)
            self.credit -= paid
        if not item.left and item.cleared is None:
            item.cleared = day

    def need(self, through: date) -> int:
        left = sum(i.left for i in self.items if i.due_on <= through) - self.credit
        return max(0, -int(-left // 1))

    def hit(self, days: int, on: date, end: date) -> bool:
        for item in self.items:
            happens = item.due_on + timedelta(days=days)
            if on < happens <= end and (item.cleared is None or item.cleared >= happens):
                return True
        return False


@dataclass(slots=True)
class Capped:
    """The books of a private loan over the line: the lender's, and what a court would grant.

    Simple interest on what is left of the cash, by days over 365; a payment covers that first. The
    lender's sums are asked for as far as a court would grant them. `held` is paid on a due date.
    """

    inner: Plain
    principal: Fraction
    interest: Fraction
    held: int = 0
    cost: Fraction = Fraction(0)

    @classmethod
    def of(cls, loan: Loan, on: date) -> Capped:
        cash = Fraction(loan.principal)
        run = cash * LINE * (on - loan.disbursed_on).days / 365
        return cls(Plain.of(loan, on), cash, run)

    @property
    def items(self) -> list[Item]:
        return self.inner.items if self.granted >= 1 else []

    @property
    def granted(self) -> Fraction:
        return self.principal + self.interest

    def copy(self) -> Capped:
        return Capped(self.inner.copy(), self.principal, self.interest, self.held, self.cost)

    def go(self, day: date) -> None:
        stops = {item.due_on for item in self.items if self.inner.day < item.due_on < day}
        for stop in sorted({*stops, day}):
            grown = self.principal * LINE * (stop - self.inner.day).days / 365
            self.interest, self.cost = self.interest + grown, self.cost + grown
            self.inner.go(stop)
            held, self.held = self.held, 0
            self.pay(held)

    def pay(self, amount: int) -> None:
        now = min(amount, self.need(self.inner.day))
        self.held += amount - now
        self.inner.pay(now)
        to_interest = min(self.interest, now)
        self.interest -= to_interest
        self.principal -= min(self.principal, now - to_interest)
        if self.granted < 1:
            for item in self.inner.items:
                item.cleared = item.cleared or self.inner.day

    def need(self, through: date) -> int:
        return max(0, min(self.inner.need(through), -int(-self.granted // 1)) - self.held)

    def hit(self, days: int, on: date, end: date) -> bool:
        return self.inner.hit(days, on, end)


Books = Plain | Capped
SENSIBLE = 5_000
"""A payment that clears nothing is at least this much, fen."""


@dataclass(slots=True)
class Ways:
    """Every way of paying: on each day with new money, each loan in turn gets one of four sums."""

    starts: tuple[date, ...]
    free: tuple[int, ...]
    end: date

    def walk(self, loans: list[Books], place: int, spent: int) -> Iterator[list[Books]]:
        if place == len(self.starts):
            for books in loans:
                books.go(self.end)
            yield loans
            return
        for books in loans:
            books.go(self.starts[place])
        last = place + 1 == len(self.starts)
        until = self.end if last else self.starts[place + 1] - timedelta(days=1)
        yield from self._share(loans, 0, place, spent, until)

    def _share(
        self, loans: list[Books], at: int, place: int, spent: int, until: date
    ) -> Iterator[list[Books]]:
        if at == len(loans):
            yield from self.walk([books.copy() for books in loans], place + 1, spent)
            return
        left = self.free[place] - spent
        for amount in self._sums(loans[at], left, until):
            tried = [books.copy() for books in loans]
            tried[at].pay(amount)
            yield from self._share(tried, at + 1, place, spent + amount, until)

    @staticmethod
    def _sums(books: Books, left: int, until: date) -> list[int]:
        open_ = [item.due_on for item in books.items if item.left and item.due_on <= until]
        wanted = [books.need(due_on) for due_on in open_]
        rest = min(left, wanted[-1]) if wanted else 0
        if rest < SENSIBLE and rest not in wanted:
            rest = 0
        return sorted({0, rest, *(want for want in wanted if want <= left)})


def best_of(question, order) -> tuple[Fraction | int, ...]:
    """Return the best that any of these ways reaches, goal by goal."""
    ways = Ways(question.grid.starts, question.grid.free, question.end)
    loans: list[Books] = [
        (Plain if debt.court is None else Capped).of(debt.view.file.loan, question.on)
        for debt in question.debts
    ]
    at = {debt.id: number for number, debt in enumerate(question.debts)}
    # What no way of paying can avoid; a private loan's own books count all of it.
    base = sum(debt.base for debt in question.debts if debt.court is None)
    best = None
    for done in ways.walk(loans, 0, 0):
        missed = dict.fromkeys(order, 0)
        for watch in question.watches:
            if watch.days is not None:
                books = done[at[watch.loan]]
                missed[watch.goal] += books.hit(watch.days, question.on, question.end)
        missed["cost"] = base + sum(books.cost for books in done)
        rank = tuple(missed[goal] for goal in order)
        best = rank if best is None else min(best, rank)
    assert best is not None
    return best
