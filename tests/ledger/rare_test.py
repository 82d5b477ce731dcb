"""Two rare things at once: each seldom alone, and never tested by what happens every month."""

from __future__ import annotations

import pytest

from ashore.ledger.statement import balance, standings
from ashore.loan import Component
from tests.ledger.build import (
    booked,
    called,
    day,
    deferred,
    fee,
    fen,
    given,
    loan,
    owed,
    paid,
    prepaid,
    rate_from,
    row,
    waived,
)


def line(state, n: int):
    return next(line for line in state.lines if line.n == n)


def moved(state, on: str) -> list[str]:
    """Return the postings of a day: cause, instalment, component, amount."""
    return [
        f"{one.cause} {one.n} {one.component.value} {one.amount}"
        for one in state.postings
        if one.on == day(on)
    ]


def test_two_payments_and_two_waivers_each_count():
    made = loan("equal_principal", "1200", penalty="1.5 overdue_principal")
    events = [
        paid("2026-03-10", "20"),
        paid("2026-03-11", "30"),
        waived("2026-03-12", "interest", "3"),
        waived("2026-03-13", "interest", "4"),
        waived("2026-03-14", "principal", "5"),
        waived("2026-03-15", "principal", "6"),
    ]
    (told,) = standings(booked(made, *events), [day("2026-03-20")])
    assert (told.paid, told.waived, told.forgiven) == (fen("50"), fen("7"), fen("11"))
    assert told.on == day("2026-03-20")


def test_a_waiver_above_what_is_due_says_how_much_and_where():
    state = owed(
        loan("equal_principal", "1200"), waived("2026-02-10", "fee", "2.50"), on="2026-02-10"
    )
    (told,) = state.findings
    assert (told.loan, told.on) == ("loan", day("2026-02-10"))
    assert told.text.zh == "2026-02-10 的减免比当时到期的费用多 2.50 元，多出的部分没有入账"
    assert told.text.en == (
        "the waiver of 2026-02-10 is 2.50 more than the fees due then; the rest was not booked"
    )


def test_of_a_waiver_above_what_is_due_only_what_was_owed_is_given_up():
    # 100.00 of principal and 12.00 of interest are due
    made = loan("equal_principal", "1200", n=12, rate="0.01 month")
    events = [waived("2026-02-10", "interest", "15"), waived("2026-02-10", "principal", "150")]
    (told,) = standings(booked(made, *events), [day("2026-02-10")])
    assert (told.waived, told.forgiven) == (fen("12"), fen("100"))


def test_a_waiver_is_posted_on_its_day():
    state = owed(
        loan("equal_principal", "1200"), waived("2026-02-10", "interest", "5"), on="2026-02-20"
    )
    assert moved(state, "2026-02-10") == ["waiver 1 interest -500"]


def test_two_prepayments_of_a_flat_loan_lower_its_interest_twice():
    # 120.00 a month; after 1,000 of 11,000 it is 109.09; after 1,000 of 9,090.91 it is 97.09
    made = loan("flat", "12000", n=12, rate="0.01 month", begin="2026-01-05")
    events = [
        paid("2026-02-05", "1120"),
        prepaid("2026-02-05", "1000", "reduce_amount"),
        paid("2026-03-05", "1018.18"),
        prepaid("2026-03-05", "1000", "reduce_amount"),
    ]
    first = owed(made, *events[:2], on="2026-03-05")
    assert (line(first, 2).principal, line(first, 2).interest) == (fen("909.09"), fen("109.09"))
    second = owed(made, *events, on="2026-04-05")
    assert line(second, 3).interest == fen("97.09")


def test_calling_the_loan_while_a_billed_instalment_is_deferred_bills_it_once():
    # 12.00 was billed and moved to June; 15 days of 1 % on 1,000 are 4.84 when the rest is called
    made = loan("equal_principal", "1200", n=12, rate="0.01 month")
    events = [deferred("2026-02-06", (1,), "2026-06-05"), called("2026-03-20")]
    state = owed(made, *events, on="2026-03-20")
    assert moved(state, "2026-03-20") == ["acceleration 1 interest 484"]
    assert state.interest == fen("12.00") + fen("11.00") + fen("4.84")
    assert state.principal == fen("1200")


def test_settling_while_a_billed_instalment_is_deferred_pays_each_part_once():
    made = loan("equal_principal", "1200", n=12, rate="0.01 month")
    events = [
        paid("2026-02-04", "50"),
        deferred("2026-02-06", (1,), "2026-06-05"),
        paid("2026-03-05", "111"),
        prepaid("2026-03-20", None, "settle", "s"),
    ]
    state = owed(made, *events, on="2026-03-20")
    assert (state.total, state.credit) == (0, 0)
    for part in Component:
        assert sum(one.amount for one in state.postings if one.component is part) == 0, part
    assert {one.n for one in state.postings if one.event == "s"} == {1}


def test_a_deferral_that_cannot_move_one_instalment_still_moves_the_next():
    made = loan("equal_principal", "1200", n=12, rate="0.01 month")
    events = [paid("2026-02-05", "112"), deferred("2026-02-20", (1, 2), "2026-04-05")]
    state = owed(made, *events, on="2026-03-20")
    assert line(state, 2).due_on == day("2026-04-05")
    assert state.days_past_due == 0
    (told,) = state.findings
    assert (told.kind, told.loan, told.on) == (
        "deferral_without_effect",
        "loan",
        day("2026-02-20"),
    )


