"""The case format as spreadsheet pages: which pages there are, and their columns.

The columns come from the same declared table as everything else: a table inside a table becomes
columns with a dotted name (`rate.value`), an array of tables becomes a page of its own whose first
column names the loan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ashore.files.case_shape import BUDGET, CASE
from ashore.files.loan_shape import LOAN, OFFER, UNFINISHED
from ashore.files.shape import Field, Kind, Shape
from ashore.words import Text

__all__ = ["GUIDE_PAGES", "Column", "Sheet", "header_key", "sheet_named", "sheets"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a key, dotted when it lies in a table inside the row's table."""

    key: str
    field: Field
    label: Text

    @property
    def path(self) -> tuple[str, ...]:
        """Return the keys from the row's table down."""
        return tuple(self.key.split("."))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page.

    Attributes:
        key: its name in a file, and the array of tables it fills.
        title: its name on the tab.
        also: other names for it.
        columns: in the order of the template.
        shape: the table of one row; None where the row fills several tables.
    """

    key: str
    title: Text
    also: tuple[str, ...]
    columns: tuple[Column, ...]
    shape: Shape | None = None

    @property
    def of_loan(self) -> bool:
        """Say whether its rows belong to a loan, named in the first column."""
        return self.key in {
            "fees", "schedule", "transactions", "payments", "events", "claims", "open",
        }  # fmt: skip

    def known(self) -> dict[str, Column]:
        """Return every name a column may have in a file → the column."""
        return {
            header_key(name): column
            for column in reversed(self.columns)
            for name in (column.label.zh, column.label.en, column.key)
        }


GUIDE_PAGES = {"说明", "readme", "help"}
"""Pages that explain and are not read."""

_OWNER = Field(
    "loan",
    Kind.ID,
    Text("借款编号", "loan"),
    Text("属于哪一笔借款：它的编号", "the id of the loan it belongs to"),
    required=True,
    example="wld",
)
_LISTS = {
    "income": Text("收入", "income"),
    "expenses": Text("支出", "expense"),
    "resources": Text("可筹的钱", "could be raised"),
}
_LIST = Field(
    "list",
    Kind.CHOICE,
    Text("哪一类", "list"),
    Text("收入、支出，还是可以筹到的钱", "income, an expense, or money that could be raised"),
    required=True,
    choices=_LISTS,
    example="income",
)


def header_key(name: str) -> str:
    """Return a column's or page's name in the form in which names are compared.

    >>> header_key(" Rate Value*"), header_key("rate.value")
    ('ratevalue', 'ratevalue')
    """
    return "".join(char for char in name.casefold() if char.isalnum())


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return all pages, in the order of the template."""
    pages = [
        Sheet("basics", Text("基本情况", "basics"), ("基本", "case"), tuple(_basics())),
        Sheet("loans", Text("贷款", "loans"), ("借款", "loan"), tuple(_columns(LOAN)), LOAN),
    ]
    for key, title, also in _PAGES:
        shape = LOAN.known()[key].shape
        assert shape is not None
        owner = Column("loan", _OWNER, _OWNER.label)
        pages.append(Sheet(key, title, also, (owner, *_columns(shape)), shape))
    contact = CASE.known()["contacts"].shape
    assert contact is not None
    title = Text("联系", "contacts")
    pages += [
        Sheet("budget", Text("收支", "budget"), (), tuple(_budget())),
        Sheet("contacts", title, ("联系记录", "contact"), tuple(_columns(contact)), contact),
        Sheet(
            "unfinished",
            Text("还没填完的", "unfinished"),
            (),
            tuple(_columns(UNFINISHED)),
            UNFINISHED,
        ),
        Sheet("offers", Text("想借的", "offers"), ("offer",), tuple(_columns(OFFER)), OFFER),
    ]
    return tuple(pages)


_PAGES = (
    ("payments", Text("还款", "payments"), ("还款记录", "payment")),
    ("fees", Text("费用", "fees"), ("fee",)),
    ("events", Text("事件", "events"), ("event",)),
    ("schedule", Text("应还计划", "schedule"), ("还款计划",)),
    ("claims", Text("主张", "claims"), ("平台的主张", "claim")),
    ("open", Text("不清楚的", "open"), ("not known",)),
    ("transactions", Text("卡交易", "transactions"), ("交易", "transaction")),
)


def sheet_named(name: str) -> Sheet | None:
    """Return the page a tab or a file belongs to, by its name."""
    wanted = header_key(name)
    for sheet in sheets():
        if wanted in {header_key(each) for each in (sheet.key, *sheet.title, *sheet.also)}:
            return sheet
    return None


def _columns(shape: Shape, above: Sequence[Field] = ()) -> Iterator[Column]:
    """Return a table's columns, those of the tables in it included, arrays left out."""
    for field in shape.known().values():
        chain = (*above, field)
        if field.kind not in {Kind.TABLE, Kind.TABLES}:
            yield _column(chain)
        if field.shape is not None and field.kind is not Kind.TABLES:
            yield from _columns(field.shape, chain)


def _column(chain: Sequence[Field]) -> Column:
    """Return the column of a field; it is required only if every table around it is."""
    field = chain[-1]
    label = Text(
        " ".join(each.label.zh for each in chain), " ".join(each.label.en for each in chain)
    )
    required = all(each.required and not each.only and not each.free for each in chain)
    return Column(".".join(each.key for each in chain), replace(field, required=required), label)


def _basics() -> Iterator[Column]:
    """Return the columns of what a case has once: title, day, person, cash, buffer."""
    for field in CASE.known().values():
        if field.key == "person" and field.shape is not None:
            yield from (_column((field, each)) for each in field.shape.fields)
        elif field.kind not in {Kind.TABLE, Kind.TABLES} and field.key != "ashore":
            yield _column((field,))
    for key in ("cash", "buffer"):
        yield _column((CASE.known()["budget"], BUDGET.known()[key]))


def _budget() -> Iterator[Column]:
    """Return the columns of income, expenses and resources on one page."""
    seen: dict[str, Field] = {}
    for key in _LISTS:
        shape = BUDGET.known()[key].shape
        assert shape is not None
        for field in shape.fields:
            seen.setdefault(field.key, field)
    name = seen.pop("name")
    yield _column((name,))
    yield _column((_LIST,))
    for field in seen.values():
        yield _column((replace(field, required=field.key == "amount"),))
