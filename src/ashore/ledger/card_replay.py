"""What happens on a card account, day by day: post, pay, waive, bill, and find a bill missed.

The order within a day: yesterday's last chance to pay is judged, transactions are posted, money
arrives, waivers and a call for everything follow, and the statement is drawn at the end of the day.
The conventions and what supports each are in `docs/decisions/0007-credit-card-books.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ashore.law import Law, Norm
from ashore.ledger.card_account import Account, Bill, Item, interest_postings
from ashore.ledger.card_cycle import due_of, next_statement
from ashore.ledger.rates import daily_rate, year_basis
from ashore.loan import CardTerms, Component, Finding, Loan, Payment, Transaction, Waiver
from ashore.money import rounded, show
from ashore.words import Text

__all__ = ["REPAYMENT_ORDER", "Rules", "give_up", "judge", "pay", "post", "statement", "use_credit"]

REPAYMENT_ORDER = "cn.card.repayment_order"
"""The norm whose `principal_first_from_days` turns the order of allocation round; see `Rules`."""

CHARGED = (Component.FEE, Component.INTEREST, Component.PRINCIPAL)


@dataclass(frozen=True, slots=True)
class Rules:
    """A card's terms as the replay needs them.

    `order` is the contract's order of fee, interest and principal. `turn` is the norm that puts
    principal first from a number of days past due on: the supervisor's order for card issuers,
    which applies when the case file names no order of its own.
    """

    loan: Loan
    card: CardTerms
    daily: Fraction
    order: tuple[Component, ...]
    turn: Norm | None

    @classmethod
    def of(cls, loan: Loan, law: Law) -> Rules:
        """Read a card's rules off its terms and the law."""
        assert loan.card is not None, "a card has card terms"
        return cls(
            loan=loan,
            card=loan.card,
            daily=daily_rate(loan.rate, year_basis(loan.day_count)),
            order=tuple(part for part in loan.allocation if part in CHARGED),
            turn=law.norms.get(REPAYMENT_ORDER) if "allocation" in loan.defaulted else None,
        )

    def charged_to(self, statement_on: date) -> date:
        """Return the first day whose interest a statement does not hold any more."""
        return statement_on + timedelta(days=int(self.card.statement_day_counts))

    def last_chance(self, bill_due_on: date) -> date:
        """Return the last day on which a payment still counts as on time."""
        return bill_due_on + timedelta(days=self.loan.grace_days)

    def order_on(self, day: date, days_past_due: int) -> tuple[Component, ...]:
        """Return the order in which money of a day pays fees, interest and principal."""
        version = self.turn.version_on(day) if self.turn else None
        if version is None:
            return self.order
        turns_at = version.params["principal_first_from_days"]
        assert isinstance(turns_at, int)
        if days_past_due < turns_at:
            return self.order
        rest = tuple(part for part in self.order if part is not Component.PRINCIPAL)
        return (Component.PRINCIPAL, *rest)


# -- sums that come in ----------------------------------------------------------------------------


def post(account: Account, rules: Rules, day: date, spent: Sequence[Transaction]) -> None:
    """Post the transactions of a day, refunds last, then use what credit there is.

    A refund undoes purchases, what is not billed yet first, and cash advances last; it pays neither
    a bill's minimum nor a fee, and what is more than all spending is credit.
    """
    for one in spent:
        if one.kind == "fee":
            account.post(Item.new(Component.FEE, "card_fee", day, one.amount, day))
        elif one.kind != "refund":
            account.post(Item.new(Component.PRINCIPAL, one.kind, day, one.amount, day))
    back = sum(one.amount for one in spent if one.kind == "refund")
    if back:
        spending = [
            item for item in in_order(account, rules, day) if item.kind is Component.PRINCIPAL
        ]
        spending.sort(key=lambda item: (item.cause == "cash_advance", item.n != 0))
        account.credit += account.take(spending, back, day, "refund")
        account.cap_minimums()
    use_credit(account, rules, day)


# -- money that arrives ---------------------------------------------------------------------------


def pay(account: Account, rules: Rules, day: date, payments: Sequence[Payment]) -> None:
    """Book the payments of a day: what was billed first, in the order of allocation."""
    if not payments:
        return
    first = in_order(account, rules, day)
    for payment in payments:
        for bill in account.bills:
            bill.minimum_left = max(0, bill.minimum_left - payment.amount)
        account.credit += account.take(first, payment.amount, day, "payment", payment.id)
    account.cap_minimums()


def use_credit(account: Account, rules: Rules, day: date) -> None:
    """Pay new sums out of the credit."""
    if account.credit:
        first = in_order(account, rules, day)
        account.credit = account.take(first, account.credit, day, "credit")
        account.cap_minimums()


def in_order(account: Account, rules: Rules, day: date) -> list[Item]:
    """Return what is owed, in the order in which money of that day pays it.

    Billed before unbilled; within each the components in their order; within each the oldest first,
    and of one day what already bears interest first.
    """
    unmet = account.oldest_unmet(day, rules.loan.grace_days)
    order = rules.order_on(day, (day - unmet).days if unmet else 0)
    return sorted(
        (item for item in account.items if item.left),
        key=lambda item: (
            item.n == 0,
            order.index(item.kind),
            item.posted,
            not item.bearing,
            not item.demanded,
            item.amount,
        ),
    )


