"""The credit track: codes, classes and marks, with dates reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from ashore.forecast.credit import credit_events, credit_of
from ashore.forecast.marks import kept_until, marks_of
from ashore.forecast.stand import stand_of
from ashore.forecast.status import grades_of, months_of, status_of
from ashore.law import Law
from ashore.ledger.loans import books
from ashore.loan import LenderType, Payment
from tests.forecast.stands import LAW, PRACTICE, at, check_event, dates, three
from tests.ledger.build import day, loan, paid, waived
from tests.ledger.card.desk import card
from tests.ledger.strategies import days_of, payments, stories
from tests.often import often


def events(on, terms=None, *happened, law=LAW):
    return credit_events(at(on, terms, *happened, law=law), PRACTICE, law)


# ---- status codes, counted from the instalment due on 2026-02-05

CODES = """
1 2026-02-06 2026-03-07 2026-03-06
2 2026-03-08 2026-04-06 2026-04-08
3 2026-04-07 2026-05-06 2026-05-07
4 2026-05-07 2026-06-05 2026-06-07
5 2026-06-06 2026-07-05 2026-07-06
6 2026-07-06 2026-08-04 2026-08-06
7 2026-08-05 - 2026-09-05
"""


def test_a_code_lasts_thirty_days_and_the_seventh_for_good():
    told = [
        f"{step.code} {step.from_on} {step.to_on or '-'} {step.shown_by}"
        for step in status_of(at("2026-02-20"), LAW)
    ]
    assert told == CODES.strip().splitlines()


def test_within_the_grace_the_code_stays_normal():
    first = status_of(at("2026-02-06", three(grace_days=3)), LAW)[0]
    assert (first.code, first.from_on, first.to_on) == ("1", day("2026-02-09"), day("2026-03-07"))


def test_a_month_has_a_range_of_codes_since_the_reporting_day_is_not_known():
    steps = status_of(at("2026-02-20"), LAW)
    assert [
        (f"{each.month:%Y-%m}", each.low, each.high) for each in months_of(steps, day("2026-02-20"))
    ] == [
        ("2026-02", "1", "1"),  # day 15 to day 23
        ("2026-03", "1", "2"),  # day 24 to day 54
        ("2026-04", "2", "3"),  # day 55 to day 84
        ("2026-05", "3", "4"),  # day 85 to day 115
        ("2026-06", "4", "5"),  # day 116 to day 145
        ("2026-07", "5", "6"),  # day 146 to day 176
        ("2026-08", "6", "7"),  # day 177 to day 207
        ("2026-09", "7", "7"),
    ]


def test_before_the_due_date_the_month_may_still_be_normal():
    steps = status_of(at("2026-02-01"), LAW)
    first = months_of(steps, day("2026-02-01"))[0]
    assert (first.low, first.high) == ("N", "1")


def test_days_go_on_from_the_oldest_instalment_still_unpaid():
    # the first instalment of 418.60 is cleared in March (with 18 days of penalty, 5.40)
    happened = paid("2026-02-23", "424.00")
    found = dates(events("2026-03-20", None, happened))
    assert found["credit_status_1"][0] == day("2026-03-06")
    assert "credit_status_2" in found


def test_a_code_already_passed_is_left_out():
    found = dates(events("2026-05-20"))
    assert [kind for kind in found if kind.startswith("credit_status")] == [
        f"credit_status_{code}" for code in (4, 5, 6, 7)
    ]


def test_code_lists_of_the_first_generation_are_not_known():
    old = three(begin="2019-01-05")
    assert status_of(at("2020-01-18", old), LAW) == ()
    assert status_of(at("2020-01-19", old), LAW)[-1].code == "7"


def test_without_the_code_list_there_is_no_status_and_no_months():
    stand = at("2026-02-20")
    assert status_of(stand, Law()) == ()
    assert months_of((), stand.on) == ()
    assert credit_events(stand, PRACTICE, Law()) == []


# ---- the five classes


def test_a_loan_passes_91_271_and_361_days():
    found = grades_of(at("2026-02-20"), LAW)
    assert [(step.grade, step.from_on) for step in found] == [
        ("special_mention", day("2026-02-06")),
        ("substandard", day("2026-05-07")),  # 2026-02-05 and 91 days
        ("doubtful", day("2026-11-03")),  # and 271
        ("loss", day("2027-02-01")),  # and 361
    ]
    assert {step.cite.norm for step in found} == {"cn.grade.loan"}


def test_a_card_passes_91_121_and_181_days():
    stand = at("2026-05-01", card("2026-03-30 1000.00"))  # due on 2026-04-23
    found = grades_of(stand, LAW)
    assert [(step.grade, step.from_on) for step in found] == [
        ("special_mention", day("2026-04-24")),
        ("substandard", day("2026-07-23")),
        ("doubtful", day("2026-08-22")),
        ("loss", day("2026-10-21")),
    ]
    assert {step.confidence for step in found} == {"A"}


def test_the_grading_rule_begins_on_2023_07_01():
    # due on 2023-04-01: 91 days late on 2023-07-01, so substandard from the first day of the rule
    found = grades_of(at("2023-04-15", three(begin="2023-03-01")), LAW)
    assert [(step.grade, step.from_on) for step in found] == [
        ("substandard", day("2023-07-01")),
        ("doubtful", day("2023-12-28")),
        ("loss", day("2024-03-27")),
    ]
    assert not found[0].notes


def test_the_class_held_when_the_rule_began_starts_that_day_and_says_so():
    # due on 2023-04-02: 90 days late on 2023-07-01
    found = grades_of(at("2023-04-15", three(begin="2023-03-02")), LAW)
    assert [(step.grade, step.from_on) for step in found][:2] == [
        ("special_mention", day("2023-07-01")),
        ("substandard", day("2023-07-02")),
    ]
    assert any("2023-07-01" in note.en for note in found[0].notes)
    # due on 2022-02-01: a loss long before
    (only,) = grades_of(at("2022-03-01", three(begin="2022-01-01")), LAW)
    assert (only.grade, only.from_on) == ("loss", day("2023-07-01"))


@pytest.mark.parametrize(
    ("lender", "confidence"),
    [
        (LenderType.BANK, "B"),
        (LenderType.CONSUMER_FINANCE, "B"),
        (LenderType.SMALL_LOAN, "C"),
        (LenderType.PRIVATE, None),
        (LenderType.UNLICENSED, None),
        (LenderType.ASSET_MANAGER, None),
    ],
)
def test_who_grades_and_how_sure_it_is(lender, confidence):
    found = grades_of(at("2026-02-20", replace(three(), lender_type=lender)), LAW)
    assert {step.confidence for step in found} == ({confidence} if confidence else set())


# ---- marks


def test_a_mark_ends_five_years_after_clearing_and_never_while_unpaid():
    assert kept_until(day("2026-03-20"), LAW) == day("2031-03-20")
    assert kept_until(day("2028-02-29"), LAW) == day("2033-02-28")
    assert kept_until(day("2013-03-14"), LAW) is None
    (mark,) = marks_of(at("2026-05-20"), LAW)
    assert (mark.began_on, mark.cleared_on, mark.ends_on) == (day("2026-02-05"), None, None)
    assert dates(events("2026-05-20"))["credit_clear"] == (day("2031-05-20"),) * 3


def test_cleared_arrears_keep_their_own_end():
    # 418.60 and 10 days of penalty (3.00) on 02-15; 411.20 and 5 days (1.50) on 03-10
    happened = paid("2026-02-15", "421.60"), paid("2026-03-10", "412.70")
    marks = marks_of(at("2026-03-20", None, *happened), LAW)
    assert [(mark.began_on, mark.cleared_on, mark.ends_on) for mark in marks] == [
        (day("2026-02-05"), day("2026-02-15"), day("2031-02-15")),
        (day("2026-03-05"), day("2026-03-10"), day("2031-03-10")),
    ]
    found = dates(events("2026-03-20", None, *happened))
    assert found["credit_mark_end_20260205"] == (day("2031-02-15"),) * 3
    assert "credit_clear" not in found
    told = next(
        event
        for event in events("2026-03-20", None, *happened)
        if event.kind == "credit_mark_end_20260205"
    )
    assert "20 days" in told.do.en
    assert "30 days" in told.do.en
    assert {"cn.credit.objection", "cn.credit.complaint"} <= {cite.norm for cite in told.cites}


def test_arrears_that_overlap_end_when_the_last_of_them_is_cleared():
    # both are late when 418.60 + 33 days of 0.30 is paid on 03-10; the second waits until 03-25
    happened = paid("2026-03-10", "428.50"), paid("2026-03-25", "417.20")
    (mark,) = marks_of(at("2026-04-01", None, *happened), LAW)
    assert (mark.began_on, mark.cleared_on) == (day("2026-02-05"), day("2026-03-25"))


def test_paid_on_the_due_date_or_within_the_grace_leaves_no_mark():
    assert marks_of(at("2026-02-20", None, paid("2026-02-05", "418.60")), LAW) == ()
    assert marks_of(at("2026-02-20", three(grace_days=3), paid("2026-02-08", "418.60")), LAW) == ()
    (late,) = marks_of(at("2026-02-20", three(grace_days=3), paid("2026-02-09", "420.00")), LAW)
    assert late.cleared_on == day("2026-02-09")


def test_a_waiver_can_clear_arrears():
    given_up = (
        waived("2026-02-15", "principal", "400.00"),
        waived("2026-02-15", "interest", "18.60"),
    )
    (mark,) = marks_of(at("2026-02-20", None, *given_up), LAW)
    assert mark.cleared_on == day("2026-02-15")


def test_a_card_is_marked_from_the_minimum_missed_to_the_minimum_met():
    terms = card("2026-03-30 1000.00")  # bill of 2026-04-05, minimum 100.00 due on 2026-04-23
    (mark,) = marks_of(at("2026-05-20", terms, paid("2026-05-02", "100.00")), LAW)
    assert (mark.began_on, mark.cleared_on) == (day("2026-04-23"), day("2026-05-02"))
    assert marks_of(at("2026-05-04", terms, paid("2026-04-23", "100.00")), LAW) == ()


# ---- the closed one-time repair

# due on the 5th of a month, paid on a day, seen on a day | outcome, hidden from
REPAIRS = """
2025-06-05 2025-11-30 2026-11-23 | hidden 2026-01-01
2025-06-05 2025-12-01 2026-11-23 | hidden 2026-01-31
2025-06-05 2026-02-10 2026-11-23 | hidden 2026-03-31
2025-06-05 2026-03-31 2026-11-23 | hidden 2026-04-30
2025-06-05 2026-04-01 2026-11-23 | closed -
2025-06-05 -          2026-11-23 | closed -
2025-06-05 -          2026-03-31 | open -
2025-06-05 -          2025-12-21 | - -
2025-12-31 2026-01-10 2026-11-23 | hidden 2026-02-28
2026-01-01 2026-01-10 2026-11-23 | - -
2020-01-01 2020-02-01 2026-11-23 | hidden 2026-01-01
2019-12-31 2020-02-01 2026-11-23 | - -
"""


@pytest.mark.parametrize("row", REPAIRS.strip().splitlines())
def test_whether_old_arrears_could_be_hidden(row):
    given_, answer = row.split("|")
    due, cleared, on = given_.split()
    outcome, hidden = answer.split()
    begin = (day(due) - timedelta(days=30)).isoformat()
    terms = loan("bullet", "5000.00", n=1, begin=begin, first=due, rate="0 day", count="actual")
    happened = [] if cleared == "-" else [paid(cleared, "5000.00")]
    (mark,) = marks_of(at(on, terms, *happened), LAW)
    told = mark.repair
    if outcome == "-":
        assert told is None
    else:
        assert told.outcome == outcome
        assert told.hidden_from == (None if hidden == "-" else day(hidden))
        assert told.cite.norm == "cn.credit.repair_2025"


@pytest.mark.parametrize(
    ("principal", "outcome"), [("10000.00", "hidden"), ("10000.01", "too_large")]
)
def test_the_repair_ends_at_ten_thousand_yuan(principal, outcome):
    terms = loan(
        "bullet",
        principal,
        n=1,
        begin="2025-05-05",
        first="2025-06-05",
        rate="0 day",
        count="actual",
    )
    (mark,) = marks_of(at("2026-11-23", terms, paid("2025-08-01", principal)), LAW)
    assert mark.repair.outcome == outcome


def test_what_was_overdue_counts_with_its_penalty():
    # 10,000.00 at 0.05 % a day, 31 days: 155.00; penalty 7.50 a day pushes it over the line
    terms = loan(
        "bullet",
        "9900.00",
        n=1,
        begin="2025-05-05",
        first="2025-06-05",
        rate="0 day",
        count="actual",
        penalty="0.0005 day overdue_principal",
    )
    # 4.95 a day: 20 days make 9,999.00; on the 21st day 10,003.95 were overdue
    (small,) = marks_of(at("2026-11-23", terms, paid("2025-06-26", "10010.00")), LAW)
    (large,) = marks_of(at("2026-11-23", terms, paid("2025-06-27", "10010.00")), LAW)
    assert (small.repair.outcome, large.repair.outcome) == ("hidden", "too_large")


def test_hidden_arrears_have_no_end_of_their_own():
    terms = loan(
        "bullet",
        "5000.00",
        n=1,
        begin="2025-05-05",
        first="2025-06-05",
        rate="0 day",
        count="actual",
        reports_to=("pboc",),
    )
    found = dates(events("2026-11-23", terms, paid("2025-08-01", "5000.00")))
    assert found == {"credit_repair": (day("2026-01-01"),) * 3}


# ---- who reports where


@pytest.mark.parametrize(
    ("said", "lender", "where", "shown"),
    [
        (("pboc",), LenderType.BANK, "pboc", True),
        (("pboc", "baihang"), LenderType.SMALL_LOAN, "pboc", True),
        (("baihang",), LenderType.SMALL_LOAN, "bureau", False),
        (("none",), LenderType.BANK, "none", False),
        (("unknown",), LenderType.BANK, "unknown", True),
        ((), LenderType.SMALL_LOAN, "unknown", True),
        ((), LenderType.PRIVATE, "none", False),
        ((), LenderType.UNLICENSED, "none", False),
    ],
)
def test_who_reports_where(said, lender, where, shown):
    terms = replace(three(), reports_to=said, lender_type=lender)
    track = credit_of(at("2026-02-20", terms), PRACTICE, LAW)
    assert track.reporting.where == where
    assert bool(track.steps) is shown
    found = dates(events("2026-02-20", terms))
    assert ("credit_status_1" in found) is shown
    assert ("credit_not_shown" in found) is (where in {"none", "bureau"})
    assert ("credit_unknown" in found) is (where == "unknown")


def test_a_bank_said_to_report_nothing_is_worth_checking():
    terms = replace(three(), reports_to=("none",))
    assert "worth checking" in credit_of(at("2026-02-20", terms), PRACTICE, LAW).reporting.how.en


def test_unknown_reporting_is_a_condition_and_a_way_to_find_out():
    terms = replace(three(), reports_to=("unknown",))
    found = {event.kind: event for event in events("2026-02-01", terms)}
    assert found["credit_status_1"].condition.en == (
        "if the coming instalment is not paid, and if this lender reports"
    )
    assert "credit report" in found["credit_unknown"].do.en


def test_not_on_the_report_says_what_a_day_costs():
    terms = replace(three(), reports_to=("none",))
    told = next(each for each in events("2026-02-10", terms) if each.kind == "credit_not_shown")
    assert "0.70 yuan a day" in told.means.en


def test_the_lender_has_to_tell_first():
    first = events("2026-02-20")[0]
    assert first.kind == "credit_status_1"
    assert "told before" in first.may_not.en
    assert "cn.credit.notice" in {cite.norm for cite in first.cites}
    assert first.confidence == "C"


def test_nothing_is_told_of_a_loan_that_is_settled():
    settled = at("2026-02-20", None, paid("2026-01-10", "5000.00"))
    assert settled.anchor is None
    assert credit_events(settled, PRACTICE, LAW) == []


# ---- laws

few = settings(max_examples=often(60), deadline=None)


@few
@given(st.data())
def test_every_event_rests_on_something_and_speaks_both_languages(data):
    terms, happened = data.draw(stories(reports_to=("unknown",)))
    stand = stand_of(books(terms, happened, LAW), data.draw(days_of(terms)))
    for event in credit_events(stand, PRACTICE, LAW):
        check_event(event)


ENDS = ("credit_mark_end", "credit_repair")  # that these come sooner is what paying is for


@few
@given(st.data())
def test_paying_never_brings_a_code_or_a_class_nearer(data):
    terms, happened = data.draw(stories(reports_to=("pboc",)))
    on = data.draw(days_of(terms))
    more = Payment(id="more", at=on, amount=data.draw(st.integers(1, 2 * terms.principal + 1000)))
    before = dates(credit_events(stand_of(books(terms, happened, LAW), on), PRACTICE, LAW))
    after = dates(credit_events(stand_of(books(terms, [*happened, more], LAW), on), PRACTICE, LAW))
    for kind, (earliest, *_) in after.items():
        if kind in before and not kind.startswith(ENDS) and earliest is not None:
            assert earliest >= before[kind][0], kind


@few
@given(st.data())
def test_marks_are_apart_and_in_order(data):
    terms = data.draw(st.just(three()) | st.just(three(grace_days=2)))
    happened = data.draw(payments(terms))
    marks = marks_of(stand_of(books(terms, happened, LAW), date(2026, 6, 1)), LAW)
    for one, other in pairwise(marks):
        assert one.cleared_on is not None
        assert one.began_on < one.cleared_on <= other.began_on
    late = stand_of(books(terms, happened, LAW), date(2026, 6, 1)).balance.days_past_due
    assert bool(late) == any(mark.cleared_on is None for mark in marks)
