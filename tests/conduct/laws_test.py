"""What must hold for every log: gate and judge agree, order is nothing, time only adds."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings, strategies as st

from ashore.conduct.gate import decide
from ashore.conduct.history import History
from ashore.conduct.judge import judge, judge_log
from ashore.conduct.situation import Pause, Preferences
from ashore.conduct.verdict import Level
from tests.conduct.strategies import contacts, logs, outcomes, preferences, situations, windows
from tests.conduct.verdicts import law
from tests.often import often

OUT = st.just("out")
SECOND = timedelta(seconds=1)


@settings(max_examples=often(60))
@given(logs(direction=OUT), situations(), st.randoms(use_true_random=False), outcomes)
def test_what_the_gate_lets_through_is_never_a_breach(proposed, situation, dice, outcome):
    history, made = History(), []
    for contact in proposed:
        asked = replace(contact, outcome="", asked_to_stop=None)
        if decide(asked, history, situation, law()).word == "allow":
            came = replace(contact, outcome=outcome if dice.random() < 0.3 else contact.outcome)
            history.add(came)
            made.append(came)
    assert [each for each in judge_log(made, situation, law()) if each.level is Level.BREACH] == []


@settings(max_examples=often(60))
@given(logs(), situations())
def test_judge_and_gate_say_the_same_of_the_same_contact(log, situation):
    verdicts = judge_log(log, situation, law())
    history = History()
    for contact, verdict in zip(log, verdicts, strict=True):
        if contact.direction == "out":
            decision = decide(contact, history, situation, law())
            assert decision.level == verdict.level
            assert set(decision.reasons) == set(verdict.findings)
            if verdict.level in {Level.BREACH, Level.UNKNOWN}:
                assert decision.word != "allow"
        history.add(contact)


@settings(max_examples=often(60))
@given(logs(), situations(), st.randoms(use_true_random=False))
def test_the_order_of_the_log_is_nothing(log, situation, dice):
    mixed = list(log)
    dice.shuffle(mixed)
    expected = {each.id: each for each in judge_log(log, situation, law())}
    assert {each.id: each for each in judge_log(mixed, situation, law())} == expected


@settings(max_examples=often(60))
@given(logs(), situations())
def test_the_whole_history_says_no_more_than_what_came_before(log, situation):
    random.Random(len(log)).shuffle(mixed := list(log))
    history = History(mixed)
    for contact, verdict in zip(log, judge_log(log, situation, law()), strict=True):
        assert judge(contact, history, situation, law()) == verdict


@settings(max_examples=often(60))
@given(logs(), contacts(), situations())
def test_a_later_contact_changes_no_earlier_verdict(log, late, situation):
    last = max((each.at for each in log), default=late.at)
    later = replace(late, id="zzzz", at=last + (late.at - late.at.replace(hour=0)) / 2)
    before = judge_log(log, situation, law())
    assert judge_log([*log, later], situation, law())[: len(log)] == before


@st.composite
def stricter_pairs(draw):
    """A card, and one that asks for at least as much."""
    card = draw(preferences)
    return card, replace(
        card,
        hours=card.hours[:1],
        avoid=(*card.avoid, *draw(st.lists(windows, max_size=1))),
        no_channels=(*card.no_channels, *draw(st.lists(st.just("call"), max_size=1))),
        no_relatives=card.no_relatives or draw(st.booleans()),
        pauses=(
            *card.pauses,
            *draw(
                st.lists(
                    st.builds(
                        Pause,
                        reason=st.just("illness"),
                        since=contacts().map(lambda each: each.at),
                    ),
                    max_size=1,
                )
            ),
        ),
    )


@settings(max_examples=often(60))
@given(logs(size=8), contacts(direction=OUT), situations(), stricter_pairs())
def test_a_stricter_card_never_allows_more(log, contact, situation, cards):
    loose, strict = (replace(situation, preferences=card) for card in cards)
    history = History(log)
    asked = replace(contact, id="new")
    if decide(asked, history, strict, law()).word == "allow":
        assert decide(asked, history, loose, law()).word == "allow"
        assert decide(asked, history, replace(situation, preferences=None), law()).word == "allow"


@settings(max_examples=often(60))
@given(logs(size=15), contacts(direction=OUT), situations())
def test_the_next_allowed_instant_is_the_first(log, contact, situation):
    history = History(log)
    asked = replace(contact, id="new", outcome="")
    decision = decide(asked, history, situation, law())
    if decision.word != "wait":
        assert decision.until is None
        return
    assert decision.until > asked.at
    assert decide(replace(asked, at=decision.until), history, situation, law()).word == "allow"
    just_before = replace(asked, at=decision.until - SECOND)
    assert decide(just_before, history, situation, law()).word != "allow"


@settings(max_examples=often(60))
@given(logs(size=10), contacts(direction=OUT), situations())
def test_an_answer_names_what_it_rests_on(log, contact, situation):
    decision = decide(replace(contact, id="new"), History(log), situation, law())
    held = [each for each in decision.reasons if each.holds]
    assert decision.word in {"allow", "wait", "refuse"}
    assert (decision.word == "allow") == (not held and not decision.missing)
    assert decision.by == (held[0].norm if held else "")
    assert decision.law_version == law().version
    assert all(left >= 0 for left in decision.remaining.values())
    for each in decision.reasons:
        assert each.cite.source
        assert each.confidence != "C" or each.level is not Level.BREACH


def test_an_empty_card_is_no_card():
    assert Preferences() == Preferences(hours=(), avoid=())
