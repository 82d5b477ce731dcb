"""The minimum payment, the late fee, and how late a card is."""

from __future__ import annotations

from ashore.ledger.card import CardBill
from ashore.ledger.card_account import Item, Stretch
from ashore.loan import Acceleration, Component
from ashore.money import Rounding
from tests.ledger.card.desk import at, bills, card, day, fen, paid, parts, waived

BOUGHT = "2026-03-30 1000.00"  # billed on 5 April, due on 23 April


def minimum(loan, on, *events) -> int:
    return bills(loan, on, *events)[-1].minimum


def test_the_minimum_is_a_share_of_spending_at_least_the_floor_at_most_the_bill():
    assert minimum(card(BOUGHT), "2026-04-05") == fen("100.00")
    assert minimum(card(BOUGHT, minimum_floor="150.00"), "2026-04-05") == fen("150.00")
    assert minimum(card(BOUGHT, minimum_floor="2000.00"), "2026-04-05") == fen("1000.00")


def test_instalments_fees_and_interest_are_demanded_in_full():
    loan = card(BOUGHT, "2026-03-31 200.00 instalment", "2026-03-31 30.00 fee")
    assert minimum(loan, "2026-04-05") == fen("100.00") + fen("200.00") + fen("30.00")


def test_what_revolves_is_demanded_again_by_its_share_with_its_interest():
    # 17.85 interest and 10 % of the 900.00 left
    loan = card(BOUGHT)
    assert minimum(loan, "2026-05-05", paid("2026-04-23", "100.00")) == fen("107.85")


def test_an_unpaid_minimum_is_demanded_again_in_full_and_only_once():
    # 100.00 from before, 10 % of the other 900.00, 18.50 interest (37 days), the late fee of 10.00
    loan = card(BOUGHT, late_fee="0.05", late_floor="10.00")
    assert minimum(loan, "2026-05-05") == fen("218.50")
    # 60.00 of the first minimum was paid: 40.00, 10 % of 900.00, 18.11 interest, the late fee
    some = paid("2026-04-23", "60.00")
    assert minimum(loan, "2026-05-05", some) == fen("40.00") + fen("90.00") + fen("28.11")


def test_the_late_fee_is_a_share_of_the_unpaid_minimum_at_least_its_floor():
    bought = "2026-03-30 10000.00"
    assert at(card(bought, late_fee="0.05"), "2026-04-24").fee == fen("50.00")
    some = paid("2026-04-23", "900.00")
    loan = card(bought, late_fee="0.05", late_floor="10.00")
    assert at(loan, "2026-04-24", some).fee == fen("10.00")
    assert at(loan, "2026-04-24", paid("2026-04-23", "1000.00")).fee == 0
    assert at(loan, "2026-04-23").fee == 0


def test_the_late_fee_comes_once_for_each_missed_bill():
    loan = card(BOUGHT, late_floor="10.00")
    fees = [at(loan, on).fee for on in ("2026-04-24", "2026-05-23", "2026-05-24", "2026-06-23")]
    assert fees == [fen("10.00"), fen("10.00"), fen("20.00"), fen("20.00")]


def test_due_now_is_the_unpaid_minimum_from_the_due_day_on():
    loan = card(BOUGHT)
    assert at(loan, "2026-04-22").due_now == 0
    assert at(loan, "2026-04-23").due_now == fen("100.00")
    assert at(loan, "2026-04-30", paid("2026-04-25", "30.00")).due_now == fen("70.00")
    # from 23 May on the second minimum counts: the 70.00, a tenth of the rest, all interest
    second = bills(loan, "2026-05-05", paid("2026-04-25", "30.00"))[1]
    assert at(loan, "2026-05-23", paid("2026-04-25", "30.00")).due_now == second.minimum


def test_days_past_due_run_from_the_oldest_minimum_not_met():
    loan = card(BOUGHT)
    assert at(loan, "2026-04-23").days_past_due == 0
    assert at(loan, "2026-04-24").days_past_due == 1
    state = at(loan, "2026-06-24")
    assert (state.days_past_due, state.bucket) == (62, "M3")
    # the first minimum is made good, the second one is not
    made_good = at(loan, "2026-06-24", paid("2026-05-20", "100.00"))
    assert made_good.days_past_due == (day("2026-06-24") - day("2026-05-23")).days
    everything = paid("2026-06-24", "2000.00")
    assert at(loan, "2026-06-24", everything).days_past_due == 0


