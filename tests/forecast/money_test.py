"""The money track: what time costs with and without paying, to the fen, by hand and by law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from ashore.facts import LoanFile
from ashore.forecast.money import money_together, money_track
from ashore.ledger.loans import books, owed_on
from ashore.loan import Deferral, Payment, Reversal
from tests.forecast.stands import LAW, three
from tests.ledger.build import called, day, fee, loan, paid, reversed_, waived
from tests.ledger.card.desk import card, paid as card_paid
from tests.ledger.strategies import USUAL_ORDER, days_of, loans, stories
from tests.often import often


def track(on, terms=None, *happened, horizon=90):
    file = LoanFile(loan=terms or three(), events=tuple(happened))
    return money_track(file, LAW, day(on), horizon)


def costs(path):
    return {each.on: each.cost for each in path.days}


def sums(payments):
    return [(str(each.at), each.amount) for each in payments]


# ---- by hand: 400.00 due on 02-05, 03-05, 04-05; 0.05 % a day, late 0.075 %


def test_a_day_a_week_a_month_of_paying_nothing():
    found = track("2026-02-10")
    # a day: 0.40 on 800.00 and 0.30 penalty; in 30 days 9.20 of interest to 03-05, then 1.40;
    # penalty 9.00 on the first instalment and 2.10 on the second
    assert (found.day, found.week, found.month) == (70, 490, 920 + 140 + 900 + 210)
    first = found.nothing.days[0]
    assert (first.on, first.cost, first.paid) == (day("2026-02-10"), 0, 0)
    # 1,200.00 + 18.60 + 2.00 of the second period + 1.50 of penalty; due: the first and penalty
    assert (first.total, first.due_now) == (122210, 42010)


def test_paying_what_is_due_now_and_then_on_time():
    found = track("2026-02-10")
    assert sums(found.due_paid.payments) == [
        ("2026-02-10", 42010),
        ("2026-03-05", 41120),
        ("2026-04-05", 40620),
    ]
    # in 30 days only the interest of the contract: 9.20 and 7 days of 0.20
    assert costs(found.due_paid)[day("2026-03-12")] == 1060
    assert dict(found.saved)[day("2026-03-12")] == 2170 - 1060
    assert found.due_paid.days[-1].total == 0


def test_the_days_told():
    found = track("2026-02-10")
    assert [(each.on - found.on).days for each in found.nothing.days] == [0, 1, 7, 14, 30, 60, 90]
    short = track("2026-02-10", horizon=5)
    assert [(each.on - short.on).days for each in short.nothing.days] == [0, 1, 5]
    assert (short.week, short.month) == (None, None)


def test_nothing_late_costs_its_interest_either_way():
    found = track("2026-01-20")
    assert found.day == 60  # 0.05 % on 1,200.00
    # paid on time, the interest goes on alone: 16 days of 0.60, then 14 of 0.40
    assert costs(found.due_paid)[day("2026-02-19")] == 960 + 560
    assert costs(found.nothing)[day("2026-02-19")] == 960 + 560 + 420
    assert sums(found.due_paid.payments)[0] == ("2026-02-05", 41860)


def test_a_fee_on_default_is_a_cost_of_not_paying():
    terms = three(fees=(fee("on_default", "20.00"),))
    found = track("2026-02-01", terms)
    assert costs(found.nothing)[day("2026-02-08")] == 4 * 60 + 3 * 40 + 3 * 30 + 2000
    assert costs(found.due_paid)[day("2026-02-08")] == 4 * 60 + 3 * 40


def test_everything_called_is_everything_due():
    found = track("2026-02-20", None, called("2026-02-15"))
    (payment,) = found.due_paid.payments
    assert (payment.at, payment.amount) == (day("2026-02-20"), found.nothing.days[0].total)
    assert costs(found.due_paid)[found.until] == 0


def test_money_paid_ahead_is_used_first():
    found = track("2026-01-20", None, paid("2026-01-10", "100.00"))
    assert sums(found.due_paid.payments)[0] == ("2026-02-05", 31860)
    assert found.nothing.days[0].total == 120000 + 900 - 10000


def test_before_the_payout_nothing_costs_and_then_its_interest():
    found = track("2026-01-01")
    assert (found.day, found.nothing.days[0].total) == (0, 0)
    assert found.week == 3 * 60  # 2026-01-08, three days after the payout


# ---- cards


def test_a_card_pays_its_minimum():
    # bill of 04-05: 1,000.00, minimum 100.00, due on 04-23
    found = track("2026-04-10", card("2026-03-30 1000.00"))
    first = found.due_paid.payments[0]
    assert (first.at, first.amount) == (day("2026-04-23"), 10000)
    # the bill is not paid in full, so it bears 0.50 a day from 03-30 either way: 25 days by 04-24
    assert costs(found.nothing)[day("2026-04-24")] == 1250
    assert costs(found.due_paid)[day("2026-04-24")] == 24 * 50 + 45


def test_spending_on_a_card_is_no_cost():
    found = track("2026-04-10", card("2026-03-30 1000.00", "2026-04-12 300.00"))
    assert costs(found.nothing)[day("2026-04-17")] == 0
    back = track("2026-04-10", card("2026-03-30 1000.00", "2026-04-12 200.00 refund"))
    assert costs(back.nothing)[day("2026-04-17")] == 0


# ---- several loans


def test_several_tracks_are_one():
    one, other = track("2026-02-10"), track("2026-02-10", card("2026-03-30 1000.00"))
    both = money_together([one, other])
    assert both.loan == ""
    assert both.day == one.day + other.day
    assert both.month == one.month + other.month
    assert len(both.due_paid.payments) == len(one.due_paid.payments) + len(other.due_paid.payments)
    for sum_, *parts in zip(both.saved, one.saved, other.saved, strict=True):
        assert sum_ == (parts[0][0], parts[0][1] + parts[1][1])
    assert money_together([]) is None


def test_tracks_over_other_days_do_not_add_up():
    with pytest.raises(AssertionError):
        money_together([track("2026-02-10"), track("2026-02-11")])


# ---- what is known on the day


def test_what_happens_later_is_not_known():
    later = paid("2026-02-20", "421.60"), waived("2026-02-20", "penalty", "1.00")
    assert track("2026-02-10", None, *later) == track("2026-02-10")


def test_a_payment_undone_later_is_undone_as_in_the_ledger():
    undone = paid("2026-02-06", "418.90", name="p1"), reversed_("2026-02-20", "p1")
    assert track("2026-02-10", None, *undone) == track("2026-02-10")


def test_an_instalment_put_off_late_brings_its_penalty_along():
    put_off = Deferral(on=day("2026-02-20"), instalments=(1,), to=day("2026-03-20"))
    found = track("2026-02-26", None, put_off)
    # 400.00 + 18.60, and 15 days of 0.30 from 02-05 to 02-20, fall due on the new day
    assert sums(found.due_paid.payments) == [
        ("2026-03-05", 41120),
        ("2026-03-20", 41860 + 450),
        ("2026-04-05", 40620),
    ]
    assert found.due_paid.days[-1].total == 0


# ---- laws

few = settings(max_examples=often(60), deadline=None)


def known(events, on):
    return [
        event
        for event in events
        if isinstance(event, Reversal) or (getattr(event, "at", None) or event.on) <= on
    ]


@few
@given(st.data())
def test_without_imagined_payments_the_track_is_the_ledger(data):
    terms, happened = data.draw(stories())
    on = data.draw(days_of(terms))
    found = money_track(LoanFile(loan=terms, events=tuple(happened)), LAW, on)
    days = [each.on for each in found.nothing.days]
    ledger = owed_on(books(terms, known(happened, on), LAW), days)
    assert [(each.total, each.due_now) for each in found.nothing.days] == [
        (state.total - state.credit, state.due_now) for state in ledger
    ]
    assert found.nothing.payments == ()
    assert all(type(each.cost) is int for each in found.nothing.days)


@few
@given(st.data())
def test_with_its_payments_booked_the_second_future_is_a_ledger_too(data):
    terms, happened = data.draw(stories())
    on = data.draw(days_of(terms))
    found = money_track(LoanFile(loan=terms, events=tuple(happened)), LAW, on)
    future = books(terms, [*known(happened, on), *found.due_paid.payments], LAW)
    days = [each.on for each in found.due_paid.days]
    for each, state in zip(found.due_paid.days, owed_on(future, days), strict=True):
        assert (each.total, each.due_now) == (state.total - state.credit, state.due_now)
        assert each.due_now == 0
        assert state.days_past_due == 0


@few
@given(st.data())
def test_costs_grow_and_paying_what_is_due_never_costs_more(data):
    terms, happened = data.draw(stories())
    on = data.draw(days_of(terms))
    found = money_track(LoanFile(loan=terms, events=tuple(happened)), LAW, on)
    for path in (found.nothing, found.due_paid):
        grown = [each.cost for each in path.days]
        assert grown == sorted(grown)
    assert all(saved >= 0 for _, saved in found.saved)


@few
@given(st.data())
def test_more_paid_never_costs_more_later(data):
    terms = data.draw(loans(allocation=USUAL_ORDER, allocation_across="oldest_first"))
    on = data.draw(days_of(terms))
    amount = data.draw(st.integers(1, terms.principal + 1000))
    more = data.draw(st.integers(1, 50_000))
    less, paying = (
        money_track(LoanFile(loan=terms, events=(Payment(id="p", at=on, amount=size),)), LAW, on)
        for size in (amount, amount + more)
    )
    # a posting rounds what accrued, and what runs is rounded again: a fen for each instalment
    slack = 4 * terms.instalments
    for one, other in zip(less.nothing.days, paying.nothing.days, strict=True):
        assert other.cost <= one.cost + slack


@few
@given(st.data())
def test_a_card_costs_no_less_unpaid(data):
    lines = data.draw(
        st.lists(
            st.tuples(st.dates(date(2026, 1, 1), date(2026, 4, 30)), st.integers(100, 300_000)),
            min_size=1,
            max_size=4,
        )
    )
    terms = card(
        *(f"{on} {size / 100:.2f}" for on, size in lines), late_fee="0.05", late_floor="10.00"
    )
    on = data.draw(st.dates(date(2026, 4, 30), date(2026, 9, 1)))
    happened = [card_paid("2026-03-01", "50.00")] if data.draw(st.booleans()) else []
    found = money_track(LoanFile(loan=terms, events=tuple(happened)), LAW, on)
    assert all(saved >= 0 for _, saved in found.saved)
    ledger = owed_on(books(terms, happened, LAW), [each.on for each in found.nothing.days])
    assert [each.total for each in found.nothing.days] == [
        state.total - state.credit for state in ledger
    ]


def test_a_longer_horizon_keeps_the_days_before_it():
    near, far = track("2026-02-10"), track("2026-02-10", horizon=200)
    later = costs(far.nothing)
    assert {on: cost for on, cost in costs(near.nothing).items() if on in later} == costs(
        near.nothing
    )
    assert far.until == day("2026-02-10") + timedelta(days=200)


def test_a_loan_that_is_settled_costs_nothing():
    found = track("2026-06-01", loan("bullet", "100.00", n=1), paid("2026-02-05", "500.00"))
    assert (found.day, found.due_paid.payments) == (0, ())


# ---- a plan: payments somebody means to make


def test_a_plan_is_a_third_future_by_hand():
    # On 02-15, 200.00: penalty 10 × 0.30 = 3.00, interest 18.60, principal 178.40; 221.60 stay
    # overdue. To 05-11 (90 days on, 85 after the payment) these bear 85 × 0.1662 = 14.13 instead
    # of 85 × 0.30 = 25.50, so 11.37 are saved.
    given = [Payment(id="plan-1", at=day("2026-02-15"), amount=20000)]
    file = LoanFile(loan=three(), events=())
    found = money_track(file, LAW, day("2026-02-10"), plan=given)
    assert found.plan is not None
    assert found.plan.payments == tuple(given)
    assert found.plan_saved == 1137
    paid_so_far = {each.on: each.paid for each in found.plan.days}
    assert (paid_so_far[day("2026-02-11")], paid_so_far[day("2026-02-17")]) == (0, 20000)


def test_a_plan_of_nothing_is_nothing_and_no_plan_is_none():
    file = LoanFile(loan=three(), events=())
    bare, empty = (money_track(file, LAW, day("2026-02-10"), plan=each) for each in (None, ()))
    assert (bare.plan, bare.plan_saved) == (None, None)
    assert empty.plan is not None
    assert empty.plan.days == empty.nothing.days
    assert empty.plan_saved == 0


def test_a_plan_beyond_the_days_shown_is_cut_off_there():
    late = [Payment(id="plan-1", at=day("2026-07-01"), amount=20000)]
    found = money_track(LoanFile(loan=three(), events=()), LAW, day("2026-02-10"), plan=late)
    assert found.plan is not None
    assert (found.plan.payments, found.plan_saved) == ((), 0)


def test_a_plan_does_not_reach_into_the_past():
    past = [Payment(id="plan-1", at=day("2026-02-09"), amount=20000)]
    with pytest.raises(AssertionError, match="a plan lies ahead"):
        money_track(LoanFile(loan=three(), events=()), LAW, day("2026-02-10"), plan=past)


def test_together_a_loan_the_plan_leaves_out_is_paid_nothing():
    file = LoanFile(loan=three(), events=())
    given = [Payment(id="plan-1", at=day("2026-02-15"), amount=20000)]
    tracks = [money_track(file, LAW, day("2026-02-10"), plan=each) for each in (given, None)]
    both = money_together(tracks)
    assert both is not None
    assert both.plan_saved == 1137
    assert money_together([tracks[1]]).plan is None


@settings(max_examples=25, deadline=None)
@given(loans(), st.integers(0, 300))
def test_the_plan_of_paying_what_falls_due_is_that_future(terms, later):
    on = terms.disbursed_on + timedelta(days=later)
    file = LoanFile(loan=terms, events=())
    due_paid = money_track(file, LAW, on).due_paid
    found = money_track(file, LAW, on, plan=due_paid.payments)
    assert found.plan == due_paid
