"""A form made from a table of the case format: claims, fees, what happened.

The same declaration that reads a case file asks the questions, so the two cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from ashore.files.shape import Field, Kind, Shape
from ashore.web.forms.base import spoken
from ashore.web.forms.fields import PERS, Chosen, Day, Money, Rate, Sum, check_rate
from ashore.words import Text

__all__ = ["ShapeForm"]

NEEDED = {"required": spoken("这一项要填", "this is needed")}
ON_DAY = "on_day"
PER_LABEL = spoken("是年、月还是日利率", "a year, a month or a day")
HELP = {
    "amount": Text("没有就空着", "empty where there is none"),
    "rate": Text("按比例收的填这里，例如 0.5%", "where it is a share, for example 0.5%"),
}
"""Said instead of what the format says, which speaks of keys."""
LEFT_OPEN = ("", Text("不填", "leave it open"))


class ShapeForm(forms.Form):
    """The keys of one table as questions.

    Args:
        shape: the table.
        tag: the value of the key that decides which others belong (`Shape.by`); "" where none does.
        raw: what the table says now.
        paid: the payments a reversal may undo: id and words.
    """

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401
        *,
        shape: Shape,
        tag: str = "",
        raw: Mapping[str, Any],
        paid: Iterable[tuple[str, Text]] = (),
    ) -> None:
        self.known = {
            key: field
            for key, field in shape.known(tag).items()
            if key != shape.by and (field.kind is not Kind.ID or key == "of")
        }
        self.shape = shape
        super().__init__(data, initial=dict(_first(self.known, raw)))
        for key, field in self.known.items():
            self.fields.update(_fields(key, field, list(paid)))

    def clean(self) -> dict[str, Any]:
        """A rate needs its time, a day its date; of what stands for each other one is needed."""
        values = super().clean() or {}
        self._counted(values)
        for key, field in self.known.items():
            if field.or_day and values.get(key) == ON_DAY and not values.get(f"{key}_day"):
                self.add_error(f"{key}_day", spoken("写上哪一天", "name the day"))
            if field.kind is Kind.TABLE:
                check_rate(self, key, f"{key}_per")
        return values

    def _counted(self, values: Mapping[str, Any]) -> None:
        some, one = self.shape.at_least_one, self.shape.exactly_one
        if some and not any(values.get(key) for key in some) and not self.errors:
            self.add_error(some[0], spoken("至少填一个数", "one sum at least"))
        if one and sum(bool(values.get(key)) for key in one) != 1 and not self.errors:
            self.add_error(one[0], spoken("金额和费率，填一个", "either a sum or a share"))

    def raw(self) -> dict[str, Any]:
        """Return the table as the case file has it; what was left empty is not there."""
        said = self.cleaned_data
        found: dict[str, Any] = {}
        for key, field in self.known.items():
            value = said.get(key)
            if value in (None, "", []):
                continue
            found[key] = _raw(key, field, value, said)
        return found


def _raw(key: str, field: Field, value: Any, said: Mapping[str, Any]) -> Any:  # noqa: ANN401
    if field.kind is Kind.DAY:
        return date.fromisoformat(value)
    if field.or_day and value == ON_DAY:
        return date.fromisoformat(said[f"{key}_day"])
    if field.kind is Kind.TABLE:
        return {"value": value, "per": said[f"{key}_per"]}
    return value


def _first(known: Mapping[str, Field], raw: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what the fields show at first."""
    for key, field in known.items():
        value = raw.get(key, field.default if field.kind is Kind.CHOICE else None)
        if field.kind is Kind.TABLE and isinstance(value, Mapping):
            yield key, value["value"]
            yield f"{key}_per", value["per"]
        elif field.or_day and isinstance(value, date):
            yield key, ON_DAY
            yield f"{key}_day", value
        elif field.kind is Kind.COUNTS:
            yield key, ", ".join(str(each) for each in value or ())
        elif value is not None:
            yield key, value


def _fields(key: str, field: Field, paid: list[tuple[str, Text]]) -> dict[str, forms.Field]:
    """Return the fields of one key."""
    about = HELP.get(key, field.about) if field.kind in {Kind.MONEY, Kind.RATE} else field.about
    usual: dict[str, Any] = {"label": spoken(*field.label), "help_text": spoken(*about)}
    if field.kind is Kind.CHOICE:
        return _chosen(key, field, usual)
    usual["required"] = field.required
    if field.kind in {Kind.DAY, Kind.COUNTS}:
        return {key: Day(**usual) if field.kind is Kind.DAY else Numbers(**usual)}
    if field.kind is Kind.ID:
        return {key: Chosen(paid, **usual)}
    usual["error_messages"] = NEEDED
    if field.kind is Kind.TABLE:
        return {key: Rate(**usual), f"{key}_per": Chosen(PERS, label=PER_LABEL)}
    if field.kind is Kind.TEXT:
        return {key: forms.CharField(**usual, max_length=200)}
    amount = Money if field.zero else Sum
    return {key: Rate(**usual) if field.kind is Kind.RATE else amount(**usual)}


def _chosen(key: str, field: Field, usual: dict[str, Any]) -> dict[str, forms.Field]:
    more = [] if field.required or field.default is not None else [LEFT_OPEN]
    if not field.or_day:
        choices = (*field.choices.items(), *more)
        return {key: Chosen(choices, **usual, required=field.required)}
    on_day = (ON_DAY, Text("在某一天", "on a day"))
    return {
        key: Chosen((*field.choices.items(), on_day), **usual, required=field.required),
        f"{key}_day": Day(label=spoken("哪一天（只在选“某一天”时）", "the day, where one is meant"),
                          required=False),
    }  # fmt: skip


class Numbers(forms.CharField):
    """Whole numbers with commas between: 3, 4."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401
        super().__init__(
            max_length=400,
            error_messages=NEEDED,
            widget=forms.TextInput(attrs={"placeholder": "3, 4", "autocomplete": "off"}),
            **more,
        )

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """Return the numbers."""
        said = super().clean(value)
        parts = [part for part in re.split(r"[,，、\s]+", said) if part]
        if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
            raise forms.ValidationError(spoken("写成 3, 4 这样", "write it like 3, 4"))
        return [int(part) for part in parts]
