"""Forms about the household: cash, what comes in, what goes out, what could be raised."""

from __future__ import annotations

from typing import Any

from django import forms

from ashore.files.choices import EVERY, EXPENSE, RESOURCE
from ashore.web.forms.base import spoken
from ashore.web.forms.fields import Chosen, Day, Money, Rate, Sum

__all__ = ["KINDS", "CashForm", "ExpenseForm", "FlowForm", "IncomeForm", "ResourceForm"]

NEEDED = {"required": spoken("这一项要填", "this is needed")}


class CashForm(forms.Form):
    """Cash at hand, and what is never to be paid away."""

    cash = Money(label=spoken("手上现在能动用的钱", "cash at hand now"), error_messages=NEEDED)
    buffer = Money(
        label=spoken("始终留在手上的钱", "what is always to stay at hand"),
        required=False,
        help_text=spoken("应急用，计划不会动它", "for emergencies; the plan leaves it alone"),
    )


class FlowForm(forms.Form):
    """A name, a sum, how often, from which day."""

    name = forms.CharField(label=spoken("名称", "name"), max_length=60, error_messages=NEEDED)
    amount = Sum(label=spoken("每次多少", "the sum each time"), error_messages=NEEDED)
    every = Chosen(EVERY.items(), label=spoken("多久一次", "how often"), initial="month")
    on = Day(label=spoken("首次或下次的日期", "the first or the next day"))

    def raw(self) -> dict[str, Any]:
        """Return the raw table of a case file."""
        return dict(self.cleaned_data)


class IncomeForm(FlowForm):
    """An income; one that is not certain counts only in the better case."""

    certain = forms.BooleanField(
        label=spoken("确定会来", "it is certain to come"), required=False, initial=True
    )


class ExpenseForm(FlowForm):
    """An expense and its category."""

    category = Chosen(EXPENSE.items(), label=spoken("哪一类", "category"))


class ResourceForm(forms.Form):
    """Money that could be raised: how, how much, when, at what cost."""

    name = forms.CharField(label=spoken("从哪里来", "where from"), max_length=60,
                           error_messages=NEEDED)  # fmt: skip
    kind = Chosen(RESOURCE.items(), label=spoken("哪一种", "what sort"))
    amount = Sum(label=spoken("大约多少", "about how much"), error_messages=NEEDED)
    available_on = Day(label=spoken("最早哪天到手", "the earliest day"))
    rate = Rate(label=spoken("年利率（没有就空着）", "cost a year (empty if free)"), required=False)

    def raw(self) -> dict[str, Any]:
        """Return the raw table of a case file."""
        return {key: value for key, value in self.cleaned_data.items() if value != ""}


KINDS: dict[str, type[FlowForm | ResourceForm]] = {
    "income": IncomeForm, "expenses": ExpenseForm, "resources": ResourceForm,
}  # fmt: skip
