"""The small forms of the guide: what a reckoning needs, and the reckoning itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from ashore.forecast.papers import TITLES, Paper
from ashore.law.limitation import Restart
from ashore.money import decimal_of, fen_of
from ashore.report.blocks import Section
from ashore.report.guide_figures import Data
from ashore.report.reckon import limitation_of, paper_of, penalty_of, yearly_of
from ashore.web.clock import today
from ashore.web.forms.base import spoken
from ashore.web.forms.fields import PERS, Chosen, Day, Rate, Sum, Whole, check_rate
from ashore.words import Text

__all__ = ["RECKONINGS"]

NEEDED = {"required": spoken("这一项要填", "this is needed")}
EVENTS = (
    (Restart.DEMAND, Text("收到催收短信、信件", "a demand by text or letter arrived")),
    (Restart.PAYMENT, Text("还过一笔", "a payment was made")),
    (Restart.PROMISE, Text("答应过还、申请过延期", "a promise, or time was asked for")),
    ("", Text("都没有", "none of these")),
)


class Reckoning(forms.Form):
    """A few fields, answered by the engine; nothing is kept."""

    title: Text

    def fen(self, name: str) -> int:
        """Return an amount that was typed, in fen."""
        found = fen_of(self.cleaned_data[name], 2)
        assert found is not None, "the form lets only amounts through"
        return found


class Penalty(Reckoning):
    """Penalty interest by the day."""

    title = Text("算一算：每天罚息多少", "Reckon: penalty a day")
    principal = Sum(label=spoken("逾期的本金", "overdue principal"), error_messages=NEEDED)
    rate = Rate(label=spoken("合同利率", "the contract's rate"), error_messages=NEEDED)
    per = Chosen(
        PERS, label=spoken("是年、月还是日利率", "a year, a month or a day"), initial="year"
    )
    multiple = forms.CharField(
        label=spoken("罚息是合同利率的几倍", "penalty in times of the contract's rate"),
        initial="1.5", max_length=10, error_messages=NEEDED,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    days = Whole(1, 3650, label=spoken("逾期几天", "days late"))

    def clean(self) -> dict[str, Any]:
        """A rate nobody can have agreed to is pointed out."""
        values = super().clean() or {}
        check_rate(self)
        return values

    def clean_multiple(self) -> str:
        """A plain decimal between nothing and ten."""
        said = str(self.cleaned_data["multiple"]).strip()
        number = decimal_of(said)
        if number is None or not 0 <= number <= 10:
            raise forms.ValidationError(spoken("写成 1.5 这样的数", "a number such as 1.5"))
        return said

    def answer(self, data: Data) -> Section:
        """Return the penalty by one more day and by now."""
        said = self.cleaned_data
        rate = (said["rate"], said["per"])
        return penalty_of(self.fen("principal"), rate, said["multiple"], said["days"], data)


class Yearly(Reckoning):
    """True yearly cost."""

    title = Text("算一算：真实年化", "Reckon: the true yearly cost")
    received = Sum(label=spoken("实际到手", "what arrived"), error_messages=NEEDED)
    instalment = Sum(
        label=spoken("每月一共还多少（含所有费用）", "paid each month, with every fee"),
        error_messages=NEEDED,
    )
    count = Whole(1, 360, label=spoken("还几个月", "for how many months"))

    def answer(self, data: Data) -> Section:
        """Return simple and compound yearly rates."""
        return yearly_of(
            self.fen("received"), self.fen("instalment"), self.cleaned_data["count"], data
        )


class Limit(Reckoning):
    """The last day to sue."""

    title = Text("算一算：时效到哪天", "Reckon: limitation")
    last_due = Day(label=spoken("最后一期哪天到期", "the day the last instalment was due"))
    what = Chosen(EVENTS, label=spoken("之后最近发生过什么", "what happened last since then"),
                  required=False)  # fmt: skip
    at = Day(label=spoken("哪天", "on which day"), required=False)

    def clean_last_due(self) -> str:
        """The Civil Code's three years are on file for due dates from late 2017 on."""
        said: str = self.cleaned_data["last_due"]
        if said < "2017-10-01":
            raise forms.ValidationError(
                spoken("2017 年 10 月以前到期的要按旧法看，请问 12348",
                       "what was due before October 2017 is under older law: ask 12348")
            )  # fmt: skip
        return said

    def clean(self) -> dict[str, str]:
        """What happened needs its day."""
        values = super().clean() or {}
        if values.get("what") and not values.get("at"):
            self.add_error("at", spoken("写上哪天，大概的也行", "the day; roughly will do"))
        return values

    def answer(self, data: Data) -> Section:
        """Return the last day to sue."""
        said = self.cleaned_data
        events = []
        if said["what"]:
            events.append((date.fromisoformat(said["at"]), Restart(said["what"])))
        return limitation_of(date.fromisoformat(said["last_due"]), events, data)


class PaperCame(Reckoning):
    """The last day after a paper."""

    title = Text("收到文书：最后一天是哪天", "A paper came: which day is the last")
    paper = Chosen(
        ((str(each), said) for each, said in TITLES.items()),
        label=spoken("收到（或自己提出）的是什么", "what came, or was handed in"),
    )
    received = Day(label=spoken("哪天收到或提出", "the day it was received or made"))

    def clean_received(self) -> str:
        """A day that has been."""
        said: str = self.cleaned_data["received"]
        if said > today().isoformat():
            raise forms.ValidationError(
                spoken("写文书送到手里的那一天", "the day the paper reached you")
            )
        return said

    def answer(self, data: Data) -> Section:
        """Return what to do, and by which day."""
        said = self.cleaned_data
        return paper_of(Paper(said["paper"]), date.fromisoformat(said["received"]), data)


RECKONINGS: Mapping[str, type[Penalty | Yearly | Limit | PaperCame]] = {
    "penalty": Penalty, "yearly": Yearly, "limitation": Limit, "paper": PaperCame,
}  # fmt: skip
