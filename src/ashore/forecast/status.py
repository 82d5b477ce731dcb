"""The monthly status code and the five-class grade a loan reaches if nothing is paid, by date.

Codes are counted in days from the oldest due date missed. The lender's reporting day is not known,
so a month's code is a range, and the day a code first shows is one as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ashore.days import month_step
from ashore.forecast.ground import version_of
from ashore.forecast.reported import Anchor
from ashore.forecast.stand import Stand
from ashore.law import Law
from ashore.law.norm import Norm, Version
from ashore.loan import LenderType, Loan
from ashore.words import Cite, Text

__all__ = ["GradeStep", "StatusMonth", "StatusStep", "grades_of", "months_of", "status_of"]

STATUS = "cn.credit.status"
GRADE_LOAN, GRADE_CARD = "cn.grade.loan", "cn.grade.card"
NORMAL = "N"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusStep:
    """A status code, and the days on which the lender would report it if nothing is paid.

    `to_on` None: for good. `shown_by` is the last day by which a monthly report first carries it.
    """

    code: str
    text: Text
    days_from: int
    from_on: date
    to_on: date | None
    shown_by: date


@dataclass(frozen=True, slots=True)
class StatusMonth:
    """The code one month's cell may carry: `low` if reported early in it, `high` if late."""

    month: date
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeStep:
    """A class of the five-class grading and the day from which a loan is at least in it."""

    grade: str  # special_mention | substandard | doubtful | loss
    title: Text
    days_from: int
    from_on: date
    cite: Cite
    confidence: str
    notes: tuple[Text, ...]


# -- the status codes -----------------------------------------------------------------------------


def status_of(stand: Stand, law: Law) -> tuple[StatusStep, ...]:
    """Return the status codes from the first day late on; empty where no code list answers.

    Within the contract's days of grace the code stays N. Source: the second-generation report (C).
    """
    version = version_of(law, STATUS, stand.on)
    if version is None or stand.anchor is None:
        return ()
    return tuple(_steps(version, stand.anchor))


def _steps(version: Version, anchor: Anchor) -> Iterator[StatusStep]:
    due_on = anchor.due_on
    for code, first, last, text in _codes(version):
        from_on = max(due_on + timedelta(days=first), anchor.late_on)
        if last is not None and due_on + timedelta(days=last) < from_on:
            continue
        yield StatusStep(
            code=code,
            text=text,
            days_from=first,
            from_on=from_on,
            to_on=None if last is None else due_on + timedelta(days=last),
            shown_by=month_step(from_on, 1),
        )


def _codes(version: Version) -> Iterator[tuple[str, int, int | None, Text]]:
    table = version.params["codes"]
    assert isinstance(table, Mapping)
    late = [(code, entry) for code, entry in table.items() if "days_from" in entry]
    for code, entry in sorted(late, key=lambda pair: int(pair[1]["days_from"])):
        text = Text(str(entry["zh"]), str(entry["en"]))
        yield str(code), int(entry["days_from"]), entry.get("days_to"), text


def months_of(steps: tuple[StatusStep, ...], on: date) -> tuple[StatusMonth, ...]:
    """Return the cells from this month until the last code is sure, two years at most.

    For this month only the days from `on` count: what was reported before is not known here.
    """
    if not steps:
        return ()
    found: list[StatusMonth] = []
    month, since = on.replace(day=1), on
    while len(found) < 24:
        following = month_step(month, 1)
        low = _code_on(steps, since)
        found.append(StatusMonth(month, low, _code_on(steps, following - timedelta(days=1))))
        if low == steps[-1].code:
            break
        month = since = following
    return tuple(found)


def _code_on(steps: tuple[StatusStep, ...], day: date) -> str:
    return next((step.code for step in reversed(steps) if step.from_on <= day), NORMAL)


# -- the five classes -----------------------------------------------------------------------------

_CLASSES = {
    "special_mention": Text("关注", "special mention"),
    "substandard": Text("次级", "substandard"),
    "doubtful": Text("可疑", "doubtful"),
    "loss": Text("损失", "loss"),
}
_GRADED = {
    LenderType.BANK: "A",
    LenderType.ASSISTED_BANK: "A",
    LenderType.CARD_ISSUER: "A",
    LenderType.CONSUMER_FINANCE: "B",
    LenderType.AUTO_FINANCE: "B",
    LenderType.SMALL_LOAN: "C",
}
"""Who grades so, and how sure that is: banks by the rule itself, others by reference."""


def grades_of(stand: Stand, law: Law) -> tuple[GradeStep, ...]:
    """Return the classes a loan reaches if nothing is paid, each with the day it is reached.

    A class passed before the rule was in force is left out; the one held on its first day begins
    that day. Empty for lenders that do not grade. Source: `cn.grade.loan`, `cn.grade.card`.
    """
    norm = law.norms.get(GRADE_CARD if stand.is_card else GRADE_LOAN)
    if norm is None or stand.anchor is None or stand.loan.lender_type not in _GRADED:
        return ()
    return tuple(_grades(norm, stand.loan, stand.anchor))


def _grades(norm: Norm, loan: Loan, anchor: Anchor) -> Iterator[GradeStep]:
    ends = [each.from_on - timedelta(days=1) for each in norm.versions[1:]]
    for version, end in zip(norm.versions, [*ends, date.max], strict=True):
        last = min(version.until_on or date.max, end)
        for grade, days, reached, next_on in _reached(version, anchor):
            from_on = max(reached, version.from_on)
            if next_on <= version.from_on or from_on > last:
                continue
            cite = norm.cite(from_on)
            yield GradeStep(
                grade=grade,
                title=_CLASSES[grade],
                days_from=days,
                from_on=from_on,
                cite=cite,
                confidence=max(cite.confidence, _GRADED[loan.lender_type]),
                notes=tuple(_grade_notes(version, grade, loan, old=reached < version.from_on)),
            )


def _reached(version: Version, anchor: Anchor) -> Iterator[tuple[str, int, date, date]]:
    """Yield (class, days, the day it is reached, the day the next one is)."""
    steps = [(name, version.whole(f"{name}_from")) for name in _CLASSES]
    days = [max(anchor.due_on + timedelta(days=each), anchor.late_on) for _, each in steps]
    for (name, count), (reached, next_on) in zip(steps, pairwise([*days, date.max]), strict=True):
        yield name, count, reached, next_on


def _grade_notes(version: Version, grade: str, loan: Loan, *, old: bool) -> Iterator[Text]:
    technical = version.params.get("technical_grace_days")
    if grade == "special_mention" and isinstance(technical, int):
        yield Text(
            f"因操作或技术原因逾期、{technical} 天以内的除外",
            f"not for up to {technical} days late by an operational or technical cause",
        )
    if old:
        yield Text(
            f"这条规定从 {version.from_on} 起；之前的分类按旧规则，没有收录",
            f"the rule began on {version.from_on}; the earlier one is not in the files",
        )
    if _GRADED[loan.lender_type] != "A":
        yield Text(
            "规定针对银行，这类机构参照执行", "the rule is for banks; such lenders follow it"
        )
