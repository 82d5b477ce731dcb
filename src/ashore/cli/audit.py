"""`ashore audit contacts FILES... --out DIR`: a whole log held to the norms, at any size."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ashore.cli.audit_files import as_json, hash_of
from ashore.cli.audit_loans import ABOUT as LOANS, add_loans, audit_loans
from ashore.cli.common import Parser
from ashore.files.choices import LENDER_TYPE, ROLE
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from ashore.audit.run import Found, Question
    from ashore.audit.store import Work

__all__ = ["run"]

ABOUT = Text(
    "核查整批催收联系（Parquet 或 CSV，多少行都可以）：哪些不合规、涉及多少账户和人、抽样和底稿",
    "audit whole logs of contacts (Parquet or CSV, of any size): what was not allowed, how many "
    "accounts and people, samples and a working paper",
)
_KINDS = ("contacts", "loans")
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}


def run(argv: list[str]) -> int:
    """Audit files; return the exit code.

    Raises:
        BadInput: an argument, a file or a row cannot be used, or the disk is full.
        LawConflict: two exceptions to a norm apply at once.
    """
    if len(argv) < 2 or argv[1] not in _KINDS:
        if {"-h", "--help"} & set(argv):
            argv = [argv[0], "contacts", *argv[1:]]
        else:
            raise _what(argv[1] if len(argv) > 1 else "")
    if argv[1] == "loans":
        return _loans(argv)
    parser = Parser([f"{argv[0]} {argv[1]}", *argv[2:]], ABOUT, formats=())
    _add(parser)
    options = parser.read()
    if (options.jurisdiction or "CN") == "US" and not options.zone:
        from ashore.audit.problems import zone_needed

        raise zone_needed()
    _need("numba", "pyarrow", *(["pyspark"] if options.engine == "spark" else []))
    return _audit(options)


def _loans(argv: list[str]) -> int:
    parser = Parser([f"{argv[0]} {argv[1]}", *argv[2:]], LOANS, formats=())
    add_loans(parser)
    _add_how(parser)
    options = parser.read()
    _need("numba", "pyarrow", *(["pyspark"] if options.engine == "spark" else []))
    return audit_loans(options)


def _add(parser: Parser) -> None:
    parser.add(
        "files", help=Text("文件、文件夹或带 * 的名字", "files, folders or patterns"), nargs="+"
    )
    parser.add("--out", help=Text("结果放进这个文件夹", "a folder for the results"), required=True)
    parser.add(
        "--account",
        help=Text("欠款人那一列的名字", "the name of the debtor's column"),
        default="account",
        metavar="COLUMN",
    )
    parser.add(
        "--lender",
        help=Text("文件里没有 lender 列时：出借机构", "the lender, where no column tells"),
        default="",
    )
    parser.add(
        "--lender-type",
        help=Text("出借机构的类型", "the kind of lender"),
        choices=list(LENDER_TYPE),
    )
    _add_law(parser)
    _add_how(parser)


def _add_law(parser: Parser) -> None:
    parser.add(
        "--jurisdiction",
        help=Text("适用哪里的规定", "whose norms apply"),
        choices=["CN", "US"],
        default="CN",
    )
    parser.add("--region", help=Text("州等（如 MA）", "a state, such as MA"), default="")
    parser.add(
        "--zone",
        help=Text("消费者可能所在的时区，可写多次（美国）", "a plausible zone, repeatable (US)"),
        action="append",
        default=[],
        metavar="ZONE",
    )
    parser.add(
        "--agencies",
        help=Text("公布过的催收机构，用逗号隔开", "agencies the lender has published, by commas"),
        metavar="NAMES",
    )
    for option, about in (
        ("--liable", Text("这种人也要还这笔债，可写多次", "a role that owes the debt too")),
        ("--not-liable", Text("这种人不用还这笔债，可写多次", "a role that does not owe it")),
    ):
        parser.add(option, help=about, action="append", default=[], choices=list(ROLE))
    parser.add(
        "--complete",
        help=Text("记录是完整的：没有记就是没有发生", "the log holds every contact of the lender"),
        action="store_true",
    )


def _add_how(parser: Parser) -> None:
    about = Text("大约用多少内存，如 4G", "about how much memory to use, such as 4G")
    parser.add("--memory", help=about, type=octets, default=4 * 10**9)
    about = Text("几条线程", "how many threads")
    parser.add("--threads", help=about, type=int, default=2)
    about = Text("每项抽多少条", "how many hits of each check to draw")
    parser.add("--sample", help=about, type=int, default=20)
    parser.add("--seed", help=Text("抽样种子", "the seed of the sample"), type=int, default=1)
    about = Text("在这台机器上，或用 Spark", "on this machine, or on Spark")
    parser.add("--engine", help=about, choices=["columns", "spark"], default="columns")
    about = Text("读不懂的行放在一边，按原因计数", "leave out unreadable rows and count them")
    parser.add("--set-aside", help=about, action="store_true")
    about = Text("文件夹里已有核查结果时重做", "replace an audit that is there")
    parser.add("--force", help=about, action="store_true")


def octets(text: str) -> int:
    """Return how many octets "4G", "512M" or "4000000000" are.

    Raises:
        ValueError: it is none of these.
    """
    found = re.fullmatch(r"(\d+)\s*([kKmMgG]?)[bB]?", text)
    if found is None or int(found[1]) == 0:
        raise ValueError(text)
    return int(found[1]) * _UNITS[found[2].lower()]


def _audit(options: argparse.Namespace) -> int:
    from tempfile import TemporaryDirectory

    from ashore.audit.threads import keep_memory

    keep_memory()
    from ashore.audit.run import Question, audit
    from ashore.audit.source import digest, open_inputs
    from ashore.audit.store import Work
    from ashore.audit.summary import identity
    from ashore.cli.progress import Bar
    from ashore.conduct.situation import Situation
    from ashore.conduct.texts import wording_check
    from ashore.files.law import read_law
    from ashore.files.wording import read_wording

    with TemporaryDirectory(prefix="ashore-audit-") as spare:
        inputs = open_inputs(options.files, options.account, Path(spare))
        agencies = tuple(options.agencies.split(",")) if options.agencies is not None else None
        question = Question(
            inputs=inputs,
            law=read_law((options.jurisdiction,)),
            situation=Situation(
                jurisdiction=options.jurisdiction,
                region=options.region,
                zones=tuple(options.zone),
                lender_type=options.lender_type,
                agencies=agencies,
                liable=tuple(options.liable),
                not_liable=tuple(options.not_liable),
                complete=options.complete,
            ),
            wording=wording_check(read_wording()) if "text" in inputs.columns else None,
            lender=options.lender,
            memory=options.memory,
            threads=max(options.threads, 1),
            set_aside=options.set_aside,
        )
        hashes = [digest(each.source) for each in inputs.files]
        what = identity(question, hashes, options.seed, options.sample)
        work = Work(Path(options.out), what, force=options.force)
        if options.engine == "spark":
            found = _on_spark(question, options.threads)
        else:
            bar = Bar(2 * inputs.rows)
            try:
                found = audit(question, work, bar.add)
            finally:
                bar.close()
        _write(options, question, found, (work, what))
    return 0


def _on_spark(question: Question, threads: int) -> Found:
    """Return what a Spark session finds: the one that is configured, else one on this machine."""
    from ashore.audit.spark import audit_files
    from ashore.cli.spark_session import spark_session

    session = spark_session(threads)
    try:
        return audit_files(session, question)
    finally:
        session.stop()


def _write(
    options: argparse.Namespace,
    question: Question,
    found: Found,
    rest: tuple[Work, dict[str, Any]],
) -> None:
    """Write the results, the manifest last, and say what was found."""
    from ashore.audit.findings import findings_file
    from ashore.audit.sample import drawn, explained
    from ashore.audit.summary import summary
    from ashore.report.audit_html import audit_html
    from ashore.report.audit_xlsx import audit_xlsx

    work, what = rest
    lang = options.lang
    sample = explained(question, found, drawn(found, options.sample, options.seed), lang)
    values = summary(question, found, sample, lang)
    files: dict[str, Callable[[], bytes]] = {
        "findings.parquet": lambda: findings_file(question, found),
        "summary.json": lambda: as_json(values),
        "working-paper.xlsx": lambda: audit_xlsx(values, what, lang),
        "report.html": lambda: audit_html(values, what, lang).encode(),
    }
    manifest = {**what, "lang": lang, "files": {}}
    for name, make in files.items():
        data = make()
        work.write(name, data)
        manifest["files"][name] = hash_of(data)
    work.write("manifest.json", as_json(manifest))
    work.finish([*files, "manifest.json"])
    _say(values, options)


def _say(values: dict[str, Any], options: argparse.Namespace) -> None:
    verdicts, lang = values["verdicts"], options.lang
    print(
        Text(
            f"判断了 {values['judged']:,} 次联系：不合规 {verdicts['breach']:,}，"
            f"值得核实 {verdicts['warning']:,}，判断不了 {verdicts['unknown']:,}",
            f"{values['judged']:,} contacts judged: {verdicts['breach']:,} not allowed, "
            f"{verdicts['warning']:,} worth checking, {verdicts['unknown']:,} cannot be told",
        ).say(lang)
    )
    most = sorted(values["checks"], key=lambda each: -(each["breaches"] + each["warnings"]))
    for each in most[:10]:
        hits = each["breaches"] + each["warnings"]
        if hits:
            print(f"  {hits:>12,}  {each['title']}")
    drawn, agreed = values["sample"]["drawn"], values["sample"]["agreed"]
    print(
        Text(
            f"抽样 {drawn} 条逐条复核，一致 {agreed} 条；结果在 {options.out}",
            f"{drawn} drawn and judged one by one, {agreed} the same; results in {options.out}",
        ).say(lang)
    )
    for name, fault in values["crashed"].items():
        print(Text(f"没有核查（出错）：{name}", f"not checked ({fault}): {name}").say(lang))
    print(values["advice"])


def _need(*packages: str) -> None:
    from importlib.util import find_spec

    for package in packages:
        if find_spec(package) is None:
            extra = "spark" if package == "pyspark" else "audit"
            raise BadInput(
                where="ashore audit",
                what=Text(f"没有装 {package}", f"{package} is not installed"),
                expected=Text(f"装好的 ashore[{extra}]", f"ashore[{extra}] installed"),
                do=Text(f"pip install 'ashore[{extra}]'", f"pip install 'ashore[{extra}]'"),
            )


def _what(word: str) -> BadInput:
    return BadInput(
        where="ashore audit",
        what=Text(f"没有说核查什么：{word or '—'}", f"what to audit is not told: {word or '—'}"),
        expected=Text(
            "ashore audit contacts 文件… 或 ashore audit loans 文件…",
            "ashore audit contacts FILES... or ashore audit loans FILES...",
        ),
        do=Text("看看 ashore audit contacts --help", "see ashore audit contacts --help"),
    )
