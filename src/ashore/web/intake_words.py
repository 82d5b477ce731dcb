"""What a pasted text seems to say, as rows for a person to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ashore.files.products import preset
from ashore.intake.paste import Draft, Found
from ashore.report.shown import percent
from ashore.words import Text

__all__ = ["Row", "field_rows"]

NAMES = {
    "product": Text("哪一家", "lender"),
    "claimed": Text("对方说欠多少", "the sum they name"),
    "principal": Text("借款本金", "principal"),
    "interest": Text("利息", "interest"),
    "penalty": Text("罚息或违约金", "penalty or late fee"),
    "bill": Text("本期账单", "the bill"),
    "minimum": Text("最低还款", "the minimum"),
    "days_late": Text("逾期天数", "days late"),
    "due_on": Text("还款日", "due on"),
    "instalments": Text("期数", "instalments"),
    "rate": Text("利率", "rate"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One field: its name, its value in words, the words it was read from, its state."""

    name: Text
    value: Text
    words: str
    state: Text
    found: bool


def field_rows(draft: Draft) -> Sequence[Row]:
    """Return a row a field, those recognised first."""
    rows = [_row(each) for each in draft.fields]
    return sorted(rows, key=lambda row: not row.found)


def _row(found: Found) -> Row:
    state = _NOT
    if found.value:
        state = _YES
    elif found.several:
        state = _SEVERAL
    return Row(
        name=NAMES[found.field],
        value=_value(found),
        words=found.words,
        state=state,
        found=bool(found.value),
    )


def _value(found: Found) -> Text:
    if found.field == "product" and found.value:
        return preset(found.value).name
    if found.field == "rate" and found.value:
        shown = percent(Fraction(found.value), 4)
        return Text(f"{_PER[found.per].zh} {shown}", f"{shown} {_PER[found.per].en}")
    return Text(found.value, found.value)


_PER = {"year": Text("年利率", "a year"), "day": Text("日利率", "a day"), "": Text("", "")}
_YES = Text("认出", "recognised")
_NOT = Text("没认出", "not recognised")
_SEVERAL = Text("说法不止一个，先空着", "more than one, left open")
