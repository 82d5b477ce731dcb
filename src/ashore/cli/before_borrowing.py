"""`ashore before-borrowing CASE`: loan offers and other ways to money, before one is taken."""

from __future__ import annotations

import argparse

from ashore.cli.answer import add_answer, paper_of, put, put_rows, put_value
from ashore.cli.common import Parser, case_day, read_case
from ashore.cli.offers import amount_of, practice_of
from ashore.files.guidance import read_guidance
from ashore.files.law import read_law
from ashore.plan.borrowing import Basis, Sample, compare
from ashore.report.borrowing_sections import BorrowPage
from ashore.words import BadInput, Text

__all__ = ["run"]

ABOUT = Text(
    "借之前先看：每个方案的真实年化、上限、晚还一次会怎样、收入少了撑不撑得住；不借的路和骗局",
    "before borrowing: the true annual cost of each offer, caps, what a missed payment does, "
    "whether the budget bears it; ways without a loan, and scams",
)
MOST_MONTHS = 60


def run(argv: list[str]) -> int:
    """Compare the loan offers of a case; return the exit code.

    Raises:
        BadInput: an argument or the case is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    parser = Parser(argv, ABOUT, formats=("text", "json", "html", "csv"))
    add_answer(parser, loan=False)
    about = Text("举例的金额（默认 1000.00）", "the sum of the example (1000.00)")
    parser.add("--amount", help=about, metavar="AMOUNT")
    about = Text("举例的月数（默认 3）", "the months of the example (3)")
    parser.add("--months", help=about, metavar="N", default="3")
    options = parser.read()
    case = read_case(options)
    on = case_day(options, case)
    amount = amount_of(options.amount, "--amount", case)
    sample = Sample(
        amount=1000 * 10**case.digits if amount is None else amount, months=_months(options.months)
    )
    law, guide = read_law((case.jurisdiction,)), read_guidance(case.jurisdiction)
    basis = Basis(law, practice_of(case), guide)
    _answer(options, BorrowPage(case, compare(case, basis, on, sample), basis))
    return 0


def _months(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_MONTHS:
        raise BadInput(
            where="--months",
            what=Text(f'"{text}" 不是可用的月数', f'"{text}" is not a usable number of months'),
            expected=Text(f"1 到 {MOST_MONTHS} 的整数", f"a whole number from 1 to {MOST_MONTHS}"),
            do=Text("例如 --months 6", "for example --months 6"),
        )
    return int(text)


def _answer(options: argparse.Namespace, page: BorrowPage) -> None:
    match options.format:
        case "json":
            from ashore.report.borrowing_values import borrowing_value

            put_value(options, borrowing_value(page))
        case "csv":
            from ashore.report.borrowing_values import borrowing_rows

            put_rows(options, borrowing_rows(page))
        case "html":
            from ashore.report.offers_page import borrowing_html

            put(options, borrowing_html(page, options.lang, explain=options.explain))
        case _:
            from ashore.report.offers_page import borrowing_text

            put(options, borrowing_text(page, paper_of(options), explain=options.explain))
