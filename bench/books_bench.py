"""Full books of many loans: schedule, payments in order, penalty, what is owed on a day.

    python bench/books_bench.py [--loans N] [--rounds N] [--sample N]

The loans: 12 monthly instalments by five ways of repaying, 2,000 products (rates of 4 % to 24 % a
year, penalty at 1.5 times), up to 12 payments, most in time, some late, short or missing. Beside
ours: the reference (`ledger.book` and its statement) on a sample, and `amortization`, the schedule
alone, which is all that the open Python libraries of that kind make. CPU seconds and wall clock,
medians; all sides in the same run.
"""

from __future__ import annotations

import argparse
from datetime import date
from fractions import Fraction
from statistics import median
from time import perf_counter, process_time

import numpy as np

from ashore.audit.loan_columns import EPOCH, Loans, balances_of, offsets_of
from ashore.audit.terms import make_terms, row_of_terms
from ashore.days import DayCount, Every
from ashore.law import Law
from ashore.ledger.book import book
from ashore.ledger.statement import standings
from ashore.loan import LenderType, Loan, Method, Payment, Penalty, PenaltyBase, Per, Rate
from ashore.money import Rounding

METHODS = (
    Method.EQUAL_INSTALMENT,
    Method.EQUAL_INSTALMENT,
    Method.EQUAL_INSTALMENT,
    Method.EQUAL_PRINCIPAL,
    Method.FLAT,
    Method.INTEREST_ONLY,
)
COUNTS = (DayCount.PERIOD, DayCount.ACTUAL, DayCount.ACT_365)
COUNT = 12
ON = date(2026, 11, 1)


def products(chance: np.random.Generator, many: int) -> list[Loan]:
    """Return loans that differ in their terms; principal and dates stand for any."""
    made = []
    for _ in range(many):
        count = COUNTS[chance.integers(len(COUNTS))]
        percent = Fraction(int(chance.integers(40, 241)), 1000)
        by_day = count is DayCount.ACTUAL
        made.append(
            Loan(
                id="l",
                name="l",
                lender="",
                lender_type=LenderType.BANK,
                principal=1_000_000,
                disbursed_on=date(2025, 1, 5),
                method=METHODS[chance.integers(len(METHODS))],
                instalments=COUNT,
                first_due_on=date(2025, 2, 5),
                every=Every(months=1),
                rate=Rate(percent / 360, Per.DAY) if by_day else Rate(percent, Per.YEAR),
                day_count=count,
                rounding=Rounding.HALF_UP,
                penalty=Penalty(multiple=Fraction(3, 2), base=list(PenaltyBase)[len(made) % 3]),
                grace_days=(0, 0, 3)[len(made) % 3],
                compound=len(made) % 4 == 0,
            )
        )
    return made


def columns(loans: int, seed: int = 11) -> tuple[Loans, list[Loan]]:
    """Return loans with their payments as columns, and their products."""
    chance = np.random.default_rng(seed)
    made = products(chance, 2_000)
    term = chance.integers(0, len(made), loans).astype(np.int32)
    principal = chance.integers(5_000, 200_001, loans) * 100
    start = date(2025, 1, 1).toordinal() - EPOCH
    disbursed = start + chance.integers(0, 365, loans)
    first = disbursed + chance.integers(25, 36, loans)
    ways = chance.choice(4, loans, p=[0.55, 0.2, 0.15, 0.1])  # in time, late, stops, short
    stops = np.where(ways == 2, chance.integers(0, COUNT, loans), COUNT)
    number = np.tile(np.arange(COUNT), loans)
    loan = np.repeat(np.arange(loans), COUNT)
    late = np.where(ways[loan] == 1, chance.integers(0, 40, len(loan)), 0)
    due = first[loan] + (number * 30.4375).astype(np.int64)
    share = np.where(ways[loan] == 3, chance.integers(40, 101, len(loan)), 100)
    amount = principal[loan] // COUNT * 112 // 100 * share // 100
    kept = (number < stops[loan]) & (due + late <= ON.toordinal() - EPOCH)
    loan, day, amount = loan[kept], (due + late)[kept], amount[kept]
    order = np.lexsort((day, loan))
    none = np.zeros(0, dtype=np.int64)
    found = Loans(
        terms=make_terms([row_of_terms(each) for each in made]),
        term=term,
        principal=principal.astype(np.int64),
        disbursed=disbursed.astype(np.int32),
        first_due=first.astype(np.int32),
        on=np.full(loans, ON.toordinal() - EPOCH, dtype=np.int32),
        paid_on=day[order].astype(np.int32),
        paid=amount[order].astype(np.int64),
        paid_from=offsets_of(np.bincount(loan, minlength=loans)),
        rows=(none, none, none, none),
        row_from=np.zeros(loans + 1, dtype=np.int64),
    )
    return found, made


