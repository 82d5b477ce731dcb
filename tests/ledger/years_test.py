"""Time in years as a contract counts it, beside actual days over 365."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from ashore.ledger.years import contract_years, court_years
from tests.ledger.build import day, loan, penalty_of

PLAIN = loan("equal_principal", "1200", n=3, rate="0.01 month", begin="2026-01-05")


def test_courts_count_days_over_365():
    assert court_years(day("2026-01-05"), day("2026-03-19")) == Fraction(73, 365)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        ("2026-01-05", "2026-02-05", Fraction(1, 12)),
        ("2026-02-05", "2026-03-05", Fraction(1, 12)),  # 28 days are a month as well
        ("2026-02-12", "2026-02-26", Fraction(1, 24)),  # and half of them half a month
        ("2026-01-05", "2026-04-05", Fraction(1, 4)),
        ("2026-04-05", "2026-05-11", Fraction(36, 360)),  # late: the banks' year
        ("2025-12-01", "2026-02-05", Fraction(1, 12)),  # before the payout no time passes
    ],
)
def test_equal_months_are_twelfths_of_a_year(first, last, years):
    clock = contract_years(PLAIN)
    assert clock is not None
    assert clock(day(first), day(last)) == years


def test_being_late_is_counted_by_the_year_of_the_penalty():
    agreed = replace(PLAIN, penalty=penalty_of("1.5 overdue_principal", day_basis=365))
    unsaid = replace(PLAIN, penalty=penalty_of("1.5 overdue_principal"))
    for made, days in ((agreed, 365), (unsaid, 360)):
        clock = contract_years(made)
        assert clock is not None
        assert clock(day("2026-04-05"), day("2026-06-17")) == Fraction(73, days)


@pytest.mark.parametrize(
    "more", [{"rate": "0.0005 day"}, {"rate": "0 month"}, {"count": "act/365"}]
)
def test_some_contracts_count_as_courts_do_or_say_nothing(more):
    assert contract_years(loan("equal_principal", **more)) is None
