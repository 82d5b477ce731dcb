"""The family shield: what raises the risk, what lowers it, each act tried and dated."""

from __future__ import annotations

from datetime import date, timedelta

from ashore.loan import Payment
from tests.forecast.sample import ON, call, case, loan, seen

DAY = timedelta(days=1)
DUE = date(2026, 11, 10)


def act(found, kind):
    acts = {each.kind: each for each in found.family.lowered_by}
    return acts.get(kind)


def test_one_call_answered_takes_the_permitted_day_away_and_puts_the_reported_one_off():
    found = seen(case(reachable=False))
    answer = act(found, "answer")
    assert (answer.permitted.before, answer.permitted.after) == (ON, None)
    # reported: small-loan company, out of reach from day 3; answering, from day 60
    assert answer.reported.before == DUE + 3 * DAY
    assert answer.reported.after == DUE + 60 * DAY
    assert answer.helps


def test_a_message_does_the_same_and_is_the_smallest_act():
    found = seen(case(reachable=False))
    assert found.family.smallest.kind == "message"
    assert act(found, "message").permitted == act(found, "answer").permitted
    assert "不要写还款承诺" in found.family.smallest.do.zh


def test_one_who_answers_is_not_told_to_answer():
    found = seen(case(reachable=True))
    assert act(found, "answer") is None
    assert act(found, "message") is None
    assert found.family.smallest.kind == "pay"


def test_the_least_sum_that_helps_is_the_oldest_instalment():
    # Two instalments late: 2026-09-10 and 2026-10-10; the oldest is the smaller sum.
    late = loan(disbursed_on=date(2026, 8, 10), first_due_on=date(2026, 9, 10))
    found = seen(case(late, reachable=True), date(2026, 10, 20))
    pay = act(found, "pay")
    [first, *_] = found.views[0].stand.balance.lines
    assert pay.amount == first.total < found.views[0].stand.balance.due_now
    assert pay.reported.before == date(2026, 9, 10) + 60 * DAY
    assert pay.reported.after == date(2026, 10, 10) + 60 * DAY


def test_what_paying_promises_is_what_booking_the_payment_gives():
    late = loan(disbursed_on=date(2026, 8, 10), first_due_on=date(2026, 9, 10))
    on = date(2026, 10, 20)
    pay = act(seen(case(late, reachable=False), on), "pay")
    paid = {"at": on, "amount": f"{pay.amount // 100}.{pay.amount % 100:02d}"}
    after = seen(case({**late, "payments": [paid]}, reachable=False), on)
    assert after.family.first.reported_from == pay.reported.after


def test_before_the_due_date_the_act_is_to_pay_by_it():
    ahead = loan(disbursed_on=date(2026, 11, 10), first_due_on=date(2026, 12, 10))
    pay = act(seen(case(ahead, reachable=False)), "pay")
    assert "2026-12-10" in pay.title.zh
    assert pay.amount == 104500  # 1000.00 + 3000.00 × 0.05 % × 30 days
    assert pay.reported.before == date(2026, 12, 10) + 3 * DAY
    assert pay.reported.after == date(2027, 1, 10) + 3 * DAY


def test_the_act_is_about_the_loan_that_comes_first():
    other = loan("b", lender="乙公司", first_due_on=date(2026, 11, 22))
    pay = act(seen(case(loan(), other, reachable=False)), "pay")
    assert pay.loan == "a"
    assert pay.reported.after == date(2026, 11, 22) + 3 * DAY  # then the other one is first


def test_where_another_loan_has_begun_too_paying_is_told_for_the_one_alone():
    other = loan("b", lender="乙公司", first_due_on=date(2026, 11, 15))  # from day 3: the 18th
    pay = act(seen(case(loan(), other, reachable=False)), "pay")
    assert pay.loan == "a"
    assert pay.reported.before == DUE + 3 * DAY
    assert pay.reported.after == date(2026, 12, 10) + 3 * DAY
    assert "日期只是这一笔的" in pay.note.zh


def test_from_one_day_that_has_been_to_another_is_no_move():
    old = loan(disbursed_on=date(2021, 4, 1), first_due_on=date(2021, 5, 1))
    found = seen(case(old, reachable=None))
    answer = act(found, "answer")
    assert answer.reported.before == answer.reported.after == date(2021, 5, 4)
    assert answer.permitted.helps  # the permitted day is still to come, and goes
    assert not answer.reported.helps


def test_a_refusal_ends_it_for_that_relative_and_nobody_knows_what_it_gains():
    refusal = act(seen(case(reachable=False)), "refusal")
    assert (refusal.permitted.before, refusal.permitted.after) == (ON, None)
    assert not refusal.reported.known
    assert refusal.reported.before == refusal.reported.after
    assert {cite.norm for cite in refusal.cites} >= {"cn.conduct.gbt.third_stop"}


def test_taking_the_number_back_is_a_right_whose_gain_is_not_known():
    withdraw = act(seen(case(reachable=False)), "withdraw")
    assert not withdraw.helps
    assert [cite.norm for cite in withdraw.cites] == ["cn.conduct.pipl.refuse"]
    assert "没有数据" in withdraw.note.zh


