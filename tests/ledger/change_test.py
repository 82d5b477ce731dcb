"""What changes the schedule: prepayment, change of rate, deferral, acceleration, waiver.

Unless a test says otherwise the loan is that of `late_test.py`: three parts of 400.00 at 0.05 % a
day, interest 18.60, 11.20 and 6.20; an overdue part costs 0.30 a day.
"""

from __future__ import annotations

import pytest

from ashore.loan import Component, Effect, Prepayment, Waiver
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
    penalty_of,
    prepaid,
    rate_from,
    row,
    waived,
)
from tests.ledger.table import check


def three(**terms):
    basis = {"rate": "0.0005 day", "count": "actual", "n": 3, "penalty": "1.5 overdue_principal"}
    return loan("equal_principal", "1200.00", **basis | terms)


def kinds(state) -> list[str]:
    return [finding.kind for finding in state.findings]


# ---- prepayment: settle


def test_settling_in_the_middle_of_a_period():
    # ten days of 800.00: 4.00
    check(
        three(),
        """
        day         event        | principal  interest  credit  settle  late
        2026-02-05  paid 418.60  |    800.00      0.00    0.00  800.00     0
        2026-02-14               |    800.00      3.60    0.00  803.60     0
        2026-02-15  settle       |      0.00      0.00    0.00    0.00     0
        2026-06-01               |      0.00      0.00    0.00    0.00     0
        """,
    )


def test_settling_where_the_whole_period_is_charged():
    check(
        three(prepay="full_period"),
        """
        day         event           | principal  interest  credit  settle
        2026-02-05  paid 418.60     |    800.00      0.00    0.00  800.00
        2026-02-14                  |    800.00      3.60    0.00  811.20
        2026-02-15  settle 811.20   |      0.00      0.00    0.00    0.00
        """,
    )


def test_settling_with_arrears_pays_them_too():
    # 418.60 + 3.00 penalty + 800.00 + 4.00
    check(
        three(),
        """
        day         event            | total    credit  settle   states
        2026-02-14                   | 1224.90    0.00  1224.90  overdue,running,upcoming
        2026-02-15  settle 1230.00   |    0.00    4.40     0.00  paid,paid,paid
        """,
    )


def test_settling_with_arrears_takes_exactly_what_it_needs():
    settle = prepaid("2026-02-15", None, "settle", "q1")
    state = owed(three(), settle, on="2026-02-15")
    assert (state.total, state.credit, state.paid) == (0, 0, 122560)
    assert {p.event for p in state.postings if p.amount < 0} == {"q1"}
    assert {p.cause for p in state.postings} == {"disbursed", "schedule", "accrual", "prepayment"}


def test_settling_uses_money_paid_ahead_first():
    state = owed(
        three(),
        paid("2026-01-20", "500.00"),
        prepaid("2026-02-15", None, "settle"),
        on="2026-02-15",
    )
    assert (state.total, state.credit, state.paid) == (0, 0, 50000 + 72260)


def test_settling_when_more_is_there_already():
    more = paid("2026-01-20", "2000.00")
    state = owed(three(), more, prepaid("2026-02-15", None, "settle"), on="2026-02-15")
    assert (state.total, state.credit, state.paid) == (0, 200000 - 41860 - 80400, 200000)


def test_settling_on_the_day_of_the_payout_costs_nothing():
    for prepay in ("to_the_day", "full_period"):
        state = owed(
            three(prepay=prepay), prepaid("2026-01-05", "1200.00", "settle"), on="2026-01-05"
        )
        assert (state.total, state.credit) == (0, 0)


def test_settling_on_a_due_date_pays_that_instalment_and_the_principal():
    state = owed(three(), prepaid("2026-02-05", "1218.60", "settle"), on="2026-02-05")
    assert (state.total, state.credit) == (0, 0)


def test_too_little_to_settle_pays_what_is_due_and_waits():
    state = owed(three(), prepaid("2026-02-15", "1225.59", "settle"), on="2026-02-15")
    assert (state.total, state.credit, kinds(state)) == (80400, 80399, ["prepayment_too_small"])
    assert "0.01" in state.findings[0].text.en
    assert "0.01" in state.findings[0].text.zh
    assert state.findings[0].on.isoformat() == "2026-02-15"
    assert state.findings[0].loan == "loan"


def test_too_little_is_told_in_the_digits_of_the_currency():
    yen = loan("bullet", "1200", n=1, rate="0 day", digits=0)
    early = Prepayment(id="q", on=day("2026-01-10"), amount=1000, effect=Effect.SETTLE)
    (finding,) = owed(yen, early, on="2026-01-10").findings
    assert "needs 200 more" in finding.text.en
    assert "还差 200 元" in finding.text.zh


