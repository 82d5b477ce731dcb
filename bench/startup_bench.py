"""How fast the first answer comes: bare Python, `ashore --help`, the report of six loans.

Run side by side, one after the other in each round, so that a busy machine slows them alike.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[1]
ROUNDS = 11
HELP_MORE, REPORT_MOST = 0.15, 0.60
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "ashore --help": ["-m", "ashore", "--help"],
    "ashore report examples/six-loans.toml": ["-m", "ashore", "report", "examples/six-loans.toml"],
}


ENV = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""As on a user's machine: byte code is kept, and only the first run pays for it."""


def seconds(words: list[str]) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, *words], cwd=ROOT, env=ENV, check=True, capture_output=True)
    return perf_counter() - start


def main() -> int:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for words in COMMANDS.values():
        seconds(words)  # byte code is written on the first run
    for _ in range(ROUNDS):
        for name, words in COMMANDS.items():
            taken[name].append(seconds(words))
    middle = {name: median(times) for name, times in taken.items()}
    bare, help_, report = middle.values()
    print(f"{'':<40}{'median':>9}{'best':>9}{'above bare':>12}   (s, {ROUNDS} rounds)")
    for name, times in taken.items():
        more = middle[name] - bare
        print(f"{name:<40}{middle[name]:>9.3f}{min(times):>9.3f}{more:>12.3f}")
    fine = help_ - bare < HELP_MORE and report < REPORT_MOST
    print(
        f"wanted: help less than {HELP_MORE} above bare, report less than {REPORT_MOST}: ", end=""
    )
    print("yes" if fine else "no")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
