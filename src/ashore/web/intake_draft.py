"""The draft of an intake: answers kept at each step, and the case they make at the end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ashore.days import month_step
from ashore.files.choices import EXPENSE, GOAL
from ashore.money import fen_of
from ashore.web.steps import STEPS

__all__ = ["answered", "fresh", "given", "loan_at"]

Draft = dict[str, Any]


def fresh(*, added: bool = False) -> Draft:
    """Return a draft nobody answered anything in; `added`: to a case there is already."""
    return {"loans": [], "at": 0, "step": "which", "added": added, "me": {}}


def loan_at(draft: Draft) -> dict[str, Any]:
    """Return the answers about the loan at hand."""
    loans, at = draft["loans"], int(draft["at"])
    return loans[at] if at < len(loans) else {}


def given(draft: Draft, key: str) -> dict[str, Any]:
    """Return what was answered before to a question, of the loan or of the person."""
    return loan_at(draft) if STEPS[key].of_loan else dict(draft["me"])


def answered(draft: Draft, key: str, answers: Mapping[str, Any], on: date) -> Draft:
    """Return the draft with the answers to a question, and what follows from them."""
    made = {**draft, "loans": [dict(each) for each in draft["loans"]]}
    if not STEPS[key].of_loan:
        made["me"] = {**draft["me"], **answers}
        return made | _around(made["me"], on)
    at = int(draft["at"])
    if key == "another":
        if answers.get("another") == "yes":
            made["at"] = len(made["loans"])
        return made
    if at >= len(made["loans"]):
        made["loans"].append({})
    made["loans"][at] |= answers
    return made


def _around(me: Mapping[str, Any], on: date) -> Draft:
    """Return person, budget and goals of the case file."""
    first = month_step(on.replace(day=1), 1).isoformat()
    income = []
    if _some(me.get("pay")):
        income = [{"name": "工资", "amount": me["pay"], "every": "month",
                   "on": me.get("payday") or first}]  # fmt: skip
    expenses = [
        {"name": EXPENSE[word].zh, "category": word, "amount": me[word], "every": "month",
         "on": first}
        for word in EXPENSE
        if _some(me.get(word))
    ]  # fmt: skip
    found: Draft = {}
    if me.get("cash") or income or expenses:
        found["budget"] = {"cash": me.get("cash", ""), "income": income, "expenses": expenses}
    if me.get("reachable"):
        found["person"] = {"reachable": me["reachable"] == "yes"}
    if me.get("worry"):
        chosen = dict.fromkeys(["essentials", me["worry"], me.get("then") or me["worry"], *GOAL])
        found["goals"] = {"order": list(chosen)}
    return found


def _some(said: Any) -> bool:  # noqa: ANN401
    """Say whether an amount was given that is a row of a budget; nothing at all is none."""
    return bool(said) and fen_of(said, 2) != 0
