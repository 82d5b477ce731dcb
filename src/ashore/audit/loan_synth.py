"""An invented portfolio: loans, payments, the lender's balances, and what was planted in them.

The balances are the books' own, but for the planted ones: a payment forgotten, a penalty at twice
its rate, a fee that no term names. Some private loans bear terms that no court supports; their
balances are right by these terms. Everything follows from the seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ashore.audit import problems
from ashore.audit.loan_columns import EPOCH, Loans, balances_of, offsets_of
from ashore.audit.loan_files import nested
from ashore.audit.store import writing
from ashore.audit.synth_files import SUFFIXES, already_there, writer_to
from ashore.audit.terms import Row, Terms, make_terms, row_of_terms
from ashore.files.case import case_of

__all__ = ["PLANTED", "write_loans"]

PLANTED = (
    "loans.principal_above", "loans.penalty_above", "loans.fee_above", "loans.above_cap",
)  # fmt: skip
"""The checks a planted loan is found by: a payment forgotten, penalty doubled, a fee put on top, a
private loan at 36 % a year."""

_COUNT = 12
_SLICE = 500_000  # loans made at a time
_METHODS = ("equal_instalment", "equal_principal", "flat", "interest_only")
_DEAR = {
    "lender_type": "private", "method": "equal_instalment", "instalments": str(_COUNT),
    "rate.value": "0.36", "rate.per": "year", "penalty.multiple": "1.0",
    "penalty.base": "overdue_principal", "compound": "false", "grace_days": "0",
}  # fmt: skip
_LEAST_DEAR = 10_000  # fen of principal owed, so that what is above the cap is no rounding
_START, _ON = date(2024, 6, 1).toordinal() - EPOCH, date(2026, 3, 31).toordinal() - EPOCH
_DUE = {"principal": "10000.00", "disbursed_on": date(2024, 1, 5), "first_due_on": date(2024, 2, 5)}


class _Portfolio(NamedTuple):
    """Loans as columns, the texts of their terms, and who lent."""

    loans: Loans
    terms: list[dict[str, str]]
    lender: NDArray[np.int64]


_Tables = tuple[pa.Table, pa.Table, pa.Table]
"""Loans, payments, and what was planted."""


def write_loans(out: Path, rows: int, seed: int, *, force: bool = False) -> int:
    """Write a portfolio; return how many loans have something planted.

    Args:
        out: a .parquet or .csv file of loans; payments and truth go to NAME.payments and
            NAME.truth with the same ending.
        rows: how many loans.
        seed: which portfolio; the same seed makes the same bytes.
        force: replace files that are there.

    Raises:
        BadInput: the name has another ending, a file is there, or the disk is full.
    """
    if out.suffix not in SUFFIXES:
        raise problems.no_file(str(out))
    names = (f"{out.stem}.{kind}{out.suffix}" for kind in ("payments", "truth"))
    paths = [out, *map(out.with_name, names)]
    for path in paths:
        if path.exists() and not force:
            raise already_there(path)
    halves = [path.with_name(f".{path.name}.half") for path in paths]
    try:
        with writing(out):
            planted = _written(halves, out.suffix, _slices(rows, seed))
            for half, path in zip(halves, paths, strict=True):
                half.replace(path)
    finally:
        for half in halves:
            half.unlink(missing_ok=True)
    return planted


def _written(paths: list[Path], suffix: str, slices: Iterator[_Tables]) -> int:
    """Write slice after slice to three files; return how many loans have something planted."""
    first = next(slices)
    planted = 0
    with ExitStack() as files:
        writers = [
            files.enter_context(writer_to(path, suffix, table.schema))
            for path, table in zip(paths, first, strict=True)
        ]
        for tables in chain([first], slices):
            for table, writer in zip(tables, writers, strict=True):
                writer.write_table(table, _SLICE)
            planted += tables[2].num_rows
    return planted


def _slices(rows: int, seed: int) -> Iterator[_Tables]:
    """Yield loans, payments and what was planted, so many loans at a time."""
    chance = np.random.default_rng(seed)
    terms = [*_terms(chance), _DEAR]
    for first in range(0, max(rows, 1), _SLICE):
        yield _tables(chance, terms, range(first, min(rows, first + _SLICE)))
        chance = np.random.default_rng((seed, first + _SLICE))


def _tables(chance: np.random.Generator, terms: list[dict[str, str]], places: range) -> _Tables:
    rows = len(places)
    made = _portfolio(chance, terms, rows)
    loans = made.loans
    numbers = pa.array(np.arange(places.start, places.stop)).cast(pa.string())
    ids = pc.binary_join_element_wise("L", numbers, "")
    right = balances_of(loans).sums
    doubled = balances_of(loans._replace(terms=_doubled(made.terms))).sums
    forgotten = balances_of(_without_last(loans)).sums
    dear = np.full(rows, len(terms) - 1, dtype=np.int32)
    at_dear = balances_of(loans._replace(term=dear)).sums
    kinds = np.where(chance.random(rows) < 0.03, chance.integers(1, 5, rows), 0)
    kinds[(kinds == 1) & (forgotten[:, 0] - right[:, 0] <= _COUNT)] = 0
    kinds[(kinds == 2) & (doubled[:, 2] - right[:, 2] <= _COUNT)] = 0
    kinds[(kinds == 4) & (at_dear[:, 0] < _LEAST_DEAR)] = 0
    loans = loans._replace(term=np.where(kinds == 4, dear, loans.term))
    sums = np.where((kinds == 1)[:, None], forgotten, right)
    sums = np.where((kinds == 2)[:, None], doubled, sums)
    sums = np.where((kinds == 4)[:, None], at_dear, sums)
    sums[:, 4] += np.where(kinds == 3, 20_000, 0)
    claims = {
        "claim.total": np.maximum(sums[:, :5].sum(axis=1) - sums[:, 6], 0),
        "claim.principal": sums[:, 0],
        "claim.interest": sums[:, 1],
        "claim.penalty": sums[:, 2] + sums[:, 3],
        "claim.fee": sums[:, 4],
    }
    table = pa.table(
        {
            "id": ids,
            "lender": _words(made.lender, [f"出借方{n:02}" for n in range(20)]),
            "principal": _yuan(loans.principal),
            "disbursed_on": _days(loans.disbursed),
            "first_due_on": _days(loans.first_due),
            "claim.on": _days(loans.on),
            **{name: _yuan(column) for name, column in claims.items()},
            **{
                name: _words(loans.term, [each[name] for each in made.terms])
                for name in made.terms[0]
            },
        }
    )
    owner = np.repeat(np.arange(rows), np.diff(loans.paid_from))
    paid = pa.table(
        {"loan": ids.take(pa.array(owner)), "on": _days(loans.paid_on), "amount": _yuan(loans.paid)}
    )
    hit = np.flatnonzero(kinds)
    checks = pa.array([PLANTED[kind - 1] for kind in kinds[hit]], pa.string())
    return table, paid, pa.table({"id": ids.take(pa.array(hit)), "check": checks})


def _terms(chance: np.random.Generator) -> list[dict[str, str]]:
    """Return the terms of sixty products, all under every line, as a case file writes them."""
    made = []
    for n in range(60):
        by_day, private = n % 3 == 0, n % 4 == 3
        low, high = (15, 26 if private else 46) if by_day else (60, 105 if private else 155)
        share = 2 if _METHODS[n // 4 % 4] == "flat" else 1  # a flat rate costs nearly twice as much
        figure = chance.integers(low // share, high // share)  # under every line, late or not
        rate = f"0.{figure:05}" if by_day else f"0.{figure:03}"
        made.append(
            {
                "lender_type": ("bank", "consumer_finance", "small_loan", "private")[n % 4],
                "method": _METHODS[n // 4 % 4],
                "instalments": str(_COUNT),
                "rate.value": rate,
                "rate.per": "day" if by_day else "year",
                "penalty.multiple": "1.0" if private else "1.5",
                "penalty.base": ("overdue_principal", "overdue_instalment")[n // 16 % 2],
                "compound": ("false", "true")[n // 8 % 2],
                "grace_days": ("0", "3")[n // 5 % 2],
            }
        )
    return made


def _numbers(terms: list[dict[str, str]]) -> list[Row]:
    raw = [{"id": "x", "lender": "", **_DUE, **nested(each)} for each in terms]
    loans = [case_of({"ashore": 1, "loans": [each]}).loans[0].loan for each in raw]
    return [row_of_terms(loan) for loan in loans]


def _doubled(terms: list[dict[str, str]]) -> Terms:
    """Return the terms with twice the penalty."""
    twice = {"1.0": "2", "1.5": "3"}
    return make_terms(
        _numbers([{**each, "penalty.multiple": twice[each["penalty.multiple"]]} for each in terms])
    )


def _portfolio(chance: np.random.Generator, terms: list[dict[str, str]], rows: int) -> _Portfolio:
    """Return loans of which most are paid in time, some late, some stop, some pay short.

    The last terms are nobody's yet.
    """
    interest_only = np.array([each["method"] == "interest_only" for each in terms])
    term = chance.integers(0, len(terms) - 1, rows).astype(np.int32)
    principal = chance.integers(20, 2_001, rows) * 10_000
    begin = _START + chance.integers(0, 420, rows)
    first = begin + chance.integers(25, 36, rows)
    ways = chance.choice(4, rows, p=[0.5, 0.2, 0.2, 0.1])
    stops = np.where(ways == 2, chance.integers(0, _COUNT, rows), _COUNT)
    number, owner = np.tile(np.arange(_COUNT), rows), np.repeat(np.arange(rows), _COUNT)
    late = np.where(ways[owner] == 1, chance.integers(0, 40, len(owner)), 0)
    day = first[owner] + (number * 3044 // 100) + late
    share = np.where(ways[owner] == 3, chance.integers(40, 101, len(owner)), 100)
    amount = np.where(
        interest_only[term[owner]],
        principal[owner] * 13 // 1000 + principal[owner] * (number == _COUNT - 1),
        principal[owner] // _COUNT * 105 // 100,
    )
    amount = amount * share // 100
    kept = (number < stops[owner]) & (day <= _ON)
    owner, day, amount = owner[kept], day[kept], amount[kept]
    order = np.lexsort((day, owner))
    none = np.zeros(0, dtype=np.int64)
    loans = Loans(
        terms=make_terms(_numbers(terms)),
        term=term,
        principal=principal,
        disbursed=begin.astype(np.int32),
        first_due=first.astype(np.int32),
        on=np.full(rows, _ON, dtype=np.int32),
        paid_on=day[order].astype(np.int32),
        paid=amount[order],
        paid_from=offsets_of(np.bincount(owner, minlength=rows)),
        rows=(none, none, none, none),
        row_from=np.zeros(rows + 1, dtype=np.int64),
    )
    return _Portfolio(loans, terms, chance.integers(0, 20, rows))


def _without_last(loans: Loans) -> Loans:
    """Return the loans as if the last payment of each had not been booked."""
    counts = np.diff(loans.paid_from)
    last = loans.paid_from[1:][counts > 0] - 1
    kept = np.ones(len(loans.paid), dtype=bool)
    kept[last] = False
    fewer = offsets_of(np.maximum(counts - 1, 0))
    return loans._replace(paid_on=loans.paid_on[kept], paid=loans.paid[kept], paid_from=fewer)


def _yuan(fen: NDArray[np.int64]) -> pa.Array:
    """Return fen as decimals of a yuan."""
    whole = pa.array(fen).cast(pa.decimal128(19, 0))
    cent = pa.scalar("0.01").cast(pa.decimal128(3, 2))
    return pc.multiply(whole, cent).cast(pa.decimal128(24, 2))


def _days(numbers: NDArray[np.int32]) -> pa.Array:
    return pa.array(numbers.astype(np.int32)).cast(pa.date32())


def _words(codes: NDArray[np.integer], words: list[str]) -> pa.Array:
    return pa.array(words).take(pa.array(codes)).dictionary_encode()
