"""The same audit of loans on a cluster: Apache Spark moves the rows, our columns book them.

Loans and what belongs to them are brought together by their ids (`cogroup`), some
thousands of loans a group, and each group goes through the functions that audit a part on one
machine (`applyInArrow`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit import problems
from ashore.audit.columns import hashed
from ashore.audit.loan_files import (
    BESIDE,
    DAYS,
    LOAN,
    NEEDED,
    LoanInputs,
    Table,
    texts_of,
)  # fmt: skip
from ashore.audit.loan_rows import LoanQuestion
from ashore.audit.loan_run import Part, audit_part, nothing
from ashore.audit.loan_store import packed_part, unpacked_part
from ashore.audit.loan_summary import found_table, joined
from ashore.audit.source import Input
from ashore.files.law import read_law
from ashore.words import BadInput, Text

__all__ = ["audit_loan_files", "audit_loan_frame"]

_GROUP, _NUMBER, _WHAT = "group", "number", "what"
_DOT = "__"
_A_GROUP = 100_000  # loans, about
_BESIDE = tuple(dict.fromkeys(name for names in BESIDE.values() for name in names))

Frame = Any
"""A frame, a session or a schema of Spark, which is an extra."""

Batches = Iterator[pa.RecordBatch]
Work = Callable[[pa.Table, pa.Table], pa.Table]


@dataclass(frozen=True, slots=True)
class _Held(Table):
    """The rows of a group, given out as `Table` does those of a part."""

    held: pa.Table = None

    def parts(self, key: str, part: int, parts: int) -> Iterator[tuple[pa.Table, NDArray[Any]]]:
        """Yield all rows: they are those of one part already."""
        assert (part, parts) == (0, 1), f"all rows of a group, by {key}"
        yield self.held.drop_columns([_NUMBER]), self.held[_NUMBER].to_numpy()


def audit_loan_files(session: Frame, question: LoanQuestion) -> Part:
    """Return the same as all parts of `loan_run.audit_part`, booked by a session's workers.

    Every worker must see the files at the same paths.

    Raises:
        BadInput: a file or a row cannot be read, an id stands twice.
    """
    inputs = question.inputs
    groups = 1 + inputs.loans.rows // _A_GROUP
    groups = max(groups, _at_once(session))
    loans = _frame(session, inputs.loans, ("loans", LOAN), groups)
    rest = None
    for what, table in (
        ("payments", inputs.payments), ("events", inputs.events), ("rows", inputs.rows),
    ):  # fmt: skip
        if table is not None:
            more = _frame(session, table, (what, _BESIDE), groups)
            rest = more if rest is None else rest.unionByName(more)
    found = [json_or_part(bytes(row[0])) for row in _grouped(loans, rest, _packed).collect()]
    whole = joined(found or [Part(nothing(), [], [])])
    if whole.bad and not question.set_aside:
        raise problems.bad_loans(inputs.loans.files[0].name, whole.bad)
    return whole


def _at_once(session: Frame) -> int:
    """Return how many tasks a session runs at once; 1 where it does not tell (Spark Connect)."""
    context = getattr(session, "sparkContext", None)
    return 1 if context is None else int(context.defaultParallelism)


def audit_loan_frame(
    loans: Frame,
    payments: Frame = None,
    events: Frame = None,
    rows: Frame = None,
) -> Frame:
    """Return the loans of a Spark DataFrame that differ from their books, as a DataFrame.

    Args:
        loans: loans with the columns of `ashore audit loans`.
        payments: what was paid: loan, on, amount, and id where there is one.
        events: waivers, deferrals and so on, as the case format names them.
        rows: schedules as the lenders state them: loan, due_on, principal, interest, fee.

    Returns:
        A DataFrame of id, lender, on, checks (a list), at_stake, at_most (what a cap lets be
        claimed), our figures and the lender's, in fen. Rows that cannot be booked are left out.

    Raises:
        BadInput: a column is missing.
    """
    missing = tuple(name for name in NEEDED if name not in loans.columns)
    if missing:
        raise problems.loan_columns_missing("frame", missing, tuple(loans.columns))
    rest = None
    for what, frame in (("payments", payments), ("events", events), ("rows", rows)):
        if frame is not None:
            more = _plain_frame(frame, ("loan", what), BESIDE[what], _BESIDE)
            rest = more if rest is None else rest.unionByName(more)
    names = [name for name in LOAN if name in loans.columns]
    return _grouped(_plain_frame(loans, ("id", "loans"), names, names), rest, _table)


# -- rows on their way ----------------------------------------------------------------------------


def _plain_frame(
    frame: Frame,
    key: tuple[str, str],
    names: Sequence[str],
    wanted: Sequence[str],
) -> Frame:
    """Return a frame of texts and days, with the group of each row by its key."""
    from pyspark.sql import functions as f

    session = frame.sparkSession
    groups = int(session.conf.get("spark.sql.shuffle.partitions"))
    columns = []
    for name in wanted:
        kind = "date" if name in DAYS else "string"
        there = name in names and name in frame.columns
        column = f.col(f"`{name}`") if there else f.lit(None)
        columns.append(column.cast(kind).alias(_spelt(name)))
    group = f.pmod(f.xxhash64(f.col(f"`{key[0]}`").cast("string")), f.lit(groups))
    number, what = f.monotonically_increasing_id(), f.lit(key[1])
    added = [group.alias(_GROUP), number.alias(_NUMBER), what.alias(_WHAT)]
    return frame.select(*columns, *added)


def _frame(session: Frame, table: Table, kind: tuple[str, Sequence[str]], groups: int) -> Frame:
    """Return the row groups of files as a frame, read by the workers."""
    what, names = kind
    wanted = names if what != "loans" else [name for name in names if name in table.columns]
    schema = pa.schema(
        [pa.field(_spelt(name), pa.date32() if name in DAYS else pa.string()) for name in wanted]
        + [(_GROUP, pa.int64()), (_NUMBER, pa.int64()), (_WHAT, pa.string())]
    )
    key = "id" if what == "loans" else "loan"

    def read(batches: Batches) -> Batches:
        for batch in batches:
            for place in batch["piece"].to_pylist():
                piece = Table(table.files, (table.groups[place],), table.columns)
                for rows, numbers in piece.parts(key, 0, 1):
                    yield from _plain(rows, numbers, (key, what), schema, groups).to_batches()

    pieces = session.createDataFrame([(n,) for n in range(len(table.groups))], "piece long")
    return pieces.repartition(len(table.groups)).mapInArrow(read, _spark_schema(schema))


def _plain(
    rows: pa.Table, numbers: NDArray[Any], key: tuple[str, str], schema: pa.Schema, groups: int
) -> pa.Table:
    codes = hashed(texts_of(rows[key[0]]).combine_chunks()).astype(np.uint64)
    arrays = []
    rows = rows.rename_columns([_spelt(name) for name in rows.column_names])
    for field in schema:
        if field.name == _GROUP:
            arrays.append(pa.array((codes % np.uint64(groups)).astype(np.int64)))
        elif field.name == _NUMBER:
            arrays.append(pa.array(numbers))
        elif field.name == _WHAT:
            arrays.append(pa.array([key[1]] * rows.num_rows))
        elif field.name not in rows.column_names:
            arrays.append(pa.nulls(rows.num_rows, field.type))
        elif field.name in DAYS:
            arrays.append(rows[field.name].cast(pa.date32()))
        else:
            arrays.append(texts_of(rows[field.name]))
    return pa.table(arrays, schema=schema)


def _spelt(name: str) -> str:
    """Return the name of a column without dots, which mean the field of a struct in Spark."""
    return name.replace(".", _DOT)


def _spark_schema(schema: pa.Schema) -> Frame:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _grouped(loans: Frame, rest: Frame, work: Work) -> Frame:
    """Return what becomes of each group of loans with what belongs to them."""
    schema = _spark_schema(work(None, None).schema)
    grouped = loans.groupBy(_GROUP)
    if rest is None:
        return grouped.applyInArrow(lambda table: work(table, None), schema)
    return grouped.cogroup(rest.groupBy(_GROUP)).applyInArrow(work, schema)


# -- work on a group ------------------------------------------------------------------------------


def _audited(loans: pa.Table | None, rest: pa.Table | None) -> Part:
    """Return what the audit of a group finds; nothing for no loans."""
    if loans is None or not loans.num_rows:
        return Part(nothing(), [], [])
    parts = {"loans": _held(loans, LOAN)}
    for what, names in BESIDE.items():
        if rest is not None:
            mine = rest.filter(pa.compute.equal(rest[_WHAT], what))
            if mine.num_rows:
                parts[what] = _held(mine, names)
    inputs = LoanInputs(
        parts["loans"], parts.get("payments"), parts.get("events"), parts.get("rows")
    )
    law = read_law(("CN",))
    question = LoanQuestion(inputs=inputs, law=law, threads=1, set_aside=True)
    return audit_part(question, 0, 1, lambda _: None)


def _held(table: pa.Table, names: Sequence[str]) -> _Held:
    table = table.rename_columns([name.replace(_DOT, ".") for name in table.column_names])
    table = table.sort_by(_NUMBER)
    columns = tuple(
        name for name in names if name in table.column_names and table[name].null_count < len(table)
    )
    file = Input(Path(), Path(), "frame", table.num_rows, 0)
    return _Held((file,), (), columns, held=table.select([*columns, _NUMBER]))


def _table(loans: pa.Table | None, rest: pa.Table | None) -> pa.Table:
    return found_table(_audited(loans, rest)).drop_columns(["row"])


def _packed(loans: pa.Table | None, rest: pa.Table | None) -> pa.Table:
    try:
        data = packed_part(_audited(loans, rest))
    except BadInput as wrong:
        texts = (wrong.what, wrong.expected, wrong.do)
        data = json.dumps([wrong.where, *([each.zh, each.en] for each in texts)]).encode()
    return pa.table({"part": pa.array([data], pa.binary())})


def json_or_part(data: bytes) -> Part:
    """Return the part a worker sent.

    Raises:
        BadInput: it sent what was wrong.
    """
    if not data.startswith(b"["):
        return unpacked_part(data)
    where, *texts = json.loads(data)
    what, expected, do = (Text(zh, en) for zh, en in texts)
    raise BadInput(where=where, what=what, expected=expected, do=do)
