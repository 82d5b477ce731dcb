"""The planner's programme beside a plain month-grid model given to scipy, on the same instances.

Instances: instalments of 300 to 5,000 yuan, one to five of them late already, 4 to 36 % a year, a
monthly budget of 1.12 times all instalments give or take 15 %. Both are asked for the same goals in
the same order: the fewest loans that ever reach 90 days past due, then the least that is paid in
all; both to a relative gap of 1e-4. The plain model has a payment, the arrears, a binary "past 90
days" for each loan and month and a binary "ever past" for each loan, as one would write it down
first. A second plain model prices being past instead of ordering the goals.

    python bench/plan_bench.py [rounds]

Medians of one run; time of the processor beside the clock's, since a busy machine slows only the
second. Needs scipy, which the project itself does not use.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time
from types import SimpleNamespace
from typing import NamedTuple

from ashore.days import month_step
from ashore.plan.debts import Debt, Due
from ashore.plan.grid import Grid
from ashore.plan.highs import solve
from ashore.plan.model import model_of
from ashore.plan.watch import Watch

ON = date(2026, 1, 1)
SIZES = ((20, 36), (40, 60))
GAP, LIMIT = 1e-4, 60.0
PEER = Path(__file__).parents[1] / ".venv" / "peer"


class Instance(NamedTuple):
    """Per loan: instalment (fen), instalments late, rate a year, fee when past, fee a month."""

    loans: tuple[tuple[int, int, Fraction, int, int], ...]
    money: tuple[int, ...]  # each month, fen


def instance(loans: int, months: int, k: int) -> Instance:
    chance = Random(100 * loans + k)
    made = tuple(
        (
            100 * chance.randint(300, 5000),
            chance.randint(1, 5),
            Fraction(chance.randint(4, 36), 100),
            chance.randint(2, 8),
            chance.randint(2, 10),
        )
        for _ in range(loans)
    )
    rows = tuple((s, n, rate, s * many, s * part // 100) for s, n, rate, many, part in made)
    total = sum(row[0] for row in rows)
    money = tuple(int(total * 1.12 * chance.uniform(0.85, 1.15)) for _ in range(months))
    return Instance(rows, money)


# -- ours -----------------------------------------------------------------------------------------


def ours(given: Instance):
    months = len(given.money)
    starts = tuple(month_step(ON, n) for n in range(months))
    free = tuple(sum(given.money[: n + 1]) for n in range(months))
    grid = Grid(starts=starts, free=free, end=month_step(ON, months) - timedelta(days=1))
    debts, watches = [], []
    for number, (instalment, late, rate, _, _) in enumerate(given.loans):
        a_day = instalment * rate * Fraction(3, 2) / 360
        dues = tuple(
            Due(
                n=n + late + 1,
                due_on=month_step(ON, n),
                amount=instalment,
                late_on=month_step(ON, n) + timedelta(days=1),
                a_day=a_day,
                bearing=instalment,
            )
            for n in range(-late, months)
        )
        debts.append(
            Debt(
                view=SimpleNamespace(id=str(number)),
                dues=dues,
                retroactive=True,
                whole_rate=Fraction(0),
                principal=instalment * len(dues),
                principals=(instalment,) * len(dues),
                base=instalment * len(dues),  # both models count all that is paid
                exact=True,
            )
        )
        watches.append(Watch(loan=str(number), goal="court", days=90, ground="reported"))
    return solve(model_of(debts, watches, grid), ("court", "cost"))


# -- the plain model ------------------------------------------------------------------------------


def plain(given: Instance, *, ordered: bool):
    """Solve the month-grid model; `ordered`: the goals one after the other, else priced."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_matrix

    loans, months = len(given.loans), len(given.money)
    size = loans * months
    pay, owe, w, z = 0, size, 2 * size, 3 * size
    columns = 3 * size + loans
    rows, cols, vals, low, high = [], [], [], [], []

    def row(terms, lower, upper):
        for column, value in terms:
            rows.append(len(low))
            cols.append(column)
            vals.append(value)
        low.append(lower)
        high.append(upper)

    cost = np.zeros(columns)
    for i, (s_fen, late, rate, fee, monthly) in enumerate(given.loans):
        s, rho = s_fen / 1e4, 1.5 * float(rate) / 12
        most = late * s
        for t in range(months):
            at = i * months + t
            before = [(owe + at - 1, -(1 + rho))] if t else []
            start = 0.0 if t else late * s * (1 + rho)
            row([(owe + at, 1.0), *before, (pay + at, 1.0)], start + s, start + s)
            most = most * (1 + rho) + s
            row([(owe + at, 1.0), (w + at, -(most - 3 * s))], -np.inf, 3 * s)
            row([(w + at, 1.0), (z + i, -1.0)], -np.inf, 0.0)
            cost[pay + at] = 1.0
            cost[w + at] = 0.0 if ordered else monthly / 1e4
        cost[owe + i * months + months - 1] += 1.0
        cost[z + i] = 0.0 if ordered else fee / 1e4
    for t, money in enumerate(given.money):
        row([(pay + i * months + t, 1.0) for i in range(loans)], -np.inf, money / 1e4)
    upper = np.full(columns, np.inf)
    upper[w:] = 1.0
    kinds = np.zeros(columns)
    kinds[w:] = 1
    options = {"mip_rel_gap": GAP, "time_limit": LIMIT}

    def ask(objective):
        matrix = csr_matrix((vals, (rows, cols)), shape=(len(low), columns))
        return milp(
            objective,
            integrality=kinds,
            bounds=Bounds(np.zeros(columns), upper),
            constraints=LinearConstraint(matrix, low, high),
            options=options,
        )

    if ordered:
        count = np.zeros(columns)
        count[z:] = 1.0
        first = ask(count)
        row([(z + i, 1.0) for i in range(loans)], -np.inf, round(first.fun) + 1e-6)
    return ask(cost)