def test_settling_leaves_a_dated_fee_for_its_day():
    dated = three(fees=(fee("2026-05-01", "7.00"), fee("each_instalment", "2.00")))
    state = owed(dated, prepaid("2026-02-05", None, "settle"), on="2026-04-30")
    assert (state.total, state.paid) == (0, 122060)
    assert owed(dated, prepaid("2026-02-05", None, "settle"), on="2026-05-01").total == 700


def test_settling_a_settled_loan_is_credit():
    twice = [
        prepaid("2026-02-15", None, "settle", "a"),
        prepaid("2026-03-15", "5.00", "settle", "b"),
    ]
    state = owed(three(), *twice, on="2026-03-15")
    assert (state.total, state.credit, kinds(state)) == (0, 500, [])


# ---- prepayment: smaller instalments or fewer of them


def test_smaller_parts_of_equal_principal():
    # 404.00: 4.00 interest, 400.00 principal; 200.00 each, 3.60 for 18 days and 3.10 for 31
    check(
        three(),
        """
        day         event                        | principal  interest  due_now
        2026-02-05  paid 418.60                  |    800.00      0.00     0.00
        2026-02-15  smaller 404.00               |    400.00      0.00     0.00
        2026-02-25                               |    400.00      2.00     0.00
        2026-03-05                               |    400.00      3.60   203.60
        2026-03-06  paid 203.75                  |    200.00      0.10     0.00
        2026-04-05                               |    200.00      3.10   203.10
        """,
    )


def test_fewer_parts_of_equal_principal():
    check(
        three(),
        """
        day         event           | principal  interest  due_now  states
        2026-02-05  paid 418.60     |    800.00      0.00     0.00  paid,upcoming,upcoming
        2026-02-15  shorter 404.00  |    400.00      0.00     0.00  paid,upcoming
        2026-03-05                  |    400.00      3.60   403.60  paid,due
        """,
    )


def test_fewer_parts_leave_a_smaller_last_one():
    # 500.00 are left: 400.00 and 100.00
    check(
        three(penalty=None),
        """
        day         event                          | principal  interest  due_now
        2026-02-05  paid 418.60 ; shorter 300.00   |    500.00      0.00     0.00
        2026-03-05                                 |    500.00      7.00   407.00
        2026-04-05                                 |    500.00      8.55   508.55
        """,
    )


def test_a_full_period_is_paid_ahead():
    # 11.20 for all of the period; the 400.00 left bear nothing until 5 March
    check(
        three(prepay="full_period"),
        """
        day         event            | principal  interest  due_now
        2026-02-05  paid 418.60      |    800.00      0.00     0.00
        2026-02-15  smaller 411.20   |    400.00      0.00     0.00
        2026-02-25                   |    400.00      0.00     0.00
        2026-03-05                   |    400.00      0.00   200.00
        2026-04-04                   |    400.00      3.00   204.50
        """,
    )
    check(
        three(prepay="full_period"),
        """
        day         event            | principal  interest  due_now
        2026-02-05  paid 418.60      |    800.00      0.00     0.00
        2026-02-15  shorter 411.20   |    400.00      0.00     0.00
        2026-03-05                   |    400.00      0.00   400.00
        2026-04-04                   |    400.00      0.00   409.00
        """,
    )


def test_on_a_due_date_no_period_is_broken():
    check(
        three(prepay="full_period"),
        """
        day         event            | principal  interest  due_now
        2026-02-05  smaller 818.60   |    400.00      0.00     0.00
        2026-03-05                   |    400.00      5.60   205.60
        """,
    )


def test_a_full_period_is_charged_once():
    # 11.20 for the period at once; nothing more for it, even after a second payment or a new rate.
    # In April 150.00 are 31 days late at 0.15 % (6.98); the other 150.00 bore 0.1 % (4.65).
    check(
        three(prepay="full_period"),
        """
        day         event                               | principal  interest  due_now
        2026-02-05  paid 418.60                         |    800.00      0.00     0.00
        2026-02-15  smaller 411.20                      |    400.00      0.00     0.00
        2026-02-20  smaller 100.00                      |    300.00      0.00     0.00
        2026-02-25  rate 0.001 day                      |    300.00      0.00     0.00
        2026-03-05                                      |    300.00      0.00   150.00
        2026-04-05                                      |    300.00      4.65   311.63
        """,
    )


def test_smaller_equal_instalments():
    # 1 % a month: 408.03, 408.03, 408.02. Half of February: 4.02 of 8.04. 503.97 are left over half
    # a period and one: 503.97 / (1/1.005 + 1/(1.005·1.01)) = 254.50
    check(
        loan("equal_instalment", "1200.00", n=3),
        """
        day         event                        | principal  interest  due_now
        2026-02-05  paid 408.03                  |    803.97      0.00     0.00
        2026-02-19                               |    503.97      0.00     0.00
        2026-02-19  smaller 304.02               |    503.97      0.00     0.00
        2026-03-05                               |    503.97      2.52   254.50
        2026-04-05                               |    503.97      5.04   509.01
        """,
    )


