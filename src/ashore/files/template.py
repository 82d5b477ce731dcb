"""What a newcomer starts from: an empty workbook, CSV headers, or a commented case in TOML.

All three come from the declared format, so they cannot lag behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ashore.files.shape import Field, Kind
from ashore.files.sheets import Column, Sheet, sheets
from ashore.words import Text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["csv_files", "starter", "xlsx_template"]

Cell = str | int | date | datetime | None

ROWS = 1000  # how far down the drop-downs reach
_MARK = Text("例\uff1a", "example: ")
_FILLS = {"head": "1F4E5F", "needed": "0B6E4F", "example": "EEF3F5"}

_READ_ME = (
    Text("怎样填", "How to fill this in"),
    Text(
        "1. 每页第一行是列名，不要改；绿色的列必填。",
        "1. The first row of each page names the columns: leave it. Green ones are needed.",
    ),
    Text(
        "2. 每页的灰色一行是例子，以“例：”开头，程序不读；看完可以删掉。",
        "2. The grey row is an example that begins with “example:”; it is not read. Delete it.",
    ),
    Text(
        "3. 不知道的格子空着：空着就是不知道，不会被当成没有。",
        "3. Leave empty what you do not know: empty means not known, never no.",
    ),
    Text(
        "4. 金额照账单写到分。日期写成 2026-04-05。不要用公式，不要合并单元格。",
        "4. Amounts as the bill shows them, dates like 2026-04-05, no formulas, no merged cells.",
    ),
    Text(
        "5. “借款编号”一列写“贷款”页里的编号。",
        "5. The column “loan” takes the id from the page loans.",
    ),
    Text(
        "6. 不需要真名和完整号码，化名就够。",
        "6. No legal names and no full numbers: an alias is enough.",
    ),
    Text("7. 填好后：ashore report 文件名.xlsx", "7. Then: ashore report your-file.xlsx"),
)
_EXAMPLES = {
    "basics": {"title": "六笔网贷", "as_of": "2026-11-23", "person.alias": "我"},
    "loans": {
        "id": "wld",
        "name": "微粒贷",
        "lender_type": "bank",
        "principal": "10000.00",
        "disbursed_on": "2026-03-05",
        "method": "equal_principal",
        "instalments": "10",
        "first_due_on": "2026-04-05",
        "rate.value": "0.0005",
        "rate.per": "day",
        "penalty.multiple": "1.5",
    },
    "payments": {"loan": "wld", "id": "p1", "at": "2026-04-05", "amount": "1155.00"},
    "fees": {
        "loan": "wld",
        "name": "担保费",
        "kind": "guarantee",
        "amount": "50.00",
        "when": "each_instalment",
    },
    "events": {"loan": "wld", "kind": "reversal", "on": "2026-09-01", "of": "p1"},
    "schedule": {
        "loan": "hb",
        "due_on": "2026-04-05",
        "principal": "1000.00",
        "interest": "155.00",
    },
    "claims": {"loan": "wld", "on": "2026-11-20", "total": "8123.45", "source": "app"},
    "open": {"loan": "wld", "key": "rate", "low": "0.0002", "high": "0.0005"},
    "transactions": {
        "loan": "card",
        "on": "2026-09-30",
        "amount": "2000.00",
        "kind": "purchase",
    },
    "budget": {
        "name": "工资",
        "list": "income",
        "amount": "6500.00",
        "every": "month",
        "on": "2026-12-10",
        "certain": "true",
    },
    "contacts": {
        "id": "c1",
        "at": "2026-11-20T22:13:00",
        "loan": "wld",
        "channel": "call",
        "role": "parent",
        "person": "妈妈",
        "outcome": "talk",
        "identified": "true",
        "disclosed": "amount",
    },
    "unfinished": {"name": "还没查到的一笔", "claimed": "3000.00", "claimed_on": "2026-11-20"},
    "offers": {
        "id": "new",
        "name": "想借的一笔",
        "lender_type": "consumer_finance",
        "principal": "5000.00",
        "received": "5000.00",
        "disbursed_on": "2026-12-01",
        "method": "equal_instalment",
        "instalments": "12",
        "first_due_on": "2027-01-01",
        "rate.value": "0.015",
        "rate.per": "month",
    },
}


def xlsx_template(lang: str) -> bytes:
    """Return a workbook with every page: column names, one example row, notes, drop-downs.

    Args:
        lang: "zh" or "en"; column names carry the key too, so either is read back.
    """
    from openpyxl import Workbook

    book = Workbook()
    guide = book.worksheets[0]
    guide.title = Text("说明", "readme").say(lang)
    guide.column_dimensions["A"].width = 100
    for row, line in enumerate(_READ_ME, start=1):
        guide.cell(row, 1, line.say(lang))
    lists = _Lists(book)
    for sheet in sheets():
        page = book.create_sheet(sheet.title.say(lang))
        _fill(page, sheet, lang)
        lists.add(page, sheet, lang)
    lists.close()
    book.properties.creator = "ashore"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(page: Worksheet, sheet: Sheet, lang: str) -> None:
    """Write the column names with their notes, and the example row."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for index, column in enumerate(sheet.columns, start=1):
        head = page.cell(1, index, f"{column.label.say(lang)}\n{column.key}")
        head.alignment = Alignment(wrap_text=True, vertical="top")
        head.font = Font(bold=True, color="FFFFFF")
        needed = "needed" if column.field.required else "head"
        head.fill = PatternFill("solid", fgColor=_FILLS[needed])
        head.comment = Comment(_note(column.field, lang), "ashore", height=120, width=320)
        cell = page.cell(2, index, example(sheet, column, lang))
        cell.fill = PatternFill("solid", fgColor=_FILLS["example"])
        letter = get_column_letter(index)
        page.column_dimensions[letter].width = max(12, 2 * len(column.label.zh) + 4)
        for row in range(2, 4) if column.field.kind in _FORMATS else ():
            page.cell(row, index).number_format = _FORMATS[column.field.kind]
        if column.field.kind in _FORMATS:
            page.column_dimensions[letter].number_format = _FORMATS[column.field.kind]
    page.freeze_panes = "B2"


