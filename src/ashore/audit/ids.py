"""Ids: are they in the order of the rows, and does one stand twice?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit import problems
from ashore.audit.columns import hashed, numbers_of
from ashore.audit.source import Inputs, Piece
from ashore.audit.threads import each_of

__all__ = ["ids_matter"]

_OCTETS = 8


def ids_matter(inputs: Inputs, memory: int, threads: int = 1) -> bool:
    """Return whether the order of contacts at one instant must be read from their ids.

    It need not where there are none, or where they are numbers that grow from row to row.

    Args:
        inputs: the files.
        memory: how many octets to use.
        threads: how many read at once.

    Raises:
        BadInput: an id stands twice, or is blank.
    """
    if "id" not in inputs.columns:
        return False
    if pa.types.is_integer(inputs.types["id"]) and _grow(inputs, threads):
        return False
    rounds = max(1, -(-inputs.rows * _OCTETS * 3 // memory))
    for turn in range(rounds):
        twice = _twice(inputs, turn, rounds)
        if twice is not None:
            _say(inputs, twice)
    return True


def _grow(inputs: Inputs, threads: int) -> bool:
    def ends(piece: Piece) -> tuple[int, int] | None:
        column = inputs.read(piece, ("id",))["id"]
        ids = numbers_of(column, 0)
        grows = not column.null_count and bool((ids[1:] > ids[:-1]).all())
        return (int(ids[0]), int(ids[-1])) if grows else None

    last: int | None = None
    for found in each_of(threads, ends, inputs.pieces):
        if found is None or (last is not None and found[0] <= last):
            return False
        last = found[1]
    return True


def _codes(inputs: Inputs, piece: Piece) -> NDArray[np.int64]:
    column = inputs.read(piece, ("id",))["id"]
    where = inputs.files[piece.file].name
    if pa.types.is_integer(column.type):
        if column.null_count:
            raise problems.id_blank(where)
        return numbers_of(column, 0)
    found = hashed(column)
    if (found == 0).any():
        raise problems.id_blank(where)
    return found


def _twice(inputs: Inputs, turn: int, rounds: int) -> int | None:
    """Return the code of an id that stands twice among every so-manieth code, or None."""
    parts = []
    for piece in inputs.pieces:
        codes = _codes(inputs, piece)
        parts.append(codes if rounds == 1 else codes[(codes % rounds) == turn])
    codes = np.sort(np.concatenate(parts))
    same = np.flatnonzero(codes[1:] == codes[:-1])
    return int(codes[same[0]]) if len(same) else None


def _say(inputs: Inputs, code: int) -> None:
    """Raise for the id with a code, unless two different ids only share it.

    Raises:
        BadInput: the id stands twice.
    """
    seen: set[object] = set()
    for piece in inputs.pieces:
        places = np.flatnonzero(_codes(inputs, piece) == code)
        for place in places.tolist():
            value = inputs.read(piece, ("id",))["id"][place].as_py()
            if value in seen:
                raise problems.id_twice(inputs.files[piece.file].name, str(value))
            seen.add(value)
