"""Corners of the report: refunds, settlement terms, parts of a claim, letters, nothing to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ashore.case import run
from ashore.facts import Case
from ashore.files.case import parse_case
from ashore.loan import Penalty, Per, Prepay, Rate
from ashore.money import Rounding
from ashore.report.html import report_html
from ashore.report.paper import Paper
from ashore.report.text import report_text, schedule_text
from ashore.report.values import report_value
from ashore.report.view_unknown import unknown
from tests.report.sample import BARE, CARD, PRIVATE, law


def outcome(text: str, on: date | None = None, **terms):
    case = parse_case(text).case
    file = case.loans[0]
    changed = replace(case, loans=(replace(file, loan=replace(file.loan, **terms)),))
    day = on or case.as_of
    assert day is not None
    return run(changed, law(), day)


def said(out, lang="en") -> str:
    """The text and the page together, on one line: both must tell it."""
    return " ".join(report_text(out, Paper(lang)).split())


def both(out, words: str) -> bool:
    return words in said(out) and words in report_html(out, "en")


def paid(*sums: str) -> str:
    rows = [
        f"[[loans.payments]]\nat = 2025-{month:02}-01\namount = {amount!r}\n".replace("'", '"')
        for month, amount in enumerate(sums, start=8)
    ]
    return PRIVATE.replace("[[loans.claims]]", "".join(rows) + "[[loans.claims]]")


def test_what_was_paid_beyond_the_lawful_debt_can_be_claimed_back():
    out = outcome(paid("9000.00", "9000.00", "9000.00"))
    (one,) = out.loans
    assert one.lawful is not None
    assert one.lawful.refund > 0
    assert both(out, "can be claimed back")
    assert report_value(out)["lawful"][0]["refund"] != "0.00"


def test_terms_that_charge_the_whole_period_cost_more_to_settle():
    text = BARE.replace("as_of = 2026-02-10", "as_of = 2026-01-20")
    out = outcome(text, prepay=Prepay.FULL_PERIOD)
    (one,) = out.loans
    assert one.settles is not None
    assert one.settles > one.balance.total
    assert both(out, "under the prepayment terms")


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ('interest = "400.00"\npenalty = "1.00"', "interest, penalty"),
        ('total = "1.00"', "there is no need to pay more than is asked"),
        ('total = "99999.00"', "the lender states"),
    ],
    ids=["parts", "less", "more"],
)
def test_claims_of_every_kind(claim, words):
    out = outcome(PRIVATE.replace('total = "30000.00"', claim))
    assert both(out, words)


def letter_of(fits, checked=None):
    from ashore.report.view_claims import letter

    (one,) = outcome(PRIVATE).loans
    return letter([replace(checked or one.claims[0], conventions=fits)], 2)


def ways(count):
    from ashore.ledger.conventions import Change
    from ashore.ledger.proof import Fit
    from ashore.words import Text

    return tuple(Fit((Change(f"k{n}", "v", Text(f"甲{n}", f"way {n}")),), 0) for n in range(count))


def test_a_letter_says_that_one_of_several_ways_must_be_meant():
    (told,) = letter_of(ways(3))
    assert "one of these holds: (1) way 0; (2) way 1; (3) way 2. Please say which" in told.en
    assert "任何一种" in told.zh
    (many,) = letter_of(ways(9))
    assert "(4) way 3; 5 more ways give it too" in many.en
    (single,) = letter_of(ways(1))
    assert "the following holds: way 0" in single.en


def test_a_letter_names_a_near_miss_and_is_silent_about_a_far_one():
    from ashore.ledger.proof import Fit
    from ashore.report.view_claims import by_chance, letter

    assert "the nearest (exactly the terms of the contract) is still 0.05" in (
        letter_of((Fit((), 5),))[0].en
    )
    (silent,) = letter_of(())
    assert "nearest" not in silent.en
    assert "cannot be reproduced" in silent.en
    (one,) = outcome(PRIVATE).loans
    assert letter([replace(one.claims[0], conventions=(), searched=False)], 2) == ()
    assert letter([], 2) == ()
    assert not by_chance([]).zh
    assert by_chance([replace(one.claims[0], conventions=ways(1))]).zh
    assert not by_chance([replace(one.claims[0], conventions=(Fit((), 0),))]).zh


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"compound": True}, "compound interest"),
        ({"grace_days": 3}, "3 days of grace"),
        ({"rounding": Rounding.UP}, "rounded up"),
        ({"rounding": Rounding.HALF_EVEN}, "rounded half to even"),
        ({"prepay": Prepay.FULL_PERIOD}, "interest of the whole period"),
        (
            {"penalty": Penalty(rate=Rate(law().value("cn.lpr.1y", date(2026, 1, 5)), Per.YEAR))},
            "penalty 3% a year on overdue principal",
        ),
    ],
    ids=["compound", "grace", "up", "even", "prepay", "penalty"],
)
def test_what_was_taken_for_a_term_is_told(terms, words):
    out = outcome(PRIVATE, **terms)
    loan = out.loans[0].file.loan
    defaulted = replace(loan, defaulted=(*loan.defaulted, *terms))
    file = replace(out.case.loans[0], loan=defaulted)
    told = unknown(run(replace(out.case, loans=(file,)), law(), out.on))
    assert words in "; ".join(each.what.en for each in told)


def test_a_case_without_a_loan_still_gives_a_page():
    out = run(Case(title="empty"), law(), date(2026, 11, 23))
    assert "0 loans" in said(out)
    assert "¥0" in report_html(out, "en")
    assert "What is not known" not in report_html(out, "en")


def test_a_card_before_its_first_statement_has_no_bills():
    out = outcome(CARD, date(2026, 9, 1))
    text = schedule_text(out, Paper("en"))
    assert "a card has no schedule" in text
    assert "statement " not in text.replace("statement on", "")


def test_a_law_without_caps_says_that_none_applies():
    text = BARE.replace("ashore = 1", 'ashore = 1\njurisdiction = "US"')
    case = parse_case(text).case
    from ashore.files.law import read_law

    assert case.as_of is not None
    out = run(case, read_law(("US",)), case.as_of)
    assert "No cap applies" in report_html(out, "en")
    assert "Caps that apply none" in said(out)


def test_a_loan_all_due_and_not_late_names_no_next_day():
    out = outcome(BARE, date(2026, 3, 5))
    assert "not overdue" in said(out)


SILENT = PRIVATE.replace('penalty = { multiple = "1.5" }\n', "")


def test_of_a_private_loan_without_an_overdue_rate_it_is_said_what_the_law_puts_there():
    out = outcome(SILENT)
    assert both(out, "overdue principal goes on at the rate of the term")
    late = [check for check in out.loans[0].caps if check.line.norm == "cn.cap.private.overdue"]
    assert [check.measured is not None for check in late] == [True]


def test_of_a_loan_without_interest_it_is_said_what_the_lender_may_still_ask():
    out = outcome(SILENT.replace('value = "0.02"', 'value = "0"'))
    assert both(out, "the lender may ask for the one-year LPR")
    assert out.loans[0].balance.penalty == 0


def test_a_claim_below_the_terms_but_above_the_cap_is_not_recommended():
    # private loan at 60 % a year: the terms give 24,000 and more, the cap lets far less be claimed
    text = PRIVATE.replace('value = "0.02"', 'value = "0.05"')
    out = outcome(text.replace('total = "30000.00"', 'total = "29000.00"'))
    (checked,) = out.loans[0].claims
    assert checked.difference < 0 < sum(part.amount for part in checked.split.above_cap)
    assert both(out, "part of it is above the cap")
    assert "no need to pay more" not in said(out)


def test_money_paid_ahead_stands_in_the_headline_too():
    out = outcome(BARE + '\n[[loans.payments]]\nat = 2026-01-20\namount = "900.00"\n')
    assert out.loans[0].balance.credit
    assert both(out, "paid ahead besides")
    assert not both(outcome(BARE, on=date(2026, 2, 4)), "paid ahead besides")


def test_a_loan_that_is_not_paid_out_yet_is_not_called_paid_off():
    before = outcome(BARE, on=date(2020, 1, 1))
    assert both(before, "not paid out yet on this day")
    assert not both(before, "paid off")