def test_fewer_equal_instalments_keep_their_size():
    check(
        loan("equal_instalment", "1200.00", n=3),
        """
        day         event                        | principal  interest  due_now
        2026-02-05  paid 408.03                  |    803.97      0.00     0.00
        2026-02-19  shorter 304.02               |    503.97      0.00     0.00
        2026-03-05                               |    503.97      2.52   408.03
        2026-04-05                               |    503.97      3.50   507.47
        """,
    )


def test_so_much_less_that_an_instalment_falls_away():
    check(
        loan("equal_instalment", "1200.00", n=3),
        """
        day         event           | principal  interest  due_now  states
        2026-02-05  paid 408.03     |    803.97      0.00     0.00  paid,upcoming,upcoming
        2026-02-19  shorter 604.02  |    203.97      0.00     0.00  paid,upcoming
        2026-03-05                  |    203.97      1.02   204.99  paid,due
        """,
    )


@pytest.mark.parametrize("effect", ["smaller", "shorter"])
def test_interest_only_keeps_its_term(effect):
    # ten days of 1,200.00: 6.00; then 600.00 for 18 days and for 31
    check(
        loan("interest_only", "1200.00", n=3, rate="0.0005 day", count="actual"),
        f"""
        day         event            | principal  interest  due_now
        2026-02-05  paid 18.60       |   1200.00      0.00     0.00
        2026-02-15  {effect} 606.00  |    600.00      0.00     0.00
        2026-03-05                   |    600.00      5.40     5.40
        2026-04-05                   |    600.00     14.70   614.70
        """,
    )


@pytest.mark.parametrize("effect", ["smaller", "shorter"])
def test_a_bullet_keeps_its_day(effect):
    # 36.00 over 90 days: half of it for the first 45, then half of 3 % of 600.00
    check(
        loan("bullet", "1200.00", n=3),
        f"""
        day         event             | principal  interest  due_now
        2026-02-18                    |   1200.00     17.60     0.00
        2026-02-19  {effect} 618.00   |    600.00      0.00     0.00
        2026-04-05                    |    600.00      9.00   609.00
        """,
    )


def test_flat_interest_shrinks_with_the_part_that_was_paid():
    # 12.00 a period on 1,200.00. Of the 800.00 left 200.00 are paid: a quarter less, 9.00
    check(
        loan("flat", "1200.00", n=3),
        """
        day         event             | principal  interest  due_now
        2026-02-05  paid 412.00       |    800.00      0.00     0.00
        2026-02-19  smaller 206.00    |    600.00      0.00     0.00
        2026-03-05                    |    600.00      4.50   304.50
        2026-04-05                    |    600.00     13.50   613.50
        """,
    )


def test_fewer_parts_of_a_flat_loan_keep_their_size():
    # 300.00 of the 800.00 are left: one part, and three eighths of the 12.00
    check(
        loan("flat", "1200.00", n=3),
        """
        day         event                          | principal  interest  due_now  states
        2026-02-05  paid 412.00 ; shorter 500.00   |    300.00      0.00     0.00  paid,upcoming
        2026-03-05                                 |    300.00      4.50   304.50  paid,due
        """,
    )


def test_flat_interest_shrinks_twice():
    # 12.00, then 9.00 after a quarter is gone, then 4.50 after half of the rest. On 19 March 14 of
    # 31 days have run: 4.06 of 9.00, and 17 days of 4.50 are 2.47.
    check(
        loan("flat", "1200.00", n=4),
        """
        day         event                            | principal  interest  due_now
        2026-02-05  paid 312.00 ; smaller 225.00     |    675.00      0.00     0.00
        2026-03-05  paid 234.00                      |    450.00      0.00     0.00
        2026-03-19  smaller 229.06                   |    225.00      0.00     0.00
        2026-04-05                                   |    225.00      2.47   114.97
        2026-05-05                                   |    225.00      6.97   231.97
        """,
    )


def test_flat_interest_after_two_prepayments_and_a_new_rate():
    # Of 900.00 a quarter goes, then a third: interest on half of the 1,200.00, then at 2 %
    check(
        loan("flat", "1200.00", n=4),
        """
        day         event                                         | principal  interest
        2026-02-05  paid 312.00 ; smaller 225.00                  |    675.00      0.00
        2026-02-06  smaller 225.32                                |    450.00      0.00
        2026-03-05  rate 0.02 month                               |    450.00      5.79
        2026-04-05                                                |    450.00     17.79
        """,
    )


