"""Arguments in, words out: the `ashore` command.

Only the chosen command's module is imported, so that `ashore --help` stays as fast as Python.
"""

from __future__ import annotations

import errno
import io
import sys
from importlib import import_module

from ashore.words import AshoreError, Text

__all__ = ["main"]

COMMANDS: dict[str, tuple[str, Text]] = {
    "report": (
        "report",
        Text("完整报告：欠多少、每天多少、成本与上限、对账", "the whole report of a case"),
    ),
    "schedule": ("books", Text("还款计划表", "the repayment schedule")),
    "balance": ("books", Text("某一天欠多少，精确到分", "what is owed on a day, to the fen")),
    "cost": ("cost", Text("真实年化成本，与各条上限比较", "the true annual cost against the caps")),
    "claims": (
        "claims",
        Text("核对平台说的金额：每一分归哪类，按哪种算法", "check what the lender claims"),
    ),
    "forecast": (
        "forecast",
        Text("接下来可能发生什么：规定与据反映两条线", "what may happen next, on two tracks"),
    ),
    "plan": (
        "plan",
        Text("手里的钱先还谁、哪天还多少，附证明", "whom to pay, when and how much, proven"),
    ),
    "offers": (
        "offers",
        Text(
            "能承受的还款方案，答应之前要知道的，怎么谈", "offers that can be kept, and how to ask"
        ),
    ),
    "before-borrowing": (
        "before_borrowing",
        Text("借之前先看：真实成本、晚还会怎样、撑不撑得住", "what to look at before borrowing"),
    ),
    "judge": ("judge", Text("逐条判断催收联系是否合规", "judge a log of collection contacts")),
    "audit": ("audit", Text("核查整批催收联系，多少行都可以", "audit whole logs of contacts")),
    "synth": ("synth", Text("造一份演示用的联系记录", "make an invented log to try things on")),
    "gate": (
        "gate",
        Text("联系之前先问：可以、等到何时、不可以", "ask before a contact: allow, wait, refuse"),
    ),
    "card": ("card", Text("联系偏好卡与不再联系卡", "the contact preference and refusal card")),
    "evidence": ("evidence", Text("证据册：时间线、编号、哈希", "the evidence book")),
    "guide": ("guide", Text("指南：十八个常见问题，有依据", "eighteen questions, with sources")),
    "serve": ("serve", Text("打开网页版，只在本机", "the web app, on this machine only")),
    "team": ("team", Text("机构版：新建机构和管理员", "for --team: an organisation, its admin")),
    "law": ("law", Text("查规定：列表、条文、某日的数值、待复核", "list, show and date the norms")),
    "template": ("template", Text("下载导入用的表格", "the import template")),
    "schema": ("schema", Text("案卷与各输出的 JSON Schema", "the JSON Schemas")),
}
"""Command → (module under `ashore.cli`, one line of help). Each module has `run(argv) -> int`."""

USAGE = Text(
    "用法：ashore 命令 [参数]\n\n把逾期网贷的账算到分、算到天，每个数都有出处。"
    "不联网，内容只留在这台设备上。\n",
    "usage: ashore COMMAND [ARGUMENTS]\n\nExact books of overdue online loans, each figure with "
    "its source. No network: a case stays on its machine.\n",
)
FOOT = Text(
    "\n每个命令都有 --help；--lang en 换英文。这是信息，不是法律意见。",
    "\nEvery command has --help; --lang zh for Chinese. Information, not legal advice.",
)


def main(argv: list[str] | None = None) -> int:
    """Run one command; return the exit code (0, 2 bad input, 3 missing law, 1 our own fault)."""
    words = list(sys.argv[1:] if argv is None else argv)
    lang = _lang(words)
    _ready_streams()
    try:
        code = _run(words, lang)
        sys.stdout.flush()
    except AshoreError as wrong:
        print(wrong.say(lang), file=sys.stderr)
        return wrong.exit_code
    except BrokenPipeError:  # the reader has seen enough
        sys.stdout = io.StringIO()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as fault:  # noqa: BLE001 - the last resort: nobody is to meet a traceback
        return _failed(fault, lang)
    return code


def _run(words: list[str], lang: str) -> int:
    if not words or words[0] in {"-h", "--help", "help"}:
        print(overview(lang))
        return 0
    if words[0] in {"-V", "--version"}:
        from ashore import __version__

        print(f"ashore {__version__}")
        return 0
    if words[0] not in COMMANDS:
        return _unknown(words[0], lang)
    module = import_module(f"ashore.cli.{COMMANDS[words[0]][0]}")
    code: int = module.run(words)
    return code


def _ready_streams() -> None:
    """Make printing safe: a sign the terminal lacks becomes "?", a closed stream is no surprise."""
    sys.stdout = sys.stdout or io.TextIOBase()  # writing to it fails
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


_NO_ROOM = frozenset({errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG, errno.EDQUOT})


def _failed(fault: Exception, lang: str) -> int:
    """Say what stopped the program: an output that takes nothing (2), or our own fault (1)."""
    if isinstance(fault, io.UnsupportedOperation) or getattr(fault, "errno", None) in _NO_ROOM:
        sys.stdout = io.StringIO()  # or the exit tries to write once more
        print(_NO_OUTPUT.say(lang), file=sys.stderr)
        return 2
    frame = fault.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    code = None if frame is None else frame.tb_frame.f_code
    at = "" if code is None else f"{code.co_filename.rpartition('/')[2]}, {code.co_name}"
    place = f"{type(fault).__name__} ({at})"  # no values: they may be private
    print(Text(_FAULT.zh + place, _FAULT.en + place).say(lang), file=sys.stderr)
    return 1


_NO_OUTPUT = Text(
    "stdout：写不出结果\n  应为：能写的屏幕、管道或有空间的磁盘\n"
    "  怎么办：腾出空间，或用 --out 写到别处",
    "stdout: the result cannot be written\n  expected: a screen, a pipe or a disk with room\n"
    "  do: make room, or write elsewhere with --out",
)
_FAULT = Text(
    "ashore：程序自己出错了，不是您的文件的问题\n"
    "  应为：一个结果\n  怎么办：请把下面这一行告诉我们，里面没有您的内容\n  ",
    "ashore: the program itself failed, not your file\n"
    "  expected: a result\n  do: tell us the next line, nothing of yours is in it\n  ",
)


def overview(lang: str) -> str:
    """Return the help page that lists every command."""
    width = max(len(name) for name in COMMANDS) + 2
    lines = [f"  {name:<{width}}{text.say(lang)}" for name, (_, text) in COMMANDS.items()]
    return "\n".join([USAGE.say(lang), *lines, FOOT.say(lang)])


def _lang(words: list[str]) -> str:
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return "zh"


def _unknown(word: str, lang: str) -> int:
    from difflib import get_close_matches

    near = get_close_matches(word, COMMANDS, n=1)
    hint = Text(f"是不是 {near[0]}？", f"did you mean {near[0]}?") if near else Text("", "")
    text = Text(f"没有这个命令：{word}。{hint.zh}", f"no such command: {word}. {hint.en}")
    print(text.say(lang) + "\n\n" + overview(lang), file=sys.stderr)
    return 2