_FORMATS = {
    Kind.MONEY: "0.00",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: "yyyy-mm-dd",
    Kind.RATE: "@",
    Kind.ID: "@",
    Kind.TEXT: "@",
    Kind.INSTANT: "yyyy-mm-dd hh:mm",
}


def _note(field: Field, lang: str) -> str:
    """Return what a column means, whether it is needed, what holds when it is empty."""
    lines = [field.about.say(lang)]
    if field.choices:
        lines.append(" | ".join(label.say(lang) for label in field.choices.values()))
    if field.required:
        lines.append(Text("必填", "needed").say(lang))
    elif isinstance(field.default, str) and field.default in field.choices:
        usual = field.choices[field.default].say(lang)
        lines.append(Text(f"空着就是：{usual}", f"when empty: {usual}").say(lang))
    return "\n".join(lines)


def example(sheet: Sheet, column: Column, lang: str) -> Cell:
    """Return the example of a column as a cell holds it, the first one marked."""
    word = _EXAMPLES[sheet.key].get(column.key, "")
    value = _cell(column.field, word, lang) if word else None
    if column is sheet.columns[0]:
        return f"{_MARK.say(lang)}{value}"
    return value


def _cell(field: Field, word: str, lang: str) -> Cell:
    if field.kind is Kind.FLAG:
        return Text("是", "yes").say(lang)
    if field.choices:
        return field.choices[word].say(lang)
    match field.kind:
        case Kind.DAY | Kind.MOMENT:
            return date.fromisoformat(word)
        case Kind.INSTANT:
            return datetime.fromisoformat(word)
        case Kind.COUNT:
            return int(word)
        case _:
            return word


class _Lists:
    """The drop-downs: their words stand on a hidden page, since a cell's own list is short."""

    def __init__(self, book: Workbook) -> None:
        self._page = book.create_sheet("_lists")
        self._book = book
        self._count = 0

    def add(self, page: Worksheet, sheet: Sheet, lang: str) -> None:
        """Give every column of choices its drop-down."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        for index, column in enumerate(sheet.columns, start=1):
            words = _dropdown(column.field, lang)
            if not words:
                continue
            self._count += 1
            here = get_column_letter(self._count)
            for row, word in enumerate(words, start=1):
                self._page[f"{here}{row}"] = word
            rule = DataValidation(
                type="list",
                formula1=f"'_lists'!${here}$1:${here}${len(words)}",
                allow_blank=True,
                showErrorMessage=not column.field.or_day and column.field.shape is None,
            )
            letter = get_column_letter(index)
            rule.add(f"{letter}2:{letter}{ROWS}")
            page.add_data_validation(rule)

    def close(self) -> None:
        """Hide the page of words and put it last."""
        self._page.sheet_state = "hidden"
        self._book.move_sheet(self._page, len(self._book.worksheets))


def _dropdown(field: Field, lang: str) -> list[str]:
    if field.kind is Kind.FLAG:
        return [Text("是", "yes").say(lang), Text("否", "no").say(lang)]
    if field.kind is Kind.CHOICE or (field.kind is Kind.COUNT and field.choices):
        labels = (label.say(lang) for label in field.choices.values())
        return list(field.choices) if field.kind is Kind.COUNT else list(labels)
    return []


# ---------------------------------------------------------------- csv


def csv_files(lang: str) -> dict[str, str]:
    """Return every page as CSV, by file name: column names in the language, one example row."""
    return {f"{sheet.key}.csv": _csv(sheet, lang) for sheet in sheets()}


def _csv(sheet: Sheet, lang: str) -> str:
    """Return one page; the mark at the front tells spreadsheet programs that it is UTF-8."""
    return "\ufeff" + "\r\n".join(_csv_lines(sheet, lang)) + "\r\n"


def _csv_lines(sheet: Sheet, lang: str) -> Iterator[str]:
    yield ",".join(_quoted(column.label.say(lang)) for column in sheet.columns)
    cells = [example(sheet, column, lang) for column in sheet.columns]
    yield ",".join("" if cell is None else _quoted(str(cell)) for cell in cells)


def _quoted(text: str) -> str:
    if not any(char in text for char in ',"\n;\t'):
        return text
    return '"' + text.replace('"', '""') + '"'


# ---------------------------------------------------------------- toml


def starter(lang: str) -> str:
    """Return a small case in TOML with a comment on every line that matters."""
    path = Path(__file__).parents[1] / "data" / "starter" / f"case.{lang}.toml"
    return path.read_text(encoding="utf-8")