def test_given_rows_are_scaled():
    # 400.00 each with 12.00, 8.00, 4.00. Half of February is 4.00 of 8.00.
    rows = (
        row("2026-02-05", "400.00", "12.00", "1.00"),
        row("2026-03-05", "400.00", "8.00", "1.00"),
        row("2026-04-05", "400.00", "4.00", "1.00"),
    )
    check(
        given(*rows),
        """
        day         event             | principal  interest  fee   due_now
        2026-02-05  paid 413.00       |    800.00      0.00  0.00     0.00
        2026-02-19  smaller 404.00    |    400.00      0.00  0.00     0.00
        2026-03-05                    |    400.00      2.00  1.00   203.00
        2026-04-05                    |    400.00      4.00  2.00   406.00
        """,
    )
    check(
        given(*rows),
        """
        day         event             | principal  interest  fee   due_now
        2026-02-05  paid 413.00       |    800.00      0.00  0.00     0.00
        2026-02-19  shorter 304.00    |    500.00      0.00  0.00     0.00
        2026-03-05                    |    500.00      2.50  1.00   403.50
        2026-04-05                    |    500.00      3.50  2.00   505.50
        """,
    )


def test_given_rows_with_a_full_period_charged():
    rows = [row(f"2026-0{month}-05", "400.00", "4.00") for month in (2, 3, 4)]
    check(
        given(*rows, prepay="full_period"),
        """
        day         event                           | principal  interest  due_now
        2026-02-05  paid 404.00                     |    800.00      0.00     0.00
        2026-02-19  smaller 404.00                  |    400.00      0.00     0.00
        2026-02-20  smaller 100.00                  |    300.00      0.00     0.00
        2026-03-05                                  |    300.00      0.00   150.00
        2026-04-05                                  |    300.00      1.50   301.50
        """,
    )


def test_a_given_row_without_principal_has_nothing_to_bear_interest():
    rows = (
        row("2026-02-05", "400.00", "4.00"),
        row("2026-03-05", "400.00", "4.00"),
        row("2026-04-05", "0", "4.00"),
    )
    check(
        given(*rows),
        """
        day         event                           | principal  interest  due_now
        2026-02-05  paid 404.00 ; smaller 100.00    |    300.00      0.00     0.00
        2026-04-05                                  |    300.00      3.00   303.00
        """,
    )


def test_given_rows_that_are_not_needed_fall_away():
    rows = [row(f"2026-0{month}-05", "400.00", "4.00") for month in (2, 3, 4)]
    check(
        given(*rows),
        """
        day         event                          | principal  interest  due_now  states
        2026-02-05  paid 404.00 ; shorter 500.00   |    300.00      0.00     0.00  paid,upcoming
        2026-03-05                                 |    300.00      1.50   301.50  paid,due
        """,
    )
    check(
        given(*rows),
        """
        day         event            | principal  interest  due_now  states
        2026-02-05  paid 404.00      |    800.00      0.00     0.00  paid,upcoming,upcoming
        2026-03-05  shorter 604.00   |    200.00      0.00     0.00  paid,paid,upcoming
        2026-04-05                   |    200.00      2.00   202.00  paid,paid,due
        """,
    )


def test_a_part_prepayment_pays_what_is_due_first():
    # 421.60 are due; 4.00 interest of the broken period; 300.00 go to the principal
    check(
        three(),
        """
        day         event                        | principal  interest  penalty  due_now
        2026-02-15  smaller 725.60               |    500.00      0.00     0.00     0.00
        2026-03-05                               |    500.00      4.50     0.00   254.50
        """,
    )


def test_a_part_prepayment_below_the_broken_interest_waits():
    early = [paid("2026-02-05", "418.60"), prepaid("2026-02-15", "3.00", "reduce_term")]
    state = owed(three(), *early, on="2026-02-15")
    assert (state.principal, state.credit, kinds(state)) == (80000, 300, ["prepayment_too_small"])
    assert "801.00" in state.findings[0].text.en


def test_a_part_prepayment_of_just_the_broken_interest_waits_too():
    early = [paid("2026-02-05", "418.60"), prepaid("2026-02-15", "4.00", "reduce_term")]
    state = owed(three(), *early, on="2026-02-15")
    assert (state.total, state.credit, kinds(state)) == (80400, 400, ["prepayment_too_small"])


def test_a_part_prepayment_as_large_as_the_loan_settles_it():
    early = [paid("2026-02-05", "418.60"), prepaid("2026-02-15", "810.00", "reduce_amount")]
    state = owed(three(), *early, on="2026-02-15")
    assert (state.total, state.credit) == (0, 600)


def test_a_part_prepayment_before_the_first_day_of_interest():
    # On a due date nothing is broken: all of it is principal.
    check(
        three(),
        """
        day         event                        | principal  interest  due_now
        2026-02-05  smaller 818.60               |    400.00      0.00     0.00
        2026-03-05                               |    400.00      5.60   205.60
        """,
    )


