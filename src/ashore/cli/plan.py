"""`ashore plan CASE`: dated payments that keep the most, proven; and what if."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import TYPE_CHECKING

from ashore.cli.answer import add_answer, paper_of, put, put_bytes, put_rows, put_value
from ashore.cli.common import Parser, case_day, read_case
from ashore.files.guidance import read_guidance
from ashore.files.law import read_law
from ashore.money import fen_of
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from ashore.facts import Case
    from ashore.plan.outcome import Plan
    from ashore.plan.run import Options
    from ashore.plan.whatif import Worth
    from ashore.report.plan_beside import Beside

__all__ = ["run"]

ABOUT = Text(
    "手里的钱怎么还最好：先保吃住，再保家人、法院、征信，最后花费最少；给出证明、缺口和对比",
    "the best use of the money at hand: food and home first, then family, court, credit, cost; "
    "with a proof, what is missing and a comparison",
)
FORMATS = ("text", "json", "ics", "csv")
WHAT_IF = Text(
    "假如…再算一次，可以写多次：money:1000@2026-12-05（多一笔钱）、lost:2026-12（那个月没有收入）、"
    "lost:工资@2026-12、defer:借款编号:期数@新日期（第 7 期延到某天，多期用逗号）",
    "plan again as if …, may be repeated: money:1000@2026-12-05, lost:2026-12 (no income that "
    "month), lost:NAME@2026-12, defer:LOAN:NUMBERS@DATE (instalments moved, like 7 or 7,8)",
)


def run(argv: list[str]) -> int:
    """Plan a case; return the exit code.

    Raises:
        BadInput: an argument or the case is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    parser = Parser(argv, ABOUT, formats=FORMATS)
    add_answer(parser, loan=False)
    parser.add("--what-if", help=WHAT_IF, metavar="CHANGE", action="append", default=[])
    about = Text(
        "算上不确定的收入（默认只算确定的）", "count income that is not certain too (default: no)"
    )
    parser.add("--expected", help=about, action="store_true")
    about = Text("不做对比和缺口，回答更快", "no comparison and no shortage: a faster answer")
    parser.add("--quick", help=about, action="store_true")
    about = Text(
        "日历标题：discreet 中性（默认）或 full", "calendar titles: discreet (default) or full"
    )
    parser.add("--titles", help=about, choices=["discreet", "full"], default="discreet")
    options = parser.read()
    case = read_case(options)
    on = case_day(options, case)
    if options.what_if:
        _what_if(options, case, on)
        return 0
    _answer(options, case, on)
    return 0


def plan_of(case: Case, on: date, asked: Options) -> Plan:
    """Return the plan of a case by the packaged norms and reports."""
    from ashore.files.practice import read_practice
    from ashore.plan.run import plan

    return plan(case, read_law((case.jurisdiction,)), read_practice(), on, asked)


def _asked(options: argparse.Namespace) -> Options:
    from ashore.plan.run import Options

    quick = options.quick or bool(options.what_if) or options.format in {"ics", "csv"}
    return Options(
        income="expected" if options.expected else "pessimistic",
        fine=not quick,
        compare=not quick,
        shortages=not quick,
    )


def _answer(options: argparse.Namespace, case: Case, on: date) -> None:
    made = plan_of(case, on, _asked(options))
    beside = _beside(options, case, on)
    match options.format:
        case "json":
            from ashore.report.plan_values import plan_value

            put_value(options, plan_value(made, beside))
        case "ics":
            from ashore.report.plan_calendar import plan_ics

            full = options.titles == "full"
            put_bytes(options, plan_ics(made, options.lang, full=full).encode())
        case "csv":
            from ashore.report.plan_calendar import plan_rows

            put_rows(options, plan_rows(made, options.lang))
        case _:
            from ashore.report.plan_text import plan_text

            put(options, plan_text(made, paper_of(options), explain=options.explain, beside=beside))


def _beside(options: argparse.Namespace, case: Case, on: date) -> Beside:
    """Return what is told beside the plan; nothing where only its payments are asked for."""
    from ashore.report.plan_beside import Beside

    if options.format in {"ics", "csv"}:
        return Beside()
    return Beside(
        worth=_worth(options, case, on),
        hoped=_hoped(options, case, on),
        averages=read_guidance(case.jurisdiction).averages,
    )


