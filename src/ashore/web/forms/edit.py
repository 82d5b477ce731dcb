"""Forms that correct what was said before: a loan's terms, the person, the whole text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from ashore.files.choices import HARDSHIP, LENDER_TYPE, METHOD
from ashore.web.forms.base import spoken
from ashore.web.forms.fields import PERS, Chosen, Day, Rate, Sum, Whole, check_rate
from ashore.words import Text

__all__ = ["OfferedForm", "PersonForm", "TermsForm", "TextForm"]

NEEDED = {"required": spoken("这一项要填", "this is needed")}


class TermsForm(forms.Form):
    """The terms of a loan as a contract states them; for a card only its name and lender."""

    name = forms.CharField(label=spoken("名称", "name"), max_length=60, error_messages=NEEDED)
    lender = forms.CharField(
        label=spoken("出借机构（合同上的）", "lender named in the contract"),
        max_length=100,
        required=False,
    )
    lender_type = Chosen(LENDER_TYPE.items(), label=spoken("哪类机构", "kind of lender"))
    principal = Sum(label=spoken("借款金额", "amount lent"), error_messages=NEEDED)
    received = Sum(label=spoken("实际到账", "what arrived"), required=False)
    disbursed_on = Day(label=spoken("到账那天", "the day it arrived"))
    first_due_on = Day(label=spoken("第一期还款日", "the first due day"))
    instalments = Whole(1, 360, label=spoken("一共几期", "how many instalments"))
    method = Chosen(
        ((word, said) for word, said in METHOD.items() if word not in {"given", "card"}),
        label=spoken("怎么还", "how it is repaid"),
    )
    rate = Rate(label=spoken("利率", "rate"), error_messages=NEEDED)
    per = Chosen(PERS, label=spoken("是年、月还是日利率", "a year, a month or a day"))

    def __init__(self, *args: Any, short: bool, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        if short:
            for name in set(self.fields) - {"name", "lender", "lender_type"}:
                del self.fields[name]

    def mark(self, keys: Iterable[str]) -> None:
        """Say at its field what is only assumed so far: keeping the page confirms it."""
        for key in keys:
            if key in self.fields:
                self.fields[key].help_text = _RATE_ASSUMED if key == "rate" else _ASSUMED

    def clean(self) -> dict[str, Any]:
        """A rate nobody can have agreed to is pointed out."""
        values = super().clean() or {}
        if "rate" in self.fields:
            check_rate(self)
        return values

    def raw(self) -> dict[str, Any]:
        """Return the keys of a loan in the case file; an empty one is left out."""
        said = {key: value for key, value in self.cleaned_data.items() if value != ""}
        if "rate" in said:
            said["rate"] = {"value": said["rate"], "per": said.pop("per")}
        return said


_ASSUMED = spoken(
    "现在只是假定的；对的话，存下就算确认",
    "only assumed so far; if it is right, keep the page to confirm",
)
_RATE_ASSUMED = spoken(
    "现在只是先拿来算的数；照合同改成真正的利率", "only taken for now; put the contract's rate here"
)


class OfferedForm(TermsForm):
    """A loan that is only thought about, as the lender describes it."""

    each_fee = Sum(
        label=spoken("每期另收的费用（没有就空着）", "fees with each instalment (empty if none)"),
        required=False,
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, short=False, **more)
        self.fields["received"].help_text = spoken(
            "先扣掉的费用不算到账", "what is kept back at the start does not arrive"
        )

    def raw(self) -> dict[str, Any]:
        """Return the keys of an offer in the case file."""
        said = super().raw()
        fee = said.pop("each_fee", "")
        if fee:
            said["fees"] = [{"name": "服务费", "kind": "service", "amount": fee,
                             "when": "each_instalment"}]  # fmt: skip
        return said


class PersonForm(forms.Form):
    """Whether calls are answered, and what makes it hard just now."""

    alias = forms.CharField(
        label=spoken("称呼（化名就够）", "what to call you (an alias will do)"),
        max_length=40,
        required=False,
    )
    reachable = Chosen(
        (
            ("yes", Text("会接，或会回消息", "I answer calls or messages")),
            ("no", Text("不接", "I do not")),
            ("", Text("不想说", "rather not say")),
        ),
        label=spoken("他们联系您时", "when they contact you"),
        required=False,
    )
    hardship = forms.MultipleChoiceField(
        label=spoken("现在的难处（可以多选）", "what makes it hard now (any number)"),
        choices=[(word, spoken(*said)) for word, said in HARDSHIP.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def raw(self) -> dict[str, Any]:
        """Return the person of the case file."""
        said = self.cleaned_data
        found: dict[str, Any] = {"hardship": said["hardship"]}
        if said["alias"]:
            found["alias"] = said["alias"]
        if said["reachable"]:
            found["reachable"] = said["reachable"] == "yes"
        return found


class TextForm(forms.Form):
    """The whole case as the text of its file."""

    text = forms.CharField(
        label=spoken("案卷全文", "the whole case"),
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
    )
