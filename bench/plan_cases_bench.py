"""What a plan saves on random realistic cases, against the dearest first and the smallest first.

Cases: three to seven loans of the kinds people have (bank, consumer finance, small loan, assisted
bank), 2,000 to 30,000 yuan each at 7 to 24 % a year, some late already; wages once a month, living
costs, and a surplus of 0.8 to 2 times what falls due in a month. Everything invented, by seed.

    python bench/plan_cases_bench.py [cases]

Told: what the plan costs less than each method, of what that method costs from today on (interest,
penalty and fees), and in how many cases a method let a lender reach the day relatives are reported
to be contacted though the plan kept every lender from it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from statistics import median, quantiles

from ashore.days import DayCount, Every, month_step
from ashore.facts import Budget, Case, Flow, LoanFile, Person
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.loan import LenderType, Loan, Method, Payment, Penalty, Per, Rate
from ashore.money import Rounding
from ashore.plan.found import find, missed_by_goal
from ashore.plan.proof import proof_of
from ashore.plan.question import question_of
from ashore.plan.run import TRIED, best_way, usual_ways
from ashore.plan.spare import with_spare

ON = date(2026, 11, 23)
KINDS = (
    LenderType.BANK,
    LenderType.CONSUMER_FINANCE,
    LenderType.SMALL_LOAN,
    LenderType.ASSISTED_BANK,
)


def loan_of(number: int, chance: Random) -> LoanFile:
    months = chance.choice([6, 9, 12, 12, 18, 24])
    done = chance.randint(1, months - 2)
    first = month_step(ON - timedelta(days=chance.randint(0, 27)), -done)
    rate = Rate(Fraction(chance.randint(70, 240), 1000), Per.YEAR)
    loan = Loan(
        id=f"loan{number}",
        name=f"loan{number}",
        lender=f"lender{number}",
        lender_type=chance.choice(KINDS),
        principal=100_000 * chance.randint(2, 30),
        disbursed_on=month_step(first, -1),
        method=chance.choice([Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL]),
        instalments=months,
        first_due_on=first,
        every=Every(months=1),
        rate=rate,
        day_count=DayCount.PERIOD,
        rounding=Rounding.HALF_UP,
        penalty=Penalty(multiple=Fraction(3, 2)),
        reports_to=("pboc",),
    )
    return LoanFile(loan=loan, events=tuple(_paid(loan, chance.choice([0, 0, 0, 1, 1, 2]))))


def _paid(loan: Loan, missed: int) -> Iterator[Payment]:
    """Yield payments of every instalment so far but the last `missed`, each on its day."""
    from ashore.ledger.schedule import make_schedule

    due = [row for row in make_schedule(loan) if row.due_on <= ON]
    for row in due[: len(due) - missed]:
        yield Payment(id=f"p{row.n}", at=row.due_on, amount=row.total)


def case_of(seed: int) -> Case:
    chance = Random(seed)
    files = tuple(loan_of(number, chance) for number in range(chance.randint(3, 7)))
    monthly = sum(file.loan.principal // file.loan.instalments * 11 // 10 for file in files)
    surplus = int(monthly * chance.uniform(0.8, 2.0))
    living = 100 * chance.randint(2500, 5000)
    wage_on = date(2026, 12, chance.choice([1, 5, 10, 15, 20]))
    budget = Budget(
        cash=living * 2 // 3 + 100 * chance.randint(0, 6000),
        income=(Flow(name="wage", amount=living + surplus, every="month", on=wage_on),),
        expenses=(
            Flow(name="rent", amount=living // 2, every="month", on=date(2026, 12, 1),
                 category="housing"),
            Flow(name="food", amount=living // 8, every="week", on=ON, category="food"),
        ),
    )  # fmt: skip
    return Case(person=Person(reachable=chance.random() < 0.5), loans=files, budget=budget)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    law, practice = read_law(("CN",)), read_practice()
    saved = {"avalanche": [], "snowball": []}
    same = {"avalanche": [], "snowball": []}
    let = dict.fromkeys(saved, 0)
    kept = proven = 0
    gaps = []
    for seed in range(count):
        question = question_of(case_of(seed), law, practice, ON)
        found = find(question, fine=False)
        others = usual_ways(question)
        ways = [with_spare(question, way) for way in found.ways[:TRIED]]
        ours = best_way(question, [*ways, *others.values()])
        proof = proof_of(question, found, ours, fine=False)
        proven += proof.proven
        gaps.append(float(proof.gap or 1))
        safe = not missed_by_goal(ours, question)["family"]
        kept += safe
        for name, savings in saved.items():
            other = others[name]
            savings.append((other.cost - ours.cost) / max(1, other.cost))
            if missed_by_goal(other, question) == missed_by_goal(ours, question):
                same[name].append(savings[-1])
            let[name] += safe and missed_by_goal(other, question)["family"] > 0
    print(f"{count} cases; proven {proven}; every lender kept from the family in {kept}")
    print(f"above the proven bound: median {median(gaps):.2%}, 90th percentile {tenth(gaps):.2%}")
    for name, savings in saved.items():
        print(
            f"against {name}: saves {median(savings):.1%} (median), {tenth(savings):.1%} (90th "
            f"percentile), at the least {min(savings):.1%}; it let a lender reach the family's day "
            f"in {let[name]} of {kept} cases in which money was enough; where it misses the same "
            f"goals ({len(same[name])} cases) the plan saves {median(same[name]):.1%}, "
            f"{tenth(same[name]):.1%}, {min(same[name]):.1%}"
        )
    return 0


def tenth(values: list[float]) -> float:
    return quantiles(values, n=10)[-1]


if __name__ == "__main__":
    sys.exit(main())
