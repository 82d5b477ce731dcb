"""The intake: one question a screen, kept at each step, skipped or left open at will."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ashore.facts import Case
from ashore.files.intake import read_patterns
from ashore.files.problems import BadFile
from ashore.intake.answers import answers_of, case_from, due_days, kind_of, lacking
from ashore.intake.paste import read_message
from ashore.web.answers import law_of
from ashore.web.clock import today
from ashore.web.forms.intake import FORMS, PasteForm
from ashore.web.http import Request
from ashore.web.intake_draft import answered, fresh, given, loan_at
from ashore.web.intake_words import field_rows
from ashore.web.models import CaseFile
from ashore.web.rights import for_writer, organisation_of, session_of, writer_of
from ashore.web.steps import STEPS, following, path_of, preceding
from ashore.web.store import Opened, begin, draft_of, keep_draft, write
from ashore.words import BadInput, Text

__all__ = ["ask", "more", "new", "paste", "question"]


@require_POST
def new(request: Request) -> HttpResponse:
    """Begin a case of one's own."""
    code = begin(organisation_of(request))
    keep_draft(code, fresh(), session_of(request))
    request.session["case"] = str(code)
    return redirect("question", code=code, step="which")


@require_http_methods(["GET", "POST"])
@for_writer
def more(request: Request, found: Opened) -> HttpResponse:
    """Add a loan to a case; answers begun before are gone on with."""
    draft = draft_of(CaseFile.objects.get(id=found.code), session_of(request))
    left = _left(found, request.POST.get("left", ""))
    if left is not None:
        begun = {**fresh(added=True), "loans": [left], "left": left}
        keep_draft(found.code, begun, session_of(request))
    elif not draft:
        keep_draft(found.code, fresh(added=found.number > 0), session_of(request))
    return redirect("ask", code=found.code)


@require_http_methods(["GET"])
@for_writer
def ask(request: Request, found: Opened) -> HttpResponse:
    """Go on where one stopped."""
    draft = _draft(request, found)
    return redirect("question", code=found.code, step=draft["step"])


@require_http_methods(["GET", "POST"])
@for_writer
def question(request: Request, found: Opened, step: str) -> HttpResponse:
    """Ask one question; keep the answer; go to the next."""
    if step not in STEPS:
        raise Http404
    draft, on = _draft(request, found), today()
    form = FORMS[step](
        request.POST or None, answers=given(draft, step), days=_days(draft, step, on), on=on
    )
    if request.method == "POST" and ("skip" in request.POST or form.is_valid()):
        said = {} if "skip" in request.POST else form.answers()
        draft = answered(draft, step, said, on)
        return _on(request, found, draft, step)
    path = path_of(draft, int(draft["at"]))
    context = {
        "found": found,
        "form": form,
        "step": STEPS[step],
        "number": path.index(step) + 1 if step in path else 1,
        "of": len(path),
        "loan_number": int(draft["at"]) + 1,
        "before": preceding(draft, int(draft["at"]), step),
    }
    return render(request, "ask.html", context)


@require_http_methods(["GET", "POST"])
@for_writer
def paste(request: Request, found: Opened) -> HttpResponse:
    """Read a pasted message; nothing is kept before it is confirmed."""
    draft, on = _draft(request, found), today()
    form = PasteForm(request.POST or None)
    read = None
    if request.method == "POST" and form.is_valid():
        read = read_message(form.cleaned_data["text"], read_patterns(), on)
        if "confirm" in request.POST:
            draft = answered(draft, "which", read.answers(on), on)
            keep_draft(found.code, {**draft, "step": "which"}, session_of(request))
            return redirect("question", code=found.code, step="which")
    rows = field_rows(read) if read else ()
    return render(request, "paste.html", {"found": found, "form": form, "rows": rows})


