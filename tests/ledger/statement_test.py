"""What a statement says besides the sums: states, a day's cost, postings, several days at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ashore.ledger.book import milestones
from ashore.ledger.booked import PART_NAMES, Posting
from ashore.ledger.statement import (
    balance,
    balance_and_settlement,
    balances,
    settle_on,
    standings,
    sums_on,
)
from ashore.loan import Assignment, Component, Milestone
from tests.ledger.build import (
    booked,
    called,
    day,
    deferred,
    fee,
    given,
    loan,
    owed,
    paid,
    prepaid,
    row,
)


def three(**terms):
    """Three parts of 400.00 at 0.05 % a day (18.60, 11.20, 6.20); overdue 0.30 a day each."""
    basis = {"rate": "0.0005 day", "count": "actual", "n": 3, "penalty": "1.5 overdue_principal"}
    return loan("equal_principal", "1200.00", **basis | terms)


# ---- before the payout


def test_before_the_payout_nothing_is_owed():
    books = booked(three(fees=(fee("2026-01-01", "3.00"),)))
    state = balance(books, day("2026-01-04"))
    assert (state.total, state.due_now, state.per_day, state.credit) == (0, 0, 0, 0)
    assert (state.lines, state.postings, state.running, state.bucket) == ((), (), (), "M0")
    assert (state.loan, state.on, state.days_past_due) == (books.loan, day("2026-01-04"), 0)
    assert (state.paid, state.penalty, state.fee) == (0, 0, 0)
    assert settle_on(books, day("2026-01-04")) == 0
    assert sums_on(books, [day("2026-01-04")], due_only=False) == [dict.fromkeys(Component, 0)]


def test_remarks_on_the_terms_are_told_from_the_first_day():
    rows = given(row("2026-02-05", "400.00"), received=30000)
    assert [f.kind for f in owed(rows, on="2026-01-01").findings] == ["advance_deduction"]


# ---- a day's cost


def test_a_day_costs_interest_and_penalty():
    assert owed(three(), on="2026-02-10").per_day == 70
    assert owed(three(), on="2026-02-04").per_day == 60  # the last day of the period
    assert owed(three(), on="2026-04-05").per_day == 90
    assert owed(three(), paid("2026-02-05", "1300.00"), on="2026-05-01").per_day == 0


def test_money_paid_ahead_is_no_gain_on_the_day_it_is_used():
    # tomorrow 418.60 of credit are used: that is not a day's cost
    assert owed(three(), paid("2026-01-20", "418.60"), on="2026-02-04").per_day == 60


def test_a_fee_that_falls_due_tomorrow_is_in_the_cost_of_a_day():
    terms = three(fees=(fee("on_default", "20.00"), fee("2026-02-11", "3.00")), penalty=None)
    assert owed(terms, on="2026-02-05").per_day == 2040
    assert owed(terms, on="2026-02-10").per_day == 340


# ---- lines


def test_a_line_says_how_late_it_is():
    state = owed(three(), on="2026-03-15")
    assert [(line.n, line.days_late, line.state) for line in state.lines] == [
        (1, 38, "overdue"),
        (2, 10, "overdue"),
        (3, 0, "running"),
    ]
    assert [line.total for line in state.lines] == [43000, 41420, 40200]


def test_states_of_a_line():
    def states(on, *events, **terms):
        return [line.state for line in owed(three(**terms), *events, on=on).lines]

    assert states("2026-01-05") == ["upcoming", "upcoming", "upcoming"]
    assert states("2026-01-06") == ["running", "upcoming", "upcoming"]
    assert states("2026-02-05") == ["due", "upcoming", "upcoming"]
    assert states("2026-02-06") == ["overdue", "running", "upcoming"]
    assert states("2026-02-06", grace_days=1) == ["due", "running", "upcoming"]
    assert states("2026-02-06", paid("2026-02-05", "418.60")) == ["paid", "running", "upcoming"]
    moved = deferred("2026-02-01", (1,), "2026-02-20")
    assert states("2026-02-04", moved) == ["running", "upcoming", "upcoming"]
    assert states("2026-02-05", moved) == ["deferred", "upcoming", "upcoming"]


def test_lines_are_in_the_order_of_their_due_dates():
    terms = three(fees=(fee("2026-02-20", "1.00"), fee("2026-02-05", "1.00")))
    assert [line.n for line in owed(terms, on="2026-02-01").lines] == [0, 1, 0, 2, 3]


def test_late_within_the_grace_is_not_late_yet():
    terms = three(grace_days=3)
    assert [line.days_late for line in owed(terms, on="2026-02-08").lines] == [0, 0, 0]
    assert [line.days_late for line in owed(terms, on="2026-02-09").lines] == [4, 0, 0]


# ---- postings


def test_a_payment_is_written_down_with_what_accrued_before_it():
    state = owed(three(), paid("2026-02-15", "50.00", "p1"), on="2026-02-20")
    part = Component
    assert state.postings == (
        Posting(
            on=day("2026-01-05"), n=0, component=part.PRINCIPAL, amount=120000, cause="disbursed"
        ),
        Posting(on=day("2026-02-05"), n=1, component=part.INTEREST, amount=1860, cause="schedule"),
        Posting(
            on=day("2026-02-15"),
            n=1,
            component=part.PENALTY,
            amount=300,
            cause="accrual",
            base=40000,
            rate=Fraction(75, 100000),
            since=day("2026-02-05"),
        ),
        *(
            Posting(
                on=day("2026-02-15"),
                n=1,
                component=what,
                amount=amount,
                cause="payment",
                event="p1",
            )
            for what, amount in (
                (part.PENALTY, -300),
                (part.INTEREST, -1860),
                (part.PRINCIPAL, -2840),
            )
        ),
    )
    assert state.running == (
        Posting(
            on=day("2026-02-20"),
            n=1,
            component=part.PENALTY,
            amount=139,  # 371.60 × 0.00075 × 5
            cause="running",
            base=37160,
            rate=Fraction(75, 100000),
            since=day("2026-02-15"),
        ),
        Posting(
            on=day("2026-02-20"),
            n=2,
            component=part.INTEREST,
            amount=600,
            cause="running",
            since=day("2026-02-05"),
        ),
    )


def test_the_causes_of_a_settlement():
    early = [paid("2026-02-05", "418.60", "p1"), prepaid("2026-02-15", None, "settle", "q1")]
    moves = [
        (p.n, str(p.component), p.amount, p.cause, p.event)
        for p in owed(three(), *early, on="2026-02-15").postings
        if p.on == day("2026-02-15")
    ]
    assert moves == [
        (2, "interest", 400, "prepayment", ""),
        (2, "interest", -400, "prepayment", "q1"),
        (2, "principal", -80000, "prepayment", "q1"),
    ]


def test_the_causes_of_a_part_prepayment():
    early = [paid("2026-02-05", "418.60"), prepaid("2026-02-15", "404.00", "reduce_term", "q1")]
    moves = [
        (p.n, str(p.component), p.amount, p.cause, p.event)
        for p in owed(three(), *early, on="2026-02-15").postings
        if p.on == day("2026-02-15")
    ]
    assert moves == [
        (2, "interest", 400, "prepayment", ""),
        (2, "interest", -400, "prepayment", "q1"),
        (2, "principal", -40000, "prepayment", "q1"),
    ]


def test_the_causes_of_the_rest():
    terms = three(fees=(fee("on_default", "2.00"),), penalty=None)
    moved = [paid("2026-02-01", "100.00"), called("2026-02-15")]
    causes = [
        (p.on.day, p.n, p.cause, p.amount) for p in owed(terms, *moved, on="2026-02-16").postings
    ]
    assert causes == [
        (5, 0, "disbursed", 120000),
        (5, 1, "schedule", 1860),
        (5, 1, "credit", -1860),
        (5, 1, "credit", -8140),
        (6, 1, "fee", 200),
        (15, 2, "acceleration", 400),
        (16, 2, "fee", 200),
    ]


def test_nothing_is_written_down_for_nothing():
    books = booked(given(row("2026-02-05", "400.00")), paid("2026-02-05", "400.00"))
    assert [p.amount for p in balance(books, day("2026-02-05")).postings] == [40000, -40000]


# ---- several days at once


def test_days_must_ascend():
    books = booked(three())
    with pytest.raises(AssertionError, match=r"^days must ascend"):
        balances(books, [day("2026-02-06"), day("2026-02-05")])
    with pytest.raises(AssertionError, match=r"^days must ascend"):
        sums_on(books, [day("2026-02-06"), day("2026-02-05")], due_only=True)


def test_bare_sums_are_those_of_the_statement():
    terms = three(fees=(fee("each_instalment", "2.00"), fee("2026-02-07", "3.00")), compound=True)
    moved = [deferred("2026-02-20", (1,), "2026-03-20"), paid("2026-02-10", "50.00")]
    books = booked(terms, *moved)
    days = [date(2026, month, number) for month in (1, 2, 3, 4) for number in (1, 6, 21, 28)]
    for on, state, bare, due in zip(
        days,
        balances(books, days),
        sums_on(books, days, due_only=False),
        sums_on(books, days, due_only=True),
        strict=True,
    ):
        assert bare == {part: getattr(state, part.value) for part in Component}, on
        assert sum(due.values()) == state.due_now, on


def test_bare_sums_where_everything_outstanding_bears_the_penalty():
    terms = three(penalty="1.5 outstanding_principal", fees=(fee("2026-01-05", "3.00"),))
    books = booked(terms, paid("2026-01-20", "5.00"))
    days = [day("2026-01-05"), day("2026-02-05"), day("2026-03-10")]
    states = balances(books, days)
    bare = sums_on(books, days, due_only=False)
    assert [sum(each.values()) for each in bare] == [state.total for state in states]
    assert [each[Component.PENALTY] for each in bare] == [0, 0, 2970]
    assert [each[Component.FEE] for each in bare] == [300, 0, 0]
    due = sums_on(books, days, due_only=True)
    assert [sum(each.values()) for each in due] == [300, 41660, 82780 + 2970]
    names = ("on", "principal", "total", "credit", "paid")
    bare = [[getattr(each, name) for name in names] for each in standings(books, days)]
    assert bare == [[getattr(state, name) for name in names] for state in states]
    assert balance_and_settlement(books, days[2]) == (states[2], settle_on(books, days[2]))


def test_what_settles_is_less_what_was_paid_ahead():
    ahead = booked(three(), paid("2026-01-20", "500.00"))
    assert settle_on(ahead, day("2026-02-01")) == 120000 + 1620 - 50000
    assert settle_on(booked(three(), paid("2026-01-20", "5000.00")), day("2026-02-01")) == 0


def test_what_settles_where_the_whole_period_is_charged():
    assert settle_on(booked(three(prepay="full_period")), day("2026-02-01")) == 120000 + 1860
    assert settle_on(booked(three(prepay="full_period")), day("2026-01-05")) == 120000


# ---- what changes no sum


def test_milestones_are_kept_in_the_order_of_their_days():
    sold = Assignment(on=day("2026-06-01"), to="somebody")
    sued = Milestone(on=day("2026-05-01"), kind="suit_filed")
    books = booked(three(), sold, paid("2026-02-05", "1.00"), sued)
    assert milestones(books) == (sued, sold)
    assert len(books.steps) == 1
    assert len(books.events) == 3


def test_every_part_has_a_name():
    assert set(PART_NAMES) == set(Component)
    assert all(text.zh and text.en for text in PART_NAMES.values())
