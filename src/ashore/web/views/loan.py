"""One loan: what is owed and why, what it costs, what the lender says, what was paid."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ashore.assumed import noted
from ashore.facts import Case
from ashore.report.blocks import Money, blocks_html
from ashore.report.gaps import loan_lines
from ashore.report.html_loan import Sheet, loan_html
from ashore.report.markup import Tongue
from ashore.report.record_sections import code_words, court_section, credit_section
from ashore.report.svg import PATTERNS
from ashore.web.answers import answer
from ashore.web.http import Request
from ashore.web.rights import for_reader
from ashore.web.store import Opened

__all__ = ["loan", "placed", "record"]


@require_safe
@for_reader
def loan(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Show one loan of a case."""
    answered = answer(found)
    place = placed(found.case, loan)
    one = answered.loan(place)
    sheet = Sheet(Tongue(request.lang), found.case.currency, opened=False, trees=True)
    name = f"loan {place} {request.lang}"
    drawn = answered.drawn(name, lambda: PATTERNS + loan_html(sheet, one, place + 1))
    context = {
        "found": found,
        "case": found.case,
        "one": one,
        "on": answered.on,
        "payments": noted(one.file),
        "open": loan_lines(one, found.case),
        "keys": {each.key for each in one.file.open},
        "drawn": mark_safe(drawn),  # noqa: S308  (made by the report, which escapes)
    }
    return render(request, "loan.html", context)


@require_safe
@for_reader
def record(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Show the credit record of a loan month by month, and where it stands before the courts."""
    answered = answer(found)
    place = placed(found.case, loan)
    seen = answered.forecast
    credit, court = seen.credit[place], seen.court[place]
    form = Money(found.case.currency, found.case.digits)
    sections = (credit_section(credit), court_section(court, seen, found.case.digits))
    drawn = blocks_html(Tongue(request.lang), sections, form)
    context = {
        "found": found,
        "case": found.case,
        "loan": found.case.loans[place].loan,
        "on": answered.on,
        "open": loan_lines(answered.outcome.loans[place], found.case),
        "months": [(each.month, code_words(each)) for each in credit.months],
        "drawn": mark_safe("".join(drawn)),  # noqa: S308  (made by the report, which escapes)
    }
    return render(request, "record.html", context)


def placed(case: Case, name: str) -> int:
    """Return the place of the loan with an id.

    Raises:
        Http404: the case has none.
    """
    for place, file in enumerate(case.loans):
        if file.loan.id == name:
            return place
    raise Http404
