"""Credit cards in the short hand their tests are written in.

    card("2026-03-30 1000.00", "2026-04-02 300.00 cash_advance", statement=5, due=23)
    at(loan, "2026-05-05", paid("2026-04-23", "100.00"))

Whatever is not named takes the plainest value: 0.05 % a day, 10 % minimum, no late fee, no grace.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import MappingProxyType

from ashore.days import DayCount, Every
from ashore.law import Law, Norm, Version
from ashore.ledger.booked import Balance
from ashore.ledger.card import CardBill, CardBooked, book_card, card_balance, card_bills
from ashore.loan import (
    CardTerms,
    Component,
    LenderType,
    Loan,
    Method,
    Payment,
    Per,
    Rate,
    Transaction,
    Waiver,
)
from ashore.money import Rounding, fen_of, show
from ashore.words import Text

NO_LAW = Law()


def fen(text: str) -> int:
    amount = fen_of(text)
    assert amount is not None, text
    return amount


def day(text: str) -> date:
    return date.fromisoformat(text)


def spent(line: str) -> Transaction:
    on, amount, *kind = line.split()
    return Transaction(day(on), fen(amount), *(kind or ["purchase"]))


def card(*lines: str, statement: int = 5, due: int = 23, **terms) -> Loan:
    """Return a card; the names in LOAN_KEYS are the loan's own terms."""
    own = {key: terms.pop(key) for key in LOAN_KEYS if key in terms}
    minimum = terms.pop("minimum", "0.10")
    late = terms.pop("late_fee", "0")
    return Loan(
        **{
            "id": "card",
            "name": "card",
            "lender": "bank",
            "lender_type": LenderType.CARD_ISSUER,
            "principal": 0,
            "disbursed_on": day("2020-01-01"),
            "method": Method.CARD,
            "instalments": 1,
            "first_due_on": day("2020-02-01"),
            "every": Every(months=1),
            "rate": Rate(Fraction("0.0005"), Per.DAY),
            "day_count": DayCount.ACTUAL,
            "rounding": Rounding.HALF_UP,
            "penalty": None,
            **own,
            "card": CardTerms(
                statement_day=statement,
                due_day=due,
                minimum_rate=Fraction(minimum),
                minimum_floor=fen(terms.pop("minimum_floor", "0")),
                late_fee_rate=Fraction(late),
                late_fee_floor=fen(terms.pop("late_floor", "0")),
                grace_amount=fen(terms.pop("grace_amount", "0")),
                transactions=tuple(spent(line) for line in lines),
                **terms,
            ),
        }
    )


LOAN_KEYS = ("grace_days", "allocation", "defaulted", "rate", "rounding", "cutoff", "day_count")


def paid(on: str, amount: str, name: str = "") -> Payment:
    return Payment(id=name or f"paid {on} {amount}", at=day(on), amount=fen(amount))


def waived(on: str, component: str, amount: str) -> Waiver:
    return Waiver(on=day(on), component=Component(component), amount=fen(amount))


def booked(loan: Loan, *events, law: Law = NO_LAW) -> CardBooked:
    return book_card(loan, events, law)


def at(loan: Loan, on: str, *events, law: Law = NO_LAW) -> Balance:
    return card_balance(booked(loan, *events, law=law), day(on))


def bills(loan: Loan, on: str, *events, law: Law = NO_LAW) -> tuple[CardBill, ...]:
    return card_bills(booked(loan, *events, law=law), day(on))


def parts(state: Balance) -> str:
    """Return principal, interest and fee as one line: "900.00 17.40 0.00"."""
    return " ".join(show(amount) for amount in (state.principal, state.interest, state.fee))


def order_law(days: int = 91, first: str = "2011-01-13") -> Law:
    """Return a law with the order of repayment of cards, by days past due."""
    version = Version(
        from_on=day(first),
        params=MappingProxyType({"principal_first_from_days": days}),
        source="made up for the test",
    )
    norm = Norm(
        id="cn.card.repayment_order",
        kind="card",
        title=Text("冲抵顺序", "order"),
        jurisdiction="CN",
        rank="rule",
        severity="note",
        answers_until=day("2026-11-23"),
        versions=(version,),
    )
    return Law(norms=MappingProxyType({norm.id: norm}))
