"""Forms of the pages on offers and on borrowing: other figures to try."""

from __future__ import annotations

from django import forms

from ashore.web.forms.base import spoken
from ashore.web.forms.fields import Money, Whole

__all__ = ["BorrowForm", "OfferForm"]


class OfferForm(forms.Form):
    """A sum a month to try."""

    monthly = Money(label=spoken("换一个每月总数试试", "try another sum a month"), required=False)


class BorrowForm(forms.Form):
    """The example the other ways are reckoned with."""

    amount = Money(label=spoken("举例的金额", "the sum of the example"), required=False)
    months = Whole(1, 60, label=spoken("用几个月", "for how many months"), required=False)
