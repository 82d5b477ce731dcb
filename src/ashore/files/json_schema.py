"""The JSON Schema of the case file (draft 2020-12), made from the declared table.

It says what a schema can say: keys, kinds, choices, which keys belong together. What only a
calendar or another value can show (a payment before the loan) is checked by the reader alone.
"""

from __future__ import annotations

from typing import Any

from ashore.files.case_shape import CASE, VERSION
from ashore.files.shape import Field, Kind, Shape

__all__ = ["case_schema", "shape_schema"]

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DAY = r"(199\d|20\d\d|2100)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?"
_POSITIVE = "(?=.*[1-9])"


def case_schema(lang: str = "zh") -> Schema:
    """Return the schema of a case; descriptions are in `lang` ("zh" or "en")."""
    defs: dict[str, Schema] = {}
    schema = _table(CASE, defs, lang)
    schema["properties"]["ashore"] = {
        "const": VERSION,
        "description": CASE.known()["ashore"].about.say(lang),
    }
    schema["anyOf"] = [
        {"required": [key], "properties": {key: {"minItems": 1}}}
        for key in ("loans", "contacts", "unfinished", "offers")
    ]
    return {"$schema": DIALECT, "$id": f"urn:ashore:case:{VERSION}", **schema, "$defs": defs}


def shape_schema(shape: Shape, name: str, lang: str = "zh") -> Schema:
    """Return the schema of any declared table, called `urn:ashore:<name>`."""
    defs: dict[str, Schema] = {}
    schema = _table(shape, defs, lang)
    return {"$schema": DIALECT, "$id": f"urn:ashore:{name}", **schema, "$defs": defs}


def _table(shape: Shape, defs: dict[str, Schema], lang: str) -> Schema:
    """Return the schema of one table; keys that nobody declared are refused."""
    properties = {}
    for key, field in shape.known().items():
        same = [each for each in shape.fields if each.key == key]
        properties[key] = _described(field, defs, lang) if len(same) == 1 else {}
    needed = [
        key
        for key, field in shape.known().items()
        if field.required and not field.only + field.free
    ]
    schema: Schema = {
        "title": shape.title.say(lang),
        "type": "object",
        "properties": properties,
        "required": ["id"] if shape.relaxed_by else needed,
        "additionalProperties": False,
    }
    rules = _tag_rules(shape, defs, lang)
    if shape.relaxed_by:
        rules += [_unless(shape.relaxed_by, {"required": needed})]
    if shape.exactly_one:
        schema["oneOf"] = [{"required": [key]} for key in shape.exactly_one]
    if shape.at_least_one:
        schema["anyOf"] = [{"required": [key]} for key in shape.at_least_one]
    return schema | ({"allOf": rules} if rules else {})


def _tag_rules(shape: Shape, defs: dict[str, Schema], lang: str) -> list[Schema]:
    """Return what holds for a table with each tag, as one chain: a table has one tag only.

    Tags of which the same holds share a link. A rule for each tag would say the same, but whoever
    makes examples of a schema multiplies independent rules and gives up.
    """
    found: list[tuple[Schema, list[str]]] = []
    for tag in shape.tags():
        rule = _tag_rule(shape, tag, defs, lang)
        for known, tags in found:
            if known == rule:
                tags.append(tag)
                break
        else:
            found.append((rule, [tag]))
    chain: Schema = {}
    for rule, tags in reversed(found):
        is_tag = {"properties": {shape.by: _one_of(tags)}, "required": [shape.by]}
        chain = {"if": is_tag, "then": rule, **({"else": chain} if chain else {})}
    return [chain] if chain else []


def _one_of(words: list[str]) -> Schema:
    return {"const": words[0]} if len(words) == 1 else {"enum": words}


