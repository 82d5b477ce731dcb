"""How long a forecast of twenty loans takes: wanted under 0.3 s.

The six example loans, with their payments and contacts, are taken again and again under new ids.
Time of the processor is shown beside the clock's, since a busy machine slows only the second.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from ashore.facts import Case
from ashore.files.case import read_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.forecast.outlook import outlook
from ashore.forecast.run import forecast

ROOT = Path(__file__).parents[1]
LOANS, ROUNDS, MOST = 20, 15, 0.30


def twenty() -> Case:
    case = read_case(ROOT / "examples" / "six-loans.toml")
    files = [
        replace(file, loan=replace(file.loan, id=f"{file.loan.id}{turn}"))
        for turn in range(LOANS // len(case.loans) + 1)
        for file in case.loans
    ]
    return replace(case, loans=tuple(files[:LOANS]))


def main() -> int:
    case, law, practice = twenty(), read_law(("CN",)), read_practice()
    assert case.as_of is not None
    fine = True
    print(f"{LOANS} loans, {len(case.contacts)} contacts, {ROUNDS} rounds (s)")
    print(f"{'':<24}{'median':>9}{'best':>9}{'processor':>11}")
    for name, make in (("outlook", outlook), ("the whole forecast", forecast)):
        make(case, law, practice, case.as_of)  # the first one parses the law files
        walls, works = [], []
        for _ in range(ROUNDS):
            wall, work = perf_counter(), process_time()
            make(case, law, practice, case.as_of)
            walls.append(perf_counter() - wall)
            works.append(process_time() - work)
        print(f"{name:<24}{median(walls):>9.3f}{min(walls):>9.3f}{min(works):>11.3f}")
        fine = fine and min(walls) < MOST
    print(f"wanted: under {MOST}: {'yes' if fine else 'no'}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
