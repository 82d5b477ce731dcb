"""Forms about a contact: who, how, when, what was said; and a relative's refusal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms

from ashore.days import SHANGHAI
from ashore.facts import Case, Contact
from ashore.files.choices import (
    CHANNEL,
    CONTACT_PURPOSE,
    DISCLOSED,
    LENDER_TYPE,
    OUTCOME,
    ROLE,
)  # fmt: skip
from ashore.loan import Loan
from ashore.web.forms.base import spoken
from ashore.web.forms.fields import Chosen
from ashore.words import Text

__all__ = ["ContactForm", "RefusalForm", "first_of", "numbered"]

SAID = {"yes": True, "no": False, "": None}
KNOWN = (("yes", Text("有", "yes")), ("no", Text("没有", "no")), ("", Text("不清楚", "not known")))
LEFT_OPEN = ("", Text("不清楚", "not known"))
NO_LOAN = ("", Text("不清楚是哪笔", "not known which"))
QUICK = ("loan", "role", "channel", "outcome", "at", "text", "recorded")
OWN = {"debtor", "guarantor"}


class Instant(forms.DateTimeField):
    """A day and a time in China, as a phone asks for them."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401
        super().__init__(
            widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M",
                           "%Y-%m-%d %H:%M:%S"],
            error_messages={
                "invalid": spoken("时间写成 2026-11-10 19:30 这样", "a time like 2026-11-10 19:30"),
                "required": spoken("什么时候，大概的也行", "when; roughly will do"),
            },
            **more,
        )  # fmt: skip

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        """Return the instant by the clock of China."""
        at = super().clean(value)
        if isinstance(at, datetime):
            if not 1990 <= at.year <= 2100:
                raise forms.ValidationError(spoken("这个年份不对", "this year cannot be right"))
            at = at.astimezone(SHANGHAI)
        return at