def test_lines_show_each_bill_and_add_up():
    loan = card(BOUGHT, "2026-05-20 300.00", late_floor="10.00")
    state = at(loan, "2026-05-24", paid("2026-04-23", "100.00"))
    assert sum(line.total for line in state.lines) == state.total
    assert [(line.n, str(line.due_on), line.state, line.days_late) for line in state.lines] == [
        (1, "2026-04-23", "running", 0),
        (2, "2026-05-23", "overdue", 1),
        (3, "2026-06-23", "running", 0),
    ]


def test_a_bill_is_upcoming_then_due_then_overdue_then_paid():
    loan = card(BOUGHT, grace_days=1)
    states = {on: at(loan, on).lines[0].state for on in ("2026-04-05", "2026-04-24", "2026-04-25")}
    assert list(states.values()) == ["upcoming", "due", "overdue"]
    assert at(loan, "2026-04-20", paid("2026-04-20", "1000.00")).lines[0].state == "paid"


def test_once_everything_is_called_everything_is_due():
    loan = card(BOUGHT, "2026-04-20 500.00", late_floor="10.00")
    call = Acceleration(on=day("2026-04-22"))
    on_the_day = at(loan, "2026-04-22", call)
    assert on_the_day.due_now == on_the_day.total == fen("1500.00")
    assert on_the_day.days_past_due == 0
    assert {line.state for line in on_the_day.lines} == {"due"}
    later = at(loan, "2026-06-30", call)
    assert later.due_now == later.total
    assert later.fee == 0  # no minimum is asked for any more, so none is missed
    assert later.days_past_due == (day("2026-06-30") - day("2026-04-22")).days
    assert at(loan, "2026-06-30", call, paid("2026-04-23", "1600.00")).days_past_due == 0


def test_a_second_call_changes_nothing():
    loan = card(BOUGHT)
    once, twice = (Acceleration(on=day(on)) for on in ("2026-05-10", "2026-06-10"))
    assert at(loan, "2026-07-01", once) == at(loan, "2026-07-01", once, twice)


def test_a_bill_missed_before_the_call_is_late_from_its_own_due_day():
    state = at(card(BOUGHT), "2026-06-01", Acceleration(on=day("2026-05-20")))
    assert state.days_past_due == (day("2026-06-01") - day("2026-04-23")).days
    assert [line.days_late for line in state.lines] == [39, 12, 12]


def test_a_due_day_after_the_next_statement_is_judged_in_its_time():
    # statement on the 5th, due on the 4th of the next month, three days of grace: judged on the 8th
    loan = card("2026-03-30 1000.00", due=4, grace_days=3)
    assert at(loan, "2026-05-07").interest == 0
    assert at(loan, "2026-05-08").interest == fen("19.50")  # 39 days from 30 March
    assert bills(loan, "2026-05-08")[1].missed is None
    assert parts(at(loan, "2026-06-05", paid("2026-05-07", "1000.00"))) == "0.00 0.00 0.00"


def test_a_fee_given_up_after_most_of_the_minimum_was_paid_leaves_nothing_of_it():
    # 60.00 of fees and 10 % of 1,000.00; 150.00 went to the spending, then the fees are given up
    order = (Component.PRINCIPAL, Component.INTEREST, Component.FEE)
    loan = card(BOUGHT, "2026-03-31 60.00 fee", allocation=order, late_floor="10.00")
    events = [paid("2026-04-20", "150.00"), waived("2026-04-21", "fee", "60.00")]
    (bill,) = bills(loan, "2026-04-21", *events)
    assert (bill.minimum, bill.minimum_left, bill.left) == (fen("160.00"), 0, fen("850.00"))
    state = at(loan, "2026-05-01", *events)
    assert (state.days_past_due, state.fee, state.due_now) == (0, 0, 0)


def test_a_bill_says_when_it_was_drawn_when_it_is_due_and_what_is_left():
    # the first is paid in part and missed; the second holds 900.00 and 17.85 of interest
    first, second = bills(card(BOUGHT), "2026-05-05", paid("2026-04-23", "100.00"))
    assert first == CardBill(
        n=1,
        statement_on=day("2026-04-05"),
        due_on=day("2026-04-23"),
        total=fen("1000.00"),
        minimum=fen("100.00"),
        left=fen("900.00"),
        minimum_left=0,
        missed=True,
    )
    assert second == CardBill(
        n=2,
        statement_on=day("2026-05-05"),
        due_on=day("2026-05-23"),
        total=fen("917.85"),
        minimum=fen("107.85"),
        left=fen("917.85"),
        minimum_left=fen("107.85"),
        missed=None,
    )


