"""Contacts: note one, see at once whether it was allowed, correct it, hand the log on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ashore.conduct.few import few_together
from ashore.conduct.verdict import Verdict
from ashore.facts import Case, Contact
from ashore.gate.refusal import refusal_grounds
from ashore.report.blocks import Money, Section, blocks_html
from ashore.report.evidence import Book, evidence_parts, span
from ashore.report.markup import Tongue
from ashore.report.masking import letters_of, masked
from ashore.report.refusal import HOW_TO_USE, reply
from ashore.report.verdicts import LEVELS, WORTH, by_day, contact_line, counted, verdict_blocks
from ashore.web.answers import answer, law_of
from ashore.web.clock import now, today
from ashore.web.forms.contact import ContactForm, RefusalForm, first_of, numbered
from ashore.web.http import Request
from ashore.web.rights import for_reader, for_writer, writer_of
from ashore.web.store import Opened, write
from ashore.words import Text

__all__ = ["book", "contact", "contacts", "correct", "note", "refuse", "remove", "whole_log"]

LIKELY = {"role": "debtor", "channel": "call", "outcome": "talk", "direction": "out"}


@require_safe
@for_reader
def contacts(request: Request, found: Opened) -> HttpResponse:
    """Show the log by day, the latest first, with how many are of each verdict."""
    judged = answer(found).verdicts
    context = {
        "found": found,
        "case": found.case,
        "days": by_day(judged),
        "counts": [(LEVELS[level], level, count) for level, count in
                   counted(verdict.level for _, verdict in judged)],
        "levels": LEVELS,
        "few": few_together(verdict.few for _, verdict in judged),
        "worth": WORTH,
    }  # fmt: skip
    return render(request, "contacts.html", context)


@require_safe
@for_reader
def contact(request: Request, found: Opened, name: str) -> HttpResponse:
    """Show one contact: the verdict, the article, how sure, and what to do next."""
    one, verdict = _judged(found, name)
    sections = (Section(Text("为什么这样看", "Why"), verdict_blocks(verdict)),)
    form = Money(found.case.currency, found.case.digits)
    drawn = blocks_html(Tongue(request.lang), sections, form, opened=False)
    context = {
        "found": found,
        "case": found.case,
        "one": one,
        "line": contact_line(one),
        "verdict": verdict,
        "level": LEVELS[verdict.level],
        "drawn": mark_safe("".join(drawn)),  # noqa: S308  (made by the report, which escapes)
        "third": one.role not in {"debtor", "guarantor", ""},
    }
    return render(request, "contact.html", context)


@require_http_methods(["GET", "POST"])
@for_writer
def note(request: Request, found: Opened) -> HttpResponse:
    """Note a contact: what is likely is chosen already, the time is now."""
    first = {**LIKELY, "loan": _likely_loan(found.case), "at": now()}
    form = ContactForm(request.POST or None, case=found.case, first=first)
    if request.method == "POST" and form.is_valid():
        made = form.contact(numbered(each.id for each in found.case.contacts))
        return _kept(request, found, (*found.case.contacts, made), made.id)
    return _asked(request, found, form, Text("记一次联系", "Note a contact"))


@require_http_methods(["GET", "POST"])
@for_writer
def correct(request: Request, found: Opened, name: str) -> HttpResponse:
    """Correct a contact; the version before keeps what it said."""
    before = _named(found.case, name)
    form = ContactForm(request.POST or None, case=found.case, first=first_of(before))
    if request.method == "POST" and form.is_valid():
        made = replace(form.contact(name), consent=before.consent)
        rows = tuple(made if each is before else each for each in found.case.contacts)
        return _kept(request, found, rows, name)
    return _asked(request, found, form, Text("改这条记录", "Correct it"))


@require_POST
@for_writer
def remove(request: Request, found: Opened, name: str) -> HttpResponse:
    """Take a contact out of the log; the version before keeps it."""
    gone = _named(found.case, name)
    rows = tuple(each for each in found.case.contacts if each is not gone)
    write(found, replace(found.case, contacts=rows), writer_of(request), "contact")
    messages.info(request, _GONE.say(request.lang))
    return redirect("contacts", code=found.code)


@require_POST
@for_writer
def whole_log(request: Request, found: Opened) -> HttpResponse:
    """Say that the log is every contact there was, or that it may not be."""
    complete = request.POST.get("complete") == "1"
    write(found, replace(found.case, log_complete=complete), writer_of(request), "contact")
    return redirect("contacts", code=found.code)


def _asked(request: Request, found: Opened, form: ContactForm, title: Text) -> HttpResponse:
    context = {"found": found, "case": found.case, "form": form, "title": title}
    return render(request, "contact_note.html", context)


def _kept(request: Request, found: Opened, rows: tuple[Contact, ...], name: str) -> HttpResponse:
    write(found, replace(found.case, contacts=rows), writer_of(request), "contact")
    return redirect("contact", code=found.code, name=name)


_GONE = Text("已从记录里去掉", "taken out of the log")


# -- to hand on -----------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@for_reader
def refuse(request: Request, found: Opened) -> HttpResponse:
    """Write a relative's refusal to be contacted; nothing of it is kept."""
    form = RefusalForm(request.POST or None, initial=_refusal_of(found, request.GET.get("of", "")))
    context: dict[str, Any] = {"found": found, "case": found.case, "form": form}
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        grounds = refusal_grounds(
            law_of("CN"), today(), role=said["role"], lender_type=said["lender_type"] or None
        )
        context["letter"] = reply(said["person"], said["lender"], grounds, today())
        context["grounds"] = grounds
        context["use"] = HOW_TO_USE
    return render(request, "refusal.html", context)