class ContactForm(forms.Form):
    """One contact. The first questions are enough; the rest makes the verdict surer.

    Args:
        case: whose loans can be meant.
        first: what the fields show at first.
    """

    loan = Chosen((), label=spoken("哪一家", "which lender"), required=False)
    role = Chosen(ROLE.items(), label=spoken("找了谁", "whom they reached"))
    channel = Chosen(CHANNEL.items(), label=spoken("怎么联系的", "how"))
    outcome = Chosen((*OUTCOME.items(), LEFT_OPEN), label=spoken("接通了吗", "did it get through"),
                     required=False)  # fmt: skip
    at = Instant(label=spoken("什么时候", "when"))
    text = forms.CharField(
        label=spoken(
            "说了什么（记原话，没有就空着）", "what was said (their words; empty if nothing)"
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    recorded = Chosen(KNOWN, label=spoken("有录音或截图吗", "recorded, or a screenshot"),
                      required=False)  # fmt: skip
    organisation = forms.CharField(
        label=spoken("自称是哪家机构", "who they said they were"), max_length=100, required=False,
        help_text=spoken("外包公司就写外包公司的名字", "the agency's name, when it was one"),
    )  # fmt: skip
    person = forms.CharField(
        label=spoken("被找的人怎么称呼", "what you call the person reached"), max_length=60,
        required=False, help_text=spoken("写称呼就行，如 妈妈", "a name you know, such as Mum"),
    )  # fmt: skip
    address = forms.CharField(
        label=spoken("打的是哪个号码", "the number they reached"), max_length=60, required=False,
        help_text=spoken("写后四位就行", "the last four digits will do"),
    )  # fmt: skip
    identified = Chosen(
        KNOWN,
        label=spoken("有没有说清自己是谁、代表哪家", "did they say who they were"),
        required=False,
    )
    disclosed = forms.MultipleChoiceField(
        label=spoken(
            "向对方透露了什么（不清楚就不选）", "what they told the person (none if not known)"
        ),
        choices=[(word, spoken(*said)) for word, said in DISCLOSED.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purpose = Chosen((*CONTACT_PURPOSE.items(), LEFT_OPEN), label=spoken("为了什么", "what for"),
                     required=False)  # fmt: skip
    asked_to_stop = Chosen(KNOWN, label=spoken("有没有叫他们别再联系", "were they asked to stop"),
                           required=False)  # fmt: skip
    liable = Chosen(
        KNOWN,
        label=spoken("这个人也要还这笔债吗（配偶、担保人）", "does this person owe it too"),
        required=False,
    )
    staff = forms.IntegerField(
        label=spoken("上门来了几个人", "how many came, at a visit"), required=False, min_value=1,
        max_value=50, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    entered = Chosen(
        KNOWN,
        label=spoken(
            "上门时有没有未经同意进屋、进办公区", "at a visit: did they come in without consent"
        ),
        required=False,
    )
    direction = Chosen(
        (("out", Text("他们联系这边", "they contacted us")),
         ("in", Text("这边联系他们", "we contacted them"))),
        label=spoken("谁找谁", "who contacted whom"), required=False, initial="out",
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, first: Mapping[str, Any], **more: Any) -> None:  # noqa: ANN401
        more["initial"] = dict(first)
        super().__init__(*args, **more)
        self.case = case
        field = self.fields["loan"]
        assert isinstance(field, forms.ChoiceField)
        names = [(file.loan.id, Text(_name(file.loan), _name(file.loan))) for file in case.loans]
        field.choices = [(value, spoken(*said)) for value, said in (*names, NO_LOAN)]

    @property
    def quick(self) -> list[forms.BoundField]:
        """The questions that are enough."""
        return [self[name] for name in QUICK]

    @property
    def more(self) -> list[forms.BoundField]:
        """The others."""
        return [field for field in self if field.name not in QUICK]

    @property
    def opened(self) -> bool:
        """Whether one of the others is wrong and must be seen."""
        return any(field.errors for field in self.more)

    def contact(self, name: str) -> Contact:
        """Return what was noted, under an id."""
        said = self.cleaned_data
        loans = {file.loan.id: file.loan for file in self.case.loans}
        loan = loans.get(said["loan"])
        own = said["role"] == "debtor"
        return Contact(
            id=name,
            at=said["at"],
            loan=said["loan"],
            lender=(loan.lender or loan.name or loan.id) if loan else "",
            organisation=said["organisation"],
            channel=said["channel"],
            direction=said["direction"] or "out",
            role=said["role"],
            person=said["person"] or (self.case.person.alias if own else ""),
            address=said["address"],
            outcome=said["outcome"],
            identified=SAID[said["identified"]],
            disclosed=tuple(said["disclosed"]) or None,
            purpose=said["purpose"],
            text=said["text"].replace("\r\n", "\n").strip(),
            asked_to_stop=SAID[said["asked_to_stop"]],
            staff=said["staff"],
            recorded=SAID[said["recorded"]],
            entered=SAID[said["entered"]],
            liable=SAID[said["liable"]],
        )


def first_of(contact: Contact) -> dict[str, Any]:
    """Return what the form shows of a contact that was noted before."""
    back = {value: word for word, value in SAID.items()}
    return {
        "loan": contact.loan, "role": contact.role, "channel": contact.channel,
        "outcome": contact.outcome, "at": contact.at.astimezone(SHANGHAI), "text": contact.text,
        "recorded": back[contact.recorded], "organisation": contact.organisation,
        "person": contact.person, "address": contact.address,
        "identified": back[contact.identified], "disclosed": list(contact.disclosed or ()),
        "purpose": contact.purpose, "asked_to_stop": back[contact.asked_to_stop],
        "liable": back[contact.liable], "staff": contact.staff, "direction": contact.direction,
        "entered": back[contact.entered],
    }  # fmt: skip


def _name(loan: Loan) -> str:
    return loan.name or loan.lender or loan.id


class RefusalForm(forms.Form):
    """For whom the refusal is, and to which lender."""

    person = forms.CharField(
        label=spoken("谁来发", "who sends it"),
        max_length=60,
        error_messages={"required": spoken("写个称呼，如 妈妈", "a name, such as Mum")},
    )
    role = Chosen(
        ((word, said) for word, said in ROLE.items() if word not in OWN),
        label=spoken("是借款人的什么人", "what they are to the borrower"),
    )
    lender = forms.CharField(
        label=spoken("对哪家机构说", "to which lender"),
        max_length=100,
        error_messages={"required": spoken("写上机构的名字", "name the lender")},
    )
    lender_type = Chosen(
        (*LENDER_TYPE.items(), LEFT_OPEN),
        label=spoken("机构类型（写上可以多引几条）", "kind of lender (more norms can be cited)"),
        required=False,
    )


def numbered(taken: Iterable[str]) -> str:
    """Return an id that no contact has yet."""
    known = set(taken)
    number = len(known) + 1
    while f"c{number}" in known:
        number += 1
    return f"c{number}"
