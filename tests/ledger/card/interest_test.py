"""Interest of a card: who bears it, from which day, and what it bears itself.

Worked by hand: amount × 0.05 % × days, the first day counted, the day of payment not; a statement
holds its own day.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from ashore.days import DayCount
from ashore.ledger.card import card_balance, card_balances
from ashore.loan import Per, Rate
from ashore.money import Rounding
from tests.ledger.card.desk import Fraction, at, bills, booked, card, day, fen, paid, parts

BOUGHT = "2026-03-30 1000.00"  # billed on 5 April, due on 23 April


def test_a_bill_paid_in_full_bears_no_interest():
    loan = card(BOUGHT)
    assert parts(at(loan, "2026-04-22")) == "1000.00 0.00 0.00"
    assert parts(at(loan, "2026-06-30", paid("2026-04-23", "1000.00"))) == "0.00 0.00 0.00"


def test_the_minimum_alone_makes_the_whole_bill_bear_interest_from_posting():
    # 1000.00 x 24 days + 900.00 x 13 days = 12.00 + 5.85
    state = at(card(BOUGHT), "2026-05-05", paid("2026-04-23", "100.00"))
    assert parts(state) == "900.00 17.85 0.00"


def test_some_contracts_count_only_the_part_left_unpaid():
    # 900.00 x 37 days
    loan = card(BOUGHT, interest_from="unpaid_part")
    assert parts(at(loan, "2026-05-05", paid("2026-04-23", "100.00"))) == "900.00 16.65 0.00"


def test_a_contract_may_leave_the_statement_day_to_the_next_statement():
    # 1000.00 x 24 days + 900.00 x 12 (23 April to 4 May); then 900.00 x 31 (to 4 June) = 13.95
    # and the billed 17.40 x 31 = 0.2697
    loan, pay = card(BOUGHT, statement_day_counts=False), paid("2026-04-23", "100.00")
    assert at(loan, "2026-05-05", pay).interest == fen("17.40")
    assert at(loan, "2026-05-05", pay).per_day == fen("0.45")
    assert at(loan, "2026-06-05", pay).interest == fen("17.40") + fen("14.22")


def test_the_statement_day_is_counted_once_whatever_statement_holds_it():
    pay = paid("2026-04-23", "100.00")
    ours, other = (card(BOUGHT, statement_day_counts=counts) for counts in (True, False))
    for on in ("2026-05-04", "2026-05-06", "2026-05-20"):
        assert at(ours, on, pay).interest == at(other, on, pay).interest
    state = at(ours, "2026-05-05", pay)
    assert (state.interest, state.per_day) == (fen("17.85"), 0)
    assert at(ours, "2026-05-04", pay).per_day == fen("0.90")  # two days: 4 and 5 May


def test_a_contract_may_count_the_day_of_payment_on_what_was_owed_before():
    # 1000.00 x 25 days (30 March to 23 April) + 900.00 x 12 (24 April to 5 May) = 12.50 + 5.40
    loan, pay = card(BOUGHT, payment_day_counts=True), paid("2026-04-23", "100.00")
    assert at(loan, "2026-05-05", pay).interest == fen("17.90")
    # paid in full, late: 1000.00 x 26 days (30 March to 24 April), and nothing runs after it
    late = paid("2026-04-24", "1000.00")
    assert parts(at(loan, "2026-04-24", late)) == "0.00 13.00 0.00"
    assert parts(at(loan, "2026-05-05", late)) == "0.00 13.00 0.00"


def test_the_day_of_payment_is_not_counted_before_interest_can_run():
    # 10.00 within the tolerance stand on the bill of 5 May, and bear nothing until 5 May has passed
    loan = card(BOUGHT, grace_amount="10.00", payment_day_counts=True)
    rest = (paid("2026-04-23", "990.00"), paid("2026-05-01", "10.00"))
    assert at(loan, "2026-07-05", *rest).total == 0
    # a fee bears nothing on the day it is paid either
    fee = card("2026-04-01 50.00 fee", payment_day_counts=True)
    assert at(fee, "2026-07-05", paid("2026-05-10", "50.00")).total == 0


def test_nothing_is_owed_before_the_last_chance_to_pay_has_passed():
    loan = card(BOUGHT)
    before, after = at(loan, "2026-04-23"), at(loan, "2026-04-24")
    assert (before.interest, after.interest) == (0, fen("12.50"))
    assert before.per_day == fen("12.50")  # what the next day would add
    assert after.per_day == fen("0.50")


def test_each_purchase_bears_interest_from_its_own_day():
    # to 5 May: 600.00 x 57 days and 400.00 x 37 days
    loan = card("2026-03-10 600.00", "2026-03-30 400.00")
    assert at(loan, "2026-05-05").interest == fen("17.10") + fen("7.40")


def test_a_cash_advance_bears_interest_from_its_day_even_when_paid_in_full():
    # 2000.00 x 20 days until it is paid; nothing else
    loan = card("2026-04-01 2000.00 cash_advance")
    assert parts(at(loan, "2026-04-05")) == "2000.00 5.00 0.00"
    assert parts(at(loan, "2026-04-21")) == "2000.00 20.00 0.00"
    state = at(loan, "2026-05-05", paid("2026-04-21", "2005.00"))
    # 5.00 was billed and paid first; 15.00 ran from 6 to 20 April
    assert parts(state) == "0.00 15.00 0.00"


def test_billed_interest_bears_interest_once_its_own_bill_is_missed():
    loan = card(BOUGHT)
    pay = paid("2026-04-23", "100.00")
    # 5 May: 17.85 is billed. To 5 June: 900.00 x 31 = 13.95 and 17.85 x 31 = 0.276675
    assert at(loan, "2026-06-05", pay).interest == fen("17.85") + fen("14.23")
    # paid in full on 23 May: the old 900.00 ran from 6 to 22 May, the 17.85 bears nothing
    whole = paid("2026-05-23", "917.85")
    assert parts(at(loan, "2026-06-05", pay, whole)) == "0.00 7.65 0.00"


def test_interest_is_compounded_month_by_month():
    loan = card("2026-01-01 10000.00", statement=5, due=25, minimum="0")
    # 5 February: 10000 x 36 days = 180.00 (the bill of 5 January was missed on 25 January)
    # 5 March: 10180.00 x 28 = 142.52 ; 5 April: 10322.52 x 31 = 159.99906
    assert at(loan, "2026-02-05").interest == fen("180.00")
    assert at(loan, "2026-03-05").interest == fen("322.52")
    assert at(loan, "2026-04-05").interest == fen("482.52")


def test_fees_and_late_fees_never_bear_interest():
    loan = card("2026-04-01 50.00 fee", late_fee="0.05", late_floor="10.00")
    state = at(loan, "2026-12-31")
    assert state.principal == state.interest == 0
    # the fee, and a late fee for each minimum missed: 23 April to 23 December
    assert state.fee == fen("50.00") + 9 * fen("10.00")


def test_days_of_grace_count_as_on_time_and_then_not_at_all():
    loan = card(BOUGHT, grace_days=3)
    assert at(loan, "2026-06-30", paid("2026-04-26", "1000.00")).total == 0
    late = at(loan, "2026-04-27", paid("2026-04-27", "1000.00"))
    assert parts(late) == "0.00 14.00 0.00"  # 1000.00 x 28 days
    assert at(loan, "2026-04-26").days_past_due == 0
    assert at(loan, "2026-04-27").days_past_due == 4


def test_a_small_shortfall_counts_as_paid_in_full_and_goes_to_the_next_bill():
    loan = card(BOUGHT, grace_amount="10.00")
    short, shorter = paid("2026-04-23", "990.00"), paid("2026-04-23", "989.99")
    assert parts(at(loan, "2026-05-05", short)) == "10.00 0.00 0.00"
    assert at(loan, "2026-05-05", shorter).interest > 0
    first, second = bills(loan, "2026-05-05", short)
    assert (first.missed, first.left, second.total) == (False, 0, fen("10.00"))
    # above the tolerance: 1000.00 x 24 + 10.00 x 13 days = 12.065; then 10.00 and 12.07 for 31 days
    rest = at(card(BOUGHT, grace_amount="9.00"), "2026-06-05", short)
    assert rest.principal == fen("10.00")
    assert rest.interest == fen("12.07") + fen("0.34")


def test_a_rest_below_the_tolerance_bears_nothing_for_the_time_before():
    loan = card(BOUGHT, "2026-05-20 100.00", grace_amount="10.00")
    short = paid("2026-04-23", "990.00")
    # the 10.00 is on the bill of 5 May, which is within the tolerance again, and so on the next one
    assert at(loan, "2026-06-05", short).interest == 0
    # with 100.00 more on the bill of 5 June both are missed: 10.00 for 30 days (6 June
    # to 5 July), 100.00 for 47 (20 May to 5 July)
    assert at(loan, "2026-07-05", short).interest == fen("0.15") + fen("2.35")


def test_what_was_paid_before_the_statement_is_not_on_the_bill():
    loan = card(BOUGHT)
    # 400.00 arrives before the statement: only 600.00 is billed and bears interest, 37 days
    state = at(loan, "2026-05-05", paid("2026-04-01", "400.00"))
    assert parts(state) == "600.00 11.10 0.00"


def test_money_paid_ahead_is_used_for_what_is_posted_next():
    loan = card(BOUGHT)
    early = paid("2026-03-01", "1200.00")
    assert at(loan, "2026-03-29", early).credit == fen("1200.00")
    state = at(loan, "2026-05-05", early)
    assert (state.total, state.credit) == (0, fen("200.00"))


def test_credit_pays_interest_when_it_is_billed():
    loan = card(BOUGHT, late_fee="0.05", late_floor="10.00")
    # 1000.00, the late fee of 10.00 and 100.00 more arrive a day late; 12.50 of interest has run
    state = at(loan, "2026-05-05", paid("2026-04-24", "1110.00"))
    assert state.total == 0
    assert state.credit == fen("100.00") - fen("12.50")


def test_a_yearly_rate_is_turned_into_days_by_the_day_count():
    loan = card(BOUGHT, rate=Rate(Fraction("0.1825"), Per.YEAR), day_count=DayCount.ACT_365)
    assert at(loan, "2026-05-05").interest == fen("18.50")
    loan = card(BOUGHT, rate=Rate(Fraction("0.18"), Per.YEAR), day_count=DayCount.ACT_360)
    assert at(loan, "2026-05-05").interest == fen("18.50")


@pytest.mark.parametrize(
    ("how", "fen_billed"), [(Rounding.HALF_UP, 2), (Rounding.DOWN, 1), (Rounding.UP, 2)]
)
def test_interest_is_rounded_once_a_statement_as_named(how, fen_billed):
    # 0.50 x 37 days x 0.05 % = 0.925 fen for each of two purchases: 1.85 fen in all
    loan = card("2026-03-30 0.50", "2026-03-30 0.50", rounding=how, minimum="0")
    assert at(loan, "2026-05-05").interest == fen_billed


def test_interest_too_small_for_a_fen_is_not_charged():
    loan = card("2026-04-04 0.01", minimum="0")
    state = at(loan, "2026-06-05")
    assert (state.principal, state.interest) == (1, 0)


def test_every_stretch_of_days_is_told():
    state = at(card(BOUGHT), "2026-05-10", paid("2026-04-23", "100.00"))
    told = [
        (move.since, move.on, move.base, move.amount, move.cause)
        for move in (*state.postings, *state.running)
        if move.base is not None
    ]
    april, may = day("2026-04-23"), day("2026-05-06")  # the statement holds 5 May
    assert told == [
        (day("2026-03-30"), april, fen("1000.00"), fen("12.00"), "card_interest"),
        (april, may, fen("900.00"), fen("5.85"), "card_interest"),
        (may, day("2026-05-10"), fen("900.00"), fen("1.80"), "running"),
    ]


def test_asking_for_a_balance_changes_nothing():
    books = booked(card(BOUGHT, late_fee="0.05"), paid("2026-04-23", "100.00"))
    days = [day("2026-04-01"), day("2026-04-24"), day("2026-05-05"), day("2026-08-01")]
    assert card_balances(books, days) == [card_balance(books, on) for on in days]


def test_looking_a_day_ahead_every_day_changes_nothing():
    # through a statement, a missed minimum with its late fee, and the next statement
    loan = card(BOUGHT, late_floor="10.00")
    days = [day("2026-04-01") + timedelta(n) for n in range(40)]
    states = card_balances(booked(loan), days)
    assert states == [at(loan, str(on)) for on in days]
    assert [one.cause for one in states[-1].postings] == ["purchase", "late_fee", "card_interest"]
    assert all(one.loan is loan for one in states)


def test_interest_that_runs_will_be_on_the_next_bill():
    state = at(card(BOUGHT), "2026-04-30")  # 31 days at 0.05 %
    assert [(one.n, one.cause, one.amount, one.rate) for one in state.running] == [
        (2, "running", fen("15.50"), Fraction(1, 2000))
    ]


def test_a_payment_takes_the_oldest_spending_first_whatever_its_size():
    # where only what is left counts: 100.00 for 51 days from 10 March and 100.00 for 31 days
    loan = card("2026-03-30 100.00", "2026-03-10 200.00", interest_from="unpaid_part")
    assert at(loan, "2026-04-30", paid("2026-04-20", "100.00")).interest == fen("4.10")


def test_a_small_rest_goes_to_a_bill_that_was_drawn_before_the_last_chance_had_passed():
    # due on the 4th, three days of grace: the bill of 5 May is drawn before 7 May has passed
    loan = card(BOUGHT, due=4, grace_days=3, grace_amount="10.00")
    first, second = bills(loan, "2026-05-10", paid("2026-05-04", "995.00"))
    assert (first.left, first.missed) == (0, False)
    assert (second.total, second.left) == (fen("5.00"), fen("5.00"))


def test_before_the_first_transaction_nothing_is_owed():
    state = at(card(BOUGHT), "2026-01-01")
    assert (state.total, state.due_now, state.per_day, state.bucket) == (0, 0, 0, "M0")
    assert at(card(), "2026-01-01").total == 0
