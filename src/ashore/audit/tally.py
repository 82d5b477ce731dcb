"""Adding up: how often each norm spoke, about whom, of whom, from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ashore.audit.jit import compiled
from ashore.audit.rows import Rows

__all__ = ["LEVELS", "Tally", "count_check", "new_tally"]

LEVELS = 8
"""Codes of a level: ok, unknown, warning, breach; the same as reminders."""


@dataclass(slots=True)
class Tally:
    """Sums per norm.

    Attributes:
        hits: norm × code of level.
        accounts, people: how many were concerned by a breach or a warning.
        first, last: the instants of the first and last such contact.
        by_actor: norm × actor: such contacts (the table grows with the names).
        verdicts: contacts by their verdict.
        asked: outgoing contacts.
    """

    hits: NDArray[np.int64]
    accounts: NDArray[np.int64]
    people: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    by_actor: NDArray[np.int64]
    verdicts: NDArray[np.int64]
    asked: int = 0

    def add(self, other: Tally) -> None:
        """Add another's sums."""
        self.hits += other.hits
        self.accounts += other.accounts
        self.people += other.people
        np.minimum(self.first, other.first, out=self.first)
        np.maximum(self.last, other.last, out=self.last)
        self.widen(other.by_actor.shape[1])
        self.by_actor[:, : other.by_actor.shape[1]] += other.by_actor
        self.verdicts += other.verdicts
        self.asked += other.asked

    def widen(self, names: int) -> None:
        """Make room for so many names."""
        width = self.by_actor.shape[1]
        if names > width:
            more = np.zeros((len(self.by_actor), names - width), dtype=np.int64)
            self.by_actor = np.hstack([self.by_actor, more])


def new_tally(norms: int, actors: int) -> Tally:
    """Return sums of nothing."""
    return Tally(
        hits=np.zeros((norms, LEVELS), dtype=np.int64),
        accounts=np.zeros(norms, dtype=np.int64),
        people=np.zeros(norms, dtype=np.int64),
        first=np.full(norms, np.iinfo(np.int64).max, dtype=np.int64),
        last=np.full(norms, np.iinfo(np.int64).min, dtype=np.int64),
        by_actor=np.zeros((norms, max(actors, 1)), dtype=np.int64),
        verdicts=np.zeros(4, dtype=np.int64),
    )


_Sums = tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64],
    NDArray[np.int64],
]  # fmt: skip


@compiled
def count_check(
    rows: Rows,
    levels: NDArray[np.uint8],
    norm: int,
    seen: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    sums: _Sums,
    marks: tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint8]],
) -> None:
    """Add the levels one check gave to the rows.

    Args:
        rows: the contacts.
        levels: their levels; set back to nothing.
        norm: the number of the check's norm.
        seen: which norm last counted each account and each person; each row's person's number.
        sums: hits, accounts, people, first, last, by actor.
        marks: row × word of 64 norms: breaches, warnings; the row's gravest level.
    """
    seen_account, seen_person, people = seen
    hits, accounts, persons, first, last, by_actor = sums
    breaches, warnings, worst = marks
    word, bit, stamp = norm // 64, np.uint64(1) << np.uint64(norm % 64), norm + 1
    earliest, latest = first[norm], last[norm]
    eights = levels.view(np.uint64)
    for eight in range(len(eights)):
        if eights[eight] == 0:  # most rows are in order, so eight are passed at once
            continue
        for row in range(8 * eight, 8 * eight + 8):
            code = levels[row]
            if code == 0:
                continue
            levels[row] = 0
            hits[norm, code] += 1
            if code >= 4:
                continue
            worst[row] = max(worst[row], code)
            if code < 2:
                continue
            if code == 3:
                breaches[row, word] |= bit
            else:
                warnings[row, word] |= bit
            earliest, latest = min(earliest, rows.at[row]), max(latest, rows.at[row])
            by_actor[norm, rows.actor[row]] += 1
            if seen_account[rows.account[row]] != stamp:
                seen_account[rows.account[row]] = stamp
                accounts[norm] += 1
            if seen_person[people[row]] != stamp:
                seen_person[people[row]] = stamp
                persons[norm] += 1
    first[norm], last[norm] = earliest, latest
