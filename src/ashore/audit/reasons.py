"""Why rows cannot be used: counted by reason, with the first of each, and said in words.

A reason is "what: why" in English, as summaries hold it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from ashore.words import BadInput, Text

__all__ = ["Bad", "reason_words", "reasons_told", "why_of"]


class Bad(Counter[str]):
    """How many rows cannot be used, by reason; `first` names one row of each where it can.

    `said` has the words of reasons whose second half comes from the reader of case files.
    """

    def __init__(self) -> None:
        super().__init__()
        self.first: dict[str, str] = {}
        self.said: dict[str, Text] = {}

    def note(self, reason: str, count: int, first: str | None) -> None:
        """Note rows with a reason, and the id of the first of them."""
        self[reason] += count
        if count and first:
            self.first.setdefault(reason, first)

    def reason(self, what: str, why: Text) -> str:
        """Return a reason of the reader of case files, whose words are kept."""
        reason = f"{what}: {why.en}"
        self.said[reason] = Text(f"{_WHAT.get(what, what)}：{why.zh}", reason)
        return reason


def why_of(problem: BadInput) -> Text:
    """Return what the reader of case files says of one loan, with the key it says it of."""
    key = problem.where.partition("].")[2]
    if not key or key in problem.what.en:
        return problem.what
    return Text(f"{key}：{problem.what.zh}", f"{key}: {problem.what.en}")


def reason_words(reason: str) -> Text:
    """Return a reason in words; what a file itself holds stays as it stands there."""
    what, colon, why = reason.partition(": ")
    if not colon:
        return _WHOLE.get(reason, Text(reason, reason))
    said = _WHY.get(why, why)
    return Text(f"{_WHAT.get(what, what)}：{said}", reason)


def reasons_told(reasons: Mapping[str, int]) -> Text:
    """Return reasons with their counts as one line, a row named where one is known."""
    bad = reasons if isinstance(reasons, Bad) else Bad()
    zh, en = [], []
    for reason, count in sorted((+Counter(reasons)).items()):
        said, one = bad.said.get(reason) or reason_words(reason), bad.first.get(reason)
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
