"""The offers of a case, and what to look at before borrowing, as text and as a page."""

from __future__ import annotations

from datetime import date

from ashore.law import Law
from ashore.plan.guidance import Guidance
from ashore.report.borrowing_sections import BorrowPage, borrowing_sections
from ashore.report.offers_sections import OfferPage, offer_sections
from ashore.report.paper import Paper
from ashore.report.standalone import Frame, as_html, as_text
from ashore.words import Text

__all__ = ["borrowing_html", "borrowing_text", "offers_html", "offers_text"]


def offers_text(page: OfferPage, paper: Paper, *, explain: bool = False) -> str:
    """Return the offers as text; `explain` opens everything."""
    return as_text(page.case, _offers(page), offer_sections(page), paper, explain=explain)


def offers_html(page: OfferPage, lang: str, *, explain: bool = False) -> str:
    """Return the offers as a page; `explain` unfolds everything."""
    return as_html(page.case, _offers(page), offer_sections(page), lang, explain=explain)


def borrowing_text(page: BorrowPage, paper: Paper, *, explain: bool = False) -> str:
    """Return the comparison as text; `explain` opens everything."""
    return as_text(page.case, _borrowing(page), borrowing_sections(page), paper, explain=explain)


def borrowing_html(page: BorrowPage, lang: str, *, explain: bool = False) -> str:
    """Return the comparison as a page; `explain` unfolds everything."""
    return as_html(page.case, _borrowing(page), borrowing_sections(page), lang, explain=explain)


def _offers(page: OfferPage) -> Frame:
    return Frame(
        title=_seen(Text("能承受的还款方案", "Offers that can be kept"), page.found.on),
        lead=(
            Text(
                "只算确定的收入，先保吃住、医疗、子女和老人；借款照合同记账",
                "only certain income counts; food, home, health, children and parents come first; "
                "the books follow the contracts",
            ),
        ),
        hint=Text(
            "加 --explain 看每一条的做法、依据和收支明细；--monthly 试别的数",
            "--explain opens every item with its sources and the budget; --monthly tries another "
            "sum",
        ),
        data=_versions(page.law, page.guide),
    )


def _borrowing(page: BorrowPage) -> Frame:
    return Frame(
        title=_seen(Text("借之前先看", "Before borrowing"), page.found.on),
        lead=(
            Text(
                "这里不推荐任何贷款；便宜不等于该借",
                "no loan is recommended here; cheap does not mean that one should",
            ),
        ),
        hint=Text(
            "加 --explain 看每一条的做法和依据；--amount、--months 换一个例子",
            "--explain opens every item with its sources; --amount and --months change the example",
        ),
        data=_versions(page.basis.law, page.basis.guide),
    )


def _seen(title: Text, on: date) -> Text:
    return Text(f"{title.zh}，从 {on} 看", f"{title.en}, seen from {on}")


def _versions(law: Law, guide: Guidance) -> Text:
    return Text(
        f"法规数据版本 {law.version}；文字数据版本 {guide.version}",
        f"law files, version {law.version}; guidance, version {guide.version}",
    )
