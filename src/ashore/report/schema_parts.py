"""Pieces that the JSON Schemas of all outputs are made of (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

__all__ = [
    "COUNT",
    "DAY",
    "DRAFT",
    "FLAG",
    "MONEY",
    "OPEN",
    "PROMISE",
    "RATE",
    "TEXT",
    "UNFINISHED",
    "WORD",
    "Schema",
    "answer",
    "as_list",
    "as_object",
    "maybe",
    "one_of",
]

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PROMISE = "Keys may be added in a later version; none is renamed or removed."

TEXT: Schema = {
    "type": "object",
    "description": "A sentence in Simplified Chinese and in English.",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
}
MONEY: Schema = {
    "type": "string",
    "pattern": r"^-?\d+(\.\d+)?$",
    "description": "A decimal string of the currency's main unit, such as 916.80.",
}
RATE: Schema = {
    "type": "string",
    "pattern": r"^-?\d+(\.\d+)?$",
    "description": "A decimal string; 0.24 is 24 %.",
}
DAY: Schema = {"type": "string", "format": "date"}
WORD: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}


def maybe(schema: Schema) -> Schema:
    """Return a schema that also takes null."""
    return {"anyOf": [schema, {"type": "null"}]}


def as_list(of: Schema) -> Schema:
    """Return the schema of a list of one thing."""
    return {"type": "array", "items": of}


def one_of(words: Iterable[str]) -> Schema:
    """Return the schema of one of a few words."""
    return {"enum": [str(word) for word in words]}


def as_object(properties: Mapping[str, Schema], *, optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object; every key but the optional ones is always there."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [key for key in properties if key not in optional],
    }


def answer(
    name: str, properties: Mapping[str, Schema], *, optional: tuple[str, ...] = ()
) -> Schema:
    """Return the schema of a command's whole answer."""
    return {
        "$schema": DRAFT,
        "$id": f"urn:ashore:{name}",
        "title": f"ashore {name}",
        "description": PROMISE,
        **as_object(properties, optional=optional),
    }


OPEN: Schema = {
    **as_list(
        as_object(
            {
                "loan": WORD,
                "key": {**WORD, "description": "The key of the loan that is only assumed."},
                "assumed": {**WORD, "description": "What is taken for it; empty: nothing paid."},
                "low": {**maybe(RATE), "description": "The lowest a rate may be."},
                "high": {**maybe(RATE), "description": "The highest a rate may be."},
                "per": maybe(one_of(("day", "month", "year"))),
                "source": WORD,
                "says": TEXT,
            }
        )
    ),
    "description": "What nobody knows yet of the loans: figures resting on it are assumed.",
}
UNFINISHED: Schema = {
    **as_list(as_object({"name": WORD, "lacks": as_list(WORD), "says": TEXT})),
    "description": "Loans of which too little is known: nothing of them is counted.",
}
