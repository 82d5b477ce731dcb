"""Fields that understand what people type and give back the words of a case file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms

from ashore.files.loan_terms import MOST
from ashore.intake.typed import money_text, rate_text
from ashore.loan import Per
from ashore.money import fen_of
from ashore.report.shown import percent
from ashore.web.forms.base import spoken, tongue
from ashore.words import Text

__all__ = ["PERS", "Chosen", "Day", "Money", "Rate", "Sum", "Typed", "Whole", "check_rate"]

PERS = (
    ("year", Text("年利率", "a year")),
    ("month", Text("月利率", "a month")),
    ("day", Text("日利率", "a day")),
)
"""What a rate may be for."""


class Typed(forms.CharField):
    """A field read by a function of the intake; what it cannot read is refused with a sample."""

    read: Callable[[str], str | None] = staticmethod(money_text)
    wrong = Text("看不懂这个数", "this cannot be read")
    sample = ""
    mode = "decimal"

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        more.setdefault("max_length", 40)
        more.setdefault(
            "widget",
            forms.TextInput(attrs={"inputmode": self.mode, "placeholder": self.sample,
                                   "autocomplete": "off"}),
        )  # fmt: skip
        super().__init__(*args, **more)

    def clean(self, value: Any) -> str:  # noqa: ANN401
        """Return the words of a case file; "" when nothing was typed."""
        typed = super().clean(value)
        if not typed:
            return ""
        read = type(self).read(typed)
        if read is None:
            zh, en = self.wrong
            raise forms.ValidationError(
                tongue().raw(Text(f"{zh}，例如 {self.sample}", f"{en}; for example {self.sample}"))
            )
        return read

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401
        """Say whether something else is meant than before: 0.05% is 0.0005."""
        before, now = (type(self).read(str(each or "")) for each in (initial, data))
        return super().has_changed(initial, data) if now is None else before != now


class Money(Typed):
    """An amount: 12000, 1.2万, ¥916.80."""

    read = staticmethod(money_text)
    wrong = Text("看不懂这个金额", "this is no amount")
    sample = "1200.50"


class Sum(Money):
    """An amount above zero and below what nobody types in earnest; empty where that is allowed."""

    def clean(self, value: object) -> str:
        """Return the words of a case file."""
        said: str = super().clean(value)
        fen = fen_of(said, 2) if said else 1
        if fen is None or not 0 < fen < MOST_FEN:
            raise forms.ValidationError(spoken("要一个大于零的金额", "an amount above zero"))
        return said


MOST_FEN = 10**12


class Rate(Typed):
    """A rate: 18%, 0.05%, 万分之五."""

    read = staticmethod(rate_text)
    wrong = Text("看不懂这个利率", "this is no rate")
    sample = "18%"
    mode = "text"


def check_rate(form: forms.Form, rate: str = "rate", per: str = "per") -> None:
    """Tell at its field of a rate nobody can have agreed to, or one whose time is not chosen."""
    said, unit = form.cleaned_data.get(rate), form.cleaned_data.get(per)
    if not said or rate in form.errors:
        return
    if not unit:
        if per not in form.errors:
            form.add_error(per, spoken("选一下是年、月还是日利率", "choose which it is"))
    elif Fraction(said) >= MOST[Per(unit)]:
        most = percent(MOST[Per(unit)])
        form.add_error(
            rate,
            spoken(
                f"这个利率高得不像真的（要低于 {most}）。看看是不是多打了零，或者选错了年、月、日",
                f"this rate is too high to be true (below {most}). See whether a nought is too "
                "many, or whether it is a rate a year, a month or a day",
            ),
        )


class Whole(forms.IntegerField):
    """A whole number, as the case file has it."""

    def __init__(self, low: int, high: int, **more: Any) -> None:  # noqa: ANN401
        super().__init__(
            min_value=low,
            max_value=high,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "invalid": spoken("要一个整数", "a whole number is needed"),
                "min_value": spoken(f"最小 {low}", f"at least {low}"),
                "max_value": spoken(f"最大 {high}", f"at most {high}"),
            },
            **more,
        )


class Day(forms.DateField):
    """A day between two years; the browser shows its own calendar."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401
        super().__init__(
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"],
            error_messages={"invalid": spoken("日期写成 2026-11-10 这样", "a day like 2026-11-10")},
            **more,
        )

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """Return the day as a case file has it; "" when none was given."""
        day = super().clean(value)
        if day is None:
            return ""
        if not date(1990, 1, 1) <= day <= date(2100, 1, 1):
            raise forms.ValidationError(spoken("这个年份不对", "this year cannot be right"))
        return day.isoformat()


class Chosen(forms.ChoiceField):
    """One of a few, as big buttons."""

    def __init__(self, choices: Iterable[tuple[str, Text]], **more: Any) -> None:  # noqa: ANN401
        pairs = [(value, spoken(*said)) for value, said in choices]
        super().__init__(
            choices=pairs,
            widget=forms.RadioSelect,
            error_messages={
                "required": spoken("选一个，或者跳过", "choose one, or skip"),
                "invalid_choice": spoken("没有这个选项", "there is no such choice"),
            },
            **more,
        )
