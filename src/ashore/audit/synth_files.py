"""Invented logs as files: written row group by row group, whole or not at all."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from ashore.audit import problems
from ashore.audit.store import writing
from ashore.audit.synth import SCHEMA, TRUTH, contact_days
from ashore.words import BadInput, Text

__all__ = ["SUFFIXES", "already_there", "write_contacts", "writer_to"]

_GROUP = 500_000
SUFFIXES = (".parquet", ".csv")


def write_contacts(out: Path, rows: int, seed: int, *, force: bool = False) -> int:
    """Write an invented log, and beside it what was planted; return how much that is.

    Args:
        out: a .parquet or .csv file; the truth goes to NAME.truth with the same ending.
        rows: how many contacts.
        seed: which log; the same seed makes the same bytes.
        force: replace files that are there.

    Raises:
        BadInput: the name has another ending, a file is there, or the disk is full.
    """
    if out.suffix not in SUFFIXES:
        raise problems.no_file(str(out))
    truth = out.with_name(f"{out.stem}.truth{out.suffix}")
    for path in (out, truth):
        if path.exists() and not force:
            raise already_there(path)
    halves = [path.with_name(f".{path.name}.half") for path in (out, truth)]
    with writing(out), ExitStack() as stack:
        for half in halves:
            stack.callback(half.unlink, missing_ok=True)
        planted = _fill(halves, out.suffix, rows, seed)
        for half, path in zip(halves, (out, truth), strict=True):
            half.replace(path)
    return planted


def _fill(halves: list[Path], suffix: str, rows: int, seed: int) -> int:
    planted, waiting, count = 0, [], 0
    with ExitStack() as stack:
        log = stack.enter_context(writer_to(halves[0], suffix, SCHEMA))
        truth = stack.enter_context(writer_to(halves[1], suffix, TRUTH))
        for contacts, norms in contact_days(rows, seed):
            truth.write_table(norms)
            planted += norms.num_rows
            waiting.append(contacts)
            count += contacts.num_rows
            if count >= _GROUP:
                waiting, count = _written(log, waiting)
        if count:
            log.write_table(pa.concat_tables(waiting).combine_chunks())
    return planted


def writer_to(path: Path, suffix: str, schema: pa.Schema) -> Any:  # noqa: ANN401 - of either kind
    """Return a writer of a Parquet or a CSV file: both have `write_table(table, rows)`."""
    if suffix == ".csv":
        return pc.CSVWriter(path, _spelt(schema))
    return pq.ParquetWriter(path, schema, compression="zstd")


def _spelt(schema: pa.Schema) -> pa.Schema:
    """Return the schema with words written out, which is all that CSV knows."""
    return pa.schema(
        [
            each.with_type(pa.string()) if pa.types.is_dictionary(each.type) else each
            for each in schema
        ]
    )


def _written(log: Any, waiting: list[pa.Table]) -> tuple[list[pa.Table], int]:  # noqa: ANN401
    """Write whole row groups; return what is left."""
    table = pa.concat_tables(waiting)
    while table.num_rows >= _GROUP:
        log.write_table(table.slice(0, _GROUP).combine_chunks())
        table = table.slice(_GROUP)
    return [table], table.num_rows


def already_there(path: Path) -> BadInput:
    """A file that would be replaced."""
    return BadInput(
        where=str(path),
        what=Text("这个文件已经在了", "this file is there already"),
        expected=Text("一个新的文件名", "a new name"),
        do=Text("换一个名字，或加 --force", "choose another name, or add --force"),
    )
