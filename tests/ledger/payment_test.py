"""Where a payment goes: order inside an instalment and across them, credit, reversal, back-dating.

The loan of these tests is that of `late_test.py`: three parts of 400.00 at 0.05 % a day with
interest of 18.60, 11.20 and 6.20; an overdue part costs 0.30 a day. On 15 March 2026, nothing
paid, the first instalment is 38 days late (penalty 11.40), the second 10 days (3.00).
"""

from __future__ import annotations

import pytest

from ashore.loan import Component
from tests.ledger.build import booked, fee, given, loan, owed, paid, reversed_, row
from tests.ledger.table import check


def three(**terms):
    basis = {"rate": "0.0005 day", "count": "actual", "n": 3, "penalty": "1.5 overdue_principal"}
    return loan("equal_principal", "1200.00", **basis | terms)


def parts(state) -> dict[int, tuple[int, ...]]:
    """What is left of each instalment due: principal, interest, penalty, compound, fee."""
    return {
        line.n: tuple(getattr(line, part.value) for part in Component)
        for line in state.lines
        if line.due_on <= state.on
    }


# ---- inside an instalment


@pytest.mark.parametrize(
    ("order", "left"),
    [
        # 400.00 principal, 18.60 interest, 3.00 penalty, 0.14 compound, 5.00 fee; 20.00 are paid
        ("fee penalty compound interest principal", (40000, 674, 0, 0, 0)),
        ("fee interest principal penalty compound", (40000, 360, 300, 14, 0)),  # Civil Code 561
        ("principal interest penalty compound fee", (38000, 1860, 300, 14, 500)),
        ("interest fee principal compound penalty", (40000, 0, 300, 14, 360)),
        ("penalty principal fee interest compound", (38300, 1860, 0, 14, 500)),
        ("compound penalty interest fee principal", (40000, 174, 0, 0, 500)),
    ],
)
def test_the_order_inside_an_instalment(order, left):
    terms = three(order=order, compound=True, fees=(fee("each_instalment", "5.00"),))
    state = owed(terms, paid("2026-02-15", "20.00"), on="2026-02-15")
    assert parts(state) == {1: left}


def test_a_part_payment_is_followed_day_by_day():
    check(
        three(),
        """
        day         event        | principal  interest  penalty  due_now  late
        2026-02-14               |   1200.00     22.20     2.70   421.30     9
        2026-02-15  paid 50.00   |   1171.60      4.00     0.00   371.60    10
        2026-02-16               |   1171.60      4.40     0.28   371.88    11
        2026-02-25               |   1171.60      8.00     2.79   374.39    20
        2026-02-26  paid 374.67  |    800.00      8.40     0.00     0.00     0
        2026-03-05               |    800.00     11.20     0.00   411.20     0
        """,
    )


def test_what_accrues_is_rounded_when_a_payment_touches_it():
    # 371.60 × 0.00075 = 0.2787 a day. Touched on every day it is 0.28 a day, untouched 2.79 in ten.
    daily = [paid(f"2026-02-{day}", "0.28") for day in range(16, 26)]
    state = owed(three(), paid("2026-02-15", "50.00"), *daily, on="2026-02-25")
    assert parts(state) == {1: (37160, 0, 0, 0, 0)}
    assert sum(p.amount for p in state.postings if p.component is Component.PENALTY) == 0
    assert [p.amount for p in state.postings if p.cause == "accrual"] == [300] + [28] * 10


# ---- across instalments


def test_oldest_first():
    state = owed(three(), paid("2026-03-15", "40.00"), on="2026-03-15")
    assert parts(state) == {1: (39000, 0, 0, 0, 0), 2: (40000, 1120, 300, 0, 0)}


def test_by_component():
    # both penalties (14.40), then 25.60 of the 29.80 interest
    terms = three(allocation_across="by_component")
    state = owed(terms, paid("2026-03-15", "40.00"), on="2026-03-15")
    assert parts(state) == {1: (40000, 0, 0, 0, 0), 2: (40000, 420, 0, 0, 0)}


def test_by_component_with_principal_first():
    terms = three(allocation_across="by_component", order="principal interest penalty")
    state = owed(terms, paid("2026-03-15", "500.00"), on="2026-03-15")
    assert parts(state) == {1: (0, 1860, 1140, 0, 0), 2: (30000, 1120, 300, 0, 0)}


def test_an_instalment_no_money_reaches_is_not_touched():
    state = owed(three(), paid("2026-03-15", "40.00"), on="2026-03-15")
    assert [(p.n, p.cause) for p in state.running if p.component is Component.PENALTY] == [
        (2, "running")
    ]


# ---- money ahead of its day


def test_money_ahead_waits_as_credit_and_is_used_on_the_due_date():
    check(
        three(),
        """
        day         event        | principal  interest  credit  due_now  late  per_day
        2026-01-20  paid 500.00  |   1200.00      9.00  500.00     0.00     0     0.60
        2026-02-04               |   1200.00     18.00  500.00     0.00     0     0.60
        2026-02-05               |    800.00      0.00   81.40     0.00     0     0.40
        2026-03-05               |    729.80      0.00    0.00   329.80     0     0.45
        2026-03-06               |    729.80      0.20    0.00   330.05     1     0.44
        """,
    )


