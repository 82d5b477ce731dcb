"""Random loans by the ten thousand: the compiled books against the reference, to the fen.

    python tests/audit/portfolios.py [LOANS]

Every method, day count, base, order and rounding, with grace, compound interest, fees and payments
that are early, late, short or too large; and as many at rates near the caps, under the rules of
2015, of 2020 and of today, held to what may be claimed. Stops at the first difference; prints how
far it came.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZE = 2_000
KINDS = ("within", "above the cap", "above the line of 24 %", "left to the reference")


def main() -> None:
    from tests.audit import caps_test
    from tests.audit.books_test import assert_same

    wanted, done, booked = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000, 0, 0
    seed, bound = 1, Counter()
    while done < wanted:
        booked += assert_same(some_loans(SIZE, seed), threads=2)
        lent = some_lent(SIZE, seed, caps_test.LAW)
        bound.update(caps_test.assert_same(lent, threads=2).tolist())
        done, seed = done + SIZE, seed + 1
        told = f"{done:>8,} loans the same; {done - booked} of them not by columns"
        caps = ", ".join(f"{name} {bound[n]:,}" for n, name in enumerate(KINDS))
        sys.stdout.write(f"{told}; of as many others held to caps: {caps}\n")
        sys.stdout.flush()


def some_loans(many: int, seed: int) -> list:
    """Return random loans with payments and a day to ask for."""
    chance = random.Random(seed)
    return [_case(chance) for _ in range(many)]


def some_lent(many: int, seed: int, law) -> list:
    """Return random loans that a cap may reach, under the rules of their day."""
    from dataclasses import replace

    from ashore.ledger.book import late_by_law
    from ashore.loan import LenderType, Per, Rate

    chance, made = random.Random(seed), []
    lenders = [LenderType.PRIVATE] * 3
    lenders += [LenderType.CONSUMER_FINANCE, LenderType.SMALL_LOAN, LenderType.BANK]
    for terms, paid, on in some_loans(many, seed):
        back = timedelta(days=chance.choice([0, 0, 1000, 1500, 2200]))
        rate = chance.choice([
            terms.rate,
            Rate(Fraction(chance.randint(8, 48), 100), Per.YEAR),
            Rate(Fraction(chance.randint(8, 40), 1000), Per.MONTH),
            Rate(Fraction(chance.randint(30, 130), 100_000), Per.DAY),
        ])  # fmt: skip
        small = terms.principal < 5_000 and not terms.rows and chance.random() < 0.9
        moved = replace(
            terms,
            lender_type=chance.choice(lenders),
            rate=rate,
            principal=terms.principal * (1_000 if small else 1),
            disbursed_on=terms.disbursed_on - back,
            first_due_on=terms.first_due_on - back,
            rows=tuple(replace(row, due_on=row.due_on - back) for row in terms.rows),
        )
        events = [replace(each, at=each.at - back) for each in paid]
        made.append((late_by_law(moved, law), events, on - back))
    return made


def _case(chance: random.Random):
    from ashore.days import due_dates
    from ashore.loan import Method, Payment

    terms = _terms(chance)
    last = due_dates(terms.first_due_on, terms.instalments, terms.every)[-1]
    if terms.method is Method.GIVEN:
        last = terms.rows[-1].due_on
    span = (last - terms.disbursed_on).days + chance.choice([0, 60, 400])
    each = max(1, terms.principal // terms.instalments)
    paid = [
        Payment(
            id=f"p{n:02}",
            at=terms.disbursed_on + timedelta(days=chance.randint(0, span)),
            amount=max(1, chance.choice([each, each * 11 // 10, chance.randint(1, 2 * each), 1])),
        )
        for n in range(chance.randint(0, 12))
    ]
    return terms, paid, terms.disbursed_on + timedelta(days=chance.randint(0, span + 60))


def _rate(chance: random.Random):
    from ashore.loan import Per, Rate

    per = chance.choice(list(Per))
    parts = {Per.DAY: (100, 100_000), Per.MONTH: (360, 12_000), Per.YEAR: (3600, 10_000)}[per]
    return Rate(Fraction(chance.choice([0, *[chance.randint(0, parts[0])] * 9]), parts[1]), per)


def _terms(chance: random.Random):
    from ashore.days import DayCount, Every, due_dates
    from ashore.loan import (
        COMPONENTS,
        Fee,
        FeeBase,
        FeeWhen,
        LenderType,
        Loan,
        Method,
        Penalty,
        PenaltyBase,
        Row,
    )  # fmt: skip
    from ashore.money import Rounding

    method = chance.choice([each for each in Method if each is not Method.CARD])
    begin = date(2023, 1, 1) + timedelta(days=chance.randint(0, 900))
    first = begin + timedelta(days=chance.choice([30, chance.randint(1, 60)]))
    every = chance.choice([Every(months=1)] * 4 + [Every(days=7), Every(days=30), Every(months=3)])
    count, rows = chance.randint(1, 24), ()
    principal = chance.choice([chance.randint(1, 500), chance.randint(100, 30_000_000)])
    if method is Method.GIVEN:
        sums = [(chance.randint(0, 500_000), chance.randint(0, 50_000)) for _ in range(count)]
        dues = due_dates(first, count, every)
        rows = tuple(Row(due, *each) for due, each in zip(dues, sums, strict=True))
        principal = sum(each for each, _ in sums) or 1
    late = Penalty(
        multiple=None if chance.random() < 0.3 else Fraction(chance.randint(10, 20), 10),
        base=chance.choice(list(PenaltyBase)),
        replaces_interest=chance.random() < 0.7,
        day_basis=chance.choice([None, 360, 365]),
        daily_rounding=chance.random() < 0.3,
    )
    if late.multiple is None:
        late = Penalty(rate=_rate(chance), base=late.base, day_basis=late.day_basis)
    fees = tuple(
        Fee(
            name="fee",
            kind="service",
            when=chance.choice([FeeWhen.EACH_INSTALMENT, FeeWhen.ON_DEFAULT, FeeWhen.UP_FRONT]),
            amount=chance.randint(0, 5_000) if fixed else None,
            rate=None if fixed else Fraction(chance.randint(0, 100), 1000),
            of=chance.choice(list(FeeBase)),
        )
        for fixed in [chance.random() < 0.5 for _ in range(chance.choice([0, 0, 1, 2]))]
    )
    return Loan(
        id="loan",
        name="loan",
        lender="lender",
        lender_type=LenderType.BANK,
        principal=principal,
        disbursed_on=begin,
        method=method,
        instalments=count,
        first_due_on=first,
        every=every,
        rate=_rate(chance),
        day_count=chance.choice(list(DayCount)),
        rounding=chance.choice(list(Rounding)),
        penalty=chance.choice([None, late, late, late]),
        compound=chance.random() < 0.3,
        grace_days=chance.choice([0, 0, 0, 1, 3, 10]),
        grace_retroactive=chance.random() < 0.6,
        allocation=tuple(chance.sample(COMPONENTS, len(COMPONENTS))),
        allocation_across=chance.choice(["oldest_first", "by_component"]),
        fees=fees,
        rows=rows,
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
