"""What the commands that answer about a case share: compute it, then print or write the answer."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ashore.case import Outcome, run
from ashore.cli.common import Parser, case_day, read_with_notes
from ashore.facts import Case
from ashore.files.law import read_law
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from ashore.report.paper import Paper

__all__ = ["add_answer", "only", "outcome_of", "paper_of", "put"]

COLUMNS = 80
COLUMNS_MOST = 100


def add_answer(parser: Parser, *, loan: bool = True) -> None:
    """Add the case, --on, --explain, --out and --force, and --loan unless told otherwise."""
    parser.add_case()
    if loan:
        about = Text("只看这一笔：案卷里的编号", "only this loan: its id in the case")
        parser.add("--loan", help=about, metavar="ID")
    parser.add_explain()
    about = Text("写进这个文件，而不是屏幕", "write to this file instead of the screen")
    parser.add("--out", help=about, metavar="FILE")
    about = Text("文件已经在也覆盖", "replace the file if it is there")
    parser.add("--force", help=about, action="store_true")


def outcome_of(options: argparse.Namespace, *, claims: bool = True) -> Outcome:
    """Return everything computed for the case of a command.

    Args:
        options: what `add_answer` reads.
        claims: whether the claims are needed; without them there is no search for conventions.

    Raises:
        BadInput: the file, a date or the loan's id is not usable.
        LawGap: no norm answers for a day it is needed.
    """
    reading = read_with_notes(options)
    case = reading.case
    on = case_day(options, case)
    if options.loan is not None:
        case = only(case, options.loan)
    if not claims:
        case = replace(case, loans=tuple(replace(file, claims=()) for file in case.loans))
    return run(case, read_law((case.jurisdiction,)), on, reading.notes)


def only(case: Case, name: str) -> Case:
    """Return the case with one of its loans.

    Raises:
        BadInput: it has no such loan.
    """
    found = tuple(file for file in case.loans if file.loan.id == name)
    if found:
        return replace(case, loans=found)
    ids = [file.loan.id for file in case.loans]
    listed = ", ".join(ids)
    raise BadInput(
        where="--loan",
        what=Text(f"案卷里没有编号 {name}", f"the case has no loan {name}"),
        expected=Text(f"其中一个：{listed}", f"one of {listed}"),
        do=Text("改成其中一个，或去掉 --loan", "use one of these, or leave --loan out"),
    )


def paper_of(options: argparse.Namespace) -> Paper:
    """Return a sheet as wide as the terminal (80 columns elsewhere), coloured only on a screen."""
    from ashore.report.paper import Paper

    screen = sys.stdout.isatty() and options.out is None
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Paper(
        lang=options.lang, columns=_columns() if screen else COLUMNS, colour=screen and not plain
    )


def _columns() -> int:
    """Return the width of the terminal, or what COLUMNS says; at most what reads well."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return min(int(said), COLUMNS_MOST)
    try:
        found = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        found = COLUMNS
    return min(found or COLUMNS, COLUMNS_MOST)


def put(options: argparse.Namespace, text: str) -> None:
    """Print an answer, or write it to --out.

    Raises:
        BadInput: the file is there already or cannot be written.
    """
    if options.out is not None:
        from ashore.files.out import write_file

        write_file(options.out, f"{text.rstrip()}\n", force=options.force)
        return
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # an old terminal shows "?" instead of failing
    print(text.rstrip(), flush=True)


def put_bytes(options: argparse.Namespace, data: bytes) -> None:
    """Print an answer byte by byte as it is, or write it to --out.

    Raises:
        BadInput: as `put`.
    """
    if options.out is not None:
        from ashore.files.out import write_file

        write_file(options.out, data, force=options.force)
        return
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def put_value(options: argparse.Namespace, value: object) -> None:
    """Print a value as JSON, or write it to --out."""
    import json

    put(options, json.dumps(value, ensure_ascii=False, indent=2))


def put_rows(options: argparse.Namespace, rows: Sequence[Sequence[str]]) -> None:
    """Print rows as CSV, or write them to --out."""
    import csv
    import io

    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(rows)
    put(options, sheet.getvalue())
