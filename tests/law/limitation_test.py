"""The last day to sue, and what starts the clock anew."""

from __future__ import annotations

from datetime import date

import pytest

from ashore.files.law import read_law
from ashore.files.law_text import parse_law
from ashore.law.limitation import Interruption, Restart, enforcement_end, limitation
from ashore.law.norm import Law
from ashore.words import LawGap

LAW = read_law(("CN",))


def day_of(text):
    return date.fromisoformat(text)


def clock(due, *events):
    made = []
    for event in events:
        on, kind, *closed = event.split()
        made.append(Interruption(day_of(on), Restart(kind), *map(day_of, closed)))
    return limitation(day_of(due), made, LAW)


def test_three_years_from_the_last_instalment_and_twenty_at_most():
    found = clock("2023-05-10")
    assert (found.last_on, found.longest_on) == (date(2026, 5, 10), date(2043, 5, 10))
    assert not found.over_on(date(2026, 5, 10))
    assert found.over_on(date(2026, 5, 11))
    (step,) = found.steps
    assert (step.on, step.counts, step.cite.norm) == (
        date(2023, 5, 10),
        True,
        "cn.limitation.instalments",
    )
    assert step.text.en == "the last instalment was due"


def test_a_period_ends_on_the_same_day_or_the_end_of_the_month():
    assert clock("2024-02-29").last_on == date(2027, 2, 28)


# what happens after a debt due on 2023-05-10 | last day to sue, did the last event count, its norm
EVENTS = """
2024-01-05 demand                      | 2027-01-05 yes cn.limitation.restart.demand
2024-01-05 debit                       | 2027-01-05 yes cn.limitation.restart.demand
2024-01-05 payment                     | 2027-01-05 yes cn.limitation.restart.agreement
2024-01-05 promise                     | 2027-01-05 yes cn.limitation.restart.agreement
2024-01-05 payment_order               | 2027-01-05 yes cn.limitation.restart.proceedings
2024-01-05 preservation                | 2027-01-05 yes cn.limitation.restart.proceedings
2024-01-05 mediation                   | 2027-01-05 yes cn.limitation.restart.proceedings
2024-01-05 police_report               | 2027-01-05 yes cn.limitation.restart.proceedings
2024-01-05 assignment_notice           | 2027-01-05 yes cn.limitation.restart.assignment
2024-01-05 suit                        | -          yes cn.limitation.restart.proceedings
2024-01-05 arbitration                 | -          yes cn.limitation.restart.proceedings
2024-01-05 enforcement                 | -          yes cn.limitation.restart.proceedings
2024-01-05 insolvency_claim            | -          yes cn.limitation.restart.proceedings
2024-01-05 suit 2024-09-01             | 2027-09-01 yes cn.limitation.restart.proceedings
2026-05-10 demand                      | 2029-05-10 yes cn.limitation.restart.demand
2026-05-11 demand                      | 2026-05-10 no  cn.limitation.restart.demand
2026-05-11 suit                        | 2026-05-10 no  cn.limitation.restart.proceedings
2026-05-11 payment                     | 2029-05-11 yes cn.limitation.revived
2026-05-11 promise                     | 2029-05-11 yes cn.limitation.revived
"""


@pytest.mark.parametrize("row", EVENTS.strip().splitlines())
def test_what_an_event_does(row):
    event, answer = row.split("|")
    last_on, counts, norm = answer.split()
    found = clock("2023-05-10", event.strip())
    assert found.last_on == (None if last_on == "-" else day_of(last_on))
    step = found.steps[-1]
    assert (step.counts, step.cite.norm) == (counts == "yes", norm)
    assert step.last_on == found.last_on
    assert ("no effect" in step.text.en) == (counts == "no")
    assert step.text.zh


def test_every_kind_of_event_has_words_and_a_norm():
    for kind in Restart:
        step = limitation(date(2023, 5, 10), [Interruption(date(2024, 1, 1), kind)], LAW).steps[-1]
        assert step.text.zh and step.text.en and step.cite.source


def test_events_count_in_the_order_of_their_days():
    found = clock("2023-05-10", "2028-01-01 demand", "2025-06-01 promise")
    assert found.last_on == date(2031, 1, 1)
    assert [step.on for step in found.steps] == [
        date(2023, 5, 10),
        date(2025, 6, 1),
        date(2028, 1, 1),
    ]


def test_a_demand_that_came_too_late_and_a_payment_after_it():
    found = clock("2023-05-10", "2027-02-05 demand", "2027-03-05 payment")
    assert found.last_on == date(2030, 3, 5)
    assert [step.counts for step in found.steps] == [True, False, True]


def test_while_a_suit_is_pending_only_the_twenty_years_run():
    found = clock("2023-05-10", "2024-01-05 suit")
    assert not found.over_on(date(2040, 1, 1))
    assert not found.over_on(date(2043, 5, 10))
    assert found.over_on(date(2043, 5, 11))