def test_acts_that_help_come_first():
    helps = [each.helps for each in seen(case(reachable=None)).family.lowered_by]
    assert helps == sorted(helps, reverse=True)


def test_nothing_late_and_nothing_to_come_has_no_act():
    settled = loan(payments=[{"at": DUE, "amount": "3100.00"}], instalments=1)
    found = seen(case(settled, reachable=False)).family
    assert (found.risks, found.lowered_by, found.first) == ((), (), None)


def test_a_loan_paid_off_leaves_the_others():
    settled = loan("b", payments=[{"at": DUE, "amount": "3100.00"}], instalments=1)
    found = seen(case(loan(), settled, reachable=False)).family
    assert [risk.loan for risk in found.risks] == ["a"]


# -- what raises it -------------------------------------------------------------------------------


def raised(*given, **more):
    return " / ".join(text.zh for text in seen(case(*given, **more)).family.raised_by)


def test_being_out_of_reach_is_named_first():
    assert raised(reachable=False).startswith("现在联系不上您")
    assert raised(reachable=None).startswith("不清楚您现在接不接电话")
    assert raised(reachable=True) == ""


def test_failed_calls_in_a_row_are_counted_back_from_today():
    calls = (
        call(date(2026, 11, 18), 9, "no_answer"),
        call(date(2026, 11, 19), 9, "talk"),
        call(date(2026, 11, 20), 9, "refused"),
        call(date(2026, 11, 20), 10, "delivered", channel="sms"),
        call(date(2026, 11, 21), 9, "voicemail"),
    )
    assert "连续 2 次" in raised(reachable=True, contacts=calls)


def test_a_message_of_ones_own_ends_the_row():
    calls = (
        call(date(2026, 11, 20), 9),
        call(date(2026, 11, 21), 9, "delivered", channel="app", direction="in"),
    )
    assert raised(reachable=True, contacts=calls) == ""


def test_calls_to_a_relative_are_not_failed_calls_to_oneself():
    calls = (call(date(2026, 11, 20), 9, role="parent", person="妈妈"),)
    assert raised(reachable=True, contacts=calls) == ""


def test_several_loans_an_unlicensed_lender_and_a_long_delay_raise_it():
    shark = loan("s", lender="丙", lender_type="unlicensed")
    old = loan("b", disbursed_on=date(2026, 6, 10), first_due_on=date(2026, 7, 10))
    told = raised(shark, old, reachable=True)
    assert "同时有 2 笔逾期" in told
    assert "S：据反映，无牌照" in told
    assert "B：逾期超过 60 天" in told


def test_a_lender_with_two_loans_is_counted_once():
    calls = (call(date(2026, 11, 20), 9),)
    assert raised(loan(), loan("b"), reachable=True, contacts=calls).count("连续 1 次") == 1


# -- which loan comes first -----------------------------------------------------------------------


def test_days_that_are_over_count_only_when_no_others_are_left():
    # the old loan's days (90 at the latest for any lender here: 30) are over, the new one's are not
    old = loan("old", disbursed_on=date(2026, 6, 10), first_due_on=date(2026, 7, 10))
    found = seen(case(old, loan(), reachable=False)).family
    assert found.first.loan == "a"
    alone = seen(case(old, reachable=False)).family
    assert alone.first.loan == "old"
    assert alone.first.passed(ON)


def test_what_is_over_before_an_act_is_not_what_it_leads_to():
    old = loan("old", instalments=1, disbursed_on=date(2026, 6, 10), first_due_on=date(2026, 7, 10))
    pay = act(seen(case(old, loan(instalments=1), reachable=False)), "pay")
    assert (pay.loan, pay.reported.before, pay.reported.after) == ("a", DUE + 3 * DAY, None)


def test_a_payment_never_stays_in_the_case():
    given = case(reachable=False)
    seen(given)
    assert not [event for file in given.loans for event in file.events if type(event) is Payment]


def note_of_hand(rate: str, **more):
    """A private loan, all of it due on 10 October 2026 after a year, nothing paid."""
    return loan(
        lender_type="private",
        method="bullet",
        instalments=1,
        disbursed_on=date(2025, 10, 10),
        first_due_on=date(2026, 10, 10),
        rate={"value": rate, "per": "month"},
        **more,
    )


def test_no_sum_above_what_a_court_would_grant_is_a_step_to_take():
    found = seen(case(note_of_hand("0.05"), reachable=True))
    assert act(found, "pay") is None
    within = seen(case(note_of_hand("0.005"), reachable=True))
    assert act(within, "pay") is not None


def test_a_private_lender_has_no_app_to_pay_in():
    pay = act(seen(case(note_of_hand("0.005"), reachable=True)), "pay")
    assert "App" not in pay.do.zh
    assert "app" not in pay.do.en


def test_paying_is_no_small_step_where_limitation_has_run_out_by_the_record():
    # the last of three instalments fell due on 2022-04-10: three years end on 2025-04-10
    old = loan(disbursed_on=date(2022, 1, 10), first_due_on=date(2022, 2, 10))
    assert act(seen(case(old, reachable=True)), "pay") is None
    promised = {**old, "events": [{"kind": "promise", "on": date(2024, 6, 1)}]}
    assert act(seen(case(promised, reachable=True)), "pay") is not None
