"""One question without a store: the history comes along, or there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ashore.conduct.gate import decide
from ashore.conduct.history import History
from ashore.files.problems import Whereabouts
from ashore.gate.answer import decided
from ashore.gate.card import check_card
from ashore.gate.norms import Norms
from ashore.gate.request import read_request

__all__ = ["answer_alone"]


def answer_alone(
    raw: Mapping[str, Any], places: Whereabouts, norms: Norms, lang: str
) -> dict[str, Any]:
    """Return the answer to a request by what it brings along; nothing is kept.

    Args:
        raw: one JSON object, parsed; `history` are all contacts known, in any order.
        places: says where in its text something stands.
        norms: where the norms come from.
        lang: the language of reasons.

    Raises:
        BadInput: the request breaks the format, or its card's signature is wrong.
        LawGap, LawConflict: the norms have no answer.
    """
    request = read_request(raw, places)
    situation = request.situation
    if request.card is not None:
        card = check_card(request.card)
        if card.lender in {"", request.contact.lender}:
            situation = replace(situation, preferences=card.preferences)
    decision = decide(
        request.contact,
        History(request.history or (), situation.debtor),
        situation,
        norms.law(situation.jurisdiction),
        norms.wording(request.contact.text),
    )
    return {**decided(decision, lang), "decision_id": None, "ref": request.ref or None}
