"""Adding up: how often each norm spoke, about whom, of whom, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ashore.audit.jit import compiled, inlined

__all__ = [
    "LEVELS", "Tally", "count_check", "count_found", "count_records", "found_of", "new_tally",
    "verdicts_of",
]  # fmt: skip

LEVELS = 8
WARNING, BREACH, NOTE = 2, 3, 4
"""Codes of a level: ok, unknown, warning, breach; the same as reminders from NOTE on."""


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


_Marks = tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint8]]
"""Row × word of 64 norms: breaches, warnings; the row's gravest level."""


@inlined
def _mark(marks: _Marks, row: int, norm: int, code: int) -> None:
    breaches, warnings, worst = marks
    if code >= NOTE or code == 0:
        return
    worst[row] = max(worst[row], code)
    if code == BREACH:
        breaches[row, norm // 64] |= np.uint64(1) << np.uint64(norm % 64)
    elif code == WARNING:
        warnings[row, norm // 64] |= np.uint64(1) << np.uint64(norm % 64)


@compiled
def count_records(
    record: NDArray[np.int32],
    said: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]],
    hits: NDArray[np.int64],
    marks: _Marks,
) -> None:
    """Add what the checks of the record alone say.

    Args:
        record: the record of each row.
        said: bounds, norms and codes (see `ashore.audit.used.Used`).
        hits: norm × code of level.
        marks: takes what is found.
    """
    bounds, norms, codes = said
    for row in range(len(record)):
        one = record[row]
        for place in range(bounds[one], bounds[one + 1]):
            hits[norms[place], codes[place]] += 1
            _mark(marks, row, norms[place], codes[place])


@compiled
def count_check(
    some: NDArray[np.int32],
    levels: NDArray[np.uint8],
    norm: int,
    hits: NDArray[np.int64],
    marks: _Marks,
) -> None:
    """Add the levels a walk gave to some rows; `norm` is the number of its check's norm."""
    for place in range(len(some)):
        if levels[place]:
            hits[norm, levels[place]] += 1
            _mark(marks, some[place], norm, levels[place])


@compiled
def verdicts_of(
    record: NDArray[np.int32], flags: NDArray[np.uint8], worst: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Return how many outgoing contacts have each verdict."""
    found = np.zeros(4, dtype=np.int64)
    for row in range(len(record)):
        found[worst[row]] += flags[record[row]] & 1
    return found


@compiled
def found_of(
    columns: tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64], NDArray[np.int64],
                   NDArray[np.int64]],
    marks: _Marks,
) -> tuple[Any, ...]:  # fmt: skip
    """Return the columns (five, then level, breaches, warnings) of rows with either."""
    row, account, at, actor, who = columns
    breaches, warnings, worst = marks
    places, count = np.empty(len(row) + 1, dtype=np.int32), 0
    for place in range(len(row)):
        places[count] = place
        count += worst[place] >= WARNING
    places = places[:count]
    return (
        row[places], account[places], at[places], actor[places], who[places], worst[places],
        breaches[places], warnings[places],
    )  # fmt: skip


@compiled
def count_found(
    rows: tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]],
    people: tuple[NDArray[np.int32], int],
    marks: tuple[NDArray[np.uint64], NDArray[np.uint64]],
    sums: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64],
                NDArray[np.int64]],
) -> None:  # fmt: skip
    """Add up whom the contacts with a breach or a warning concern, norm by norm.

    Args:
        rows: account, instant and actor of each such contact; an account's stand together.
        people: the number of each one's person, and how many there are.
        marks: each one's breaches and warnings.
        sums: accounts, people, first, last, by actor.
    """
    account, at, actor = rows
    person, count = people
    accounts, persons, first, last, by_actor = sums
    norms = len(accounts)
    last_account = np.full(norms, -1, dtype=np.int32)
    met = np.zeros((count, marks[0].shape[1]), dtype=np.uint64)
    for row in range(len(account)):
        for word in range(met.shape[1]):
            bits = marks[0][row, word] | marks[1][row, word]
            new = bits & ~met[person[row], word]
            met[person[row], word] |= bits
            norm = 64 * word
            while bits:
                if bits & np.uint64(1):
                    first[norm], last[norm] = min(first[norm], at[row]), max(last[norm], at[row])
                    by_actor[norm, actor[row]] += 1
                    persons[norm] += np.int64(new & np.uint64(1))
                    if last_account[norm] != account[row]:
                        last_account[norm] = account[row]
                        accounts[norm] += 1
                bits >>= np.uint64(1)
                new >>= np.uint64(1)
                norm += 1
