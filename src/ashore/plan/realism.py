"""Whether paying in full is realistic, by criteria that are stated and can be checked.

No public rule in mainland China says when a debt is too large for a person. The criteria are ours
(docs/decisions/0019): does the month close, how long would it take with interest stopped, does it
end at all with interest running. An answer of "not realistic" is information, never a verdict
on the person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ashore.money import marked
from ashore.plan.budget import Month
from ashore.words import Text, how_many

__all__ = ["MONTHS_MOST", "Criterion", "Level", "Realism", "realism"]

MONTHS_MOST = 60
"""Five years: the longest instalment agreement that any rule names (cards, article 70)."""

Shown = Callable[[int], str]
"""How a sum is written."""


class Level(StrEnum):
    """What the criteria come to together."""

    NOTHING_OWED = "nothing_owed"
    REALISTIC = "realistic"
    IF_INTEREST_STOPS = "if_interest_stops"  # only when interest and penalty no longer run
    NOT_REALISTIC = "not_realistic"  # not within five years even then
    NOTHING_FREE = "nothing_free"  # the month leaves nothing for lenders


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question and its answer; `met` True speaks for paying in full."""

    id: str
    met: bool
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Realism:
    """The outcome, the criteria behind it, and the months needed with interest stopped."""

    level: Level
    months: int | None
    criteria: tuple[Criterion, ...]
    says: Text


def realism(
    owed: int, affordable: int, running: int | None, month: Month, shown: Shown = marked
) -> Realism:
    """Return whether paying everything is realistic.

    Args:
        owed: everything owed to the lenders in question, fen.
        affordable: what can be paid each month, fen.
        running: the months it takes by the books while interest and penalty run on; None: not
            within `MONTHS_MOST`.
        month: the average month of the household.
        shown: how a sum is written; by itself in yuan.
    """
    closes = Criterion("month_closes", month.surplus > 0, _closes(month, shown))
    if owed <= 0:
        return Realism(
            level=Level.NOTHING_OWED, months=0, criteria=(closes,), says=_SAYS[Level.NOTHING_OWED]
        )
    if affordable <= 0:
        criteria = (closes, Criterion("something_free", met=False, text=_NOTHING_FREE))
        return Realism(
            level=Level.NOTHING_FREE,
            months=None,
            criteria=criteria,
            says=_SAYS[Level.NOTHING_FREE],
        )
    months = -(-owed // affordable)
    in_time = Criterion("within_five_years", months <= MONTHS_MOST, _in_time(months))
    pays_off = Criterion("pays_off_running", running is not None, _pays_off(running))
    if not in_time.met:
        level = Level.NOT_REALISTIC
    else:
        level = Level.REALISTIC if pays_off.met else Level.IF_INTEREST_STOPS
    return Realism(
        level=level, months=months, criteria=(closes, in_time, pays_off), says=_SAYS[level]
    )


def _closes(month: Month, shown: Shown) -> Text:
    left, lean = shown(month.surplus), shown(month.lean_surplus)
    return Text(
        f"平均每月收入减去支出剩 {left}（“其他”全部不花时 {lean}）",
        f"an average month leaves {left} after expenses ({lean} with nothing spent under 'other')",
    )


def _in_time(months: int) -> Text:
    return Text(
        f"利息停下来，全部还清要 {months} 个月；能找到的最长约定是 {MONTHS_MOST} 个月（信用卡）",
        f"with interest stopped, paying everything takes {how_many(months, 'month')}; the longest "
        f"agreement that a rule names is {MONTHS_MOST} (cards)",
    )


def _pays_off(running: int | None) -> Text:
    if running is None:
        return Text(
            f"利息和罚息不停，按账算 {MONTHS_MOST} 个月还不清",
            f"with interest and penalty running on, the books show no end within {MONTHS_MOST} "
            "months",
        )
    return Text(
        f"利息和罚息不停，按账算 {running} 个月还清",
        "with interest and penalty running on, the books show it paid off after "
        f"{how_many(running, 'month')}",
    )


_NOTHING_FREE = Text(
    "逐日算下来，保住生活之后没有能每月固定拿出的钱",
    "day by day, nothing can be paid every month once living costs are kept",
)
_SAYS = {
    Level.NOTHING_OWED: Text("没有欠款需要谈", "nothing is owed that needs an offer"),
    Level.REALISTIC: Text(
        "按现在的收支，还清是现实的", "by this budget, paying everything is realistic"
    ),
    Level.IF_INTEREST_STOPS: Text(
        "只有利息和罚息停下来，还清才现实：谈的时候先谈这一条",
        "paying everything is realistic only if interest and penalty stop: ask for that first",
    ),
    Level.NOT_REALISTIC: Text(
        "按现在的收支，五年内还清不现实。这不是您的错，也不是尽头，下面是可以走的路",
        "by this budget, paying everything within five years is not realistic. That is no fault of "
        "yours and not the end: below are the ways there are",
    ),
    Level.NOTHING_FREE: Text(
        "现在的收支里没有能还给出借机构的钱。先保住吃住和家人；下面是可以走的路",
        "this budget leaves nothing for lenders now. Food, home and family come first; below are "
        "the ways there are",
    ),
}
