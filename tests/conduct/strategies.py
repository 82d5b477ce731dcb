"""Random logs of contact and situations: few people and numbers, so that counts fill up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from ashore.conduct.situation import (
    Agreement,
    DebtorState,
    Pause,
    Preferences,
    Situation,
    Window,
)
from ashore.facts import Contact

START = datetime(2026, 3, 5, 0, tzinfo=UTC)  # US clocks change on the 8th
DAYS = 12
CALLS = ("call", "robot_call")
ROLES = ("debtor", "debtor", "debtor", "parent", "guarantor", "friend", "spouse", "")
CLOCK = [time(hour, minute) for hour in range(24) for minute in (0, 30)]

DIRECTIONS = st.sampled_from(("out", "out", "out", "out", "in"))

moments = st.integers(0, DAYS * 24 * 4).map(lambda quarter: START + timedelta(minutes=15 * quarter))
outcomes = st.sampled_from(
    ("talk", "talk", "no_answer", "no_answer", "busy", "invalid", "voicemail", "refused", "")
)


@st.composite
def contacts(draw, direction=DIRECTIONS):
    role = draw(st.sampled_from(ROLES))
    channel = draw(st.sampled_from(("call", "call", "robot_call", "sms", "visit")))
    return Contact(
        id="",
        at=draw(moments),
        loan=draw(st.sampled_from(("A", "B"))),
        lender=draw(st.sampled_from(("L", "L", "L", ""))),
        organisation=draw(st.sampled_from(("L", "agency", ""))),
        channel=channel,
        direction=draw(direction),
        role=role,
        person="" if role == "debtor" else draw(st.sampled_from(("x", "y", ""))),
        address=draw(st.sampled_from(("h:1", "h:2", ""))),
        outcome=draw(outcomes)
        if channel in CALLS
        else draw(st.sampled_from(("delivered", "talk"))),
        identified=draw(st.sampled_from((True, True, None, False))),
        disclosed=draw(st.sampled_from((("none",), ("none",), ("amount",), None))),
        purpose=draw(st.sampled_from(("relay", "locate", "collect", "notify", ""))),
        asked_to_stop=draw(st.sampled_from((None, None, None, True))),
        consent=draw(st.sampled_from(("", "", "", "22:00-23:00", "fine", "2026-03-06"))),
        staff=draw(st.sampled_from((2, 2, 1, None))),
        recorded=draw(st.sampled_from((True, True, None, False))),
        entered=draw(st.sampled_from((None, False, True))),
        liable=draw(st.sampled_from((None, None, True, False))) if role != "debtor" else None,
    )


def numbered(log):
    """Return a log in the order of time with ids that grow in that order."""
    ordered = sorted(log, key=lambda each: each.at)
    return [replace(each, id=f"{place:04d}") for place, each in enumerate(ordered)]


def logs(size=25, **kw):
    return st.lists(contacts(**kw), max_size=size).map(numbered)


clocks = st.sampled_from(CLOCK)
windows = st.builds(
    Window, clocks, clocks, st.lists(st.integers(0, 6), max_size=3, unique=True).map(tuple)
)
pauses = st.builds(
    Pause,
    reason=st.sampled_from(("illness", "dispute")),
    since=moments,
    until=st.one_of(st.none(), moments),
)
preferences = st.builds(
    Preferences,
    hours=st.lists(windows, max_size=2).map(tuple),
    avoid=st.lists(windows, max_size=2).map(tuple),
    channels=st.sampled_from(((), (), ("call", "sms"), ("sms",))),
    no_channels=st.sampled_from(((), (), ("visit",), ("robot_call", "visit"))),
    no_relatives=st.booleans(),
    pauses=st.lists(pauses, max_size=1).map(tuple),
    since=st.none(),
)
agreements = st.builds(
    Agreement,
    kind=st.sampled_from(
        ("contact_hours", "contact_limit", "call_consent", "instalment_plan", "third_pays")
    ),
    since=moments,
    until=st.one_of(st.none(), moments),
    kept=st.sampled_from((None, True, False)),
    windows=st.lists(windows, min_size=1, max_size=2).map(tuple),
    limit=st.integers(0, 4),
    person=st.sampled_from(("", "x")),
)
states = st.builds(
    DebtorState, kind=st.sampled_from(("dead", "represented", "disputed")), since=moments
)


@st.composite
def situations(draw):
    american = draw(st.booleans())
    return Situation(
        jurisdiction="US" if american else "CN",
        region=draw(st.sampled_from(("", "MA"))),
        lender_type=draw(st.sampled_from(("bank", "small_loan", "card_issuer", "private", None))),
        zones=draw(
            st.sampled_from((("America/New_York",), ("America/New_York", "America/Los_Angeles")))
        )
        if american
        else (),
        one_debt=draw(st.sampled_from(((), ("A", "B")))),
        reachable=draw(st.sampled_from((None, True, False))),
        states=tuple(draw(st.lists(states, max_size=1))),
        agreements=tuple(draw(st.lists(agreements, max_size=2))),
        preferences=draw(st.one_of(st.none(), preferences)),
        liable=draw(st.sampled_from(((), ("spouse",)))),
        not_liable=draw(st.sampled_from(((), ("spouse",)))),
        agencies=draw(st.sampled_from((None, ("agency",), ()))),
        work_addresses=draw(st.sampled_from(((), ("h:2",)))),
        work_banned=draw(st.sampled_from((None, True))),
        complete=draw(st.booleans()),
    )
