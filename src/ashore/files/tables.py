"""Spreadsheets and CSV files to the raw values of a case, so that one converter checks them all.

`read_tables` only moves cells to keys. What a cell means is decided by the declared format (see
`sheets` and `cells`); what is wrong with it is said with the cell's own place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ashore.facts import Contact
from ashore.files import says_tables as say
from ashore.files.build import build_contacts
from ashore.files.cells import Refused, raw_cell
from ashore.files.grid import Page, csv_page, is_blank
from ashore.files.problems import BadFile, Path as Keys, Problem, Said
from ashore.files.sheets import GUIDE_PAGES, Column, Sheet, header_key, sheet_named, sheets
from ashore.loan import Finding

__all__ = ["CellPlaces", "Tables", "read_contact_table", "read_tables"]

EXAMPLE = ("例\x3a", "例\uff1a", "example:")
"""A row whose first cell begins so is the template's example and is not read."""


@dataclass(slots=True)
class CellPlaces:
    """Which cell each path of the case came from."""

    file: str
    cells: dict[Keys, tuple[Page, int, int | None]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    in_cells: bool = True

    def put(self, path: Keys, page: Page, row: int, column: int | None = None) -> None:
        """Remember a cell."""
        self.cells[path] = (page, row, column)
        if page not in self.pages:
            self.pages.append(page)

    def order(self, path: Keys) -> int:
        """Return pages in their order, then rows, then columns."""
        found = self._find(path)
        if found is None:
            return 0
        page, row, column = found
        return (self.pages.index(page) * 10**7 + row) * 10**4 + (column or 0)

    def where(self, path: Keys) -> str:
        """Return "book.xlsx 贷款!D4 principal"."""
        found = self._find(path)
        last = max((n for n, part in enumerate(path) if isinstance(part, int)), default=-1)
        key = ".".join(str(part) for part in path[last + 1 :])
        place = self.file if found is None else found[0].place(found[1], found[2])
        return f"{place} {key}" if key else place

    def _find(self, path: Keys) -> tuple[Page, int, int | None] | None:
        for length in range(len(path), 0, -1):
            if path[:length] in self.cells:
                return self.cells[path[:length]]
        return None


@dataclass(slots=True)
class Tables:
    """A case as its pages give it: raw values, where each stands, what is worth telling."""

    raw: dict[str, Any]
    places: CellPlaces
    notes: list[Finding]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: Keys, said: Said) -> None:
        """Record something wrong with the pages themselves."""
        self.problems.append(Problem(path, said))


def read_tables(path: Path) -> Tables:
    """Return the raw case in a workbook, a CSV file, or a folder of CSV files.

    Raises:
        BadInput: a file cannot be read, a page or column is not known, a cell is not exact.
    """
    pages, notes = _pages(path)
    tables = Tables({"ashore": 1}, CellPlaces(path.name), notes)
    known = _known_pages(pages, tables)
    order = [sheet.key for sheet in sheets()]
    for page, sheet in sorted(known, key=lambda pair: order.index(pair[1].key)):
        _read_page(page, sheet, tables)
    if tables.problems:
        raise BadFile(tables.problems, tables.places)
    return tables


def read_contact_table(path: Path) -> tuple[tuple[Contact, ...], tuple[Finding, ...]]:
    """Return the contacts of a workbook or CSV file that is a log and nothing else.

    Raises:
        BadInput: as `read_tables`, or a row breaks the format.
    """
    tables = read_tables(path)
    contacts, notes = build_contacts(tables.raw.get("contacts", []), tables.places)
    return contacts, (*tables.notes, *notes)


# ---------------------------------------------------------------- files → pages


def _pages(path: Path) -> tuple[list[Page], list[Finding]]:
    if path.is_dir():
        files = sorted(path.glob("*.csv"))
        if not files:
            raise say.no_csv(path)
        read = [csv_page(file) for file in files]
        return [page for page, _ in read], [note for _, notes in read for note in notes]
    if path.suffix.lower() in {".csv", ".tsv"}:
        page, notes = csv_page(path)
        return [page], notes
    from ashore.files.xlsx_pages import xlsx_pages

    return list(xlsx_pages(path)), []


def _known_pages(pages: Sequence[Page], tables: Tables) -> list[tuple[Page, Sheet]]:
    """Return the pages that belong to a case; the others are told or refused, never dropped."""
    found: list[tuple[Page, Sheet]] = []
    shown = [page for page in pages if page.rows and header_key(page.name) not in GUIDE_PAGES]
    alone = len(shown) == 1
    for page in shown:
        sheet = sheet_named(page.name) or (
            _by_header(page, alone=alone) if alone or page.is_csv else None
        )
        if sheet is None and not page.hidden:
            if alone:
                raise say.no_page(page)
            tables.notes.append(say.not_read(page))
        elif sheet is not None and page.hidden:
            raise say.hidden(page)
        elif sheet is not None:
            if any(sheet is other for _, other in found):
                raise say.page_twice(page, sheet)
            found.append((page, sheet))
    if not found:
        raise say.nothing(tables.places.file)
    return found


