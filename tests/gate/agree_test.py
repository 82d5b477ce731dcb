"""The same event, the same verdict at both doors: what the gate allows the judge does not fault."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings, strategies as st

from ashore.conduct.judge import judge_log
from ashore.conduct.verdict import Level
from ashore.gate.desk import Desk
from ashore.gate.request import read_request
from tests.gate.kit import NORMS, PLACES, Counter, make_store, request
from tests.gate.served import Served
from tests.often import often

OUTCOMES = ("talk", "no_answer", "busy", "voicemail", "refused", "invalid")

steps = st.lists(
    st.fixed_dictionaries(
        {
            "minutes": st.sampled_from([0, 1, 30, 240, 660, 1440]),
            "channel": st.sampled_from(["call", "robot_call", "sms"]),
            "role": st.sampled_from(["debtor", "debtor", "parent"]),
            "organisation": st.sampled_from(["甲消费金融", "乙催收"]),
            "outcome": st.sampled_from(OUTCOMES),
            "stops": st.booleans(),
            "made": st.sampled_from([True, True, True, False]),
        }
    ),
    max_size=14,
)


def asked(step, at):
    third = step["role"] == "parent"
    return request(
        at,
        channel=step["channel"],
        role=step["role"],
        organisation=step["organisation"],
        person="妈妈" if third else None,
        disclosed=["none"] if third else None,
        purpose="relay" if third else "collect",
    )


def outcome_of(step):
    written = step["channel"] == "sms"
    told = {"outcome": "delivered" if written else step["outcome"]}
    if step["stops"] and told["outcome"] in {"talk", "delivered"} and step["role"] == "parent":
        told["asked_to_stop"] = True
    return told


def verdicts_on(contacts, situation):
    law = NORMS.law("CN")
    return judge_log(contacts, situation, law)


@settings(max_examples=often(60), suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_what_the_gate_allowed_the_judge_does_not_fault(taken):
    with TemporaryDirectory() as name, Counter(make_store(Path(name) / "store")) as counter:
        allowed = set()
        for step in taken:
            counter.clock.go(minutes=step["minutes"])
            answer = counter.answer(asked(step, counter.clock.now)).value
            if answer["decision"] != "allow":
                continue
            name_of_it = answer["decision_id"]
            if not step["made"]:
                counter.tell(decision_id=name_of_it, made=False)
                continue
            counter.tell(decision_id=name_of_it, **outcome_of(step))
            allowed.add(name_of_it)
        desk = Desk(counter.store, counter.clock, NORMS)
        debtor = counter.store.door.debtor("d1")
        contacts = list(desk.recall.shelf(debtor).contacts.values())
        assert {contact.id for contact in contacts} == allowed
        raw = request()
        situation = read_request(raw, PLACES).situation
        for verdict in verdicts_on(contacts, replace(situation, debtor=debtor)):
            assert verdict.level is not Level.BREACH, verdict


@settings(max_examples=often(40), suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_a_store_and_a_history_brought_along_answer_alike(taken):
    """One question with everything in `history`, the same question of the store."""
    from ashore.gate.alone import answer_alone

    with TemporaryDirectory() as name, Counter(make_store(Path(name) / "store")) as counter:
        history = []
        for place, step in enumerate(taken):
            counter.clock.go(minutes=step["minutes"])
            raw = asked(step, counter.clock.now)
            alone = answer_alone({**raw, "history": list(history)}, PLACES, NORMS, "en")
            stored = counter.answer(raw).value
            for key in ("decision", "until", "by", "missing", "remaining", "verdict"):
                assert alone[key] == stored[key], (place, key)
            if stored["decision"] == "allow":
                told = outcome_of(step)
                counter.tell(decision_id=stored["decision_id"], **told)
                kept = {key: value for key, value in raw.items() if key != "situation"}
                history.append({**kept, **told, "id": stored["decision_id"]})


@settings(max_examples=often(30), suppress_health_check=[HealthCheck.too_slow])
@given(steps, st.sampled_from(["09:00-11:00", "mon-fri 09:00-18:00", "00:00-24:00"]))
def test_a_stricter_wish_never_allows_more(taken, hours):
    wishes = {"hours": [hours], "no_channels": ["sms"], "no_relatives": True}
    with TemporaryDirectory() as name, Counter(make_store(Path(name) / "store")) as counter:
        for step in taken:
            counter.clock.go(minutes=step["minutes"])
            raw = asked(step, counter.clock.now)
            strict = {**raw, "situation": {**raw["situation"], "preferences": wishes}}
            with_wishes = counter.answer(strict).value
            if with_wishes["decision"] == "allow":
                counter.tell(decision_id=with_wishes["decision_id"], made=False)
                assert counter.answer(raw).value["decision"] == "allow"


def test_the_same_through_the_service(tmp_path):
    """A day of calls through HTTP; then the log is judged as `ashore judge` would."""
    folder = make_store(tmp_path / "store")
    with Served(folder) as served, served.client() as client:
        told = []
        for number in range(60):
            served.clock.go(minutes=11)
            role = "parent" if number % 7 == 6 else "debtor"
            step = {
                "channel": ("call", "robot_call", "sms")[number % 3],
                "role": role,
                "organisation": ("甲消费金融", "乙催收")[number % 2],
                "outcome": OUTCOMES[number % len(OUTCOMES)],
                "stops": False,
            }
            answer = client.ask(asked(step, served.clock.now))
            told.append(answer["decision"])
            if answer["decision"] == "allow":
                client.tell(decision_id=answer["decision_id"], **outcome_of(step))
    assert {"allow", "wait"} <= set(told)
    with Counter(folder) as counter:
        debtor = counter.store.door.debtor("d1")
        contacts = list(counter.desk.recall.shelf(debtor).contacts.values())
        situation = replace(read_request(request(), PLACES).situation, debtor=debtor)
        levels = {verdict.level for verdict in verdicts_on(contacts, situation)}
    assert len(contacts) == told.count("allow")
    assert Level.BREACH not in levels


def test_the_contacts_of_a_store_can_be_judged_by_the_command(tmp_path, capsys):
    from ashore.cli.gate_store import run
    from ashore.cli.judge import run as judge

    folder = make_store(tmp_path / "store")
    with Counter(folder) as counter:
        for _ in range(3):
            counter.clock.go(minutes=1)
            counter.tell(decision_id=counter.ask()["decision_id"], outcome="talk")
        fourth = counter.clock.go(minutes=1).isoformat()
        met = {"at": fourth, "channel": "call", "role": "debtor", "outcome": "talk"}
        counter.tell(debtor="d1", contact=met)
    assert run(["gate log", str(folder), "--contacts", "--debtor", "d1"]) == 0
    case = tmp_path / "case.json"
    case.write_text(capsys.readouterr().out, encoding="utf-8")
    command = ["judge", str(case), "--lender-type", "consumer_finance", "--format", "json"]
    assert judge([*command, "--complete"]) == 0
    verdicts = [each["verdict"] for each in json.loads(capsys.readouterr().out)["contacts"]]
    assert verdicts == ["ok", "ok", "ok", "breach"]
