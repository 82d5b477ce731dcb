"""Corrections: a loan's terms, what was paid, the person, the whole text, an older version.

Each is a new version of the case; what was there before is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ashore.assumed import known, refitted
from ashore.days import DayCount
from ashore.facts import Case
from ashore.files.case import case_of, parse_case
from ashore.files.unbuild import raw_of
from ashore.intake.typed import rate_said
from ashore.loan import Method, Payment
from ashore.web.answers import law_of
from ashore.web.forms.base import add_fault
from ashore.web.forms.edit import PersonForm, TermsForm, TextForm
from ashore.web.forms.penalty import PenaltyForm
from ashore.web.http import Request
from ashore.web.rights import for_reader, for_writer, session_of, writer_of
from ashore.web.store import Opened, states, version_of, write
from ashore.words import AshoreError, BadInput, Text

__all__ = ["forget_loan", "history", "penalty", "person", "restore", "terms", "unpaid", "whole"]

DAYS = ("disbursed_on", "first_due_on")
PENALTY = ("penalty", "compound", "grace_days")


@require_http_methods(["GET", "POST"])
@for_writer
def terms(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Correct the terms of a loan; what was assumed to be paid follows them."""
    place = _place(found.case, loan)
    file = found.case.loans[place]
    short = file.loan.method in {Method.CARD, Method.GIVEN}
    form = TermsForm(request.POST or None, short=short, initial=_terms(found.case, place))
    form.mark(each.key for each in file.open)
    if request.method == "POST" and form.is_valid():
        try:
            made = _with_terms(_confirmed(found.case, place, form), place, form.raw())
            loans = [*made.loans]
            loans[place] = refitted(loans[place], law_of(found.case.jurisdiction))
            write(found, replace(made, loans=tuple(loans)), writer_of(request), "terms")
        except BadInput as wrong:
            add_fault(form, wrong)
        else:
            messages.info(request, _KEPT.say(request.lang))
            return redirect("loan", code=found.code, loan=loan)
    context = {"found": found, "case": found.case, "loan": file.loan, "form": form}
    return render(request, "terms.html", context)