def _on(request: Request, found: Opened, draft: dict[str, Any], step: str) -> HttpResponse:
    """Keep the draft and go to the next question, or make the case after the last."""
    ahead = following(draft, int(draft["at"]), step)
    if step == "another" and not loan_at(draft) and draft["at"]:
        ahead = "which"
    if ahead is not None:
        keep_draft(found.code, {**draft, "step": ahead}, session_of(request))
        return redirect("question", code=found.code, step=ahead)
    keep_draft(found.code, {**draft, "step": step}, session_of(request))
    base = _without(found.case, draft.get("left")) if found.number else None
    try:
        made = case_from(draft, law_of("CN"), today(), base)
    except BadInput as wrong:  # answers that do not fit together: back to the question
        lang = request.lang
        messages.info(request, f"{wrong.what.say(lang)} - {wrong.do.say(lang)}")
        asked = _question_of(wrong, draft)
        keep_draft(found.code, {**draft, **asked}, session_of(request))
        return redirect("question", code=found.code, step=asked["step"])
    if not made.loans:
        messages.info(request, _NOTHING.say(request.lang))
        asked = _first_lacking(draft)
        keep_draft(found.code, {**draft, **asked}, session_of(request))
        return redirect("question", code=found.code, step=asked["step"])
    write(found, made, writer_of(request), "intake")
    return redirect("today", code=found.code)


ASKED_IN = {
    "name": "lender", "lender_type": "lender", "received": "amount", "principal": "amount",
    "disbursed_on": "when", "first_due_on": "when", "instalments": "terms", "method": "terms",
    "rate": "rate", "claims": "claimed", "schedule": "bill", "transactions": "card",
    "statement_day": "card", "due_day": "card",
}  # fmt: skip
"""The question a key of a loan is answered in."""


def _question_of(wrong: BadInput, draft: dict[str, Any]) -> dict[str, Any]:
    """Return the place in the draft of the question whose answer does not fit."""
    path = wrong.problems[0].path if isinstance(wrong, BadFile) else ()
    step = next((ASKED_IN[str(part)] for part in path if str(part) in ASKED_IN), "amount")
    whole = [at for at, loan in enumerate(draft["loans"]) if not lacking(loan)]
    numbers = [part for part in path if isinstance(part, int)]
    at = whole[numbers[0]] if numbers and numbers[0] < len(whole) else int(draft["at"])
    return {"step": step, "at": at}


def _first_lacking(draft: dict[str, Any]) -> dict[str, Any]:
    """Return the place of the first question nothing can be reckoned without.

    Where nothing is said of the loan, that is which one it is: a preset fills in much of the rest.
    """
    loan: dict[str, Any] = next(iter(draft["loans"]), {})
    if not any(loan.values()):
        return {"step": "which", "at": 0}
    kind = kind_of(loan)
    return {"step": ASKED_IN[lacking(loan)[0]] if kind == "schedule" else kind, "at": 0}


_NOTHING = Text(
    "还差一点：至少要知道借了多少、分几期、哪天还，才算得出来",
    "a little more is needed: how much was lent, how many instalments, and when they are due",
)


def _without(case: Case, left: Any) -> Case:  # noqa: ANN401
    """Return the case without the unfinished loan that was gone on with."""
    kept = [each for each in case.unfinished if answers_of(each, case.digits) != left]
    return replace(case, unfinished=tuple(kept))


def _left(found: Opened, place: str) -> dict[str, Any] | None:
    """Return the answers there are of a loan that is not filled in yet; None without one."""
    rows = found.case.unfinished
    if not (place.isascii() and place.isdigit() and len(place) < 4 and int(place) < len(rows)):
        return None
    return answers_of(rows[int(place)], found.case.digits)


def _draft(request: Request, found: Opened) -> dict[str, Any]:
    kept = draft_of(CaseFile.objects.get(id=found.code), session_of(request))
    return kept or fresh(added=found.number > 0)


def _days(draft: dict[str, Any], step: str, on: date) -> list[date]:
    return due_days(loan_at(draft), on) if step == "missed" else []
