"""`ashore audit loans FILES... --out DIR`: a lender's balances held to the books and the caps."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ashore.cli.audit_files import as_json, hash_of
from ashore.cli.common import Parser
from ashore.words import Text

if TYPE_CHECKING:
    from ashore.audit.loan_files import LoanInputs
    from ashore.audit.loan_rows import LoanQuestion
    from ashore.audit.loan_run import Part
    from ashore.audit.store import Work

__all__ = ["ABOUT", "add_loans", "audit_loans"]

ABOUT = Text(
    "整批贷款重算一遍，与出借机构说的欠款和法定上限比较（Parquet 或 CSV）",
    "book whole portfolios again and compare with the lender's balances and the caps (Parquet or "
    "CSV)",
)


def add_loans(parser: Parser) -> None:
    """Add what only an audit of loans takes."""
    about = Text("贷款：文件、文件夹或带 * 的名字", "loans: files, folders or patterns")
    parser.add("files", help=about, nargs="+")
    parser.add("--out", help=Text("结果放进这个文件夹", "a folder for the results"), required=True)
    parser.add(
        "--payments",
        help=Text("还款的文件，可写多次", "files of payments, repeatable"),
        action="append",
        default=[],
        metavar="FILE",
    )
    for option, about in (
        ("--events", Text("减免、延期、撤销等事件的文件", "files of waivers, deferrals and so on")),
        ("--schedule", Text("平台给出的逐期金额的文件", "files of rows as the lender states them")),
    ):
        parser.add(option, help=about, action="append", default=[], metavar="FILE")


def audit_loans(options: argparse.Namespace) -> int:
    """Audit loans; return the exit code.

    Raises:
        BadInput: a file or a row cannot be used, or the disk is full.
    """
    from tempfile import TemporaryDirectory

    from ashore.audit.loan_rows import LoanQuestion
    from ashore.audit.loan_run import parts_of
    from ashore.audit.loan_summary import joined, loan_identity
    from ashore.audit.source import digest
    from ashore.audit.store import Work
    from ashore.files.law import read_law

    with TemporaryDirectory(prefix="ashore-audit-") as spare:
        question = LoanQuestion(
            inputs=_inputs(options, Path(spare)),
            law=read_law(("CN",)),
            memory=options.memory,
            threads=max(options.threads, 1),
            set_aside=options.set_aside,
        )
        hashes = [digest(each.source) for each in question.inputs.files]
        what = loan_identity(question, hashes, options.seed, options.sample)
        count = parts_of(question)
        work = Work(Path(options.out), {**what, "parts": count}, force=options.force)
        if options.engine == "spark":
            found = _on_spark(question, options.threads)
        else:
            found = joined(list(_parts(question, work, count)))
        _write(options, question, found, (work, what))
    return 0


def _inputs(options: argparse.Namespace, spare: Path) -> LoanInputs:
    from ashore.audit import loan_files as files

    loans = files.open_loans(options.files, spare)
    payments = files.open_payments(options.payments, spare) if options.payments else None
    events = files.open_events(options.events, spare) if options.events else None
    rows = files.open_rows(options.schedule, spare) if options.schedule else None
    return files.LoanInputs(loans, payments, events, rows)


def _parts(question: LoanQuestion, work: Work, count: int) -> Iterator[Part]:
    """Yield the parts, those that were done before as they are."""
    from ashore.audit.loan_run import audit_part
    from ashore.audit.loan_store import load_loans, save_loans
    from ashore.cli.progress import Bar

    bar = Bar(question.inputs.loans.rows)
    try:
        for number in range(count):
            part = load_loans(work, number)
            if part is None:
                part = audit_part(question, number, count, bar.add)
                save_loans(work, number, part)
            yield part
    finally:
        bar.close()


def _on_spark(question: LoanQuestion, threads: int) -> Part:
    from ashore.audit.loan_spark import audit_loan_files
    from ashore.cli.spark_session import spark_session

    session = spark_session(threads)
    try:
        return audit_loan_files(session, question)
    finally:
        session.stop()


def _write(
    options: argparse.Namespace,
    question: LoanQuestion,
    found: Part,
    rest: tuple[Work, dict[str, Any]],
) -> None:
    """Write the results, the manifest last, and say what was found."""
    from ashore.audit.loan_run import same_by_reference
    from ashore.audit.loan_summary import drawn_loans, loan_findings, loan_summary
    from ashore.report.audit_html import audit_html
    from ashore.report.audit_xlsx import audit_xlsx

    work, what = rest
    sample = drawn_loans(found, options.seed, options.sample)
    agreed = same_by_reference(question, found, set().union(*sample.values()))
    values = loan_summary(question, found, (sample, agreed), options.lang)
    files: dict[str, Callable[[], bytes]] = {
        "findings.parquet": lambda: loan_findings(found),
        "summary.json": lambda: as_json(values),
        "working-paper.xlsx": lambda: audit_xlsx(values, what, options.lang),
        "report.html": lambda: audit_html(values, what, options.lang).encode(),
    }
    manifest = {**what, "lang": options.lang, "files": {}}
    for name, make in files.items():
        data = make()
        work.write(name, data)
        manifest["files"][name] = hash_of(data)
    work.write("manifest.json", as_json(manifest))
    work.finish([*files, "manifest.json"])
    _say(values, options)


def _say(values: dict[str, Any], options: argparse.Namespace) -> None:
    from ashore.money import show

    lang, verdicts = options.lang, values["verdicts"]
    print(
        Text(
            f"重算了 {values['judged']:,} 笔贷款：与平台一分不差 {values['agree_to_the_fen']:,}，"
            f"值得核实 {verdicts['warning']:,}，超过上限 {verdicts['breach']:,}，"
            f"没有比较 {verdicts['unknown']:,}",
            f"{values['judged']:,} loans booked: {values['agree_to_the_fen']:,} agree to the fen, "
            f"{verdicts['warning']:,} worth checking, {verdicts['breach']:,} above a cap, "
            f"{verdicts['unknown']:,} not compared",
        ).say(lang)
    )
    for each in sorted(values["checks"], key=lambda each: -each["accounts"]):
        if each["accounts"]:
            print(f"  {each['accounts']:>12,}  {each['title']}  ({show(each['at_stake'])})")
    drawn, agreed = values["sample"]["drawn"], values["sample"]["agreed"]
    print(
        Text(
            f"抽样 {drawn} 笔逐笔重算，一致 {agreed} 笔；结果在 {options.out}",
            f"{drawn} drawn and booked one by one, {agreed} the same; results in {options.out}",
        ).say(lang)
    )
    print(values["advice"])
