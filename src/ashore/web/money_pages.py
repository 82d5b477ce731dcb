"""Offers and the look before borrowing, of an opened case, from the packaged data."""

from __future__ import annotations

from datetime import date

from ashore.facts import Case
from ashore.files.guidance import read_guidance
from ashore.forecast.practice import Practice
from ashore.plan.borrowing import Basis, Sample, compare
from ashore.plan.offers import Ask, make_offers
from ashore.report.borrowing_sections import BorrowPage
from ashore.report.offers_sections import OfferPage
from ashore.web.answers import law_of, practice_of

__all__ = ["borrow_page", "offer_page"]

EXAMPLE = 1000
"""The sum an example of the other ways to money is reckoned with, in whole units."""


def offer_page(case: Case, on: date, monthly: int | None = None) -> OfferPage:
    """Return the offers that can be kept up; `monthly` tries another sum, fen.

    Raises:
        LawGap: no norm answers for a day it is needed.
    """
    assert case.budget is not None, "without a budget nothing can be offered"
    law = law_of(case.jurisdiction)
    practice = practice_of() if case.jurisdiction == "CN" else Practice()
    found = make_offers(case, law, practice, on, Ask(monthly=monthly))
    return OfferPage(case, found, law, read_guidance(case.jurisdiction))


def borrow_page(case: Case, on: date, amount: int | None = None, months: int = 3) -> BorrowPage:
    """Return the loan offers and the other ways to money, each by its true yearly cost.

    Raises:
        LawGap: no norm answers for a day it is needed.
    """
    basis = Basis(law_of(case.jurisdiction), practice_of(), read_guidance())
    sample = Sample(amount=amount or EXAMPLE * 10**case.digits, months=months)
    return BorrowPage(case, compare(case, basis, on, sample), basis)