@pytest.mark.parametrize(
    ("event", "kind", "loan_of"),
    [
        (
            prepaid("2026-01-20", "1", "reduce_amount"),
            "prepayment_too_small",
            loan("equal_principal", "1200"),
        ),
        (
            rate_from("2026-01-20", "0.02 month"),
            "rate_change_on_given_rows",
            given(row("2026-02-05", "600"), row("2026-03-05", "600")),
        ),
    ],
)
def test_what_is_told_names_loan_and_day(event, kind, loan_of):
    (told,) = owed(loan_of, event, on="2026-01-31").findings
    assert (told.kind, told.loan, told.on) == (kind, "loan", day("2026-01-20"))


def test_a_prepayment_at_the_start_of_a_period_leaves_the_whole_period_to_bear():
    # paid on the due day, so nothing of the next period is paid ahead: 1 % on 1,000
    made = loan("equal_principal", "1200", n=12, rate="0.01 month", prepay="full_period")
    events = [paid("2026-02-05", "112"), prepaid("2026-02-05", "100", "reduce_amount")]
    state = owed(made, *events, on="2026-03-05")
    assert line(state, 2).interest == fen("10.00")


def test_a_prepayment_in_a_period_charged_whole_leaves_it_without_interest():
    # 12.00 for all of January, 288 of principal; February bears 1 % on 912 less a twelfth
    made = loan("equal_principal", "1200", n=12, rate="0.01 month", prepay="full_period")
    early = prepaid("2026-01-20", "300", "reduce_amount")
    state = owed(made, early, on="2026-03-05")
    assert (line(state, 1).principal, line(state, 1).interest) == (fen("76.00"), 0)
    assert line(state, 2).interest == fen("8.36")


def test_the_last_period_can_be_lowered_too():
    made = loan("equal_principal", "1200", n=1, rate="0.01 month", prepay="full_period")
    state = owed(made, prepaid("2026-01-20", "300", "reduce_amount"), on="2026-02-05")
    assert (line(state, 1).principal, line(state, 1).interest) == (fen("912.00"), 0)


def test_fees_by_rate_on_the_lenders_own_rows():
    # 1 % of what is outstanding before each row, or of its principal and interest
    rows = [row("2026-02-05", "600", "10", "2"), row("2026-03-05", "600", "5")]
    for of, fees in (("outstanding", ["14.00", "6.00"]), ("instalment", ["8.10", "6.05"])):
        made = given(*rows, fees=(fee("each_instalment", rate="0.01", of=of),))
        state = balance(booked(made), day("2026-03-05"))
        assert [one.fee for one in state.lines] == [fen(text) for text in fees], of


def test_before_the_payout_and_on_its_day():
    made = loan("equal_principal", "1200")
    books = booked(made)
    before = balance(books, day("2026-01-04"))
    assert (before.loan, before.on) == (made, day("2026-01-04"))
    assert (before.total, before.days_past_due, before.lines) == (0, 0, ())
    same_day = balance(books, day("2026-01-05"))
    assert (same_day.loan, same_day.principal, same_day.interest) == (made, fen("1200"), 0)
    assert [told.principal for told in standings(books, [day("2026-01-05")])] == [fen("1200")]


def test_interest_that_grows_while_late_bears_no_penalty_however_often_it_is_posted():
    # 1,000 × 0.05 % goes on beside the penalty; the base stays principal and scheduled interest
    made = loan("equal_principal", "1000", n=1, rate="0.0005 day", count="actual",
                penalty="0.001 day overdue_instalment")  # fmt: skip
    events = [paid("2026-02-15", "0.01"), paid("2026-02-25", "0.01")]
    state = owed(made, *events, on="2026-03-07")
    # 31 days of 0.50 are 15.50; then 10 days three times: 10.155 rounded each, less two fen paid
    assert state.penalty == 3 * fen("10.16") - fen("0.02")


def test_what_is_told_about_events_in_full():
    rows = given(row("2026-02-05", "600"), row("2026-03-05", "600"))
    made = loan("equal_principal", "1200", n=12, rate="0.01 month")
    events = [
        (made, prepaid("2026-01-20", "1", "reduce_amount")),
        (rows, rate_from("2026-01-20", "0.02 month")),
        (made, deferred("2026-01-20", (2,), "2026-03-05")),
    ]
    found = [owed(terms, event, on="2026-01-31").findings[0].text for terms, event in events]
    # 15 of 31 days of 12.00 and the principal, less the one that came
    assert [text.zh for text in found] == [
        (
            "2026-01-20 的提前还款没有用于减少本金（结清还差 1204.81 元）："
            "先还了到期部分，余下记作预存款"
        ),
        "2026-01-20 调整利率，但还款计划是平台给出的逐期金额，未按新利率重算；请填入新的计划",
        "第 2 期的延期没有作用：已还清，或新的还款日 2026-03-05 不晚于原还款日",
    ]
    assert [text.en for text in found] == [
        (
            "the prepayment of 2026-01-20 did not lower the principal (settling needs 1204.81 "
            "more): it paid what was due, the rest is kept as credit"
        ),
        (
            "the rate changed on 2026-01-20, but the rows are the lender's own and were not "
            "recomputed; enter the new rows"
        ),
        (
            "deferring instalment 2 has no effect: it is paid, or the new due date 2026-03-05 is "
            "not later"
        ),
    ]
