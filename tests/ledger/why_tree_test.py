"""Whole trees, word for word: the labels, formulas and keys of the trace are a promise."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

from ashore.files.law import read_law
from ashore.ledger.statement import balance
from ashore.ledger.why import explain
from ashore.words import Why
from tests.ledger.build import booked, day, fee, given, loan, paid, rate_from, row

LAW = read_law()


def drawn(why: Why, depth: int = 0) -> Iterator[str]:
    """Draw one thing a line: what and how much, then its formula, then what went in."""
    cite = f" [{why.cite.norm}]" if why.cite else ""
    yield "  " * depth + f"{why.label.zh} {why.label.en}: {why.value}{cite}"
    if why.formula:
        yield "  " * depth + f"= {why.formula}"
    for start in range(0, len(why.inputs), 4):
        some = why.inputs[start : start + 4]
        yield "  " * depth + " ".join(f"{key}={value}" for key, value in some)
    for part in why.parts:
        yield from drawn(part, depth + 1)


def tree(made, *events, on: str) -> str:
    books = booked(made, *events)
    return "\n".join(drawn(explain(books, balance(books, day(on)), LAW)))


def written(text: str) -> str:
    return dedent(text).strip()


def test_a_late_loan_with_a_part_payment():
    # 30 days of 5.00 are 150.00, 20 days of 4.00 are 80.00; 2,000 × 0.00075 × 10 are 15.00, twice
    made = loan("equal_principal", "10000", n=5, rate="0.0005 day", count="actual",
                begin="2018-09-11", penalty="1.5 overdue_principal")  # fmt: skip
    assert tree(made, paid("2018-10-21", "100", "p1"), on="2018-10-31") == written(
        """
        全部欠款 everything owed: 10160.00
        = principal + interest + penalty + compound + fee
        on=2018-10-31
          本金 principal: 10000.00
          = charged − paid − given up
            放款本金 principal paid out: 10000.00
            on=2018-09-11
          利息 interest: 145.00
          = charged − paid − given up
            第 1 期 instalment 1: 65.00
            = sum of the steps
              到期应还 fell due: 150.00
              = balance × rate a day × days
              on=2018-10-11 base=10000.00 rate=0.0005 per day from=2018-09-11
              days=30 rate_per_day=0.0005 day_count=actual
              还款抵扣 paid: -85.00
              on=2018-10-21 event=p1
            第 2 期 instalment 2: 80.00
            = sum of the steps
              到今天为止累计（未入账） accrued up to the day (not posted): 80.00
              = interest of the running period, to the day
              on=2018-10-31 from=2018-10-11 days=20
          罚息 penalty interest: 15.00 [cn.civil.overdue_interest]
          = charged − paid − given up
            第 1 期 instalment 1: 15.00
            = sum of the steps
              逾期计收（已入账） accrued while late (posted): 15.00
              = base × rate a day × days
              on=2018-10-21 base=2000.00 rate_per_day=0.00075 from=2018-10-11
              days=10 multiple_of_contract_rate=1.5
              还款抵扣 paid: -15.00
              on=2018-10-21 event=p1
              到今天为止累计（未入账） accrued up to the day (not posted): 15.00
              = base × rate a day × days
              on=2018-10-31 base=2000.00 rate_per_day=0.00075 from=2018-10-21
              days=10 multiple_of_contract_rate=1.5
        """
    )


def test_a_flat_loan_in_yen_with_a_separate_fee_and_an_agreed_penalty_rate():
    # 12,000 × 1 % = 120 a month; 120 × 10/28 = 43; 1,000 × 0.1 % × 10 = 10
    made = loan("flat", "12000", n=12, rate="0.01 month", begin="2026-01-05", digits=0,
                fees=(fee("2026-01-20", "50"),), penalty="0.001 day overdue_principal")  # fmt: skip
    assert tree(made, on="2026-02-15") == written(
        """
        全部欠款 everything owed: 17173
        = principal + interest + penalty + compound + fee
        on=2026-02-15
          本金 principal: 12000
          = charged − paid − given up
            放款本金 principal paid out: 12000
            on=2026-01-05
          利息 interest: 163
          = charged − paid − given up
            第 1 期 instalment 1: 120
            = sum of the steps
              到期应还 fell due: 120
              = balance × rate of the period
              on=2026-02-05 base=12000 rate=0.01 per month from=2026-01-05
              days=31
            第 2 期 instalment 2: 43
            = sum of the steps
              到今天为止累计（未入账） accrued up to the day (not posted): 43
              = interest of the running period, to the day
              on=2026-02-15 from=2026-02-05 days=10
          罚息 penalty interest: 10 [cn.civil.overdue_interest]
          = charged − paid − given up
            第 1 期 instalment 1: 10
            = sum of the steps
              到今天为止累计（未入账） accrued up to the day (not posted): 10
              = base × rate a day × days
              on=2026-02-15 base=1000 rate_per_day=0.001 from=2026-02-05
              days=10 penalty_rate_agreed=yes
          费用 fees: 5000
          = charged − paid − given up
            单项费用 separate fee: 5000
            = sum of the steps
              到期应还 fell due: 5000
              on=2026-01-20
        """
    )


def test_the_second_row_of_a_flat_loan_still_stands_on_the_whole_principal():
    made = loan("flat", "12000", n=12, rate="0.01 month", begin="2026-01-05")
    whole = tree(made, on="2026-03-05")
    last = [line.strip() for line in whole.splitlines()[-5:]]
    assert "\n".join(last) == written(
        """
        = sum of the steps
        到期应还 fell due: 120.00
        = balance × rate of the period
        on=2026-03-05 base=12000.00 rate=0.01 per month from=2026-02-05
        days=28
        """
    )


def test_interest_of_a_changed_schedule_is_not_said_to_come_from_the_first_one():
    # 12 × 15/31 + 24 × 16/31 = 18.19
    made = loan("equal_principal", "1200", n=12, rate="0.01 month")
    whole = tree(made, rate_from("2026-01-20", "0.02 month"), on="2026-02-05")
    last = [line.strip() for line in whole.splitlines()[-3:]]
    assert "\n".join(last) == written(
        """
        到期应还 fell due: 18.19
        = interest of the schedule in force
        on=2026-02-05
        """
    )


def test_the_lenders_own_rows_are_the_schedule_in_force():
    made = given(row("2026-02-05", "600", "10", "2"), row("2026-03-05", "600", "5"))
    assert tree(made, on="2026-02-06") == written(
        """
        全部欠款 everything owed: 1212.18
        = principal + interest + penalty + compound + fee
        on=2026-02-06
          本金 principal: 1200.00
          = charged − paid − given up
            放款本金 principal paid out: 1200.00
            on=2026-01-05
          利息 interest: 10.18
          = charged − paid − given up
            第 1 期 instalment 1: 10.00
            = sum of the steps
              到期应还 fell due: 10.00
              = interest of the schedule in force
              on=2026-02-05
            第 2 期 instalment 2: 0.18
            = sum of the steps
              到今天为止累计（未入账） accrued up to the day (not posted): 0.18
              = interest of the running period, to the day
              on=2026-02-06 from=2026-02-05 days=1
          费用 fees: 2.00
          = charged − paid − given up
            第 1 期 instalment 1: 2.00
            = sum of the steps
              到期应还 fell due: 2.00
              on=2026-02-05
        """
    )


def test_a_rate_that_does_not_end_is_shown_to_ten_places():
    # 0.12 / 360; 28 days of 30/360 on 9,000, then 12 days on 4,500
    made = loan("equal_principal", "9000", n=2, rate="0.12 year", count="30/360",
                begin="2026-01-31", first="2026-02-28")  # fmt: skip
    assert tree(made, on="2026-03-10") == written(
        """
        全部欠款 everything owed: 9102.00
        = principal + interest + penalty + compound + fee
        on=2026-03-10
          本金 principal: 9000.00
          = charged − paid − given up
            放款本金 principal paid out: 9000.00
            on=2026-01-31
          利息 interest: 102.00
          = charged − paid − given up
            第 1 期 instalment 1: 84.00
            = sum of the steps
              到期应还 fell due: 84.00
              = balance × rate a day × days
              on=2026-02-28 base=9000.00 rate=0.12 per year from=2026-01-31
              days=28 rate_per_day=0.0003333333 day_count=30/360
            第 2 期 instalment 2: 18.00
            = sum of the steps
              到今天为止累计（未入账） accrued up to the day (not posted): 18.00
              = interest of the running period, to the day
              on=2026-03-10 from=2026-02-28 days=12
        """
    )
