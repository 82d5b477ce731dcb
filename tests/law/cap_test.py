"""Which cap reaches which loan: by lender, contract day, filing day and day of interest."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from ashore.files.law import read_law
from ashore.law.cap import CapEffect, CapMethod, caps
from ashore.law.private import PrivateCap, cap_breaks, overdue_rate, private_cap
from ashore.loan import Component, LenderType
from ashore.words import Lang

LAW = read_law(("CN",))


def day_of(text):
    return date.fromisoformat(text)


def lines(lender, contract, filed, day):
    found = caps(lender, day_of(contract), day_of(filed), day_of(day), LAW)
    return {line.norm: line for line in found}


def percent(value):
    return "-" if value is None else f"{float(value) * 100:g}"


# What private lending comes to: contract, filed, day of interest | claim, keep, article, norm
PRIVATE = """
2016-05-01  2016-09-01  2016-09-01 | 24    36    第26条、第31条  cn.cap.private
2014-01-01  2015-09-01  2015-09-01 | 24    36    第26条、第31条  cn.cap.private
2020-08-19  2020-08-19  2020-08-19 | 24    36    第26条、第31条  cn.cap.private
2018-03-01  2020-08-19  2020-08-19 | 24    36    第26条、第31条  cn.cap.private
2018-03-01  2020-08-20  2020-08-20 | 15.4  15.4  第32条         cn.cap.private.cutover
2019-08-19  2020-12-31  2018-01-01 | 15.4  15.4  第32条         cn.cap.private.cutover
2019-08-20  2020-12-31  2020-12-31 | 17    17    第26条         cn.cap.private
2020-08-19  2020-12-31  2020-12-31 | 15.4  15.4  第26条         cn.cap.private
2020-08-20  2020-08-20  2020-08-20 | 15.4  15.4  第26条         cn.cap.private
2019-08-19  2021-01-01  2020-08-19 | 24    36    第26条、第31条  cn.cap.private
2019-08-19  2021-01-01  2020-08-20 | 15.4  15.4  第31条         cn.cap.private.cutover
2020-08-19  2021-01-01  2020-08-19 | 24    36    第26条、第31条  cn.cap.private
2020-08-19  2022-08-22  2020-08-20 | 14.6  14.6  第31条         cn.cap.private.cutover
2020-08-20  2021-01-01  2020-08-20 | 15.4  15.4  第25条         cn.cap.private
2019-03-01  2026-01-05  2020-08-19 | 24    36    第26条、第31条  cn.cap.private
2019-03-01  2026-01-05  2020-08-20 | 12    12    第31条         cn.cap.private.cutover
2019-03-01  2026-01-05  2021-03-01 | 12    12    第31条         cn.cap.private.cutover
2021-05-01  2021-05-01  2021-05-01 | 15.4  15.4  第25条         cn.cap.private
2022-03-15  2024-01-01  2023-06-01 | 14.8  14.8  第25条         cn.cap.private
2024-06-30  2026-01-01  2025-06-01 | 13.8  13.8  第25条         cn.cap.private
2024-10-20  2026-01-01  2025-06-01 | 13.4  13.4  第25条         cn.cap.private
2024-10-21  2026-01-01  2025-06-01 | 12.4  12.4  第25条         cn.cap.private
2025-06-01  2026-06-01  2026-06-01 | 12    12    第25条         cn.cap.private
"""
# 2022-03-15, 2024-06-30 and 2024-10-21: published look-ups of four times the LPR at contract.


@pytest.mark.parametrize("lender", ["private", "unlicensed"])
@pytest.mark.parametrize("row", PRIVATE.strip().splitlines())
def test_private_lending(row, lender):
    facts, answer = row.split("|")
    contract, filed, day = map(day_of, facts.split())
    claim, keep, article, norm = answer.split()
    found = private_cap(lender, contract, filed, day, LAW)
    assert (percent(found.claim), percent(found.keep)) == (claim, keep)
    assert (found.cite.article, found.cite.norm) == (article, norm)


CHANGES_OF_THE_LPR = """
2019-08-20 17     2019-09-20 16.8   2019-11-20 16.6   2020-02-20 16.2   2020-04-20 15.4
2021-12-20 15.2   2022-01-20 14.8   2022-08-22 14.6   2023-06-20 14.2   2023-08-21 13.8
2024-07-22 13.4   2024-10-21 12.4   2025-05-20 12
"""


def test_four_times_the_lpr_at_every_change():
    words = CHANGES_OF_THE_LPR.split()
    for contract, cap in zip(words[::2], words[1::2], strict=True):
        filed = max(day_of(contract), date(2020, 8, 20))
        found = private_cap("private", day_of(contract), filed, filed, LAW)
        assert percent(found.claim) == cap


def quarters():
    for year in range(2015, 2027):
        for month in (1, 4, 7, 10):
            if (year, month) >= (2015, 9):
                yield date(year, month, 1)


@pytest.mark.parametrize("lender", list(LenderType))
@pytest.mark.parametrize("day", [date(2015, 9, 1), *quarters(), date(2026, 12, 31)], ids=str)
def test_every_quarter_has_one_answer_for_every_lender(day, lender):
    """No gap and no clash, whether the loan is new or old, filed then or at the end of 2026."""
    for contract in {day, date(2015, 9, 1), date(2019, 8, 19), date(2020, 8, 19)}:
        for filed in {max(day, contract), date(2026, 12, 31)}:
            found = caps(lender, min(contract, filed), filed, day, LAW)
            names = [line.norm for line in found]
            assert len(names) == len(set(names)) == 13
            private = next(line for line in found if line.norm == "cn.cap.private")
            assert private.applies == (lender in {LenderType.PRIVATE, LenderType.UNLICENSED})
            assert all(bool(line.why_not.zh) != line.applies for line in found)
            assert private.value is None or Fraction(12, 100) <= private.value <= Fraction(24, 100)


# lender, contract, filed | lines (* measured by the yearly cost, else as courts do)
APPLIES = """
bank              2025-03-01  2026-09-01 | court_reduction 24
bank              2016-03-01  2017-08-03 |
bank              2016-03-01  2017-08-04 | court_reduction 24
auto_finance      2025-03-01  2026-09-01 | court_reduction 24
assisted_bank     2025-09-30  2026-09-01 | court_reduction 24
assisted_bank     2025-10-01  2026-09-01 | court_reduction 24  assisted 24*
consumer_finance  2026-03-31  2026-09-01 | court_reduction 24
consumer_finance  2026-04-01  2026-09-01 | court_reduction 24  consumer_finance 24*
small_loan        2019-03-01  2020-12-31 |
small_loan        2019-03-01  2021-01-01 | court_reduction.small_loan 24
small_loan        2025-12-23  2026-09-01 | court_reduction.small_loan 24
small_loan        2025-12-24  2026-09-01 | court_reduction.small_loan 24  small_loan 24*
small_loan        2027-12-30  2028-09-01 | court_reduction.small_loan 24  small_loan 24*
card_issuer       2020-03-01  2021-05-24 |
card_issuer       2020-03-01  2021-05-25 | card_fairness -
guarantor         2020-03-01  2020-12-31 |
guarantor         2020-03-01  2021-01-01 | guarantor -
asset_manager     2020-03-01  2026-09-01 |
private           2018-03-01  2019-03-01 | private 24  private.refund 36  private.overdue 24
private           2025-06-01  2026-03-01 | private 12  private.overdue 12
private           2010-06-01  2015-08-31 | private -
private           1990-06-01  1991-08-12 |
unlicensed        2020-06-01  2020-08-19 | private 24  private.refund 36  private.overdue 24
unlicensed        2020-06-01  2020-08-20 | private 15.4  private.overdue 15.4  unlicensed_void -
unlicensed        2025-06-01  2026-03-01 | private 12  private.overdue 12  unlicensed_void -
"""


def test_new_small_loans_from_the_end_of_2027():
    found = lines("small_loan", "2027-12-31", "2028-09-01", "2028-09-01")
    target = found["cn.cap.small_loan.target"]
    assert target.applies
    assert percent(target.value) == "12"
    assert target.basis.assumed
    assert not lines("small_loan", "2027-12-30", "2028-09-01", "2028-09-01")[target.norm].applies


@pytest.mark.parametrize("row", APPLIES.strip().splitlines())
def test_the_lines_that_apply(row):
    facts, answer = row.split("|")
    lender, contract, filed = facts.split()
    found = caps(lender, day_of(contract), None, day_of(filed), LAW)
    marks = {CapMethod.COURT_SIMPLE: "", CapMethod.SUPERVISORY_IRR: "*"}
    said = [
        f"{each.norm.removeprefix('cn.cap.')} {percent(each.value)}{marks[each.method]}"
        for each in found
        if each.applies
    ]
    assert "  ".join(said) == answer.strip()


def test_a_licensed_lender_never_gets_four_times_the_lpr_as_a_firm_cap():
    for lender in set(LenderType) - {LenderType.PRIVATE, LenderType.UNLICENSED}:
        for filed in (date(2019, 1, 1), date(2021, 1, 1), date(2026, 9, 1)):
            assert private_cap(lender, date(2018, 1, 1), filed, filed, LAW) is None
            for line in caps(lender, date(2018, 1, 1), filed, filed, LAW):
                firm = line.effect in {
                    CapEffect.UNSUPPORTED,
                    CapEffect.VOID,
                    CapEffect.KEEP_IF_PAID,
                }
                assert not (line.applies and firm)


WHY_NOT = {
    # (lender, contract, filed, day, norm): (why not, norm it rests on, article)
    ("bank", "2025-03-01", "2026-09-01", "2026-09-01", "cn.cap.private"): (
        "it binds private lenders, lenders without a licence; this loan is of the kind: banks",
        "cn.cap.private.licensed",
        "第一条",
    ),
    ("bank", "2018-03-01", "2019-09-01", "2019-09-01", "cn.cap.private"): (
        "it binds private lenders, lenders without a licence; this loan is of the kind: banks",
        "cn.cap.private.licensed",
        "第1条第2款",
    ),
    ("small_loan", "2018-03-01", "2019-09-01", "2019-09-01", "cn.cap.private"): (
        "for a case filed on 2019-09-01 no text settles whether it reached small-loan companies",
        "cn.cap.private",
        "第26条、第31条",
    ),
    ("assisted_bank", "2025-09-30", "2026-09-01", "2026-09-01", "cn.cap.assisted"): (
        "only for loans made from 2025-10-01 on; this one was made on 2025-09-30",
        "cn.cap.assisted",
        "",
    ),
    ("bank", "2016-03-01", "2017-08-03", "2017-08-03", "cn.cap.court_reduction"): (
        "only for cases filed from 2017-08-04 on; here the filing day is 2017-08-03",
        "cn.cap.court_reduction",
        "第2点",
    ),
    (
        "consumer_finance",
        "2026-05-01",
        "2026-09-01",
        "2026-09-01",
        "cn.cap.consumer_finance.average",
    ): (
        "an average over the lender's new loans, not a line for a single one",
        "cn.cap.consumer_finance.average",
        "",
    ),
    ("private", "2025-05-01", "2026-09-01", "2026-09-01", "cn.cap.private.refund"): (
        "it ended on 2020-08-19",
        "cn.cap.private.refund",
        "第26条、第31条",
    ),
    ("private", "2010-05-01", "2015-08-31", "2015-08-31", "cn.cap.private.overdue"): (
        "only for cases filed from 2015-09-01 on; here the filing day is 2015-08-31",
        "cn.cap.private.overdue",
        "第29条、第30条",
    ),
    ("private", "1990-05-01", "1991-08-12", "1991-08-12", "cn.cap.private"): (
        "only for cases filed from 1991-08-13 on; here the filing day is 1991-08-12",
        "cn.cap.private",
        "",
    ),
}


@pytest.mark.parametrize("facts", WHY_NOT, ids=" ".join)
def test_a_line_that_does_not_apply_says_why_and_on_what_ground(facts):
    *loan, norm = facts
    why, rests_on, article = WHY_NOT[facts]
    line = lines(*loan)[norm]
    assert not line.applies
    assert line.why_not.en == why
    assert line.why_not.zh
    assert (line.basis.norm, line.basis.article) == (rests_on, article)


def test_a_line_carries_what_a_reader_needs():
    line = lines("private", "2021-05-01", "2026-03-01", "2026-03-01")["cn.cap.private"]
    assert line.value == Fraction(154, 1000)
    assert line.method is CapMethod.COURT_SIMPLE
    assert line.effect is CapEffect.UNSUPPORTED
    assert line.says.en == "a court grants nothing above it"
    assert line.covers == (Component.INTEREST,)
    assert line.title.en == "Cap on private lending"
    assert (line.severity, line.condition.en, line.rule_on) == ("breach", "", date(2026, 3, 1))
    assert line.why.formula == "4 x 0.0385"
    assert line.why.value == "0.154"
    (step,) = line.why.parts
    assert step.cite.norm == "cn.lpr.1y"
    assert dict(step.inputs) == {"on": "2021-05-01", "released": "2021-04-20"}


@pytest.mark.parametrize(
    ("contract", "released"),
    [("2021-04-19", "2021-03-22"), ("2021-04-20", "2021-04-20"), ("2021-12-20", "2021-12-20")],
)
def test_the_release_counts_from_its_own_day(contract, released):
    line = lines("private", contract, "2026-03-01", "2026-03-01")["cn.cap.private"]
    assert dict(line.why.parts[0].inputs)["released"] == released


def test_confidence_is_the_lowest_of_what_a_line_rests_on():
    """The rule was read (A), the LPR is known (B): their product is known, not read."""
    assert (
        lines("private", "2025-06-01", "2026-03-01", "2026-03-01")[
            "cn.cap.private"
        ].basis.confidence
        == "B"
    )
    assert (
        lines("private", "2018-06-01", "2019-03-01", "2019-03-01")[
            "cn.cap.private"
        ].basis.confidence
        == "A"
    )
    assert (
        lines("private", "2010-06-01", "2015-03-01", "2015-03-01")[
            "cn.cap.private"
        ].basis.confidence
        == "B"
    )
    assert (
        lines("small_loan", "2026-06-01", "2026-07-01", "2026-07-01")[
            "cn.cap.small_loan"
        ].basis.confidence
        == "C"
    )


def test_what_is_uncertain_is_never_a_breach():
    for lender in LenderType:
        for line in caps(lender, date(2026, 6, 1), None, date(2026, 7, 1), LAW):
            assert not (line.severity == "breach" and line.basis.confidence == "C")


def test_the_older_rule_counts_only_if_a_party_asks():
    older = lines("private", "2019-03-01", "2026-01-05", "2020-08-19")["cn.cap.private"]
    newer = lines("private", "2019-03-01", "2026-01-05", "2020-08-20")["cn.cap.private"]
    assert older.condition.en.endswith("if a party asks for it")
    assert newer.condition.en == ""
    assert [part.cite.norm for part in older.why.parts] == ["cn.cap.private.cutover"]
    assert [part.cite.norm for part in newer.why.parts] == ["cn.lpr.1y", "cn.cap.private"]
    assert (older.rule_on, newer.rule_on) == (date(2020, 8, 19), date(2026, 1, 5))


def test_the_reduction_of_a_licensed_lender_has_to_be_asked_for():
    line = lines("bank", "2025-03-01", "2026-09-01", "2026-09-01")["cn.cap.court_reduction"]
    assert line.effect is CapEffect.ON_REQUEST
    assert line.condition.en == "the borrower has to ask for it in court"
    assert set(line.covers) == set(Component) - {Component.PRINCIPAL}
    assert line.severity == "warning"
    assert line.basis.source.endswith("（法发〔2017〕22号）")


def test_overdue_charges_together_stay_under_the_same_cap():
    for facts in (
        ("private", "2025-06-01", "2026-03-01", "2026-03-01"),
        ("private", "2018-06-01", "2019-03-01", "2019-03-01"),
        ("private", "2019-03-01", "2026-01-05", "2021-01-05"),
    ):
        found = lines(*facts)
        overdue = found["cn.cap.private.overdue"]
        assert overdue.applies
        assert overdue.value == found["cn.cap.private"].value
        assert overdue.covers == (Component.PENALTY, Component.COMPOUND, Component.FEE)
        assert overdue.effect is CapEffect.UNSUPPORTED


def test_a_line_that_does_not_apply_still_shows_what_it_would_be():
    found = lines("bank", "2025-06-01", "2026-09-01", "2026-09-01")
    assert percent(found["cn.cap.private"].value) == "12"
    older = lines("bank", "2018-06-01", "2026-09-01", "2026-09-01")
    assert percent(older["cn.cap.private"].value) == "-"  # no LPR on the contract day
    assert percent(older["cn.cap.small_loan"].value) == "24"


def test_days_after_the_last_check_are_marked():
    found = lines("private", "2025-06-01", "2026-09-01", "2026-11-23")["cn.cap.private"]
    later = lines("private", "2025-06-01", "2026-09-01", "2026-11-24")["cn.cap.private"]
    new = lines("private", "2026-10-01", "2026-10-01", "2026-10-01")["cn.cap.private"]
    outside = lines("bank", "2025-06-01", "2026-09-01", "2026-11-24")["cn.cap.private"]
    assert [each.basis.assumed for each in (found, later, new, outside)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_filing_day_is_the_day_asked_for_when_none_is_given():
    alone = caps("private", date(2019, 3, 1), None, date(2021, 1, 1), LAW)
    assert alone == caps("private", date(2019, 3, 1), date(2021, 1, 1), date(2021, 1, 1), LAW)


def test_every_sentence_is_in_both_languages():
    for lender in LenderType:
        for line in caps(lender, date(2025, 12, 24), None, date(2026, 1, 1), LAW):
            for text in (line.says, line.title, line.why_not, line.condition):
                assert bool(text.say(Lang.ZH)) == bool(text.say(Lang.EN))


# ---- private lending day by day


def test_the_cap_on_running_interest_moves_on_one_day_only():
    first, last = date(2019, 3, 1), date(2021, 3, 1)
    assert cap_breaks(first, last, LAW) == (date(2020, 8, 20),)
    assert cap_breaks(date(2020, 8, 19), date(2020, 8, 20), LAW) == (date(2020, 8, 20),)
    assert cap_breaks(date(2020, 8, 20), last, LAW) == ()
    assert cap_breaks(first, date(2020, 8, 19), LAW) == ()


def test_nothing_is_known_of_private_caps_before_september_2015():
    assert (
        private_cap("private", date(2014, 1, 1), date(2015, 8, 31), date(2015, 8, 31), LAW) is None
    )


def test_private_cap_is_a_plain_triple():
    found = private_cap("private", date(2025, 6, 1), date(2026, 6, 1), date(2026, 6, 1), LAW)
    assert found == PrivateCap(Fraction(12, 100), Fraction(12, 100), found.cite)


# agreed, in term | contract, filed | rate late, article
OVERDUE = """
18    -   2025-06-01 2026-06-01 | 12    第28条
10    8   2025-06-01 2026-06-01 | 10    第28条
-     8   2025-06-01 2026-06-01 | 8     第28条
-    20   2025-06-01 2026-06-01 | 12    第28条
-     -   2025-06-01 2026-06-01 | 3     第28条
-     -   2020-09-01 2020-10-01 | -     第29条
-     8   2020-09-01 2020-10-01 | 8     第29条
30    -   2018-06-01 2019-06-01 | 24    第29条
-     -   2018-06-01 2019-06-01 | 6     第29条
0     8   2025-06-01 2026-06-01 | 0     第28条
"""


@pytest.mark.parametrize("row", OVERDUE.strip().splitlines())
def test_the_rate_of_a_private_loan_that_is_late(row):
    facts, answer = row.split("|")
    agreed, in_term, contract, filed = facts.split()
    rate, article = answer.split()
    line = lines("private", contract, filed, filed)["cn.cap.private"]
    stated = [None if each == "-" else Fraction(each) / 100 for each in (agreed, in_term)]
    found = overdue_rate(*stated, day_of(filed), line, LAW)
    assert percent(found.rate) == rate
    assert found.cite.article == article


def test_an_agreed_overdue_rate_stands_where_the_cap_has_no_number():
    """A case of 2015-08: the older opinion capped it, by a table that is not held here."""
    line = lines("private", "2025-06-01", "2026-06-01", "2026-06-01")["cn.cap.unlicensed_void"]
    assert line.value is None
    assert overdue_rate(Fraction(3, 10), None, date(2026, 1, 1), line, LAW).rate == Fraction(3, 10)
