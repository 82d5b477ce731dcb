"""What `ashore judge` prints as JSON keeps to its schema, key by key."""

from __future__ import annotations

import json

import jsonschema
import pytest

from ashore.cli import main
from ashore.report.schemas import SCHEMAS


@pytest.mark.parametrize("more", [[], ["--explain"], ["--lang", "en"], ["--on", "2026-11-19"]])
def test_the_verdicts_keep_to_their_schema(more, capsys):
    assert main(["judge", "examples/six-loans.toml", "--format", "json", *more]) == 0
    told = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(closed(SCHEMAS["judge"])).validate(told)
    assert told["contacts"]


def closed(schema):
    """Forbid keys the schema does not name, so that none goes undocumented."""
    if isinstance(schema, dict):
        inner = {key: closed(value) for key, value in schema.items()}
        return inner | ({"additionalProperties": False} if "properties" in inner else {})
    return [closed(each) for each in schema] if isinstance(schema, list) else schema
