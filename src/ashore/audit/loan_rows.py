"""The rows of a loan audit, part by part: loans as columns, and as the reference takes them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ashore.audit import places as at, problems
from ashore.audit.loan_beside import Beside, Case, case_at, told_beside
from ashore.audit.loan_caps import Known
from ashore.audit.loan_columns import EPOCH, Loans, not_in_columns
from ashore.audit.loan_files import (
    CLAIMS,
    TERMS,
    LoanInputs,
    days_of,
    distinct,
    fen_of_column,
    nested,
    texts_of,
)  # fmt: skip
from ashore.audit.loan_payments import read_payments
from ashore.audit.reasons import Bad, why_of
from ashore.audit.terms import Row, make_terms, row_of_terms
from ashore.files.case import case_of
from ashore.law.norm import Law
from ashore.ledger.book import Booked, book, late_by_law
from ashore.ledger.check import cash_received, up_front
from ashore.loan import Loan, Method, Payment
from ashore.words import BadInput, Text

__all__ = ["LoanQuestion", "Read", "booked_at", "read_part"]

# Large, so that no up-front fee is refused for it: `_least` says which loans are too small.
_TEMPLATE = {"id": "x", "principal": "9999999999.00", "lender": ""}
_TEMPLATE_DAYS = {"disbursed_on": date(2024, 1, 5), "first_due_on": date(2024, 2, 5)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanQuestion:
    """What is audited, by which law.

    Attributes:
        inputs: the files.
        law: the norms on caps.
        memory: octets to use, about.
        threads: how many work at once.
        set_aside: count rows that cannot be read instead of stopping at them.
        known: the lines of caps that were looked up already.
    """

    inputs: LoanInputs
    law: Law
    memory: int = 4_000_000_000
    threads: int = 2
    set_aside: bool = False
    known: Known = field(default_factory=dict, compare=False, repr=False)


@dataclass(slots=True)
class Read:
    """The rows of a part: loans as columns, and what else is needed of them.

    Attributes:
        table, number: the rows, and their places over all files.
        protos: of each terms a loan that has them; None where they cannot be.
        loans: the loans as columns.
        theirs: what the lender says, in the order of `CLAIMS`; -1: nothing.
        right: which loans can be booked; `columns`: which of them by columns.
        why: of each terms why columns cannot book them; "" where they can.
        cases: by place, the loans that are more than a row of terms.
        cards: how many loans are cards, which no row tells.
    """

    table: pa.Table
    number: NDArray[np.int64]
    protos: list[Loan | None]
    loans: Loans
    theirs: NDArray[np.int64]
    right: NDArray[np.bool_]
    columns: NDArray[np.bool_]
    why: list[str]
    cases: dict[int, Case]
    cards: int


class _Marks:
    """Which rows can be booked, and why the others cannot."""

    def __init__(self, ids: pa.ChunkedArray, bad: Bad) -> None:
        self.right = np.ones(len(ids), dtype=bool)
        self._ids, self._bad = ids, bad

    def note(self, wrong: NDArray[np.bool_], reason: str, why: Text | None = None) -> None:
        """Note rows that cannot be booked, each by its first reason; `why` goes on with it."""
        reason = reason if why is None else self._bad.reason(reason, why)
        fresh = wrong & self.right
        if fresh.any():
            first = self._ids[int(fresh.argmax())].as_py()
            self._bad.note(reason, int(fresh.sum()), first)
            self.right[fresh] = False


def read_part(question: LoanQuestion, part: int, parts: int, bad: Bad) -> Read:
    """Return the rows of a part; those that cannot be booked are counted in `bad`.

    Raises:
        BadInput: a file is cut off, or an id stands twice.
    """
    pieces = list(question.inputs.loans.parts("id", part, parts))
    table = pa.concat_tables([each for each, _ in pieces])
    ids = texts_of(table["id"])
    _once(ids, question.inputs.loans.files[0].name)
    marks = _Marks(ids, bad)
    marks.note(np.asarray(pc.fill_null(pc.equal(ids, ""), fill_value=True)), "id: blank")
    principal, days, theirs = _figures(table, marks)
    received = _said(table, "received", marks)
    marks.note(received > principal, "received: more than the principal")
    term, made = _terms(table, question.law)
    known = np.array([each.wrong is None for each in made] or [True])[term]
    for place in np.unique(term[~known]).tolist():
        marks.note(term == place, "terms", made[place].wrong)
    cards = np.array([each.card for each in made] or [False])[term] & marks.right
    marks.right &= ~cards
    expressible = np.array([each.row is not None for each in made] or [False])[term]
    _possible(marks, (principal, days), (term, made))
    paid = read_payments(question.inputs.payments, (part, parts), (ids, days["disbursed_on"]), bad)
    marks.note(paid.spoilt, "loan: a payment of it cannot be booked")
    none = np.zeros(0, dtype=np.int64)
    loans = Loans(
        terms=make_terms([each.row or ([1] * at.TERM_FIELDS, []) for each in made]),
        term=term.astype(np.int32),
        principal=np.where(marks.right, principal, 0),
        disbursed=days["disbursed_on"],
        first_due=days["first_due_on"],
        on=days["claim.on"],
        paid_on=paid.on,
        paid=paid.amount,
        paid_from=paid.begins,
        rows=(none, none, none, none),
        row_from=np.zeros(table.num_rows + 1, dtype=np.int64),
    )
    number = np.concatenate([each for _, each in pieces])
    read = Read(
        table, number, [each.proto for each in made], loans, theirs, marks.right,
        expressible & marks.right, [each.why for each in made], {}, int(cards.sum()),
    )  # fmt: skip
    beside = told_beside(question.inputs.events, question.inputs.rows, part, parts)
    beside.strays(ids, bad)
    _add_cases(read, beside, (ids, paid.ids, received), marks)
    return read


def _add_cases(
    read: Read,
    beside: Beside,
    named: tuple[pa.ChunkedArray, pa.ChunkedArray | None, NDArray[np.int64]],
    marks: _Marks,
) -> None:
    """Put together the loans that are more than a row of terms."""
    ids, paid_id, received = named
    stated = np.array([each is not None and each.method is Method.GIVEN for each in read.protos])
    chosen = marks.right & stated[read.loans.term] if len(stated) else ~marks.right
    named_so = pc.is_in(ids, value_set=pa.array(list(beside.events), pa.string()))
    chosen |= np.asarray(named_so) & marks.right
    kept_back = _kept_back(read, received)
    chosen |= kept_back & marks.right
    names = [name for name in TERMS if name in read.table.column_names]
    for place in np.flatnonzero(chosen).tolist():
        row = read.table.slice(place, 1)
        values = {name: texts_of(row[name])[0].as_py() for name in names}
        loan, paid, _ = _loan_at(read, place)
        start = int(read.loans.paid_from[place])
        payments = [
            {"at": each.at, "amount": _yuan(each.amount)} | _id_of(paid_id, start + n)
            for n, each in enumerate(paid)
        ]
        facts = {
            "id": "x", "lender": "", "principal": _yuan(loan.principal),
            "disbursed_on": loan.disbursed_on, "first_due_on": loan.first_due_on,
        }  # fmt: skip
        if kept_back[place]:
            facts["received"] = _yuan(int(received[place]))
        name = str(texts_of(row["id"])[0])
        told = beside.events.get(name, []), beside.rows.get(name, [])
        case = case_at(nested(values), facts, payments, told)
        read.columns[place] = False
        if isinstance(case, Text):
            wrong = np.zeros(len(marks.right), dtype=bool)
            wrong[place] = True
            marks.note(wrong, "events or schedule", case)
        else:
            read.cases[place] = case


def _kept_back(read: Read, received: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return the loans of which another sum arrived than their terms say."""
    fees = np.array([each is not None and up_front(each) > 0 for each in read.protos] or [False])
    short = (received != read.loans.principal) | fees[read.loans.term]
    found: NDArray[np.bool_] = (received >= 0) & short
    return found


