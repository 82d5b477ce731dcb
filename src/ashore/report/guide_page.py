"""An article of the guide as sections, as text, as a page and as JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ashore.facts import Case
from ashore.files.articles import Article, Guide, Myth, Source
from ashore.forecast.ground import cites_of, weakest
from ashore.forecast.practice import HelpLine, Practice
from ashore.law import Law
from ashore.plan.guidance import Guidance
from ashore.report.blocks import Block, Item, Para, Section
from ashore.report.guide_figures import Data, filled_in
from ashore.report.names import CONFIDENCE
from ashore.report.paper import Paper
from ashore.report.standalone import Frame, as_html, as_text
from ashore.report.tips import tip_item
from ashore.report.values_why import cite_value, text_value
from ashore.words import Cite, Text

__all__ = [
    "GuidePage", "article_brief", "article_html", "article_sections", "article_text",
    "article_value", "contents_text", "contents_value", "help_section", "myths_section",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class GuidePage:
    """The guide and everything its figures come from, as of a day."""

    guide: Guide
    law: Law
    practice: Practice
    guidance: Guidance
    on: date

    @property
    def data(self) -> Data:
        """What the figures come from."""
        return Data(self.law, self.practice, self.on)


def article_brief(page: GuidePage, article: Article) -> Text:
    """Return the answer in short, with its figures."""
    return filled_in(article.brief, page.data).text


def article_sections(page: GuidePage, article: Article) -> tuple[Section, ...]:
    """Return the parts of an article, each with what it rests on."""
    short = filled_in(article.brief, page.data)
    first = Section(
        Text("简单说", "In short"),
        (Para(short.text, "strong"), *_basis(short.cites, short.sources)),
    )
    return (first, *(_part(page, article, at) for at in range(len(article.parts))))


def _part(page: GuidePage, article: Article, at: int) -> Section:
    part = article.parts[at]
    told = filled_in(part.text, page.data)
    cites = dict.fromkeys((*told.cites, *cites_of(page.law, part.norms, page.on)))
    named = (*told.sources, *map(_source, part.sources))
    tips = getattr(page.guidance, part.tips) if part.tips else ()
    blocks: tuple[Block, ...] = (
        Para(told.text),
        *_basis(cites, named),
        *(tip_item(tip, page.law, page.on, _BLANKS, brief=True) for tip in tips),
    )
    return Section(part.title, blocks)


def _basis(cites: Iterable[Cite], sources: Iterable[Text]) -> tuple[Item, ...]:
    given, named = tuple(cites), tuple(sources)
    if not given and not named:
        return ()
    return (Item(_RESTS_ON, lines=(), cites=given, sources=named, deeper=True),)


_BLANKS: Mapping[str, Text] = {
    "lender": Text("某某平台", "the lender"),
    "monthly": Text("您拿得出的数", "the sum you can keep up"),
    "day": Text("发薪日", "payday"),
    "months": Text("算出来的月数", "the months it takes"),
}
"""What stands in a script where no case says it."""

_RESTS_ON = Text("依据", "What it rests on")


def _source(source: Source) -> Text:
    sure = CONFIDENCE[source.confidence]
    return Text(f"{source.title}（{sure.zh}）", f"{source.title} ({sure.en})")


def myths_section(page: GuidePage) -> Section:
    """Return what is often said and what is so."""
    return Section(
        Text("常见误解", "Common myths"), tuple(_myth(page, each) for each in page.guide.myths)
    )


def _myth(page: GuidePage, myth: Myth) -> Item:
    told = filled_in(myth.truth, page.data)
    cites = dict.fromkeys((*told.cites, *cites_of(page.law, myth.norms, page.on)))
    return Item(
        title=Text(f"“{myth.claim.zh}”", f"“{myth.claim.en}”"),
        brief=(told.text,),
        lines=(),
        cites=tuple(cites),
        sources=(*told.sources, *map(_source, myth.sources)),
    )


def help_section(practice: Practice) -> Section:
    """Return the help lines: what each is for, what to do, and how sure the number is."""
    return Section(Text("求助电话", "Help lines"), tuple(_line(each) for each in practice.help))


def _line(line: HelpLine) -> Item:
    sure = CONFIDENCE[line.confidence]
    return Item(
        title=line.title,
        brief=(line.means, line.do),
        lines=(),
        sources=tuple(Text(f"{each}（{sure.zh}）", f"{each} ({sure.en})") for each in line.sources),
    )


# -- whole answers --------------------------------------------------------------------------------


def article_text(page: GuidePage, article: Article, paper: Paper, *, explain: bool) -> str:
    """Return an article as text; `explain` opens what it rests on."""
    sections = article_sections(page, article)
    return as_text(Case(), _frame(page, article), sections, paper, explain=explain)


def article_html(page: GuidePage, article: Article, lang: str, *, explain: bool) -> str:
    """Return an article as a page that stands alone."""
    sections = article_sections(page, article)
    return as_html(Case(), _frame(page, article), sections, lang, explain=explain)


def _frame(page: GuidePage, article: Article) -> Frame:
    read_on = page.guide.read_on
    return Frame(
        title=Text(f"{article.id} {article.title.zh}", f"{article.id} {article.title.en}"),
        lead=(
            Text(f"数字取自 {page.on} 的法规和反映数据；文字核对到 {read_on}",
                 f"figures from the norms and reports as of {page.on}; words read on {read_on}"),
        ),
        hint=Text("加 --explain 看每一段的依据", "--explain opens what each part rests on"),
        data=Text(f"法规数据版本 {page.law.version}；指南版本 {page.guide.version}",
                  f"law files, version {page.law.version}; guide, version {page.guide.version}"),
    )  # fmt: skip


def contents_text(page: GuidePage, paper: Paper) -> str:
    """Return the list of articles with the answer in short, then the help lines' numbers."""
    paper.para(Text("指南：十八个问题", "Guide: the eighteen questions"), how="strong")
    for each in page.guide.articles:
        paper.blank()
        paper.para(Text(f"{each.id} {each.title.zh}", f"{each.id} {each.title.en}"), how="strong")
        paper.para(article_brief(page, each), indent=2)
    paper.blank()
    paper.para(
        Text("读一篇：ashore guide S1；误解：ashore guide myths；电话：ashore guide help",
             "an article: ashore guide S1; myths: ashore guide myths; help: ashore guide help"),
        how="quiet",
    )  # fmt: skip
    return paper.text()


