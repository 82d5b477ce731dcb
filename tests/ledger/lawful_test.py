"""The recalculation under a cap: published and worked figures, and what must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from ashore.days import month_step
from ashore.files.law import read_law
from ashore.law.private import PrivateCap, cap_breaks, private_cap
from ashore.ledger.ceiling import ceiling_of, filed_on, lawful_of
from ashore.ledger.lawful import lawful_balance, simple_ceiling
from ashore.loan import Effect, LenderType, Milestone, Prepayment
from ashore.words import Cite, Text
from tests.ledger.build import booked, day, fee, fen, loan, paid, waived
from tests.often import often

LAW = read_law()
CITE = Cite(norm="test", title=Text("测试", "test"), source="test")


def flat_cap(rate: str, keep: str | None = None):
    cap = PrivateCap(Fraction(rate), Fraction(keep or rate), CITE)
    return lambda _: cap


def as_private(made):
    return replace(made, lender_type=LenderType.PRIVATE)


def monthly_interest_only(months: int):
    made = as_private(loan("interest_only", "10000", n=12, rate="0.03 month", begin="2025-06-01"))
    events = [paid(str(month_step(date(2025, 7, 1), k)), "300") for k in range(months)]
    return booked(made, *events)


@pytest.mark.parametrize(
    ("on", "principal"),
    [("2025-07-01", "9798.63"), ("2025-08-01", "9598.50"), ("2026-06-01", "7463.86")],
)
def test_interest_above_the_cap_lowers_the_principal(on, principal):
    # 10,000 at 3 % a month, 300 paid each month, cap 12 %
    found = lawful_of(monthly_interest_only(12), day(on), LAW)
    assert found is not None
    assert (found.principal, found.interest, found.refund) == (fen(principal), 0, 0)


def test_the_years_before_and_after_the_change_of_2020_each_bear_their_own_rate():
    # 538 days at 24 % = 3,537.53, then 193 days at 4 × 3.00 % = 634.52
    made = as_private(
        loan(
            "bullet",
            "10000",
            n=1,
            rate="0.24 year",
            begin="2019-03-01",
            first="2021-03-01",
            count="act/365",
        )
    )
    found = lawful_balance(
        booked(made),
        date(2021, 3, 1),
        lambda on: private_cap("private", made.disbursed_on, date(2025, 9, 1), on, LAW),
        cap_breaks(made.disbursed_on, date(2021, 3, 1), LAW),
    )
    assert found.interest == fen("3537.53") + fen("634.52")
    assert len(found.cites) == 2


def test_between_24_and_36_percent_what_was_paid_stays_paid_but_more_cannot_be_claimed():
    made = as_private(
        loan(
            "bullet",
            "10000",
            n=1,
            rate="0.30 year",
            count="act/365",
            begin="2018-01-01",
            first="2019-01-01",
        )
    )
    unpaid = lawful_balance(booked(made), day("2019-01-01"), flat_cap("0.24", "0.36"))
    settled = lawful_balance(
        booked(made, paid("2019-01-01", "3000")), day("2019-01-01"), flat_cap("0.24", "0.36")
    )
    assert (unpaid.principal, unpaid.interest) == (fen("10000"), fen("2400"))
    assert (settled.principal, settled.interest) == (fen("10000"), 0)


def test_deducted_interest_is_no_principal():
    made = as_private(
        loan(
            "interest_only",
            "10000",
            n=3,
            rate="0.01 month",
            begin="2025-06-01",
            received=fen("9000"),
        )
    )
    found = lawful_of(booked(made), day("2025-07-01"), LAW)
    assert found is not None
    assert found.principal == fen("9000")
    # contract charges so far (1,100 with the deduction) exceed 12 % on 9,000 for 30 days
    assert found.interest == fen("88.77")


def test_on_the_day_of_payout_what_was_kept_back_is_no_principal_either():
    short = loan("interest_only", "10000", n=3, begin="2025-06-01", received=fen("9000"))
    limit = ceiling_of(booked(as_private(short)), day("2025-06-01"), LAW).firm
    assert limit is not None
    assert (limit.principal, limit.charges) == (fen("9000"), 0)
    assert limit.cite.norm == "cn.cap.private"


def test_more_paid_than_the_lawful_debt_is_a_refund():
    made = as_private(loan("interest_only", "1000", n=3, rate="0.10 month", begin="2025-06-01"))
    events = [paid("2025-07-01", "600"), paid("2025-08-01", "900")]
    found = lawful_of(booked(made, *events), day("2025-08-01"), LAW)
    assert found is not None
    assert found.total == 0
    # 600 − 9.86 to principal leaves 409.86; a month of interest 4.18; 900 is 485.96 too much
    assert found.refund == fen("485.96")


def test_a_loan_below_the_cap_is_left_as_it_stands():
    made = as_private(loan("interest_only", "1000", n=3, rate="0.005 month", begin="2025-06-01"))
    assert lawful_of(booked(made), day("2025-08-01"), LAW) is None


def test_a_licensed_lender_is_never_recalculated():
    made = loan("interest_only", "1000", n=3, rate="0.10 month", begin="2025-06-01")
    assert lawful_of(booked(made), day("2025-08-01"), LAW) is None


def test_the_day_of_suit_decides_which_lpr_counts():
    made = as_private(
        loan(
            "bullet",
            "10000",
            n=1,
            rate="0.30 year",
            count="act/365",
            begin="2019-01-01",
            first="2022-01-01",
        )
    )
    books = booked(made, Milestone(on=day("2021-06-01"), kind="suit_filed"))
    assert filed_on(books, day("2022-01-01")) == day("2021-06-01")
    found = lawful_of(books, day("2022-01-01"), LAW)
    assert found is not None
    # 597 days at 24 %, then 499 days at 4 × 3.85 % (LPR on 2021-06-01)
    assert found.interest == fen("3925.48") + fen("2105.37")


def test_a_settlement_without_a_stated_sum_counts_with_what_was_really_paid():
    made = as_private(loan("interest_only", "10000", n=3, rate="0.03 month", begin="2025-06-01"))
    settle = Prepayment(id="s", on=day("2025-07-01"), amount=None, effect=Effect.SETTLE)
    found = lawful_of(booked(made, settle), day("2025-07-01"), LAW)
    assert found is not None
    # 10,300 paid; 98.63 is lawful interest, the principal is gone, the rest comes back
    assert (found.total, found.refund) == (0, fen("201.37"))


def test_what_the_line_allowed_and_nobody_charged_is_there_for_a_later_charge():
    # 3 % a year with one fee of 300: 4.5 % in all, far below 12.4 %, whatever was paid when
    made = as_private(
        loan(
            "interest_only",
            "10000",
            n=24,
            rate="0.03 year",
            begin="2025-01-10",
            fees=(fee("2025-06-20", "300"),),
        )
    )
    events = [paid(str(month_step(date(2025, 2, 10), k)), "25") for k in range(10)]
    assert lawful_of(booked(made, *events), day("2025-12-10"), LAW) is None


def test_a_short_month_of_a_rate_below_the_line_is_no_excess():
    # 1 % a month, 12.4 % a year allowed: January leaves 5.32 unused, February needs 4.88 of it
    made = as_private(loan("interest_only", "10000", n=24, rate="0.01 month", begin="2025-01-10"))
    events = [paid(f"2025-0{month}-10", "100") for month in range(2, 7)]
    assert lawful_of(booked(made, *events), day("2025-07-10"), LAW) is None


def test_a_dear_term_is_not_made_lawful_by_the_cheap_time_after_it():
    # two years at 30 %, then nothing: 24 months of 15.2 % can be claimed, however late it is asked
    made = as_private(
        loan(
            "bullet",
            "10000",
            n=1,
            rate="0.30 year",
            count="act/365",
            begin="2021-12-20",
            first="2023-12-20",
        )
    )
    for asked in ("2023-12-20", "2026-01-01"):
        found = lawful_of(booked(made), day(asked), LAW)
        assert found is not None
        assert (found.principal, found.interest) == (fen("10000"), fen("3040.00"))


def test_interest_given_up_is_given_up_from_the_terms_not_taken_off_the_principal():
    # 2,999 of the 3,016.13 charged is given up; 10,016.13 is left and all of it is lawful
    made = as_private(loan("interest_only", "10000", n=24, rate="0.05 month", begin="2025-01-10"))
    books = booked(made, paid("2025-07-10", "1"), waived("2025-07-11", "interest", "2999"))
    assert lawful_of(books, day("2025-07-11"), LAW) is None
    found = lawful_balance(books, day("2025-07-11"), flat_cap("0.124"))
    assert (found.principal, found.interest) == (fen("10000"), fen("16.13"))


def test_what_was_given_up_is_no_room_for_what_comes_after():
    # 365 days of 12.4 % are room for 1,240; all that was charged in them is given up
    made = as_private(loan("interest_only", "10000", n=24, rate="0.05 month", begin="2025-01-10"))
    books = booked(made, waived("2026-01-10", "interest", "6000"))
    found = lawful_balance(books, day("2026-02-10"), flat_cap("0.124"))
    assert found.interest == fen("105.32")  # 31 days


def test_principal_given_up_is_no_longer_claimed():
    # 201.37 of the first 300 lowers the principal to 9,798.63; 1,000 of the rest is given up
    made = as_private(loan("interest_only", "10000", n=1, rate="0.03 month", begin="2025-06-01"))
    books = booked(made, paid("2025-07-01", "300"), waived("2025-07-02", "principal", "1000"))
    found = lawful_balance(books, day("2025-07-02"), flat_cap("0.12"))
    assert (found.principal, found.interest) == (fen("8798.63"), 0)


@settings(max_examples=often(120), deadline=None)
@given(
    rate=st.integers(1, 80),
    sums=st.lists(st.integers(1, 90_000), max_size=6),
    cap=st.integers(1, 40),
)
def test_never_more_than_the_terms_and_never_below_zero(rate, sums, cap):
    made = as_private(
        loan("interest_only", "5000", n=8, rate=f"{rate / 1000:.3f} month", begin="2025-01-10")
    )
    events = [
        paid(str(month_step(date(2025, 2, 10), k)), f"{amount / 100:.2f}")
        for k, amount in enumerate(sums)
    ]
    books = booked(made, *events)
    on = day("2025-09-01")
    found = lawful_balance(books, on, flat_cap(f"{cap / 100:.2f}"))
    told = lawful_balance(books, on, flat_cap("99"))
    assert min(found.principal, found.interest, found.refund) >= 0
    assert found.total - found.refund <= told.total - told.refund + 1
    assert all(type(step.principal) is int for step in found.steps)


def test_the_simple_ceiling_runs_on_what_is_still_owed():
    made = loan("equal_principal", "1200", n=2, rate="0.01 month", begin="2025-01-01")
    books = booked(made, paid("2025-02-01", "612"))
    # 31 days on 1,200 and 28 days on 600 at 24 % / 365
    assert simple_ceiling(books, day("2025-03-01"), Fraction(24, 100)) == fen("35.51")


def test_a_reduction_line_is_a_limit_on_request_never_a_firm_one():
    made = loan("equal_instalment", "10000", n=12, rate="0.03 month", begin="2025-06-01")
    limits = ceiling_of(booked(made), day("2025-09-01"), LAW)
    assert limits.firm is None
    assert limits.on_request is not None
    # 10,000 × 24 % × 92 / 365
    assert limits.on_request.charges == fen("604.93")
    assert limits.on_request.cite.norm == "cn.cap.court_reduction"