def _id_of(ids: pa.ChunkedArray | None, place: int) -> dict[str, str]:
    """Return the id of a payment as a case file has it, where it has one."""
    name = ids[place].as_py() if ids is not None else None
    return {"id": name} if name else {}


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def _once(ids: pa.ChunkedArray, where: str) -> None:
    counts = pc.value_counts(ids.drop_null())
    twice = counts.filter(pc.greater(counts.field("counts"), 1))
    if len(twice):
        raise problems.loan_twice(where, min(twice.field("values").to_pylist()))


def _figures(
    table: pa.Table, marks: _Marks
) -> tuple[NDArray[np.int64], dict[str, NDArray[np.int32]], NDArray[np.int64]]:
    """Return principal, days by name, and what the lender says, in the order of `CLAIMS`."""
    principal, kind = fen_of_column(table["principal"])
    marks.note((kind != 0) | (principal <= 0), "principal: not a sum above 0")
    days = {}
    for name in ("disbursed_on", "first_due_on", "claim.on"):
        days[name], blank = days_of(table[name])
        marks.note(blank, f"{name}: blank")
    return principal, days, np.stack([_said(table, name, marks) for name in CLAIMS], axis=1)


def _said(table: pa.Table, name: str, marks: _Marks) -> NDArray[np.int64]:
    """Return the sums of a column that need not be there, in fen; -1: nothing is said."""
    if name not in table.column_names:
        return np.full(table.num_rows, -1, dtype=np.int64)
    sums, kind = fen_of_column(table[name])
    marks.note((kind == 2) | (sums < 0), f"{name}: not a sum")
    return np.where(kind == 0, sums, -1)


