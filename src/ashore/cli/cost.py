"""`ashore cost CASE` and `ashore cost --flows FILE`: the true yearly cost."""

from __future__ import annotations

from ashore.cli.answer import add_answer, outcome_of, paper_of, put, put_rows, put_value
from ashore.cli.common import Parser
from ashore.words import Text

__all__ = ["run"]

ABOUT = Text(
    "真实年化成本，与各条利率上限比较；ashore cost --flows FILE 直接算一串现金流",
    "the true annual cost beside every cap; ashore cost --flows FILE takes bare cash flows",
)


def run(argv: list[str]) -> int:
    """Show the yearly cost of a case's loans; return the exit code.

    Raises:
        BadInput: an argument or the case is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    if any(word.split("=", 1)[0] == "--flows" for word in argv):
        return _flows(argv)
    parser = Parser(argv, ABOUT, formats=("text", "json", "csv"))
    add_answer(parser)
    options = parser.read()
    outcome = outcome_of(options, claims=False)
    if options.format == "json":
        from ashore.report.values import cost_value

        put_value(options, cost_value(outcome, explain=options.explain))
    elif options.format == "csv":
        from ashore.report.rows import cost_rows

        put_rows(options, cost_rows(outcome))
    else:
        from ashore.report.text import cost_text

        put(options, cost_text(outcome, paper_of(options), explain=options.explain))
    return 0


def _flows(argv: list[str]) -> int:
    from ashore.cli.flows import run_flows
    from ashore.ledger.official import METHODS

    parser = Parser(argv, ABOUT)
    about = Text(
        "现金流：CSV，列为 on,amount（按日期）或 period,amount（按期）；- 表示标准输入",
        "cash flows: CSV with on,amount (dated) or period,amount; - reads standard input",
    )
    parser.add("--flows", help=about, metavar="FILE")
    listed = ", ".join(METHODS)
    about = Text(f"再按这种口径给出年化：{listed}", f"a yearly rate by this method, too: {listed}")
    parser.add("--method", help=about, choices=[str(each) for each in METHODS])
    return run_flows(parser.read())
