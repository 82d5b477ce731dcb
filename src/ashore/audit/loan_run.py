"""One audit of loans: each part re-booked, compared with the lender's balances and the caps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ashore.audit import places as at, problems
from ashore.audit.lawful_walk import FIRM, FREE, KIND, LIMIT, OPEN
from ashore.audit.loan_caps import binding, held, lines_of
from ashore.audit.loan_columns import balances_of
from ashore.audit.loan_files import texts_of
from ashore.audit.loan_rows import LoanQuestion, Read, booked_at, read_part
from ashore.audit.reasons import Bad
from ashore.law.norm import Law
from ashore.ledger.statement import balance

__all__ = ["CHECKS", "Hits", "Part", "audit_part", "nothing", "parts_of", "same_by_reference"]

CHECKS = (
    "loans.total_above", "loans.principal_above", "loans.interest_above", "loans.penalty_above",
    "loans.fee_above", "loans.does_not_add_up", "loans.total_below", "loans.above_cap",
    "loans.above_line",
)  # fmt: skip
"""What is compared, in the order of the bits of a hit."""

_MOST = 2**60  # fen of a sum: five of them fit 64 bits
_A_LOAN, _A_PAYMENT = 600, 112  # octets each takes while a part is booked, about
_ALWAYS = 400_000_000  # octets that the program takes beside them


class Hits(NamedTuple):
    """The loans that differ, one entry a loan: columns by name.

    Attributes:
        row: its number over all files.
        on: the day of the lender's balance, in days since 1970.
        checks: which of `CHECKS` it hits, as bits.
        ours: principal, interest, penalty with compound, fees, total less money paid ahead.
        theirs: what the lender says: total, principal, interest, penalty, fees; -1: nothing said.
        most: the most that can be claimed where a cap or a line binds; -1: none does.
    """

    row: NDArray[np.int64]
    on: NDArray[np.int32]
    checks: NDArray[np.int64]
    ours: NDArray[np.int64]
    theirs: NDArray[np.int64]
    most: NDArray[np.int64]


@dataclass(slots=True)
class Part:
    """What a part of the loans gave.

    Attributes:
        hits: the loans that differ; `ids` and `lenders` are theirs.
        compared: how many loans were compared; `exact` of them agree to the fen.
        rounding: how many differ by a fen an instalment at most.
        bad: rows that could not be booked, by reason.
        cards: how many loans are cards, which are not booked again.
        by_reference: how many loans the reference booked, by reason.
        held: how many loans were held to a cap or a line; `capped` of them by the reference.
    """

    hits: Hits
    ids: list[str]
    lenders: list[str]
    compared: int = 0
    exact: int = 0
    rounding: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    by_reference: Counter[str] = field(default_factory=Counter)
    cards: int = 0
    held: int = 0
    capped: int = 0


def parts_of(question: LoanQuestion) -> int:
    """Return in how many parts the loans are booked, so that each fits the memory."""
    inputs = question.inputs
    size = inputs.loans.rows * _A_LOAN
    size += inputs.payments.rows * _A_PAYMENT if inputs.payments else 0
    return 1 + size // max(question.memory - _ALWAYS, question.memory // 4)


Progress = Callable[[int], None]


def audit_part(question: LoanQuestion, part: int, parts: int, progress: Progress) -> Part:
    """Re-book the loans of a part and compare them.

    Raises:
        BadInput: a row cannot be read (unless they are set aside), or an id stands twice.
    """
    bad = Bad()
    read = read_part(question, part, parts, bad)
    found = balances_of(read.loans, question.threads)
    status = found.status
    asked = np.flatnonzero(
        read.right & (~read.columns | (status == at.ASKED) | (status == at.NO_ROOM))
    )
    wrong = read.right & read.columns & (status == at.WRONG)  # a row is told by its first reason
    read.right &= ~wrong
    bad["dates or sums that cannot be"] += int(wrong.sum())
    _refuse(question, bad)
    for place in asked.tolist():
        sums = _by_reference(read, place, question.law)
        if max(sums) > _MOST:
            bad["sums beyond 64 bits"] += 1
            read.right[place] = False
        else:
            found.sums[place] = sums
    _refuse(question, bad)
    made = _compared(question, read, found.sums)
    made.bad, made.by_reference, made.cards = +bad, _reasons(read, asked, status), read.cards
    progress(len(read.number))
    return made


def _refuse(question: LoanQuestion, bad: Bad) -> None:
    """Stop at rows that cannot be booked, unless they are set aside."""
    if bad.total() and not question.set_aside:
        raise problems.bad_loans(question.inputs.loans.files[0].name, bad)


def _reasons(read: Read, asked: NDArray[np.intp], status: NDArray[np.uint8]) -> Counter[str]:
    """Return why the reference was asked, and how often."""
    found: Counter[str] = Counter()
    for place in asked.tolist():
        why = read.why[int(read.loans.term[place])]
        if place in read.cases and not why:
            kept_back = read.cases[place][0].received is not None
            why = "another sum arrived than was lent" if kept_back else "events"
        elif read.columns[place]:
            why = "rounding left open" if status[place] == at.ASKED else "no room in 64 bits"
        found[why] += 1
    return found


def same_by_reference(question: LoanQuestion, found: Part, places: Iterable[int]) -> int:
    """Return for how many hits the reference books the same figures, each booked anew."""
    wanted = {int(found.hits.row[place]): place for place in places}
    parts, same = parts_of(question), 0
    for part in range(parts):
        read = read_part(question, part, parts, Bad())
        for place in np.flatnonzero(np.isin(read.number, list(wanted))).tolist():
            hit = wanted[int(read.number[place])]
            sums = _by_reference(read, place, question.law)
            total = max(0, sum(sums[:5]) - sums[6])
            ours = [sums[0], sums[1], sums[2] + sums[3], sums[4], total]
            most = -1
            if found.hits.theirs[hit, 0] >= 0:
                kind, limit = binding(*booked_at(read, place, question.law), question.law)
                most = max(limit, 0) if kind != FREE else -1
            same += found.hits.ours[hit].tolist() == ours and int(found.hits.most[hit]) == most
    return same


# -- booking and comparing ----------------------------------------------------------------------


def _by_reference(read: Read, place: int, law: Law) -> list[int]:
    booked, on = booked_at(read, place, law)
    told = balance(booked, on)
    return [
        told.principal, told.interest, told.penalty, told.compound, told.fee, told.due_now,
        told.credit, told.days_past_due, told.paid,
    ]  # fmt: skip


def _compared(question: LoanQuestion, read: Read, sums: NDArray[np.int64]) -> Part:
    parts = np.stack([sums[:, 0], sums[:, 1], sums[:, 2] + sums[:, 3], sums[:, 4]], axis=1)
    ours = np.concatenate([parts, np.maximum(parts.sum(axis=1) - sums[:, 6], 0)[:, None]], axis=1)
    theirs = read.theirs
    said = theirs[:, 1:] >= 0
    whole = said.all(axis=1)
    summed = np.where(said, theirs[:, 1:], 0).sum(axis=1)
    ahead = np.maximum(summed - sums[:, 6], 0)  # a total may leave out money paid ahead
    total = np.where(theirs[:, 0] >= 0, theirs[:, 0], np.where(whole, ahead, -1))
    right = read.right & ((total >= 0) | said.any(axis=1))
    count = np.array([each.instalments if each else 1 for each in read.protos])[read.loans.term]
    for place, (loan, _) in read.cases.items():
        count[place] = max(loan.instalments, len(loan.rows))
    apart = np.where(total >= 0, total - ours[:, 4], 0)
    over = np.where(said, theirs[:, 1:] - parts, 0)
    checks = np.zeros(len(total), dtype=np.int64)
    for bit, some in enumerate((apart, *over.T)):
        checks |= np.where(some > count, 1 << bit, 0)
    odd = whole & (theirs[:, 0] >= 0) & (theirs[:, 0] != summed) & (theirs[:, 0] != ahead)
    checks |= np.where(odd, 1 << 5, 0) | np.where(apart < -count, 1 << 6, 0)
    checks[~right] = 0
    part = Part(nothing(), [], [], compared=int(right.sum()))
    bound = _bound(question, read, np.flatnonzero(right & (total >= 0)), part)
    above = (bound[:, KIND] != FREE) & (total - bound[:, LIMIT] > count)
    checks |= np.where(above, np.where(bound[:, KIND] == FIRM, 1 << 7, 1 << 8), 0)
    most = np.where(bound[:, KIND] == FREE, -1, np.maximum(bound[:, LIMIT], 0))
    same = right & (apart == 0) & (over == 0).all(axis=1)
    part.exact = int(same.sum())
    part.rounding = int((right & ~same & (checks == 0)).sum())
    hit = np.flatnonzero(checks)
    part.hits = Hits(
        read.number[hit], read.loans.on[hit], checks[hit], ours[hit],
        np.concatenate([total[:, None], theirs[:, 1:]], axis=1)[hit], most[hit],
    )  # fmt: skip
    part.ids = texts_of(read.table["id"]).take(pa.array(hit)).to_pylist()
    part.lenders = list(_lenders(read.table, hit))
    return part


def _bound(
    question: LoanQuestion, read: Read, places: NDArray[np.intp], part: Part
) -> NDArray[np.int64]:
    """Return what binds each loan and the most that can be claimed; note how many were held."""
    lenders = [proto.first_lender_type if proto else "" for proto in read.protos]
    lines = lines_of(read.loans, lenders, question.law, question.known)
    reached = places[lines.reach()[places]]
    found = held(read.loans, lines, reached[read.columns[reached]], question.threads)
    asked = reached[~read.columns[reached] | (found[reached, KIND] == OPEN)]
    for place in asked.tolist():
        found[place] = binding(*booked_at(read, place, question.law), question.law)
    part.held, part.capped = len(reached), len(asked)
    return found


def nothing() -> Hits:
    """Return no hits."""
    none = np.zeros(0, dtype=np.int64)
    wide = np.zeros((0, 5), dtype=np.int64)
    return Hits(none, none.astype(np.int32), none, wide, wide, none)


def _lenders(table: pa.Table, hit: NDArray[np.intp]) -> Iterator[str]:
    if "lender" not in table.column_names:
        return iter([""] * len(hit))
    return (each or "" for each in texts_of(table["lender"]).take(pa.array(hit)).to_pylist())
