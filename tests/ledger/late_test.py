"""What being late costs: penalty bases, compound interest, grace, cut-off, days past due.

The loan of these tests: 1,200.00 in three parts of 400.00 at 0.05 % a day, paid out on 5 January
2026. Interest of the periods (31, 28, 31 days): 18.60, 11.20, 6.20. At one and a half times the
rate an overdue part of 400.00 costs 0.30 a day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from ashore.files.law import read_law
from ashore.ledger.book import book
from ashore.ledger.bucket import bucket
from ashore.ledger.ceiling import lawful_of
from ashore.ledger.statement import balance, balances
from ashore.ledger.why import rests_on
from ashore.loan import Acceleration, LenderType
from tests.ledger.build import booked, day, fee, fen, given, loan, owed, paid, penalty_of, row
from tests.ledger.table import check

LAW = read_law()


def three(penalty: object = "1.5 overdue_principal", **terms):
    basis = {"rate": "0.0005 day", "count": "actual", "n": 3}
    return loan("equal_principal", "1200.00", penalty=penalty, **basis | terms)


# ---- bases


def test_without_a_penalty_nothing_is_added():
    check(
        three(None),
        """
        day         event | principal  interest  penalty  due_now  late  per_day
        2026-02-05        |   1200.00     18.60     0.00   418.60     0     0.40
        2026-02-06        |   1200.00     19.00     0.00   418.60     1     0.40
        2026-03-07        |   1200.00     30.20     0.00   829.80    30     0.20
        2026-04-05        |   1200.00     36.00     0.00  1236.00    59     0.00
        2026-09-01        |   1200.00     36.00     0.00  1236.00   208     0.00
        """,
    )


def test_on_the_overdue_principal():
    check(
        three("1.5 overdue_principal"),
        """
        day         event | principal  interest  penalty  due_now  late  bucket  per_day
        2026-01-05        |   1200.00      0.00     0.00     0.00     0      M0     0.60
        2026-02-04        |   1200.00     18.00     0.00     0.00     0      M0     0.60
        2026-02-05        |   1200.00     18.60     0.00   418.60     0      M0     0.70
        2026-02-06        |   1200.00     19.00     0.30   418.90     1      M1     0.70
        2026-02-15        |   1200.00     22.60     3.00   421.60    10      M1     0.70
        2026-03-05        |   1200.00     29.80     8.40   838.20    28      M1     0.80
        2026-03-06        |   1200.00     30.00     9.00   838.80    29      M1     0.80
        2026-03-08        |   1200.00     30.40    10.20   840.00    31      M2     0.80
        2026-04-06        |   1200.00     36.00    27.90  1263.90    60      M2     0.90
        """,
    )


def test_on_the_overdue_instalment():
    # 418.60 × 0.00075 = 0.31395 a day
    check(
        three("1.5 overdue_instalment"),
        """
        day         event | principal  interest  penalty  compound
        2026-02-06        |   1200.00     19.00     0.31      0.00
        2026-02-15        |   1200.00     22.60     3.14      0.00
        2026-03-05        |   1200.00     29.80     8.79      0.00
        """,
    )


def test_on_everything_outstanding():
    # 1,200.00 × 0.00075 = 0.90 a day while anything is overdue, however many instalments are
    check(
        three("1.5 outstanding_principal"),
        """
        day         event        | principal  interest  penalty  late
        2026-02-05               |   1200.00     18.60     0.00     0
        2026-02-15               |   1200.00     22.60     9.00    10
        2026-03-06               |   1200.00     30.00    26.10    29
        2026-03-10  paid 448.30  |    800.00     12.20     0.00     5
        2026-03-20               |    800.00     14.20     6.00    15
        """,
    )


def test_what_is_outstanding_is_paid_down_in_the_middle():
    # 10 days of 1,200.00 (9.00), then 10 days of 900.00 (6.75)
    check(
        three("1.5 outstanding_principal"),
        """
        day         event        | principal  interest  penalty  late
        2026-02-15  paid 327.60  |    900.00      4.00     0.00    10
        2026-02-25               |    900.00      8.00     6.75    20
        """,
    )


def test_only_one_instalment_carries_what_is_outstanding():
    # 100 % a day: the second instalment is late too, and carries nothing
    check(
        three("1 day outstanding_principal"),
        """
        day         event | penalty
        2026-03-10        | 39600.00
        """,
    )


def test_a_rate_of_its_own():
    check(
        three("0.001 day overdue_principal"),
        """
        day         event | penalty  per_day
        2026-02-06        |    0.40     0.80
        2026-02-15        |    4.00     0.80
        """,
    )


def test_a_yearly_penalty_rate_on_360_or_365_days():
    for basis, cost in ((None, "4.00"), (360, "4.00"), (365, "3.95")):
        penalty = penalty_of("0.36 year overdue_principal", day_basis=basis)
        check(three(penalty), f"day event | penalty\n2026-02-15 | {cost}")


def test_both_rates_follow_the_day_count():
    # 36.5 % on 365 days: 0.40 a day on 400.00, and half as much again as penalty
    terms = {"rate": "0.365 year", "count": "act/365"}
    penalty = penalty_of("1.5 overdue_principal", replaces_interest=False)
    state = owed(three(penalty, **terms), on="2026-02-15")
    first = state.lines[0]
    assert (first.interest, first.penalty) == (3720 + 400, 600)


def test_the_contract_rate_may_go_on_beside_it():
    # 0.20 a day of contract interest on the overdue 400.00
    check(
        three(penalty_of("0.5 overdue_principal", replaces_interest=False)),
        """
        day         event        | principal  interest  penalty  per_day
        2026-02-14               |   1200.00     24.00     0.90     0.70
        2026-02-15  paid 21.60   |   1200.00      4.00     0.00     0.70
        2026-02-25               |   1200.00     10.00     1.00     0.70
        """,
    )


def test_interest_that_grew_late_is_not_in_the_base_of_the_instalment():
    # Ten days: 2.00 of contract interest and 418.60 × 0.0005 × 10 = 2.09 of penalty, which is paid.
    # Ten more on 418.60, not on 420.60 or 416.60.
    check(
        three(penalty_of("1 overdue_instalment", replaces_interest=False)),
        """
        day         event        | interest  penalty
        2026-02-15  paid 2.09    |    24.60     0.00
        2026-02-25               |    30.60     2.09
        """,
    )


def test_late_interest_adds_up_and_stays_out_of_the_base():
    # 418.60 at 1 % a day is 41.86 in ten days, three times, each time paid; 0.20 a day of contract
    # interest on the 400.00 piles up beside it.
    penalty = penalty_of("0.01 day overdue_instalment", replaces_interest=False)
    check(
        three(penalty),
        """
        day         event        | interest  penalty
        2026-02-15  paid 41.86   |    24.60     0.00
        2026-02-25  paid 41.86   |    30.60     0.00
        2026-03-04               |    34.80    29.30
        """,
    )


def test_a_payment_that_reaches_only_a_fee_posts_what_the_leader_bears():
    # The fee of 4 February is older. 9.00 in ten days, 18.00 in twenty.
    check(
        three("1.5 outstanding_principal", fees=(fee("2026-02-04", "30.00"),)),
        """
        day         event        | penalty  fee    due_now
        2026-02-15  paid 10.00   |    9.00  20.00   447.60
        2026-02-25               |   18.00  20.00   456.60
        """,
    )


def test_each_day_may_be_rounded():
    # 0.31395 a day is 0.31, ten days 3.10; as one sum they are 3.14
    check(
        three(penalty_of("1.5 overdue_instalment", daily_rounding=True)),
        """
        day         event | penalty
        2026-02-06        |    0.31
        2026-02-15        |    3.10
        """,
    )


@pytest.mark.parametrize(
    ("rounding", "cost"),
    [("half_up", "3.14"), ("half_even", "3.14"), ("down", "3.13"), ("up", "3.14")],
)
def test_the_sum_is_rounded_as_the_contract_says(rounding, cost):
    late = three("1.5 overdue_instalment", rounding=rounding)
    check(late, f"day event | penalty\n2026-02-15 | {cost}")


# ---- compound interest (复利)


def test_unpaid_interest_may_bear_the_penalty_rate():
    # 18.60 × 0.00075 = 0.01395 a day
    check(
        three(compound=True),
        """
        day         event | interest  penalty  compound  total    due_now
        2026-02-15        |    22.60     3.00      0.14  1225.74   421.74
        2026-03-05        |    29.80     8.40      0.39  1238.59   838.59
        """,
    )


def test_penalty_bears_no_penalty():
    # a year on, the bases are still 400.00 and 18.60: 365 × 0.30 and 365 × 0.01395
    states = check(
        three(compound=True),
        """
        day         event | late
        2027-02-05        |  365
        """,
    )
    first = states[0].lines[0]
    assert (first.penalty, first.compound) == (10950, 509)


def test_on_the_whole_instalment_interest_is_already_in_the_base():
    check(
        three("1.5 overdue_instalment", compound=True),
        """
        day         event | penalty  compound
        2026-02-15        |    3.14      0.00
        """,
    )


def test_interest_that_grew_after_the_due_date_bears_nothing():
    # 18.60 is the base on the 25th too, not 20.60; what is paid goes to the older interest first
    check(
        three(penalty_of("1 overdue_principal", replaces_interest=False), compound=True),
        """
        day         event     | interest  penalty  compound
        2026-02-15            |    24.60     2.00      0.09
        2026-02-16  paid 2.31 |    25.19     0.00      0.00
        2026-02-26            |    31.19     2.00      0.09
        """,
    )


# ---- grace


def test_paid_within_the_grace_is_on_time():
    check(
        three(grace_days=3),
        """
        day         event        | principal  interest  penalty  due_now  late
        2026-02-07               |   1200.00     19.40     0.00   418.60     0
        2026-02-08  paid 418.60  |    800.00      1.20     0.00     0.00     0
        2026-02-20               |    800.00      6.00     0.00     0.00     0
        """,
    )


def test_past_the_grace_the_penalty_runs_from_the_due_date():
    check(
        three(grace_days=3),
        """
        day         event        | principal  penalty  due_now  late
        2026-02-08               |   1200.00     0.00   418.60     0
        2026-02-09               |   1200.00     1.20   419.80     4
        2026-02-10               |   1200.00     1.50   420.10     5
        """,
    )


def test_or_only_from_the_end_of_the_grace():
    check(
        three(grace_days=3, grace_retroactive=False),
        """
        day         event        | principal  penalty  due_now  late
        2026-02-08               |   1200.00     0.00   418.60     0
        2026-02-09               |   1200.00     0.30   418.90     4
        2026-02-10               |   1200.00     0.60   419.20     5
        """,
    )


def test_a_part_paid_within_the_grace_never_bears_penalty():
    # 218.60 on the second day: interest 18.60, principal 200.00; the other 200.00 cost 0.15 a day
    check(
        three(grace_days=3),
        """
        day         event        | principal  interest  penalty  late
        2026-02-07  paid 218.60  |   1000.00      0.80     0.00     0
        2026-02-08               |   1000.00      1.20     0.00     0
        2026-02-09               |   1000.00      1.60     0.60     4
        """,
    )


def test_a_fresh_leader_within_its_grace_starts_where_the_last_one_was_paid():
    # The first instalment leads until 7 March (30 days of 1,200.00: 27.00). The second, due on the
    # 5th, is late from the 9th on and then bears what ran since the 7th: two days of 800.00.
    check(
        three("1.5 outstanding_principal", grace_days=3),
        """
        day         event        | principal  penalty  late
        2026-03-07  paid 445.60  |    800.00     0.00     0
        2026-03-08               |    800.00     0.00     0
        2026-03-09               |    800.00     1.20     4
        """,
    )


# ---- the hour


@pytest.mark.parametrize(
    ("at", "late"),
    [
        ("2026-02-05", False),
        ("2026-02-05T22:00:00+08:00", False),  # at the cut-off is in time
        ("2026-02-05T22:00:01+08:00", True),
        ("2026-02-05T14:00:00+00:00", False),  # the same instant, told in London
        ("2026-02-05T14:30:00+00:00", True),
        ("2026-02-04T23:59:00+08:00", False),  # counts for the 5th
        ("2026-02-06T00:30:00+08:00", True),
    ],
)
def test_the_cut_off_decides_the_day(at, late):
    after = owed(three(cutoff="22:00"), paid(at, "418.60"), on="2026-02-10")
    assert (after.days_past_due, after.due_now) == ((5, 30) if late else (0, 0))


def test_without_a_cut_off_midnight_decides():
    for at, late in (("2026-02-05T23:59:59+08:00", 0), ("2026-02-06T00:00:00+08:00", 5)):
        assert owed(three(), paid(at, "418.60"), on="2026-02-10").days_past_due == late


# ---- days past due


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (-5, "M0"),
        (0, "M0"),
        (1, "M1"),
        (30, "M1"),
        (31, "M2"),
        (60, "M2"),
        (61, "M3"),
        (90, "M3"),
        (91, "M4"),
        (120, "M4"),
        (121, "M5"),
        (150, "M5"),
        (151, "M6"),
        (180, "M6"),
        (181, "M7+"),
        (4000, "M7+"),
    ],
)
def test_buckets(days, name):
    assert bucket(days) == name


def test_days_past_due_follow_the_oldest_instalment_in_arrears():
    check(
        three(),
        """
        day         event        | late  states
        2026-03-10               |   33  overdue,overdue,running
        2026-03-11  paid 428.80  |    6  paid,overdue,running
        2026-03-12  paid 413.30  |    0  paid,paid,running
        """,
    )


def test_penalty_alone_is_no_arrears():
    # Interest and principal first: 418.60 leaves the penalty of ten days unpaid.
    check(
        three(order="interest principal penalty fee compound"),
        """
        day         event        | principal  penalty  late  states
        2026-02-15  paid 418.60  |    800.00     3.00     0  overdue,running,upcoming
        2026-02-25               |    800.00     3.00     0  overdue,running,upcoming
        """,
    )


def test_a_fen_of_interest_or_of_a_fee_is_arrears():
    for left, gone in (("interest", "400.00"), ("fee", "400.01")):
        rows = row("2026-02-05", "400.00", "0.01", "0.01")
        order = {"interest": "principal fee interest", "fee": "principal interest fee"}[left]
        state = owed(given(rows, order=order), paid("2026-02-05", gone), on="2026-02-15")
        assert state.days_past_due == 10


def test_weekly_instalments_fall_late_one_by_one():
    weekly = loan(
        "flat", "300.00", n=3, rate="0 day", every="7 days", penalty="0.001 day overdue_principal"
    )
    check(
        weekly,
        """
        day         event | principal  penalty  late  due_now
        2026-01-12        |    300.00     0.00     0   100.00
        2026-01-19        |    300.00     0.70     7   200.70
        2026-01-26        |    300.00     2.10    14   302.10
        2026-02-02        |    300.00     4.20    21   304.20
        """,
    )


def test_a_leap_day_is_a_day_late():
    late = given(
        row("2024-02-28", "1000.00"), penalty="0.001 day overdue_principal", begin="2024-01-28"
    )
    check(late, "day event | penalty late\n2024-03-01 | 2.00 2")


def test_whatever_is_late_a_fee_with_its_own_day_bears_no_penalty():
    state = owed(
        given(
            row("2027-02-05", "100.00"),
            fees=(fee("2026-02-05", "50.00"),),
            penalty="0.01 day overdue_principal",
        ),
        on="2026-02-15",
    )
    assert (state.penalty, state.fee, state.due_now, state.days_past_due) == (0, 5000, 5000, 10)


def test_every_day_of_a_year_costs_the_same():
    first = date(2026, 4, 5)
    days = [first + timedelta(days=number) for number in range(366)]
    states = balances(booked(three()), days)
    assert {later.total - earlier.total for earlier, later in pairwise(states)} == {90}
    assert {state.per_day for state in states} == {90}


def test_the_whole_principal_bears_penalty_from_the_first_late_day_also_inside_a_grace():
    """Due on the 5th with three days of grace; all called on the 7th, which bears no grace.

    The whole is late from the 8th, the instalment from the 9th: two days of 0.1 % on 1,200.00 by
    the 9th, where the older instalment must not take the first of them away.
    """
    made = loan(
        "equal_principal",
        "1200",
        n=2,
        penalty="0.001 day outstanding_principal",
        grace_days=3,
        grace_retroactive=False,
    )
    books = booked(made, Acceleration(on=day("2026-02-07")))
    told = [balance(books, day(f"2026-02-{on:02}")).penalty for on in (7, 8, 9, 10)]
    assert told == [0, fen("1.20"), fen("2.40"), fen("3.60")]


# ---- a private loan whose contract is silent: the rate of the term goes on (article 28)


def friendly(**more):
    """10,000.00 for a month at 2 %, due on 10 February 2025, no word of being late."""
    basis = {"n": 1, "rate": "0.02 month", "begin": "2025-01-10"}
    made = loan("interest_only", "10000", **basis | more)
    return replace(made, lender_type=LenderType.PRIVATE)


def test_a_private_loan_goes_on_at_the_rate_of_its_term():
    # 100 days late: 10,000 × 24 % × 100 / 365 = 657.53; the 200.00 of the term bear nothing
    found = balance(book(friendly(), (), LAW), day("2025-05-21"))
    assert (found.interest, found.penalty, found.total) == (20000, 65753, 1085753)


def test_it_does_so_under_the_cap_and_not_above():
    # simple interest for 131 days at 4 × 3.10 % on 10,000: 445.04
    found = lawful_of(book(friendly(), (), LAW), day("2025-05-21"), LAW)
    assert found is not None
    assert (found.principal, found.interest) == (1000000, 44504)


def test_what_was_agreed_for_being_late_stands():
    found = balance(book(friendly(penalty="0 overdue_principal"), (), LAW), day("2025-05-21"))
    assert (found.penalty, found.total) == (0, 1020000)


@pytest.mark.parametrize(
    "silent",
    [friendly(rate="0 month"), replace(friendly(), lender_type=LenderType.BANK)],
    ids=["free", "bank"],
)
def test_neither_a_loan_without_interest_nor_another_lender_does(silent):
    assert balance(book(silent, (), LAW), day("2025-05-21")).penalty == 0


def test_its_penalty_rests_on_the_rule_for_private_loans():
    made = book(friendly(), (), LAW)
    norms = [cite.norm for cite in rests_on(made, balance(made, day("2025-05-21")), LAW)]
    assert norms == ["cn.private.overdue_rate"]
