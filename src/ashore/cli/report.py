"""`ashore report CASE`: everything about a case in a terminal, as JSON, or as one HTML page."""

from __future__ import annotations

from ashore.cli.answer import add_answer, outcome_of, paper_of, put, put_value
from ashore.cli.common import Parser
from ashore.words import Text

__all__ = ["run"]

ABOUT = Text(
    "完整报告：欠多少、每天多少、接下来可能怎样、真实成本与上限、平台的数、还不知道什么、依据在哪",
    "the whole report: what is owed, what a day adds, what may come next, true cost and caps, "
    "claims, what is not known, where the figures come from",
)


def run(argv: list[str]) -> int:
    """Report a case; return the exit code.

    Raises:
        BadInput: an argument or the case is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    parser = Parser(argv, ABOUT, formats=("text", "json", "html"))
    add_answer(parser)
    options = parser.read()
    outcome = outcome_of(options)
    case, on, explain = outcome.case, outcome.on, options.explain
    if options.format == "json":
        from ashore.cli.forecast import forecast_of
        from ashore.report.values import report_value

        put_value(options, report_value(outcome, explain=explain, ahead=forecast_of(case, on)))
        return 0
    from ashore.cli.forecast import outlook_of

    ahead = outlook_of(case, on)
    if options.format == "html":
        from ashore.report.html import report_html

        put(options, report_html(outcome, options.lang, explain=explain, ahead=ahead))
    else:
        from ashore.report.text import report_text

        put(options, report_text(outcome, paper_of(options), explain=explain, ahead=ahead))
    return 0
