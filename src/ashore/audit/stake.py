"""Whom and how much the hits of a check concern: by agent, and the money overdue in the accounts.

Both are read from the files for the contacts that were found, and for no others: no norm asks who
at an agency dialled, or how much was owed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ashore.audit.columns import Names, words_of
from ashore.audit.jit import Number, compiled
from ashore.audit.loan_files import fen_of_column, texts_of
from ashore.audit.run import Found
from ashore.audit.source import Inputs

__all__ = ["Stake", "stakes_of"]

_NONE = -1


@dataclass(frozen=True, slots=True)
class Stake:
    """What the hits of one check concern.

    Attributes:
        by_agent: hits by agent, in the order of the names; None: no column tells the agent.
        money: for each account concerned the largest sum overdue that stands beside its hits, added
            up, in fen; None: no hit has one.
        without: accounts concerned beside whose hits no sum stands.
    """

    by_agent: dict[str, int] | None
    money: int | None
    without: int


def stakes_of(inputs: Inputs, found: Found) -> tuple[Stake, ...]:
    """Return for each norm what its hits concern.

    Args:
        inputs: the files.
        found: what an audit of them found.
    """
    names = Names()
    agent, overdue = _columns(inputs, found, names)
    accounts, number = np.unique(found.account, return_inverse=True)
    most = np.full(len(accounts), _NONE, dtype=np.int64)
    stakes = []
    for norm in range(len(found.checks.norms)):
        word, bit = norm // 64, np.uint64(norm % 64)
        hits = _hits(found.breaches[:, word], found.warnings[:, word], bit)
        money, without = _at_stake(hits, number, overdue, most)
        counts = np.bincount(agent[hits], minlength=len(names.all)).tolist()
        by_name = zip(names.all, counts, strict=True)
        stakes.append(
            Stake(
                by_agent={name: count for name, count in sorted(by_name) if count}
                if "agent" in inputs.columns
                else None,
                money=sum(money.tolist()) if len(money) else None,  # exact, however much it is
                without=without,
            )
        )
    return tuple(stakes)


def _columns(
    inputs: Inputs, found: Found, names: Names
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the agent's number and the fen overdue (-1: not told) of each contact found."""
    agent = np.zeros(len(found.row), dtype=np.int64)
    overdue = np.full(len(found.row), _NONE, dtype=np.int64)
    there = [name for name in ("agent", "overdue") if name in inputs.columns]
    for piece in inputs.pieces if there else ():
        low, high = np.searchsorted(found.row, [piece.first, piece.first + piece.rows])
        if low == high:
            continue
        read = inputs.read(piece, there).take(pa.array(found.row[low:high] - piece.first))
        if "agent" in there:
            column = texts_of(pa.chunked_array([read["agent"]]))
            places, _, codes = words_of(pc.fill_null(column, "").combine_chunks(), names.number)
            agent[low:high] = codes[places]
        if "overdue" in there:
            fen, kind = fen_of_column(pa.chunked_array([read["overdue"]]))
            overdue[low:high] = np.where((kind == 0) & (fen >= 0), fen, _NONE)
    return agent, overdue


@compiled
def _hits(
    breaches: NDArray[np.uint64], warnings: NDArray[np.uint64], bit: Number
) -> NDArray[np.int64]:
    """Return the places of the contacts whose bit is set."""
    found, count = np.empty(len(breaches) + 1, dtype=np.int64), 0
    for row in range(len(breaches)):
        found[count] = row
        count += ((breaches[row] | warnings[row]) >> bit) & np.uint64(1) != 0
    return found[:count]


@compiled
def _at_stake(
    hits: NDArray[np.int64],
    account: NDArray[np.int64],
    overdue: NDArray[np.int64],
    most: NDArray[np.int64],
) -> tuple[NDArray[np.int64], int]:
    """Return the largest sum of each account that has one, and how many have none.

    Args:
        hits: the places of the contacts.
        account: the number of each contact's account.
        overdue: fen; -1 is not told.
        most: room for each account, all -1; left so.
    """
    for row in hits:
        most[account[row]] = max(most[account[row]], overdue[row])
    found, count, without = np.empty(len(hits), dtype=np.int64), 0, 0
    for row in hits:  # an account is counted at its first hit
        if most[account[row]] >= 0:
            found[count] = most[account[row]]
            count += 1
        elif most[account[row]] == -1:
            without += 1
        most[account[row]] = -2
    for row in hits:
        most[account[row]] = -1
    return found[:count], without
