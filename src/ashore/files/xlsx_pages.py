"""An XLSX workbook to pages of cells; what it can hide is looked for before it is parsed."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile
from zlib import error as ZipError  # noqa: N812

from ashore.files.grid import MAX_ROWS, Page, is_blank, letters, too_many_rows
from ashore.files.source import read_bytes
from ashore.words import BadInput, Text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["MAX_UNPACKED", "xlsx_pages"]

MAX_UNPACKED = 200_000_000
"""Bytes of a workbook once unpacked; more is no table of loans, whatever it is packed into."""

MAX_CELLS = 2_000_000
"""Cells of one page: as many rows as may be, each as long as the longest there is use for."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def xlsx_pages(path: Path) -> tuple[Page, ...]:
    """Return the pages of a workbook, hidden ones marked.

    Raises:
        BadInput: it is no workbook, is locked, too large, or has formulas, errors or merged cells
            on a page that is shown.
    """
    data = read_bytes(path)
    _look_inside(data, path.name)
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles it does not know are no matter here
            book = load_workbook(BytesIO(data), data_only=False)
    except (
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        OSError,
        SyntaxError,
        EOFError,
        ZipError,
        IndexError,
    ) as wrong:
        raise _no_workbook(path.name) from wrong
    return tuple(_page(sheet, path.name) for sheet in book.worksheets)


def _look_inside(data: bytes, name: str) -> None:
    """Refuse what should not be parsed: another kind of file, a locked one, a bomb."""
    if data[:4] == _OLE:
        raise _locked(name) if _ENCRYPTED in data else _old(name)
    if data[:2] != b"PK":
        raise _no_workbook(name)
    try:
        with ZipFile(BytesIO(data)) as packed:
            entries = packed.infolist()
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED or len(entries) > 2000:
                raise _bomb(name)
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    _look_at_part(packed.read(entry), entry.filename, name)
    except (
        BadZipFile,
        RuntimeError,
        OSError,
        EOFError,
        ZipError,
        LookupError,
        ValueError,
    ) as wrong:
        raise _no_workbook(name) from wrong


def _look_at_part(part: bytes, filename: str, name: str) -> None:
    """Refuse a part that declares entities (no spreadsheet does) or a sheet with too much in it."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise _bomb(name)
    if "worksheets/" in filename and part.count(b"<row ") > MAX_ROWS + 1:
        raise too_many_rows(name)
    if "worksheets/" in filename and part.count(b"<c ") > MAX_CELLS:
        raise _bomb(name)


def _page(sheet: Worksheet, file: str) -> Page:
    """Return one page; a hidden one comes without a look at its cells."""
    hidden = sheet.sheet_state != "visible"
    if not hidden and sheet.merged_cells.ranges:
        first = min(sheet.merged_cells.ranges, key=lambda one: (one.min_row, one.min_col))
        raise _merged(f"{file} {sheet.title}!{first.coord}")
    rows = []
    # The library's own walk makes every cell up to the last one: a blank left in the last row of
    # a sheet, as spreadsheets do, would be 40 million of them.
    cells = sheet._cells  # noqa: SLF001
    for number, places in groupby(sorted(cells), key=itemgetter(0)):
        values: list[object] = []
        for place in places:
            index, cell = place[1] - 1, cells[place]
            where = f"{file} {sheet.title}!{letters(index)}{number}"
            value = cell.value if hidden else _value(cell, where)
            if not is_blank(value):
                values += [None] * (index - len(values))
                values.append(value)
        if values:
            rows.append((number, values))
    return Page(file, sheet.title, tuple(rows), hidden=hidden)


def _value(cell: Cell | MergedCell, where: str) -> object:
    """Return what stands in a cell; a formula or an error of the spreadsheet's is refused."""
    kind = getattr(cell, "data_type", "")
    if kind == "f":
        raise _formula(where, cell.value)
    if kind == "e":
        raise _cell_error(where, cell.value)
    return cell.value


# ---------------------------------------------------------------- messages

_WORKBOOK = Text("没有密码的 .xlsx 工作簿", "an .xlsx workbook without a password")


def _no_workbook(name: str) -> BadInput:
    return BadInput(
        where=name,
        what=Text("这不是完好的 .xlsx 文件", "this is not a sound .xlsx file"),
        expected=_WORKBOOK,
        do=Text(
            "在表格软件里打开，另存为 .xlsx",
            "open it in a spreadsheet program and save it as .xlsx",
        ),
    )


def _old(name: str) -> BadInput:
    return BadInput(
        where=name,
        what=Text("这是旧的 .xls 格式", "this is the old .xls format"),
        expected=_WORKBOOK,
        do=Text(
            "在表格软件里打开，另存为 .xlsx",
            "open it in a spreadsheet program and save it as .xlsx",
        ),
    )


def _locked(name: str) -> BadInput:
    return BadInput(
        where=name,
        what=Text("工作簿有密码", "the workbook has a password"),
        expected=_WORKBOOK,
        do=Text(
            "在表格软件里去掉打开密码再保存",
            "remove the password in the spreadsheet program and save",
        ),
    )


def _bomb(name: str) -> BadInput:
    return BadInput(
        where=name,
        what=Text(
            "解开后太大，或里面有不该有的东西",
            "too large once unpacked, or with parts no workbook needs",
        ),
        expected=Text(
            f"解开后不超过 {MAX_UNPACKED // 10**6} MB 的普通工作簿",
            f"an ordinary workbook, at most {MAX_UNPACKED // 10**6} MB unpacked",
        ),
        do=Text("把需要的几页复制到一个新的工作簿", "copy the pages you need into a new workbook"),
    )


def _merged(where: str) -> BadInput:
    return BadInput(
        where=where,
        what=Text("这里有合并的单元格", "these cells are merged"),
        expected=Text("每行一条、每格一个值", "one entry a row, one value a cell"),
        do=Text("取消合并，把值填进每一行", "unmerge them and fill in each row"),
    )


def _formula(where: str, value: object) -> BadInput:
    text = str(value)
    shown = text if len(text) <= 30 else f"{text[:29]}…"
    return BadInput(
        where=where,
        what=Text(f"这一格是公式 {shown}", f"this cell is a formula {shown}"),
        expected=Text("写下来的值", "a value, written down"),
        do=Text("复制这一列，选择性粘贴为“值”", "copy the column and paste it back as values"),
    )


def _cell_error(where: str, value: object) -> BadInput:
    return BadInput(
        where=where,
        what=Text(f"这一格是错误值 {value}", f"this cell is the error {value}"),
        expected=Text("一个值，或空着", "a value, or nothing"),
        do=Text("写上实际的值，或清空", "write the true value, or clear the cell"),
    )