@require_http_methods(["GET", "POST"])
@for_writer
def penalty(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Correct what the contract says of delay."""
    place = _place(found.case, loan)
    terms = found.case.loans[place].loan
    if terms.method is Method.CARD:
        raise Http404  # a card has terms of its own
    raw = _shown(found.case, place, PENALTY)
    form = PenaltyForm(request.POST or None, initial=PenaltyForm.first(raw))
    if request.method == "POST" and form.is_valid():
        try:
            made = _with_terms(found.case, place, form.raw(raw))
            write(found, made, writer_of(request), "terms")
        except BadInput as wrong:
            add_fault(form, wrong)
        else:
            messages.info(request, _KEPT.say(request.lang))
            return redirect("loan", code=found.code, loan=loan)
    context = {"found": found, "case": found.case, "loan": terms, "form": form}
    return render(request, "penalty.html", context)


@require_POST
@for_writer
def unpaid(request: Request, found: Opened, loan: str, payment: str) -> HttpResponse:
    """Take back a payment that was noted by mistake."""
    place = _place(found.case, loan)
    file = found.case.loans[place]
    kept = tuple(
        event for event in file.events if not (isinstance(event, Payment) and event.id == payment)
    )
    if len(kept) == len(file.events):
        raise Http404
    loans = (*found.case.loans[:place], replace(file, events=kept), *found.case.loans[place + 1 :])
    write(found, replace(found.case, loans=loans), writer_of(request), "payment")
    return redirect("loan", code=found.code, loan=loan)


@require_http_methods(["GET", "POST"])
@for_writer
def forget_loan(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Take a loan out of the case, after it was asked whether that is meant."""
    place = _place(found.case, loan)
    if request.method == "POST" and len(found.case.loans) > 1:
        loans = (*found.case.loans[:place], *found.case.loans[place + 1 :])
        log = tuple(replace(each, loan="") if each.loan == loan else each
                    for each in found.case.contacts)  # fmt: skip
        changed = replace(found.case, loans=loans, contacts=log)
        write(found, changed, writer_of(request), "loan")
        return redirect("today", code=found.code)
    context = {"found": found, "case": found.case, "loan": found.case.loans[place].loan,
               "last": len(found.case.loans) == 1}  # fmt: skip
    return render(request, "forget_loan.html", context)


@require_http_methods(["GET", "POST"])
@for_writer
def person(request: Request, found: Opened) -> HttpResponse:
    """Say whether calls are answered, and what makes it hard just now."""
    who = found.case.person
    reachable = {True: "yes", False: "no", None: ""}[who.reachable]
    first = {"alias": who.alias, "reachable": reachable, "hardship": list(who.hardship)}
    form = PersonForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        made = case_of({**raw_of(found.case), "person": form.raw()})
        write(found, made, writer_of(request), "person")
        messages.info(request, _KEPT.say(request.lang))
        return redirect("today", code=found.code)
    return render(request, "person.html", {"found": found, "case": found.case, "form": form})


@require_http_methods(["GET", "POST"])
@for_writer
def whole(request: Request, found: Opened) -> HttpResponse:
    """Change the case as a text; a slip is pointed out and nothing is kept of it."""
    form = TextForm(request.POST or None, initial={"text": found.text})
    fault = None
    if request.method == "POST" and form.is_valid():
        try:
            made = parse_case(form.cleaned_data["text"].replace("\r\n", "\n")).case
        except AshoreError as wrong:
            fault = wrong
        else:
            write(found, made, writer_of(request), "text")
            messages.info(request, _KEPT.say(request.lang))
            return redirect("today", code=found.code)
    context = {"found": found, "case": found.case, "form": form, "fault": fault}
    return render(request, "whole.html", context)


_KEPT = Text("已改好，重新算过了", "changed, and reckoned anew")


# -- older versions -------------------------------------------------------------------------------


@require_safe
@for_reader
def history(request: Request, found: Opened) -> HttpResponse:
    """Show which versions there are."""
    return render(request, "history.html", {"found": found, "states": states(found.code)})


@require_POST
@for_writer
def restore(request: Request, found: Opened, number: int) -> HttpResponse:
    """Make an older version the newest; those between stay where they are."""
    older = version_of(found.code, number, session_of(request))
    if older is None:
        raise Http404
    write(found, older.case, writer_of(request), "restore")
    messages.info(request, _KEPT.say(request.lang))
    return redirect("today", code=found.code)


# -- the raw values -------------------------------------------------------------------------------


def _place(case: Case, name: str) -> int:
    for place, file in enumerate(case.loans):
        if file.loan.id == name:
            return place
    raise Http404


def _terms(case: Case, place: int) -> dict[str, Any]:
    """Return what the form shows: the file's own words, and what a preset supplied."""
    raw = _shown(case, place, ("method", "lender_type"))
    rate = raw.pop("rate", None) or {}
    name = case.loans[place].loan.name
    return {
        **raw,
        "rate": rate_said(rate.get("value", "")),
        "per": rate.get("per", ""),
        "name": name,
    }


def _shown(case: Case, place: int, keys: Collection[str]) -> dict[str, Any]:
    """Return what the file says of a loan, and of some keys what a preset or a default says."""
    file = case.loans[place]
    left_out = tuple(key for key in file.loan.defaulted if key not in keys)
    whole = replace(file, loan=replace(file.loan, defaulted=left_out))
    return dict(raw_of(replace(case, loans=(whole,)))["loans"][0])


def _confirmed(case: Case, place: int, form: TermsForm) -> Case:
    """Return the case with the terms the form showed no longer open.

    A rate nobody touched is as open as before: what stands there is the low end of a range.
    """
    touched = {"rate", "per"} & set(form.changed_data)
    seen = {key for key in form.fields if key != "rate"} | ({"rate"} if touched else set())
    loans = [*case.loans]
    loans[place] = known(loans[place], *seen)
    return replace(case, loans=tuple(loans))


def _with_terms(case: Case, place: int, said: Mapping[str, Any]) -> Case:
    """Return the case with some keys of a loan as a person states them now.

    Raises:
        BadInput: they do not fit together.
    """
    raw = raw_of(case)
    loans = [dict(each) for each in raw["loans"]]
    days = {key: date.fromisoformat(said[key]) for key in DAYS if key in said}
    if "principal" in said and "received" not in said:
        loans[place].pop("received", None)
    loans[place] |= {**said, **days}
    loans[place] = {key: each for key, each in loans[place].items() if each is not None}
    if "rate" not in said:
        return case_of({**raw, "loans": loans})
    per = said["rate"]["per"]
    rest = [each for each in loans[place].get("open", []) if each["key"] != "day_count"]
    if per != "day" and case.loans[place].loan.day_count is DayCount.ACTUAL:
        loans[place] |= {"day_count": "act/365", "open": [*rest, {"key": "day_count"}]}
    elif per == "day" and rest != loans[place].get("open", []):
        loans[place] |= {"day_count": "actual", "open": rest}  # both as `assumed.at_rate`
    return case_of({**raw, "loans": loans})
