"""The yearly cost and the caps as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ashore.case import Outcome
from ashore.law.cap import CapEffect
from ashore.ledger.cost import LoanCost
from ashore.ledger.measure import CapCheck
from ashore.report.shown import percent, percents
from ashore.report.view_unknown import listed
from ashore.words import Cite, Text

__all__ = [
    "CapRow", "CostRow", "applying", "cap_rows", "cost_rows", "joined", "others_by_reason",
    "tone_of",
    "where_from", "why_nots",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CostRow:
    """One form of the yearly cost."""

    value: str
    name: Text


def cost_rows(cost: LoanCost) -> tuple[CostRow, ...]:
    """Return the forms of the yearly cost that exist for the loan."""
    rows = (
        (cost.nominal_annual, _NOMINAL),
        (cost.effective_annual, _EFFECTIVE),
        (cost.xirr, _XIRR),
    )
    return tuple(
        CostRow(percent(rate, fixed=True), name) for rate, name in rows if rate is not None
    )


_NOMINAL = Text("名义年化（12 × 月内部收益率）", "nominal annual (12 × the monthly rate of return)")
_EFFECTIVE = Text("实际年化（按月复利）", "effective annual (compounded monthly)")
_XIRR = Text("XIRR（按实际天数）", "XIRR (by actual days)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CapRow:
    """One cap that applies, beside the loan's own figure; `state` is above, within or open.

    `tone` is red only where what lies above the cap has no ground in law; where it has to be asked
    for, or is a matter of supervision, it is amber.
    """

    title: Text
    value: str
    measured: str
    state: str
    tone: str
    verdict: Text
    says: Text
    basis: Text
    cite: Cite


_VERDICTS = {
    "above": Text("超过", "above"),
    "within": Text("没有超过", "within"),
    "open": Text("没有数字可比", "no number to compare"),
}


def applying(checks: Iterable[CapCheck]) -> list[CapCheck]:
    """Return the caps that apply."""
    return [check for check in checks if check.line.applies]


def cap_rows(checks: Iterable[CapCheck]) -> tuple[CapRow, ...]:
    """Return the caps that apply, each with its verdict."""
    return tuple(_row(check) for check in applying(checks))


def _row(check: CapCheck) -> CapRow:
    line = check.line
    state = "open" if check.exceeded is None else "above" if check.exceeded else "within"
    value = measured = ""
    if line.value is not None and check.measured is not None:
        measured, value = percents(check.measured, line.value)
    elif line.value is not None:
        value = percent(line.value)
    elif check.measured is not None:
        measured = percent(check.measured, fixed=True)
    return CapRow(
        title=line.title,
        value=value,
        measured=measured,
        state=state,
        tone=tone_of(check),
        verdict=_VERDICTS[state],
        says=line.says,
        basis=check.basis,
        cite=line.basis,
    )


def tone_of(check: CapCheck) -> str:
    """Return red for what has no ground in law, amber for what is worth asking, else nothing."""
    if not check.line.applies or check.exceeded is False:
        return ""
    return "red" if check.exceeded and check.line.effect in _FIRM else "amber"


_FIRM = frozenset({CapEffect.UNSUPPORTED, CapEffect.KEEP_IF_PAID, CapEffect.VOID})


def why_nots(checks: Iterable[CapCheck]) -> tuple[tuple[Text, Text], ...]:
    """Return the caps that do not apply as (titles, why); a reason shared by several comes once."""
    found: dict[Text, list[Text]] = {}
    for check in checks:
        if not check.line.applies:
            found.setdefault(check.line.why_not, []).append(check.line.title)
    return tuple((joined(titles), why) for why, titles in found.items())


def others_by_reason(outcome: Outcome) -> tuple[tuple[Text, Text], ...]:
    """Return why caps do not apply as (why, titles), once for all loans of a case.

    A reason is cut to what holds for every loan. The loans are named only where they are few.
    """
    found: dict[Text, dict[Text, list[str]]] = {}
    for one in outcome.loans:
        for check in one.caps:
            if not check.line.applies:
                zh, en = check.line.why_not
                why = Text(zh.split("；")[0], en.split(";")[0])
                names = found.setdefault(why, {}).setdefault(check.line.title, [])
                names.append(one.file.loan.name)
    half = len(outcome.loans) / 2
    return tuple(
        (why, joined(_of_loans(title, names, few=len(names) < half) for title, names in by.items()))
        for why, by in found.items()
    )


def _of_loans(title: Text, names: list[str], *, few: bool) -> Text:
    if not few:
        return title
    whose = listed(names)
    return Text(f"{title.zh}（{whose.zh}）", f"{title.en} ({whose.en})")


def joined(names: Iterable[Text]) -> Text:
    """Return several names as one text."""
    listed = list(names)
    return Text("、".join(name.zh for name in listed), "; ".join(name.en for name in listed))


def where_from(cite: Cite) -> Text:
    """Return where a rule is written and how sure that is, in one line."""
    place = f"{cite.source} {cite.article}".strip()
    zh, en = f"{place}，把握 {cite.confidence}", f"{place}, confidence {cite.confidence}"
    if cite.assumed:
        until = cite.checked_until
        return Text(f"{zh}；{until} 之后假定没有变", f"{en}; taken to be unchanged since {until}")
    return Text(zh, en)
