"""A file from the disk (or standard input) to text and to raw values, with every way it can fail.

A file is small, UTF-8 and complete, or it is refused with the way out; it is never half read.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path as FilePath
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, Any

from ashore.files.says import Unquoted
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from json import JSONDecoder

__all__ = ["MAX_BYTES", "parse_json", "parse_toml", "read_bytes", "read_text"]

MAX_BYTES = 20_000_000
"""A case of 200 loans with 3,000 payments has 300 kB; a larger file is not a case."""


def read_bytes(path: FilePath, of: Text | None = None) -> bytes:
    """Return a file's bytes; "-" is standard input. `of` is what it should hold; None: a case.

    Raises:
        BadInput: the file is missing, a folder, too large, or may not be read.
    """
    piped = str(path) == "-"
    data = _from_stdin() if piped else _from_disk(path, of)
    if len(data) > MAX_BYTES:
        raise _too_large("stdin" if piped else path.name, f"> {MAX_BYTES // 10**6} MB", of)
    return data


def _from_stdin() -> bytes:
    if sys.stdin is None:  # closed
        raise _not_a_file("stdin")
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _from_disk(path: FilePath, of: Text | None) -> bytes:
    try:
        found = path.stat()
        if S_ISDIR(found.st_mode):
            raise _folder(path, of)
        if not S_ISREG(found.st_mode):  # a pipe may wait for ever, a device may never end
            raise _not_a_file(str(path))
        if found.st_size > MAX_BYTES:
            raise _too_large(path.name, f"{found.st_size / 10**6:.0f} MB", of)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # it may grow while it is read
    except OSError as wrong:
        raise _cannot_open(path, wrong) from wrong


def read_text(path: FilePath, of: Text | None = None) -> str:
    """Return a file's text; it must be UTF-8, with or without a byte order mark, and not empty.

    Args:
        path: where it lies; "-" is standard input.
        of: what it should hold, for messages; None: a case.

    Raises:
        BadInput: as `read_bytes`, or the text is empty or in another encoding.
    """
    data = read_bytes(path, of)
    name = "stdin" if str(path) == "-" else path.name
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _not_utf8(name, data, wrong) from wrong
    if not text.strip():
        raise BadInput(
            where=name,
            what=Text("文件是空的", "the file is empty"),
            expected=of or Text("一份案卷", "a case"),
            do=_START if of is None else _RIGHT_FILE,
        )
    return text.replace("\r\n", "\n")


def parse_toml(text: str, name: str) -> Mapping[str, Any]:
    """Return the raw values of a TOML text; numbers with a point stay as they are written.

    Raises:
        BadInput: the text is not TOML; the message has line and column.
    """
    import tomllib

    try:
        return tomllib.loads(text, parse_float=Unquoted)
    except tomllib.TOMLDecodeError as wrong:
        place = _toml_place(str(wrong), text)
        if "Cannot" in str(wrong):  # overwrite, declare twice, mutate
            raise _again(name, place[0]) from wrong
        if "Invalid date" in str(wrong):
            raise _no_such_day(name, place[0]) from wrong
        raise _syntax(name, "TOML", place) from wrong
    except (RecursionError, ValueError) as wrong:
        raise _too_deep(name) from wrong


def parse_json(text: str, name: str, of: Text | None = None) -> Mapping[str, Any]:
    """Return the raw values of a JSON text; numbers with a point stay as they are written.

    Args:
        text: one JSON object.
        name: of the file, for messages.
        of: what it should hold, for messages; None: a case.

    Raises:
        BadInput: the text is not JSON, has a key twice, NaN or Infinity, or is no object.
    """
    from json import JSONDecodeError

    try:
        raw = _decoder(name).decode(text)
    except JSONDecodeError as wrong:
        raise _syntax(name, "JSON", (wrong.lineno, wrong.colno)) from wrong
    except (RecursionError, ValueError) as wrong:
        raise _too_deep(name, of) from wrong
    if not isinstance(raw, dict):
        raise _no_object(name, of)
    return raw


@lru_cache(maxsize=8)
def _decoder(name: str) -> JSONDecoder:
    """Return a strict decoder; at the gate's door thousands of texts a second have one name."""
    from json import JSONDecoder

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            raise _twice(name, next(key for key in keys if keys.count(key) > 1))
        return made

    def constant(word: str) -> object:
        raise _not_a_number(name, word)

    return JSONDecoder(parse_float=Unquoted, parse_constant=constant, object_pairs_hook=once)


# ---------------------------------------------------------------- messages


_START = Text("用 ashore template toml 写一份样例再改", "start from one: ashore template toml")
_RIGHT_FILE = Text("看看是不是选错了文件", "see whether it is the right file")


def _no_object(name: str, of: Text | None) -> BadInput:
    what = Text("最外层不是对象", "the outermost value is not an object")
    if of is None:
        expected = Text('{"ashore": 1, …}', '{"ashore": 1, …}')
        do = Text("用花括号把整份案卷括起来", "put the whole case in braces")
    else:
        expected = Text(f"{of.zh}：{{…}}", f"{of.en}: {{…}}")
        do = Text("用花括号把它括起来", "put it in braces")
    return BadInput(where=name, what=what, expected=expected, do=do)


def _toml_place(said: str, text: str) -> tuple[int, int]:
    """Return line and column of what tomllib says: "… (at line 3, column 5)" or at the end."""
    import re

    found = re.search(r"at line (\d+), column (\d+)", said)
    if found:
        return int(found[1]), int(found[2])
    return text.count("\n") + 1, 1


