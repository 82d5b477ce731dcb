"""The offers of a case in a terminal and as one page that stands alone."""

from __future__ import annotations

from ashore.report.blocks import Money, blocks_html, write_blocks
from ashore.report.frame import framed
from ashore.report.markup import Tongue, named
from ashore.report.notice import DISCLAIMER
from ashore.report.offers_sections import OfferPage, offer_sections
from ashore.report.paper import Paper
from ashore.words import Text

__all__ = ["offers_html", "offers_text"]

_TITLE = Text("能承受的还款方案", "Offers that can be kept")
_ASSUMED = Text(
    "只算确定的收入,先保吃住、医疗、子女和老人;借款照合同记账",
    "only certain income counts; food, home, health, children and parents come first; the books "
    "follow the contracts",
)


def offers_text(page: OfferPage, paper: Paper, *, explain: bool = False) -> str:
    """Return the offers as text; `explain` opens everything."""
    case, found = page.case, page.found
    paper.para(Text(case.title, case.title) if case.title else _TITLE, how="strong")
    paper.para(Text(f"{_TITLE.zh},从 {found.on} 看", f"{_TITLE.en}, seen from {found.on}"))
    paper.para(_ASSUMED, how="quiet")
    form = Money(case.currency, case.digits)
    write_blocks(paper, offer_sections(page), form, explain=explain)
    paper.blank()
    if not explain:
        paper.para(
            Text(
                "加 --explain 看每一条的做法、依据和收支明细;--monthly 试别的数",
                "--explain opens every item with its sources and the budget; --monthly tries "
                "another sum",
            ),
            how="quiet",
        )
    paper.para(DISCLAIMER)
    paper.para(_versions(page), how="quiet")
    return paper.text()


def offers_html(page: OfferPage, lang: str, *, explain: bool = False) -> str:
    """Return the offers as a page; `explain` unfolds everything."""
    case, found = page.case, page.found
    tongue = Tongue(lang)
    title = case.title or tongue.raw(_TITLE)
    seen = Text(f"{_TITLE.zh},从 {found.on} 看", f"{_TITLE.en}, seen from {found.on}")
    told = f"{tongue.para(seen, 'quiet')}{tongue.para(_ASSUMED, 'quiet')}"
    form = Money(case.currency, case.digits)
    body = [
        f"<header><h1>{named(title)}</h1>{told}</header>",
        "<main>",
        *blocks_html(tongue, offer_sections(page), form, opened=explain),
        "</main>",
        f"<footer>{tongue.para(DISCLAIMER)}{tongue.para(_versions(page), 'quiet')}</footer>",
    ]
    return framed(lang, title, body)


def _versions(page: OfferPage) -> Text:
    law, guide = page.law.version, page.guide.version
    return Text(
        f"法规数据版本 {law};文字数据版本 {guide}",
        f"law files, version {law}; guidance, version {guide}",
    )
