"""How long a forecast of twenty loans takes: wanted under 0.3 s of processor time.

The six example loans, with their payments and contacts, are taken again and again under new ids.
Time of the clock is shown beside the processor's: a busy machine slows the first much more.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from ashore.facts import Case
from ashore.files.case import read_case
from ashore.files.law import read_law
from ashore.files.practice import read_practice
from ashore.forecast.outlook import outlook
from ashore.forecast.practice import Practice
from ashore.forecast.run import forecast
from ashore.law import Law
from ashore.report.forecast_calendar import forecast_ics
from ashore.report.forecast_html import forecast_html
from ashore.report.forecast_text import forecast_text
from ashore.report.forecast_values import forecast_value
from ashore.report.paper import Paper

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


def stages(case: Case, law: Law, practice: Practice, on: date) -> dict[str, Callable[[], object]]:
    """Return what is timed: the parts, then everything up to each output."""
    found = forecast(case, law, practice, on)
    return {
        "outlook": lambda: outlook(case, law, practice, on),
        "the whole forecast": lambda: forecast(case, law, practice, on),
        "… and as JSON": lambda: json.dumps(
            forecast_value(case, forecast(case, law, practice, on)), ensure_ascii=False
        ),
        "text of it": lambda: forecast_text(case, found, Paper("zh")),
        "page of it": lambda: forecast_html(case, found, "zh"),
        "calendar of it": lambda: forecast_ics(found, "zh", full=True),
    }


def main() -> int:
    case, law, practice = twenty(), read_law(("CN",)), read_practice()
    assert case.as_of is not None
    print(f"{LOANS} loans, {len(case.contacts)} contacts, {ROUNDS} rounds, {os.cpu_count()} cores,")
    print(f"load {os.getloadavg()[0]:.1f} (medians, s)")
    print(f"{'':<24}{'processor':>11}{'clock':>9}{'best':>9}")
    took: dict[str, float] = {}
    for name, make in stages(case, law, practice, case.as_of).items():
        make()  # the first one parses the law files
        walls, works = [], []
        for _ in range(ROUNDS):
            wall, work = perf_counter(), process_time()
            make()
            walls.append(perf_counter() - wall)
            works.append(process_time() - work)
        took[name] = median(works)
        print(f"{name:<24}{took[name]:>11.3f}{median(walls):>9.3f}{min(walls):>9.3f}")
    fine = took["the whole forecast"] < MOST
    print(f"the whole forecast, wanted under {MOST}: {'yes' if fine else 'no'}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
