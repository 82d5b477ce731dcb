"""A seeded sample of the hits of each check, with the contacts that explain them.

Each sampled contact is judged once more by the reference, with everything its account holds: the
reason in the paper is the reference's own, and a hit it does not share is counted and shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ashore.audit.contacts import Row, rows_of_accounts, stops_of_known
from ashore.audit.reference import judge_account
from ashore.audit.rows import stirred
from ashore.audit.run import Found, Question
from ashore.conduct.verdict import NormFinding, Verdict

__all__ = ["drawn", "explained"]

_BEFORE = 8


def drawn(found: Found, size: int, seed: int) -> dict[str, list[int]]:
    """Return for each norm the places of up to `size` of its hits, drawn by the seed.

    Which are drawn depends on the seed, the norm and the numbers of the rows alone.
    """
    sample = {}
    for norm, name in enumerate(found.checks.norms):
        hits = _hits(found, norm)
        if len(hits):
            digest = sha256(f"{seed}\0{name}".encode()).digest()
            salt = int.from_bytes(digest[:8], "big", signed=True)
            order = np.argsort(stirred(found.row[hits], salt), kind="stable")
            sample[name] = sorted(hits[order[:size]].tolist())
    return sample


def explained(
    question: Question, found: Found, places: dict[str, list[int]], lang: str
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, int]]:
    """Return the sampled hits of each norm as plain values, and how many the reference shares.

    Args:
        question: what was audited.
        found: what was found.
        places: the sample.
        lang: the language of the reasons.
    """
    chosen = sorted({place for each in places.values() for place in each})
    accounts = rows_of_accounts(question.inputs, found.account[chosen], question.lender)
    stops = stops_of_known(question.inputs)
    verdicts: dict[int, tuple[Row, Verdict, list[Row]]] = {}
    wanted = set(found.row[chosen].tolist())
    for key in sorted(accounts):
        rows = accounts[key]
        situation = question.situations.get(rows[0].account, question.situation)
        judged = judge_account(rows, situation, found.checks, question.wording, stops)
        for place, (row, verdict) in enumerate(judged):
            if row.number in wanted:
                before = [each for each, _ in judged[max(0, place - _BEFORE) : place]]
                verdicts[row.number] = row, verdict, before
    told = {"drawn": 0, "agreed": 0}
    shown = {}
    for name, some in places.items():
        shown[name] = [_shown(name, verdicts[int(found.row[place])], lang) for place in some]
        told["drawn"] += len(some)
        told["agreed"] += sum(each["agreed"] for each in shown[name])
    return shown, told


def _shown(name: str, judged: tuple[Row, Verdict, list[Row]], lang: str) -> dict[str, Any]:
    row, verdict, before = judged
    found: Sequence[NormFinding] = [each for each in verdict.findings if each.norm == name]
    return {
        "row": row.number,
        **_contact(row),
        "level": str(found[0].level) if found else "",
        "reason": found[0].reason.say(lang) if found else "",
        "source": found[0].source if found else "",
        "agreed": bool(found),
        "before": [_contact(each) for each in before],
    }


def _contact(row: Row) -> dict[str, Any]:
    """Return what is shown of a contact; never its text, nor the number that was reached."""
    contact = row.contact
    said = {
        "account": row.account,
        "at": contact.at.isoformat(),
        "organisation": contact.organisation or contact.lender,
        "channel": contact.channel,
        "direction": contact.direction,
        "role": contact.role,
        "outcome": contact.outcome,
        "purpose": contact.purpose,
    }
    return {key: value for key, value in said.items() if value}


def _hits(found: Found, norm: int) -> NDArray[np.intp]:
    """Return the places of a norm's hits."""
    bit = np.uint64(1 << norm % 64)
    return np.flatnonzero((found.breaches[:, norm // 64] | found.warnings[:, norm // 64]) & bit)
