"""The run over a case: which events there are, in what order, and what is left out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ashore.forecast.outlook import outlook
from ashore.forecast.run import further
from tests.forecast.sample import ON, case, law, loan, of_kind, practice, seen, six

DAY = timedelta(days=1)
DUE = date(2026, 11, 10)
TRACKS = {"permitted", "reported", "due"}


def test_events_come_by_date_those_without_one_last():
    dates = [event.earliest or date.max for event in six().events]
    assert dates == sorted(dates)


def test_no_event_is_without_a_ground():
    for event in (*six().events, *six().passed, *six().general):
        assert event.cites or event.sources, event.key
        assert event.track in TRACKS
        assert event.confidence in {"A", "B", "C"}
        for text in (event.title, event.means, event.do):
            assert text.zh and text.en, event.key


def test_a_report_never_cites_a_norm_as_its_ground_and_a_permission_never_a_page():
    for event in (*six().events, *six().passed):
        if event.track == "reported":
            assert event.sources and not event.cites
        if event.track == "permitted":
            assert event.cites and not event.sources


def test_reports_are_put_on_the_days_of_the_loan():
    event = of_kind(seen(case(reachable=False)), "contact_person", "reported")
    dates = (event.earliest, event.usual, event.usual_to, event.latest)
    assert dates == tuple(DUE + days * DAY for days in (3, 7, 18, 110))
    assert event.days == (3, 110)
    assert event.pages == 7


def test_a_report_about_others_says_whether_the_norms_allow_it():
    answers = seen(case(reachable=True))
    silent = seen(case(reachable=False), date(2026, 11, 11))
    private = seen(case(loan(lender_type="private"), reachable=False))
    assert of_kind(answers, "contact_person", "reported").lawful is False
    assert of_kind(silent, "contact_person", "reported").lawful is True  # from the 13th; allowed
    assert of_kind(private, "contact_person", "reported").lawful is None


def test_steps_whose_days_are_over_are_told_apart():
    old = loan(disbursed_on=date(2025, 6, 10), first_due_on=date(2025, 7, 10))
    found = seen(case(old, reachable=True))
    assert {"human_call", "agency", "suit"} <= {event.kind for event in found.passed}
    assert not {event.kind for event in found.events} & {"human_call", "agency", "suit"}
    assert "sale" in {event.kind for event in found.events}


def test_the_last_day_of_a_range_still_counts():
    found = seen(case(reachable=False), DUE + 110 * DAY)
    assert of_kind(found, "contact_person", "reported") in found.events
    found = seen(case(reachable=False), DUE + 111 * DAY)
    assert of_kind(found, "contact_person", "reported") in found.passed


def test_before_the_due_date_everything_hangs_on_not_paying():
    ahead = loan(disbursed_on=date(2026, 11, 10), first_due_on=date(2026, 12, 10))
    found = seen(case(ahead, reachable=False))
    assert "到期没有还" in of_kind(found, "contact_person", "reported").condition.zh
    assert of_kind(found, "reminder", "reported").condition.zh == ""
    late = of_kind(found, "late_from", "due")
    assert late.earliest == date(2026, 12, 11)


def test_the_next_instalment_comes_with_its_sum():
    due = of_kind(seen(case(reachable=True)), "instalment", "due")
    # 2000.00 outstanding less nothing, 30 days from 2026-11-10: 1000.00 + 2000.00 × 0.05 % × 30
    assert (due.earliest, due.amount) == (date(2026, 12, 10), 103000)


def test_an_instalment_of_interest_only_is_the_next_one_too():
    only = loan(method="interest_only")
    due = of_kind(seen(case(only, reachable=True)), "instalment", "due")
    assert (due.earliest, due.amount) == (date(2026, 12, 10), 4500)  # 3000.00 × 0.05 % × 30


def test_an_instalment_that_was_put_off_is_dated_where_it_was_put():
    moved = loan(
        events=[{"kind": "deferral", "on": ON, "instalments": [2], "to": date(2026, 12, 20)}]
    )
    due = of_kind(seen(case(moved, reachable=True)), "instalment", "due")
    assert due.earliest == date(2026, 12, 20)


def test_money_paid_ahead_moves_the_count_to_the_first_due_date_it_does_not_cover():
    ahead = loan(payments=[{"at": DUE, "amount": "2200.00"}])
    found = seen(case(ahead, reachable=False), DUE)
    assert found.views[0].anchor.due_on == date(2027, 1, 10)


def test_within_the_grace_the_instalment_still_counts_from_its_due_date():
    found = seen(case(loan(grace_days=20), reachable=False))
    anchor = found.views[0].anchor
    assert (anchor.due_on, anchor.missed, anchor.late_on) == (DUE, False, date(2026, 12, 1))
    assert of_kind(found, "late_from", "due").earliest == date(2026, 12, 1)


@pytest.mark.parametrize("settled", ["3100.00", "3046.50"])
def test_a_loan_that_owes_nothing_has_nothing_to_come(settled):
    paid = loan(instalments=1, payments=[{"at": DUE, "amount": settled}])
    found = seen(case(paid, reachable=False))
    assert [event for event in found.events if event.track != "due"] == []


def test_a_payment_still_to_come_is_not_known_yet():
    later = loan(payments=[{"at": ON + DAY, "amount": "1100.00"}])
    assert seen(case(later, reachable=False)).views[0].anchor.due_on == DUE
    assert seen(case(later, reachable=False), ON + DAY).views[0].anchor.due_on > DUE


def test_a_loan_not_yet_paid_out_is_quiet():
    coming = loan(disbursed_on=date(2027, 1, 1), first_due_on=date(2027, 2, 1))
    found = seen(case(coming, reachable=None))
    assert found.family.risks == ()
    assert not [event for event in found.events if event.track == "reported"]


def test_every_loan_has_its_money():
    assert [track.loan for track in six().money] == [view.id for view in six().views]


def test_keys_are_one_per_event():
    keys = [event.key for event in (*six().events, *six().passed, *six().general)]
    assert len(keys) == len(set(keys))


def test_the_same_case_gives_the_same_forecast():
    given = case(reachable=None)
    assert seen(given) == seen(given)


def test_whoever_has_the_outlook_gets_the_same_forecast_of_it():
    one = case(loan(), loan("b"))
    known = outlook(one, law(), practice(), ON)
    assert further(known, one, law(), practice()) == seen(one)
