"""From which day may somebody else be contacted? By being out of reach, never by days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.forecast.sample import LENDER, ON, call, case, law, loan, of_kind, seen

DAY = timedelta(days=1)
BANK = {"lender_type": "bank"}


def permitted(given, on=ON):
    return seen(given, on).family.permitted_from


def test_one_who_answers_gets_no_day():
    found = seen(case(reachable=True)).family
    assert found.permitted_from is None
    assert "能联系上" in found.reason.zh


def test_out_of_reach_under_the_national_standard_it_is_today():
    assert permitted(case(reachable=False)) == ON


def test_out_of_reach_at_a_bank_it_takes_three_failed_calls_and_the_next_day():
    found = seen(case(loan(**BANK), reachable=False))
    assert found.family.permitted_from == ON + DAY
    assert "连续三次" in found.family.reason.zh
    event = of_kind(found, "contact_person", "permitted")
    assert event.condition == found.family.reason
    assert event.days == (14, 14)  # due on the 10th, allowed on the 24th


def test_not_known_whether_one_answers_it_is_conditional():
    found = seen(case(reachable=None))
    assert found.family.permitted_from == ON + DAY
    assert "连续三次" in found.family.reason.zh


def test_a_loan_not_yet_due_counts_from_the_first_day_late():
    # due 2026-12-10, first late day the 11th, three failed calls then, allowed on the 12th
    ahead = loan(disbursed_on=date(2026, 11, 10), first_due_on=date(2026, 12, 10), **BANK)
    assert permitted(case(ahead, reachable=None)) == date(2026, 12, 12)


def test_grace_puts_the_first_day_late_off():
    ahead = loan(
        disbursed_on=date(2026, 11, 10), first_due_on=date(2026, 12, 10), grace_days=3, **BANK
    )
    assert permitted(case(ahead, reachable=None)) == date(2026, 12, 15)


def test_three_failed_calls_on_record_stand_whatever_the_case_says():
    calls = tuple(call(date(2026, 11, 20), hour) for hour in (9, 12, 18))
    found = seen(case(reachable=True, contacts=calls))
    assert found.family.permitted_from == ON
    assert "联系不上" in found.family.reason.zh
    assert [act.kind for act in found.family.lowered_by][:2] == ["message", "answer"]


def test_three_failed_calls_today_open_tomorrow():
    calls = tuple(call(ON, hour) for hour in (8, 8, 9))
    assert permitted(case(reachable=True, contacts=calls)) == ON + DAY


def test_two_failed_calls_do_not():
    calls = (call(ON, 8), call(ON, 9))
    assert permitted(case(reachable=True, contacts=calls)) is None


def test_answering_closes_it_again():
    calls = (*(call(date(2026, 11, 20), hour) for hour in (9, 12, 18)), call(ON, 8, "talk"))
    assert permitted(case(reachable=True, contacts=calls)) is None


def test_a_talk_late_today_does_not_hide_the_conditional_day():
    found = seen(case(loan(**BANK), reachable=None, contacts=(call(ON, 21, "talk"),)))
    assert found.family.permitted_from == ON + 2 * DAY
    assert "连续三次" in found.family.reason.zh


def test_the_log_after_the_day_it_is_seen_from_is_not_known_yet():
    calls = tuple(call(ON, hour) for hour in (9, 12, 18))
    assert permitted(case(reachable=True, contacts=calls), ON - DAY) is None


def test_a_contact_that_names_no_lender_counts_where_only_one_can_be_meant():
    calls = tuple(call(date(2026, 11, 20), hour, lender="") for hour in (9, 12, 18))
    assert permitted(case(reachable=True, contacts=calls)) == ON


def test_a_lender_without_a_name_can_be_asked_about():
    assert permitted(case(loan(lender=""), reachable=False)) == ON


def test_private_lenders_have_no_norm_of_their_own_and_no_day_but_a_reason():
    found = seen(case(loan(lender_type="private"), reachable=False)).family
    assert found.permitted_from is None
    assert "没有专门的规定" in found.reason.zh


def test_a_card_of_a_bank_is_bound_as_a_card():
    card = {
        "id": "a",
        "lender": LENDER,
        "lender_type": "bank",
        "method": "card",
        "statement_day": 5,
        "due_day": 25,
        "rate": {"value": "0.0005", "per": "day"},
        "transactions": [{"on": date(2026, 9, 10), "amount": "1000.00"}],
    }
    found = seen(case(card, reachable=None))
    assert found.views[0].lender_type == "card_issuer"
    report = of_kind(found, "contact_person", "reported")
    assert report.earliest == date(2026, 10, 25) + 15 * DAY  # the card's row, not the bank's 7


@pytest.mark.parametrize(
    ("on", "kind", "day", "norms"),
    [
        # before any norm on third persons: no day, the general law
        (date(2024, 5, 14), "bank", None, set()),
        # from 2024-05-15 the association's guideline: out of reach, so today
        (date(2024, 5, 15), "bank", date(2024, 5, 15), {"cn.conduct.nifa24.third_when"}),
        (date(2025, 2, 27), "bank", date(2025, 2, 27), {"cn.conduct.nifa24.third_when"}),
        # from 2025-02-28 the national standard in its place
        (date(2025, 2, 28), "bank", date(2025, 2, 28), {"cn.conduct.gbt.third_when"}),
        (date(2026, 1, 29), "bank", date(2026, 1, 29), {"cn.conduct.gbt.third_when"}),
        # from 2026-01-30 banks have the banking association's too: failed calls, the next day
        (
            date(2026, 1, 30),
            "bank",
            date(2026, 1, 31),
            {"cn.conduct.gbt.third_when", "cn.conduct.cba.third_when"},
        ),
        (date(2026, 1, 30), "small_loan", date(2026, 1, 30), {"cn.conduct.gbt.third_when"}),
    ],
)
def test_on_both_sides_of_every_change_of_the_norms(on, kind, day, norms):
    old = loan(disbursed_on=date(2024, 1, 5), first_due_on=date(2024, 2, 5), lender_type=kind)
    found = seen(case(old, reachable=False), on)
    assert found.family.permitted_from == day
    cites = found.family.risks[0].answer.cites
    assert {cite.norm for cite in cites} == norms


def test_the_day_of_the_change_itself_is_asked_under_the_norm_of_that_day():
    # The evening before the banking guideline: not known whether he answers. Calls imagined on
    # 29 January fail, and on the 30th both norms are content with that.
    old = loan(disbursed_on=date(2024, 1, 5), first_due_on=date(2024, 2, 5), **BANK)
    found = seen(case(old, reachable=None), date(2026, 1, 29))
    assert found.family.permitted_from == date(2026, 1, 30)
    assert {cite.norm for cite in found.family.risks[0].answer.cites} == {
        "cn.conduct.gbt.third_when",
        "cn.conduct.cba.third_when",
    }


def test_norms_of_third_persons_are_all_of_one_kind():
    from ashore.forecast.third import GUARD

    found = {norm.id for norm in law().of_kind(GUARD) if norm.id.startswith("cn.")}
    assert found == {
        "cn.conduct.cba.third_when",
        "cn.conduct.gbt.third_when",
        "cn.conduct.nifa24.third_when",
    }


def test_a_norm_only_reported_for_a_lender_gives_no_date_either_way():
    card = loan(
        disbursed_on=date(2024, 1, 5), first_due_on=date(2024, 2, 5), lender_type="card_issuer"
    )
    for reachable in (True, False, None):
        found = seen(case(card, reachable=reachable), date(2025, 6, 1)).family
        assert found.permitted_from is None
        assert "没有读到原文" in found.reason.zh
    bound = seen(case(card, reachable=False), date(2026, 2, 1)).family
    assert bound.permitted_from == date(2026, 2, 2)
    assert {cite.norm for cite in bound.risks[0].answer.cites} == {"cn.conduct.cba.third_when"}
