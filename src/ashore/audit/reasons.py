"""Why rows cannot be used: counted by reason, with the first of each, and said in words.

A reason is "what: why" in English, as summaries hold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from ashore.words import Text

__all__ = ["Bad", "reason_words", "reasons_told"]


class Bad(Counter[str]):
    """How many rows cannot be used, by reason; `first` names one row of each where it can."""

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, str] = {}

    def note(self, reason: str, count: int, first: str | None) -> None:
        """Note rows with a reason, and the id of the first of them."""
        self[reason] += count
        if count and first:
            self.first.setdefault(reason, first)


def reason_words(reason: str) -> Text:
    """Return a reason in words; what a file itself holds stays as it stands there."""
    what, colon, why = reason.partition(": ")
    if not colon:
        return _WHOLE.get(reason, Text(reason, reason))
    said = _WHY.get(why, why)
    return Text(f"{_WHAT.get(what, what)}：{said}", reason)


def reasons_told(reasons: Mapping[str, int], first: Mapping[str, str] | None = None) -> Text:
    """Return reasons with their counts as one line; `first` names a row of some of them."""
    zh, en = [], []
    for reason, count in sorted(reasons.items()):
        said, one = reason_words(reason), (first or {}).get(reason)
        zh.append(f"{said.zh}（{count:,} 行" + (f"，如 {one}）" if one else "）"))
        en.append(f"{said.en} ({count:,}" + (f", such as {one})" if one else ")"))
    return Text("；".join(zh), "; ".join(en))


_WHOLE = MappingProxyType(
    {
        "sums beyond 64 bits": Text("金额超出 64 位", "sums beyond 64 bits"),
        "dates or sums that cannot be": Text(
            "日期或金额不可能成立", "dates or sums that cannot be"
        ),
    }
)
_WHAT = MappingProxyType(
    {"payment": "还款", "event": "事件", "schedule": "逐期金额", "loan": "贷款", "terms": "条款",
     "events or schedule": "事件或逐期金额"}
)  # fmt: skip
_WHY = MappingProxyType(
    {
        "blank": "空着",
        "below zero": "小于零",
        "before 1990 or after 2100": "早于 1990 年或晚于 2100 年",
        "not a sum": "不是金额",
        "not a sum above 0": "不是大于零的金额",
        "of no loan here": "这里没有这笔贷款",
        "no day": "没有日期",
        "an id stands twice": "编号出现两次",
        "before the loan was paid out": "早于放款",
        "not after the loan was paid out": "不晚于放款",
        "a payment of it cannot be booked": "它有一笔还款不能入账",
        "the up-front fees are more than the principal": "先收的费用多过本金",
    }
)
