"""Deadlines after a paper, with last days counted by hand on a calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ashore.forecast.papers import Paper, deadline
from ashore.law import Law
from tests.forecast.stands import LAW, texts
from tests.ledger.build import day

# paper, received | last day, moved by a holiday
LAST_DAYS = """
payment_order 2026-03-10      | 2026-03-25 no
payment_order 2026-03-13      | 2026-03-30 yes   a Saturday
payment_order 2026-02-13      | 2026-02-28 no    a Saturday on which people work
payment_order 2026-09-16      | 2026-10-08 yes   the National Day holidays
payment_order 2026-12-16      | 2026-12-31 no
claim 2026-03-10              | 2026-03-25 no
judgment 2026-05-20           | 2026-06-04 no
notarised_notice 2026-04-20   | 2026-05-06 yes   Labour Day, 05-01 to 05-05
listing_refused 2026-03-10    | 2026-03-20 no
listing_objection 2026-03-13  | 2026-03-28 -     the court's own time
listing_review 2026-03-13     | 2026-03-28 -
judgment_paid 2026-03-13      | 2026-03-18 -     three working days over a weekend
judgment_paid 2026-09-30      | 2026-10-10 -     over the holidays, a Saturday at work
credit_objection 2026-03-10   | 2026-03-30 -
credit_complaint 2026-03-10   | 2026-04-09 -
"""


@pytest.mark.parametrize("row", LAST_DAYS.strip().splitlines())
def test_the_last_day_after_a_paper(row):
    given, answer = row.split("|")
    paper, received = given.split()
    last_on, moved = answer.split()[:2]
    found = deadline(paper, day(received), LAW)
    assert found.last_on == day(last_on)
    assert found.moved == {"yes": True, "no": False, "-": None}[moved]
    assert found.from_on == day(received)


def test_the_holidays_of_next_year_are_not_known_and_it_says_so():
    found = deadline(Paper.PAYMENT_ORDER, day("2026-12-20"), LAW)
    assert (found.last_on, found.moved) == (day("2027-01-04"), None)
    assert any("holidays of 2027" in note.en for note in found.notes)
    paid = deadline(Paper.JUDGMENT_PAID, day("2026-12-31"), LAW)
    assert (paid.last_on, paid.days) == (None, 3)
    assert any("holidays of 2027" in note.en for note in paid.notes)


def test_a_paper_older_than_the_rule_has_no_date():
    found = deadline(Paper.PAYMENT_ORDER, day("2023-12-31"), LAW)
    assert (found.days, found.last_on, found.moved) == (None, None, None)
    assert any("not in the files" in note.en for note in found.notes)
    known = deadline(Paper.PAYMENT_ORDER, day("2024-01-01"), LAW)
    assert known.last_on == day("2024-01-16")


def test_a_rule_without_a_rule_of_counting_is_not_moved():
    # the notarised rule is of 2018, that on holidays is in the files from 2024
    found = deadline(Paper.NOTARISED_NOTICE, day("2023-05-01"), LAW)
    assert (found.last_on, found.moved) == (day("2023-05-16"), None)
    assert any("act by the unmoved day" in note.en for note in found.notes)


def test_what_is_no_objection_to_a_payment_order():
    found = deadline(Paper.PAYMENT_ORDER, day("2026-03-10"), LAW)
    said = " | ".join(text.en for text in found.not_valid)
    assert "no money" in said
    assert "more time" in said
    assert "not in writing" in said
    assert "in writing" in found.what.en
    assert "cn.court.payment_order.objection" in {cite.norm for cite in found.cites}
    assert any("within 7 days" in note.en for note in found.notes)
    assert any("within 30 days" in note.en for note in found.notes)
    assert found.confidence == "A"


@pytest.mark.parametrize(
    "paper", [Paper.SMALL_CLAIM_JUDGMENT, Paper.ENFORCEMENT_NOTICE, Paper.DEMAND_LETTER]
)
def test_some_papers_name_no_number_of_days(paper):
    found = deadline(paper, day("2026-03-10"), LAW)
    assert (found.days, found.last_on) == (None, None)
    assert found.cites


def test_a_small_claims_judgment_cannot_be_appealed():
    assert "no appeal" in deadline("small_claim_judgment", day("2026-03-10"), LAW).what.en


@pytest.mark.parametrize("paper", Paper)
def test_every_paper_says_who_what_and_what_follows(paper):
    found = deadline(paper, day("2026-03-10"), LAW)
    assert found.who in {"you", "them"}
    assert found.cites
    assert found.title.zh and found.what.zh and found.if_missed.zh
    for text in texts(found):
        assert bool(text.zh) == bool(text.en)
        assert "{" not in text.zh and "{" not in text.en
    nothing = deadline(paper, day("2026-03-10"), Law())
    assert (nothing.last_on, nothing.cites, nothing.confidence) == (None, (), "C")


@pytest.mark.parametrize("paper", Paper)
def test_a_paper_that_came_later_never_ends_sooner(paper):
    first = day("2026-01-01")
    last = [deadline(paper, first + timedelta(days=step), LAW).last_on for step in range(300)]
    known = [each for each in last if each is not None]
    assert known == sorted(known)
