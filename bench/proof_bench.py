"""The balance proof: CPU seconds for one loan, 36 instalments, two claims that nothing explains.

    python bench/proof_bench.py [--rounds N]

Three histories: late from the start, half paid in odd sums, paid on time and then late. Beside
each, in the same run, stands one plain look at the same books: how many looks a proof costs does
not depend on the machine.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from time import process_time

from ashore.days import DayCount, Every
from ashore.law.norm import Law
from ashore.ledger.book import book
from ashore.ledger.proof import prove
from ashore.ledger.schedule import make_schedule
from ashore.ledger.statement import balances
from ashore.loan import Claim, Fee, FeeWhen, LenderType, Loan, Method, Payment, Penalty, Per, Rate
from ashore.money import Rounding

LOAN = Loan(
    id="a",
    name="a",
    lender="",
    lender_type=LenderType.BANK,
    principal=3_600_000,
    disbursed_on=date(2023, 1, 5),
    method=Method.EQUAL_INSTALMENT,
    instalments=36,
    first_due_on=date(2023, 2, 5),
    every=Every(months=1),
    rate=Rate(Fraction(18, 100), Per.YEAR),
    day_count=DayCount.PERIOD,
    rounding=Rounding.HALF_UP,
    penalty=Penalty(multiple=Fraction(3, 2)),
    fees=(Fee(name="late", kind="late", when=FeeWhen.ON_DEFAULT, amount=2_000),),
)
DAYS = (date(2025, 10, 20), date(2025, 12, 1))


def histories() -> dict[str, list[Payment]]:
    """Return what was paid, by the name of the history."""
    rows = make_schedule(LOAN)
    odd = [(row.due_on + timedelta(days=n % 9), 90_000) for n, row in enumerate(rows[:18])]
    in_time = [(row.due_on, row.total) for row in rows[:24]]
    return {
        name: [Payment(id=f"p{n:02}", at=on, amount=sum_) for n, (on, sum_) in enumerate(paid)]
        for name, paid in (("late from the start", []), ("odd sums", odd), ("in time", in_time))
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    law = Law(norms={}, version="bench")
    print(f"{'':<22}{'proof, s CPU':>13}{'one look, ms CPU':>18}{'ratio':>9}")
    for name, paid in histories().items():
        booked = book(LOAN, paid, law)
        told = balances(booked, DAYS)
        claims = [Claim(on=one.on, source="x", total=one.total + 123_457) for one in told]
        proof = _cpu(lambda b=booked, c=claims: prove(b, c), rounds)
        look = _cpu(lambda b=booked: [balances(b, DAYS) for _ in range(20)], rounds) / 20
        print(f"{name:<22}{proof:>13.3f}{look * 1e3:>18.2f}{proof / look:>9.0f}")


def _cpu(work, rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        began = process_time()
        work()
        spent.append(process_time() - began)
    return median(spent)


if __name__ == "__main__":
    main()
