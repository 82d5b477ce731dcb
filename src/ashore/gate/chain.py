"""The chain: every record carries the hash of the one before it, so that no edit goes unseen.

A record's line is canonical JSON of its number, time, kind and body; its hash is SHA-256 over the
previous hash, a line break and the line. An edited line does not fit its hash; a new hash does not
fit the next record; a missing record breaks the numbers. That the end was cut off shows by the
head, which is kept apart under the store's secret, and by the receipts that went out with answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from ashore.gate.canonical import canonical
from ashore.words import Text

__all__ = ["START", "Chain", "Fault", "Record", "Row", "check_rows", "hash_of"]

START = "0" * 64
"""What stands in the place of a previous hash before the first record."""

KINDS = ("genesis", "decision", "outcome", "contacts", "stop", "card")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: `debtor` and `stop` repeat what the body says, so that it can be found.

    `fresh` is the body of a record that was just made and need not be read from its line.
    """

    seq: int
    kind: str
    debtor: str
    stop: bool
    line: str
    prev: str
    hash: str
    fresh: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def body(self) -> Mapping[str, Any]:
        """What the record says."""
        if self.fresh is not None:
            return self.fresh
        found: Mapping[str, Any] = json.loads(self.line)["body"]
        return found

    @property
    def at(self) -> str:
        """When it was written, as an ISO instant."""
        return str(json.loads(self.line)["at"])

    @property
    def is_whole(self) -> bool:
        """Whether its hash fits what it says."""
        return self.hash == hash_of(self.prev, self.line)


Row = tuple[int, str, str, int, str, str, str]
"""A record as it lies in the store: seq, kind, debtor, stop, line, prev, hash."""


def hash_of(prev: str, line: str) -> str:
    """Return the hash of a record."""
    return sha256(f"{prev}\n{line}".encode()).hexdigest()


class Chain:
    """The end of a chain, to which records are added.

    Args:
        seq: the number of the last record; 0 when there is none.
        head: its hash.
    """

    def __init__(self, seq: int = 0, head: str = START) -> None:
        self.seq = seq
        self.head = head

    def add(self, kind: str, body: Mapping[str, Any], at: datetime) -> Record:
        """Return the next record; the chain now ends with it."""
        assert kind in KINDS, kind
        self.seq += 1
        line = canonical({"at": at.isoformat(), "body": body, "kind": kind, "seq": self.seq})
        record = Record(
            seq=self.seq,
            kind=kind,
            debtor=body.get("debtor", ""),
            stop=bool(body.get("stops", False)),
            line=line,
            prev=self.head,
            hash=hash_of(self.head, line),
            fresh=body,
        )
        self.head = record.hash
        return record


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing wrong with a chain.

    Attributes:
        kind: unreadable, gap, link, edited, index, cut, head, receipt.
        seq: the first record concerned.
        text: what is wrong, in words.
    """

    kind: str
    seq: int
    text: Text


def check_rows(rows: Iterable[Row], after: Chain) -> Iterator[Fault]:
    """Yield the first fault of rows that should follow `after`, if there is one.

    `after` moves along, so that it ends at the last good record.
    """
    for row in rows:
        fault = _fault_of(row, after)
        if fault is not None:
            yield fault
            return
        after.seq, after.head = row[0], row[6]


def _fault_of(row: Row, after: Chain) -> Fault | None:
    seq, kind, debtor, stop, line, prev, digest = row
    if seq != after.seq + 1:
        return Fault(
            "gap",
            after.seq + 1,
            Text(
                f"第 {after.seq} 条之后是第 {seq} 条，中间缺了记录",
                f"record {after.seq} is followed by {seq}: records are missing",
            ),
        )
    if hash_of(prev, line) != digest:
        return Fault(
            "edited",
            seq,
            Text(f"第 {seq} 条的内容和哈希对不上", f"record {seq} does not fit its hash"),
        )
    if prev != after.head:
        return Fault(
            "link",
            seq,
            Text(f"第 {seq} 条接不上前一条", f"record {seq} does not follow the one before it"),
        )
    try:
        said = json.loads(line)
        fits = (said["seq"], said["kind"]) == (seq, kind) and (
            said["body"].get("debtor", ""),
            bool(said["body"].get("stops", False)),
        ) == (debtor, bool(stop))
    except (ValueError, KeyError, TypeError, AttributeError):
        fits = False
    if not fits:
        return Fault(
            "index",
            seq,
            Text(f"第 {seq} 条的索引和内容对不上", f"the index of record {seq} does not fit it"),
        )
    return None
