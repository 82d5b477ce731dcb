"""What a contract says of delay: the penalty, what it is charged on, days of grace, compounding."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms

from ashore.files.choices import PENALTY_BASE
from ashore.intake.typed import rate_said, times_text
from ashore.web.forms.base import spoken
from ashore.web.forms.fields import PERS, Chosen, Rate, Typed, Whole, check_rate
from ashore.words import Text

__all__ = ["PenaltyForm"]

MOST_GRACE = 60
YES_NO = (("no", Text("不计", "no")), ("yes", Text("计", "yes")))


class Times(Typed):
    """How many times the rate of the contract."""

    read = staticmethod(times_text)
    wrong = Text("要一个不超过 10 的倍数", "a number of times, ten at most")
    sample = "1.5"


class PenaltyForm(forms.Form):
    """The penalty of a loan with a schedule."""

    how = Chosen(
        (
            ("none", Text("合同没有写罚息", "the contract names none")),
            ("multiple", Text("合同利率的几倍", "a multiple of the contract's rate")),
            ("rate", Text("另有一个罚息利率", "a rate of its own")),
        ),
        label=spoken("逾期以后怎么收罚息", "the penalty once a payment is late"),
    )
    multiple = Times(
        label=spoken("几倍（上浮 50% 就是 1.5）", "how many times (half as much again is 1.5)"),
        required=False,
    )
    rate = Rate(label=spoken("罚息利率", "the penalty rate"), required=False)
    per = Chosen(
        PERS, label=spoken("是年、月还是日利率", "a year, a month or a day"), required=False
    )
    base = Chosen(
        PENALTY_BASE.items(), label=spoken("按什么收", "what it is charged on"),
        initial="overdue_principal",
    )  # fmt: skip
    compound = Chosen(
        YES_NO, initial="no",
        label=spoken("没还的利息也计罚息吗（复利）", "does unpaid interest bear it too (compound)"),
    )  # fmt: skip
    grace_days = Whole(
        0, MOST_GRACE, label=spoken("宽限几天（没有写 0）", "days of grace (0 if none)"), initial=0
    )

    def clean(self) -> dict[str, Any]:
        """The chosen way needs its figure."""
        values = super().clean() or {}
        how = values.get("how")
        if how in {"multiple", "rate"} and how not in self.errors and not values.get(how):
            self.add_error(how, spoken("这一项要填", "this is needed"))
        if how == "rate":
            check_rate(self)
        return values

    def raw(self, before: dict[str, Any]) -> dict[str, Any]:
        """Return keys of a loan in the case file, None for one to leave out.

        `before` are the loan's keys so far. Where a preset would supply a penalty, none is written
        as a rate of nothing.
        """
        said, penalty = self.cleaned_data, dict(before.get("penalty") or {})
        for key in ("multiple", "rate"):
            penalty.pop(key, None)
        found: dict[str, Any] = {
            "compound": said["compound"] == "yes",
            "grace_days": said["grace_days"],
            "penalty": {**penalty, "base": said["base"]},
        }
        if said["how"] == "multiple":
            found["penalty"]["multiple"] = said["multiple"]
        elif said["how"] == "rate":
            found["penalty"]["rate"] = {"value": said["rate"], "per": said["per"]}
        else:
            nothing = {"rate": {"value": "0", "per": "year"}}
            found["penalty"] = nothing if before.get("product") else None
        return found

    @staticmethod
    def first(raw: dict[str, Any]) -> dict[str, Any]:
        """Return what the form shows of a loan's keys."""
        penalty = raw.get("penalty") or {}
        rate = penalty.get("rate") or {}
        how = "multiple" if "multiple" in penalty else "rate" if rate else "none"
        if how == "rate" and not Fraction(rate["value"]):
            how, rate = "none", {}
        return {
            "how": how,
            "multiple": penalty.get("multiple", ""),
            "rate": rate_said(rate.get("value", "")),
            "per": rate.get("per", ""),
            "base": penalty.get("base", "overdue_principal"),
            "compound": "yes" if raw.get("compound") else "no",
            "grace_days": raw.get("grace_days", 0),
        }
