"""What every command shares: options, the case, the day, output, messages about slips.

A command's module makes one `Parser`, adds its own arguments, and gets the rest from here. A slip
on the command line is a `BadInput` like one in a file: where, what, expected, what to do.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from ashore.days import SHANGHAI
from ashore.facts import Case
from ashore.loan import Finding
from ashore.words import BadInput, Lang, Text

if TYPE_CHECKING:
    from ashore.files.build import Reading

__all__ = [
    "Parser", "case_day", "emit", "lang_of", "parse_day", "read_case", "read_with_notes", "tell",
    "today",
]  # fmt: skip

CASE = Text(
    "案卷：.toml、.json、.xlsx 或 .csv;- 表示从标准输入读",
    "the case: .toml, .json, .xlsx or .csv; - reads standard input",
)


class Parser(argparse.ArgumentParser):
    """The arguments of one command, with help and messages in both languages.

    Args:
        argv: the words of the command line; the first is the command's name.
        about: what the command does.
        formats: values of --format, the usual one first; empty: no such option.
    """

    def __init__(
        self, argv: Sequence[str], about: Text, *, formats: Sequence[str] = ("text", "json")
    ) -> None:
        self.argv = list(argv)
        self.lang = lang_of(argv)
        super().__init__(
            prog=f"ashore {argv[0]}",
            description=about.say(self.lang),
            add_help=False,
            allow_abbrev=False,
        )
        self._words = self.add_argument_group(Text("参数", "arguments").say(self.lang))
        self._flags = self.add_argument_group(Text("选项", "options").say(self.lang))
        self.add("-h", "--help", help=Text("显示这页说明", "show this page"), action="help")
        self.add(
            "--lang",
            help=Text("语言：zh 或 en", "language: zh or en"),
            choices=[str(each) for each in Lang],
            default=Lang.ZH,
        )
        if formats:
            self.add(
                "--format",
                help=Text(f"输出格式：{'、'.join(formats)}", f"output: {', '.join(formats)}"),
                choices=list(formats),
                default=formats[0],
            )

    def add(self, *names: str, help: Text, **more: Any) -> None:  # noqa: A002, ANN401
        """Add an argument; `more` as for `ArgumentParser.add_argument`."""
        group = self._flags if names[0].startswith("-") else self._words
        if names[0].startswith("--") and "action" not in more:
            more.setdefault("metavar", names[0].strip("-").replace("-", "_").upper())
        group.add_argument(*names, help=help.say(self.lang).replace("%", "%%"), **more)

    def add_case(self, *, many: bool = False) -> None:
        """Add the case file (several with `many`) and --on."""
        self.add("case", help=CASE, metavar="CASE", **({"nargs": "+"} if many else {}))
        self.add_on()

    def add_on(self) -> None:
        """Add --on DATE."""
        about = Text("算到哪天，例如 2026-11-23", "the day to compute for, like 2026-11-23")
        self.add("--on", help=about, type=parse_day, metavar="DATE")

    def add_explain(self) -> None:
        """Add --explain."""
        about = Text("展开每个数是怎么来的", "show how each figure came about")
        self.add("--explain", help=about, action="store_true")

    def read(self) -> argparse.Namespace:
        """Return the arguments of this call.

        Raises:
            BadInput: an argument is missing, unknown or has a value it cannot have.
        """
        return self.parse_args(self.argv[1:])

    def format_help(self) -> str:
        """Return the help page."""
        page = super().format_help()
        return page.replace("usage: ", "用法：", 1) if self.lang == Lang.ZH else page

    def error(self, message: str) -> NoReturn:
        """Turn argparse's message into ours."""
        what = _said(message, [name for action in self._actions for name in action.option_strings])
        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        raise BadInput(
            where=self.prog,
            what=what,
            expected=Text(usage, usage),
            do=Text(f"看看 {self.prog} --help", f"see {self.prog} --help"),
        )


def _said(message: str, known: Sequence[str]) -> Text:
    """Return what argparse found, in both languages."""
    from difflib import get_close_matches

    for pattern, zh, en in _SAID:
        found = re.fullmatch(pattern, message)
        if found:
            parts = [part.replace("'", "") for part in found.groups()]
            text = Text(zh.format(*parts), en.format(*parts))
            near = get_close_matches(parts[0].split("=")[0], known, n=1)
            if "unrecognized" in pattern and near:
                return Text(f"{text.zh}；是不是 {near[0]}？", f"{text.en}; did you mean {near[0]}?")
            return text
    return Text(f"参数不对（{message}）", message)


_SAID = (
    (r"the following arguments are required: (.+)", "缺少 {0}", "{0} is missing"),
    (r"unrecognized arguments: (.+)", "不认识 {0}", "unknown argument {0}"),
    (
        r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)",
        "{0} 不能是 {1}；可选 {2}",
        "{0} cannot be {1}; choose from {2}",
    ),
    (r"argument (.+?): invalid \S+ value: (.+)", "{0} 不能是 {1}", "{0} cannot be {1}"),
    (r"argument (.+?): expected .+", "{0} 后面要跟一个值", "{0} needs a value"),
    (
        r"argument (.+?): not allowed with argument (.+)",
        "{0} 和 {1} 不能一起用",
        "{0} and {1} cannot be used together",
    ),
)


def lang_of(argv: Sequence[str]) -> str:
    """Return the language the command line asks for, "zh" unless it says --lang en."""
    for word, follower in zip(argv, [*argv[1:], ""], strict=True):
        if word == "--lang" and follower in list(Lang):
            return follower
        if word.startswith("--lang=") and word[7:] in list(Lang):
            return word[7:]
    return Lang.ZH


def parse_day(text: str) -> date:
    """Return the day of a --on.

    Raises:
        BadInput: it is not a date like 2026-11-23.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise BadInput(
        where="--on",
        what=Text(f'"{text}" 不是一个日期', f'"{text}" is not a date'),
        expected=Text("日期，如 2026-11-23", "a date, like 2026-11-23"),
        do=Text(
            "按 年-月-日 写，并确认这一天存在", "write year-month-day, and see that the day exists"
        ),
    )


def today() -> date:
    """Return today in China: the one place that reads the clock."""
    return datetime.now(SHANGHAI).date()  # noqa: TID251


def read_case(options: argparse.Namespace) -> Case:
    """Return the case a command was given; what is worth telling goes to standard error.

    Raises:
        BadInput: the file cannot be read, or what it says breaks the format.
    """
    return read_with_notes(options).case


def read_with_notes(options: argparse.Namespace) -> Reading:
    """Return the same with what is worth telling, for an answer that repeats it.

    Raises:
        BadInput: the file cannot be read, or what it says breaks the format.
    """
    from ashore.files.case import read

    reading = read(options.case)
    for note in reading.notes:
        tell(note, options.lang)
    return reading


def case_day(options: argparse.Namespace, case: Case) -> date:
    """Return the day to compute for: --on, else the case's own day, else today in China."""
    day: date | None = options.on or case.as_of
    now = today()
    if day is not None and day > now:
        text = Text(
            f"{day} 还没到：假定到那天为止没有新的还款",
            f"{day} is still to come: no payment is assumed until then",
        )
        tell(Finding(kind="future", loan="", on=day, text=text), options.lang)
    return day or now


def tell(note: Finding, lang: str) -> None:
    """Write a note for the person to standard error, so that it never mixes with a result."""
    print(Text(f"说明：{note.text.zh}", f"note: {note.text.en}").say(lang), file=sys.stderr)


def emit(value: object) -> None:
    """Print a value as JSON: keys in their own order, two blanks a level, Chinese as it is."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))
