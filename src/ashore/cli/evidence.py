"""`ashore evidence CASE_OR_LOG`: the evidence book as one page, with a manifest of the files."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ashore.cli.common import Parser
from ashore.cli.judge import add_log, judged, verdicts_on
from ashore.words import Text

__all__ = ["run"]

ABOUT = Text(
    "证据册：时间线、编号、附件哈希、按规定归类；第三人打码",
    "the evidence book: chronology, exhibits with hashes, breaches by norm; others masked",
)


def run(argv: list[str]) -> int:
    """Write the evidence book of a case or log; return the exit code.

    Raises:
        BadInput: an argument, the log or the folder of files is not usable.
    """
    options = _options(argv)
    from ashore.files.exhibits import manifest, read_exhibits
    from ashore.files.out import write_file
    from ashore.report.evidence import Book, evidence_html
    from ashore.report.masking import letters_of, masked, masked_text

    contacts, situations = judged(options)
    contacts, verdicts, version = verdicts_on(options, contacts, situations)
    order = sorted(range(len(contacts)), key=lambda at: (contacts[at].at, contacts[at].id))
    shown = tuple(contacts[at] for at in order)
    ids = [one.id for one in shown]
    exhibits = read_exhibits(Path(options.files), ids) if options.files else ()
    letters = {} if options.unmask else letters_of(shown)
    if not options.unmask:
        exhibits = tuple(replace(one, name=masked_text(one.name, letters)) for one in exhibits)
    book = Book(
        title=options.title,
        contacts=shown if options.unmask else masked(shown),
        verdicts=tuple(verdicts[at] for at in order),
        exhibits=exhibits,
        law_version=version,
        masked=not options.unmask,
        letters=letters,
    )
    page = evidence_html(book, options.lang)
    if options.out is None:
        print(page, end="")
        return 0
    out = write_file(options.out, page, force=options.force)
    told = [out.name]
    if exhibits:
        listed = out.with_suffix(".manifest.json")
        told.append(write_file(listed, manifest(exhibits), force=options.force).name)
    print(Text("已写好：" + "、".join(told), "written: " + ", ".join(told)).say(options.lang))
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = Parser(argv, ABOUT, formats=("html",))
    add_log(parser)
    about = Text("放证据文件的文件夹", "the folder with the files")
    parser.add("--files", help=about, metavar="FOLDER")
    parser.add("--title", help=Text("册子的标题", "the title of the book"), default="")
    about = Text("不给第三人打码（只留给自己看）", "do not mask others (for yourself only)")
    parser.add("--unmask", help=about, action="store_true")
    parser.add("--out", help=Text("写进这个文件", "write to this file"), metavar="FILE")
    about = Text("文件已经在也覆盖", "replace the file if it is there")
    parser.add("--force", help=about, action="store_true")
    return parser.read()
