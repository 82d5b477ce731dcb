"""`ashore synth contacts --rows N --seed S --out FILE`: an invented log with planted breaches."""

from __future__ import annotations

import argparse
from pathlib import Path

from ashore.cli.common import Parser
from ashore.words import BadInput, Text

__all__ = ["run"]

ABOUT = Text(
    "造一份演示用的催收联系记录（全部虚构），另存一份植入了哪些不合规的答案",
    "make an invented log of collection contacts, and beside it a list of the breaches planted",
)
_KINDS = ("contacts",)
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
    parser = Parser([f"{argv[0]} {argv[1]}", *argv[2:]], ABOUT, formats=())
    parser.add("--rows", help=Text("多少次联系", "how many contacts"), type=int, required=True)
    parser.add("--seed", help=Text("哪一份", "which log"), type=int, default=1)
    about = Text("写进这个文件：.parquet 或 .csv", "the file: .parquet or .csv")
    parser.add("--out", help=about, required=True, metavar="FILE")
    parser.add("--force", help=Text("文件已经在也覆盖", "replace it"), action="store_true")
    return _write(parser.read())


def _write(options: argparse.Namespace) -> int:
    from ashore.audit.synth_files import write_contacts

    if not 1 <= options.rows <= _MOST:
        raise BadInput(
            where="--rows",
            what=Text(f"不能是 {options.rows}", f"it cannot be {options.rows}"),
            expected=Text(f"1 到 {_MOST:,}", f"1 to {_MOST:,}"),
            do=Text("改一个数", "choose another number"),
        )
    out = Path(options.out)
    planted = write_contacts(out, options.rows, options.seed, force=options.force)
    print(
        Text(
            f"{options.rows:,} 次联系在 {out}；植入 {planted:,} 处，答案在 {truth_of(out)}",
            f"{options.rows:,} contacts in {out}; {planted:,} planted, listed in {truth_of(out)}",
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
        expected=Text("ashore synth contacts --rows …", "ashore synth contacts --rows ..."),
        do=Text("看看 ashore synth contacts --help", "see ashore synth contacts --help"),
    )
