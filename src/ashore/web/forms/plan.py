"""The form of what-if: sliders, each at nothing to begin with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from ashore.intake.what_if import WhatIf
from ashore.web.forms.base import spoken
from ashore.words import Text

__all__ = ["WhatIfForm"]

YUAN = 100


class Slider(forms.IntegerField):
    """A whole number on a slider, from nothing up."""

    def __init__(self, most: int, step: int, **more: Any) -> None:  # noqa: ANN401
        widget = forms.NumberInput(
            attrs={"type": "range", "min": "0", "max": str(most), "step": str(step)}
        )
        super().__init__(min_value=0, max_value=most, initial=0, required=False, widget=widget,
                         **more)  # fmt: skip


class WhatIfForm(forms.Form):
    """More money each month, money once, a later payday, a lender who waits."""

    monthly = Slider(3000, 50, label=spoken("每月多出（元）", "more each month (yuan)"))
    once = Slider(10_000, 100, label=spoken("卖掉或凑到一次（元）", "once, e.g. sold (yuan)"))
    late = Slider(20, 1, label=spoken("发薪晚几天", "payday so many days later"))
    waits = forms.ChoiceField(
        label=spoken("某家同意下一期晚一个月", "a lender lets the next instalment wait a month"),
        required=False,
    )

    def __init__(self, *args: Any, loans: Iterable[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        field = self.fields["waits"]
        assert isinstance(field, forms.ChoiceField)
        none = Text("都没有", "none")
        field.choices = [("", spoken(*none)), *loans]

    def what_if(self) -> WhatIf:
        """Return the changes asked for."""
        said = self.cleaned_data
        return WhatIf(
            monthly=(said["monthly"] or 0) * YUAN,
            once=(said["once"] or 0) * YUAN,
            late=said["late"] or 0,
            waits=said["waits"],
        )
