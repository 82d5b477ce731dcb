"""Counts the cases by where they are from: `python -m tests.origins` prints the table of the docs.

Published: printed by somebody outside. Derived: reckoned by us from a published rule. Skipped: said
in the case why. The lists under `cases/conduct` hold many cases a file and are counted apart.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases"


def origin(case: dict) -> str:
    """Return published, derived or skipped."""
    if "skip" in case:
        return "skipped"
    return "derived" if case["source"]["kind"] == "derived" else "published"


def origins() -> dict[str, Counter[str]]:
    """Return the count of each origin, by area, of the cases that have a folder of their own."""
    counted: dict[str, Counter[str]] = {}
    for path in sorted(CASES.glob("*/*/case.toml")):
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        counted.setdefault(path.parts[-3], Counter())[origin(case)] += 1
    return counted


def main() -> None:
    counted = origins()
    counted["**all**"] = sum(counted.values(), Counter())
    lines = ["| area | published | derived | skipped |", "|---|---|---|---|"]
    for area, by in counted.items():
        lines.append(f"| {area} | {by['published']} | {by['derived']} | {by['skipped']} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
