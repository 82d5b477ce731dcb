"""`ashore synth contacts|loans --rows N --seed S --out FILE`: invented records, with a truth."""

from __future__ import annotations

import argparse
from pathlib import Path

from ashore.cli.common import Parser
from ashore.words import BadInput, Text

__all__ = ["run"]

LOANS = Text(
    "造一批演示用的贷款、还款和平台欠款（全部虚构），另存一份植入了哪些差错的答案",
    "make an invented portfolio of loans, payments and balances, and a list of what was planted",
)
ABOUT = Text(
    "造一份演示用的催收联系记录（全部虚构），另存一份植入了哪些不合规的答案",
    "make an invented log of collection contacts, and beside it a list of the breaches planted",
)
_KINDS = ("contacts", "loans")
_MOST = 1_000_000_000


def run(argv: list[str]) -> int:
    """Write a log and its truth; return the exit code.

    Raises:
        BadInput: an argument is not usable, a file is there already, or the disk is full.
    """
    if len(argv) < 2 or argv[1] not in _KINDS:
        if {"-h", "--help"} & set(argv):
            argv = [argv[0], "contacts", *argv[1:]]
        else:
            raise _what(argv[1] if len(argv) > 1 else "")
    what = LOANS if argv[1] == "loans" else ABOUT
    parser = Parser([f"{argv[0]} {argv[1]}", *argv[2:]], what, formats=())
    parser.add("--rows", help=Text("多少行", "how many rows"), type=int, required=True)
    parser.add("--seed", help=Text("哪一份", "which log"), type=int, default=1)
    about = Text("写进这个文件：.parquet 或 .csv", "the file: .parquet or .csv")
    parser.add("--out", help=about, required=True, metavar="FILE")
    parser.add("--force", help=Text("文件已经在也覆盖", "replace it"), action="store_true")
    return _write(parser.read(), argv[1])


def _write(options: argparse.Namespace, what: str) -> int:

    if not 1 <= options.rows <= _MOST:
        raise BadInput(
            where="--rows",
            what=Text(f"不能是 {options.rows}", f"it cannot be {options.rows}"),
            expected=Text(f"1 到 {_MOST:,}", f"1 to {_MOST:,}"),
            do=Text("改一个数", "choose another number"),
        )
    out = Path(options.out)
    if what == "loans":
        from ashore.audit.loan_synth import write_loans

        planted = write_loans(out, options.rows, options.seed, force=options.force)
        names = Text("笔贷款", "loans")
    else:
        from ashore.audit.synth_files import write_contacts

        planted = write_contacts(out, options.rows, options.seed, force=options.force)
        names = Text("次联系", "contacts")
    print(
        Text(
            f"{options.rows:,} {names.zh}在 {out}；植入 {planted:,} 处，答案在 {truth_of(out)}",
            f"{options.rows:,} {names.en} in {out}; {planted:,} planted, listed in {truth_of(out)}",
        ).say(options.lang)
    )
    return 0


def truth_of(out: Path) -> Path:
    """Return where the planted breaches of a log are listed."""
    return out.with_name(f"{out.stem}.truth{out.suffix}")


def _what(word: str) -> BadInput:
    return BadInput(
        where="ashore synth",
        what=Text(f"没有说造什么：{word or '—'}", f"what to make is not told: {word or '—'}"),
        expected=Text(
            "ashore synth contacts|loans --rows …", "ashore synth contacts|loans --rows ..."
        ),
        do=Text("看看 ashore synth contacts --help", "see ashore synth contacts --help"),
    )
