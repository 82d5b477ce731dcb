"""The forms of the intake: one a question. `answers()` gives what goes into the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from ashore.files.choices import EXPENSE, GOAL, LENDER_TYPE, METHOD
from ashore.files.products import presets
from ashore.money import fen_of
from ashore.report.calm import day_words
from ashore.web.forms.base import spoken
from ashore.web.forms.fields import PERS, Chosen, Day, Money, Rate, Sum, Whole, check_rate
from ashore.words import Text

__all__ = ["FORMS", "Asked", "PasteForm"]

FIRST = ("weilidai", "jiebei", "huabei", "jd_baitiao", "credit_card", "meituan", "douyin",
         "fenqile", "duxiaoman", "zhaolian", "mashang", "qifu_360")  # fmt: skip
OTHER = "other"
WORRIES = ("family", "court", "credit", "cost")


class Asked(forms.Form):
    """A question; every field may be left open.

    Args:
        answers: what was answered before, of the loan or of the person.
        days: the due dates to choose from.
        on: today.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        answers: Mapping[str, Any],
        days: Sequence[date] = (),
        on: date,
        **more: Any,  # noqa: ANN401
    ) -> None:
        self.before, self.days, self.on = answers, days, on
        more.setdefault("initial", self.first(answers))
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.required = False

    def first(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the fields show at first."""
        return dict(answers)

    def answers(self) -> dict[str, Any]:
        """Return the answers, in the words of a case file."""
        return dict(self.cleaned_data)


def _products() -> list[tuple[str, Text]]:
    known = {each.id: each for each in presets()}
    ids = [*FIRST, *(name for name in known if name not in FIRST)]
    return [(name, known[name].name) for name in ids if name in known]


class Which(Asked):
    """The product; the name and the kind of another lender are asked next."""

    product = Chosen([*_products(), (OTHER, Text("别的", "another one"))],
                     label=spoken("产品", "product"))  # fmt: skip

    def first(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Show "another one" when a name without a product was given."""
        other = not answers.get("product") and answers.get("name")
        return {**answers, "product": OTHER if other else answers.get("product", "")}

    def answers(self) -> dict[str, Any]:
        """Return the product; with one, the preset knows name and kind of lender."""
        said = self.cleaned_data["product"]
        if said in {"", OTHER}:
            return {"product": ""}
        return {"product": said, "name": "", "lender_type": ""}


class Lender(Asked):
    """The name and the kind of a lender that is no preset."""

    name = forms.CharField(label=spoken("名称（自己认得就行）", "a name you know"), max_length=60)
    lender_type = Chosen(
        ((word, said) for word, said in LENDER_TYPE.items()), label=spoken("哪类机构", "its kind")
    )


class Amount(Asked):
    """What was lent and what arrived."""

    principal = Sum(label=spoken("借款金额", "amount lent"))
    received = Sum(label=spoken("实际到账（一样就不用填）", "what arrived (empty if the same)"))

    def clean(self) -> dict[str, Any]:
        """More than was lent cannot arrive."""
        values = super().clean() or {}
        lent, got = (fen_of(values.get(key) or "0", 2) or 0 for key in ("principal", "received"))
        if lent and got > lent:
            self.add_error("received", spoken("到账不会比借的多", "not more than was lent"))
        return values


class When(Asked):
    """The day it was lent, the first due day."""

    disbursed_on = Day(label=spoken("到账那天", "the day it arrived"))
    first_due_on = Day(label=spoken("第一期还款日", "the first due day"))

    def clean(self) -> dict[str, Any]:
        """Nothing is due before the money arrived."""
        values = super().clean() or {}
        lent, due = values.get("disbursed_on"), values.get("first_due_on")
        if lent and due and due <= lent:
            self.add_error(
                "first_due_on", spoken("要在到账之后", "it is after the day the money arrived")
            )
        return values


class Terms(Asked):
    """Number of instalments and method."""

    instalments = Whole(1, 360, label=spoken("一共几期", "how many instalments"))
    method = Chosen(
        ((word, said) for word, said in METHOD.items() if word not in {"given", "card"}),
        label=spoken("怎么还", "how it is repaid"),
    )


class RateAsked(Asked):
    """The rate and the time it is for."""

    rate = Rate(label=spoken("利率", "rate"))
    rate_per = Chosen(PERS, label=spoken("是年、月还是日利率", "a year, a month or a day"))

    def clean(self) -> dict[str, Any]:
        """A rate without its time, or one nobody can have agreed to, cannot be used."""
        values = super().clean() or {}
        check_rate(self, per="rate_per")
        return values


class Missed(Asked):
    """The first instalment that was not paid."""

    missed = Chosen((), label=spoken("哪一期", "which one"))

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        field = self.fields["missed"]
        assert isinstance(field, forms.ChoiceField)
        chosen = [(day.isoformat(), day_words(day)) for day in reversed(self.days)]
        none = ("none", Text("都还上了，还没逾期", "none: all paid so far"))
        field.choices = [(value, spoken(*said)) for value, said in (*chosen, none)]


class Bill(Asked):
    """A bill of one sum and one day."""

    bill = Sum(label=spoken("账单金额", "the bill"))
    first_due_on = Day(label=spoken("还款日", "due on"))


class Card(Asked):
    """The days of a card and its last bill."""

    bill = Sum(label=spoken("上期账单总额", "total of the last bill"))
    statement_day = Whole(1, 31, label=spoken("每月几号出账单", "statement day of the month"))
    due_day = Whole(1, 31, label=spoken("每月几号还款", "due day of the month"))


class Claimed(Asked):
    """What the app says."""

    claimed = Sum(label=spoken("App 显示的欠款", "the sum the app shows"))
    claimed_on = Day(label=spoken("哪天看到的", "seen on"))

    def first(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Today, unless another day was given."""
        return {"claimed_on": self.on, **answers}


class Another(Asked):
    """Whether there is another loan."""

    another = Chosen(
        (("yes", Text("还有", "yes")), ("no", Text("没有了", "no"))),
        label=spoken("还有吗", "another one?"),
    )


class CashAsked(Asked):
    """Cash, pay and payday."""

    cash = Money(label=spoken("现在能动用的钱", "cash at hand"))
    pay = Money(label=spoken("每月收入（到手）", "income a month, net"))
    payday = Day(label=spoken("下次发工资", "next payday"))


class Living(Asked):
    """Living costs a month, by category."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        for word, said in EXPENSE.items():
            self.fields[word] = Money(label=spoken(*said), required=False)


class Worry(Asked):
    """What worries most; the rest keeps its usual order."""

    worry = Chosen(((word, GOAL[word]) for word in WORRIES), label=spoken("第一位", "first of all"))
    then = Chosen(((word, GOAL[word]) for word in WORRIES), label=spoken("其次", "and then"))


class Reach(Asked):
    """Whether calls are answered."""

    reachable = Chosen(
        (("yes", Text("会接，或会回消息", "yes, or I answer messages")),
         ("no", Text("不接", "no"))),
        label=spoken("接不接", "do you answer?"),
    )  # fmt: skip


class PasteForm(forms.Form):
    """A pasted message or bill."""

    text = forms.CharField(
        label=spoken("把短信或账单粘贴到这里", "paste the message or the bill here"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        error_messages={"required": spoken("先粘贴一段文字", "paste some text first")},
    )


FORMS: Mapping[str, type[Asked]] = {
    "which": Which, "lender": Lender, "amount": Amount, "when": When, "terms": Terms,
    "rate": RateAsked,
    "missed": Missed, "bill": Bill, "card": Card, "claimed": Claimed, "another": Another,
    "money": CashAsked, "living": Living, "worry": Worry, "reach": Reach,
}  # fmt: skip