def _syntax(name: str, language: str, place: tuple[int, int]) -> BadInput:
    line, column = place
    return BadInput(
        where=f"{name}:{line}",
        what=Text(
            f"第 {line} 行第 {column} 个字附近不是正确的 {language}",
            f"not {language} near line {line}, column {column}",
        ),
        expected=Text(f"正确的 {language}", f"valid {language}"),
        do=Text(
            "看看这一行或上一行：引号、括号、等号、逗号是否成对，同一个键是否写了两遍",
            "look at this line and the one above: quotes, brackets, commas, a key written twice",
        ),
    )


def _no_such_day(name: str, line: int) -> BadInput:
    return BadInput(
        where=f"{name}:{line}",
        what=Text(
            f"第 {line} 行的日期或时间不存在", f"the date or time of line {line} does not exist"
        ),
        expected=Text("日历上有的一天", "a day of the calendar"),
        do=Text(
            "看看这个月有没有这一天；月底写成当月最后一天",
            "see whether the month has that day; write a month's end as its last day",
        ),
    )


def _again(name: str, line: int) -> BadInput:
    return BadInput(
        where=f"{name}:{line}",
        what=Text(
            f"第 {line} 行的键或表前面已经写过", f"the key or table of line {line} was there before"
        ),
        expected=Text("每个键、每个表头一遍", "each key and each table head once"),
        do=Text(
            "删掉多余的一遍；多笔借款各用一个 [[loans]]",
            "remove one of them; several loans each begin with [[loans]]",
        ),
    )


def _cannot_open(path: FilePath, wrong: OSError) -> BadInput:
    if isinstance(wrong, FileNotFoundError):
        what = Text("没有这个文件", "there is no such file")
        do = Text("看看文件名和所在的文件夹", "see whether name and folder are right")
    elif isinstance(wrong, PermissionError):
        what = Text("没有读取这个文件的权限", "no permission to read this file")
        do = Text(
            "改文件的权限，或把它复制到自己的文件夹",
            "change its permission, or copy it to your folder",
        )
    else:
        what = Text("打不开这个文件", "this file cannot be opened")
        do = Text("换一个位置或文件名再试", "try another place or name")
    return BadInput(
        where=str(path), what=what, expected=Text("能读的文件", "a file that can be read"), do=do
    )


def _folder(path: FilePath, of: Text | None) -> BadInput:
    case = Text(".toml、.json、.xlsx 或 .csv 文件", "a .toml, .json, .xlsx or .csv file")
    return BadInput(
        where=str(path),
        what=Text("这是文件夹，不是文件", "this is a folder, not a file"),
        expected=of or case,
        do=Text("给出文件夹里的那个文件", "name the file inside it"),
    )


def _not_a_file(name: str) -> BadInput:
    return BadInput(
        where=name,
        what=Text("这不是普通文件", "this is not a plain file"),
        expected=Text("存在磁盘上的文件", "a file on a disk"),
        do=Text(
            "把内容存成文件再给出；从管道读入用 -",
            "save it as a file first; to read from a pipe, give -",
        ),
    )


def _too_large(name: str, size: str, of: Text | None) -> BadInput:
    most = MAX_BYTES // 10**6
    usual = Text("；一份案卷通常不到 1 MB", "; a case rarely has 1 MB")
    bulk = Text("；大批数据用 ashore audit", "; ashore audit is for bulk data")
    if of is not None:
        usual, bulk = Text("", ""), Text("", "")
    return BadInput(
        where=name,
        what=Text(f"文件有 {size}，太大", f"the file has {size}, too much"),
        expected=Text(f"不超过 {most} MB{usual.zh}", f"at most {most} MB{usual.en}"),
        do=Text(f"{_RIGHT_FILE.zh}{bulk.zh}", f"{_RIGHT_FILE.en}{bulk.en}"),
    )


def _not_utf8(name: str, data: bytes, wrong: UnicodeDecodeError) -> BadInput:
    line = data.count(b"\n", 0, wrong.start) + 1
    guess = _encoding(data)
    like = Text(f"，像是 {guess}", f"; it looks like {guess}") if guess else Text("", "")
    return BadInput(
        where=f"{name}:{line}",
        what=Text(f"第 {line} 行不是 UTF-8{like.zh}", f"line {line} is not UTF-8{like.en}"),
        expected=Text("UTF-8 编码的文件", "a file in UTF-8"),
        do=Text("在编辑器里另存为 UTF-8", "save it as UTF-8 in your editor"),
    )


def _encoding(data: bytes) -> str:
    """Return the encoding a text that is not UTF-8 probably has, or ""."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "GBK (GB18030)"


def _too_deep(name: str, of: Text | None = None) -> BadInput:
    return BadInput(
        where=name,
        what=Text("嵌套太深或数字太长", "nested too deeply, or a number is too long"),
        expected=of or Text("案卷最多四层", "a case, at most four levels deep"),
        do=_RIGHT_FILE,
    )


def _twice(name: str, key: str) -> BadInput:
    return BadInput(
        where=name,
        what=Text(
            f'同一个对象里键 "{key}" 写了两遍', f'the key "{key}" is there twice in one object'
        ),
        expected=Text("每个键一遍", "each key once"),
        do=Text("删掉多余的一遍", "remove one of them"),
    )


def _not_a_number(name: str, word: str) -> BadInput:
    return BadInput(
        where=name,
        what=Text(f"{word} 不是一个数", f"{word} is not a number"),
        expected=Text('带引号的小数，如 "916.80"', 'a decimal in quotes, like "916.80"'),
        do=Text("写上实际的数，或删掉这一项", "write the true figure, or leave the entry out"),
    )