def _by_header(page: Page, *, alone: bool) -> Sheet | None:
    """Return the page whose columns these are.

    A page beside others must have no strange column and all that are needed; one that is alone is
    taken for what most of its columns say, so that a slip in one of them can be named.
    """
    names = [header_key(name) for cell in page.rows[0][1] for name in _names(cell)[:1]]
    fitting = [
        sheet
        for sheet in sheets()
        if names and all(name in sheet.known() for name in names) and _has_needed(sheet, names)
    ]
    if fitting or not alone:
        return fitting[0] if fitting else None
    best = max(sheets(), key=lambda sheet: sum(name in sheet.known() for name in names))
    known = sum(name in best.known() for name in names)
    return best if known > 2 and known * 3 > len(names) * 2 else None


def _has_needed(sheet: Sheet, names: Sequence[str]) -> bool:
    known = sheet.known()
    there = {known[name].key for name in names}
    return all(column.key in there for column in sheet.columns if column.field.required)


def _names(cell: object) -> list[str]:
    """Return the names a head gives: the template writes one a line."""
    return [line for line in str(cell or "").splitlines() if line.strip()]


# ---------------------------------------------------------------- pages → raw values


def _read_page(page: Page, sheet: Sheet, tables: Tables) -> None:
    """Move the cells of a page to the keys they stand for."""
    (head_row, head), *rows = page.rows
    columns = _header(page, head_row, head, sheet)
    for number, cells in rows:
        first = next((cell for cell in cells if not is_blank(cell)), None)
        if str(first).casefold().startswith(EXAMPLE):
            continue
        row = _row(page, number, cells, columns, tables)
        _place_row(row, sheet, page, number, tables)


def _header(page: Page, row: int, head: Sequence[object], sheet: Sheet) -> list[tuple[int, Column]]:
    """Return the column behind each head; refuse one that is not known or there twice."""
    known = sheet.known()
    columns: list[tuple[int, Column]] = []
    for index, cell in enumerate(head):
        names = _names(cell)
        if not names:
            continue
        column = next((known[key] for key in map(header_key, names) if key in known), None)
        if column is None:
            raise say.no_column(page.place(row, index), names[0], sheet)
        if any(column is other for _, other in columns):
            raise say.column_twice(page.place(row, index), names[0])
        columns.append((index, column))
    return columns


@dataclass(slots=True)
class _Row:
    """One row as raw values, with the column each key came from."""

    values: dict[str, Any] = field(default_factory=dict)
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)


def _row(
    page: Page,
    number: int,
    cells: Sequence[object],
    columns: Sequence[tuple[int, Column]],
    tables: Tables,
) -> _Row:
    """Return the raw values of one row; a cell outside the header's columns is refused."""
    row = _Row()
    known = {index for index, _ in columns}
    for index, cell in enumerate(cells):
        if index not in known and not is_blank(cell):
            raise say.no_head(page.place(number, index), cell)
    for index, column in columns:
        cell = cells[index] if index < len(cells) else None
        try:
            value = raw_cell(cell, column.field)
        except Refused as refused:
            path: Keys = ("cell", len(tables.problems), column.key)
            tables.places.put(path, page, number, index)
            tables.wrong(path, refused.said)
            continue
        if value is not None and not _set(row, column, value, index):
            path = ("cell", len(tables.problems), column.key)
            tables.places.put(path, page, number, index)
            tables.wrong(path, say.both_cells(column.path[0]))
    return row


def _set(row: _Row, column: Column, value: object, index: int) -> bool:
    """Put a value under its dotted key; False when another cell said something else there."""
    here = row.values
    for key in column.path[:-1]:
        inner = here.setdefault(key, {})
        if not isinstance(inner, dict):
            return False
        here = inner
    here[column.path[-1]] = value
    row.columns[column.path] = index
    return True


def _place_row(row: _Row, sheet: Sheet, page: Page, number: int, tables: Tables) -> None:
    """Put a row where it belongs in the case."""
    raw, values = tables.raw, row.values
    path: Keys
    if sheet.key == "basics":
        for key, value in values.items():
            raw[key] = {**raw.get(key, {}), **value} if isinstance(value, dict) else value
        _remember(row, (), page, number, tables)
        return
    if sheet.key == "budget":
        name = values.pop("list", "income")
        target, path = raw.setdefault("budget", {}), ("budget", name)
    elif sheet.of_loan:
        loan = _loan_of(values.pop("loan", None), page, number, row, tables)
        if loan is None:
            return
        target, path = raw["loans"][loan], ("loans", loan, sheet.key)
    else:
        target, path = raw, (sheet.key,)
    rows = target.setdefault(path[-1], [])
    rows.append(values)
    _remember(row, (*path, len(rows) - 1), page, number, tables)


def _remember(row: _Row, path: Keys, page: Page, number: int, tables: Tables) -> None:
    if path:
        tables.places.put(path, page, number)
    for keys, index in row.columns.items():
        tables.places.put((*path, *keys), page, number, index)


def _loan_of(word: object, page: Page, number: int, row: _Row, tables: Tables) -> int | None:
    """Return the position of the loan a row names; with a single loan the name may be left out."""
    ids = [str(loan.get("id", "")) for loan in tables.raw.get("loans", [])]
    if word is None and len(ids) == 1:
        return 0
    if word in ids:
        return ids.index(str(word))
    path: Keys = ("cell", len(tables.problems), "loan")
    tables.places.put(path, page, number, row.columns.get(("loan",)))
    tables.wrong(path, say.no_loan(word, ids))
    return None
