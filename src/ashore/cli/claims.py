"""`ashore claims CASE`: what the lenders claim, split to the fen, and how it may be reckoned."""

from __future__ import annotations

from ashore.cli.answer import add_answer, outcome_of, paper_of, put, put_rows, put_value
from ashore.cli.common import Parser
from ashore.words import Text

__all__ = ["run"]

ABOUT = Text(
    "核对平台说的数：明确应还、有争议、超过上限各多少，按哪种算法能得出",
    "check what the lender claims: owed, arguable, above the cap; which reckoning reproduces it",
)


def run(argv: list[str]) -> int:
    """Check the claims of a case; return the exit code.

    Raises:
        BadInput: an argument or the case is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    parser = Parser(argv, ABOUT, formats=("text", "json", "csv"))
    add_answer(parser)
    options = parser.read()
    outcome = outcome_of(options)
    if options.format == "json":
        from ashore.report.values import claims_value

        put_value(options, claims_value(outcome, explain=options.explain))
    elif options.format == "csv":
        from ashore.report.rows import claims_rows

        put_rows(options, claims_rows(outcome))
    else:
        from ashore.report.text import claims_text

        put(options, claims_text(outcome, paper_of(options), explain=options.explain))
    return 0
