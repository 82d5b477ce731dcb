"""Whatever comes in, nothing malformed is ever allowed and nothing makes the service fall over."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from ashore.words import BadInput
from tests.gate.kit import MORNING, Counter, make_store, request
from tests.gate.served import JSON, LINES, Served
from tests.often import often

SINCE = MORNING.isoformat()
FULL = request(
    id="x",
    person="妈妈",
    address="13800138000",
    disclosed=["none"],
    text="请按时还款",
    consent="22:00-23:00",
    staff=1,
    situation={
        "jurisdiction": "CN",
        "states": [{"kind": "disputed", "since": SINCE}],
        "agreements": [{"kind": "contact_hours", "since": SINCE, "windows": ["09:00-18:00"]}],
        "stops": [{"since": SINCE, "role": "parent", "person": "妈妈"}],
        "preferences": {
            "hours": ["09:00-18:00"],
            "pauses": [{"reason": "illness", "since": SINCE}],
        },
        "steps": [{"on": "2026-09-01", "stage": "filed"}],
        "principal": "916.80",
        "liable": ["spouse"],
        "agencies": ["乙"],
    },
)

scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["", "call", "debtor", "CN", SINCE, "2026-11-24", "allow", "h:0", "9" * 400])
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=8,
)


def paths(value, at=()):
    yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*at, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*at, place))


PATHS = [path for path in paths(FULL) if path]


def put(raw, path, value):
    made = deepcopy(raw)
    inner = made
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return made


@pytest.fixture(scope="module")
def served():
    with TemporaryDirectory() as name, Served(make_store(Path(name) / "store")) as made:
        yield made


@pytest.fixture(scope="module")
def client(served):
    with served.client() as made:
        yield made


RELAXED = settings(max_examples=often(150), suppress_health_check=list(HealthCheck))


def answered(client, path, body, kind=JSON):
    """Send; whatever was sent, what comes back is an answer and not an error of ours."""
    status, text = client.send("POST", path, body, kind)
    assert status in {200, 400}, (status, text)
    return status, text


@RELAXED
@given(st.sampled_from(PATHS), values)
def test_a_request_with_something_spoilt(client, path, value):
    raw = put(FULL, path, value)
    status, text = answered(client, "/decide", json.dumps(raw))
    answer = json.loads(text)
    assert answer["decision"] in {"allow", "wait", "refuse"}
    if status == 400:
        assert answer["decision"] == "refuse"


@RELAXED
@given(values)
def test_any_json_at_all(client, value):
    status, text = answered(client, "/decide", json.dumps(value))
    assert json.loads(text)["decision"] == "refuse"
    assert status == 400 or isinstance(value, dict)
    answered(client, "/record", json.dumps(value))


@RELAXED
@given(st.binary(max_size=300))
def test_any_bytes_at_all(client, body):
    status, text = answered(client, "/decide", body)
    assert status == 400
    assert json.loads(text)["decision"] == "refuse"


@RELAXED
@given(st.lists(st.text(max_size=60) | values.map(json.dumps), max_size=6))
def test_any_lines_at_all(client, lines):
    body = "\n".join(line.replace("\n", " ") for line in lines)
    _, text = answered(client, "/decide", body.encode("utf-8", "replace"), LINES)
    for line in text.splitlines():
        assert json.loads(line)["decision"] == "refuse"


@RELAXED
@given(
    st.sampled_from(["decision_id", "made", "outcome", "debtor", "contact", "contacts", "stop",
                     "card", "at", "replaces", "asked_to_stop"]),
    values,
    values,
)  # fmt: skip
def test_any_record_at_all(client, key, value, other):
    for raw in ({key: value}, {"debtor": "d1", key: value}, {"debtor": other, key: value}):
        answered(client, "/record", json.dumps(raw))


def test_after_all_that_the_service_still_answers_and_the_log_is_whole(client, served):
    from ashore.gate.verify import verify

    assert client.ask(request(situation={"debtor": "fresh"}))["decision"] == "allow"
    assert verify(served.folder).fault is None


@settings(max_examples=often(100), suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PATHS), values)
def test_a_spoilt_key_never_turns_a_refusal_into_a_permission(path, value):
    """FULL is refused (a third person, with a purpose that is none); what stays spoilt stays so."""
    from ashore.gate.alone import answer_alone
    from tests.gate.kit import NORMS, PLACES

    raw = put(FULL, path, value)
    raw["channell"] = "call"
    with pytest.raises(BadInput):
        answer_alone(raw, PLACES, NORMS, "en")


def test_a_store_that_was_fuzzed_opens_again(tmp_path):
    folder = make_store(tmp_path / "store")
    with Counter(folder) as counter:
        for path in PATHS:
            counter.answer(put(FULL, path, None))
    with Counter(folder) as counter:
        assert counter.ask(situation={"debtor": "fresh"})["decision"] == "allow"
