"""Forms about one loan: a payment, a sum the lender named."""

from __future__ import annotations

from typing import Any

from django import forms

from ashore.web.forms.base import spoken
from ashore.web.forms.fields import PERS, Chosen, Day, Rate, Sum, check_rate

__all__ = ["ClaimForm", "PaymentForm", "RateForm"]

NEEDED = {"required": spoken("这一项要填", "this is needed")}


class PaymentForm(forms.Form):
    """A payment: the day and the sum."""

    at = Day(label=spoken("哪天付的", "paid on"))
    amount = Sum(label=spoken("付了多少", "the sum"), error_messages=NEEDED)


class ClaimForm(forms.Form):
    """A sum the lender named, its day and where it was seen."""

    total = Sum(label=spoken("平台说欠多少", "the sum they name"), error_messages=NEEDED)
    on = Day(label=spoken("哪天说的", "said on"))
    source = forms.CharField(
        label=spoken("在哪看到的", "where"),
        max_length=100,
        required=False,
        help_text=spoken("例如：App 还款页、短信、电话", "the app, a message, a call"),
    )


class RateForm(forms.Form):
    """The rate of the contract, found out later."""

    rate = Rate(label=spoken("利率", "rate"), error_messages=NEEDED)
    per = Chosen(PERS, label=spoken("是年、月还是日利率", "a year, a month or a day"))

    def clean(self) -> dict[str, Any]:
        """A rate nobody can have agreed to is pointed out."""
        values = super().clean() or {}
        check_rate(self)
        return values
