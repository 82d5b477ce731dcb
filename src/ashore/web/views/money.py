"""Offers that can be kept, and what to look at before borrowing: both print well."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from ashore.facts import Case
from ashore.money import fen_of
from ashore.report.blocks import Money, Section, blocks_html
from ashore.report.borrowing_sections import borrowing_sections
from ashore.report.markup import Tongue
from ashore.report.offers_sections import offer_sections
from ashore.web.answers import answer
from ashore.web.forms.money import BorrowForm, OfferForm
from ashore.web.http import Request
from ashore.web.money_pages import borrow_page, offer_page
from ashore.web.rights import for_reader
from ashore.web.store import Opened

__all__ = ["before", "offers"]


@require_safe
@for_reader
def offers(request: Request, found: Opened) -> HttpResponse:
    """Show the sum that can be kept up and an offer for each lender; another sum may be tried."""
    form = OfferForm(request.GET or None)
    monthly = fen_of(form.cleaned_data["monthly"], found.case.digits) if form.is_valid() else None
    context = {"found": found, "case": found.case, "form": form, "on": answer(found).on}
    if found.case.budget is not None and found.case.loans:
        page = offer_page(found.case, answer(found).on, monthly)
        context["drawn"] = _drawn(request, found.case, offer_sections(page))
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
    context = {"found": found, "case": found.case, "form": form, "on": answer(found).on,
               "drawn": _drawn(request, found.case, borrowing_sections(page))}  # fmt: skip
    return render(request, "before.html", context)


def _drawn(request: Request, case: Case, sections: Iterable[Section]) -> SafeString:
    drawn = blocks_html(Tongue(request.lang), sections, Money(case.currency, case.digits))
    return mark_safe("".join(drawn))  # noqa: S308  (made by the report, which escapes)
