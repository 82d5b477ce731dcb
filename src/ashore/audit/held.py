"""Contacts held in memory, read as files are: what a worker of a cluster was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from ashore.audit.source import Input, Inputs, Piece

__all__ = ["Held", "held"]


@dataclass(frozen=True)
class Held(Inputs):
    """Record batches as one table of contacts."""

    batches: tuple[pa.RecordBatch, ...] = field(default=(), repr=False)

    def read(self, piece: Piece, columns: Sequence[str]) -> pa.RecordBatch:
        """Return some columns of a batch."""
        return self.batches[piece.group].select(list(columns))


def held(batches: Sequence[pa.RecordBatch]) -> Held:
    """Return batches, whose columns have our names, as inputs of an audit."""
    pieces, first = [], 0
    for place, batch in enumerate(batches):
        pieces.append(Piece(0, place, batch.num_rows, first))
        first += batch.num_rows
    schema = batches[0].schema
    return Held(
        files=(Input(Path(), Path(), "batches", first, 0),),
        pieces=tuple(pieces),
        columns=MappingProxyType({name: name for name in schema.names}),
        types=MappingProxyType({each.name: each.type for each in schema}),
        zone="UTC",
        batches=tuple(batches),
    )
