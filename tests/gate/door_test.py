from __future__ import annotations

import hmac
import json
import re

import pytest
from hypothesis import given, strategies as st

from ashore.conduct.consent import read_consent
from ashore.gate.door import Door, bare_consent, normal_number
from ashore.gate.slim import slim
from tests.gate.kit import LENDER, MORNING, request

SECRET = bytes(range(32))
DOOR = Door(SECRET)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("13800138000", "+8613800138000"),
        ("138 0013 8000", "+8613800138000"),
        ("138-0013-8000", "+8613800138000"),
        ("+86 138 0013 8000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("0086 138 0013 8000", "+8613800138000"),
        ("013800138000", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("(010) 1234 5678", "+861012345678"),
        ("+86 10 1234 5678", "+861012345678"),
        ("+86 010 1234 5678", "+861012345678"),
        ("400-800-1234", "+864008001234"),
        ("+86 400 800 1234", "+864008001234"),
        ("+44 20 7946 0958", "+442079460958"),
        ("0044 20 7946 0958", "+442079460958"),
    ],
)
def test_one_number_however_it_is_written(written, number):
    assert normal_number(written) == number


@pytest.mark.parametrize("written", ["(555) 234-5678", "+1 555 234 5678", "1-555-234-5678"])
def test_a_number_in_the_united_states(written):
    assert normal_number(written, "US") == "+15552345678"


@pytest.mark.parametrize("text", ["妈妈", "", "95555", "138****8000", "h:abc", "a@example.com"])
def test_what_is_no_number(text):
    assert normal_number(text) is None


@given(st.text())
def test_the_hash_is_hmac_sha_256(text):
    digest = hmac.digest(SECRET, f"text\0{text}".encode(), "sha256").hex()[:32]
    assert DOOR.text(text) == (f"h:{digest}" if text else "")


def test_a_number_is_the_same_as_person_and_as_address():
    assert DOOR.person("+86 138 0013 8000", "h:x") == DOOR.address("13800138000")


def test_an_alias_means_somebody_only_together_with_the_debtor():
    assert DOOR.person("妈妈", "h:1") == DOOR.person(" 妈妈 ", "h:1")
    assert DOOR.person("妈妈", "h:1") != DOOR.person("妈妈", "h:2")


def test_another_secret_gives_other_hashes():
    assert Door(bytes(32)).address("13800138000") != DOOR.address("13800138000")


def test_a_hash_stays_a_hash_and_what_only_looks_like_one_does_not():
    made = DOOR.address("13800138000")
    assert DOOR.address(made) == made
    assert DOOR.person("h:妈妈", "h:1") != "h:妈妈"
    assert DOOR.debtor("h:13800138000") != "h:13800138000"


def test_a_debtor_known_by_a_number_is_one_debtor():
    assert DOOR.debtor("138 0013 8000") == DOOR.debtor("+8613800138000")


SECRETS = ("13800138000", "138 0013 8000", "妈妈", "张三", "wld-8812", "6222020200112233")


def test_nothing_that_names_a_person_gets_past_the_door():
    from ashore.files.problems import Check
    from ashore.gate.quick import quick_convert
    from ashore.gate.request_shape import REQUEST

    since = MORNING.isoformat()
    raw = request(
        loan="wld-8812",
        person="妈妈",
        address="138 0013 8000",
        consent="张三 22:00-23:00 电话",
        situation={
            "debtor": "13800138000",
            "one_debt": ["wld-8812", "6222020200112233"],
            "liable": ["spouse", "张三"],
            "work_addresses": ["13800138000"],
            "agreements": [
                {"kind": "third_pays", "since": since, "person": "张三", "loan": "wld-8812"}
            ],
            "stops": [{"since": since, "role": "parent", "person": "妈妈"}],
        },
    )
    check = Check()
    values = quick_convert(raw, REQUEST, check)
    assert not check.problems
    DOOR.hide_request(values)
    written = json.dumps(slim(values), ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in written]
    assert "spouse" in written
    assert LENDER in written  # institutions stay readable
    assert len(re.findall(r"h:[0-9a-f]{32}", written)) >= 10


@pytest.mark.parametrize(
    "line",
    ["", "22:00-23:00 电话", "2026-01-02", "微信", "口头同意", "call 2026-01-02 09:00-24:00",
     "24:00-08:00", "9:30-10:00 张三同意", "sms, 2026-02-30"],
)  # fmt: skip
def test_a_consent_without_its_free_words_says_the_same(line):
    bare = bare_consent(line)
    assert read_consent(bare) == read_consent(line)
    assert "张三" not in bare
