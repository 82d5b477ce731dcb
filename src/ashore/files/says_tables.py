"""What we say about pages, columns and rows of a spreadsheet that do not fit a case."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ashore.files.grid import Page
from ashore.files.problems import Said, near
from ashore.files.says import shown
from ashore.files.sheets import Sheet, sheets
from ashore.loan import Finding
from ashore.words import BadInput, Text

__all__ = [
    "both_cells",
    "column_twice",
    "hidden",
    "no_column",
    "no_csv",
    "no_head",
    "no_loan",
    "no_page",
    "not_read",
    "nothing",
    "page_twice",
]

_TEMPLATE = Text("样例用 ashore template xlsx 取得", "for a start see ashore template xlsx")


def _pages() -> Text:
    return Text(
        "、".join(sheet.title.zh for sheet in sheets()),
        ", ".join(sheet.title.en for sheet in sheets()),
    )


def no_csv(path: Path) -> BadInput:
    """A folder without tables."""
    return BadInput(
        where=str(path),
        what=Text("这个文件夹里没有 .csv 文件", "there is no .csv file in this folder"),
        expected=Text(
            "loans.csv、payments.csv 等文件，或一份案卷文件",
            "files like loans.csv and payments.csv, or a case file",
        ),
        do=Text(
            "给出案卷文件；样例用 ashore template csv 取得",
            "name the case file; for a start see ashore template csv",
        ),
    )


def no_page(page: Page) -> BadInput:
    """The only page there is, and it is none of ours."""
    where = page.file if page.is_csv else f"{page.file} {page.name}"
    return BadInput(
        where=where,
        what=Text("看不出这一页是什么", "cannot tell what this page holds"),
        expected=Text(
            f"页名是其中之一：{_pages().zh}；第一行是列名",
            f"a page named {_pages().en}, column names in its first row",
        ),
        do=_TEMPLATE,
    )


def nothing(file: str) -> BadInput:
    """A workbook with nothing in it that we read."""
    return BadInput(
        where=file,
        what=Text("里面没有可以读的页", "there is no page in it that we read"),
        expected=Text(f"至少一页：{_pages().zh}", f"at least one of the pages {_pages().en}"),
        do=_TEMPLATE,
    )


def not_read(page: Page) -> Finding:
    """A page of the person's own."""
    name = page.file if page.is_csv else f"{page.file} {page.name}"
    text = Text(
        f"{name} 不是案卷的一页，没有读", f"{name} is not a page of a case and was not read"
    )
    return Finding(kind="page_not_read", loan="", on=None, text=text)


def hidden(page: Page) -> BadInput:
    """A hidden page that would count."""
    return BadInput(
        where=f"{page.file} {page.name}",
        what=Text("这一页是隐藏的", "this page is hidden"),
        expected=Text("看得见的页", "pages that can be seen"),
        do=Text("取消隐藏，或删掉它", "show it, or delete it"),
    )


def page_twice(page: Page, sheet: Sheet) -> BadInput:
    """Two pages for the same thing."""
    return BadInput(
        where=page.file if page.is_csv else f"{page.file} {page.name}",
        what=Text(f"“{sheet.title.zh}”有两页", f"there are two pages of {sheet.title.en}"),
        expected=Text("每种一页", "one page of each kind"),
        do=Text("合成一页", "put them on one page"),
    )


def no_column(where: str, name: str, sheet: Sheet) -> BadInput:
    """A column nobody knows."""
    keys = [column.key for column in sheet.columns]
    labels = [column.label.zh for column in sheet.columns]
    found = near(name, keys) or near(name, labels)
    more = "…" if len(keys) > 12 else ""
    return BadInput(
        where=where,
        what=Text(f"不认识这一列：{shown(name)}", f"unknown column {shown(name)}"),
        expected=Text(
            f"“{sheet.title.zh}”的列：{'、'.join(labels[:12])}{more}",
            f"a column of {sheet.title.en}: {', '.join(keys[:12])}{more}",
        ),
        do=Text(
            f"是不是 {found}？"
            if found
            else "改列名，或删掉这一列；全部列名见 ashore template xlsx",
            f"did you mean {found}?" if found else "rename or delete it; see ashore template xlsx",
        ),
    )


def column_twice(where: str, name: str) -> BadInput:
    """The same column twice."""
    return BadInput(
        where=where,
        what=Text(f"列 {shown(name)} 出现了两次", f"the column {shown(name)} is there twice"),
        expected=Text("每列一次", "each column once"),
        do=Text("删掉一列", "delete one of them"),
    )


def no_head(where: str, value: object) -> BadInput:
    """A cell under no column name."""
    return BadInput(
        where=where,
        what=Text(f"{shown(value)} 上面没有列名", f"there is no column name above {shown(value)}"),
        expected=Text("每一格都在一个列名下面", "every cell under a column name"),
        do=Text(
            "补上列名，或清空这一格；CSV 里多一个逗号也会这样",
            "name the column or clear the cell; in a CSV file a comma too many does this",
        ),
    )


def no_loan(word: object, ids: Sequence[str]) -> Said:
    """A row that belongs to no loan of the case."""
    listed = list(ids)[:12]
    found = near(str(word), ids) if word is not None else ""
    what = Text("没有写属于哪一笔借款", "no loan is named")
    if word is not None:
        what = Text(f"没有编号为 {shown(word)} 的借款", f"no loan has the id {shown(word)}")
    return Said(
        what,
        Text(
            f"“贷款”页里的编号：{'、'.join(listed) or '(无)'}",
            f"an id of the page loans: {', '.join(listed) or '(none)'}",
        ),
        Text(
            f"是不是 {found}？" if found else "写上借款的编号",
            f"did you mean {found}?" if found else "write the id of the loan",
        ),
    )


def both_cells(key: str) -> Said:
    """Two cells of one row that answer the same question."""
    return Said(
        Text(f"{key} 写在了两格里", f"{key} is given in two cells"),
        Text("两格填一格", "one of the two"),
        Text("清空一格", "clear one of them"),
    )
