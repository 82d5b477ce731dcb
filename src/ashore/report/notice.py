"""What every answer says of itself: information, not advice; which law, checked until when."""

from __future__ import annotations

from datetime import date

from ashore.case import Outcome
from ashore.report.view_sources import sources
from ashore.words import Cite, Text

__all__ = ["DISCLAIMER", "assumed", "checked_until", "law_line"]

DISCLAIMER = Text(
    "这是信息，不是法律意见。合同原文和法院的判断优先；拿不准时可以拨打 12348 免费问法律援助。",
    "This is information, not legal advice. The contract itself and a court's view come first; "
    "when in doubt, legal aid answers free of charge on 12348.",
)


def checked_until(outcome: Outcome) -> date | None:
    """Return the earliest day to which a norm behind this answer was checked; None without any."""
    days = [cite.checked_until for cite in sources(outcome) if cite.checked_until is not None]
    return min(days, default=None)


def assumed(outcome: Outcome) -> tuple[Cite, ...]:
    """Return the citations whose day lies after the last check: taken to be unchanged."""
    return tuple(cite for cite in sources(outcome) if cite.assumed)


def law_line(outcome: Outcome) -> Text:
    """Return which state of the law was used and how far it was checked."""
    until = checked_until(outcome)
    if until is None:
        return Text(
            f"法规数据版本 {outcome.law_version}", f"law files, version {outcome.law_version}"
        )
    late = len(assumed(outcome))
    told = Text(
        f"法规数据版本 {outcome.law_version}，所用规定最早核对到 {until}",
        f"law files, version {outcome.law_version}; every norm used was checked until {until} or "
        "later",
    )
    if not late:
        return told
    return Text(
        f"{told.zh}；其中 {late} 条在那之后假定没有变",
        f"{told.en}; {late} of them taken to be unchanged since",
    )