def one(found: Loans, made: list[Loan], place: int) -> tuple[Loan, list[Payment]]:
    """Return a loan of the columns for the reference."""
    from dataclasses import replace

    def day(number: int) -> date:
        return date.fromordinal(int(number) + EPOCH)

    loan = replace(
        made[found.term[place]],
        principal=int(found.principal[place]),
        disbursed_on=day(found.disbursed[place]),
        first_due_on=day(found.first_due[place]),
    )
    span = range(int(found.paid_from[place]), int(found.paid_from[place + 1]))
    paid = [
        Payment(id=f"p{n:03}", at=day(found.paid_on[k]), amount=int(found.paid[k]))
        for n, k in enumerate(span)
    ]
    return loan, paid


def timed(work, rounds: int) -> tuple[float, float]:
    """Return median CPU and wall seconds."""
    told = []
    for _ in range(rounds):
        cpu, wall = process_time(), perf_counter()
        work()
        told.append((process_time() - cpu, perf_counter() - wall))
    return median(each[0] for each in told), median(each[1] for each in told)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loans", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", type=int, default=500)
    options = parser.parse_args()
    found, made = columns(options.loans)
    balances_of(columns(10)[0])
    drawn = [one(found, made, place) for place in range(options.sample)]
    cold = [(loan, book(loan, paid, Law())) for loan, paid in drawn[:1]]
    assert cold
    told: list[list[int]] = []

    def reference() -> None:
        told.clear()
        for loan, paid in drawn:
            (now,) = standings(book(loan, paid, Law()), [ON])
            told.append([now.principal, now.total, now.credit, now.paid])

    ours = balances_of(found, threads=2)
    by_reference = timed(reference, options.rounds)
    for place, (principal, total, credit, paid) in enumerate(told):
        sums = ours.sums[place].tolist()
        same = [sums[0], sum(sums[:5]), sums[6], sums[8]] == [principal, total, credit, paid]
        assert same, "the columns differ from the reference"
    rows = [
        ("reference", by_reference, options.sample),
        ("ashore, 1 thread", timed(lambda: balances_of(found), options.rounds), options.loans),
        ("ashore, 2 threads", timed(lambda: balances_of(found, 2), options.rounds), options.loans),
        *peer(options.sample, options.rounds),
    ]
    base = [each / options.sample for each in by_reference]
    print(f"{options.loans:,} loans, {len(found.paid):,} payments; {options.sample} by the others")
    print(f"not booked by columns: {int((ours.status != 0).sum())}")
    print(f"{'':30}{'us a loan':>20}{'loans a second':>24}{'x reference':>16}")
    print(f"{'':30}{'CPU':>10}{'wall':>10}{'CPU':>12}{'wall':>12}{'CPU':>8}{'wall':>8}")
    for name, told_of, count in rows:
        each = [seconds / count for seconds in told_of]
        print(
            f"{name:30}{each[0] * 1e6:10.3f}{each[1] * 1e6:10.3f}{1 / each[0]:12,.0f}"
            f"{1 / each[1]:12,.0f}{base[0] / each[0]:8.0f}{base[1] / each[1]:8.0f}"
        )


def peer(sample: int, rounds: int) -> list[tuple[str, tuple[float, float], int]]:
    """Return the schedule of an open library, where it is installed."""
    try:
        from amortization.schedule import amortization_schedule
    except ImportError:
        print("amortization is not installed: pip install amortization")
        return []

    def theirs() -> None:
        for place in range(sample):
            list(amortization_schedule(5_000 + place, 0.12, COUNT))

    return [("amortization (schedule alone)", timed(theirs, rounds), sample)]


if __name__ == "__main__":
    main()
