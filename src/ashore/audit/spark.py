"""The same audit on a cluster: Apache Spark moves the rows, our columns judge them.

The rows of a debtor are brought together (`repartition` by account), and each partition is judged
by the functions that judge on one machine (`mapInArrow`). Requests to stop by persons known over
all logs are few; they are collected first and sent to every partition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from ashore.audit import problems
from ashore.audit.bucket import Judged
from ashore.audit.checks import make_checks
from ashore.audit.columns import disclosed_texts, micros_of
from ashore.audit.contacts import Row, stops_of_known
from ashore.audit.findings import SCHEMA, found_batch
from ashore.audit.held import held
from ashore.audit.ids import ids_matter
from ashore.audit.run import Found, Question, Sums, audit
from ashore.audit.source import COLUMNS, Inputs
from ashore.audit.store import packed, unpacked
from ashore.conduct.situation import Situation
from ashore.conduct.texts import wording_check
from ashore.files.law import read_law
from ashore.files.wording import read_wording

__all__ = ["audit_files", "audit_frame"]

Batches = Iterator[pa.RecordBatch]
Work = Callable[[Batches], Batches]


def audit_frame(frame: Any, situation: Situation, lender: str = "") -> Any:  # noqa: ANN401
    """Return the contacts of a Spark DataFrame with a breach or a warning, as a DataFrame.

    Args:
        frame: contacts with the columns of the case format, `account` and `id` among them.
        situation: what all contacts have in common.
        lender: who lends, where no column tells.

    Returns:
        A DataFrame of id, account, at, verdict, breaches and warnings (lists of norms).

    Raises:
        BadInput: `account`, `at` or `id` is missing.
    """
    columns = [name for name in COLUMNS if name in frame.columns]
    missing = tuple({"account", "at", "id"} - set(columns))
    if missing:
        raise problems.columns_missing("frame", missing, tuple(frame.columns))
    frame = frame.select(columns)
    stops: tuple[Row, ...] = ()
    if {"asked_to_stop", "person"} <= set(columns):
        asked = frame.filter("asked_to_stop AND person LIKE 'h:%'").toArrow()
        if asked.num_rows:
            stops = tuple(stops_of_known(held(_ready(asked.to_batches()))))
    work = _finder(situation, lender, stops)
    return frame.repartition("account").mapInArrow(work, _spark_schema(SCHEMA))


def audit_files(session: Any, question: Question) -> Found:  # noqa: ANN401
    """Return the same as `ashore.audit.run.audit`, judged by the workers of a Spark session.

    Every worker must see the files at the same paths. Accounts with situations of their own are
    not taken here.

    Raises:
        BadInput: a file or a row cannot be read, an id stands twice.
    """
    assert not question.situations, "accounts with facts of their own are for one machine"
    inputs = question.inputs
    by_id = ids_matter(inputs, question.memory)
    columns = [name for name in COLUMNS if name in inputs.columns and (name != "id" or by_id)]
    reader = _reader(inputs, columns, by_id=by_id)
    sample = reader(iter([pa.RecordBatch.from_pydict({"piece": [0]})]))
    schema = _spark_schema(next(sample).schema)
    pieces = session.createDataFrame([(n,) for n in range(len(inputs.pieces))], "piece long")
    rows = pieces.repartition(len(inputs.pieces)).mapInArrow(reader, schema)
    stops = tuple(stops_of_known(inputs))
    judged = rows.repartition("account").mapInArrow(_judge(question, stops), "part binary")
    sums, apart = Sums(make_checks(question.law, question.situation)), 0
    for (part,) in judged.collect():
        found, bad, names, crashed = unpacked(bytes(part))
        sums.add(found, names)
        sums.bad += bad
        sums.crashed |= crashed
        apart += len(found.special)
    if sums.bad and not question.set_aside:
        raise problems.bad_rows(inputs.files[0].name, dict(sums.bad))
    return sums.found(apart)


def _spark_schema(schema: pa.Schema) -> Any:  # noqa: ANN401
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _reader(inputs: Inputs, columns: Sequence[str], *, by_id: bool) -> Work:
    """Return what reads the pieces it is told, with the number of each row."""

    def read(batches: Batches) -> Batches:
        for batch in batches:
            for number in batch["piece"].to_pylist():
                piece = inputs.pieces[number]
                found = _plain(inputs.read(piece, columns))
                rows = pa.array(np.arange(piece.first, piece.first + piece.rows))
                found = found.append_column("row", rows)
                yield found if by_id else found.append_column("id", rows)

    return read


def _plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch of types that every engine knows; an instant is its microseconds."""
    arrays = {}
    for name in batch.schema.names:
        column = batch[name]
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if name == "disclosed":
            column = disclosed_texts(column)
        arrays[name] = pa.array(micros_of(column)) if name == "at" else column
    return pa.RecordBatch.from_pydict(arrays)


def _ready(batches: Sequence[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """Return batches whose instants are instants again, without those that are empty."""
    found = []
    for batch in batches:
        if batch.num_rows:
            arrays = {name: batch[name] for name in batch.schema.names}
            if pa.types.is_integer(arrays["at"].type):
                arrays["at"] = arrays["at"].cast(pa.timestamp("us", "UTC"))
            found.append(pa.RecordBatch.from_pydict(arrays))
    return found


def _question(inputs: Inputs, situation: Situation, lender: str) -> Question:
    wording = wording_check(read_wording()) if "text" in inputs.columns else None
    law = read_law((situation.jurisdiction,))
    return Question(
        inputs=inputs, law=law, situation=situation, wording=wording, lender=lender, threads=1
    )


def _finder(situation: Situation, lender: str, stops: tuple[Row, ...]) -> Work:
    def find(batches: Batches) -> Batches:
        ready = _ready(list(batches))
        if ready:
            question = _question(held(ready), situation, lender)
            found = audit(replace(question, elsewhere=stops))
            yield found_batch(found, question.inputs)

    return find


def _judge(question: Question, stops: tuple[Row, ...]) -> Work:
    situation, lender = question.situation, question.lender

    def judge(batches: Batches) -> Batches:
        ready = _ready(list(batches))
        if not ready:
            return
        numbers = np.concatenate([batch["row"].to_numpy() for batch in ready])
        inputs = held([batch.drop_columns(["row"]) for batch in ready])
        own = _question(inputs, situation, lender)
        found = audit(replace(own, elsewhere=stops, set_aside=True))
        judged = Judged(
            row=numbers[found.row],
            account=found.account,
            at=found.at,
            level=found.level,
            breaches=found.breaches,
            warnings=found.warnings,
            tally=found.tally,
            special=np.zeros(found.by_reference, dtype=np.int64),
        )
        part = packed(judged, found.bad, found.actors, found.crashed)
        yield pa.RecordBatch.from_pydict({"part": [part]})

    return judge