@require_safe
@for_reader
def book(request: Request, found: Opened) -> HttpResponse:
    """Show the evidence book, to print; third persons are letters unless they are asked for."""
    judged = sorted(answer(found).verdicts, key=lambda pair: (pair[0].at, pair[0].id))
    plain = request.GET.get("names") == "full"
    shown = tuple(one for one, _ in judged)
    made = Book(
        title="",
        contacts=shown if plain else masked(shown),
        verdicts=tuple(verdict for _, verdict in judged),
        exhibits=(),
        law_version=law_of(found.case.jurisdiction).version,
        masked=not plain,
        letters={} if plain else letters_of(shown),
    )
    drawn = evidence_parts(made, Tongue(request.lang))
    context = {
        "found": found,
        "case": found.case,
        "plain": plain,
        "empty": not judged,
        "span": span(made),
        "drawn": mark_safe("".join(drawn)),  # noqa: S308  (made by the report, which escapes)
    }
    return render(request, "book.html", context)


# -- what is meant --------------------------------------------------------------------------------


def _named(case: Case, name: str) -> Contact:
    for each in case.contacts:
        if each.id == name:
            return each
    raise Http404


def _judged(found: Opened, name: str) -> tuple[Contact, Verdict]:
    for one, verdict in answer(found).verdicts:
        if one.id == name:
            return one, verdict
    raise Http404


def _likely_loan(case: Case) -> str:
    """Return the loan noted last, else the only one there is."""
    for each in reversed(case.contacts):
        if each.loan:
            return each.loan
    return case.loans[0].loan.id if len(case.loans) == 1 else ""


def _refusal_of(found: Opened, name: str) -> dict[str, str]:
    """Return what is known of the refusal a contact gives cause for."""
    for each, _ in answer(found).verdicts:
        if each.id == name:
            types = {file.loan.id: file.loan.lender_type for file in found.case.loans}
            return {"person": each.person, "role": each.role, "lender": each.lender,
                    "lender_type": str(types.get(each.loan, ""))}  # fmt: skip
    return {"role": "parent"}
