"""What the law lets be claimed, by columns: the reference's answer to the fen, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
from hypothesis import given, settings, strategies as st

from ashore.audit.lawful_walk import FIRM, FREE, ON_REQUEST, OPEN
from ashore.audit.loan_caps import binding, held, lines_of
from ashore.audit.loan_columns import loans_of, not_in_columns
from ashore.audit.terms import make_terms, row_of_terms
from ashore.files.law import read_law
from ashore.ledger.book import book, late_by_law
from ashore.loan import Fee, FeeWhen, LenderType, Payment, Per, Rate
from tests.audit.portfolios import some_lent
from tests.ledger.build import loan
from tests.ledger.strategies import days_of, stories
from tests.often import often

LAW = read_law(("CN",))
PRIVATE = (LenderType.PRIVATE, LenderType.SMALL_LOAN, LenderType.CONSUMER_FINANCE)


def found_of(cases, threads=1):
    """Return what columns find of loans, each with terms of its own."""
    loans = loans_of(cases)
    rows = [row_of_terms(each) for each, _, _ in cases]
    loans = loans._replace(terms=make_terms(rows), term=np.arange(len(cases), dtype=np.int32))
    lines = lines_of(loans, [each.first_lender_type for each, _, _ in cases], LAW)
    return held(loans, lines, np.arange(len(cases)), threads)


def assert_same(cases, threads=1):
    """Compare all loans that columns can say; return what binds each."""
    told = [case for case in cases if not not_in_columns(*case[:2]) and case[0].principal]
    found = found_of(told, threads)
    for (terms, events, on), row in zip(told, found.tolist(), strict=True):
        if row[0] != OPEN:
            assert tuple(row) == binding(book(terms, events, LAW), on, LAW), (terms, events, on)
    return found[:, 0]


def test_random_loans_are_bound_as_the_reference_says():
    kinds = assert_same(some_lent(250, 4, LAW), threads=2)
    counts = np.bincount(kinds, minlength=4)
    assert counts[[FREE, FIRM, ON_REQUEST]].min() > 20
    assert counts[OPEN] < 10


@settings(max_examples=often(40), deadline=None)
@given(st.data(), st.sampled_from(PRIVATE), st.integers(5, 60))
def test_any_story_is_bound_as_the_reference_says(data, lender, percent):
    terms, events = data.draw(stories(kinds=()))
    rate = Rate(Fraction(percent, 100), Per.YEAR)
    terms = late_by_law(replace(terms, lender_type=lender, rate=rate), LAW)
    assert_same([(terms, events, data.draw(days_of(terms))) for _ in range(2)])


def test_a_cap_lowers_what_is_owed_from_the_first_payment_on():
    terms = loan("interest_only", "10000.00", n=12, rate="0.03 month", begin="2025-01-05")
    terms = replace(terms, lender_type=LenderType.PRIVATE)
    paid = [Payment(id="a", at=date(2025, 2, 5), amount=30_000)]
    found = found_of([(terms, paid, date(2025, 2, 5)), (terms, [], date(2025, 1, 5))])
    # 31 days at 4 x 3.1 %: 10,000.00 x 0.124 x 31 / 365 = 105.32; the other 194.68 is principal.
    assert found.tolist() == [[FIRM, 980_532], [FREE, 0]]


def test_a_line_that_needs_asking_is_passed_by_fees_and_interest_together():
    terms = loan("interest_only", "10000.00", n=12, rate="0.015 month", begin="2025-01-05")
    fee = Fee(name="f", kind="service", when=FeeWhen.EACH_INSTALMENT, amount=20_000)
    terms = replace(terms, lender_type=LenderType.CONSUMER_FINANCE, fees=(fee,))
    found = found_of([(terms, [], date(2025, 2, 5))])
    # Owed: 10,000.00 + 150.00 + 200.00; 24 % of 31 days: 203.84.
    assert found.tolist() == [[ON_REQUEST, 1_020_384]]


def test_what_arrived_short_is_no_principal():
    terms = loan("interest_only", "10000.00", n=12, rate="0.01 month", begin="2025-01-05")
    kept = Fee(name="f", kind="service", when=FeeWhen.UP_FRONT, rate=Fraction(1, 10))
    private = replace(terms, lender_type=LenderType.PRIVATE, fees=(kept,))
    assert assert_same([(private, [], date(2025, 3, 7))]).tolist() == [FIRM]
    nothing = replace(private, fees=(replace(kept, rate=Fraction(1)),))
    assert found_of([(nothing, [], date(2025, 3, 7))])[0, 0] == OPEN


def test_figures_without_room_are_left_open():
    terms = loan("interest_only", "10000.00", n=2, rate="0.03 month", begin="2025-01-05")
    large = replace(terms, lender_type=LenderType.PRIVATE, principal=2**51)
    assert found_of([(large, [], date(2025, 3, 7))])[0, 0] == OPEN
