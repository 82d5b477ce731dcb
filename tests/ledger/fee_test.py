"""Fees of every kind: at payout, with each instalment, on default, on a day."""

from __future__ import annotations

import pytest

from ashore.ledger.check import cash_received, up_front
from ashore.ledger.schedule import fee_amount
from tests.ledger.build import fee, loan, owed, paid
from tests.ledger.table import check


def three(*fees, **terms):
    """Three parts of 400.00 at 0.05 % a day (18.60, 11.20, 6.20), with fees."""
    basis = {"rate": "0.0005 day", "count": "actual", "n": 3}
    return loan("equal_principal", "1200.00", fees=fees, **basis | terms)


@pytest.mark.parametrize(
    ("charged", "amount"),
    [
        (fee("on_default", "5.00"), 500),
        (fee("on_default", rate="0.05", of="principal"), 6000),
        (fee("on_default", rate="0.05", of="outstanding"), 4000),
        (fee("on_default", rate="0.05", of="instalment"), 2093),
        (fee("on_default", rate="0.0001", of="instalment"), 4),  # 4.186
    ],
)
def test_a_fee_is_an_amount_or_a_rate_of_something(charged, amount):
    assert fee_amount(three(), charged, 80000, 41860) == amount


# ---- up front


def test_up_front_fees_lower_what_arrives_and_are_never_owed():
    terms = three(fee("up_front", "30.00"), fee("up_front", rate="0.01"), fee("on_default", "9.00"))
    assert up_front(terms) == 4200
    assert cash_received(terms) == 115800
    assert owed(terms, on="2026-02-05").fee == 0


def test_an_up_front_fee_may_be_a_rate_of_what_is_outstanding():
    both = [fee("up_front", rate="0.02", of=base) for base in ("outstanding", "instalment")]
    assert up_front(three(*both)) == 2400  # there is no instalment yet


def test_what_truly_arrived_may_be_stated():
    assert cash_received(three(fee("up_front", "30.00"), received=110000)) == 110000
    assert cash_received(three(received=0)) == 0


# ---- with each instalment


def test_a_fee_with_each_instalment_is_owed_when_it_is_due():
    check(
        three(fee("each_instalment", "5.00")),
        """
        day         event        | fee    due_now  late
        2026-02-04               |  0.00     0.00     0
        2026-02-05               |  5.00   423.60     0
        2026-03-05               | 10.00   839.80    28
        2026-03-06  paid 4.00    |  6.00   835.80    29
        2026-03-07  paid 419.60  |  5.00   416.20     2
        """,
    )


def test_an_unpaid_fee_is_arrears():
    terms = three(fee("each_instalment", "5.00"), order="interest principal fee")
    state = owed(terms, paid("2026-02-05", "418.60"), on="2026-02-10")
    assert (state.fee, state.days_past_due) == (500, 5)


# ---- on default


@pytest.mark.parametrize(
    ("charged", "amounts"),
    [
        (fee("on_default", "20.00"), ["20.00", "40.00"]),
        (fee("on_default", rate="0.05", of="instalment"), ["20.93", "41.49"]),  # 418.60, 411.20
        (fee("on_default", rate="0.05", of="outstanding"), ["60.00", "120.00"]),
        (fee("on_default", rate="0.05", of="principal"), ["60.00", "120.00"]),
    ],
)
def test_a_default_costs_once_per_instalment(charged, amounts):
    check(
        three(charged),
        f"""
        day         event | fee
        2026-02-05        |  0.00
        2026-02-06        | {amounts[0]}
        2026-03-05        | {amounts[0]}
        2026-03-06        | {amounts[1]}
        """,
    )


def test_a_default_is_charged_on_what_is_left():
    # half of the instalment is paid in time: 5 % of 200.00
    half = fee("on_default", rate="0.05", of="instalment")
    state = owed(three(half), paid("2026-02-05", "218.60"), on="2026-02-06")
    assert state.fee == 1000


def test_paid_in_time_or_within_the_grace_costs_nothing():
    late = fee("on_default", "20.00")
    assert owed(three(late), paid("2026-02-05", "418.60"), on="2026-02-20").fee == 0
    graced = three(late, grace_days=3)
    assert owed(graced, paid("2026-02-08", "418.60"), on="2026-02-20").fee == 0
    assert owed(graced, on="2026-02-08").fee == 0
    assert owed(graced, on="2026-02-09").fee == 2000


def test_a_payment_the_day_after_comes_too_late():
    state = owed(three(fee("on_default", "20.00")), paid("2026-02-06", "418.60"), on="2026-02-06")
    assert (state.fee, state.due_now) == (0, 2000)


def test_two_default_fees_are_both_charged():
    both = three(fee("on_default", "20.00"), fee("on_default", rate="0.01", of="principal"))
    assert owed(both, on="2026-02-06").fee == 3200


def test_a_default_after_a_deferral_costs_again():
    check(
        three(fee("on_default", "20.00")),
        """
        day         event                   | fee
        2026-02-06                          | 20.00
        2026-02-10  moved 1 to 2026-02-20   | 20.00
        2026-02-20                          | 20.00
        2026-02-21                          | 40.00
        """,
    )


# ---- on a day


def test_a_fee_with_a_day_of_its_own():
    check(
        three(fee("2026-02-10", "30.00")),
        """
        day         event        | fee    due_now  late  states
        2026-02-05  paid 418.60  |  0.00     0.00     0  paid,upcoming,upcoming,upcoming
        2026-02-10               | 30.00    30.00     0  paid,due,running,upcoming
        2026-02-11               | 30.00    30.00     1  paid,overdue,running,upcoming
        2026-02-12  paid 30.00   |  0.00     0.00     0  paid,paid,running,upcoming
        """,
    )


def test_a_dated_fee_may_be_a_rate():
    assert owed(three(fee("2026-02-10", rate="0.02")), on="2026-02-10").fee == 2400
    outstanding = fee("2026-02-10", rate="0.02", of="outstanding")
    assert owed(three(outstanding), on="2026-02-10").fee == 2400  # of what was lent


def test_a_dated_fee_belongs_to_no_instalment():
    nothing = fee("2026-02-10", rate="0.02", of="instalment")
    assert owed(three(nothing), on="2026-02-10").fee == 0


def test_credit_pays_a_dated_fee_on_its_day():
    terms = three(fee("2026-02-10", "30.00"))
    state = owed(terms, paid("2026-02-05", "440.00"), on="2026-02-10")
    assert (state.credit, state.fee) == (0, 860)


def test_a_dated_fee_on_the_day_of_the_payout():
    state = owed(three(fee("2026-01-05", "30.00")), on="2026-01-05")
    assert (state.fee, state.due_now) == (3000, 3000)
