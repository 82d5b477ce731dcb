"""A general rule and its exceptions: which of them answers for a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from ashore.law.norm import RANKS, Law, Norm
from ashore.words import AshoreError, Text

__all__ = ["LawConflict", "decide"]


class LawConflict(AshoreError):
    """Two norms answer for the same case and the law files do not say which one counts."""

    exit_code: ClassVar[int] = 3


def decide(law: Law, name: str, day: date, applies: Callable[[Norm], bool]) -> Norm:
    """Return the norm that answers: `name`, or the exception that displaces it.

    An exception counts when it is in force on the day and `applies` says that the case falls under
    it; it may have exceptions of its own. The order in which exceptions are written never matters.

    Raises:
        LawConflict: two exceptions apply at once, one displaces a norm of higher rank, or they
            lead back to where they began.
        LawGap: there is no norm called `name`.
    """
    norm = law.norm(name)
    passed = [norm.id]
    while True:
        others = [law.norm(each) for each in norm.exceptions]
        live = [each for each in others if each.version_on(day) and applies(each)]
        if not live:
            return norm
        if len(live) > 1:
            raise _conflict(live[0], live[1], _BOTH)
        if RANKS.index(live[0].rank) > RANKS.index(norm.rank):
            raise _conflict(norm, live[0], _WEAKER)
        if live[0].id in passed:
            raise _conflict(norm, live[0], _ROUND)
        norm = live[0]
        passed.append(norm.id)


_BOTH = Text("两条例外同时适用", "two exceptions apply at once")
_WEAKER = Text("例外的位阶低于它要排除的规定", "an exception ranks below the norm it displaces")
_ROUND = Text("例外互相指向", "exceptions that lead back to each other")


def _conflict(one: Norm, other: Norm, what: Text) -> LawConflict:
    return LawConflict(
        where=f"{one.id} / {other.id}",
        what=Text(
            f"{what.zh}：{one.title.zh}、{other.title.zh}",
            f"{what.en}: {one.title.en}; {other.title.en}",
        ),
        expected=Text("只有一条规定作答", "one norm that answers"),
        do=Text(
            f"改正 {one.file or '法规数据文件'} 里的 exceptions",
            f"correct the exceptions in {one.file or 'the law files'}",
        ),
    )
