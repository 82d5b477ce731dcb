"""`ashore judge CASE_OR_LOG`: was each collection contact allowed, and what to do about it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ashore.cli.answer import paper_of, put, put_rows, put_value
from ashore.cli.common import CASE, Parser, parse_day, tell
from ashore.conduct.case_situation import contacts_of, situations_of
from ashore.conduct.clock import local_times
from ashore.conduct.judge import judge_log, situation_of
from ashore.conduct.situation import Situation
from ashore.conduct.verdict import Verdict
from ashore.facts import Case, Contact
from ashore.files.choices import LENDER_TYPE
from ashore.loan import Finding
from ashore.words import BadInput, Text

__all__ = ["add_log", "judged", "run", "verdicts_on"]

ABOUT = Text(
    "逐条判断催收联系：哪些不合规，违反哪一条，可以怎么做",
    "judge each collection contact: which were not allowed, by which norm, and what to do",
)


def run(argv: list[str]) -> int:
    """Judge the contacts of a case or a log; return the exit code.

    Raises:
        BadInput: an argument or the file is not usable.
        LawConflict: two exceptions to a norm apply at once.
    """
    parser = Parser(argv, ABOUT, formats=("text", "json", "csv"))
    _add(parser)
    options = parser.read()
    contacts, situations = judged(options)
    contacts, verdicts, version = verdicts_on(options, contacts, situations)
    _show(options, list(zip(contacts, verdicts, strict=True)), version)
    return 0


def verdicts_on(
    options: argparse.Namespace,
    contacts: tuple[Contact, ...],
    situations: Mapping[str, Situation],
) -> tuple[tuple[Contact, ...], tuple[Verdict, ...], str]:
    """Return the contacts up to --on, the verdict on each, and the state of the law files.

    Raises:
        LawConflict: two exceptions to a norm apply at once.
    """
    from ashore.conduct.texts import wording_check
    from ashore.files.law import read_law
    from ashore.files.wording import read_wording

    wording = wording_check(read_wording()) if any(each.text for each in contacts) else None
    law = read_law((options.jurisdiction,))
    every = getattr(options, "explain", False)
    verdicts = judge_log(contacts, situations, law, wording, every=every)
    if options.on is not None:
        kept = [
            (contact, verdict)
            for contact, verdict in zip(contacts, verdicts, strict=True)
            if local_times(situation_of(situations, contact), contact.at)[0].date() <= options.on
        ]
        contacts, verdicts = tuple(c for c, _ in kept), tuple(v for _, v in kept)
    return contacts, verdicts, law.version


def add_log(parser: Parser) -> None:
    """Add the log and what the norms ask beside it."""
    parser.add("case", help=CASE, metavar="CASE_OR_LOG")
    about = Text("只判断到这一天（含）为止的联系", "only contacts up to and including this day")
    parser.add("--on", help=about, type=parse_day, metavar="DATE")
    parser.add(
        "--lender-type",
        help=Text("记录里没有借款时：出借机构的类型", "for a bare log: the kind of lender"),
        choices=list(LENDER_TYPE),
    )
    parser.add(
        "--jurisdiction",
        help=Text("适用哪里的规定：CN 或 US", "whose norms apply: CN or US"),
        choices=["CN", "US"],
    )
    parser.add("--region", help=Text("州等（如 MA）", "a state, such as MA"), default="")
    parser.add(
        "--zone",
        help=Text(
            "消费者可能所在的时区，可写多次（美国）",
            "a plausible zone of the consumer, repeatable (US)",
        ),
        action="append",
        default=[],
        metavar="ZONE",
    )
    parser.add(
        "--number",
        help=Text(
            "手机备份或清单里的催收号码=机构名，可写多次；其余号码跳过不读",
            "NUMBER=LENDER in a phone backup or list, repeatable; other numbers are passed over",
        ),
        action="append",
        default=[],
        metavar="NUMBER=LENDER",
    )
    for option, about in (
        ("--liable", Text("这个人也要还这笔债：角色或称呼，可写多次（如 spouse）",
                          "a role or person that owes the debt too, repeatable (such as spouse)")),
        ("--not-liable", Text("这个人不用还这笔债，可写多次（如 spouse）",
                              "a role or person that does not owe it, repeatable")),
    ):  # fmt: skip
        parser.add(option, help=about, action="append", default=[], metavar="WHO")
    parser.add(
        "--complete",
        help=Text(
            "这份记录是完整的：没有记就是没有发生",
            "the log holds every contact: what is not in it did not happen",
        ),
        action="store_true",
    )


def _add(parser: Parser) -> None:
    add_log(parser)
    parser.add_explain()
    parser.add("--out", help=Text("写进这个文件", "write to this file"), metavar="FILE")
    about = Text("文件已经在也覆盖", "replace the file if it is there")
    parser.add("--force", help=about, action="store_true")


def judged(options: argparse.Namespace) -> tuple[tuple[Contact, ...], Mapping[str, Situation]]:
    """Return the contacts of a case or log and the situation of each loan.

    Raises:
        BadInput: the file cannot be read or holds no contact.
    """
    case = _read(options)
    if options.jurisdiction is None:
        options.jurisdiction = case.jurisdiction
    contacts = contacts_of(case)
    if not contacts:
        raise BadInput(
            where=str(options.case),
            what=Text("没有联系记录", "there is no contact in it"),
            expected=Text("至少一条 [[contacts]]，或一行记录", "at least one [[contacts]] or row"),
            do=Text("把每次联系的时间、方式、对象记下来", "note time, channel and person of each"),
        )
    return contacts, {name: _told(each, options) for name, each in situations_of(case).items()}


def _read(options: argparse.Namespace) -> Case:
    """Return the case; a table that is only a log becomes a case of contacts."""
    from ashore.cli.common import read_case
    from ashore.files.case import TABLES
    from ashore.files.logs import LOGS, named_numbers, read_log

    path = Path(options.case)
    suffix = path.suffix.lower()
    if suffix in LOGS:
        return _bare(options, *read_log(path, named_numbers(options.number)))
    if suffix not in TABLES - {".xlsx", ".xlsm", ".xls"} or path.is_dir():
        return read_case(options)
    from ashore.files.tables import read_contact_table

    return _bare(options, *read_contact_table(path))


def _bare(
    options: argparse.Namespace, contacts: tuple[Contact, ...], notes: tuple[Finding, ...]
) -> Case:
    for note in notes:
        tell(note, options.lang)
    return Case(contacts=contacts, jurisdiction=options.jurisdiction or "CN")


def _told(situation: Situation, options: argparse.Namespace) -> Situation:
    return replace(
        situation,
        jurisdiction=options.jurisdiction,
        region=options.region,
        lender_type=situation.lender_type or options.lender_type,
        zones=tuple(options.zone),
        liable=tuple(options.liable),
        not_liable=tuple(options.not_liable),
        complete=options.complete or situation.complete,
    )


def _show(
    options: argparse.Namespace, found: Sequence[tuple[Contact, Verdict]], version: str
) -> None:
    if options.format == "json":
        from ashore.conduct.as_json import verdicts_value

        put_value(options, verdicts_value([each for _, each in found], options.lang, version))
    elif options.format == "csv":
        from ashore.cli.judge_text import verdict_rows

        put_rows(options, verdict_rows(found, options.lang))
    else:
        from ashore.cli.judge_text import write_verdicts

        put(options, write_verdicts(found, paper_of(options), version))