def _hoped(options: argparse.Namespace, case: Case, on: date) -> Plan | None:
    """Return the plan with income that is not certain; None where there is none to add."""
    from ashore.files.practice import read_practice
    from ashore.plan.run import hoped_plan

    law = read_law((case.jurisdiction,))
    return hoped_plan(case, law, read_practice(), on, _asked(options))


def _worth(options: argparse.Namespace, case: Case, on: date) -> list[Worth] | None:
    """Return what more money is worth on each day; None unless it is to be explained."""
    if not options.explain or options.quick:
        return None
    from ashore.files.practice import read_practice
    from ashore.plan.question import question_of
    from ashore.plan.whatif import worth_of_more

    law, income = read_law((case.jurisdiction,)), _asked(options).income
    return list(worth_of_more(question_of(case, law, read_practice(), on, income)))


# -- what if --------------------------------------------------------------------------------------


def _what_if(options: argparse.Namespace, case: Case, on: date) -> None:
    from ashore.report.plan_beside import Beside

    changed = case
    for change in options.what_if:
        changed = _changed(changed, change, on)
    asked = _asked(options)
    before, after = plan_of(case, on, asked), plan_of(changed, on, asked)
    beside = Beside(averages=read_guidance(case.jurisdiction).averages)
    match options.format:
        case "json":
            from ashore.report.plan_values import what_if_value

            put_value(options, what_if_value(options.what_if, before, after, beside))
        case "text":
            from ashore.report.plan_beside import write_change
            from ashore.report.plan_text import plan_text

            paper = paper_of(options)
            write_change(before, after, options.what_if, paper)
            put(options, plan_text(after, paper, explain=options.explain, beside=beside))
        case _:
            raise _not_with(options.format)


_MONEY = re.compile(r"money:(?P<sum>-?[0-9.]+)@(?P<on>\S+)")
_LOST = re.compile(r"lost:(?:(?P<name>.+)@)?(?P<month>\d{4}-\d{2})")
_DEFER = re.compile(r"defer:(?P<loan>.+):(?P<numbers>\d+(?:,\d+)*)@(?P<to>\S+)")


def _changed(case: Case, change: str, on: date) -> Case:
    from ashore.plan.whatif import deferred, extra_money, lost_income

    if found := _MONEY.fullmatch(change):
        amount, day = fen_of(found["sum"], case.digits), _date(found["on"])
        if amount and day and day >= on:
            return extra_money(case, day, amount)
    elif found := _LOST.fullmatch(change):
        month = _date(f"{found['month']}-01")
        names = {flow.name for flow in case.budget.income} if case.budget else set()
        if month and found["name"] in {None, *names}:
            return lost_income(case, month, found["name"] or "")
    elif found := _DEFER.fullmatch(change):
        to = _date(found["to"])
        numbers = [int(number) for number in found["numbers"].split(",")]
        if to and to > on and _has(case, found["loan"], numbers):
            return deferred(case, found["loan"], numbers, on, to)
    raise _bad(change)


def _has(case: Case, name: str, numbers: list[int]) -> bool:
    """Whether the case has a loan with a schedule of this id and these instalments."""
    found = next((file.loan for file in case.loans if file.loan.id == name), None)
    return found is not None and found.card is None and max(numbers) <= found.instalments


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _bad(change: str) -> BadInput:
    return BadInput(
        where="--what-if",
        what=Text(f'"{change}" 用不了', f'"{change}" cannot be used'),
        expected=Text(
            "money:金额@日期、lost:年-月、lost:收入名称@年-月、defer:借款编号:期数@日期；"
            "日期不早于计算的那天，名称、编号、期数都在案卷里",
            "money:AMOUNT@DATE, lost:YEAR-MONTH, lost:NAME@YEAR-MONTH or "
            "defer:LOAN:NUMBERS@DATE; no date before the day computed for, and names, ids and "
            "numbers that the case has",
        ),
        do=Text("例如 --what-if money:1000@2026-12-05", "for example money:1000@2026-12-05"),
    )


def _not_with(name: str) -> BadInput:
    return BadInput(
        where="--what-if",
        what=Text(f"--format {name} 不能回答“假如”", f"--format {name} cannot answer a what-if"),
        expected=Text("--format text 或 json", "--format text or json"),
        do=Text("换成 text 或 json", "use text or json"),
    )
