"""Texts, citations and the reason tree as JSON values."""

from __future__ import annotations

from typing import Any

from ashore.words import Cite, Text, Why

__all__ = ["cite_value", "text_value", "why_value"]

Value = dict[str, Any]


def text_value(text: Text) -> Value:
    """Return a text in both languages."""
    return {"zh": text.zh, "en": text.en}


def cite_value(cite: Cite | None) -> Value | None:
    """Return where a rule comes from, how sure it is and until which day it was checked."""
    if cite is None:
        return None
    return {
        "norm": cite.norm,
        "title": text_value(cite.title),
        "source": cite.source,
        "article": cite.article,
        "rank": cite.rank,
        "confidence": cite.confidence,
        "assumed": cite.assumed,
        "checked_until": cite.checked_until.isoformat() if cite.checked_until else None,
    }


def why_value(why: Why) -> Value:
    """Return the tree behind a figure, the same on every level."""
    return {
        "label": text_value(why.label),
        "value": why.value,
        "formula": why.formula,
        "inputs": [{"name": name, "value": value} for name, value in why.inputs],
        "cite": cite_value(why.cite),
        "parts": [why_value(part) for part in why.parts],
    }