def test_fees_of_the_remade_instalments():
    # 1 % of what is outstanding: 12.00, then of 400.00 and 200.00
    terms = three(fees=(fee("each_instalment", rate="0.01", of="outstanding"),), penalty=None)
    check(
        terms,
        """
        day         event                        | principal  fee   due_now
        2026-02-05  smaller 830.60               |    400.00  0.00     0.00
        2026-03-05                               |    400.00  4.00   209.60
        2026-04-05                               |    400.00  6.00   414.70
        """,
    )


# ---- change of rate


def test_a_new_rate_in_the_middle_of_a_period():
    # 800.00: ten days at 0.05 % (4.00), eighteen at 0.1 % (14.40); then 400.00 for 31 days (12.40)
    check(
        three(),
        """
        day         event                        | principal  interest  per_day
        2026-02-05  paid 418.60                  |    800.00      0.00     0.40
        2026-02-15  rate 0.001 day               |    800.00      4.00     0.80
        2026-02-20                               |    800.00      8.00     0.80
        2026-03-05                               |    800.00     18.40     1.00
        2026-03-06  paid 419.00                  |    400.00      0.40     0.40
        2026-04-05                               |    400.00     12.40     0.60
        """,
    )


def test_a_new_rate_twice_in_one_period():
    # 4.00 + 4.00 (five days at 0.1 %) + 2.08 (13 days at 0.02 %)
    check(
        three(),
        """
        day         event                        | principal  interest
        2026-02-05  paid 418.60                  |    800.00      0.00
        2026-02-15  rate 0.001 day               |    800.00      4.00
        2026-02-20  rate 0.0002 day              |    800.00      8.00
        2026-02-25                               |    800.00      8.80
        2026-03-05                               |    800.00     10.08
        """,
    )


def test_a_new_rate_on_the_boundary_leaves_the_period_that_ends():
    check(
        three(penalty=None),
        """
        day         event                        | interest
        2026-02-05  rate 0.001 day               |    18.60
        2026-03-05                               |    41.00
        """,
    )


def test_a_new_rate_with_equal_periods():
    # half of February at 1 % of 800.00, half at 2 %: 4.00 + 8.00; then 400.00 at 2 %
    check(
        loan("equal_principal", "1200.00", n=3),
        """
        day         event                        | interest
        2026-02-05  paid 412.00                  |     0.00
        2026-02-19  rate 0.02 month              |     4.00
        2026-02-26                               |     8.00
        2026-03-05                               |    12.00
        2026-04-05                               |    20.00
        """,
    )


def test_a_new_rate_of_a_bullet_with_equal_periods():
    # 1,200.00 for three months, 90 days: half at 1 % a month (18.00), half at 2 % (36.00)
    check(
        loan("bullet", "1200.00", n=3),
        """
        day         event                        | interest
        2026-02-19  rate 0.02 month              |    18.00
        2026-04-05                               |    54.00
        """,
    )


def test_a_new_rate_of_flat_interest_is_on_the_first_principal():
    check(
        loan("flat", "1200.00", n=3),
        """
        day         event                        | interest
        2026-02-05  paid 412.00                  |     0.00
        2026-03-05  rate 0.02 month              |    12.00
        2026-04-05                               |    36.00
        """,
    )


def test_a_new_rate_after_a_prepayment_of_flat_interest():
    # half of the 800.00 is gone: 2 % of 600.00
    check(
        loan("flat", "1200.00", n=3),
        """
        day         event                              | interest
        2026-02-05  paid 412.00 ; smaller 400.00       |     0.00
        2026-03-05  rate 0.02 month                    |     6.00
        2026-04-05                                     |    18.00
        """,
    )


def test_the_level_payment_follows_the_rate():
    # 803.97 over two periods at 2 %: 803.97 × 0.02 × 1.02² / (1.02² − 1) = 414.08
    check(
        loan("equal_instalment", "1200.00", n=3),
        """
        day         event                              | interest  due_now
        2026-02-05  rate 0.02 month ; paid 408.03      |     0.00     0.00
        2026-03-05                                     |    16.08   414.08
        2026-04-05                                     |    24.20   828.17
        """,
    )


def test_the_penalty_follows_the_contract_rate():
    # ten days at 0.30, then five at 0.60
    check(
        three(),
        """
        day         event                        | penalty  late
        2026-02-15  rate 0.001 day               |    3.00    10
        2026-02-20                               |    6.00    15
        """,
    )


def test_a_penalty_rate_of_its_own_stays():
    check(
        three(penalty="0.001 day overdue_principal"),
        """
        day         event                        | penalty
        2026-02-15  rate 0.001 day               |    4.00
        2026-02-20                               |    6.00
        """,
    )


def test_a_new_rate_after_the_last_due_date_changes_the_penalty_only():
    check(
        three(),
        """
        day         event                        | interest  penalty
        2026-04-15  rate 0.001 day               |    36.00    36.00
        2026-04-16                               |    36.00    37.80
        """,
    )


