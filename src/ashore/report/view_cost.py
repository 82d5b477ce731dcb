"""The yearly cost and the caps as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ashore.ledger.cost import LoanCost
from ashore.ledger.measure import CapCheck
from ashore.report.shown import percent, percents
from ashore.words import Cite, Text

__all__ = ["CapRow", "applying", "cap_rows", "cost_rows", "where_from", "why_nots"]


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
    return tuple(CostRow(percent(rate), name) for rate, name in rows if rate is not None)


_NOMINAL = Text("名义年化(12 × 月内部收益率)", "nominal annual (12 × the monthly rate of return)")
_EFFECTIVE = Text("实际年化(按月复利)", "effective annual (compounded monthly)")
_XIRR = Text("XIRR(按实际天数)", "XIRR (by actual days)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CapRow:
    """One cap that applies, beside the loan's own figure; `state` is above, within or open."""

    title: Text
    value: str
    measured: str
    state: str
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
        measured = percent(check.measured)
    return CapRow(
        title=line.title,
        value=value,
        measured=measured,
        state=state,
        verdict=_VERDICTS[state],
        says=line.says,
        basis=check.basis,
        cite=line.basis,
    )


def why_nots(checks: Iterable[CapCheck]) -> tuple[tuple[Text, Text], ...]:
    """Return the caps that do not apply as (titles, why); a reason shared by several comes once."""
    found: dict[Text, list[Text]] = {}
    for check in checks:
        if not check.line.applies:
            found.setdefault(check.line.why_not, []).append(check.line.title)
    return tuple((joined(titles), why) for why, titles in found.items())


def joined(names: Iterable[Text]) -> Text:
    """Return several names as one text."""
    listed = list(names)
    return Text("、".join(name.zh for name in listed), "; ".join(name.en for name in listed))


def where_from(cite: Cite) -> Text:
    """Return where a rule is written and how sure that is, in one line."""
    place = f"{cite.source} {cite.article}".strip()
    zh, en = f"{place},把握 {cite.confidence}", f"{place}, confidence {cite.confidence}"
    if cite.assumed:
        until = cite.checked_until
        return Text(f"{zh};{until} 之后假定没有变", f"{en}; taken to be unchanged since {until}")
    return Text(zh, en)
