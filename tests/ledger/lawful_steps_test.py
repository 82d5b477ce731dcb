"""The recalculation of a private loan, step by step: what each payment covered, what is left."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ashore.law.norm import Cite
from ashore.law.private import PrivateCap
from ashore.ledger.lawful import lawful_balance, simple_ceiling
from ashore.loan import LenderType
from ashore.money import show
from ashore.words import Text
from tests.ledger.build import booked, day, fen, loan, paid, rate_from, waived

CITE = Cite(norm="test", title=Text("测试", "test"), source="test")


def recalculated(rate, *events, on, claim="0.12", keep="", principal="1000", n=24):
    made = loan("interest_only", principal, n=n, rate=rate, begin="2025-06-01")
    cap = PrivateCap(Fraction(claim), Fraction(keep or claim), CITE)
    books = booked(replace(made, lender_type=LenderType.PRIVATE), *events)
    return lawful_balance(books, day(on), lambda _: cap)


def told(found) -> list[str]:
    """Return the steps: day, paid | to interest, to principal | principal and interest left."""
    return [
        f"{step.on} {show(step.paid)} | {show(step.to_interest)} {show(step.to_principal)}"
        f" | {show(step.principal)} {show(step.interest_open)}"
        for step in found.steps
    ]


def test_each_payment_says_what_it_covered_and_refunds_add_up():
    events = [
        paid("2025-07-01", "600"),
        paid("2025-08-01", "900"),
        paid("2025-08-15", "50"),
        paid("2025-08-20", "20"),
    ]
    found = recalculated("0.10 month", *events, on="2025-08-31")
    # 1,000 × 12 % × 30/365 = 9.86; 409.86 × 12 % × 31/365 = 4.18; then nothing is owed any more
    assert told(found) == [
        "2025-07-01 600.00 | 9.86 590.14 | 409.86 0.00",
        "2025-08-01 900.00 | 4.18 409.86 | 0.00 0.00",
        "2025-08-15 50.00 | 0.00 0.00 | 0.00 0.00",
        "2025-08-20 20.00 | 0.00 0.00 | 0.00 0.00",
        "2025-08-31 0.00 | 0.00 0.00 | 0.00 0.00",
    ]
    assert (found.on, found.total) == (day("2025-08-31"), 0)
    assert found.refund == fen("485.96") + fen("50") + fen("20")


def test_interest_that_was_paid_is_not_open_again():
    # 1 % a month is under the line: 10.00 for June; on the next day 10.00/31 = 0.32 has grown
    events = [paid("2025-07-01", "10"), paid("2025-07-02", "30")]
    found = recalculated("0.01 month", *events, on="2025-07-02", claim="0.24")
    assert told(found) == [
        "2025-07-01 10.00 | 10.00 0.00 | 1000.00 0.00",
        "2025-07-02 30.00 | 0.32 29.68 | 970.32 0.00",
    ]


def test_room_that_a_dear_month_used_and_a_payment_settled_is_not_there_for_a_cheap_one():
    # June: 500.00 charged, 197.26 at 24 %, 100.00 of it paid; July: 50.00 charged, 203.84 at 24 %
    events = [
        paid("2025-07-01", "100"),
        rate_from("2025-07-01", "0.005 month"),
        paid("2025-08-01", "500"),
    ]
    found = recalculated("0.05 month", *events, on="2025-08-01", claim="0.24", principal="10000")
    assert told(found) == [
        "2025-07-01 100.00 | 100.00 0.00 | 10000.00 97.26",
        "2025-08-01 500.00 | 147.26 352.74 | 9647.26 0.00",
    ]


def test_a_day_on_which_nothing_was_paid_is_no_step_but_the_day_asked_for_is():
    found = recalculated("0.01 month", on="2025-09-01", claim="0.24")
    assert told(found) == ["2025-09-01 0.00 | 0.00 0.00 | 1000.00 30.00"]


def test_two_waivers_of_principal_each_count_once():
    events = [
        paid("2025-07-01", "300"),
        waived("2025-07-02", "principal", "1000"),
        waived("2025-07-03", "principal", "500"),
    ]
    found = recalculated("0.03 month", *events, on="2025-07-03", principal="10000", n=1)
    # 300 − 98.63 = 201.37 lowers the principal
    assert found.principal == fen("9798.63") - fen("1000") - fen("500")


def test_what_was_given_up_is_no_room_above_the_lower_line_either():
    # 24 and 36 %: all charges of the first seven months are given up, then August runs anew
    events = [waived("2026-01-01", "interest", "3500"), paid("2026-02-01", "1000")]
    found = recalculated(
        "0.05 month", *events, on="2026-02-01", claim="0.24", keep="0.36", principal="10000"
    )
    # 31 days at 36 % of 10,000 stay with the lender, the rest of the 1,000 lowers the principal
    assert told(found) == ["2026-02-01 1000.00 | 305.75 694.25 | 9305.75 0.00"]


def test_the_simple_ceiling_runs_on_the_money_that_arrived():
    made = loan("equal_principal", "1200", n=2, rate="0.01 month", begin="2025-01-01")
    books = booked(replace(made, received=fen("1140")), paid("2025-02-01", "612"))
    # 31 days on 1,140 and 28 days on 600 − 60 at 24 % / 365
    assert simple_ceiling(books, day("2025-03-01"), Fraction(24, 100)) == fen("33.18")


def test_the_simple_ceiling_follows_what_was_paid_on_the_day_itself_and_stops_at_nothing():
    made = loan("interest_only", "1200", n=12, rate="0.01 month", begin="2025-01-01")
    books = booked(replace(made, received=fen("100")), paid("2025-02-01", "0.01"))
    # 100 arrived: 31 days on them at 24 %; 1,200 − 1,100 = 100 goes on for 28 days
    assert simple_ceiling(books, day("2025-02-01"), Fraction(24, 100)) == fen("2.04")
    assert simple_ceiling(books, day("2025-03-01"), Fraction(24, 100)) == fen("3.88")
