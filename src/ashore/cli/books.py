"""`ashore schedule CASE`, `ashore balance CASE`: the plan of a loan, what is owed on a day."""

from __future__ import annotations

from ashore.cli.answer import add_answer, outcome_of, paper_of, put, put_rows, put_value
from ashore.cli.common import Parser
from ashore.words import Text

__all__ = ["run"]

ABOUT = {
    "schedule": Text("合同约定的还款计划", "the schedule the contract promised"),
    "balance": Text(
        "某一天欠多少、到期多少、每天增加多少，精确到分",
        "what is owed on a day, what of it is due, what a day adds, to the fen",
    ),
}


def run(argv: list[str]) -> int:
    """Show the schedules or the balances of a case; return the exit code.

    Raises:
        BadInput: an argument or the case is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    parser = Parser(argv, ABOUT[argv[0]], formats=("text", "json", "csv"))
    add_answer(parser)
    options = parser.read()
    outcome = outcome_of(options, claims=False)
    schedule = argv[0] == "schedule"
    if options.format == "json":
        from ashore.report.values import balance_value, schedule_value

        value = (
            schedule_value(outcome) if schedule else balance_value(outcome, explain=options.explain)
        )
        put_value(options, value)
    elif options.format == "csv":
        from ashore.report.rows import balance_rows, schedule_rows

        put_rows(options, schedule_rows(outcome) if schedule else balance_rows(outcome))
    else:
        from ashore.report.text import balance_text, schedule_text

        paper = paper_of(options)
        text = (
            schedule_text(outcome, paper)
            if schedule
            else balance_text(outcome, paper, explain=options.explain)
        )
        put(options, text)
    return 0
