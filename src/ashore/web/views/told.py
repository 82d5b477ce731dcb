"""What happened to one loan since: a payment, a sum the lender named, the rate found out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ashore.assumed import at_rate, known, paid_in_time
from ashore.days import due_dates
from ashore.facts import Case, LoanFile
from ashore.loan import Claim, Payment, Per, Rate
from ashore.money import fen_of
from ashore.web.answers import law_of
from ashore.web.clock import today
from ashore.web.forms.base import add_fault
from ashore.web.forms.intake import Missed
from ashore.web.forms.loan import ClaimForm, PaymentForm, RateForm
from ashore.web.http import Request
from ashore.web.rights import for_writer, writer_of
from ashore.web.store import Opened, write
from ashore.words import BadInput, Text

__all__ = ["claimed", "missed", "paid", "rated"]


@require_http_methods(["GET", "POST"])
@for_writer
def paid(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Note a payment."""
    file = _file(found.case, loan)
    form = PaymentForm(request.POST or None, initial={"at": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        numbers = {event.id for event in file.events if isinstance(event, Payment)}
        made = Payment(
            id=_fresh(numbers),
            at=_day(said["at"]),
            amount=_fen(said["amount"], found.case),
        )
        changed = replace(file, events=(*file.events, made))
        return _kept(request, found, changed, "payment", form)
    return _asked(request, found, file, form)


@require_http_methods(["GET", "POST"])
@for_writer
def claimed(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Note what the lender says is owed: to be checked, never copied into the books."""
    file = _file(found.case, loan)
    form = ClaimForm(request.POST or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = Claim(
            on=_day(said["on"]),
            source=said["source"] or "App",
            total=_fen(said["total"], found.case),
        )
        return _kept(request, found, replace(file, claims=(*file.claims, made)), "claim", form)
    return _asked(request, found, file, form)


@require_http_methods(["GET", "POST"])
@for_writer
def rated(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Fill in the rate of the contract; what was only a range becomes a figure."""
    file = _file(found.case, loan)
    form = RateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rate = Rate(Fraction(form.cleaned_data["rate"]), Per(form.cleaned_data["per"]))
        made = at_rate(known(file, "rate"), rate, law_of(found.case.jurisdiction))
        return _kept(request, found, made, "rate", form)
    return _asked(request, found, file, form)


@require_http_methods(["GET", "POST"])
@for_writer
def missed(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Say which instalment was missed first, known only now: those before it are taken as paid."""
    file, on = _file(found.case, loan), today()
    if "payments" not in {each.key for each in file.open}:
        return redirect("loan", code=found.code, loan=loan)  # it is known
    due = due_dates(file.loan.first_due_on, file.loan.instalments, file.loan.every)
    days = [day for day in due if day <= on]
    form = Missed(request.POST or None, answers={}, days=days, on=on)
    said = form.cleaned_data["missed"] if request.method == "POST" and form.is_valid() else ""
    if said:
        until = on if said == "none" else date.fromisoformat(said)
        assumed = paid_in_time(file.loan, until, law_of(found.case.jurisdiction))
        made = replace(known(file, "payments"), events=(*assumed, *file.events))
        return _kept(request, found, made, "payment", form)
    return _asked(request, found, file, form)


def _asked(request: Request, found: Opened, file: LoanFile, form: forms.Form) -> HttpResponse:
    title = _TITLES[type(form)]
    context = {"found": found, "case": found.case, "loan": file.loan, "form": form, "title": title}
    return render(request, "told.html", context)


_TITLES: Mapping[type[forms.Form], Text] = {
    PaymentForm: Text("记一笔还款", "Note a payment"),
    ClaimForm: Text("记下平台说的数", "Note what they claim"),
    RateForm: Text("填上合同的利率", "Fill in the contract's rate"),
    Missed: Text("从哪一期没还上", "Which was missed first"),
}


def _kept(
    request: Request, found: Opened, file: LoanFile, reason: str, form: forms.Form
) -> HttpResponse:
    """Keep the loan as it is now; what does not fit the rest of the case is told at its field."""
    name = file.loan.id
    loans = tuple(file if each.loan.id == name else each for each in found.case.loans)
    try:
        write(found, replace(found.case, loans=loans), writer_of(request), reason)
    except BadInput as wrong:
        add_fault(form, wrong)
        return _asked(request, found, file, form)
    messages.info(request, _KEPT.say(request.lang))
    return redirect("loan", code=found.code, loan=name)


_KEPT = Text("已记下，重新算过了", "noted, and reckoned anew")


def _file(case: Case, name: str) -> LoanFile:
    for file in case.loans:
        if file.loan.id == name:
            return file
    raise Http404


def _fresh(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"p{number}" in taken:
        number += 1
    return f"p{number}"


def _fen(said: str, case: Case) -> int:
    fen = fen_of(said, case.digits)
    assert fen is not None, "the form lets only amounts through"
    return fen


def _day(said: str) -> date:
    return date.fromisoformat(said)
