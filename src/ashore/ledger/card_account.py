"""The state of a card account while it is replayed: what was posted, what was billed, what is left.

An `Item` is one posted sum. It keeps the days on which it was owed (its stretches) from the day it
was posted, whether or not it bears interest: a bill that is not paid in full makes its items bear
interest from that day, a bill that is paid in full forgets it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from ashore.ledger.booked import Posting
from ashore.loan import Component, Finding
from ashore.money import Rounding, rounded, split_by

__all__ = ["Account", "Bill", "Item", "Stretch", "interest_postings"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """`base` fen owed from a day (counted) to a day (not counted)."""

    since: date
    to: date
    base: int

    @property
    def weight(self) -> int:
        """Fen times days: what interest is proportional to."""
        return self.base * (self.to - self.since).days


@dataclass(slots=True, kw_only=True)
class Item:
    """One posted sum and what is left of it. Fees never bear interest, whatever their bill."""

    kind: Component
    cause: str  # the transaction's kind, card_interest or late_fee
    posted: date
    amount: int
    left: int
    demanded: bool  # in the minimum payment in full, not by the rate
    bearing: bool = False
    n: int = 0  # the bill it first appeared in; 0 while not billed
    start: date  # interest runs from here
    since: date  # stretches are written up to here
    stretches: list[Stretch] = field(default_factory=list)

    @classmethod
    def new(cls, kind: Component, cause: str, day: date, amount: int, start: date) -> Item:
        """Return a sum posted on a day, on which interest can run from `start`."""
        return cls(
            kind=kind,
            cause=cause,
            posted=day,
            amount=amount,
            left=amount,
            demanded=kind is not Component.PRINCIPAL or cause == "instalment",
            bearing=cause == "cash_advance",
            start=start,
            since=start,
        )

    def clone(self) -> Item:
        """Return an independent copy."""
        return Item(
            kind=self.kind,
            cause=self.cause,
            posted=self.posted,
            amount=self.amount,
            left=self.left,
            demanded=self.demanded,
            bearing=self.bearing,
            n=self.n,
            start=self.start,
            since=self.since,
            stretches=list(self.stretches),
        )

    def count_to(self, day: date) -> None:
        """Write the days up to `day` down before anything about the sum changes."""
        if self.since >= day:
            return
        if self.left and self.kind is not Component.FEE:
            last = self.stretches[-1] if self.stretches else None
            if last is not None and last.to == self.since and last.base == self.left:
                self.stretches[-1] = Stretch(last.since, day, self.left)
            else:
                self.stretches.append(Stretch(self.since, day, self.left))
        self.since = day

    def take(self, part: int, day: date, *, bears: bool) -> None:
        """Take a part off on a day; where it `bears`, interest runs on it for that day too."""
        self.count_to(day)
        self.left -= part
        if bears and self.since == day and self.kind is not Component.FEE:
            self.stretches.append(Stretch(day, day + timedelta(days=1), part))

    def keep_only_left(self) -> None:
        """Recount from the start as if only what is left had ever been owed."""
        run = Stretch(self.start, self.since, self.left)
        self.stretches = [run] if run.weight and self.kind is not Component.FEE else []

    def begin_again(self, day: date) -> None:
        """Forget the days so far; interest can run from `day` only."""
        self.stretches = []
        self.start = self.since = day


@dataclass(slots=True, kw_only=True)
class Bill:
    """One statement (账单): its sum, its minimum, and what of the minimum is still to be paid."""

    n: int
    statement_on: date
    due_on: date
    total: int
    minimum: int
    minimum_left: int
    missed: bool | None = None  # True: not paid in full in time; None: not known yet

    def clone(self) -> Bill:
        """Return an independent copy."""
        return Bill(
            n=self.n,
            statement_on=self.statement_on,
            due_on=self.due_on,
            total=self.total,
            minimum=self.minimum,
            minimum_left=self.minimum_left,
            missed=self.missed,
        )


@dataclass(slots=True, kw_only=True)
class Account:
    """Items, bills, credit and the postings so far."""

    items: list[Item] = field(default_factory=list)
    bills: list[Bill] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    credit: int = 0
    cycle: int = 0  # statements so far
    accelerated_on: date | None = None
    payment_day_counts: bool = False  # the day of a payment bears on what was owed before it

    def clone(self) -> Account:
        """Return an independent copy, for looking one day ahead."""
        return replace(
            self,
            items=[item.clone() for item in self.items],
            bills=[bill.clone() for bill in self.bills],
            postings=list(self.postings),
            findings=list(self.findings),
        )

    def count_to(self, day: date) -> None:
        """Write the days of every item up to `day` down."""
        for item in self.items:
            item.count_to(day)

    def owed(self, kind: Component) -> int:
        """Return what is left of one kind, billed or not, in fen."""
        return sum(item.left for item in self.items if item.kind is kind)

    def billed_left(self, n: int) -> int:
        """Return what is left of everything on bills up to number `n`, in fen."""
        return sum(item.left for item in self.items if 0 < item.n <= n)

    def bearing_stretches(self) -> list[Stretch]:
        """Return the days on which interest has run and was not yet charged."""
        return [run for item in self.items if item.bearing for run in item.stretches]

    def post(self, item: Item) -> None:
        """Add a sum to the account; its number in the books is the bill it will appear in."""
        self.items.append(item)
        self.postings.append(
            Posting(
                on=item.posted,
                n=self.cycle + 1,
                component=item.kind,
                amount=item.amount,
                cause=item.cause,
            )
        )

    def take(
        self, items: Iterable[Item], amount: int, day: date, cause: str, event: str = ""
    ) -> int:
        """Take up to `amount` fen off the items in their order; return what found no place."""
        bears = self.payment_day_counts and cause == "payment"
        for item in items:
            part = min(amount, item.left)
            if part:
                item.take(part, day, bears=bears)
                amount -= part
                self.postings.append(
                    Posting(
                        on=day,
                        n=item.n or self.cycle + 1,
                        component=item.kind,
                        amount=-part,
                        cause=cause,
                        event=event,
                    )
                )
        return amount

    def cap_minimums(self) -> None:
        """Nobody must pay more of a bill than is left of it (after a refund, waiver or payment)."""
        for bill in self.bills:
            if bill.minimum_left:
                bill.minimum_left = min(bill.minimum_left, self.billed_left(bill.n))

    def left_on(self, n: int) -> int:
        """Return what is left of the items that first appeared on bill `n` (0: not billed)."""
        return sum(item.left for item in self.items if item.n == n)

    def late_since(self, bill: Bill | None, day: date, grace_days: int) -> date | None:
        """Return the due day that a bill, or what is not billed (None), has missed by `day`.

        A bill is late while its minimum is not met; after a call for the whole balance everything
        is, from the day of the call.
        """
        missed = []
        if bill and bill.minimum_left and day > bill.due_on + timedelta(days=grace_days):
            missed.append(bill.due_on)
        called = self.accelerated_on
        if called is not None and day > called and self._open(bill):
            missed.append(called)
        return min(missed, default=None)

    def _open(self, bill: Bill | None) -> bool:
        if bill is not None:
            return self.left_on(bill.n) > 0
        return self.left_on(0) > 0 or bool(self.bearing_stretches())

    def oldest_unmet(self, day: date, grace_days: int) -> date | None:
        """Return the oldest due day that was missed by `day` and is not made good, or None."""
        late = [self.late_since(bill, day, grace_days) for bill in (*self.bills, None)]
        return min((due_on for due_on in late if due_on), default=None)


def interest_postings(
    runs: list[Stretch], daily: Fraction, rounding: Rounding, n: int
) -> list[Posting]:
    """Return the interest of some stretches, one posting each, rounded once as a whole.

    The rounded sum is spread over the stretches by largest remainder, so that the lines add up.
    """
    weights = [run.weight for run in runs]
    total = rounded(daily * sum(weights), rounding)
    if not total:
        return []
    return [
        Posting(
            on=run.to,
            n=n,
            component=Component.INTEREST,
            amount=part,
            cause="card_interest",
            base=run.base,
            rate=daily,
            since=run.since,
        )
        for run, part in zip(runs, split_by(total, weights), strict=True)
    ]
