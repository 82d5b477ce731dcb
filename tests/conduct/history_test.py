"""The history answers by searching; here it is compared with walking through the whole log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from ashore.conduct.clock import instant, micros
from ashore.conduct.history import LAST, History, key_of
from ashore.conduct.lane import CALLS, Lane, counts
from ashore.conduct.reach import Reach, step
from ashore.conduct.stops import StopRun
from ashore.days import SHANGHAI
from tests.conduct.strategies import contacts, logs
from tests.often import often

LANES = [
    Lane(group=("lender",), counted="effective", channels=CALLS, roles=("debtor",)),
    Lane(group=("organisation", "person", "loan"), counted="rung", channels=CALLS, agreed=True),
    Lane(group=("lender", "person", "address"), counted="unanswered", channels=CALLS),
    Lane(group=("lender",), counted="connected", call_class="notify", maybe=True),
    Lane(group=("person",), direction=""),
]


@settings(max_examples=often(60))
@given(logs(size=60), contacts(), st.sampled_from(LANES), st.integers(1, 8), st.randoms())
def test_a_count_is_what_a_walk_finds(log, contact, lane, days, dice):
    if log and dice.random() < 0.8:  # most often about somebody who is in the log
        contact = replace(dice.choice(log), at=dice.choice(log).at)
    contact = replace(contact, id="0012x")
    mixed = list(log)
    dice.shuffle(mixed)
    cut = dice.randrange(len(mixed) + 1)
    history = History(mixed[:cut])
    group, key = lane.group_of(contact), key_of(contact)
    start = micros(contact.at - timedelta(days=days))
    history.track().count(lane, group, start, key)  # the lane is made now, and added to later
    for each in mixed[cut:]:
        history.add(each)
    walked = [
        each
        for each in log
        if lane.key(each) == group and start <= key_of(each)[0] and key_of(each) < key
    ]
    assert history.track().count(lane, group, start, key) == len(walked)
    assert history.track().since(lane, group, start, key) == sorted(map(key_of, walked))
    earlier = [key_of(each) for each in log if lane.key(each) == group and key_of(each) < key]
    assert history.track().last(lane, group, key) == max(earlier, default=None)
    fresh = History(mixed).track()  # nothing is laid out yet: few contacts are looked at one by one
    assert fresh.last(lane, group, key) == max(earlier, default=None)
    assert fresh.count(lane, group, start, key) == len(walked)


@settings(max_examples=often(60))
@given(logs(), st.randoms())
def test_reaching_the_debtor_is_told_step_by_step(log, dice):
    mixed = list(log)
    dice.shuffle(mixed)
    history = History(mixed[: len(mixed) // 2])
    history.track().reach("L", 3, 3)
    for each in mixed[len(mixed) // 2 :]:
        history.add(each)
    known = Reach()
    for each in log:
        assert history.track().reach("L", 3, 3).before(key_of(each)) == known
        if each.role == "debtor" and each.lender == "L":
            day = each.at.astimezone(SHANGHAI).date()
            known = step(known, each, day, calls=3, days=3)


def test_debtors_are_kept_apart():
    at = datetime(2026, 3, 5, 10, tzinfo=UTC)
    contact = replace(contacts_example(), at=at, id="a")
    history = History()
    history.add(contact, "one")
    history.add(replace(contact, id="b"), "two")
    lane = Lane(group=("lender",))
    for name in ("one", "two"):
        assert history.track(name).count(lane, ("L",), 0, (micros(at), LAST)) == 1
    assert len(history) == 2
    assert len(history.track("nobody")) == 0


def contacts_example():
    from ashore.facts import Contact

    at = datetime(2026, 3, 5, 10, tzinfo=UTC)
    return Contact(id="a", at=at, lender="L", channel="call", role="parent", person="h:1")


def test_a_hashed_person_is_the_same_whoever_the_debtor_is():
    said = replace(contacts_example(), asked_to_stop=True)
    history = History()
    history.add(said, "one")
    assert any(history.stops(replace(said, id="b"), "two"))
    alias = replace(said, person="mother")
    history.add(alias, "one")
    assert not any(history.stops(replace(alias, id="b"), "two"))


@pytest.mark.parametrize("counted", ["rung", "connected", "effective", "unanswered"])
def test_an_unknown_outcome_is_neither_counted_nor_left_out(counted):
    assert counts(counted, "") is None
    assert counts("placed", "") is True


def test_microseconds_are_exact():
    at = datetime(2026, 3, 5, 10, 0, 0, 1, tzinfo=UTC)
    assert instant(micros(at)) == at
    assert instant(micros(at)).date() == date(2026, 3, 5)


@settings(max_examples=often(60))
@given(logs(size=40, direction=st.just("out")), contacts(), st.randoms())
def test_the_last_of_another_agency_is_what_a_walk_finds(log, contact, dice):
    log = [replace(each, organisation=dice.choice(("L", "a", "b", "c", ""))) for each in log]
    contact = replace(contact, id="0012x", organisation=dice.choice(("a", "b", "d")))
    mixed = list(log)
    dice.shuffle(mixed)
    cut = dice.randrange(len(mixed) + 1)
    history = History(mixed[:cut])
    key = key_of(contact)
    history.track().last_agency(contact, key)  # from now on contacts are added to what is there
    for each in mixed[cut:]:
        history.add(each)
    others = [
        key_of(each)
        for each in log
        if (each.lender, each.loan) == (contact.lender, contact.loan)
        and each.organisation not in {"", each.lender, contact.organisation}
        and key_of(each) < key
    ]
    assert history.track().last_agency(contact, key) == max(others, default=None)


@settings(max_examples=often(60))
@given(logs(size=40), st.randoms())
def test_of_requests_that_say_the_same_the_first_is_kept(log, dice):
    mixed = list(log)
    dice.shuffle(mixed)
    run = StopRun()
    for each in mixed:
        run.add(key_of(each), each)
    first = {}
    for each in sorted(log, key=key_of):
        said = (each.role, each.person, each.address, each.channel, each.lender, each.organisation)
        first.setdefault(said, key_of(each))
    assert [key for key, _ in run.entries] == sorted(first.values())