def test_given_rows_are_not_computed_anew():
    rows = given(
        row("2026-02-05", "400.00", "12.00"),
        row("2026-03-05", "400.00", "8.00"),
        rate="0.0005 day",
        penalty="1.5 overdue_principal",
    )
    state = owed(rows, rate_from("2026-02-15", "0.001 day"), on="2026-03-05")
    assert (state.interest, state.penalty) == (2000, 300 + 1080)
    assert kinds(state) == ["rate_change_on_given_rows"]
    assert (state.findings[0].loan, state.findings[0].on) == ("loan", day("2026-02-15"))
    assert "2026-02-15" in state.findings[0].text.zh
    assert "2026-02-15" in state.findings[0].text.en


def test_a_new_rate_on_the_day_of_the_payout():
    check(
        three(penalty=None),
        "day event | interest\n2026-01-05 rate 0.001 day | 0.00\n2026-02-05 | 37.20",
    )


# ---- deferral


def test_deferred_before_it_is_due():
    check(
        three(),
        """
        day         event                  | interest  due_now  late  states
        2026-02-01  moved 1 to 2026-02-20  |    16.20     0.00     0  running,upcoming,upcoming
        2026-02-05                         |    18.60     0.00     0  deferred,upcoming,upcoming
        2026-02-15                         |    22.60     0.00     0  deferred,running,upcoming
        2026-02-20                         |    24.60   418.60     0  due,running,upcoming
        2026-02-21                         |    25.00   418.90     1  overdue,running,upcoming
        """,
    )


def test_deferred_on_its_due_date():
    check(
        three(),
        """
        day         event                      | due_now  late
        2026-02-05  moved 1 to 2026-02-20      |    0.00     0
        2026-02-20                             |  418.60     0
        """,
    )


def test_credit_is_not_used_for_what_is_deferred_that_day():
    check(
        three(),
        """
        day         event                      | credit  due_now
        2026-01-20  paid 500.00                | 500.00     0.00
        2026-02-05  moved 1 to 2026-02-20      | 500.00     0.00
        2026-02-20                             |  81.40     0.00
        """,
    )


def test_credit_was_used_the_day_before_it_is_deferred():
    moved = deferred("2026-02-06", (1,), "2026-02-20")
    state = owed(three(), paid("2026-01-20", "500.00"), moved, on="2026-02-06")
    assert (state.credit, kinds(state)) == (8140, ["deferral_without_effect"])


def test_deferred_when_it_was_late_already():
    # the penalty of the ten days stays owed
    check(
        three(),
        """
        day         event                      | interest  penalty  total    due_now  late
        2026-02-15  moved 1 to 2026-03-01      |    22.60     3.00  1225.60     0.00     0
        2026-02-28                             |    27.80     3.00  1230.80     0.00     0
        2026-03-01                             |    28.20     3.00  1231.20   421.60     0
        2026-03-02                             |    28.60     3.30  1231.90   421.90     1
        """,
    )


def test_a_deferral_to_a_day_gone_by_counts_no_day_twice():
    check(
        three(),
        """
        day         event                      | penalty  due_now  late
        2026-02-15  moved 1 to 2026-02-10      |    3.00   421.60     5
        2026-02-16                             |    3.30   421.90     6
        """,
    )


def test_a_fee_that_was_charged_stays_owed_while_deferred():
    charged = three(fees=(fee("each_instalment", "2.00"),))
    moved = deferred("2026-02-15", (1,), "2026-03-01")
    state = owed(charged, moved, on="2026-02-20")
    assert (state.fee, state.interest, state.penalty) == (200, 2460, 300)
    settled = owed(charged, moved, prepaid("2026-02-20", None, "settle"), on="2026-02-20")
    assert (settled.total, settled.paid) == (0, 120000 + 2460 + 300 + 200)


def test_two_instalments_are_deferred_to_one_day():
    check(
        three(),
        """
        day         event                      | interest  due_now  states
        2026-02-01  moved 1,2 to 2026-04-05    |    16.20     0.00  running,upcoming,upcoming
        2026-03-05                             |    29.80     0.00  deferred,deferred,upcoming
        2026-04-05                             |    36.00  1236.00  due,due,due
        """,
    )


@pytest.mark.parametrize("on", ["2026-02-01", "2026-02-20"])
def test_a_deferral_without_effect_is_told(on):
    # paid already, or not later than before
    moved = deferred(on, (1,), "2026-02-05" if on == "2026-02-01" else "2026-03-01")
    state = owed(three(), paid("2026-02-05", "418.60"), moved, on="2026-02-20")
    assert kinds(state) == ["deferral_without_effect"]
    assert (state.findings[0].loan, state.findings[0].on) == ("loan", day(on))
    assert moved.to.isoformat() in state.findings[0].text.en
    assert moved.to.isoformat() in state.findings[0].text.zh


