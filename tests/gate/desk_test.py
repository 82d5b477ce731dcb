"""What the store remembers and how it counts; the clock of these tests stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ashore.conduct.situation import Preferences
from ashore.gate.card import open_key, sign_card
from ashore.gate.desk import AHEAD_MOST, LATE_MOST
from ashore.gate.trouble import StoreTrouble
from ashore.gate.windows import read_window
from ashore.words import BadInput
from tests.gate.kit import LENDER, MORNING, Counter, by, make_store, request

INTERACTIVE = "cn.conduct.gbt.interactive"


@pytest.fixture
def counter(tmp_path):
    with Counter(make_store(tmp_path / "store")) as made:
        yield made


def call(counter, minutes=1, outcome="talk", **changes):
    """Ask, and when allowed call and tell what came of it."""
    counter.clock.go(minutes=minutes)
    answer = counter.ask(**changes)
    if answer["decision"] == "allow":
        counter.tell(decision_id=answer["decision_id"], outcome=outcome)
    return answer["decision"]


# ---- counting


def test_permissions_count_before_anybody_tells_what_came_of_them(counter):
    said = []
    for _ in range(4):
        counter.clock.go(minutes=1)
        said.append(counter.ask()["decision"])
    assert said == ["allow", "allow", "allow", "wait"]


def test_what_came_of_them_counts_as_it_was(counter):
    assert [call(counter, outcome="busy") for _ in range(4)] == ["allow"] * 4
    assert [call(counter) for _ in range(4)] == ["allow", "allow", "allow", "wait"]


def test_a_lender_and_its_agencies_are_counted_together(counter):
    said = [call(counter, organisation=name) for name in (LENDER, "乙催收", "丙催收", "丁催收")]
    assert said == ["allow", "allow", "allow", "wait"]


def test_debtors_are_counted_apart(counter):
    for _ in range(3):
        call(counter)
    assert call(counter) == "wait"
    assert call(counter, situation={"debtor": "d2"}) == "allow"


def test_a_permission_not_used_is_given_back(counter):
    ids = []
    for _ in range(3):
        counter.clock.go(minutes=1)
        ids.append(counter.ask()["decision_id"])
    assert counter.ask()["decision"] == "wait"
    counter.tell(decision_id=ids[0], made=False)
    assert counter.ask()["decision"] == "allow"


def test_the_next_day_counts_anew(counter):
    for _ in range(3):
        call(counter)
    waited = counter.ask()
    until = datetime.fromisoformat(waited["until"])
    assert until == datetime(2026, 11, 25, 8, 0, tzinfo=MORNING.tzinfo)
    counter.clock.now = until
    assert counter.ask()["decision"] == "allow"


def test_the_same_after_opening_anew(counter):
    answers = [call(counter, outcome="busy"), call(counter), call(counter)]
    counter.desk.start_anew()
    assert [*answers, call(counter), call(counter)] == ["allow"] * 4 + ["wait"]


def test_a_contact_made_without_asking_counts(counter):
    for minute in (1, 2, 3):
        at = (MORNING + timedelta(minutes=minute)).isoformat()
        counter.clock.go(minutes=1)
        met = {"at": at, "loan": "wld", "channel": "call", "role": "debtor", "outcome": "talk"}
        counter.tell(debtor="d1", contact=met)
    counter.clock.go(minutes=1)
    assert by(counter.ask()) == ("wait", INTERACTIVE)


def test_remaining_counts_this_contact(counter):
    assert counter.ask()["remaining"][INTERACTIVE] == 3
    assert call(counter) == "allow"
    assert counter.ask()["remaining"][INTERACTIVE] == 3 - 1


def test_room_is_made_for_others_without_losing_count(tmp_path):
    from ashore.gate.desk import Desk
    from tests.gate.kit import NORMS

    with Counter(make_store(tmp_path / "store")) as counter:
        counter.desk = Desk(counter.store, counter.clock, NORMS, room=4)
        for _ in range(3):
            assert call(counter) == "allow"
        for number in range(20):
            assert call(counter, situation={"debtor": f"n{number}"}) == "allow"
        assert counter.desk.recall.kept <= 8
        assert call(counter) == "wait"


# ---- order and time


def test_nothing_is_put_before_what_is_on_record(counter):
    counter.clock.go(minutes=3)
    counter.ask()
    asked = counter.ask(at=MORNING.isoformat())
    assert by(asked) == ("wait", "gate.order")
    assert datetime.fromisoformat(asked["until"]) == counter.clock.now
    assert counter.ask()["decision"] == "allow"


def test_going_back_in_time_does_not_get_round_a_limit(counter):
    for _ in range(3):
        call(counter)
    earlier = [counter.ask(at=(MORNING - timedelta(minutes=n)).isoformat()) for n in range(1, 5)]
    assert not [answer for answer in earlier if answer["decision"] == "allow"]


@pytest.mark.parametrize(
    ("off", "word"),
    [
        (-LATE_MOST, "allow"),
        (-LATE_MOST - timedelta(seconds=1), "refuse"),
        (AHEAD_MOST, "allow"),
        (AHEAD_MOST + timedelta(seconds=1), "refuse"),
    ],
)
def test_both_edges_of_the_time_that_can_be_asked_about(counter, off, word):
    answer = counter.ask(at=(MORNING + off).isoformat())
    assert answer["decision"] == word
    assert (answer["by"] == "gate.time") == (word == "refuse")


# ---- who


def test_without_a_debtor_nothing_can_be_counted(counter):
    answer = counter.ask(situation={"debtor": None})
    assert (by(answer), answer["missing"]) == (("refuse", "gate.debtor"), ["debtor"])


def test_a_lender_the_store_does_not_count_for(counter):
    assert by(counter.ask(lender="别家银行")) == ("refuse", "gate.lender")


def test_the_only_lender_need_not_be_named(counter):
    for _ in range(3):
        call(counter, lender=None)
    assert call(counter) == "wait"


def test_with_two_lenders_it_has_to_be_named(tmp_path):
    with Counter(make_store(tmp_path / "store", "甲", "乙")) as counter:
        assert counter.ask(lender=None)["missing"] == ["lender"]
        assert counter.ask(lender="甲")["decision"] == "allow"


def test_missing_facts_are_named(counter):
    answer = counter.ask(channel=None, situation={"lender_type": None})
    assert answer["decision"] == "refuse"
    assert {"channel", "lender_type"} <= set(answer["missing"])


# ---- stops


def unreachable(counter, **changes):
    """Three failed calls the day before: others may be contacted."""
    for hour in (1, 2, 3):
        at = (MORNING - timedelta(days=1, hours=hour)).isoformat()
        met = {"at": at, "channel": "call", "role": "debtor", "outcome": "no_answer"}
        counter.tell(contact=met, **changes)


def mother(debtor="d1", **changes):
    return {
        "role": "parent", "person": "13900139000", "purpose": "relay", "disclosed": ["none"],
        "situation": {"debtor": debtor}, **changes,
    }  # fmt: skip


def test_a_relative_who_said_stop_is_not_contacted_again(counter):
    unreachable(counter, debtor="d1")
    allowed = counter.ask(**mother())
    assert allowed["decision"] == "allow"
    counter.clock.go(minutes=2)
    counter.tell(decision_id=allowed["decision_id"], outcome="talk", asked_to_stop=True)
    counter.clock.go(days=30)
    refused = counter.ask(**mother())
    assert refused["decision"] == "refuse"
    assert "stop" in refused["by"]


def test_the_same_number_is_left_alone_whoever_the_debtor_is(counter):
    for debtor in ("d1", "d2"):
        unreachable(counter, debtor=debtor)
    assert counter.ask(**mother("d2"))["decision"] == "allow"
    said = {"since": MORNING.isoformat(), "role": "parent", "person": "+86 139 0013 9000"}
    counter.tell(debtor="d1", stop=said)
    counter.clock.go(minutes=1)
    assert counter.ask(**mother("d2"))["decision"] == "refuse"
    counter.desk.start_anew()
    assert counter.ask(**mother("d2"))["decision"] == "refuse"


def test_an_alias_is_somebody_else_with_another_debtor(counter):
    for debtor in ("d1", "d2"):
        unreachable(counter, debtor=debtor)
    said = {"since": MORNING.isoformat(), "role": "parent", "person": "妈妈"}
    counter.tell(debtor="d1", stop=said)
    counter.clock.go(minutes=1)
    assert counter.ask(**mother("d1", person="妈妈"))["decision"] == "refuse"
    assert counter.ask(**mother("d2", person="妈妈"))["decision"] == "allow"


# ---- cards


@pytest.fixture
def key(tmp_path):
    return open_key(tmp_path / "own.key")[0]


def card(key, hours="14:00-16:00", minutes=0, lender=""):
    window = read_window(hours)
    assert window is not None
    wishes = Preferences(hours=(window,))
    return sign_card(wishes, MORNING + timedelta(minutes=minutes), key, lender)


def test_a_card_in_the_request_is_honoured(counter, key):
    answer = counter.ask(card=card(key))
    assert by(answer) == ("wait", "cn.conduct.wish.hours")
    assert datetime.fromisoformat(answer["until"]).hour == 14


def test_a_card_on_file_is_honoured(counter, key):
    counter.tell(debtor="d1", card=card(key))
    assert counter.ask()["by"] == "cn.conduct.wish.hours"
    assert counter.ask(situation={"debtor": "d2"})["decision"] == "allow"
    counter.desk.start_anew()
    assert counter.ask()["by"] == "cn.conduct.wish.hours"


def test_of_two_cards_with_one_key_the_newer_counts(counter, key):
    counter.tell(debtor="d1", card=card(key, minutes=5))
    older = card(key, "09:00-18:00", minutes=0)
    assert counter.ask(card=older)["decision"] == "wait"
    with pytest.raises(BadInput, match="newer"):
        counter.tell(debtor="d1", card=older)
    counter.tell(debtor="d1", card=card(key, "09:00-18:00", minutes=6))
    assert counter.ask()["decision"] == "allow"


def test_a_card_with_another_key_conflicts(counter, key, tmp_path):
    other = open_key(tmp_path / "other.key")[0]
    counter.tell(debtor="d1", card=card(key))
    assert by(counter.ask(card=card(other))) == ("refuse", "gate.card")
    with pytest.raises(BadInput, match="another key") as caught:
        counter.tell(debtor="d1", card=card(other, "09:00-18:00"))
    fingerprint = caught.value.what.en.partition("(")[2].rstrip(")")
    counter.tell(debtor="d1", card=card(other, "09:00-18:00"), replaces=fingerprint)
    assert counter.ask()["decision"] == "allow"


def test_a_card_for_another_lender_does_not_count(counter, key):
    assert counter.ask(card=card(key, lender="别家"))["decision"] == "allow"
    assert counter.ask(card=card(key, lender=LENDER))["decision"] == "wait"


def test_wishes_without_a_signature_do_not_replace_a_card(counter, key):
    counter.tell(debtor="d1", card=card(key))
    wishes = {"preferences": {"hours": ["00:00-24:00"]}}
    assert by(counter.ask(situation=wishes)) == ("refuse", "gate.card")


def test_a_changed_card_is_refused(counter, key):
    changed = {**card(key), "hours": ["00:00-24:00"]}
    answer = counter.ask(card=changed)
    assert by(answer) == ("refuse", "gate.bad_request")
    assert "signature" in answer["reasons"][0]["reason"]


# ---- telling


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({}, "exactly one"),
        ({"decision_id": "2", "contact": {"at": MORNING.isoformat()}}, "exactly one"),
        ({"contact": {"at": MORNING.isoformat()}}, "debtor is missing"),
        ({"decision_id": "999"}, "no permission 999"),
        ({"decision_id": "1"}, "no permission 1"),
        ({"decision_id": "x"}, "no permission x"),
        ({"decision_id": "2", "outcom": "talk"}, "did you mean outcome"),
        ({"debtor": "d1", "contact": {"at": "2027-01-01T00:00:00+08:00"}}, "still to come"),
        ({"debtor": "d1", "stop": {"since": "2027-01-01T00:00:00+08:00"}}, "still to come"),
        ({"decision_id": "2", "at": "2027-01-01T00:00:00+08:00"}, "still to come"),
    ],
)
def test_what_cannot_be_recorded(counter, told, words):
    counter.ask()
    before = counter.store.seq
    with pytest.raises(BadInput, match=words):
        counter.tell(**told)
    assert counter.store.seq == before


def test_the_outcome_of_a_refusal_cannot_be_told(counter):
    refused = counter.ask(lender="别家银行")
    with pytest.raises(BadInput, match="no permission"):
        counter.tell(decision_id=refused["decision_id"], outcome="talk")


def test_an_outcome_told_twice_is_the_later_one(counter):
    counter.clock.go(minutes=1)
    name = counter.ask()["decision_id"]
    counter.tell(decision_id=name, outcome="talk")
    counter.tell(decision_id=name, outcome="busy")
    shelf = counter.desk.recall.shelf(counter.store.door.debtor("d1"))
    assert [contact.outcome for contact in shelf.contacts.values()] == ["busy"]


def test_a_contact_told_not_made_and_then_made_counts_after_all(counter):
    ids = []
    for _ in range(3):
        counter.clock.go(minutes=1)
        ids.append(counter.ask()["decision_id"])
    counter.tell(decision_id=ids[0], made=False)
    counter.tell(decision_id=ids[0], outcome="talk")
    counter.clock.go(minutes=1)
    assert counter.ask()["decision"] == "wait"
    counter.desk.start_anew()
    assert counter.ask()["decision"] == "wait"


def test_a_contact_cannot_be_moved_to_the_days_before_its_permission(counter):
    counter.clock.go(days=1)
    name = counter.ask()["decision_id"]
    early = counter.clock.now - LATE_MOST - timedelta(seconds=1)
    with pytest.raises(BadInput, match="before the permission"):
        counter.tell(decision_id=name, outcome="talk", at=early.isoformat())
    counter.tell(decision_id=name, outcome="talk", at=(counter.clock.now - LATE_MOST).isoformat())


def american(debtor="d1", **changes):
    return {
        "role": "parent", "person": "(212) 555-0100", "purpose": "locate", "disclosed": ["none"],
        "organisation": "Agency",
        "situation": {"debtor": debtor, "jurisdiction": "US", "zones": ["America/New_York"],
                      "lender_type": None},
        **changes,
    }  # fmt: skip


@pytest.mark.parametrize("named", [{"jurisdiction": "US"}, {}], ids=["named", "as asked before"])
def test_an_american_number_is_one_number_in_requests_and_in_what_is_told(counter, named):
    counter.clock.now = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
    assert counter.ask(**american())["decision"] == "allow"
    said = {"since": counter.clock.now.isoformat(), "role": "parent", "person": "212-555-0100"}
    counter.tell(debtor="d1", stop=said, **named)
    counter.clock.go(minutes=1)
    door, recall = counter.store.door, counter.desk.recall
    person = door.person("+1 212 555 0100", "", "US")
    assert [each.person for each in recall.shelf(door.debtor("d1")).contacts.values()] == [
        person
    ] * 2


def test_who_said_stop_by_number_is_left_alone_under_an_alias_too(counter):
    unreachable(counter, debtor="d1")
    asked = mother("d1", person="妈妈", address="13900139000")
    assert counter.ask(**asked)["decision"] == "allow"
    counter.clock.go(minutes=1)
    said = {"since": counter.clock.now.isoformat(), "role": "parent", "person": "139 0013 9000"}
    counter.tell(debtor="d2", stop=said)
    counter.clock.go(minutes=1)
    refused = counter.ask(**asked)
    assert refused["decision"] == "refuse"
    assert "stop" in refused["by"]


# ---- a store that fails while it is in use


def test_after_a_failed_write_the_count_is_that_of_the_disk(counter, monkeypatch):
    def fails(records):
        raise StoreTrouble.slow(counter.folder)

    monkeypatch.setattr(counter.store, "append", fails)
    for _ in range(5):
        counter.clock.go(minutes=1)
        assert by(counter.ask()) == ("refuse", "gate.store_unavailable")
    monkeypatch.undo()
    assert [call(counter) for _ in range(4)] == ["allow", "allow", "allow", "wait"]


def test_every_answer_says_what_allow_is_worth(counter):
    for answer in (counter.ask(), counter.ask(lender="x"), counter.answer({"at": 1}).value):
        assert "does not prove" in answer["advice"]


def test_a_malformed_request_is_not_recorded(counter):
    before = counter.store.seq
    answer = counter.answer({**request(), "outcome": "busy"})
    assert (by(answer.value), answer.record) == (("refuse", "gate.bad_request"), None)
    assert counter.store.seq == before
