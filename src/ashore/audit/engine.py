"""A whole audit through the columns: read, split by accounts, judge bucket by bucket.

The accounts are spread over a fixed number of buckets; as many as fit the memory are judged in one
go over the files (a part). Buckets are the same whatever the memory, so is the result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ashore.audit.bucket import Ground, Judged, foreign_of, gather, judge_bucket
from ashore.audit.checks import Checks
from ashore.audit.chunk import BY_HASH, Chunk, Reader
from ashore.audit.needs import needed
from ashore.audit.source import Inputs, Piece
from ashore.audit.table import make_table
from ashore.audit.texts import Texts
from ashore.audit.threads import each_of
from ashore.audit.used import used_of
from ashore.conduct.ask import WordingCheck

__all__ = ["Engine", "Part", "Plan", "Progress", "Setting"]

_MOST_BUCKETS = 1 << 14
Progress = Callable[[int], None]
"""Told how many rows were dealt with since it was last told."""


class Plan(NamedTuple):
    """How the buckets are taken: how many there are, and where each part ends."""

    buckets: int
    ends: tuple[int, ...]

    def part(self, number: int) -> tuple[int, int, int]:
        """Return the number of buckets, and the first and the one after the last of a part."""
        return self.buckets, self.ends[number - 1] if number else 0, self.ends[number]


@dataclass(frozen=True, slots=True)
class Part:
    """What one part found, bucket by bucket, and its bad rows by reason (the same in each part)."""

    judged: tuple[Judged, ...]
    bad: Counter[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an audit asks, and how.

    Attributes:
        checks: the norms, in the situation all contacts share.
        heard: known persons who asked elsewhere to be left alone, with the accounts.
        wording: the wording check; None: norms on wording are not asked.
        lender: who lends, where the files have no such column.
        named: accounts that are for the reference whatever their records hold.
        ids: the order of rows at one instant is read from their ids; else it is that of the files.
        threads: how many work at once.
        bucket: about how many contacts a bucket of accounts holds.
        actors: add up by organisation, whether or not a norm asks who acts.
    """

    checks: Checks
    named: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    heard: Mapping[str, set[int]] = field(default_factory=dict)
    wording: WordingCheck | None = None
    lender: str = ""
    ids: bool = False
    threads: int = 2
    bucket: int = 65_536
    actors: bool = True


class Engine:
    """Judges the contacts of some files."""

    def __init__(self, inputs: Inputs, setting: Setting) -> None:
        self._inputs = inputs
        self._checks = setting.checks
        self._named = setting.named
        self._threads = setting.threads
        self._bucket = setting.bucket
        wanted = needed(setting.checks, actors=setting.actors) & set(inputs.columns)
        self.wanted = wanted | ({"id"} if setting.ids else frozenset())
        self._columns = ("account", "at", *sorted(self.wanted))
        self._texts = Texts(setting.checks, setting.wording)
        self.reader = Reader(setting.checks, self.wanted, self._texts, setting.lender)
        for person, accounts in setting.heard.items():
            self.reader.heard[person] = set(accounts)

    @property
    def row_octets(self) -> int:
        """About how much memory a row takes while its part is judged."""
        return 28 + 8 * len(self.wanted & {*BY_HASH, "id"})

    def plan(self, memory: int) -> Plan:
        """Return how to take the buckets so that a part needs no more than so many octets."""
        rows, buckets = self._inputs.rows, 1
        while buckets < _MOST_BUCKETS and buckets * self._bucket < rows:
            buckets *= 2
        most = max((each.rows for each in self._inputs.pieces), default=0)
        fixed = 400_000_000 + self._threads * most * 400
        room = max(memory - fixed, memory // 8)
        parts = min(buckets, -(-rows * self.row_octets * 5 // 4 // room))
        return Plan(buckets, tuple(buckets * (n + 1) // parts for n in range(parts)))

    def part(self, plan: Plan, number: int, progress: Progress) -> Part:
        """Judge the accounts of a part.

        Raises:
            BadInput: a file is cut off.
        """
        parts = len(plan.ends)
        chunks, bad = self._chunks(plan.part(number), lambda rows: progress(rows // parts))
        ground = self._ground()

        def judged(bucket: int) -> Judged:
            packed = gather(chunks, bucket)
            answer = judge_bucket(packed, ground)
            progress(len(packed))
            return answer

        count = plan.part(number)[2] - plan.part(number)[1]
        return Part(tuple(each_of(self._threads, judged, range(count))), bad)

    def _ground(self) -> Ground:
        """Return what buckets are judged on, once every record has been seen."""
        table = make_table(self._checks, self.reader.records.all, self._texts.levels)
        pairs = np.array([each.split() for each in self.reader.pairs.all[1:]], dtype=np.int64)
        return Ground(
            checks=self._checks,
            table=table,
            used=used_of(self._checks, table),
            pairs=np.vstack([np.zeros((1, 2), dtype=np.int64), pairs.reshape(-1, 2)]).T.copy(),
            names=len(self.reader.names.all),
            foreign=foreign_of(self._named, self.reader.heard),
            lanes=self.reader.lanes,
        )

    def _chunks(
        self, buckets: tuple[int, int, int], progress: Progress
    ) -> tuple[list[Chunk], Counter[str]]:
        def read(piece: Piece) -> tuple[Chunk, Counter[str]]:
            batch = self._inputs.read(piece, self._columns)
            found = self.reader.chunk(batch, piece.first, buckets)
            progress(piece.rows)
            return found

        chunks: list[Chunk] = []
        bad: Counter[str] = Counter()
        for chunk, reasons in each_of(self._threads, read, self._inputs.pieces):
            chunks.append(chunk)
            bad += reasons
        return chunks, bad
