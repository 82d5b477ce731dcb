"""The guide that ships with the program: short articles and myths, read strictly.

No figure stands in an article: a {place} names the norm, the report or the preset it comes from and
is filled in when the article is shown (`ashore.report.guide_figures`), so that a changed norm
changes the text. A digit outside of a place is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ashore.files.strict import bilingual, check_keys, confidence_of, day_of, opened, wrong
from ashore.words import Text

__all__ = ["PLACE", "Article", "Guide", "Myth", "Part", "Source", "parse_articles", "read_guide"]

_FOLDER = Path(__file__).parents[1] / "data" / "guide"
_FILES = ("contact", "money", "cost", "credit", "court", "myths")
PLACE = re.compile(r"\{([^{}]+)\}")
_DIGIT = re.compile(r"\d")
_REPORT = re.compile(r"\{(?:days|silent|answers|stage):")
_ARTICLE = {"id", "title", "brief", "part", "related", "calculators"}
_PART = {"title", "text", "norms", "tips", "sources"}
_SOURCE = {"title", "confidence"}
_MYTH = {"claim", "truth", "norms", "sources"}
CALCULATORS = ("penalty", "yearly", "limitation", "paper")
TIPS = ("agreement", "script", "routes", "scams", "checks")


@dataclass(frozen=True, slots=True)
class Source:
    """A source that is no norm of the law files, and how sure it is."""

    title: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an article. `tips` names a list of the guidance that is shown below it."""

    title: Text
    text: Text
    norms: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    tips: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One question: the answer in short, then in parts; what to read and to reckon beside it."""

    id: str
    title: Text
    brief: Text
    parts: tuple[Part, ...]
    related: tuple[str, ...]
    calculators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Myth:
    """What is often said, and what is so."""

    claim: Text
    truth: Text
    norms: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """All articles in the order of their ids, the myths, the day the words were last read."""

    articles: tuple[Article, ...] = ()
    myths: tuple[Myth, ...] = ()
    read_on: date = date.min
    version: str = ""

    def article(self, name: str) -> Article | None:
        """Return an article by its id, whatever its capitals; None without one."""
        return next((each for each in self.articles if each.id == name.upper()), None)


@cache
def read_guide() -> Guide:
    """Return the packaged guide.

    Raises:
        BadInput: a file is not as it has to be.
    """
    texts = {name: (_FOLDER / f"{name}.toml").read_text("utf-8") for name in _FILES}
    found = [parse_articles(text, f"{name}.toml") for name, text in texts.items()]
    articles = sorted((one for each in found for one in each.articles), key=_order)
    _linked(articles)
    return Guide(
        articles=tuple(articles),
        myths=tuple(one for each in found for one in each.myths),
        read_on=min(each.read_on for each in found),
        version=sha256("".join(texts.values()).encode()).hexdigest()[:12],
    )


def parse_articles(text: str, file: str) -> Guide:
    """Return the articles and myths a text holds, in its order.

    Raises:
        BadInput: it is no TOML, a key is unknown or missing, a figure stands outside of a place, a
            report is not called one, a part has neither a norm, a source nor a place.
    """
    raw = opened(text, file)
    check_keys(raw, {"read_on", "article", "myth"}, {"read_on"}, file)
    return Guide(
        articles=tuple(_article(each, file) for each in raw.get("article", ())),
        myths=tuple(_myth(each, file) for each in raw.get("myth", ())),
        read_on=day_of(raw["read_on"], f"{file} read_on"),
    )


def _article(table: Mapping[str, Any], file: str) -> Article:
    where = f"{file}: {table.get('id', '?')}"
    check_keys(table, _ARTICLE, {"id", "title", "brief", "part"}, where)
    calculators = tuple(table.get("calculators", ()))
    odd = sorted(set(calculators) - set(CALCULATORS))
    if odd:
        raise wrong(where, odd[0], Text("、".join(CALCULATORS), ", ".join(CALCULATORS)))
    return Article(
        id=table["id"],
        title=_said(table["title"], where),
        brief=_said(table["brief"], where),
        parts=tuple(_part(each, where) for each in table["part"]),
        related=tuple(table.get("related", ())),
        calculators=calculators,
    )


def _part(table: Mapping[str, Any], article: str) -> Part:
    where = f"{article}: {table.get('title', {}).get('zh', '?')}"
    check_keys(table, _PART, {"title", "text"}, where)
    tips = table.get("tips", "")
    if tips and tips not in TIPS:
        raise wrong(where, tips, Text("、".join(TIPS), ", ".join(TIPS)))
    part = Part(
        title=_said(table["title"], where),
        text=_said(table["text"], where),
        norms=tuple(table.get("norms", ())),
        sources=_sources(table, where),
        tips=tips,
    )
    if not (part.norms or part.sources or part.tips or PLACE.search(part.text.zh)):
        raise wrong(where, '""', Text("依据的规定、来源或数字", "a norm, a source or a figure"))
    return part


def _myth(table: Mapping[str, Any], file: str) -> Myth:
    where = f"{file}: {table.get('claim', {}).get('zh', '?')}"
    check_keys(table, _MYTH, {"claim", "truth"}, where)
    norms, sources = tuple(table.get("norms", ())), _sources(table, where)
    if not norms and not sources:
        raise wrong(where, '""', Text("依据的规定或来源", "a norm or a source"))
    return Myth(
        claim=_said(table["claim"], where),
        truth=_said(table["truth"], where),
        norms=norms,
        sources=sources,
    )


def _sources(table: Mapping[str, Any], where: str) -> tuple[Source, ...]:
    for each in table.get("sources", ()):
        check_keys(each, _SOURCE, _SOURCE, where)
    return tuple(
        Source(each["title"], confidence_of(each["confidence"], where))
        for each in table.get("sources", ())
    )


def _said(raw: Mapping[str, str], where: str) -> Text:
    """Return a text whose figures are places, the same ones in both languages."""
    text = bilingual(raw, where)
    for said in text:
        bare = _DIGIT.search(PLACE.sub("", said))
        if bare:
            raise wrong(where, said, Text("数字写成 `{出处:名称}`", "figures as {where:name}"))
    if sorted(PLACE.findall(text.zh)) != sorted(PLACE.findall(text.en)):
        raise wrong(where, text.en, Text("两种语言里同样的数", "the same places in both languages"))
    if _REPORT.search(text.zh) and not ("据反映" in text.zh and "reported" in text.en):
        raise wrong(where, text.zh, Text("写明“据反映”", 'the word "reported"'))
    return text


def _order(article: Article) -> int:
    return int(article.id.removeprefix("S"))


def _linked(articles: list[Article]) -> None:
    ids = [each.id for each in articles]
    for each in articles:
        lost = [name for name in each.related if name not in ids or name == each.id]
        if lost or ids.count(each.id) > 1:
            raise wrong(each.id, ", ".join(lost or [each.id]), Text("另一篇", "another article"))
