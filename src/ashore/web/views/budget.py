"""The household: cash, income, spending, what could be raised; and what matters most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ashore.facts import Budget, Case
from ashore.files.case import case_of
from ashore.files.choices import GOAL
from ashore.files.unbuild import raw_of
from ashore.money import show
from ashore.plan.budget import month_of
from ashore.web.clock import today
from ashore.web.forms.budget import KINDS, CashForm
from ashore.web.http import Request
from ashore.web.rights import for_reader, for_writer, writer_of
from ashore.web.store import Opened, write
from ashore.words import Text

__all__ = ["add", "budget", "cash", "goals", "remove"]

TITLES: Mapping[str, Text] = {
    "income": Text("加一笔收入", "Add an income"),
    "expenses": Text("加一笔支出", "Add an expense"),
    "resources": Text("加一笔能筹到的钱", "Add money that could be raised"),
}


@require_safe
@for_reader
def budget(request: Request, found: Opened) -> HttpResponse:
    """Show the household's money of a month."""
    kept = found.case.budget or Budget()
    context = {
        "found": found,
        "case": found.case,
        "budget": kept,
        "month": month_of(kept, "pessimistic"),
        "form": CashForm(initial=_cash(kept, found.case.digits)),
    }
    return render(request, "budget.html", context)


@require_POST
@for_writer
def cash(request: Request, found: Opened) -> HttpResponse:
    """Change the cash at hand and the buffer."""
    form = CashForm(request.POST)
    kept = found.case.budget or Budget()
    if not form.is_valid():
        context = {"found": found, "case": found.case, "budget": kept, "form": form,
                   "month": month_of(kept, "pessimistic")}  # fmt: skip
        return render(request, "budget.html", context)
    said = _read(found.case, {key: value for key, value in form.cleaned_data.items() if value})
    changed = replace(kept, cash=said.cash, buffer=said.buffer)
    return _kept(request, found, changed, "cash")


@require_http_methods(["GET", "POST"])
@for_writer
def add(request: Request, found: Opened, kind: str) -> HttpResponse:
    """Add an income, an expense or a resource."""
    if kind not in KINDS:
        raise Http404
    form = KINDS[kind](request.POST or None, initial={"on": today(), "available_on": today()})
    if request.method == "POST" and form.is_valid():
        made = getattr(_read(found.case, {kind: [_dated(form.raw())]}), kind)
        kept = found.case.budget or Budget()
        changed = _with(kept, kind, (*getattr(kept, kind), *made))
        return _kept(request, found, changed, kind)
    context = {"found": found, "case": found.case, "form": form, "title": TITLES[kind]}
    return render(request, "budget_add.html", context)


@require_POST
@for_writer
def remove(request: Request, found: Opened, kind: str, place: int) -> HttpResponse:
    """Take a row away; the version before keeps it."""
    kept = found.case.budget or Budget()
    rows = getattr(kept, kind, ()) if kind in KINDS else ()
    if place >= len(rows):
        raise Http404
    changed = _with(kept, kind, (*rows[:place], *rows[place + 1 :]))
    return _kept(request, found, changed, kind)


@require_http_methods(["GET", "POST"])
@for_writer
def goals(request: Request, found: Opened) -> HttpResponse:
    """Show what matters, first things first; a move changes the order."""
    if request.method == "POST":
        order = _moved(found.case.goals.order, request.POST.get("up", ""))
        changed = replace(found.case, goals=replace(found.case.goals, order=order))
        write(found, changed, writer_of(request), "goals")
        if not request.htmx:
            return redirect("goals", code=found.code)
        found = replace(found, case=changed)
    rows = [(word, GOAL[word]) for word in found.case.goals.order]
    page = "goals_list.html" if request.htmx else "goals.html"
    return render(request, page, {"found": found, "case": found.case, "rows": rows})


def _with(kept: Budget, kind: str, rows: tuple[Any, ...]) -> Budget:
    """Return the budget with other rows of one kind."""
    more: dict[str, Any] = {kind: rows}
    return replace(kept, **more)


def _moved(order: tuple[str, ...], word: str) -> tuple[str, ...]:
    """Return the order with one word a place earlier."""
    if word not in order[1:]:
        return order
    place = order.index(word)
    return (*order[: place - 1], word, order[place - 1], *order[place + 1 :])


def _cash(kept: Budget, digits: int) -> dict[str, str]:
    return {
        "cash": show(kept.cash, digits),
        "buffer": show(kept.buffer, digits) if kept.buffer else "",
    }


def _dated(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the raw table with its days as days."""
    days = ("on", "available_on")
    return {
        key: date.fromisoformat(value) if key in days and value else value
        for key, value in raw.items()
    }


def _read(case: Case, raw: Mapping[str, Any]) -> Budget:
    """Return a budget as the case format reads it, beside the loans of the case.

    Raises:
        BadInput: a value is not what the format asks for.
    """
    made = case_of({**raw_of(case), "budget": dict(raw)}).budget
    assert made is not None
    return made


def _kept(request: Request, found: Opened, changed: Budget, reason: str) -> HttpResponse:
    case = replace(found.case, budget=changed)
    write(found, case, writer_of(request), reason)
    return redirect("budget", code=found.code)
