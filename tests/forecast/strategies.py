"""Random cases for the laws of the forecast: loans and cards, contacts, who answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from ashore.days import SHANGHAI
from ashore.facts import Case, Contact, LoanFile, Person
from ashore.loan import LenderType, Payment
from tests.ledger.card.laws_test import cards
from tests.ledger.strategies import CHANGES, histories, loans

PRODUCTS = ["", "", "weilidai", "huabei", "jiebei", "jd_baitiao", "zhaolian", "qifu_360"]
TYPES = list(LenderType)
LENDERS = ["甲", "乙", ""]


@st.composite
def files(draw: st.DrawFn, name: str, on: date) -> LoanFile:
    """A loan or a card that began within the years before `on`, with what happened to it."""
    if draw(st.integers(0, 4)) == 0:
        return _card_file(draw, name, on)
    loan = draw(loans())
    shift = _shift(loan.disbursed_on, on, draw)
    moved = replace(
        loan,
        disbursed_on=loan.disbursed_on + shift,
        first_due_on=loan.first_due_on + shift,
        rows=tuple(replace(row, due_on=row.due_on + shift) for row in loan.rows),
        fees=tuple(replace(fee, on=fee.on + shift) if fee.on else fee for fee in loan.fees),
    )
    kinds = CHANGES if draw(st.booleans()) else ()
    return LoanFile(
        loan=_named(draw, moved, name), events=tuple(draw(histories(moved, kinds=kinds)))
    )


def _card_file(draw: st.DrawFn, name: str, on: date) -> LoanFile:
    loan = draw(cards())
    shift = _shift(loan.card.transactions[0].on, on, draw)
    spent = tuple(replace(each, on=each.on + shift) for each in loan.card.transactions)
    moved = replace(
        loan,
        disbursed_on=loan.disbursed_on + shift,
        first_due_on=loan.first_due_on + shift,
        card=replace(loan.card, transactions=spent),
    )
    paid = draw(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 300_000)), max_size=3))
    events = tuple(
        Payment(id=f"p{n}", at=spent[0].on + timedelta(days=days), amount=amount)
        for n, (days, amount) in enumerate(paid)
    )
    return LoanFile(loan=_named(draw, moved, name), events=events)


def _shift(begin: date, on: date, draw: st.DrawFn) -> timedelta:
    return on - timedelta(days=draw(st.integers(-20, 500))) - begin


def _named(draw: st.DrawFn, loan, name: str):
    return replace(
        loan,
        id=name,
        name=name,
        lender=draw(st.sampled_from(LENDERS)),
        lender_type=draw(st.sampled_from(TYPES)),
        product=draw(st.sampled_from(PRODUCTS)),
        reports_to=draw(st.sampled_from([(), ("pboc",), ("none",), ("unknown",)])),
    )


@st.composite
def contacts(draw: st.DrawFn, on: date, number: int) -> Contact:
    day = on - timedelta(days=draw(st.integers(-3, 12)))
    at = datetime.combine(day, time(draw(st.integers(0, 23)), number), SHANGHAI)
    return Contact(
        id=f"c{number}",
        at=at,
        lender=draw(st.sampled_from(LENDERS)),
        organisation="甲",
        channel=draw(st.sampled_from(["call", "call", "robot_call", "sms", "app"])),
        direction=draw(st.sampled_from(["out", "out", "out", "in"])),
        role=draw(st.sampled_from(["debtor", "debtor", "debtor", "parent"])),
        person=draw(st.sampled_from(["", "p"])),
        outcome=draw(
            st.sampled_from(["talk", "no_answer", "no_answer", "busy", "invalid", "delivered", ""])
        ),
        asked_to_stop=draw(st.sampled_from([None, False, True])),
        purpose=draw(st.sampled_from(["", "collect", "locate"])),
    )


def _failed(draw: st.DrawFn, lender: str, on: date) -> tuple[Contact, ...]:
    """Draw calls that failed in a row, today or the day before: they open the door for others."""
    days = draw(st.sampled_from([(0, 0, 0), (-1, -1, -1), (-1, -1, 0, 0), (0, 0)]))
    return tuple(
        Contact(
            id=f"f{number}",
            at=datetime.combine(on + timedelta(days=day), time(8 + number), SHANGHAI),
            lender=lender,
            organisation=lender,
            channel="call",
            role="debtor",
            outcome="no_answer",
        )
        for number, day in enumerate(days)
    )


DAYS = st.dates(date(2023, 6, 1), date(2027, 6, 1))


@st.composite
def cases(draw: st.DrawFn, *, most: int = 3, log: bool = True) -> tuple[Case, date]:
    """A case of a few loans and the day it is looked at, around every change of the norms."""
    on = draw(
        st.one_of(
            DAYS,
            st.sampled_from([date(2024, 5, 15), date(2025, 2, 28), date(2026, 1, 30)]).flatmap(
                lambda day: st.integers(-2, 2).map(lambda step: day + timedelta(days=step))
            ),
        )
    )
    count = draw(st.integers(1, most))
    told = tuple(draw(files(f"l{number}", on)) for number in range(count))
    calls = draw(st.integers(0, 7)) if log else 0
    record = tuple(draw(contacts(on, number)) for number in range(calls))
    if log and draw(st.booleans()):
        record = _failed(draw, told[0].loan.lender, on)
    return (
        Case(
            person=Person(reachable=draw(st.sampled_from([True, False, None]))),
            loans=told,
            contacts=record,
        ),
        on,
    )
