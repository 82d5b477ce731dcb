"""Counting what went before: one walk per kind of norm over the contacts of a bucket.

Each walk goes once through the rows that its check must see, in the order accounts, then time, and
writes the level of each that is not "ok". What the outcomes mean was said by the reference (see
`table`); the walks only count, remember and compare instants, with the parameters of the norm.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ashore.audit.jit import compiled
from ashore.audit.rows import Rows

__all__ = ["cool_down", "count_limit", "hand_over", "identification", "once", "precondition"]

_NEVER = np.iinfo(np.int64).min


@compiled
def count_limit(
    rows: Rows,
    some: NDArray[np.int32],
    groups: tuple[NDArray[np.int32], int],
    table: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64]],
    rule: tuple[int, int],
    out: NDArray[np.uint8],
) -> None:
    """Find the contacts past a limit; each group remembers the last that fill it.

    Args:
        rows: the contacts.
        some: the rows to look at.
        groups: each row's group, and how many there are.
        table: entries and levels of the check, the starts of days.
        rule: the limit and the days of its window.
        out: takes the level of each of these rows.
    """
    entry, final, starts = table
    limit, days = rule
    number, count = groups
    keep = max(limit, 1)
    is_told = _is_told(entry)  # then what is possible is sure, and need not be kept beside it
    sure = np.full((count, keep), _NEVER, dtype=np.int64)
    next_sure = np.zeros(count, dtype=np.int32)
    possible = sure if is_told else sure.copy()
    next_possible = next_sure if is_told else next_sure.copy()
    for place, row in enumerate(some):
        bits = entry[rows.record[row]]
        each = number[row]
        if bits & 3:
            start = starts[0, rows.day[0, row] - days + 1]
            for zone in range(1, len(starts)):
                start = min(start, starts[zone, rows.day[zone, row] - days + 1])
            if limit == 0 or sure[each, next_sure[each]] >= start:
                out[place] = final[rows.record[row], bits & 3]
            elif possible[each, next_possible[each]] >= start:
                out[place] = final[rows.record[row], 2]
        if bits & 12 and not is_told:
            possible[each, next_possible[each]] = rows.at[row]
            next_possible[each] = next_possible[each] + 1 if next_possible[each] + 1 < keep else 0
        if bits & 4:
            sure[each, next_sure[each]] = rows.at[row]
            next_sure[each] = next_sure[each] + 1 if next_sure[each] + 1 < keep else 0


@compiled
def _is_told(entry: NDArray[np.uint8]) -> bool:
    """Return whether of every record it is known if it is counted."""
    for bits in entry:  # noqa: SIM110 - numba compiles no generator
        if bits & 12 == 8:
            return False
    return True


@compiled
def cool_down(
    rows: Rows,
    some: NDArray[np.int32],
    groups: tuple[NDArray[np.int32], int],
    table: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64]],
    days: int,
    out: NDArray[np.uint8],
) -> None:
    """Find the calls within so many days of a talk, the day of the talk being the first."""
    entry, final, starts = table
    number, count = groups
    opens = np.full(count, _NEVER, dtype=np.int64)
    for place, row in enumerate(some):
        bits = entry[rows.record[row]]
        if bits & 3 and rows.at[row] < opens[number[row]]:
            out[place] = final[rows.record[row], bits & 3]
        if bits & 4:
            latest = starts[0, rows.day[0, row] + days]
            for zone in range(1, len(starts)):
                latest = max(latest, starts[zone, rows.day[zone, row] + days])
            opens[number[row]] = latest


@compiled
def precondition(
    rows: Rows,
    some: NDArray[np.int32],
    groups: tuple[NDArray[np.int32], int],
    table: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    rule: tuple[int, int, int, int],
    out: NDArray[np.uint8],
) -> None:
    """Find the contacts with others while nothing shows that the debtor was out of reach.

    Args:
        rows: the contacts.
        some: the rows to look at.
        groups: each row's lender's number, and how many there are.
        table: entries and levels of the check, and what records say about reaching the debtor.
        rule: failed calls and days that make a ground; the grounds (bit 0 invalid, 1 failed calls,
            2 failed days, 3 stated); what is known otherwise (bit 0 the debtor answers or the log
            is complete, 1 the debtor is said not to answer).
        out: takes the level of each of these rows.
    """
    entry, final, reach = table
    calls, days, grounds, known = rule
    number, count = groups
    known_of = np.full((count, _FACTS), -1, dtype=np.int32)
    for place, row in enumerate(some):
        record, day = rows.record[row], rows.day[0, row]
        fact = known_of[number[row]]
        if entry[record] & 3:
            stands = (
                (grounds & 8 and known & 2 and fact[_REACHED] < 0)
                or (grounds & 1 and fact[_INVALID] >= 0)
                or (grounds & 4 and fact[_DAYS] >= 0)
                or (grounds & 2 and 0 <= fact[_ROW] < day)
            )
            if not stands and fact[_BLANK] > 0:
                out[place] = final[record, 2]
            elif not stands and grounds & 2 and fact[_ROW] >= 0:
                out[place] = final[record, 1]
            elif not stands and fact[_CLOSED] >= 0:
                out[place] = final[record, 3]
            elif not stands:
                is_sure = fact[_REACHED] == day or known & 1
                out[place] = final[record, 1 if is_sure else 2]
        if reach[record]:
            _learn(fact, reach[record], day, calls, days)


_REACHED, _ROW, _DAYS, _INVALID, _CLOSED, _LAST_FAIL, _FAILS, _RUN, _BLANK = range(9)
_FACTS = 9


@compiled
def _learn(fact: NDArray[np.int32], what: int, day: int, calls: int, days: int) -> None:
    """Change what is known about reaching the debtor, as `ashore.conduct.reach.step`.

    Days are kept by their index, -1 for none; the numbers of fails are -1 or 0 at first.
    """
    if what == 1:
        had = fact[_ROW] >= 0 or fact[_DAYS] >= 0 or fact[_INVALID] >= 0
        closed = day if had or fact[_CLOSED] == day else -1
        fact[:] = -1
        fact[_REACHED], fact[_CLOSED] = day, closed
    elif what == 2:
        fact[_FAILS] = max(fact[_FAILS], 0) + 1
        if fact[_LAST_FAIL] != day:
            fact[_RUN] = fact[_RUN] + 1 if fact[_LAST_FAIL] == day - 1 else 1
        fact[_LAST_FAIL] = day
        if fact[_ROW] < 0 and fact[_FAILS] >= calls:
            fact[_ROW] = day
        if fact[_DAYS] < 0 and fact[_RUN] >= days:
            fact[_DAYS] = day
    elif what == 3:
        if fact[_INVALID] < 0:
            fact[_INVALID] = day
    else:
        fact[_BLANK] = 1


@compiled
def once(
    rows: Rows,
    some: NDArray[np.int32],
    groups: tuple[NDArray[np.int32], int],
    table: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]],
    times: int,
    out: NDArray[np.uint8],
) -> None:
    """Find the contacts with a person who was already asked so many times and did not call back."""
    entry, final, flags = table
    number, count = groups
    talks = np.zeros(count, dtype=np.int32)
    came_last = np.zeros(count, dtype=np.bool_)
    for place, row in enumerate(some):
        record, each = rows.record[row], number[row]
        bits = entry[record]
        if bits & 3 and talks[each] >= times and not (came_last[each] and talks[each] > 0):
            out[place] = final[record, 1]
        if not flags[record] & 1:
            came_last[each] = True
        elif bits & 4:
            talks[each] += 1
            came_last[each] = False


@compiled
def identification(
    rows: Rows,
    some: NDArray[np.int32],
    groups: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32], int],
    table: tuple[NDArray[np.uint8], NDArray[np.uint8]],
    complete: bool,  # noqa: FBT001 - numba knows no keywords
    out: NDArray[np.uint8],
) -> None:
    """Find the first contacts with a person at which the institution was not named.

    Args:
        rows: the contacts.
        some: the rows to look at.
        groups: each row's group by actor and person, by actor, by lender and person; the most
            groups there are.
        table: entries and levels of the check.
        complete: the log leaves out no contact, so the first in it was the first.
        out: takes the level of each of these rows.
    """
    entry, final = table
    by_both, by_actor, by_lender, most = groups
    met, perhaps = np.zeros(most, dtype=np.bool_), np.zeros(most, dtype=np.bool_)
    nameless, lender_met = np.zeros(most, dtype=np.bool_), np.zeros(most, dtype=np.bool_)
    for place, row in enumerate(some):
        record = rows.record[row]
        bits = entry[record]
        if bits & 3 and not met[by_both[row]]:
            doubt = not complete or perhaps[by_both[row]] or nameless[by_actor[row]]
            doubt = doubt or (not rows.named[row] and lender_met[by_lender[row]])
            out[place] = final[record, 2 if bits & 3 == 2 else 3 if doubt else 1]
        if bits & 4:
            met[by_both[row]] = True
            lender_met[by_lender[row]] = True
            if rows.who[row] == 0:
                nameless[by_actor[row]] = True
        elif bits & 8:
            perhaps[by_both[row]] = True


@compiled
def hand_over(
    rows: Rows,
    some: NDArray[np.int32],
    groups: tuple[NDArray[np.int32], int],
    table: tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.int64]],
    rest: tuple[NDArray[np.uint8], int],
    out: NDArray[np.uint8],
) -> None:
    """Find the contacts by one agency within so many days of another agency's last.

    Args:
        rows: the contacts.
        some: the rows to look at.
        groups: each row's group by lender and loan, and how many there are.
        table: entries and levels of the check, the starts of days.
        rest: the records' flags, the days.
        out: takes the level of each of these rows.
    """
    entry, final, starts = table
    flags, days = rest
    number, count = groups
    last, other = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    last_day, other_day = np.full(count, -1), np.full(count, -1)
    for place, row in enumerate(some):
        record, each, actor = rows.record[row], number[row], rows.actor[row]
        if entry[record] & 3:
            day = other_day[each] if last[each] == actor else last_day[each]
            if day >= 0 and rows.at[row] < starts[0, day + days]:
                out[place] = final[record, 1]
        if flags[record] & 1 and actor != rows.lender[row] and actor != 0:
            if last[each] != actor:
                other[each], other_day[each] = last[each], last_day[each]
                last[each] = actor
            last_day[each] = rows.day[0, row]
