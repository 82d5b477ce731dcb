"""The single parts of a loan: what was claimed, what it costs besides, what happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ashore.facts import Case, LoanFile
from ashore.files.case import case_of
from ashore.files.choices import EVENT
from ashore.files.loan_parts import CLAIM, EVENT as HAPPENED, FEE
from ashore.files.shape import Shape
from ashore.files.unbuild import raw_of
from ashore.loan import Method, Payment
from ashore.report.calm import day_words
from ashore.report.part_lines import claim_line, event_line, fee_line
from ashore.report.shown import marked
from ashore.web.forms.base import add_fault
from ashore.web.forms.shaped import ShapeForm
from ashore.web.http import Request
from ashore.web.rights import for_reader, for_writer, writer_of
from ashore.web.store import Opened, write
from ashore.web.views.loan import placed
from ashore.words import BadInput, Text

__all__ = ["add", "change", "parts", "remove"]


@dataclass(frozen=True, slots=True)
class Part:
    """One list of a loan: its table, its titles, the word of a version."""

    shape: Shape
    title: Text
    one: Text
    reason: str


PARTS: Mapping[str, Part] = {
    "claims": Part(CLAIM, Text("平台说过的数", "What was claimed"),
                   Text("平台说的数", "What they claim"), "claim"),
    "fees": Part(FEE, Text("利息之外的费用", "Fees besides the interest"),
                 Text("一笔费用", "A fee"), "fee"),
    "events": Part(HAPPENED, Text("发生过的事", "What happened"),
                   Text("发生了一件事", "Something happened"), "event"),
}  # fmt: skip
CARD_FREE = {"rate_change", "deferral", "prepayment"}
"""What happens to loans with a schedule only."""


@require_safe
@for_reader
def parts(request: Request, found: Opened, loan: str) -> HttpResponse:
    """Show the single parts of a loan, each to be changed or taken out."""
    file = found.case.loans[placed(found.case, loan)]
    lists = [(key, part, _lines(found.case, file, key)) for key, part in PARTS.items()]
    context = {"found": found, "case": found.case, "loan": file.loan, "lists": lists}
    return render(request, "parts.html", context)


@require_http_methods(["GET", "POST"])
@for_writer
def add(request: Request, found: Opened, loan: str, kind: str) -> HttpResponse:
    """Add a claim, a fee or an event; of an event what happened is asked first."""
    part, place = _part(kind), placed(found.case, loan)
    tag = request.GET.get("what", "")
    if part.shape.by and tag not in _kinds(found.case.loans[place]):
        context = {"found": found, "case": found.case, "loan": found.case.loans[place].loan,
                   "kinds": _kinds(found.case.loans[place]).items(), "part": part}  # fmt: skip
        return render(request, "part_kinds.html", context)
    raw: dict[str, Any] = {part.shape.by: tag} if part.shape.by else {}
    return _asked(request, found, _Row(place, kind, raw))


@require_http_methods(["GET", "POST"])
@for_writer
def change(request: Request, found: Opened, loan: str, kind: str, number: int) -> HttpResponse:
    """Change one of them."""
    _part(kind)
    place = placed(found.case, loan)
    raw = _row(found.case, place, kind, number)
    return _asked(request, found, _Row(place, kind, raw, number))


@require_POST
@for_writer
def remove(request: Request, found: Opened, loan: str, kind: str, number: int) -> HttpResponse:
    """Take one out; the version before keeps it."""
    part, place = _part(kind), placed(found.case, loan)
    _row(found.case, place, kind, number)
    rows = _rows(found.case, place, kind)
    made = _with(found.case, place, kind, [*rows[:number], *rows[number + 1 :]])
    write(found, made, writer_of(request), part.reason)
    return redirect("parts", code=found.code, loan=loan)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a list of a loan; `number` None: it is to be added."""

    place: int
    kind: str
    raw: Mapping[str, Any]
    number: int | None = None

    def among(self, rows: list[dict[str, Any]], said: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the list with what was said in this row's place."""
        kept = {key: self.raw[key] for key in ("id", PARTS[self.kind].shape.by) if key in self.raw}
        row = {**kept, **said}
        if self.number is None:
            return [*rows, row]
        return [*rows[: self.number], row, *rows[self.number + 1 :]]


def _asked(request: Request, found: Opened, row: _Row) -> HttpResponse:
    """Ask for one part, and keep it where it fits the case."""
    part, file = PARTS[row.kind], found.case.loans[row.place]
    tag = row.raw[part.shape.by] if part.shape.by else ""
    form = ShapeForm(request.POST or None, shape=part.shape, tag=tag, raw=row.raw,
                     paid=_paid(found.case, file))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        rows = row.among(_rows(found.case, row.place, row.kind), form.raw())
        try:
            made = _with(found.case, row.place, row.kind, rows)
            write(found, made, writer_of(request), part.reason)
        except BadInput as wrong:
            add_fault(form, wrong)
        else:
            return redirect("parts", code=found.code, loan=file.loan.id)
    title = EVENT[tag] if tag else part.one
    context = {"found": found, "case": found.case, "loan": file.loan, "form": form,
               "title": title}  # fmt: skip
    return render(request, "part.html", context)


def _part(kind: str) -> Part:
    if kind not in PARTS:
        raise Http404
    return PARTS[kind]


def _kinds(file: LoanFile) -> Mapping[str, Text]:
    """Return what can happen to a loan."""
    left_out = CARD_FREE if file.loan.method is Method.CARD else set()
    if not any(isinstance(event, Payment) for event in file.events):
        left_out = {*left_out, "reversal"}
    return {word: said for word, said in EVENT.items() if word not in left_out}


def _paid(case: Case, file: LoanFile) -> list[tuple[str, Text]]:
    """Return the payments in words, to name the one that is undone."""
    found = []
    for event in file.events:
        if isinstance(event, Payment):
            day, sum_ = day_words(event.at), marked(event.amount, case.currency, case.digits)
            found.append((event.id, Text(f"{day.zh} {sum_}", f"{day.en} {sum_}")))
    return found


def _lines(case: Case, file: LoanFile, kind: str) -> list[Text]:
    """Return the rows of a list in words, in the order of the file."""
    match kind:
        case "claims":
            return [claim_line(each, case) for each in file.claims]
        case "fees":
            own = "fees" not in file.loan.defaulted
            return [fee_line(each, case) for each in file.loan.fees] if own else []
        case _:
            events = [each for each in file.events if not isinstance(each, Payment)]
            return [event_line(each, case) for each in events]


# -- the raw values -------------------------------------------------------------------------------


def _rows(case: Case, place: int, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = raw_of(case)["loans"][place].get(kind, [])
    return rows


def _row(case: Case, place: int, kind: str, number: int) -> dict[str, Any]:
    rows = _rows(case, place, kind)
    if number >= len(rows):
        raise Http404
    return rows[number]


def _with(case: Case, place: int, kind: str, rows: list[dict[str, Any]]) -> Case:
    """Return the case with other rows of one list of a loan.

    Raises:
        BadInput: they do not fit the loan.
    """
    raw = raw_of(case)
    loans = [dict(each) for each in raw["loans"]]
    loans[place] = {**loans[place], kind: rows}
    return case_of({**raw, "loans": loans})
