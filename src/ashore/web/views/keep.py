"""A case as a possession: open a file, take it along, lock it, erase it."""

from __future__ import annotations

from pathlib import PurePath

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ashore.files.case import write_case
from ashore.files.template import xlsx_template
from ashore.web.answers import forget, open_lines
from ashore.web.forms.keep import OpenForm, PassphraseForm, UnlockForm
from ashore.web.http import Request
from ashore.web.keyring import KEYRING
from ashore.web.models import CaseFile
from ashore.web.rights import (
    for_locked,
    for_reader,
    for_writer,
    note,
    organisation_of,
    session_of,
    writer_of,
)
from ashore.web.store import Opened, begin, erase, opened, set_passphrase, unlock, write
from ashore.web.views.pages import whence
from ashore.words import BadInput, Text

__all__ = [
    "erase_case",
    "export",
    "file",
    "lock",
    "passphrase",
    "unlock_case",
    "upload",
    "workbook",
]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"toml": "application/toml", "json": "application/json"}


@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Open a case file or a filled-in workbook; nothing is kept when it cannot be read."""
    organisation = organisation_of(request)
    form = OpenForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        reading = form.reading
        code = begin(organisation)
        kept = CaseFile.objects.get(id=code)
        write(opened(kept, session_of(request)), reading.case, writer_of(request), "upload")
        for found in reading.notes:
            messages.info(request, found.text.say(request.lang))
        return redirect("today", code=code)
    return render(request, "open.html", {"form": form})


@require_safe
def workbook(request: Request) -> HttpResponse:
    """Send the empty workbook that can be filled in and opened here."""
    response = HttpResponse(xlsx_template(request.lang), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="table.xlsx"'
    return response


@require_safe
@for_reader
def file(request: Request, found: Opened) -> HttpResponse:
    """Show what can be done with a case as a whole."""
    context = {
        "found": found,
        "case": found.case,
        "form": PassphraseForm(),
        "open": open_lines(found),
    }
    return render(request, "file.html", context)


@require_safe
@for_reader
def export(request: Request, found: Opened, kind: str) -> HttpResponse:
    """Send the case as a file that any ashore can read; the name says nothing."""
    if kind not in TYPES or not found.number:
        raise Http404
    text = write_case(found.case, kind)
    response = HttpResponse(text, content_type=f"{TYPES[kind]}; charset=utf-8")
    name = PurePath(f"notes-{found.saved_at:%Y%m%d}").with_suffix(f".{kind}")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@for_writer
def erase_case(request: Request, found: Opened) -> HttpResponse:
    """Erase a case for good, after it was asked whether that is meant."""
    if request.method == "POST":
        note(request, CaseFile.objects.get(id=found.code), "erase")
        erase(found.code)
        forget(str(found.code))
        request.session.pop("case", None)
        messages.info(request, _ERASED.say(request.lang))
        return redirect("home")
    return render(request, "erase.html", {"found": found, "case": found.case})


_ERASED = Text("已经删除，这里不再有它", "erased: it is no longer kept here")


# -- locks ----------------------------------------------------------------------------------------


@require_POST
@for_writer
def passphrase(request: Request, found: Opened) -> HttpResponse:
    """Set, change or remove the passphrase of a case."""
    form = PassphraseForm(request.POST)
    if not form.is_valid():
        return render(request, "file.html", {"found": found, "case": found.case, "form": form})
    set_passphrase(found.code, form.cleaned_data["first"], session_of(request))
    messages.info(request, (_SEALED if form.cleaned_data["first"] else _OPEN).say(request.lang))
    return redirect("file", code=found.code)


_SEALED = Text(
    "口令已设好。没有别的办法打开，请把口令记在可靠的地方",
    "the passphrase is set. There is no other way in: keep it somewhere safe",
)
_OPEN = Text("口令已去掉", "the passphrase was removed")


@require_http_methods(["GET", "POST"])
@for_locked
def unlock_case(request: Request, kept: CaseFile) -> HttpResponse:
    """Ask for the passphrase of a sealed case."""
    if not kept.seal:
        return redirect("today", code=kept.id)
    form = UnlockForm(request.POST or None)
    fault = None
    if request.method == "POST" and form.is_valid():
        try:
            unlock(kept, form.cleaned_data["passphrase"], session_of(request))
        except BadInput as wrong:
            fault = wrong
        else:
            return whence(request, f"/c/{kept.id}/")
    context = {"form": form, "fault": fault, "next": request.GET.get("next", "")}
    return render(request, "unlock.html", context)


@require_POST
@for_locked
def lock(request: Request, kept: CaseFile) -> HttpResponse:
    """Forget the key of a case and everything computed from it."""
    KEYRING.drop(session=session_of(request), case=str(kept.id))
    forget(str(kept.id))
    return redirect("home")
