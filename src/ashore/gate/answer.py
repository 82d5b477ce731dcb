"""The gate's answers as plain values: those of the norms, and those the gate gives itself.

The gate's own grounds look like findings of a norm called `gate.…`, so that a caller reads one
list. All of them refuse or wait; none ever allows.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ashore.conduct.as_json import decision_value
from ashore.conduct.verdict import ADVICE, Decision
from ashore.words import AshoreError, Text

__all__ = [
    "GROUNDS", "Ground", "decided", "error_value", "kept_back", "refused", "refused_for",
]  # fmt: skip

Value = dict[str, Any]

GROUNDS = {
    "bad_request": Text("读不了这个请求", "The request cannot be read"),
    "store_unavailable": Text("存储不可用", "The store cannot be used"),
    "law": Text("没有可用的规定", "No norm answers"),
    "internal": Text("程序自身的错误", "A fault of our own"),
    "lender": Text("不是这个存储的出借机构", "Not a lender of this store"),
    "debtor": Text("不知道是哪位借款人", "The debtor is not known"),
    "time": Text("时间不对", "The time cannot be right"),
    "card": Text("偏好卡有冲突", "The card conflicts with the one on file"),
    "order": Text("记录里已有更晚的联系", "A later contact is on record"),
}
"""The gate's own grounds, in the order in which they are looked at; the first one found answers."""

SEVERITY = "gate"


class Ground(Exception):
    """The gate refuses by itself."""

    def __init__(self, code: str, reason: Text, do: Text, missing: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.do = do
        self.missing = missing


def decided(decision: Decision, lang: str) -> Value:
    """Return what the norms decided."""
    return decision_value(decision, lang)


def refused(ground: Ground, lang: str, law_version: str = "") -> Value:
    """Return a refusal of the gate's own."""
    return {
        "decision": "refuse",
        "until": None,
        "reasons": [_reason(ground, lang)],
        "by": f"gate.{ground.code}",
        "missing": list(ground.missing),
        "remaining": {},
        "verdict": "unknown",
        "law_version": law_version,
        "advice": ADVICE.say(lang),
        "few_norms": None,
    }


def refused_for(code: str, wrong: AshoreError, lang: str) -> Value:
    """Return a refusal because of an error of the world, with its four parts in the reason."""
    said = Text(
        f"{wrong.where}：{wrong.what.zh}；应为：{wrong.expected.zh}",
        f"{wrong.where}: {wrong.what.en}; expected: {wrong.expected.en}",
    )
    return refused(Ground(code, said, wrong.do), lang)


def error_value(wrong: AshoreError, lang: str) -> Value:
    """Return an error of the world where no decision was asked: its four parts."""
    return {
        "error": {
            "where": wrong.where,
            "what": wrong.what.say(lang),
            "expected": wrong.expected.say(lang),
            "do": wrong.do.say(lang),
        }
    }


def kept_back(value: Value, ground: Ground, until: datetime, lang: str) -> Value:
    """Return an answer about a later time as an answer about now: wait at least until then."""
    if value["decision"] == "allow":
        value = {**value, "decision": "wait", "until": until.isoformat()}
    return {
        **value,
        "by": f"gate.{ground.code}",
        "reasons": [_reason(ground, lang), *value["reasons"]],
    }


def _reason(ground: Ground, lang: str) -> Value:
    return {
        "norm": f"gate.{ground.code}",
        "title": GROUNDS[ground.code].say(lang),
        "severity": SEVERITY,
        "verdict": "unknown",
        "reason": ground.reason.say(lang),
        "do": ground.do.say(lang),
        "source": "",
        "rank": "",
        "confidence": "A",
        "assumed": False,
        "missing": list(ground.missing),
        "assumes": [],
        "next_allowed": None,
        "remaining": None,
        "holds": True,
    }