def test_one_of_two_is_deferred():
    moved = deferred("2026-02-10", (1, 2), "2026-03-20")
    state = owed(three(), paid("2026-02-05", "418.60"), moved, on="2026-03-10")
    assert [line.due_on.isoformat()[5:] for line in state.lines] == ["02-05", "03-20", "04-05"]
    assert kinds(state) == ["deferral_without_effect"]


def test_a_called_loan_may_be_deferred():
    check(
        three(),
        """
        day         event                   | interest  penalty  due_now  states
        2026-02-15  called                  |    22.60     3.00  1225.60  overdue,due
        2026-02-20  moved 2 to 2026-06-05   |    22.60     7.50   423.10  overdue,deferred
        2026-06-05                          |    22.60    39.00  1261.60  overdue,due
        """,
    )


def test_only_what_is_named_is_deferred():
    state = owed(three(), deferred("2026-02-01", (2,), "2026-03-20"), on="2026-03-10")
    assert [line.due_on.day for line in state.lines] == [5, 20, 5]
    assert (state.days_past_due, kinds(state)) == (33, [])


def test_an_instalment_deferred_at_the_end_of_its_period_is_not_remade():
    # on 5 February 400.00 of the 800.00 to come are paid; the first instalment waits for the 20th
    check(
        three(),
        """
        day         event                                      | principal  interest  due_now
        2026-02-05  moved 1 to 2026-02-20 ; smaller 400.00     |    800.00     18.60     0.00
        2026-02-20                                             |    800.00     21.60   418.60
        2026-03-05                                             |    800.00     24.20   628.10
        """,
    )


def test_a_part_prepayment_beside_a_deferred_instalment():
    # Instalment 1 is deferred to June. 800.00 + 4.00 are open; more than that stays as credit.
    early = [
        deferred("2026-02-01", (1,), "2026-06-05"),
        prepaid("2026-02-15", "1000.00", "reduce_term"),
    ]
    state = owed(three(), *early, on="2026-02-15")
    assert (state.principal, state.interest, state.credit) == (40000, 1860, 19600)
    later = owed(three(), *early, on="2026-06-05")
    assert (later.principal, later.interest, later.due_now) == (22260, 0, 22260)


# ---- acceleration


def test_called_in_the_middle_of_a_period():
    # 800.00 and ten days of it (4.00) fall due; then 0.30 and 0.60 a day
    check(
        three(),
        """
        day         event   | interest  penalty  due_now  late  per_day  states
        2026-02-14          |    22.20     2.70   421.30     9     0.70  overdue,running,upcoming
        2026-02-15  called  |    22.60     3.00  1225.60    10     0.90  overdue,due
        2026-02-16          |    22.60     3.90  1226.50    11     0.90  overdue,overdue
        2026-04-05          |    22.60    47.10  1269.70    59     0.90  overdue,overdue
        """,
    )


def test_called_on_a_due_date():
    check(
        three(),
        """
        day         event   | principal  interest  penalty  due_now
        2026-03-05  called  |   1200.00     29.80     8.40  1238.20
        2026-03-06          |   1200.00     29.80     9.30  1239.10
        """,
    )


def test_called_with_nothing_overdue_and_money_ahead():
    check(
        three(),
        """
        day         event                  | principal  interest  credit  due_now
        2026-02-05  paid 500.00            |    800.00      0.00   81.40     0.00
        2026-02-15  called                 |    722.60      0.00    0.00   722.60
        """,
    )


def test_called_after_a_deferral_takes_the_deferred_instalment_along():
    # instalment 1 with its 18.60 and the penalty of ten days, 800.00 with 4.00 + 2.00
    check(
        three(),
        """
        day         event                        | principal  interest  penalty  due_now
        2026-02-15  moved 1 to 2026-04-30        |   1200.00     22.60     3.00     0.00
        2026-02-20  called                       |   1200.00     24.60     3.00  1227.60
        2026-02-21                               |   1200.00     24.60     3.90  1228.50
        """,
    )


def test_called_keeps_older_interest_apart_from_late_interest():
    # with compound: 18.60 + 6.00 bear the rate, the 2.00 that grew after the due date do not
    terms = three(penalty=penalty_of("1 overdue_principal", replaces_interest=False), compound=True)
    moves = [deferred("2026-02-15", (1,), "2026-04-30"), called("2026-02-20")]
    state = owed(terms, *moves, on="2026-03-02")
    # 24.60 × 0.0005 × 10 days = 0.123, and 0.09 from the ten days before the deferral
    assert state.compound == 9 + 12


def test_called_at_the_end_changes_nothing():
    for on in ("2026-04-05", "2026-06-01"):
        assert (
            owed(three(), called(on), on="2026-06-01").lines == owed(three(), on="2026-06-01").lines
        )


def test_called_twice_is_called_once():
    once, twice = [called("2026-02-15")], [called("2026-02-15"), called("2026-02-20")]
    assert (
        owed(three(), *once, on="2026-03-01").lines == owed(three(), *twice, on="2026-03-01").lines
    )