def _tag_rule(shape: Shape, tag: str, defs: dict[str, Schema], lang: str) -> Schema:
    """Return which keys a table with this tag must, and must not, have."""
    known = shape.known(tag)
    others = [key for key in shape.known() if key not in known]
    properties: Schema = {
        key: _described(field, defs, lang)
        for key, field in known.items()
        if sum(each.key == key for each in shape.fields) > 1
    }
    needed = [
        key
        for key, field in known.items()
        if field.required and tag not in field.free and field.only + field.free
    ]
    rule: Schema = {"properties": properties} if properties else {}
    if others:
        rule["propertyNames"] = {"not": {"enum": others}}
    if needed:
        need = {"required": needed}
        rule |= _unless(shape.relaxed_by, need) if shape.relaxed_by else need
    return rule


def _unless(key: str, rule: Schema) -> Schema:
    """Return a rule that holds where `key` is not there."""
    return {"if": {"not": {"required": [key]}}, "then": rule}


def _described(field: Field, defs: dict[str, Schema], lang: str) -> Schema:
    """Return a key's schema with what it means and what holds without it."""
    about = {"description": field.about.say(lang)}
    usual: Schema = {}
    if field.default is not None:
        default = field.default
        usual = {"default": list(default) if isinstance(default, tuple) else default}
    return {**about, **_value(field, defs, lang), **usual}


def _value(field: Field, defs: dict[str, Schema], lang: str) -> Schema:
    """Return the schema of what may stand behind a key."""
    match field.kind:
        case Kind.TABLE:
            return _reference(field, defs, lang)
        case Kind.TABLES:
            most: Schema = {"minItems": 1} if field.required else {}
            return {"type": "array", "items": _reference(field, defs, lang), **most}
        case Kind.CHOICE:
            return _choice(field, defs, lang)
        case Kind.CHOICES | Kind.COUNTS | Kind.TEXTS:
            return {"type": "array", "items": _item(field), "uniqueItems": True}
        case Kind.COUNT:
            return _count(field)
        case _:
            return _scalar(field)


def _reference(field: Field, defs: dict[str, Schema], lang: str) -> Schema:
    assert field.shape is not None
    name = field.shape.name.replace(" ", "_")
    if name not in defs:
        defs[name] = {}  # holds the place while it is made
        defs[name] = _table(field.shape, defs, lang)
    return {"$ref": f"#/$defs/{name}"}


def _choice(field: Field, defs: dict[str, Schema], lang: str) -> Schema:
    words: Schema = {"enum": [*field.choices, *([""] if field.default == "" else [])]}
    others: list[Schema] = []
    if field.or_day:
        others.append({"type": "string", "pattern": f"^{_DAY}$"})
    if field.shape is not None:
        others.append(_reference(field, defs, lang))
    return {"anyOf": [words, *others]} if others else words


def _item(field: Field) -> Schema:
    """Return the schema of one item of a list."""
    if field.kind is Kind.TEXTS:
        return {"type": "string"}
    return {"enum": list(field.choices)} if field.choices else _count(field)


def _count(field: Field) -> Schema:
    if field.choices:
        return {"enum": [int(word) for word in field.choices]}
    return {"type": "integer", "minimum": field.low, "maximum": field.high}


def _scalar(field: Field) -> Schema:
    """Return the schema of a plain value."""
    positive = "" if field.zero else _POSITIVE
    patterns = {
        Kind.TEXT: r"\S" if field.required else "",
        Kind.ID: r"^\S(.{0,62}\S)?$",
        Kind.MONEY: rf"^{positive}\+?\d+(\.\d{{1,2}}0*)?$",
        Kind.RATE: rf"^{positive}\+?\d+(\.\d+)?$",
        Kind.DAY: f"^{_DAY}$",
        Kind.MOMENT: f"^{_DAY}({_TIME})?$",
        Kind.INSTANT: f"^{_DAY}{_TIME}$",
        Kind.CLOCK: r"^(?!00:00)(([01]\d|2[0-3]):[0-5]\d|24:00)$",
    }
    if field.kind is Kind.FLAG:
        return {"type": "boolean"}
    pattern = patterns[field.kind]
    return {"type": "string", **({"pattern": pattern} if pattern else {})}
