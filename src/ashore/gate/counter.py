"""Asking and telling one at a time: an answer is given when its record is on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ashore.files.places import TextPlaces
from ashore.gate.answer import refused_for
from ashore.gate.desk import Answer, Desk
from ashore.gate.trouble import StoreTrouble

__all__ = ["ask", "tell"]


def ask(desk: Desk, raw: Mapping[str, Any], places: TextPlaces, lang: str) -> Answer:
    """Return the answer to a request, kept; "refuse" when the store cannot be used.

    Args:
        desk: open on a store.
        raw: one JSON object, parsed.
        places: says where in its text something stands.
        lang: the language of reasons.
    """
    try:
        answer = desk.decide(raw, places, lang)
        _keep(desk, answer)
    except StoreTrouble as trouble:
        return Answer(refused_for("store_unavailable", trouble, lang))
    return answer


def tell(desk: Desk, raw: Mapping[str, Any], places: TextPlaces) -> Answer:
    """Return the receipt of something recorded.

    Raises:
        BadInput: it breaks the format, or does not fit what is on record.
        StoreTrouble: the store cannot be used; nothing was recorded.
    """
    answer = desk.record(raw, places)
    _keep(desk, answer)
    return answer


def _keep(desk: Desk, answer: Answer) -> None:
    if answer.record is None:
        return
    try:
        desk.store.append([answer.record])
    except StoreTrouble:
        desk.start_anew()
        raise
