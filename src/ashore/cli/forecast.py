"""`ashore forecast CASE`: what may happen next, on two tracks, with dates; and its log."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ashore.cli.answer import add_answer, only, paper_of, put, put_bytes, put_rows, put_value
from ashore.cli.common import Parser, case_day, read_case
from ashore.files.law import read_law
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from datetime import date

    from ashore.facts import Case
    from ashore.forecast.outlook import Outlook
    from ashore.forecast.run import Forecast

__all__ = ["run"]

ABOUT = Text(
    "接下来可能发生什么:规定允许与据反映两条线,各带日期、来源和把握;"
    "ashore forecast record / score 记录并对照实际发生的",
    "what may happen next: what norms allow and what is reported, each with dates, source and "
    "confidence; ashore forecast record / score keep what really happened and compare",
)
FORMATS = ("text", "json", "html", "ics", "csv")


def run(argv: list[str]) -> int:
    """Forecast a case, or keep its log; return the exit code.

    Raises:
        BadInput: an argument, the case or the log is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    if argv[1:2] in (["record"], ["score"]):
        from importlib import import_module  # the log command asks this module back

        run_log = import_module("ashore.cli.forecast_log").run

        code: int = run_log(argv)
        return code
    parser = Parser(argv, ABOUT, formats=FORMATS)
    add_answer(parser)
    about = Text("看多少天之内(文字默认 30,其余不限)", "how many days ahead (text: 30, else all)")
    parser.add("--days", help=about, metavar="N")
    about = Text(
        "日历标题:discreet 中性(默认)或 full", "calendar titles: discreet (default) or full"
    )
    parser.add("--titles", help=about, choices=["discreet", "full"], default="discreet")
    options = parser.read()
    case = read_case(options)
    on = case_day(options, case)
    if options.loan is not None:
        case = only(case, options.loan)
    days = _days(options.days)
    _answer(options, case, forecast_of(case, on), days)
    return 0


def forecast_of(case: Case, on: date) -> Forecast:
    """Return the forecast of a case by the packaged norms and reports."""
    from ashore.files.practice import read_practice
    from ashore.forecast.run import forecast

    return forecast(case, read_law((case.jurisdiction,)), read_practice(), on)


def outlook_of(case: Case, on: date) -> Outlook:
    """Return the family shield and the next steps of a case: what a report shows of it."""
    from ashore.files.practice import read_practice
    from ashore.forecast.outlook import outlook

    return outlook(case, read_law((case.jurisdiction,)), read_practice(), on)


def _days(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_DAYS:
        raise BadInput(
            where="--days",
            what=Text(f'"{text}" 不是可用的天数', f'"{text}" is not a usable number of days'),
            expected=Text(f"1 到 {MOST_DAYS} 的整数", f"a whole number from 1 to {MOST_DAYS}"),
            do=Text("例如 --days 90", "for example --days 90"),
        )
    return int(text)


MOST_DAYS = 3660


def _answer(options: argparse.Namespace, case: Case, found: Forecast, days: int | None) -> None:
    match options.format:
        case "json":
            from ashore.report.forecast_values import forecast_value

            put_value(options, forecast_value(case, found, days=days))
        case "html":
            from ashore.report.forecast_html import forecast_html

            put(options, forecast_html(case, found, options.lang, explain=options.explain))
        case "ics":
            from ashore.report.forecast_calendar import forecast_ics

            full = options.titles == "full"
            put_bytes(options, forecast_ics(found, options.lang, days=days, full=full).encode())
        case "csv":
            from ashore.report.forecast_calendar import forecast_rows

            put_rows(options, forecast_rows(case, found, options.lang, days=days))
        case _:
            from ashore.report.forecast_text import forecast_text

            paper = paper_of(options)
            put(options, forecast_text(case, found, paper, days=days, explain=options.explain))
