"""Money that arrives, comes back or is given up: what it pays and what is told of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

import pytest

from ashore.ledger.card import card_account_on
from ashore.loan import (
    Assignment,
    Component,
    Deferral,
    Effect,
    Milestone,
    Payment,
    Per,
    Prepayment,
    Rate,
    RateChange,
    Reversal,
    Severity,
)
from ashore.money import show
from tests.ledger.card.desk import (
    Fraction,
    at,
    bills,
    booked,
    card,
    day,
    fen,
    order_law,
    paid,
    parts,
    waived,
)

BOUGHT = "2026-03-30 1000.00"  # billed on 5 April, due on 23 April
MIXED = (BOUGHT, "2026-04-02 40.00 fee", "2026-04-10 60.00 fee", "2026-04-12 500.00")


def test_a_payment_pays_what_was_billed_first_and_there_fees_interest_and_old_spending():
    loan = card(*MIXED)
    assert parts(at(loan, "2026-04-20", paid("2026-04-20", "40.00"))) == "1500.00 0.00 60.00"
    # the whole bill of 1040.00 is paid although a younger fee is open
    assert parts(at(loan, "2026-04-20", paid("2026-04-20", "1040.00"))) == "500.00 0.00 60.00"
    assert bills(loan, "2026-04-30", paid("2026-04-20", "1040.00"))[0].missed is False
    # then the unbilled fee before the unbilled spending
    assert parts(at(loan, "2026-04-20", paid("2026-04-20", "1100.00"))) == "500.00 0.00 0.00"


def test_the_contract_may_name_another_order():
    order = (Component.PRINCIPAL, Component.INTEREST, Component.FEE)
    loan = card(*MIXED, allocation=order)
    assert parts(at(loan, "2026-04-20", paid("2026-04-20", "1000.00"))) == "500.00 0.00 100.00"


def test_from_the_91st_day_principal_comes_first_when_no_order_was_agreed():
    loan = card("2026-03-30 1000.00", late_floor="10.00", defaulted=("allocation",))
    law = order_law()
    last, turned = day("2026-04-23") + timedelta(90), day("2026-04-23") + timedelta(91)
    for on, from_principal in ((last, 0), (turned, fen("50.00"))):
        before = at(loan, str(on), law=law)
        after = at(loan, str(on), paid(str(on), "50.00"), law=law)
        assert before.principal - after.principal == from_principal
        assert before.total - after.total == fen("50.00")


def test_an_order_of_ones_own_is_kept_whatever_the_days():
    loan = card("2026-03-30 1000.00", late_floor="10.00")
    on = "2026-09-30"
    for law in (order_law(), order_law(first="2027-01-01")):
        named = at(loan, on, paid(on, "50.00"), law=law)
        assert named.principal == fen("1000.00")
    open_order = card("2026-03-30 1000.00", late_floor="10.00", defaulted=("allocation",))
    early = at(open_order, on, paid(on, "50.00"), law=order_law(first="2027-01-01"))
    assert early.principal == fen("1000.00")


def test_payments_of_one_day_share_one_order_whatever_they_are_called():
    loan = card("2026-03-30 1000.00", late_floor="10.00", defaulted=("allocation",))
    on, big, small = "2026-09-30", "900.00", "10.00"
    one = at(loan, on, paid(on, big, "a"), paid(on, small, "b"), law=order_law())
    two = at(loan, on, paid(on, small, "a"), paid(on, big, "b"), law=order_law())
    assert parts(one) == parts(two)


def test_a_payment_past_the_cut_off_counts_for_the_next_day():
    loan = card(BOUGHT, cutoff=time(22, 0))
    china = timezone(timedelta(hours=8))
    late = Payment(id="p", at=datetime(2026, 4, 23, 22, 1, tzinfo=china), amount=fen("1000.00"))
    in_time = Payment(id="p", at=datetime(2026, 4, 23, 22, 0, tzinfo=china), amount=fen("1000.00"))
    assert at(loan, "2026-05-05", late).interest == fen("12.50")
    assert at(loan, "2026-05-05", in_time).total == 0


def test_a_reversed_payment_never_was():
    loan = card(BOUGHT, late_floor="10.00")
    pay, back = paid("2026-04-20", "1000.00", "p1"), Reversal(on=day("2026-05-10"), of="p1")
    for on in ("2026-04-21", "2026-06-30"):
        with_both, without = at(loan, on, pay, back), at(loan, on)
        assert with_both.lines == without.lines
        assert with_both.postings == without.postings


def test_undoing_an_unknown_payment_is_told():
    state = at(card(BOUGHT), "2026-05-05", Reversal(on=day("2026-04-30"), of="p9"))
    assert [(one.kind, one.severity) for one in state.findings] == [
        ("reversal_of_nothing", Severity.WARNING)
    ]
    assert "p9" in state.findings[0].text.zh
    early = at(card(BOUGHT), "2026-04-29", Reversal(on=day("2026-04-30"), of="p9"))
    assert early.findings == ()


@pytest.mark.parametrize(
    "event",
    [
        RateChange(on=day("2026-04-20"), rate=Rate(Fraction(0), Per.DAY)),
        Deferral(on=day("2026-04-20"), instalments=(1,), to=day("2026-05-20")),
        Prepayment(id="x", on=day("2026-04-20"), amount=100, effect=Effect.SETTLE),
        Assignment(on=day("2026-04-20"), to="somebody"),
    ],
    ids=lambda event: type(event).__name__,
)
def test_an_event_a_card_does_not_know_is_told_and_changes_no_sum(event):
    loan = card(BOUGHT)
    state, plain = at(loan, "2026-05-05", event), at(loan, "2026-05-05")
    assert state.lines == plain.lines
    assert [one.kind for one in state.findings] == ["event_not_booked"]


def test_a_remark_is_made_from_its_day_on():
    undone = Reversal(on=day("2026-04-30"), of="p9")
    assert at(card(BOUGHT), "2026-04-29", undone).findings == ()
    assert len(at(card(BOUGHT), "2026-04-30", undone).findings) == 1


def test_a_milestone_changes_no_sum_and_needs_no_remark():
    mark = Milestone(on=day("2026-04-20"), kind="demand")
    assert at(card(BOUGHT), "2026-05-05", mark) == at(card(BOUGHT), "2026-05-05")


def test_a_refund_takes_back_unbilled_spending_first_and_pays_no_minimum():
    loan = card(BOUGHT, "2026-04-10 200.00", "2026-04-12 300.00 refund")
    state = at(loan, "2026-04-12")
    assert parts(state) == "900.00 0.00 0.00"
    first = bills(loan, "2026-04-12")[0]
    assert (first.left, first.minimum_left) == (fen("900.00"), fen("100.00"))


def test_a_refund_takes_back_a_purchase_before_a_cash_advance():
    loan = card("2026-04-01 100.00", "2026-04-06 200.00 cash_advance", "2026-04-07 130.00 refund")
    # the 200.00 bears interest from its day; only 30.00 of it is taken back, after the purchase
    state = at(loan, "2026-04-16")
    assert parts(state) == "170.00 0.87 0.00"  # 200.00 x 1 day and 170.00 x 9 days


def test_a_refund_above_all_spending_is_credit_and_nobody_owes_a_minimum_of_nothing():
    loan = card(BOUGHT, "2026-04-12 1200.00 refund")
    state = at(loan, "2026-04-24")
    assert (state.total, state.credit, state.days_past_due) == (0, fen("200.00"), 0)


def test_credit_from_a_refund_pays_a_fee_at_once():
    loan = card(BOUGHT, "2026-03-31 50.00 fee", "2026-04-12 1020.00 refund")
    assert parts(at(loan, "2026-04-12")) == "0.00 0.00 30.00"


def test_a_waived_fee_is_no_longer_demanded():
    loan = card(BOUGHT, late_floor="10.00")
    state = at(loan, "2026-05-06", waived("2026-05-06", "fee", "10.00"))
    assert state.fee == 0
    with_fee, without = (
        bills(loan, "2026-05-06", *events)[1].minimum_left
        for events in ((), (waived("2026-05-06", "fee", "10.00"),))
    )
    assert with_fee - without == fen("10.00")
    # the older bill never held that fee
    older = bills(loan, "2026-05-06", waived("2026-05-06", "fee", "10.00"))[0]
    assert older.minimum_left == fen("100.00")


def test_a_waiver_reaches_interest_that_runs_and_is_not_billed():
    loan = card(BOUGHT)
    # 17.85 billed on 5 May; 900.00 runs from 6 to 14 May: 4.05
    pay, give_up = paid("2026-04-23", "100.00"), waived("2026-05-15", "interest", "20.00")
    assert at(loan, "2026-05-15", pay, give_up).interest == fen("1.90")
    # the 1.90 goes on, 900.00 bears 22 days more (9.90), the 17.85 its nine days before (0.0803)
    assert at(loan, "2026-06-05", pay, give_up).interest == fen("1.90") + fen("9.98")
    small = waived("2026-05-15", "interest", "5.00")
    assert at(loan, "2026-05-15", pay, small).interest == fen("16.90")


def test_principal_given_up_lowers_the_bill_and_never_below_its_minimum():
    loan = card(BOUGHT)
    state = at(loan, "2026-04-24", waived("2026-04-20", "principal", "950.00"))
    assert state.principal == fen("50.00")
    assert state.due_now == fen("50.00")


def test_giving_up_more_than_is_owed_is_told():
    state = at(card(BOUGHT), "2026-04-24", waived("2026-04-20", "principal", "1000.01"))
    assert state.principal == 0
    assert [one.kind for one in state.findings] == ["waiver_above_debt"]
    assert "0.01" in state.findings[0].text.en
    none = at(card(BOUGHT), "2026-04-24", waived("2026-04-20", "penalty", "1.00"))
    assert [one.kind for one in none.findings] == ["waiver_above_debt"]


def test_what_is_told_about_a_waiver_names_card_day_and_sum():
    state = at(card(BOUGHT), "2026-04-24", waived("2026-04-20", "principal", "1000.01"))
    (told,) = state.findings
    assert (told.loan, told.on) == ("card", day("2026-04-20"))
    assert told.text.zh == "2026-04-20 的减免比当时账上的该项多 0.01 元，多出的部分没有入账"
    assert told.text.en == (
        "the waiver of 2026-04-20 is 0.01 more than was owed of that kind; the rest was not booked"
    )
    whole = at(replace(card(BOUGHT), digits=0), "2026-04-24", waived("2026-04-20", "fee", "0.07"))
    assert "多 7 元" in whole.findings[0].text.zh
    undone = at(card(BOUGHT), "2026-05-05", Reversal(on=day("2026-04-30"), of="p9"))
    assert (undone.findings[0].loan, undone.findings[0].on) == ("card", day("2026-04-30"))


@pytest.mark.parametrize(
    ("component", "amount", "posted"),
    [
        ("interest", "17.84", False),
        ("interest", "17.85", False),  # all that was billed, and no more
        ("interest", "17.86", True),
        ("principal", "900.00", False),  # principal says nothing about interest that runs
    ],
)
def test_running_interest_is_posted_only_for_a_waiver_that_reaches_it(component, amount, posted):
    pay = paid("2026-04-23", "100.00")
    state = at(card(BOUGHT), "2026-05-15", pay, waived("2026-05-15", component, amount))
    on_the_day = [one for one in state.postings if one.on == day("2026-05-15")]
    charged = [one for one in on_the_day if one.cause == "card_interest"]
    assert bool(charged) is posted
    given_up = [one for one in on_the_day if one.cause == "waiver"]
    assert -sum(one.amount for one in given_up) == fen(amount)


def test_running_interest_that_was_posted_for_a_waiver_belongs_to_that_day():
    events = [paid("2026-04-23", "100.00"), waived("2026-05-15", "interest", "17.86")]
    account = card_account_on(booked(card(BOUGHT), *events), day("2026-05-15"))
    posted = [item.posted for item in account.items if item.kind is Component.INTEREST]
    assert posted == [day("2026-05-05"), day("2026-05-15")]


def moves(state) -> list[str]:
    """Return the postings: day, bill, part, sum, cause, event."""
    return [
        f"{one.on} {one.n} {one.component.value} {show(one.amount)} {one.cause} {one.event}".strip()
        for one in state.postings
    ]


def test_every_posting_names_its_day_its_bill_its_cause_and_its_payment():
    loan = card(BOUGHT, "2026-04-10 50.00", "2026-04-12 20.00 refund", late_floor="10.00")
    events = [
        paid("2026-04-20", "30.00", "p1"),
        waived("2026-05-01", "fee", "4.00"),
        paid("2026-05-06", "2000.00", "p2"),
    ]
    # 1,000 for 21 days at 0.05 % are 10.50, 970 for the 16 from the payment to the statement 7.76
    assert moves(at(loan, "2026-05-06", *events)) == [
        "2026-03-30 1 principal 1000.00 purchase",
        "2026-04-10 2 principal 50.00 purchase",
        "2026-04-12 2 principal -20.00 refund",
        "2026-04-20 1 principal -30.00 payment p1",
        "2026-04-24 2 fee 10.00 late_fee",
        "2026-05-01 2 fee -4.00 waiver",
        "2026-04-20 2 interest 10.50 card_interest",
        "2026-05-06 2 interest 7.76 card_interest",
        "2026-05-06 2 fee -6.00 payment p2",
        "2026-05-06 2 interest -18.26 payment p2",
        "2026-05-06 1 principal -970.00 payment p2",
        "2026-05-06 2 principal -30.00 payment p2",
    ]


def test_a_refund_of_more_than_was_billed_pays_the_next_fee_as_credit():
    loan = card("2026-03-30 100.00", "2026-04-10 130.00 refund", "2026-04-20 12.00 fee")
    assert moves(at(loan, "2026-05-06")) == [
        "2026-03-30 1 principal 100.00 purchase",
        "2026-04-10 1 principal -100.00 refund",
        "2026-04-20 2 fee 12.00 card_fee",
        "2026-04-20 2 fee -12.00 credit",
    ]


def test_a_card_that_is_not_late_is_not_a_day_late():
    loan = card(BOUGHT, "2026-04-02 40.00 fee", defaulted=("allocation",))
    state = at(loan, "2026-04-20", paid("2026-04-20", "40.00"), law=order_law(days=1))
    assert parts(state) == "1000.00 0.00 0.00"


def test_of_one_day_what_bears_interest_is_paid_first_and_then_what_is_demanded():
    cash = card("2026-03-30 100.00", "2026-03-30 100.00 cash_advance")
    state = at(cash, "2026-04-20", paid("2026-04-10", "100.00"))
    # 0.35 to the statement were billed and are paid first; then 100 for the 4 days to the payment
    assert state.interest == fen("0.20")
    loan = card("2026-03-30 100.00", "2026-03-30 100.00 instalment")
    second = bills(loan, "2026-05-05", paid("2026-04-20", "100.00"))[1]
    # 10.00 of the minimum before, 10 % of the other 90.00, and 2.90 of interest: 37 and 21 days
    assert (second.total, second.minimum) == (fen("102.90"), fen("21.90"))


def test_payments_of_one_day_are_booked_by_their_names_and_the_books_keep_every_event():
    events = [paid("2026-04-20", "10.00", "b"), paid("2026-04-20", "900.00", "a")]
    books = booked(card(BOUGHT), *events)
    assert books.events == tuple(events)
    told = [line for line in moves(at(card(BOUGHT), "2026-04-20", *events)) if "payment" in line]
    assert [line.split()[-1] for line in told] == ["a", "b"]


def test_what_a_card_does_not_book_is_told_in_full():
    events = [
        Milestone(on=day("2026-04-20"), kind="suit_filed"),
        RateChange(on=day("2026-04-21"), rate=Rate(Fraction("0.0004"), Per.DAY)),
        Reversal(on=day("2026-04-22"), of="p9"),
    ]
    found = at(card(BOUGHT), "2026-04-23", *events).findings
    assert [(one.kind, one.loan, one.on, one.severity) for one in found] == [
        ("event_not_booked", "card", day("2026-04-21"), Severity.WARNING),
        ("reversal_of_nothing", "card", day("2026-04-22"), Severity.WARNING),
    ]
    assert [(one.text.zh, one.text.en) for one in found] == [
        (
            "信用卡账不处理这类事件（RateChange），没有入账",
            "an event of this kind (RateChange) is not booked on a card",
        ),
        ("要撤销的还款 p9 不在记录里", "the payment p9 to be undone is unknown"),
    ]
