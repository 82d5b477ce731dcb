"""Loans that a row of terms does not tell whole: events, stated rows, cards.

Such a loan is put together as a case file would write it and read by the reader of case files, so
that an event means here what it means there; the reference books it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from ashore.audit.loan_files import Table, nested, texts_of
from ashore.audit.reasons import Bad, why_of
from ashore.files.case import case_of
from ashore.loan import Event, Loan, Method
from ashore.words import BadInput, Text

__all__ = ["Beside", "Case", "Raw", "case_at", "told_beside"]

Raw = dict[str, Any]
Case = tuple[Loan, tuple[Event, ...]]

_NUMBER = re.compile(r"\d+", re.ASCII)
_LIST = re.compile(r"\s*\[?\s*\d+([\s,;，、；]+\d+)*\s*\]?\s*", re.ASCII)


class Beside(NamedTuple):
    """What files beside the loans tell of them, by id, as case files write it.

    Attributes:
        events: the events of each loan, in the order of the files.
        rows: the rows of each loan's schedule as the lender states them.
    """

    events: Mapping[str, list[Raw]]
    rows: Mapping[str, list[Raw]]

    def strays(self, ids: pa.ChunkedArray, bad: Bad) -> None:
        """Count what belongs to no loan."""
        known = set(ids.to_pylist())
        for name, told in (("event", self.events), ("schedule", self.rows)):
            stray = {loan: len(rows) for loan, rows in told.items() if loan not in known}
            bad.note(f"{name}: of no loan here", sum(stray.values()), next(iter(stray), None))


def told_beside(events: Table | None, rows: Table | None, part: int, parts: int) -> Beside:
    """Return what the files beside the loans tell of those of a part."""
    return Beside(_by_loan(events, _event, part, parts), _by_loan(rows, _row, part, parts))


def _by_loan(table: Table | None, make: Any, part: int, parts: int) -> Mapping[str, list[Raw]]:  # noqa: ANN401
    found: dict[str, list[Raw]] = defaultdict(list)
    if table is None:
        return found
    for rows, _ in table.parts("loan", part, parts):
        days = {
            name for name in rows.column_names if pa.types.is_date(rows.schema.field(name).type)
        }
        columns = {
            name: (rows[name] if name in days else texts_of(rows[name])).to_pylist()
            for name in rows.column_names
        }
        for place in range(rows.num_rows):
            told = {name: column[place] for name, column in columns.items()}
            found[told.pop("loan") or ""].append(make(told))
    return found


def _event(told: Mapping[str, Any]) -> Raw:
    raw = nested(told)
    if _LIST.fullmatch(told.get("instalments") or ""):  # else the reader says what is wrong
        raw["instalments"] = [int(number) for number in _NUMBER.findall(told["instalments"])]
    if raw.get("kind") == "deferral" and isinstance(raw.get("to"), str):
        raw["to"] = _day(raw["to"])
    return raw


def _row(told: Mapping[str, Any]) -> Raw:
    return nested(told)


def _day(text: str) -> date | str:
    """Return a day, or the text: the reader of case files then says what is wrong with it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def case_at(
    terms: Raw, facts: Raw, payments: Sequence[Raw], beside: tuple[list[Raw], list[Raw]]
) -> Case | Text:
    """Return a loan with its events as the reader of case files takes them, or what is wrong.

    Args:
        terms: the columns of its terms, nested.
        facts: id, lender, principal and days.
        payments: what was paid.
        beside: its events, the rows the lender stated.
    """
    events, rows = beside
    raw = {**facts, **terms, "payments": list(payments), "events": events}
    if terms.get("method") == Method.GIVEN:
        raw = {key: each for key, each in raw.items() if key not in {"instalments", "first_due_on"}}
        raw["schedule"] = rows
    try:
        (made,) = case_of({"ashore": 1, "loans": [raw]}).loans
    except BadInput as problem:
        return why_of(problem)
    return made.loan, made.events