# -- side by side ---------------------------------------------------------------------------------


def timed(work):
    wall, used = perf_counter(), process_time()
    found = work()
    return found, perf_counter() - wall, process_time() - used


def peer(given: Instance) -> float | None:
    """Return the processor time of the open peer on an instance; None where it is not installed.

    It tries three rules (avalanche, snowball, a mix) month by month and takes the best. It knows no
    arrears, no days past due and no goals, and proves nothing: a time, not the same answer.
    """
    sys.path.append(str(PEER))  # last: it brings a package named "tests"
    try:
        from debt_optimizer.core.debt_optimizer import DebtOptimizer
        from debt_optimizer.core.financial_calc import Debt as PeerDebt, Income
    except ImportError:
        return None
    finally:
        sys.path.remove(str(PEER))
    debts = [
        PeerDebt(str(n), s / 100 * (late + len(given.money)), s / 100, float(rate) * 100, 1)
        for n, (s, late, rate, _, _) in enumerate(given.loans)
    ]
    income = sum(given.money) / len(given.money) / 100
    made = DebtOptimizer(debts, [Income("wage", income, "monthly", ON)])
    return timed(made.optimize_debt_strategy)[2]


def tell_peer(rounds: int) -> None:
    for loans, months in SIZES:
        times = [peer(instance(loans, months, k)) for k in range(rounds)]
        if None in times:
            print("financial-debt-optimizer is not installed: make bench does")
            return
        print(
            f"financial-debt-optimizer, {loans} x {months}: {median(times):.2f} (rules, no proof)"
        )


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"{rounds} instances a size; seconds: median of the processor (of the clock)")
    print(f"{'':<12}{'ours':>18}{'plain, ordered':>18}{'plain, priced':>18}{'ratio':>8}  proven")
    fine = True
    for loans, months in SIZES:
        times = {"ours": [], "ordered": [], "priced": []}
        proven = 0
        for k in range(rounds):
            given = instance(loans, months, k)
            found, *took = timed(lambda given=given: ours(given))
            times["ours"].append(took)
            proven += found.proven
            for name in ("ordered", "priced"):
                _, *took = timed(lambda given=given, n=name: plain(given, ordered=n == "ordered"))
                times[name].append(took)
        mid = {
            name: [median(each[n] for each in took) for n in (1, 0)] for name, took in times.items()
        }
        ratio = mid["ours"][0] / min(mid["ordered"][0], mid["priced"][0])
        shown = "".join(f"{f'{cpu:.2f} ({wall:.2f})':>18}" for cpu, wall in mid.values())
        print(f"{f'{loans} x {months}':<12}{shown}{ratio:>8.2f}  {proven}/{rounds}")
        fine = fine and ratio <= 0.5 and proven == rounds
    print(f"wanted: at most half of the faster plain model, all proven: {'yes' if fine else 'no'}")
    tell_peer(rounds)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
