"""`ashore forecast paper KIND --received DATE`: what to do after a paper, and by which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ashore.cli.answer import paper_of, put, put_bytes, put_value
from ashore.cli.common import Parser, parse_day, today
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from datetime import date

__all__ = ["run"]

ABOUT = Text(
    "收到法院文书或信件（或自己提出异议）之后，要在哪一天之前做什么",
    "after a court paper or a letter came, or an objection was made: what to do, and by which day",
)


def run(argv: list[str]) -> int:
    """Answer for one paper; return the exit code.

    Raises:
        BadInput: an argument is not usable.
    """
    from ashore.files.law import read_law
    from ashore.forecast.papers import Paper, deadline
    from ashore.report.forecast_paper import paper_ics, paper_text, paper_value

    parser = Parser([f"{argv[0]} {argv[1]}", *argv[2:]], ABOUT, formats=("text", "json", "ics"))
    kinds = [str(kind) for kind in Paper]
    about = Text(f"什么文书：{'、'.join(kinds)}", f"which paper: {', '.join(kinds)}")
    parser.add("kind", help=about, metavar="KIND", choices=kinds)
    about = Text("哪一天收到或提出", "the day it was received or made")
    parser.add("--received", help=about, type=parse_day, metavar="DATE", required=True)
    parser.add_on()
    about = Text(
        "日历标题：discreet 中性（默认）或 full", "calendar titles: discreet (default) or full"
    )
    parser.add("--titles", help=about, choices=["discreet", "full"], default="discreet")
    about = Text("写进这个文件，而不是屏幕", "write to this file instead of the screen")
    parser.add("--out", help=about, metavar="FILE")
    about = Text("文件已经在也覆盖", "replace the file if it is there")
    parser.add("--force", help=about, action="store_true")
    options = parser.read()
    on = options.on or today()
    _has_been(options.received, on)
    found = deadline(options.kind, options.received, read_law(("CN",)))
    match options.format:
        case "json":
            put_value(options, paper_value(found, on))
        case "ics":
            full = options.titles == "full"
            put_bytes(options, paper_ics(found, options.lang, on, full=full).encode())
        case _:
            put(options, paper_text(found, paper_of(options), on))
    return 0


def _has_been(received: date, on: date) -> None:
    if received <= on:
        return
    raise BadInput(
        where="--received",
        what=Text(f"{received} 在 {on} 之后", f"{received} is after {on}"),
        expected=Text("已经过去的一天", "a day that has been"),
        do=Text(
            "写文书送到手里的那一天；信封或签收记录上有",
            "give the day the paper reached you; the envelope or the receipt shows it",
        ),
    )
