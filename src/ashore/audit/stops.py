"""Requests not to be contacted, and contact after contact in spite of them.

Few contacts ask to stop, so each contact of the account is held against those before it, by the
same questions as the reference: may it be the same person, may it be the same lender.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ashore.audit.jit import compiled
from ashore.audit.rows import Rows

__all__ = ["repeated", "stop_request"]

_NEVER = np.iinfo(np.int64).max
_DEBTOR = np.uint8(1)  # the place of "debtor" among the roles


@compiled
def _same_person(rows: Rows, role: NDArray[np.uint8], one: int, other: int) -> int:
    """Return 1 for the same person, 0 for another, 2 when the records do not tell."""
    first, second = role[rows.record[one]], role[rows.record[other]]
    if first == _DEBTOR or second == _DEBTOR:  # noqa: PLR1714 - numba wants it plain
        return 1 if first == second else 0
    if rows.person[one] and rows.person[other]:
        return 1 if rows.person[one] == rows.person[other] else 0
    if rows.address[one] and rows.address[other]:
        return 1 if rows.address[one] == rows.address[other] else 0
    return 2 if first == second else 0


@compiled
def _first_request(
    rows: Rows,
    record: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    how: tuple[bool, bool, bool],
    asked: NDArray[np.int64],
    row: int,
) -> tuple[int, int]:
    """Return the first certain request (1) that concerns a row, else the first possible one (2).

    Args:
        rows: the contacts.
        record: roles, media and flags of the records.
        how: only the same medium; only in writing; told to the lender (else to the one who acts).
        asked: the rows of the account, before this one, that ask to stop.
        row: which contact.

    Returns:
        0, 1 or 2, and the instant of the request.
    """
    role, medium, flags = record
    same_medium, written, by_lender = how
    perhaps = _NEVER
    for earlier in asked:
        if rows.person[row] and rows.person[earlier] not in (0, rows.person[row]):
            continue
        if written and not flags[rows.record[earlier]] & 4:
            continue
        if same_medium and medium[rows.record[earlier]] != medium[rows.record[row]]:
            continue
        same = _same_person(rows, role, row, earlier)
        mine = rows.lender[row] if by_lender else rows.actor[row]
        theirs = rows.lender[earlier] if by_lender else rows.actor[earlier]
        if same == 0 or (mine and theirs and mine != theirs):
            continue
        if same == 1 and (mine != 0) == (theirs != 0):
            return 1, rows.at[earlier]
        perhaps = min(perhaps, rows.at[earlier])
    return (2, perhaps) if perhaps != _NEVER else (0, perhaps)


@compiled
def _answers(
    rows: Rows,
    channel: tuple[NDArray[np.int64], NDArray[np.uint8]],
    since: int,
    row: int,
) -> bool:
    """Whether a row is the one answer to the person's own message or call after the request."""
    code, flags = channel
    before = row - 1
    while before >= 0 and rows.account[before] == rows.account[row]:
        same = rows.actor[before] == rows.actor[row] and rows.who[before] == rows.who[row]
        if same and code[rows.record[before]] == code[rows.record[row]]:
            return not flags[rows.record[before]] & 1 and rows.at[before] > since
        before -= 1
    return False


@compiled
def stop_request(
    rows: Rows,
    some: NDArray[np.int32],
    record: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64]],
    table: tuple[NDArray[np.uint8], NDArray[np.uint8]],
    how: tuple[bool, bool, bool, bool],
    out: NDArray[np.uint8],
) -> None:
    """Find the contacts with somebody who had asked not to be contacted.

    Args:
        rows: the contacts.
        some: the rows to look at.
        record: roles, media, flags and channels of the records.
        table: entries and levels of the check.
        how: as `_first_request`, and whether one answer stays allowed.
        out: takes the level of each of these rows.
    """
    role, medium, flags, channel = record
    entry, final = table
    asked, count, account = np.empty(len(some), dtype=np.int64), 0, -1
    for number, row in enumerate(some):
        if rows.account[row] != account:
            account, count = rows.account[row], 0
        place = rows.record[row]
        if count and entry[place] & 3:
            found, at = _first_request(
                rows, (role, medium, flags), (how[0], how[1], how[2]), asked[:count], row
            )
            if found and not (how[3] and _answers(rows, (channel, flags), at, row)):
                out[number] = final[place, found]
        if flags[place] & 8:
            asked[count] = row
            count += 1


@compiled
def repeated(
    rows: Rows,
    some: NDArray[np.int32],
    record: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    table: tuple[NDArray[np.uint8], NDArray[np.uint8]],
    times: int,
    out: NDArray[np.uint8],
) -> None:
    """Find the contacts, from the `times`-th on, with a person who had asked to be left alone."""
    role, medium, flags = record
    entry, final = table
    asked, count, account = np.empty(len(some), dtype=np.int64), 0, -1
    for number, row in enumerate(some):
        if rows.account[row] != account:
            account, count = rows.account[row], 0
        place = rows.record[row]
        if count and entry[place] & 3 and rows.who[row]:
            found, at = _first_request(
                rows, (role, medium, flags), (False, False, True), asked[:count], row
            )
            if found == 1 and _since(rows, flags, at, row) + 1 >= times:
                out[number] = final[place, 1]
        if flags[place] & 8:
            asked[count] = row
            count += 1


@compiled
def _since(rows: Rows, flags: NDArray[np.uint8], at: int, row: int) -> int:
    """Return how many contacts with the same person by the same lender lie after an instant."""
    count, before = 0, row - 1
    while before >= 0 and rows.account[before] == rows.account[row] and rows.at[before] > at:
        if (
            flags[rows.record[before]] & 1
            and rows.lender[before] == rows.lender[row]
            and rows.who[before] == rows.who[row]
        ):
            count += 1
        before -= 1
    return count