def test_credit_pays_a_part_of_the_next_instalment():
    # on 5 March 81.40 go to 11.20 interest and 70.20 principal; 329.80 × 0.00075 = 0.24735 a day
    state = owed(three(), paid("2026-01-20", "500.00"), on="2026-03-15")
    assert parts(state) == {1: (0, 0, 0, 0, 0), 2: (32980, 0, 247, 0, 0)}
    assert [(p.n, p.amount) for p in state.postings if p.cause == "credit"] == [
        (1, -1860),
        (1, -40000),
        (2, -1120),
        (2, -7020),
    ]


def test_credit_waits_until_everything_of_the_day_is_charged():
    # An instalment and a dated fee on the same day: the fee is older by number, both are charged.
    terms = three(fees=(fee("2026-02-05", "10.00"), fee("2026-02-05", "5.00")))
    state = owed(terms, paid("2026-01-20", "30.00"), on="2026-02-05")
    charged = sorted(p.amount for p in state.postings if p.cause == "schedule")
    assert charged == [500, 1000, 1860]
    assert parts(state) == {0: (0, 0, 0, 0, 0), 1: (40000, 360, 0, 0, 0)}
    assert (state.interest, state.fee, state.credit) == (360, 0, 0)


def test_more_than_the_whole_debt_stays_as_credit():
    check(
        three(),
        """
        day         event         | principal  interest   credit  due_now  total    per_day
        2026-01-05  paid 3000.00  |   1200.00      0.00  3000.00     0.00  1200.00     0.60
        2026-02-05                |    800.00      0.00  2581.40     0.00   800.00     0.40
        2026-04-05                |      0.00      0.00  1764.00     0.00     0.00     0.00
        2027-04-05                |      0.00      0.00  1764.00     0.00     0.00     0.00
        """,
    )


def test_a_payment_after_everything_is_settled():
    check(
        three(),
        """
        day         event         | total    credit  late  states
        2026-04-05  paid 1300.00  |    0.00   37.00     0  paid,paid,paid
        2026-05-01  paid 10.00    |    0.00   47.00     0  paid,paid,paid
        """,
    )


def test_a_payment_on_the_day_of_the_payout_is_credit():
    state = owed(three(), paid("2026-01-05", "100.00"), on="2026-01-05")
    assert (state.credit, state.total, state.paid) == (10000, 120000, 10000)


# ---- several on one day


def test_two_payments_of_one_day_are_as_one():
    check(
        three(),
        """
        day         event                    | principal  interest  penalty
        2026-02-15  paid 1.00 ; paid 49.00   |   1171.60      4.00     0.00
        2026-02-25                           |   1171.60      8.00     2.79
        """,
    )


def test_everything_paid_is_counted():
    check(
        three(),
        """
        day         event                                     |   paid  credit
        2026-01-20  paid 10.00                                |  10.00   10.00
        2026-02-15  paid 20.00 ; paid 5.00                    |  35.00    0.00
        2026-02-16  settle                                    | 1226.29    0.00
        """,
    )


def test_a_payment_on_the_due_date_and_one_the_day_after():
    check(
        three(),
        """
        day         event        | principal  interest  penalty  late
        2026-02-05  paid 218.60  |   1000.00      0.00     0.00     0
        2026-02-06  paid 100.15  |    900.00      0.40     0.00     1
        2026-02-07               |    900.00      0.80     0.08     2
        """,
    )


# ---- reversal and back-dating


def test_a_reversed_payment_is_as_if_it_never_was():
    gone = [paid("2026-02-05", "418.60", "a"), reversed_("2026-02-20", "a")]
    for on in ("2026-02-05", "2026-02-10", "2026-02-20", "2026-03-10"):
        with_it, without = owed(three(), *gone, on=on), owed(three(), on=on)
        assert parts(with_it) == parts(without)
        assert (with_it.penalty, with_it.paid) == (without.penalty, 0)


def test_only_the_named_payment_is_reversed():
    check(
        three(),
        """
        day         event                        | principal  paid
        2026-02-05  paid 18.60 as a              |   1200.00  18.60
        2026-02-06  paid 400.30 as b ; undone b  |   1200.00  18.60
        """,
    )


def test_a_back_dated_payment_is_as_if_known_from_the_start():
    # told late or early, it counts for its day
    late = [paid("2026-03-01", "10.00"), paid("2026-02-05", "418.60")]
    early = list(reversed(late))
    first, second = (owed(three(), *events, on="2026-03-10") for events in (late, early))
    assert parts(first) == parts(second) == {1: (0, 0, 0, 0, 0), 2: (40000, 120, 150, 0, 0)}


def test_an_event_before_the_loan_is_our_own_mistake():
    with pytest.raises(AssertionError, match=r"^an event before the loan"):
        booked(three(), paid("2026-01-04", "1.00"))


# ---- rows that do not add up


def test_rows_are_owed_as_stated_whatever_the_loan_says():
    from dataclasses import replace

    stated = given(row("2026-02-05", "400.00", "5.00"), row("2026-03-05", "400.00"))
    state = owed(replace(stated, principal=100000), on="2026-02-05")
    assert (state.principal, state.due_now) == (80000, 40500)
    assert sum(p.amount for p in state.postings if p.component is Component.PRINCIPAL) == 80000
    assert [finding.kind for finding in state.findings] == ["rows_do_not_add_up"]
