"""The guide: eighteen questions, myths, help lines, and small reckonings inside."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from ashore.files.articles import read_guide
from ashore.files.guidance import read_guidance
from ashore.report.blocks import Money, Section, blocks_html
from ashore.report.guide_page import (
    GuidePage,
    article_brief,
    article_sections,
    help_section,
    myths_section,
)
from ashore.report.markup import Tongue
from ashore.web.answers import law_of, practice_of
from ashore.web.clock import today
from ashore.web.forms.reckon import RECKONINGS
from ashore.web.http import Request
from ashore.words import Text

__all__ = ["article", "guide", "help_lines", "myths", "reckon"]


@require_safe
def guide(request: Request) -> HttpResponse:
    """Show the questions, each with its answer in short."""
    page = _page()
    rows = [(each, article_brief(page, each)) for each in page.guide.articles]
    return render(request, "guide.html", {"rows": rows, "read_on": page.guide.read_on})


@require_safe
def article(request: Request, name: str) -> HttpResponse:
    """Show one article with its figures, sources, reckonings and what to read next."""
    page = _page()
    found = page.guide.article(name)
    if found is None:
        raise Http404
    context = {
        "article": found,
        "drawn": _drawn(request, article_sections(page, found)),
        "forms": [(kind, RECKONINGS[kind](prefix=kind)) for kind in found.calculators],
        "related": [page.guide.article(each) for each in found.related],
        "on": page.on,
        "read_on": page.guide.read_on,
    }
    return render(request, "article.html", context)


@require_safe
def myths(request: Request) -> HttpResponse:
    """Show what is often said and what is so."""
    drawn = _drawn(request, (myths_section(_page()),))
    title = Text("常见误解", "Common myths")
    return render(request, "guide_part.html", {"drawn": drawn, "title": title})


@require_safe
def help_lines(request: Request) -> HttpResponse:
    """Show where help is, with the numbers to tap."""
    page = _page()
    context = {
        "drawn": _drawn(request, (help_section(page.practice),)),
        "title": Text("求助电话", "Help lines"),
        "numbers": [each.number for each in page.practice.help],
    }
    return render(request, "guide_part.html", context)


@require_POST
def reckon(request: Request, kind: str) -> HttpResponse:
    """Answer a small reckoning; nothing that was typed is kept."""
    if kind not in RECKONINGS:
        raise Http404
    form = RECKONINGS[kind](request.POST, prefix=kind)
    drawn = _drawn(request, (form.answer(_page().data),)) if form.is_valid() else ""
    template = "reckon_part.html" if request.htmx else "reckon.html"
    return render(request, template, {"form": form, "kind": kind, "drawn": drawn})


def _page() -> GuidePage:
    return GuidePage(read_guide(), law_of("CN"), practice_of(), read_guidance(), today())


def _drawn(request: Request, sections: Iterable[Section]) -> SafeString:
    drawn = blocks_html(Tongue(request.lang), sections, Money("CNY", 2), opened=False)
    return mark_safe("".join(drawn))  # noqa: S308  (made by the report, which escapes)