def test_after_a_call_a_single_fen_is_late_on_a_bill_and_beside_it():
    called = Acceleration(on=day("2026-04-10"))
    billed = at(card(BOUGHT), "2026-04-20", called, paid("2026-04-12", "999.99"))
    assert (billed.principal, billed.days_past_due) == (1, 10)
    unbilled = at(card("2026-04-09 0.01"), "2026-04-20", called)
    assert (unbilled.principal, unbilled.days_past_due) == (1, 10)
    paid_off = at(card(BOUGHT), "2026-04-20", called, paid("2026-04-12", "1000.00"))
    assert paid_off.days_past_due == 0


def test_a_part_of_a_fee_given_up_lowers_the_minimum_by_that_part():
    loan = card(BOUGHT, "2026-03-31 60.00 fee")
    (bill,) = bills(loan, "2026-04-20", waived("2026-04-20", "fee", "20.00"))
    assert (bill.minimum, bill.minimum_left) == (fen("160.00"), fen("140.00"))


def test_what_is_not_billed_is_due_with_the_next_statement():
    loan = card("2026-04-01 10.00")
    for on, due in (
        ("2026-04-04", "2026-04-23"),
        ("2026-04-05", "2026-05-23"),  # drawn at the end of this day: what comes now waits a month
        ("2026-04-06", "2026-05-23"),
    ):
        assert at(loan, on).lines[-1].due_on == day(due)


def test_after_a_call_everything_is_due_from_its_day_and_no_minimum_is_asked_any_more():
    called = Acceleration(on=day("2026-04-10"))
    state = at(card(BOUGHT), "2026-04-12", called)
    assert [line.due_on for line in state.lines] == [day("2026-04-10")] * 2
    early = at(card(BOUGHT), "2026-04-30", Acceleration(on=day("2026-04-26")))
    assert [line.due_on for line in early.lines] == [day("2026-04-23"), day("2026-04-26")]
    assert [bill.minimum for bill in bills(card(BOUGHT), "2026-05-05", called)] == [10000, 0]


def test_interest_that_runs_stands_on_the_line_of_what_is_not_billed():
    state = at(card(BOUGHT), "2026-04-30")
    assert [line.interest for line in state.lines] == [0, fen("15.50")]
    # 17.85 were billed; more is given up, so what has run is posted, and most of it is left
    events = [paid("2026-04-23", "100.00"), waived("2026-05-26", "interest", "18.00")]
    state = at(card(BOUGHT), "2026-05-30", *events)
    assert state.lines[-1].interest == state.interest
    assert sum(line.interest for line in state.lines) == state.interest


def test_on_its_due_day_a_bill_is_due():
    assert [at(card(BOUGHT), on).lines[0].state for on in ("2026-04-22", "2026-04-23")] == [
        "upcoming",
        "due",
    ]


def test_days_are_written_down_only_where_something_can_bear():
    first, later = day("2026-04-01"), day("2026-04-11")
    spending = Item.new(Component.PRINCIPAL, "purchase", first, 500, first)
    spending.count_to(first)
    assert spending.stretches == []
    spending.count_to(later)
    assert spending.stretches == [Stretch(first, later, 500)]
    spending.take(500, later, bears=False)
    spending.count_to(day("2026-04-21"))
    assert spending.stretches == [Stretch(first, later, 500)]
    spending.keep_only_left()
    assert spending.stretches == []
    fee = Item.new(Component.FEE, "card_fee", first, 500, first)
    fee.count_to(later)
    fee.keep_only_left()
    assert fee.stretches == []


def test_an_instalment_that_was_missed_is_no_spending_demanded_twice():
    # 100.00 of the instalment and 10.00 of the spending were demanded and missed: both again, with
    # 10 % of the other 90.00 and 37 days of interest on 200.00
    loan = card("2026-03-30 100.00", "2026-03-30 100.00 instalment")
    assert minimum(loan, "2026-05-05") == fen("100.00") + fen("10.00") + fen("9.00") + fen("3.70")


def test_the_share_of_the_minimum_is_rounded_as_named():
    assert minimum(card("2026-03-30 100.05"), "2026-04-05") == fen("10.01")
    down = card("2026-03-30 100.05", rounding=Rounding.DOWN)
    assert minimum(down, "2026-04-05") == fen("10.00")
