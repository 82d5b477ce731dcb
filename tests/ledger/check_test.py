"""Remarks on the terms themselves, before anything happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ashore.law import Law, Norm, Version
from ashore.ledger.check import ASSIGNED, DEDUCTED, PENALTY_FRAME, check_terms
from ashore.loan import LenderType, Severity
from ashore.words import Text
from tests.ledger.build import NO_LAW, booked, fee, given, loan, penalty_of, row


def norm(name: str, from_on: str = "2020-01-01", **params: Fraction) -> Norm:
    return Norm(
        id=name,
        kind="parameter",
        title=Text("某规定", "a rule"),
        jurisdiction="CN",
        rank="rule",
        severity="warning",
        answers_until=date(2026, 6, 30),
        versions=(Version(from_on=date.fromisoformat(from_on), params=params, source="gazette"),),
    )


def law(*norms: Norm) -> Law:
    return Law({each.id: each for each in norms})


FRAME = law(norm(PENALTY_FRAME, multiple_min=Fraction(13, 10), multiple_max=Fraction(15, 10)))


# ---- deducted in advance


def test_less_arrived_than_was_lent():
    (found,) = check_terms(loan(received=100000), law(norm(DEDUCTED)))
    assert (found.kind, found.severity, found.loan) == (
        "advance_deduction",
        Severity.WARNING,
        "loan",
    )
    assert found.on == date(2026, 1, 5)
    assert "200.00" in found.text.zh
    assert "200.00" in found.text.en
    assert found.cite.norm == DEDUCTED
    assert found.cite.source == "gazette"


def test_up_front_fees_are_an_advance_deduction():
    (found,) = check_terms(loan(fees=(fee("up_front", "36.00"),)), NO_LAW)
    assert "36.00" in found.text.en
    assert found.cite is None


def test_amounts_are_shown_in_the_digits_of_the_currency():
    (found,) = check_terms(loan(principal="1200", received=1000, digits=0), NO_LAW)
    assert found.text.en.startswith("200 less")


def test_a_single_fen_less_is_told():
    (found,) = check_terms(loan(received=119999), NO_LAW)
    assert "0.01" in found.text.en


def test_a_rule_that_was_not_yet_in_force_is_not_cited():
    (found,) = check_terms(loan(received=100000), law(norm(DEDUCTED, "2026-01-06")))
    assert found.cite is None


@pytest.mark.parametrize("received", [None, 120000, 130000])
def test_nothing_is_said_when_everything_arrived(received):
    assert check_terms(loan(received=received), law(norm(DEDUCTED))) == ()


def test_a_card_has_no_payout():
    assert check_terms(loan("card", received=0), NO_LAW) == ()


# ---- the frame of the penalty


@pytest.mark.parametrize(
    ("multiple", "kinds"),
    [
        ("1", ["penalty_outside_frame"]),
        ("1.29", ["penalty_outside_frame"]),
        ("1.3", []),
        ("1.4", []),
        ("1.5", []),
        ("1.51", ["penalty_outside_frame"]),
        ("2", ["penalty_outside_frame"]),
    ],
)
def test_the_penalty_of_a_bank_has_a_frame(multiple, kinds):
    terms = loan(penalty=f"{multiple} overdue_principal")
    assert [found.kind for found in check_terms(terms, FRAME)] == kinds


def test_the_remark_names_the_frame_and_the_rule():
    (found,) = check_terms(loan(penalty="2 overdue_principal"), FRAME)
    assert found.severity is Severity.WARNING
    assert (found.loan, found.on) == ("loan", date(2026, 1, 5))
    for said in (found.text.zh, found.text.en):
        assert all(number in said for number in ("2", "1.3", "1.5"))
    assert found.cite.norm == PENALTY_FRAME


@pytest.mark.parametrize(
    ("lender", "bound"),
    [
        (LenderType.BANK, True),
        (LenderType.CONSUMER_FINANCE, True),
        (LenderType.AUTO_FINANCE, True),
        (LenderType.ASSISTED_BANK, True),
        (LenderType.SMALL_LOAN, False),
        (LenderType.CARD_ISSUER, False),
        (LenderType.GUARANTOR, False),
        (LenderType.ASSET_MANAGER, False),
        (LenderType.UNLICENSED, False),
        (LenderType.PRIVATE, False),
    ],
)
def test_only_banks_and_their_like_are_bound(lender, bound):
    terms = replace(loan(penalty="2 overdue_principal"), lender_type=lender)
    kinds = {found.kind for found in check_terms(terms, FRAME)}
    assert ("penalty_outside_frame" in kinds) is bound


@pytest.mark.parametrize(
    "rules",
    [
        NO_LAW,
        law(norm(PENALTY_FRAME, multiple_min=Fraction(13, 10))),
        law(norm(PENALTY_FRAME, multiple_max=Fraction(15, 10))),
        law(
            norm(
                PENALTY_FRAME,
                "2026-01-06",
                multiple_min=Fraction(13, 10),
                multiple_max=Fraction(15, 10),
            )
        ),
    ],
    ids=["none", "no upper end", "no lower end", "later"],
)
def test_without_a_whole_rule_nothing_is_said(rules):
    assert check_terms(loan(penalty="2 overdue_principal"), rules) == ()


@pytest.mark.parametrize(
    ("contract", "penalty", "multiple"),
    [
        ("0.0005 day", "0.00075 day", None),
        ("0.0005 day", "0.001 day", "2"),
        ("0.0005 day", "0.0005 day", "1"),
        ("0.18 year", "0.27 year", None),
        ("0.18 year", "0.36 year", "2"),
        ("0.18 year", "0.00075 day", None),  # one and a half times with a year of 360 days
        ("0.1825 year", "0.00075 day", None),  # and here with one of 365
        ("0.18 year", "0.01 day", "20"),
        ("0.015 month", "0.00065 day", None),
        ("0", "0.001 day", None),  # no contract rate, nothing to compare with
    ],
)
def test_a_penalty_rate_of_its_own_is_compared_with_the_contract_rate(contract, penalty, multiple):
    rate = contract if contract != "0" else "0 day"
    terms = loan(rate=rate, penalty=penalty_of(f"{penalty} overdue_principal"))
    found = check_terms(terms, FRAME)
    assert [each.kind for each in found] == (["penalty_outside_frame"] if multiple else [])
    assert all(f"{multiple} times" in each.text.en for each in found)


@pytest.mark.parametrize(
    ("contract", "penalty", "multiple"),
    [
        ("0.12 year", "0.0005 day", None),  # 1.5 with 360 days, 1.5208 with 365
        ("0.12 year", "0.002 day", "6.0833"),  # the loan's own year is the one that is told
        ("0.365 year", "0.001298 day", "1.298"),  # 1.3 is not reached, with a leap year it were
    ],
)
def test_a_year_of_365_days_is_the_loans_own(contract, penalty, multiple):
    terms = loan(rate=contract, count="act/365", penalty=penalty_of(f"{penalty} overdue_principal"))
    found = check_terms(terms, FRAME)
    assert [each.kind for each in found] == (["penalty_outside_frame"] if multiple else [])
    assert all(f"is {multiple} times" in each.text.en for each in found)


def test_without_a_penalty_there_is_no_remark():
    assert check_terms(loan(), FRAME) == ()


# ---- stated rows


def test_rows_that_do_not_add_up():
    rows = given(row("2026-02-05", "400.00"), row("2026-03-05", "500.00"))
    assert check_terms(rows, NO_LAW) == ()
    (found,) = check_terms(replace(rows, principal=100000, received=100000), NO_LAW)
    assert (found.kind, found.severity, found.loan, found.on) == (
        "rows_do_not_add_up",
        Severity.WARNING,
        "loan",
        None,
    )
    for said in (found.text.zh, found.text.en):
        assert "900.00" in said
        assert "1000.00" in said


def test_rows_are_told_in_the_digits_of_the_currency():
    rows = given(row("2026-02-05", "4.00"), digits=0)
    (found,) = check_terms(replace(rows, principal=500, received=500), NO_LAW)
    for said in (found.text.zh, found.text.en):
        assert "400" in said
        assert "500" in said
        assert "." not in said


def test_only_stated_rows_are_added_up():
    assert check_terms(replace(loan(), principal=500), NO_LAW) == ()


def test_every_remark_is_in_the_books():
    rows = replace(given(row("2026-02-05", "400.00")), principal=50000, received=100)
    kinds = [found.kind for found in booked(rows).findings]
    assert kinds == ["advance_deduction", "rows_do_not_add_up"]


# ---- a debt that was sold


def test_a_debt_that_was_sold_says_whose_caps_count():
    bought = replace(loan(), lender_type=LenderType.ASSET_MANAGER)
    (unknown,) = check_terms(bought, law(norm(ASSIGNED)))
    assert (unknown.kind, unknown.severity) == ("first_lender_unknown", Severity.WARNING)
    (known,) = check_terms(
        replace(bought, original_lender_type=LenderType.BANK), law(norm(ASSIGNED))
    )
    assert (known.kind, known.severity) == ("first_lender", Severity.NOTE)
    assert known.cite is not None
    assert known.cite.norm == ASSIGNED
    assert check_terms(bought, NO_LAW)[0].cite is None
    assert check_terms(replace(loan(), original_lender_type=LenderType.BANK), NO_LAW) == ()


def test_the_penalty_frame_of_a_bank_holds_for_who_bought_its_loan():
    sold = replace(
        loan(penalty="2.0 overdue_principal"),
        lender_type=LenderType.ASSET_MANAGER,
        original_lender_type=LenderType.BANK,
    )
    assert {found.kind for found in check_terms(sold, FRAME)} == {
        "first_lender",
        "penalty_outside_frame",
    }


@pytest.mark.parametrize(
    ("first", "said"),
    [("2026-02-05", 0), ("2026-02-17", 0), ("2026-02-25", 1), ("2026-01-15", 1), ("2027-01-05", 1)],
)
def test_a_first_period_far_from_equal_is_worth_a_remark(first, said):
    made = loan("equal_principal", n=3, begin="2026-01-05", first=first)
    kinds = [found.kind for found in check_terms(made, NO_LAW)]
    assert kinds.count("first_period_odd") == said
    by_day = loan("equal_principal", n=3, begin="2026-01-05", first=first, count="actual")
    assert "first_period_odd" not in [found.kind for found in check_terms(by_day, NO_LAW)]


def test_a_loan_repaid_at_once_has_no_odd_first_period():
    made = loan("bullet", n=1, begin="2026-01-05", first="2027-01-05")
    assert "first_period_odd" not in [found.kind for found in check_terms(made, NO_LAW)]


def test_what_is_said_about_the_terms_in_full():
    rule = law(
        norm(DEDUCTED),
        norm(PENALTY_FRAME, multiple_min=Fraction(13, 10), multiple_max=Fraction(15, 10)),
    )
    rows = given(row("2026-02-05", "600"), row("2026-03-05", "500"))
    found = [
        *check_terms(loan(received=100000, penalty="2 overdue_principal"), rule),
        *check_terms(loan(first="2026-04-05"), rule),
        *check_terms(replace(rows, principal=120000), rule),
    ]
    assert [(one.kind, one.severity, one.loan, one.on) for one in found] == [
        ("advance_deduction", Severity.WARNING, "loan", date(2026, 1, 5)),
        ("penalty_outside_frame", Severity.WARNING, "loan", date(2026, 1, 5)),
        ("first_period_odd", Severity.WARNING, "loan", date(2026, 4, 5)),
        ("rows_do_not_add_up", Severity.WARNING, "loan", None),
    ]
    assert [one.text.zh for one in found] == [
        "到账比本金少 200.00 元。预先扣除的利息不算本金；扣的是什么、扣给谁，值得核实",
        "罚息是合同利率的 2 倍，通常的范围是 1.3 到 1.5 倍，值得核实合同",
        (
            "从放款到首次应还日有 90 天，这里仍按一期的利息算；日期写错了就改，"
            '合同按天计息的，day_count 写 "actual"'
        ),
        "各期本金合计 1100.00 元，与借款本金 1200.00 元不一致",
    ]
    assert [one.text.en for one in found] == [
        (
            "200.00 less arrived than was lent. Interest taken out in advance is not principal; "
            "check what was deducted and for whom"
        ),
        (
            "the penalty rate is 2 times the contract rate; the usual frame is 1.3 to 1.5 times, "
            "so check the contract"
        ),
        (
            "90 days lie between payout and the first due date, and one period's interest is "
            'counted for them all the same; correct the dates, or write day_count = "actual" where '
            "the contract counts days"
        ),
        "the principal of the rows adds up to 1100.00, the loan is 1200.00",
    ]
    assert [one.cite and one.cite.norm for one in found] == [DEDUCTED, PENALTY_FRAME, None, None]


def test_who_sold_a_debt_is_told_on_the_loan_not_on_a_day():
    bought = replace(loan(), lender_type=LenderType.ASSET_MANAGER)
    for made in (bought, replace(bought, original_lender_type=LenderType.BANK)):
        (found,) = check_terms(made, law(norm(ASSIGNED)))
        assert (found.loan, found.on) == ("loan", None)
        unknown = made.original_lender_type is None
        assert found.text.zh[:5] == ("这是买来的" if unknown else "债权转让过")
        (early,) = check_terms(made, law(norm(ASSIGNED, "2026-01-06")))
        assert early.cite is None
