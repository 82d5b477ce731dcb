"""`ashore forecast CASE`: what may happen next, on two tracks, with dates; and its log."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ashore.cli.answer import add_answer, only, paper_of, put, put_bytes, put_rows, put_value
from ashore.cli.common import Parser, case_day, parse_day, read_case
from ashore.files.law import read_law
from ashore.money import fen_of
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ashore.facts import Case
    from ashore.forecast.outlook import Outlook
    from ashore.forecast.run import Forecast, Plan

__all__ = ["run"]

ABOUT = Text(
    "接下来可能发生什么：规定允许与据反映两条线，各带日期、来源和把握；"
    "ashore forecast paper 算收到文书后的最后一天，record / score 记录并对照实际发生的",
    "what may happen next: what norms allow and what is reported, each with dates, source and "
    "confidence; ashore forecast paper tells the last day after a paper, record / score keep what "
    "really happened and compare",
)
MORE = {"record": "forecast_log", "score": "forecast_log", "paper": "forecast_paper"}
"""Words after `forecast` that are commands of their own, and their modules."""
FORMATS = ("text", "json", "html", "ics", "csv")


def run(argv: list[str]) -> int:
    """Forecast a case, or keep its log; return the exit code.

    Raises:
        BadInput: an argument, the case or the log is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    if argv[1:2] and argv[1] in MORE:
        from importlib import import_module  # the log's command asks this module back

        code: int = import_module(f"ashore.cli.{MORE[argv[1]]}").run(argv)
        return code
    parser = Parser(argv, ABOUT, formats=FORMATS)
    add_answer(parser)
    about = Text(
        "看多少天之内（文字默认 30，其余不限）", "how many days ahead (text: 30, else all)"
    )
    parser.add("--days", help=about, metavar="N")
    about = Text(
        "日历标题：discreet 中性（默认）或 full", "calendar titles: discreet (default) or full"
    )
    parser.add("--titles", help=about, choices=["discreet", "full"], default="discreet")
    about = Text(
        "假如这样付（可多次）：看能省多少，如 wld=500.00@2026-12-01",
        "if this were paid (may be repeated): what it saves, like wld=500.00@2026-12-01",
    )
    parser.add("--pay", help=about, metavar="LOAN=SUM@DATE", action="append")
    options = parser.read()
    case = read_case(options)
    on = case_day(options, case)
    if options.loan is not None:
        case = only(case, options.loan)
    days = _days(options.days)
    plan = plan_of(options.pay, case, on) if options.pay else None
    _answer(options, case, forecast_of(case, on, plan), days)
    return 0


def forecast_of(case: Case, on: date, plan: Plan | None = None) -> Forecast:
    """Return the forecast of a case by the packaged norms and reports."""
    from ashore.files.practice import read_practice
    from ashore.forecast.run import forecast

    return forecast(case, read_law((case.jurisdiction,)), read_practice(), on, plan)


def outlook_of(case: Case, on: date) -> Outlook:
    """Return the family shield and the next steps of a case: what a report shows of it."""
    from ashore.files.practice import read_practice
    from ashore.forecast.outlook import outlook

    return outlook(case, read_law((case.jurisdiction,)), read_practice(), on)


def plan_of(words: Iterable[str], case: Case, on: date) -> Plan:
    """Return the payments that --pay imagines, by loan.

    Raises:
        BadInput: one is not like LOAN=SUM@DATE, names no loan of the case, or lies in the past.
    """
    from ashore.loan import Payment

    known = {file.loan.id: file.loan for file in case.loans}
    found: dict[str, list[Payment]] = {}
    for number, word in enumerate(words, start=1):
        loan, _, rest = word.rpartition("=")
        sum_, _, day = rest.partition("@")
        if loan not in known:
            raise _no_pay(word, Text(f"案卷里没有借款 {loan}", f"the case has no loan {loan}"))
        amount = fen_of(sum_, known[loan].digits)
        if not amount or amount < 0:
            raise _no_pay(word, Text(f"“{sum_}”不是金额", f'"{sum_}" is not a sum'))
        try:
            at = parse_day(day)
        except BadInput as wrong:
            raise _no_pay(word, wrong.what) from wrong
        if at < on:
            raise _no_pay(word, Text(f"{at} 在 {on} 之前", f"{at} is before {on}"))
        payment = Payment(id=f"imagined-{number}", at=at, amount=amount)
        found.setdefault(loan, []).append(payment)
    return found


def _no_pay(word: str, what: Text) -> BadInput:
    return BadInput(
        where=f"--pay {word}",
        what=what,
        expected=Text(
            "借款编号=金额@日期，日期不早于今天", "a loan's id = a sum @ a day not before today"
        ),
        do=Text("例如 --pay wld=500.00@2026-12-01", "for example --pay wld=500.00@2026-12-01"),
    )


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
