"""A case written and read again is the same case, in both languages, whatever it holds."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from ashore.files.case import case_of, parse_case, write_case
from ashore.files.json_schema import case_schema
from ashore.files.unbuild import raw_of
from tests.often import often

SPEC = importlib.util.spec_from_file_location("strategies", Path(__file__).parent / "strategies.py")
assert SPEC and SPEC.loader
strategies = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(strategies)

SCHEMA = jsonschema.Draft202012Validator(case_schema("en"))
SLOW = settings(
    max_examples=often(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SLOW
@given(strategies.cases())
def test_a_case_written_and_read_again_is_the_same(raw):
    case = case_of(raw)
    for language in ("toml", "json"):
        text = write_case(case, language)
        again = parse_case(text, "again", language).case
        assert again == case
        assert write_case(again, language) == text


@SLOW
@given(strategies.cases())
def test_what_the_reader_accepts_the_schema_accepts(raw):
    plain = json.loads(json.dumps(raw, default=lambda day: day.isoformat()))
    assert [error.message for error in SCHEMA.iter_errors(plain)] == []
    written = json.loads(write_case(case_of(raw), "json"))
    assert [error.message for error in SCHEMA.iter_errors(written)] == []


def test_what_was_defaulted_is_left_out_again():
    raw = {
        "ashore": 1,
        "loans": [
            {
                "id": "a",
                "lender_type": "bank",
                "principal": "1000.00",
                "disbursed_on": "2026-03-05",
                "method": "bullet",
                "instalments": 1,
                "first_due_on": "2026-04-05",
                "rate": {"value": "0.01", "per": "month"},
            }
        ],
    }
    written = raw_of(case_of(raw))
    assert set(written["loans"][0]) == set(raw["loans"][0])


def test_a_rate_without_a_finite_decimal_is_our_own_mistake():
    from fractions import Fraction

    from ashore.files.exact import plain

    with pytest.raises(AssertionError):
        plain(Fraction(1, 3))