def test_fees_to_come_are_not_called():
    terms = three(fees=(fee("each_instalment", "2.00"),))
    state = owed(terms, called("2026-02-15"), on="2026-02-15")
    assert state.fee == 200


@pytest.mark.parametrize(
    ("terms", "interest"),
    [
        ({"count": "period", "rate": "0.01 month"}, 1200 + 286),  # 8.00 × 10/28
        ({"count": "act/365", "rate": "0.365 year"}, 3720 + 800),
        ({"count": "30/360", "rate": "0.36 year"}, 3600 + 800),
    ],
)
def test_the_interest_of_a_broken_period_by_day_count(terms, interest):
    assert owed(three(**terms), called("2026-02-15"), on="2026-02-15").interest == interest


# ---- waiver


def test_a_waiver_takes_from_the_oldest():
    check(
        three(),
        """
        day         event                        | principal  interest  penalty  due_now
        2026-02-15  waived penalty 2.00          |   1200.00     22.60     1.00   419.60
        2026-02-16  waived principal 100.00      |   1100.00     23.00     1.30   319.90
        2026-02-26                               |   1100.00     27.00     3.55   322.15
        2026-03-15  waived interest 20.00        |   1100.00     11.80    10.38   720.18
        """,
    )


def test_a_waiver_passes_over_what_owes_nothing_of_its_kind():
    # the interest of the first instalment is paid; 11.20 of the second are given up
    events = [paid("2026-02-05", "18.60"), waived("2026-03-05", "interest", "5.00")]
    state = owed(three(), *events, on="2026-03-05")
    assert (state.interest, kinds(state)) == (620, [])
    assert [p.n for p in state.postings if p.cause == "waiver"] == [2]


def test_more_than_is_due_cannot_be_waived():
    state = owed(three(), waived("2026-02-15", "penalty", "5.00"), on="2026-02-15")
    assert (state.penalty, kinds(state)) == (0, ["waiver_above_debt"])
    (finding,) = state.findings
    assert "2.00" in finding.text.en
    assert "penalty interest" in finding.text.en
    assert "2.00" in finding.text.zh
    assert "罚息" in finding.text.zh
    assert (finding.loan, finding.on) == ("loan", day("2026-02-15"))


def test_a_waiver_is_told_in_the_digits_of_the_currency():
    yen = loan("bullet", "1200", n=1, rate="0 day", digits=0)
    early = Waiver(on=day("2026-01-10"), component=Component.PRINCIPAL, amount=150)
    (finding,) = owed(yen, early, on="2026-01-10").findings
    assert "is 150 more" in finding.text.en
    assert "多 150 元" in finding.text.zh


def test_what_is_not_due_is_not_waived():
    state = owed(three(), waived("2026-01-20", "principal", "1.00"), on="2026-01-20")
    assert (state.principal, kinds(state)) == (120000, ["waiver_above_debt"])


def test_a_waiver_is_told_apart_from_a_payment():
    state = owed(three(), waived("2026-02-15", "penalty", "2.00"), on="2026-02-15")
    assert [(p.on, p.component, p.amount) for p in state.postings if p.cause == "waiver"] == [
        (day("2026-02-15"), Component.PENALTY, -200)
    ]
    assert state.paid == 0


# ---- one day


def test_the_order_of_different_events_on_one_day():
    # new rate, deferral, acceleration, waiver, payment, prepayment
    events = [
        prepaid("2026-02-05", "1.00", "reduce_term"),
        paid("2026-02-05", "1.00"),
        waived("2026-02-05", "interest", "1.00"),
        called("2026-02-05"),
        deferred("2026-02-05", (1,), "2026-03-05"),
        rate_from("2026-02-05", "0.001 day"),
    ]
    names = [type(step).__name__ for _, step in booked(three(), *events).steps]
    assert names == ["RateChange", "Deferral", "Acceleration", "Waiver", "Payment", "Prepayment"]


def test_events_of_one_kind_without_an_id_have_one_order():
    first = [rate_from("2026-02-05", "0.001 day"), rate_from("2026-02-05", "0.002 day")]
    one, two = booked(three(), *first), booked(three(), *first[::-1])
    assert one.steps == two.steps


def test_open_rows_without_principal_leave_money_waiting():
    # Row 1 is deferred to June with the whole principal; the open row bears interest only.
    rows = given(row("2026-02-05", "400.00", "4.00"), row("2026-03-05", "0", "4.00"))
    early = [
        deferred("2026-02-01", (1,), "2026-06-05"),
        prepaid("2026-02-19", "9.00", "reduce_term"),
    ]
    state = owed(rows, *early, on="2026-02-19")
    assert (state.principal, state.credit, kinds(state)) == (40000, 900, ["prepayment_too_small"])
