"""Offers that can be kept, and what to look at before borrowing: both print well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ashore.facts import Case
from ashore.files.case import case_of
from ashore.files.unbuild import raw_of
from ashore.intake.typed import rate_said
from ashore.money import fen_of
from ashore.report.blocks import Money, Section, blocks_html
from ashore.report.borrowing_sections import borrowing_sections
from ashore.report.markup import Tongue
from ashore.report.offers_sections import offer_sections
from ashore.web.answers import answer
from ashore.web.clock import today
from ashore.web.forms.base import add_fault
from ashore.web.forms.edit import OfferedForm
from ashore.web.forms.money import BorrowForm, OfferForm
from ashore.web.http import Request
from ashore.web.money_pages import borrow_page, offer_page
from ashore.web.rights import for_reader, for_writer, writer_of
from ashore.web.store import Opened, write
from ashore.words import BadInput

__all__ = ["before", "forget_offer", "offered", "offers"]


@require_safe
@for_reader
def offers(request: Request, found: Opened) -> HttpResponse:
    """Show the sum that can be kept up and an offer for each lender; another sum may be tried."""
    form = OfferForm(request.GET or None)
    monthly = fen_of(form.cleaned_data["monthly"], found.case.digits) if form.is_valid() else None
    context = {"found": found, "case": found.case, "form": form, "on": answer(found).on}
    if found.case.budget is not None and found.case.loans:
        page = offer_page(found.case, answer(found).on, monthly)
        context["drawn"] = _drawn(request, found.case, offer_sections(page), OPEN_FIRST)
    return render(request, "offers.html", context)


@require_safe
@for_reader
def before(request: Request, found: Opened) -> HttpResponse:
    """Show what each offer and each other way really costs; another example may be tried."""
    form = BorrowForm(request.GET or None)
    amount, months = None, 3
    if form.is_valid():
        amount = fen_of(form.cleaned_data["amount"], found.case.digits)
        months = form.cleaned_data["months"] or months
    page = borrow_page(found.case, answer(found).on, amount, months)
    drawn = _drawn(request, found.case, borrowing_sections(page), 1 + len(found.case.offers))
    context = {"found": found, "case": found.case, "form": form, "on": answer(found).on,
               "drawn": drawn}  # fmt: skip
    return render(request, "before.html", context)


@require_http_methods(["GET", "POST"])
@for_writer
def offered(request: Request, found: Opened, number: int | None = None) -> HttpResponse:
    """Enter a loan that is thought about, or change it: nothing of it is owed."""
    rows = raw_of(found.case).get("offers", [])
    if number is not None and number >= len(rows):
        raise Http404
    first = {} if number is None else _shown(rows[number])
    form = OfferedForm(request.POST or None, initial=first or {"disbursed_on": today()})
    if request.method == "POST" and form.is_valid():
        name = rows[number]["id"] if number is not None else _fresh(rows)
        row = {"id": name, **_dated(form.raw())}
        rows = [*rows, row] if number is None else [*rows[:number], row, *rows[number + 1 :]]
        try:
            write(found, _with_offers(found.case, rows), writer_of(request), "offer")
        except BadInput as wrong:
            add_fault(form, wrong)
        else:
            return redirect("before", code=found.code)
    return render(request, "offered.html", {"found": found, "case": found.case, "form": form})


@require_POST
@for_writer
def forget_offer(request: Request, found: Opened, number: int) -> HttpResponse:
    """Take a loan that is thought about out of the case; the version before keeps it."""
    offers = found.case.offers
    if number >= len(offers):
        raise Http404
    changed = replace(found.case, offers=(*offers[:number], *offers[number + 1 :]))
    write(found, changed, writer_of(request), "offer")
    return redirect("before", code=found.code)


def _with_offers(case: Case, rows: list[dict[str, Any]]) -> Case:
    """Return the case with other loans thought about.

    Raises:
        BadInput: they do not fit together.
    """
    return case_of({**raw_of(case), "offers": rows})


def _fresh(rows: list[dict[str, Any]]) -> str:
    """Return an id no other loan thought about has."""
    taken = {row["id"] for row in rows}
    return next(f"offer{n}" for n in range(1, len(rows) + 2) if f"offer{n}" not in taken)


def _shown(raw: dict[str, Any]) -> dict[str, Any]:
    """Return what the form shows of a loan thought about."""
    rate = raw.get("rate", {})
    fees = [fee for fee in raw.get("fees", ()) if fee.get("when") == "each_instalment"]
    return {**raw, "rate": rate_said(rate.get("value", "")), "per": rate.get("per", ""),
            "each_fee": fees[0].get("amount", "") if fees else ""}  # fmt: skip


def _dated(raw: dict[str, Any]) -> dict[str, Any]:
    days = ("disbursed_on", "first_due_on")
    return {key: date.fromisoformat(value) if key in days else value for key, value in raw.items()}


def _drawn(request: Request, case: Case, sections: Iterable[Section], first: int) -> SafeString:
    """Return the sections, one thing at a time: the first few open, the others folded."""
    tongue, form = Tongue(request.lang), Money(case.currency, case.digits)
    shown = [section for section in sections if section.blocks]
    drawn = blocks_html(tongue, shown[:first], form)
    for section in shown[first:]:
        bare = Section(section.title, section.blocks)
        inside = "".join(blocks_html(tongue, (bare,), form))
        drawn.append(tongue.fold(section.title, inside, opened=False))
    return mark_safe("".join(drawn))  # noqa: S308  (made by the report, which escapes)


OPEN_FIRST = 2
"""Sections of the offers that are open: the sum, and what it means for each lender."""
