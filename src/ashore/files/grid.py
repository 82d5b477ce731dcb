"""Spreadsheets and CSV files to plain pages of cells, with every trap they hold.

A page is a name and its rows as they stand, nothing interpreted. What could mean something else
than it shows (a formula, merged cells, a hidden page) is not read around; it is named and refused.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from ashore.files.source import read_bytes
from ashore.loan import Finding
from ashore.words import BadInput, Text

__all__ = [
    "MAX_ROWS",
    "Page",
    "csv_page",
    "delimiter_of",
    "is_blank",
    "letters",
    "too_many_rows",
]

MAX_ROWS = 100_000
"""Rows of one page; larger logs are for `ashore audit`."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of cells.

    Attributes:
        file: the file's name.
        name: the tab's name, or the file's without its ending.
        rows: each row's number in the file, counted from 1, and its cells; empty rows left out.
        hidden: the tab is hidden.
        is_csv: the file is text: places are said by line.
    """

    file: str
    name: str
    rows: tuple[tuple[int, Sequence[object]], ...]
    hidden: bool = False
    is_csv: bool = False

    def place(self, row: int, column: int | None) -> str:
        """Return where a cell is: "book.xlsx 贷款！D4", "loans.csv:4"."""
        if self.is_csv:
            return f"{self.file}:{row}"
        cell = f"{letters(column)}{row}" if column is not None else f"{row}"
        return f"{self.file} {self.name}!{cell}"


def is_blank(cell: object) -> bool:
    """Say whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def letters(column: int) -> str:
    """Return a column's letters, the first being 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def csv_page(path: Path) -> tuple[Page, list[Finding]]:
    """Return the page a CSV file holds, and what is worth telling about its encoding.

    Commas, semicolons and tabs are told apart by the header. UTF-8 is read as it is; a file that
    is not UTF-8 but GBK, as spreadsheets in Chinese write it, is read so and said so.

    Raises:
        BadInput: the file cannot be read, is empty, is not text, or has too many rows.
    """
    data = read_bytes(path)
    text, notes = _decoded(data, path.name)
    if not text.strip():
        raise BadInput(
            where=path.name,
            what=Text("文件是空的", "the file is empty"),
            expected=Text("一行表头，下面每行一条", "a header row and one entry a row below it"),
            do=Text("用 ashore template csv 取一份样例", "start from one: ashore template csv"),
        )
    rows: list[tuple[int, Sequence[object]]] = []
    csv.field_size_limit(max(len(text), csv.field_size_limit()))  # a cell may hold a long letter
    lines = StringIO(text, newline="")  # other line breaks than these may stand inside a cell
    reader = csv.reader(lines, delimiter=delimiter_of(text), strict=True)
    start = 1
    try:
        for cells in reader:
            if not all(map(is_blank, cells)):
                rows.append((start, cells))
            start = reader.line_num + 1
            if len(rows) > MAX_ROWS + 1:  # and the header
                raise too_many_rows(path.name)
    except csv.Error as wrong:
        raise _broken_csv(path.name, start) from wrong
    return Page(path.name, path.stem, tuple(rows), is_csv=True), notes


def delimiter_of(text: str) -> str:
    r"""Return what separates the cells of the first line: a comma, a semicolon or a tab.

    >>> delimiter_of("id;name\n1,5;x")
    ';'
    """
    head = text.lstrip().partition("\n")[0]
    return max(",;\t", key=head.count)


def _decoded(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """Return a CSV file's text and, when it was not UTF-8, a note that says so."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace"), [_encoding_note(name, "UTF-16")]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
    try:
        return data.decode("gb18030"), [_encoding_note(name, "GBK (GB18030)")]
    except UnicodeDecodeError:
        raise BadInput(
            where=f"{name}:{line}",
            what=Text(f"第 {line} 行不是文字", f"line {line} is not text"),
            expected=Text("UTF-8 编码的 CSV", "a CSV file in UTF-8"),
            do=Text(
                "在表格软件里另存为 CSV UTF-8，或直接用 .xlsx", "save it as CSV UTF-8, or use .xlsx"
            ),
        ) from None


def _encoding_note(name: str, encoding: str) -> Finding:
    text = Text(
        f"{name} 不是 UTF-8，按 {encoding} 读；请看一眼名称有没有乱码",
        f"{name} is not UTF-8 and was read as {encoding}; please see whether names look right",
    )
    return Finding(kind="encoding_assumed", loan="", on=None, text=text)


def too_many_rows(where: str) -> BadInput:
    """Return the message for a page that is not a household's."""
    return BadInput(
        where=where,
        what=Text(f"超过 {MAX_ROWS} 行", f"more than {MAX_ROWS} rows"),
        expected=Text(f"最多 {MAX_ROWS} 行", f"at most {MAX_ROWS} rows"),
        do=Text(
            "大批数据用 ashore audit；或删掉下面的空行",
            "use ashore audit for bulk data, or delete empty rows below",
        ),
    )


def _broken_csv(name: str, line: int) -> BadInput:
    return BadInput(
        where=f"{name}:{line}",
        what=Text(f"从第 {line} 行起引号不成对", f"quotes do not match from line {line} on"),
        expected=Text(
            '含逗号或换行的格子用 "" 括起来', 'cells with commas or line breaks in "quotes"'
        ),
        do=Text(
            "看看这一行的引号；或在表格软件里重新另存为 CSV",
            "look at its quotes, or save the file as CSV anew",
        ),
    )
