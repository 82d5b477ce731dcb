"""The most the law lets be claimed: which line, from which day, and what counts as a charge."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from ashore.files.law import read_law
from ashore.law import Law
from ashore.ledger.card import book_card
from ashore.ledger.ceiling import Ceiling, ceiling_of, charged, filed_on, lawful_of
from ashore.ledger.statement import balance, standings
from ashore.ledger.why import rests_on
from ashore.loan import LenderType, Milestone
from tests.ledger.build import booked, day, fee, fen, given, loan, paid, row
from tests.ledger.card import desk

LAW = read_law()


@pytest.mark.parametrize("amount", [None, "50", "112", "200", "5000"])
def test_charges_so_far_are_the_same_whatever_was_paid(amount):
    # 1 % on 1,200 for the first month; paid in part, in full, or with something left over
    made = loan("equal_principal", "1200", rate="0.01 month", begin="2026-01-05")
    events = [] if amount is None else [paid("2026-02-05", amount)]
    books = booked(made, *events)
    (told,) = standings(books, [day("2026-02-05")])
    assert charged(books, told) == fen("12.00")


def test_interest_kept_back_at_the_payout_is_a_charge():
    made = replace(loan("equal_principal", "1200", rate="0.01 month"), received=fen("1100"))
    books = booked(made)
    (told,) = standings(books, [day("2026-02-05")])
    assert charged(books, told) == fen("112.00")


def test_only_a_suit_decides_the_day_of_filing():
    marks = [
        Milestone(on=day("2026-03-01"), kind="demand"),
        Milestone(on=day("2026-06-01"), kind="suit_filed"),
        Milestone(on=day("2026-05-01"), kind="suit_filed"),
        Milestone(on=day("2026-04-01"), kind="promise"),
    ]
    books = booked(loan("equal_principal"), *marks)
    assert filed_on(books, day("2026-11-01")) == day("2026-05-01")
    assert filed_on(booked(loan("equal_principal"), marks[0]), day("2026-11-01")) == day(
        "2026-11-01"
    )


def test_a_line_that_begins_after_the_suit_is_no_limit():
    # The reduction for banks goes by the day of filing, from 2017-08-04 on.
    made = loan("equal_instalment", "10000", n=24, rate="0.03 month", begin="2016-03-01")
    suit = Milestone(on=day("2017-08-03"), kind="suit_filed")
    later = replace(suit, on=day("2017-08-04"))
    on = day("2017-09-01")
    assert ceiling_of(booked(made, suit), on, LAW).on_request is None
    assert ceiling_of(booked(made, later), on, LAW).on_request is not None
    assert ceiling_of(booked(made), on, LAW).on_request is not None
    assert ceiling_of(booked(made), day("2017-08-03"), LAW).on_request is None


def test_under_the_line_everything_charged_may_be_claimed():
    made = loan("equal_instalment", "10000", n=12, rate="0.01 month", begin="2026-01-05")
    limits = ceiling_of(booked(made), day("2026-02-05"), LAW)
    assert limits.on_request is not None
    assert limits.on_request.charges == fen("100.00")


def test_of_two_lines_a_court_reduces_to_the_lower_one_counts():
    # 36 and 24 % beside each other, then 24 % twice: 3 % a month is 300 of 31 days, 203.84 at 24 %
    line = LAW.norms["cn.cap.court_reduction"]
    made = loan("interest_only", "10000", n=12, rate="0.03 month", begin="2026-01-05")
    for beside in (Fraction(36, 100), Fraction(24, 100)):
        dearer = replace(
            line.versions[0], params={**line.versions[0].params, "value": beside}, source="other"
        )
        law = Law(norms={"cn.cap.a": replace(line, id="cn.cap.a", versions=(dearer,)),
                         line.id: line})  # fmt: skip
        limits = ceiling_of(booked(made), day("2026-02-05"), law)
        assert limits.on_request is not None
        assert limits.on_request.charges == fen("203.84")
        assert limits.on_request.cite.norm == (
            line.id if beside > Fraction(24, 100) else "cn.cap.a"
        )


def test_a_fen_an_instalment_above_the_line_is_rounding_and_its_ground_is_named():
    # One instalment of 10,000 for 31 days at 24 % of 365 days: 203.84 fits, 203.85 is a fen above.
    made = given(row("2026-02-05", "10000", "203.85"), begin="2026-01-05", rate="0.24 year")
    limits = ceiling_of(booked(made), day("2026-02-05"), LAW)
    assert limits.on_request is not None
    assert limits.on_request.charges == fen("203.85")
    assert limits.on_request.cite.norm == "cn.cap.court_reduction"
    above = given(row("2026-02-05", "10000", "203.86"), begin="2026-01-05", rate="0.24 year")
    limits = ceiling_of(booked(above), day("2026-02-05"), LAW)
    assert limits.on_request is not None
    assert limits.on_request.charges == fen("203.84")


@pytest.mark.parametrize(("extra", "only_by_days"), [("0.01", True), ("0.02", False)])
def test_a_fen_above_the_line_as_agreed_is_rounding_too(extra, only_by_days):
    # 2 % for February alone is 200.00 by the month and 184.11 by 28 days; one instalment, one fen
    made = loan("interest_only", "10000", n=1, rate="0.02 month", begin="2026-02-05",
                fees=(fee("each_instalment", extra),))  # fmt: skip
    limits = ceiling_of(booked(made), day("2026-03-05"), LAW)
    one, other = (limits.by_days, limits.on_request)[:: 1 if only_by_days else -1]
    assert (one.charges, other) == (fen("184.11"), None)


def test_charges_above_the_line_already_paid_leave_nothing_to_claim():
    # 10 % a month is far above 24 % a year; the whole interest of the month has been paid
    made = loan("equal_principal", "1200", n=12, rate="0.1 month", begin="2026-01-05")
    limits = ceiling_of(booked(made, paid("2026-02-05", "220")), day("2026-02-05"), LAW)
    assert limits.on_request is not None
    assert (limits.on_request.principal, limits.on_request.charges) == (fen("1100"), 0)


def test_the_rule_on_fees_outside_the_contract_is_named_from_its_first_day():
    made = replace(
        loan("equal_principal", begin="2025-06-05"), lender_type=LenderType.ASSISTED_BANK
    )
    before, since = (
        ceiling_of(booked(made), day(on), LAW).fees_cite for on in ("2025-09-30", "2025-10-01")
    )
    assert before is None
    assert since is not None
    assert since.norm == "cn.cap.assisted"


def private_year(owing: str, *events, **more):
    """A private loan of 10,000 for 365 days, at 12 % the line: 1,200.00."""
    made = given(row("2026-06-01", "10000", owing), begin="2025-06-01", rate="0.12 year")
    made = replace(made, lender_type=LenderType.PRIVATE, **more)
    return lawful_of(booked(made, *events), day("2026-06-01"), LAW)


def test_a_fen_an_instalment_above_the_cap_is_rounding_and_two_are_not():
    assert private_year("1200.01") is None
    found = private_year("1200.02")
    assert (found.principal, found.interest) == (fen("10000"), fen("1200"))
    # paid, it would be a refund
    assert private_year("1200.01", paid("2026-06-01", "11200.01")) is None
    found = private_year("1200.02", paid("2026-06-01", "11200.02"))
    assert (found.total, found.refund) == (0, fen("0.02"))


def test_what_arrived_is_the_principal_from_the_first_day_on():
    made = replace(
        loan("interest_only", "1000", rate="0.005 month", begin="2025-06-01"),
        lender_type=LenderType.PRIVATE,
        received=fen("900"),
    )
    found = lawful_of(booked(made), day("2025-06-01"), LAW)
    assert (found.principal, found.interest) == (fen("900"), 0)


def test_money_paid_ahead_is_no_excess():
    made = replace(
        loan("interest_only", "10000", rate="0.005 month", begin="2025-06-01"),
        lender_type=LenderType.PRIVATE,
    )
    assert lawful_of(booked(made, paid("2025-06-10", "40")), day("2025-06-15"), LAW) is None


def test_a_card_has_no_such_ceiling_and_other_laws_know_no_such_cap():
    card = book_card(desk.card("2026-03-30 1000.00"), [], LAW)
    on = day("2026-06-01")
    assert filed_on(card, on) == on
    assert ceiling_of(card, on, LAW) == Ceiling()
    assert lawful_of(card, on, LAW) is None
    private = replace(
        loan("interest_only", rate="0.05 month", begin="2025-06-01"),
        lender_type=LenderType.PRIVATE,
    )
    assert lawful_of(booked(private), on, LAW) is not None
    assert lawful_of(booked(private), on, desk.NO_LAW) is None
    assert lawful_of(booked(private), day("2025-05-31"), LAW) is None


def test_the_norms_behind_a_balance_are_told_without_its_tree():
    made = loan("equal_principal", penalty="1.5 overdue_principal", begin="2026-01-05")
    norms = [
        cite.norm for cite in rests_on(booked(made), balance(booked(made), day("2026-04-05")), LAW)
    ]
    assert norms == ["cn.civil.overdue_interest"]
    assert rests_on(booked(made), balance(booked(made), day("2026-02-05")), LAW) == ()