# -- sums that are given up -----------------------------------------------------------------------


def give_up(account: Account, rules: Rules, waiver: Waiver) -> None:
    """Book a waiver; interest that runs and is not billed yet is posted first where needed."""
    day = waiver.on
    if waiver.component is Component.INTEREST and waiver.amount > account.owed(Component.INTEREST):
        start = rules.charged_to(next_statement(rules.card, day))
        charge_interest(account, rules, day, day, start)
    chosen = [item for item in in_order(account, rules, day) if item.kind is waiver.component]
    before = {id(item): item.left for item in chosen}
    rest = account.take(chosen, waiver.amount, day, "waiver")
    for item in chosen:
        if item.demanded and item.n:
            _lower_minimums(account, item.n, before[id(item)] - item.left)
    account.cap_minimums()
    if rest:
        account.findings.append(_too_much(rules.loan, waiver, rest))


def _lower_minimums(account: Account, n: int, amount: int) -> None:
    for bill in account.bills:
        if bill.n >= n:
            bill.minimum_left = max(0, bill.minimum_left - amount)


def _too_much(loan: Loan, waiver: Waiver, rest: int) -> Finding:
    amount = show(rest, loan.digits)
    return Finding(
        kind="waiver_above_debt",
        loan=loan.id,
        on=waiver.on,
        text=Text(
            f"{waiver.on} 的减免比当时账上的该项多 {amount} 元，多出的部分没有入账",
            f"the waiver of {waiver.on} is {amount} more than was owed of that kind; "
            "the rest was not booked",
        ),
    )


# -- the statement --------------------------------------------------------------------------------


def statement(account: Account, rules: Rules, day: date) -> None:
    """Draw a statement at the end of its day: charge interest, bill everything, set the minimum."""
    end = rules.charged_to(day)
    charge_interest(account, rules, day, end, start=end)
    use_credit(account, rules, day)
    account.cycle += 1
    carried = account.bills[-1].minimum_left if account.bills else 0
    minimum = 0 if account.accelerated_on else _minimum(account, rules, carried)
    for item in account.items:
        if item.n == 0:
            item.n = account.cycle
            if not item.bearing:
                item.keep_only_left()
    account.items = [item for item in account.items if item.left or item.stretches]
    total = account.billed_left(account.cycle)
    if total:
        account.bills.append(
            Bill(
                n=account.cycle,
                statement_on=day,
                due_on=due_of(rules.card, day),
                total=total,
                minimum=minimum,
                minimum_left=minimum,
            )
        )


def charge_interest(account: Account, rules: Rules, day: date, end: date, start: date) -> None:
    """Post on a day the interest of the days before `end`; it can bear some itself from `start`."""
    account.count_to(end)
    runs = account.bearing_stretches()
    for item in account.items:
        if item.bearing:
            item.stretches = []
    lines = interest_postings(runs, rules.daily, rules.loan.rounding, account.cycle + 1)
    if lines:
        amount = sum(line.amount for line in lines)
        account.items.append(Item.new(Component.INTEREST, "card_interest", day, amount, start))
        account.postings += lines


def _minimum(account: Account, rules: Rules, carried: int) -> int:
    """Return the minimum payment (最低还款额) of the bill being drawn.

    All fees, interest and instalments, what is unpaid of the minimum before, and a part of the
    spending not yet demanded; at least the floor, at most the bill.
    """
    demanded = sum(item.left for item in account.items if item.demanded)
    spending = sum(item.left for item in account.items if not item.demanded)
    before = sum(item.left for item in account.items if item.demanded and item.n)
    overdue_spending = min(max(0, carried - before), spending)
    share = rounded(rules.card.minimum_rate * (spending - overdue_spending), rules.loan.rounding)
    wanted = max(demanded + overdue_spending + share, rules.card.minimum_floor)
    return min(wanted, demanded + spending)


# -- the day after the last chance to pay ---------------------------------------------------------


def judge(account: Account, rules: Rules, bill: Bill, day: date) -> None:
    """Decide whether a bill was paid in full in time, and whether its minimum was.

    What the tolerance forgives counts as paid; the small rest stands on the next bill.
    """
    account.count_to(day)
    left = account.billed_left(bill.n)
    bill.missed = left > rules.card.grace_amount
    new = [item for item in account.items if item.n == bill.n and not item.bearing]
    if not bill.missed:
        bill.minimum_left = 0
        later = account.cycle if account.cycle > bill.n else 0  # the next bill may be drawn by now
        for item in new:
            item.begin_again(rules.charged_to(next_statement(rules.card, day)))
            item.n = later
        return
    for item in new:
        item.bearing = item.kind is not Component.FEE
        if rules.card.interest_from == "unpaid_part":
            item.keep_only_left()
    if bill.minimum_left and account.accelerated_on is None:
        _charge_late(account, rules, bill, day)


def _charge_late(account: Account, rules: Rules, bill: Bill, day: date) -> None:
    """Post the late fee (违约金), once per missed minimum; it never bears interest."""
    share = rounded(rules.card.late_fee_rate * bill.minimum_left, rules.loan.rounding)
    fee = max(share, rules.card.late_fee_floor)
    if fee:
        account.post(Item.new(Component.FEE, "late_fee", day, fee, day))
