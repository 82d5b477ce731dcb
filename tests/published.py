"""Reads a published example under `cases/` and compares its printed figures with the books.

A folder holds one `case.toml`: a case in the format everybody uses, and beside it
    [source]      where it comes from: kind (derived: ours by the rule), citation, url, note
    [[expect]]    printed figures: a row of the schedule (n), rows added up (rows), a day (on), an
                  instalment on a day (on, line), how a payment was spread (payment);
                  printed_to = decimals, where the source prints fewer than the currency has
    [[mismatch]]  the same for a figure that the source has wrong, with zh and en saying why
    [skip]        zh and en: why the example does not run at all
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from ashore.files.case import case_of
from ashore.law import Law
from ashore.ledger.book import Booked, book
from ashore.ledger.booked import Instalment, Line
from ashore.ledger.statement import balance, settle_on
from ashore.loan import Component, RateChange
from ashore.money import Rounding, rounded, show

CASES = Path(__file__).parents[1] / "cases"
BESIDE = ("source", "expect", "mismatch", "skip")
SELECT = {"loan", "n", "rows", "on", "line", "payment", "printed_to", "zh", "en"}
PARTS = ("principal", "interest", "fee")
AREAS = ("allocation", "books", "dpd_bucket", "penalty", "products", "schedule")


def folders(*areas: str) -> list[Path]:
    return sorted(path.parent for area in areas for path in (CASES / area).rglob("case.toml"))


def read(folder: Path) -> dict:
    return tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))


def faults(folder: Path) -> list[str]:
    """Return what does not agree, one line a figure; empty when all is well."""
    raw = read(folder)
    case = case_of({key: value for key, value in raw.items() if key not in BESIDE}, folder.name)
    books = {file.loan.id: book(file.loan, file.events, Law()) for file in case.loans}
    told: list[str] = []
    for wanted in (*raw.get("expect", ()), *raw.get("mismatch", ())):
        wrong = "en" in wanted
        asked = books[wanted.get("loan", case.loans[0].loan.id)]
        ours = figures(asked, wanted)
        for key in wanted.keys() - SELECT:
            same = shown(ours[key], case.digits, wanted.get("printed_to")) == wanted[key]
            if same is wrong:
                told.append(f"{wanted}: {key} is {shown(ours[key], case.digits, None)}")
    return told


def shown(value: object, digits: int, printed_to: int | None) -> object:
    if type(value) is not int:
        return value.days if isinstance(value, timedelta) else value
    if printed_to is not None:
        shorter = Fraction(value, 10 ** (digits - printed_to))
        value, digits = rounded(shorter, Rounding.HALF_UP), printed_to
    return show(value, digits)


def figures(books: Booked, wanted: dict) -> dict[str, object]:
    if "payment" in wanted:
        return spread(books, wanted["payment"])
    if "line" in wanted:
        lines = balance(books, wanted["on"]).lines
        return of_line(next(line for line in lines if line.n == wanted["line"]))
    if "on" in wanted:
        return of_day(books, wanted["on"])
    rows = schedule(books)
    first, last = wanted["rows"] if "rows" in wanted else (wanted["n"], wanted["n"])
    chosen = rows[first - 1 : last]
    assert len(chosen) == last - first + 1, f"{len(rows)} rows"
    added = {key: sum(row[key] for row in chosen) for key in (*PARTS, "total")}
    return {**added, "balance": chosen[-1]["balance"], "due_on": chosen[-1]["due_on"]}


def of_day(books: Booked, on: date) -> dict[str, object]:
    state = balance(books, on)
    amounts = (*Component, "total", "due_now", "credit", "per_day")
    return {
        **{str(name): getattr(state, name) for name in amounts},
        "days_past_due": timedelta(state.days_past_due),
        "bucket": state.bucket,
        "settle": settle_on(books, on),
    }


def of_line(line: Line) -> dict[str, object]:
    amounts = {str(name): getattr(line, name) for name in (*Component, "total")}
    return {**amounts, "days_late": timedelta(line.days_late)}


def spread(books: Booked, payment: str) -> dict[str, object]:
    """Return what a payment paid, by component."""
    postings = balance(books, date(2100, 1, 1)).postings
    return {
        part.value: -sum(p.amount for p in postings if p.event == payment and p.component is part)
        for part in Component
    }


@lru_cache(maxsize=1)
def schedule(books: Booked) -> list[dict]:
    """Return the rows as they were in the end; a change of rate remakes those that are left."""
    rows: Sequence[Line | Instalment] = books.schedule
    if any(isinstance(step, RateChange) for _, step in books.steps):
        # A changed schedule shows in the lines; nothing may be paid or late in such a case.
        assert all(isinstance(step, RateChange) for _, step in books.steps)
        assert books.loan.penalty is None
        rows = balance(books, rows[-1].due_on).lines
    left = sum(row.principal for row in rows)
    told = []
    for row in rows:
        left -= row.principal
        parts = {name: getattr(row, name) for name in ("due_on", *PARTS, "total")}
        told.append(parts | {"balance": left})
    return told
