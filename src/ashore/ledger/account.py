"""The running account of one loan while it is being booked: items, accrual, allocation.

Internal to the ledger and thrown away afterwards: a statement for any day is booked from the facts
anew, so that nothing stale can be left behind by a back-dated or reversed payment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from ashore.ledger.booked import Instalment, Posting
from ashore.ledger.rates import daily_rate, penalty_daily, year_basis
from ashore.ledger.schedule import fee_amount
from ashore.loan import (
    COMPONENTS,
    Component,
    Fee,
    FeeBase,
    FeeWhen,
    Finding,
    Loan,
    PenaltyBase,
    Rate,
)
from ashore.money import Rounding, rounded_ratio

__all__ = ["Account", "Accrual", "Cause", "Item", "item_of", "posting"]

_PRINCIPAL, _INTEREST, _FEE = Component.PRINCIPAL, Component.INTEREST, Component.FEE


@dataclass(slots=True)
class Item:
    """One instalment (or one dated fee, n = 0) and what is still owed of it.

    `accrued_to` is the day of its last posting: penalty runs from there. `late_interest` is that
    part of the unpaid interest that grew after the due date; it bears no interest of its own. A
    broken period starts anew at `period_from`; what it earned before is `earned_before`.
    """

    n: int
    due_on: date
    period_from: date
    period_to: date
    owed: dict[Component, int]
    accrued_to: date
    grace: int
    late_interest: int = 0
    earned_before: Fraction = Fraction(0)  # interest earned before `period_from`, in `owed`
    nominal_from: date = date.min  # where the period began before it was broken
    charged: bool = False
    due_seen: bool = False
    default_seen: bool = False

    @property
    def unpaid(self) -> bool:
        """Whether anything is owed of it."""
        return any(self.owed.values())

    @property
    def in_arrears(self) -> bool:
        """Whether principal, interest or a fee of it is owed (penalty alone is no arrears)."""
        owed = self.owed
        return bool(owed[_PRINCIPAL] or owed[_INTEREST] or owed[_FEE])

    def late_on(self, day: date) -> bool:
        """Whether it counts as late on `day`: past its due date and the grace."""
        return (day - self.due_on).days > self.grace

    def clone(self) -> Item:
        """Return an independent copy."""
        return Item(
            self.n,
            self.due_on,
            self.period_from,
            self.period_to,
            dict(self.owed),
            self.accrued_to,
            self.grace,
            self.late_interest,
            self.earned_before,
            self.nominal_from,
            self.charged,
            self.due_seen,
            self.default_seen,
        )


class Cause(NamedTuple):
    """Why a sum moves: the day, the kind of move, and the event's id if one has it."""

    on: date
    kind: str
    of: str = ""


class Accrual(NamedTuple):
    """What one part of an item earned since its last posting: base × rate × days, exact."""

    component: Component
    base: int
    rate: Fraction
    since: date
    days: int

    def rounded(self, how: Rounding, *, daily: bool) -> int:
        """Return it in whole fen, rounded once at the end or on each of its days."""
        top, bottom = self.base * self.rate.numerator, self.rate.denominator
        if daily:
            return rounded_ratio(top, bottom, how) * self.days
        return rounded_ratio(top * self.days, bottom, how)


