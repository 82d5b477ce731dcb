"""The OpenAPI document's parts: our published schemas, and the answers every call may give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ashore.files.json_schema import case_schema
from ashore.report.schema_parts import TEXT, WORD, as_object
from ashore.report.schemas import SCHEMAS

__all__ = ["COMPONENTS", "NAMES", "asks_case", "gives"]

Shape = dict[str, Any]
NAMES = ("report", "schedule", "balance", "cost", "claims", "forecast", "judge", "plan", "offers",
         "before-borrowing")  # fmt: skip
"""What can be asked about a case: the names of commands and of their schemas."""
SHOWN = (*NAMES, "guide")
TRACE = "#/components/schemas/trace"
FAULT = "#/components/schemas/fault"
JSON = "application/json"


def gives(name: str, *codes: int, status: int = 200) -> Shape:
    """Return what an operation declares: its answer by schema, and the faults it may give."""
    answer = {"description": "the answer", "content": _json({"$ref": _place(name)})}
    return {str(status): answer, **{str(code): FAULTS[code] for code in (*codes, *ALWAYS)}}


def asks_case() -> Shape:
    """Return the body of an operation that takes a case file in JSON."""
    return {"required": True, "content": _json({"$ref": _place("case")})}


def _place(name: str) -> str:
    return f"#/components/schemas/{name}"


def _json(schema: Shape) -> Shape:
    return {JSON: {"schema": schema}}


def _fault(said: str) -> Shape:
    return {"description": said, "content": _json({"$ref": FAULT})}


_DETAIL: Shape = {"type": "object", "properties": {"detail": {}}, "required": ["detail"]}


def _detail(said: str) -> Shape:
    return {"description": said, "content": _json(_DETAIL)}


LOCAL, CASE_PART = "#/$defs/", "#/components/schemas/case-"
IDENTITY = frozenset({"$schema", "$id", "$defs"})
ALWAYS = (401, 403, 422)
FAULTS: Mapping[int, Shape] = {
    400: _fault("the case, or what is asked of it, cannot be used"),
    401: _detail("no key, or one that is not known"),
    403: _detail("this is not allowed to whoever asks, or was asked by a page from elsewhere"),
    404: _detail("there is no such thing"),
    409: _fault("the case was changed since"),
    415: _detail("the body has to be application/json"),
    422: _detail("a parameter cannot be read"),
    423: _detail("the case is sealed and not opened here"),
}


def _inside(schema: Any) -> Any:  # noqa: ANN401  (any JSON value)
    """Return a schema as a part of a larger document: no identity of its own."""
    if isinstance(schema, Mapping):
        kept = {key: _inside(value) for key, value in schema.items() if key not in IDENTITY}
        if "$ref" in kept:
            kept["$ref"] = kept["$ref"].replace("urn:ashore:trace", TRACE).replace(LOCAL, CASE_PART)
        return kept
    return [_inside(each) for each in schema] if isinstance(schema, list) else schema


def _components() -> Shape:
    found = {name: _inside(schema) for name, schema in SCHEMAS.items() if name in SHOWN}
    found["trace"] = _inside(SCHEMAS["why"])
    whole = case_schema("en")
    found["case"] = _inside(whole)
    found |= {f"case-{name}": _inside(part) for name, part in whole["$defs"].items()}
    found["fault"] = as_object({"where": WORD, "what": TEXT, "expected": TEXT, "do": TEXT})
    found["cases"] = {"type": "array", "items": as_object(
        {
            "id": WORD,
            "created_at": {"type": "string", "format": "date-time"},
            "loans": {"type": ["integer", "null"]},
            "sealed": {"type": "boolean"},
            "demo": {"type": "boolean"},
            "unfinished": {"type": "boolean"},
        }
    )}  # fmt: skip
    found["answer"] = {"anyOf": [{"$ref": _place(name)} for name in NAMES]}
    found["made"] = as_object({"id": WORD, "version": {"type": "integer"}})
    found["schema"] = {"type": "object"}
    return found


COMPONENTS: Shape = _components()