def _possible(
    marks: _Marks,
    figures: tuple[NDArray[np.int64], dict[str, NDArray[np.int32]]],
    terms: tuple[NDArray[np.int64], list[_Made]],
) -> None:
    """Note loans whose days or sum cannot be: what the reader of case files refuses as well."""
    (principal, days), (term, made) = figures, terms
    begin = days["disbursed_on"]
    stated = np.array([each.stated for each in made] or [False])[term]
    early = ~stated & (days["first_due_on"] <= begin)
    marks.note(early, "first_due_on: not after the loan was paid out")
    marks.note(days["claim.on"] < begin, "claim.on: before the loan was paid out")
    least = np.array([each.least for each in made] or [0], dtype=np.int64)[term]
    marks.note(principal < least, "terms: the up-front fees are more than the principal")


class _Made(NamedTuple):
    """What became of some terms: a loan that has them, their numbers, what is wrong with them.

    `why` says what columns cannot book of them; `card` that they are a card's; `stated` that the
    lender stated the rows; `least` the least principal, in fen, that such fees leave anything of.
    """

    proto: Loan | None = None
    row: Row | None = None
    wrong: Text | None = None
    why: str = ""
    card: bool = False
    stated: bool = False
    least: int = 0


def _terms(table: pa.Table, law: Law) -> tuple[NDArray[np.int64], list[_Made]]:
    """Return per row its terms, and what became of each."""
    term, values = distinct(table, [name for name in TERMS if name in table.column_names])
    return term, [_made_of(each, law) for each in values.to_pylist()]


def _made_of(values: Mapping[str, Any], law: Law) -> _Made:
    raw = {**_TEMPLATE, **_TEMPLATE_DAYS, **nested({k: v and str(v) for k, v in values.items()})}
    if raw.get("method") == Method.CARD:
        return _Made(card=True)
    stated = raw.get("method") == Method.GIVEN
    if stated:  # its rows differ from loan to loan: these stand for any
        raw = {key: each for key, each in raw.items() if key not in {"instalments", "first_due_on"}}
        day = _TEMPLATE_DAYS["first_due_on"]
        raw["schedule"] = [{"due_on": day, "principal": _TEMPLATE["principal"], "interest": "0"}]
    try:
        proto = late_by_law(case_of({"ashore": 1, "loans": [raw]}).loans[0].loan, law)
    except BadInput as problem:
        return _Made(wrong=why_of(problem))
    why = "rows the lender stated" if stated else not_in_columns(proto, ())
    row = None if why else row_of_terms(proto)
    return _Made(proto, row, why=why, stated=stated, least=_least(proto))


def _least(proto: Loan) -> int:
    """Return the least principal, in fen, of which fees taken at payout leave nothing below 0."""
    if not up_front(proto):
        return 0
    enough = proto.principal  # the reader of case files took it
    return bisect_left(
        range(enough), 0, key=lambda fen: cash_received(replace(proto, principal=fen))
    )


def _loan_at(read: Read, place: int) -> tuple[Loan, list[Payment], date]:
    """Return a row as the reference takes it: the loan, its payments, the day asked for."""
    loans = read.loans

    def day(number: int) -> date:
        return date.fromordinal(int(number) + EPOCH)

    proto = read.protos[int(loans.term[place])]
    assert proto is not None, "a row with terms that cannot be is not booked"
    loan = replace(
        proto,
        id=str(texts_of(read.table["id"].slice(place, 1))[0]),
        principal=int(loans.principal[place]),
        disbursed_on=day(loans.disbursed[place]),
        first_due_on=day(loans.first_due[place]),
    )
    span = range(int(loans.paid_from[place]), int(loans.paid_from[place + 1]))
    paid = [
        Payment(id=f"{n:09}", at=day(loans.paid_on[k]), amount=int(loans.paid[k]))
        for n, k in enumerate(span)
    ]
    return loan, paid, day(loans.on[place])


def booked_at(read: Read, place: int, law: Law) -> tuple[Booked, date]:
    """Return a row's books by the reference, and the day asked for."""
    case = read.cases.get(place)
    if case is not None:
        on = date.fromordinal(int(read.loans.on[place]) + EPOCH)
        return book(*case, law), on
    loan, paid, on = _loan_at(read, place)
    return book(loan, paid, law), on
