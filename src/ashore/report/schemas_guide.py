"""The JSON Schema of `ashore guide`: articles whose figures come from the data, with sources."""

from __future__ import annotations

from ashore.report.schema_parts import DAY, TEXT, WORD, Schema, answer, as_list, as_object, one_of
from ashore.report.schemas import CITE

__all__ = ["SCHEMAS"]

PART: Schema = as_object(
    {
        "title": TEXT,
        "text": TEXT,
        "norms": as_list(CITE),
        "sources": as_list(TEXT),
        "confidence": one_of("ABC"),
    }
)
ARTICLE: Schema = as_object(
    {
        "id": WORD,
        "title": TEXT,
        "brief": TEXT,
        "norms": as_list(CITE),
        "parts": as_list(PART),
        "related": as_list(WORD),
    }
)
SCHEMAS: dict[str, Schema] = {
    "guide": answer(
        "guide",
        {
            "on": DAY,
            "read_on": DAY,
            "law_version": WORD,
            "guide_version": WORD,
            "articles": as_list(ARTICLE),
        },
    )
}