@dataclass(slots=True)
class Account:
    """All items of a loan, the credit, and the postings so far (none with `told` off)."""

    loan: Loan
    rate: Rate
    items: list[Item]
    credit: int = 0
    paid_in: int = 0
    forgiven: int = 0  # principal given up by waivers
    waived: int = 0  # everything else given up by them
    lead_from: date = date.min
    flat_share: Fraction = Fraction(1)  # of the principal, still bearing flat interest
    told: bool = True
    postings: list[Posting] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    late_rates: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))
    default_fees: tuple[Fee, ...] = ()

    def __post_init__(self) -> None:
        self.set_rate(self.rate)
        self.default_fees = tuple(f for f in self.loan.fees if f.when is FeeWhen.ON_DEFAULT)

    def set_rate(self, rate: Rate) -> None:
        """Take a contract rate, and the penalty and contract rates a day that follow from it."""
        self.rate = rate
        penalty, count = self.loan.penalty, self.loan.day_count
        if penalty is not None:
            basis = penalty.day_basis or year_basis(count)
            self.late_rates = (penalty_daily(penalty, rate, count), daily_rate(rate, basis))

    # -- what has accrued ------------------------------------------------------------------

    def accruals(self, item: Item, day: date, lead: Item | None) -> list[Accrual]:
        """Return what `item` has earned from its last posting to `day`, nothing posted.

        `lead` is `self.lead(day)`: asked for once by whoever goes through all items.
        """
        penalty = self.loan.penalty
        if penalty is None or item.n == 0 or not item.late_on(day):
            return []
        rate, contract = self.late_rates
        own = self._since(item)
        owed, found = item.owed, []
        base = self._penalty_base(item, penalty.base, lead)
        since = max(own, self.lead_from)
        if base and since < day:
            found.append(Accrual(Component.PENALTY, base, rate, since, (day - since).days))
        if own >= day:
            return found
        days = (day - own).days
        if self.loan.compound and penalty.base is not PenaltyBase.OVERDUE_INSTALMENT:
            base = owed[_INTEREST] - item.late_interest
            if base:
                found.append(Accrual(Component.COMPOUND, base, rate, own, days))
        if not penalty.replaces_interest and owed[_PRINCIPAL]:
            found.append(Accrual(_INTEREST, owed[_PRINCIPAL], contract, own, days))
        return found

    def whole(self, accrual: Accrual) -> int:
        """Return an accrual in whole fen, by the rounding of the contract."""
        assert self.loan.penalty is not None
        return accrual.rounded(self.loan.rounding, daily=self.loan.penalty.daily_rounding)

    def _since(self, item: Item) -> date:
        if self.loan.grace_retroactive:
            return item.accrued_to
        return max(item.accrued_to, item.due_on + timedelta(days=item.grace))

    def _penalty_base(self, item: Item, base: PenaltyBase, lead: Item | None) -> int:
        match base:
            case PenaltyBase.OVERDUE_PRINCIPAL:
                return item.owed[_PRINCIPAL]
            case PenaltyBase.OVERDUE_INSTALMENT:
                return item.owed[_PRINCIPAL] + item.owed[_INTEREST] - item.late_interest
            case PenaltyBase.OUTSTANDING_PRINCIPAL:
                return self.outstanding() if item is lead else 0

    def lead(self, day: date) -> Item | None:
        """Return the item that carries the penalty on the whole principal, where there is one.

        It is the item in arrears that was late first, so that no passing day changes it: what
        was called due has no grace and may be late before an older item. Other bases have none.
        """
        if not self._common_base():
            return None
        late = [item for item in self.items if item.n and item.late_on(day) and item.in_arrears]
        return min(late, key=_late_from, default=None)

    def outstanding(self) -> int:
        """Return all principal not yet repaid, due or not."""
        return sum([item.owed[_PRINCIPAL] for item in self.items])

    def clone(self) -> Account:
        """Return an independent copy, for looking one day ahead."""
        items = [item.clone() for item in self.items]
        return replace(self, items=items, postings=list(self.postings), findings=[])

    # -- posting ----------------------------------------------------------------------------

    def _post(self, item: Item, day: date, lead: Item | None) -> None:
        """Round what `item` has accrued and owe it; from now on it accrues from `day`."""
        if item.n == 0 or not item.late_on(day):
            return
        for accrual in self.accruals(item, day, lead):
            amount = self.whole(accrual)
            item.owed[accrual.component] += amount
            if accrual.component is Component.INTEREST:
                item.late_interest += amount
            if self.told:
                self.postings.append(posting(day, item.n, accrual, amount, "accrual"))
        item.accrued_to = day

    def touch(self, items: Sequence[Item], day: date) -> None:
        """Post what a payment is about to touch; where one item leads, it is always among them."""
        lead = self.lead(day)
        for item in items:
            self._post(item, day, lead)
        if lead is not None:  # its base is everything outstanding, and that is about to change
            self._post(lead, day, lead)
            self.lead_from = day

    def _common_base(self) -> bool:
        penalty = self.loan.penalty
        return penalty is not None and penalty.base is PenaltyBase.OUTSTANDING_PRINCIPAL

    def take(self, item: Item, part: Component, amount: int, cause: Cause) -> None:
        """Lower what is owed of one part of an item and write it down."""
        item.owed[part] -= amount
        assert item.owed[part] >= 0
        if part is Component.INTEREST:
            item.late_interest = min(item.late_interest, item.owed[part])
        self.record(item.n, part, -amount, cause)

    # -- allocation -------------------------------------------------------------------------

    def due(self, day: date) -> list[Item]:
        """Return the items due by `day` with anything owed, oldest first."""
        return sorted((i for i in self.items if i.due_on <= day and i.unpaid), key=_age)

    def pay(self, amount: int, cause: Cause) -> int:
        """Allocate money to what is due, in the loan's order; return what is left over."""
        due = self.due(cause.on)
        if self.loan.allocation_across == "by_component":
            self.touch(due, cause.on)
            pairs = [(item, part) for part in self.loan.allocation for item in due]
            amount = self._pour(amount, pairs, cause)
        else:
            amount = self._pay_oldest_first(amount, due, cause)
        if not self.told:  # nobody will ask for a line of what is paid
            self.items = [i for i in self.items if i.due_on > cause.on or i.unpaid]
        return amount

    def _pay_oldest_first(self, amount: int, due: list[Item], cause: Cause) -> int:
        for item in due:
            if not amount:
                break
            self.touch([item], cause.on)
            amount = self._pour(amount, [(item, part) for part in self.loan.allocation], cause)
        return amount

    def _pour(self, amount: int, pairs: list[tuple[Item, Component]], cause: Cause) -> int:
        for item, part in pairs:
            if not amount:
                break
            taken = min(amount, item.owed[part])
            if taken:
                self.take(item, part, taken, cause)
                amount -= taken
        return amount

    def use_credit(self, day: date) -> None:
        """Use money paid ahead for what is due by now."""
        if self.credit:
            self.credit = self.pay(self.credit, Cause(day, "credit"))

    # -- the passing of days ----------------------------------------------------------------

    def marks(self, day: date) -> list[tuple[date, bool, int, Item]]:
        """Return what the days up to `day` bring: items that fall due (False) or default (True)."""
        marks = [
            (i.due_on, False, i.n, i) for i in self.items if not i.due_seen and i.due_on <= day
        ]
        if self.default_fees:
            marks += [
                (i.due_on + timedelta(days=i.grace + 1), True, i.n, i)
                for i in self.items
                if i.due_on < day and i.n and not i.default_seen and i.late_on(day)
            ]
        return sorted(marks, key=lambda mark: mark[:3])

    def advance(self, day: date) -> None:
        """Let the days pass up to and including `day`: due dates use credit, defaults cost fees."""
        marks = self.marks(day)
        for (on, defaulted), group in groupby(marks, key=lambda mark: mark[:2]):
            for *_, item in group:
                if defaulted:
                    self._charge_default(item, on)
                else:
                    self._fall_due(item, on)
            if not defaulted:  # money paid ahead waits until everything of the day is charged
                self.use_credit(on)

    def _fall_due(self, item: Item, day: date) -> None:
        item.due_seen = True
        if item.charged:
            return
        item.charged = True
        for part in (_INTEREST, _FEE) if self.told else ():
            self.record(item.n, part, item.owed[part], Cause(day, "schedule"))

    def _charge_default(self, item: Item, day: date) -> None:
        item.default_seen = True
        if not item.in_arrears:
            return
        for fee in self.default_fees:
            bill = item.owed[_PRINCIPAL] + item.owed[_INTEREST]
            all_principal = self.outstanding() if fee.of is FeeBase.OUTSTANDING else 0
            amount = fee_amount(self.loan, fee, all_principal, bill)
            item.owed[_FEE] += amount
            self.record(item.n, _FEE, amount, Cause(day, "fee"))

    def record(self, n: int, part: Component, amount: int, cause: Cause) -> None:
        """Write down a move whose sums are already in the items."""
        if amount and self.told:
            self.postings.append(
                Posting(
                    on=cause.on,
                    n=n,
                    component=part,
                    amount=amount,
                    cause=cause.kind,
                    event=cause.of,
                )
            )

    def swap(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        """Put new items in the place of old ones."""
        gone = {id(item) for item in old}
        self.items = [*(item for item in self.items if id(item) not in gone), *new]


def _age(item: Item) -> tuple[date, int]:
    return (item.due_on, item.n)


def _late_from(item: Item) -> tuple[date, date, int]:
    return (item.due_on + timedelta(days=item.grace), item.due_on, item.n)


def posting(day: date, n: int, accrual: Accrual, amount: int, cause: str) -> Posting:
    """Return the posting of an accrual, with the base, rate and days that explain it."""
    return Posting(
        on=day,
        n=n,
        component=accrual.component,
        amount=amount,
        cause=cause,
        base=accrual.base,
        rate=accrual.rate,
        since=accrual.since,
    )


def item_of(instalment: Instalment, grace: int) -> Item:
    """Return the item of a fresh instalment, everything still owed."""
    owed = dict.fromkeys(COMPONENTS, 0)
    owed[Component.PRINCIPAL] = instalment.principal
    owed[Component.INTEREST] = instalment.interest
    owed[Component.FEE] = instalment.fee
    return Item(
        n=instalment.n,
        due_on=instalment.due_on,
        period_from=instalment.period_from,
        period_to=instalment.period_to,
        owed=owed,
        accrued_to=instalment.due_on,
        grace=grace,
        nominal_from=instalment.period_from,
    )
