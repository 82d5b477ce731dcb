"""Rows of the files as contacts, for the reference.

It takes the accounts that columns cannot decide, the requests to stop that reach over accounts, and
the samples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ashore.audit.chunk import accounts_of
from ashore.audit.columns import split_words
from ashore.audit.record import FLAGS
from ashore.audit.source import COLUMNS, Inputs, Piece
from ashore.days import SHANGHAI
from ashore.facts import Contact

__all__ = ["Row", "rows_of_accounts", "stops_of_known"]

_ID_DIGITS = 20
_PLAIN = (
    "loan", "lender", "organisation", "channel", "direction", "role", "person", "address",
    "outcome", "purpose", "text", "consent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a contact.

    Attributes:
        number: its number over all files.
        key: its account as a number (see `accounts_of`).
        account: its account as written.
        lender_type: the kind of lender the row tells; None: it does not.
    """

    number: int
    key: int
    account: str
    contact: Contact
    lender_type: str | None


def rows_of_accounts(inputs: Inputs, keys: NDArray[np.int64], lender: str) -> dict[int, list[Row]]:
    """Return the rows of some accounts, by account, in the order of the files.

    Args:
        inputs: the files.
        keys: the accounts as numbers.
        lender: who lends, where the files do not say.
    """
    found: dict[int, list[Row]] = {}
    wanted = np.unique(keys)

    def is_wanted(batch: pa.RecordBatch) -> NDArray[np.bool_]:
        numbers, blank = accounts_of(batch["account"])
        return np.isin(numbers, wanted) & ~blank

    for row in _rows(inputs, is_wanted, lender):
        found.setdefault(row.key, []).append(row)
    return found


def stops_of_known(inputs: Inputs) -> list[Row]:
    """Return the requests to stop by persons known over all logs (salted hashes)."""
    if not {"asked_to_stop", "person"} <= set(inputs.columns):
        return []

    def asks(batch: pa.RecordBatch) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = np.asarray(
            pc.fill_null(batch["asked_to_stop"], fill_value=False)
        )
        return found

    asked = _rows(inputs, asks, "", first=("asked_to_stop",))
    return [row for row in asked if row.contact.person.startswith("h:")]


def _rows(
    inputs: Inputs,
    chosen: Callable[[pa.RecordBatch], NDArray[np.bool_]],
    lender: str,
    first: tuple[str, ...] = ("account",),
) -> Iterator[Row]:
    """Yield the rows that are chosen by a few columns, which are read before the others."""
    for piece in inputs.pieces:
        places = np.flatnonzero(chosen(inputs.read(piece, first)))
        if len(places):
            yield from _made(inputs, piece, places, lender)


def _made(
    inputs: Inputs,
    piece: Piece,
    places: NDArray[np.intp],
    lender: str,
) -> Iterator[Row]:
    columns = [name for name in COLUMNS if name in inputs.columns]
    batch = inputs.read(piece, columns).take(pa.array(places))
    keys, blank = accounts_of(batch["account"])
    for place, values in enumerate(batch.to_pylist()):
        if blank[place] or values["at"] is None:
            continue
        number = piece.first + int(places[place])
        yield Row(
            number=number,
            key=int(keys[place]),
            account=str(values["account"]),
            contact=_contact(values, number, lender),
            lender_type=values.get("lender_type") or None,
        )


def _contact(values: Mapping[str, Any], number: int, lender: str) -> Contact:
    said: dict[str, Any] = {name: values.get(name) or "" for name in _PLAIN}
    said |= {name: values.get(name) for name in FLAGS}
    said["lender"] = said["lender"] if "lender" in values else lender
    said["direction"] = said["direction"] or "out"
    return Contact(
        id=_id_of(values.get("id", number)),
        at=_with_zone(values["at"]),
        disclosed=_told(values.get("disclosed")),
        staff=values.get("staff"),
        **said,
    )


def _id_of(value: object) -> str:
    """Return an id whose order as text is the order of the number."""
    if isinstance(value, int):
        return f"{value + (1 << 63):0{_ID_DIGITS}d}"
    return str(value)


def _told(value: object) -> tuple[str, ...] | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return split_words(value) or None
    assert isinstance(value, list), "a list column holds lists"
    return tuple(value) or ("none",)


def _with_zone(at: datetime) -> datetime:
    """Return an instant that carries a zone: Shanghai's where none was written."""
    return at if at.tzinfo is not None else at.replace(tzinfo=SHANGHAI)