def test_restarts_never_pass_twenty_years():
    found = clock("2018-05-10", *(f"{year}-01-01 demand" for year in range(2020, 2038, 2)))
    assert found.last_on == date(2039, 1, 1)
    assert found.longest_on == date(2038, 5, 10)
    assert found.over_on(date(2038, 5, 11))


def test_a_last_day_that_is_no_working_day_moves_on():
    """2023-05-02 to 2026-05-02, a Saturday inside the Labour Day holiday of 2026."""
    plain = limitation(date(2023, 5, 2), [], LAW)
    moved = limitation(date(2023, 5, 2), [], LAW, workdays=True)
    assert plain.last_on == date(2026, 5, 2)
    assert moved.last_on > plain.last_on
    assert limitation(date(2023, 5, 11), [], LAW, workdays=True).last_on == date(2026, 5, 11)


def test_debts_due_before_october_2017_are_not_answered():
    assert clock("2017-10-01").last_on == date(2020, 10, 1)
    with pytest.raises(LawGap):
        clock("2017-09-30")


def test_enforcement_is_to_be_applied_for_within_two_years():
    last_on, cite = enforcement_end(date(2024, 2, 29), LAW)
    assert last_on == date(2026, 2, 28)
    assert (cite.norm, cite.rank) == ("cn.enforcement.period", "law")


def test_an_event_no_norm_speaks_of_is_our_own_mistake():
    kept = {name: LAW.norms[name] for name in LAW.norms if ".restart." not in name}
    with pytest.raises(AssertionError, match="no norm says that demand restarts"):
        limitation(date(2023, 5, 10), [Interruption(date(2024, 1, 1), Restart.DEMAND)], Law(kept))


def test_the_packaged_texts_are_what_the_clock_reads():
    """Four years in the files make four years on the clock."""
    path = "cn.limitation.period"
    text = f"""
[[norm]]
id = "{path}"
kind = "limitation"
title = {{ zh = "试", en = "try" }}
means = {{ zh = "试", en = "try" }}
jurisdiction = "CN"
rank = "law"
severity = "note"
answers_until = 2026-11-23
[[norm.from]]
date = 2017-10-01
params = {{ years = 4, years_longest = 10 }}
source = "试"
confidence = "A"
"""
    changed = {name: LAW.norms[name] for name in LAW.norms} | {path: parse_law(text)[0]}
    found = limitation(date(2023, 5, 10), [], Law(changed))
    assert (found.last_on, found.longest_on) == (date(2027, 5, 10), date(2033, 5, 10))


def test_what_came_before_the_period_began_changes_nothing():
    paid = Interruption(date(2024, 1, 1), Restart.PAYMENT)
    clock = limitation(date(2026, 4, 5), [paid], LAW)
    assert clock.last_on == date(2029, 4, 5)
    assert [step.counts for step in clock.steps] == [True, False]


def test_nothing_runs_while_a_suit_is_pending():
    suit = Interruption(date(2026, 6, 1), Restart.SUIT)
    paid = Interruption(date(2026, 7, 1), Restart.PAYMENT)
    assert limitation(date(2026, 4, 5), [suit, paid], LAW).last_on is None


def test_a_payment_during_a_suit_that_ended_later_does_not_shorten_the_period():
    suit = Interruption(date(2026, 6, 1), Restart.SUIT, closed_on=date(2027, 6, 1))
    paid = Interruption(date(2026, 7, 1), Restart.PAYMENT)
    assert limitation(date(2026, 4, 5), [suit, paid], LAW).last_on == date(2030, 6, 1)


def test_each_step_says_what_it_was_and_how_the_clock_stood():
    suit = Interruption(date(2026, 6, 1), Restart.SUIT)
    events = [
        Interruption(date(2026, 4, 4), Restart.DEMAND),
        Interruption(date(2026, 4, 5), Restart.PAYMENT),
        suit,
        Interruption(date(2026, 7, 1), Restart.PROMISE),
    ]
    steps = limitation(date(2026, 4, 5), events, LAW).steps
    # In the order of their days: the demand came before the last instalment was due.
    assert [(step.last_on, step.counts) for step in steps] == [
        (date(2029, 4, 5), True),
        (date(2029, 4, 5), False),
        (date(2029, 4, 5), True),
        (None, True),
        (None, False),
    ]
    first, early, on_the_day, _, pending = (step.text for step in steps)
    assert (first.zh, first.en) == ("最后一期到期", "the last instalment was due")
    assert early.zh.endswith("（时效还没有开始）")
    assert early.en.endswith(" (the period had not begun)")
    assert "(" not in on_the_day.en
    assert pending.zh.endswith("（程序进行中，时效没有在走）")
    assert pending.en.endswith(" (proceedings are pending: nothing runs)")
