"""The laws of the forecast, over random cases around every change of the norms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import assume, given, settings, strategies as st

from ashore.conduct.gate import decide
from ashore.conduct.history import History
from ashore.days import SHANGHAI
from ashore.facts import Contact
from ashore.forecast.third import lender_of, proposed
from ashore.loan import Payment
from tests.forecast.sample import law, seen
from tests.forecast.strategies import cases
from tests.often import often

DAY = timedelta(days=1)
laws = settings(max_examples=often(30), deadline=None)
FAILED = {"no_answer", "busy", "refused", "voicemail", "invalid"}


def everything(found):
    return (*found.events, *found.passed)


@laws
@given(cases())
def test_every_event_has_a_ground_a_key_of_its_own_and_dates_in_order(drawn):
    found = seen(*drawn)
    keys = [event.key for event in everything(found)]
    assert len(keys) == len(set(keys))
    for event in (*everything(found), *found.general):
        assert event.cites or event.sources, event.key
        assert event.track in {"permitted", "reported", "due"}
        if event.track == "permitted":
            assert event.cites
        if event.track == "reported":
            assert event.sources and not event.cites
        if event.confidence == "A":
            assert {cite.confidence for cite in event.cites} <= {"A"}
        dates = [event.earliest, event.usual, event.usual_to, event.latest]
        known = [each for each in dates if each is not None]
        assert known == sorted(known), event.key
    assert all(event.latest >= found.on for event in found.events if event.track == "reported")
    assert all(event.latest < found.on for event in found.passed)


def answering(case):
    """The same case of one who answers: every failed call was a talk."""
    calls = tuple(
        replace(one, outcome="talk") if one.outcome in FAILED else one for one in case.contacts
    )
    return replace(case, person=replace(case.person, reachable=True), contacts=calls)


@laws
@given(cases())
def test_one_who_answers_never_gets_a_permitted_day_whatever_the_days_late(drawn):
    case, on = drawn
    found = seen(answering(case), on)
    assert found.family.permitted_from is None
    assert not [one for one in found.family.risks if one.permitted_from is not None]
    others = [event for event in found.events if event.kind == "contact_person"]
    assert {event.track for event in others} <= {"reported"}
    assert not any(event.lawful for event in others)


def reached_today(case, on):
    """The same case after one call answered to every lender, late that day."""
    talks = tuple(
        Contact(
            id=f"talk-{file.loan.id}",
            at=datetime.combine(on, time(23, 59), SHANGHAI),
            loan=file.loan.id,
            lender=lender_of(file.loan),
            channel="call",
            role="debtor",
            outcome="talk",
        )
        for file in case.loans
    )
    return replace(
        case,
        person=replace(case.person, reachable=True),
        contacts=(*case.contacts, *talks),
    )


@laws
@given(cases())
def test_once_reached_nobody_else_may_be_contacted_the_next_day(drawn):
    case, on = drawn
    past = replace(case, contacts=tuple(one for one in case.contacts if one.at.date() <= on))
    assert seen(reached_today(past, on), on + DAY).family.permitted_from is None


@laws
@given(cases())
def test_every_permitted_day_is_confirmed_by_the_gate_and_the_day_before_refused(drawn):
    case, on = drawn
    found = seen(case, on)
    views = {view.id: view for view in found.views}
    for risk in found.family.risks:
        if risk.permitted_from is None:
            continue
        view, record = views[risk.loan], History(risk.answer.history)

        def asked(day, view=view, record=record):
            contact = proposed(view.file.loan, day)
            return decide(contact, record, view.situation, law()).word

        assert risk.permitted_from >= max(on, view.anchor.late_on)
        assert asked(risk.permitted_from) == "allow"
        before = risk.permitted_from - DAY
        # Before the first day late there is nothing to collect, whatever the gate would say.
        if before >= max(on, view.anchor.late_on):
            assert asked(before) != "allow"


@laws
@given(cases())
def test_what_the_shield_says_of_reaching_is_what_being_reached_gives(drawn):
    case, on = drawn
    past = replace(case, contacts=tuple(one for one in case.contacts if one.at.date() <= on))
    acts = {act.kind: act for act in seen(past, on).family.lowered_by}
    assume("answer" in acts)
    then = seen(reached_today(past, on), on).family
    assert acts["answer"].permitted.after is None
    told, after = acts["answer"].reported, then.first.reported_from if then.first else None
    if told.before is not None and after is not None and max(told.before, after) <= on:
        after = told.before  # from one day that has been to another is no move
    assert told.after == after


@laws
@given(cases())
def test_answering_brings_nothing_nearer(drawn):
    case, on = drawn
    silent = {
        event.key: event
        for event in everything(
            seen(replace(case, person=replace(case.person, reachable=False)), on)
        )
    }
    for event in everything(seen(answering(case), on)):
        before = silent.get(event.key)
        assert before is not None, event.key
        for name in ("earliest", "usual", "latest"):
            mine, theirs = getattr(event, name), getattr(before, name)
            assert (mine or date.max) >= (theirs or date.max), (event.key, name)


@laws
@given(cases(), st.data())
def test_paying_brings_nothing_nearer(drawn, data):
    case, on = drawn
    picked = data.draw(st.integers(0, len(case.loans) - 1))
    file = case.loans[picked]
    assume(file.loan.disbursed_on <= on)
    amount = data.draw(st.integers(1, file.loan.principal + 50_000))
    paid = replace(file, events=(*file.events, Payment(id="more", at=on, amount=amount)))
    loans = tuple(paid if one is file else one for one in case.loans)
    before = {event.key: event for event in everything(seen(case, on))}
    for event in everything(seen(replace(case, loans=loans), on)):
        old = before.get(event.key)
        if old is None or event.earliest is None or old.earliest is None:
            continue
        assert event.earliest >= old.earliest, event.key


@laws
@given(cases())
def test_no_act_of_the_shield_brings_anything_nearer(drawn):
    found = seen(*drawn)
    for act in found.family.lowered_by:
        for move in (act.permitted, act.reported):
            assert move.after is None or (move.before is not None and move.after >= move.before)


@laws
@given(cases(most=2))
def test_days_that_pass_move_no_reported_date(drawn):
    case, on = drawn
    quiet = replace(case, contacts=())
    today, tomorrow = seen(quiet, on), seen(quiet, on + DAY)
    later = {event.key: event for event in everything(tomorrow)}
    anchors = {view.id: view.anchor for view in tomorrow.views}
    for view in today.views:
        if view.anchor is None or view.anchor != anchors[view.id]:
            continue
        for event in everything(today):
            if event.loan == view.id and event.track == "reported":
                assert later[event.key].earliest == event.earliest