def contents_value(page: GuidePage) -> dict[str, Any]:
    """Return the list of articles as JSON values."""
    return {
        "on": page.on.isoformat(),
        "read_on": page.guide.read_on.isoformat(),
        "law_version": page.law.version,
        "guide_version": page.guide.version,
        "articles": [article_value(page, each) for each in page.guide.articles],
    }


def article_value(page: GuidePage, article: Article) -> dict[str, Any]:
    """Return an article as JSON values: its texts with figures, and the norms behind each part."""
    short = filled_in(article.brief, page.data)
    parts = []
    for part in article.parts:
        told = filled_in(part.text, page.data)
        cites = dict.fromkeys((*told.cites, *cites_of(page.law, part.norms, page.on)))
        marks = (source.confidence for source in part.sources)
        parts.append(
            {
                "title": text_value(part.title),
                "text": text_value(told.text),
                "norms": [cite_value(cite) for cite in cites],
                "sources": [*map(text_value, (*told.sources, *map(_source, part.sources)))],
                "confidence": weakest(cites, *marks),
            }
        )
    return {
        "id": article.id,
        "title": text_value(article.title),
        "brief": text_value(short.text),
        "norms": [cite_value(cite) for cite in short.cites],
        "parts": parts,
        "related": list(article.related),
    }
