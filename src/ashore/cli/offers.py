"""`ashore offers CASE`: what can be offered to each lender, and what that sets in motion."""

from __future__ import annotations

import argparse
from dataclasses import replace

from ashore.cli.answer import add_answer, only, paper_of, put, put_rows, put_value
from ashore.cli.common import Parser, case_day, read_case
from ashore.facts import Case
from ashore.files.guidance import read_guidance
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.forecast.practice import Practice
from ashore.money import fen_of, show
from ashore.plan.offers import Ask, Offers, make_offers
from ashore.report.offers_sections import OfferPage
from ashore.words import BadInput, Text

__all__ = ["amount_of", "need_budget", "practice_of", "run"]

ABOUT = Text(
    "每月能稳定拿出多少，怎样分给每一家，答应之前要知道什么，电话里怎么说，协议里要有什么",
    "what can be kept up each month, how it is shared among lenders, what to know before "
    "promising, what to say, and what the agreement must hold",
)


def run(argv: list[str]) -> int:
    """Show the offers of a case; return the exit code.

    Raises:
        BadInput: an argument or the case is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    parser = Parser(argv, ABOUT, formats=("text", "json", "html", "csv"))
    add_answer(parser)
    about = Text("试一个每月总数，如 800.00", "try a sum a month in all, such as 800.00")
    parser.add("--monthly", help=about, metavar="AMOUNT")
    about = Text(
        "每家一样的象征性小额（默认 50）", "a small equal sum for each lender (50 unless told)"
    )
    parser.add("--token", help=about, metavar="AMOUNT")
    about = Text("没有逾期的也一起谈", "ask lenders that are not overdue, too")
    parser.add("--all", help=about, action="store_true")
    options = parser.read()
    case = read_case(options)
    on = case_day(options, case)
    need_budget(case)
    ask = Ask(
        monthly=amount_of(options.monthly, "--monthly", case),
        token=amount_of(options.token, "--token", case),
        every=options.all,
    )
    if options.loan is not None:
        only(case, options.loan)  # says which ids there are
    law = read_law((case.jurisdiction,))
    found = make_offers(case, law, practice_of(case), on, ask)
    if options.loan is not None:
        found = _only(found, options.loan)
    _answer(options, OfferPage(case, found, law, read_guidance(case.jurisdiction)))
    return 0


def practice_of(case: Case) -> Practice:
    """Return what is reported to happen; the reports are about mainland China alone."""
    return read_practice() if case.jurisdiction == "CN" else Practice()


def need_budget(case: Case) -> None:
    """Refuse a case that does not say what comes in and goes out.

    Raises:
        BadInput: it has no budget.
    """
    if case.budget is None:
        raise BadInput(
            where="[budget]",
            what=Text("案卷里没有收支", "the case has no budget"),
            expected=Text("收入和支出，各带日期", "income and expenses with their days"),
            do=Text(
                "加上 [budget]、[[budget.income]]、[[budget.expenses]]；"
                "写法见 ashore schema case --format md",
                "add [budget], [[budget.income]] and [[budget.expenses]]; see ashore schema case "
                "--format md",
            ),
        )


def amount_of(text: str | None, where: str, case: Case) -> int | None:
    """Return an amount of the command line in fen; None when it was not given.

    Raises:
        BadInput: it is no amount, or below 0.
    """
    if text is None:
        return None
    fen = fen_of(text, case.digits)
    if fen is None or fen < 0:
        example = show(80_000, case.digits)
        raise BadInput(
            where=where,
            what=Text(f'"{text}" 不是可用的金额', f'"{text}" is not a usable amount'),
            expected=Text("不小于 0 的小数", "a decimal not below 0"),
            do=Text(f"例如 {where} {example}", f"for example {where} {example}"),
        )
    return fen


def _only(found: Offers, loan: str) -> Offers:
    """Return the offers with one lender shown; the sums stay those of all of them."""
    return replace(
        found,
        pro_rata=tuple(offer for offer in found.pro_rata if offer.loan == loan),
        token=tuple(offer for offer in found.token if offer.loan == loan),
        sides=tuple(side for side in found.sides if side.loan == loan),
    )


def _answer(options: argparse.Namespace, page: OfferPage) -> None:
    match options.format:
        case "json":
            from ashore.report.offers_values import offers_value

            put_value(options, offers_value(page))
        case "csv":
            from ashore.report.offers_values import offers_rows

            put_rows(options, offers_rows(page))
        case "html":
            from ashore.report.offers_page import offers_html

            put(options, offers_html(page, options.lang, explain=options.explain))
        case _:
            from ashore.report.offers_page import offers_text

            put(options, offers_text(page, paper_of(options), explain=options.explain))
