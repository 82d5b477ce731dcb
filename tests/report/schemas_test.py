"""The published schemas hold for real answers, and no key is left out of them."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from ashore.report.schemas import SCHEMAS
from ashore.report.values import (
    balance_value,
    claims_value,
    cost_value,
    report_value,
    schedule_value,
)
from tests.report.sample import NAMES, outcome

OURS = ("schedule", "balance", "cost", "claims", "report")
MAKE = {
    "schedule": lambda out, explain: schedule_value(out),
    "balance": lambda out, explain: balance_value(out, explain=explain),
    "cost": lambda out, explain: cost_value(out, explain=explain),
    "claims": lambda out, explain: claims_value(out, explain=explain),
    "report": lambda out, explain: report_value(out, explain=explain),
}


def closed(schema):
    """The same schema, forbidding every key it does not name."""
    if isinstance(schema, dict):
        out = {key: closed(value) for key, value in schema.items()}
        if "properties" in out:
            out["additionalProperties"] = False
        return out
    return [closed(each) for each in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name):
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("explain", [False, True], ids=["plain", "explained"])
@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("name", OURS)
def test_an_answer_fits_its_schema_and_has_no_key_the_schema_does_not_tell(name, case, explain):
    value = MAKE[name](outcome(case), explain)
    checked = Draft202012Validator(closed(SCHEMAS[name]), format_checker=None)
    assert not list(checked.iter_errors(value))


def test_an_answer_about_days_to_come_fits_too():
    value = report_value(outcome("private", date(2028, 1, 1)))
    Draft202012Validator(SCHEMAS["report"]).validate(value)


def test_the_reason_tree_fits_its_own_schema():
    for trace in report_value(outcome("six"), explain=True)["why"]:
        Draft202012Validator(SCHEMAS["why"]).validate(trace["trace"])


def test_a_schema_allows_keys_to_come_and_says_so():
    for name in OURS:
        assert "may be added" in SCHEMAS[name]["description"]
    value = balance_value(outcome("bare")) | {"new_key": 1}
    Draft202012Validator(SCHEMAS["balance"]).validate(value)


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda value: value.pop("totals"), "totals"),
        (lambda value: value["loans"][0].update(total=12.5), "total"),
        (lambda value: value["loans"][0].update(bucket="M9"), "bucket"),
        (lambda value: value["loans"][0]["instalments"][0].update(state="late"), "state"),
    ],
    ids=["missing", "float", "bucket", "state"],
)
def test_a_wrong_answer_does_not_fit(spoil, where):
    value = deepcopy(balance_value(outcome("bare")))
    spoil(value)
    errors = list(Draft202012Validator(SCHEMAS["balance"]).iter_errors(value))
    assert where in str(errors[0].message) + str(list(errors[0].absolute_path))
