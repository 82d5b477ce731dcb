"""Random contacts by the million: the columns against the reference, log after log.

    python tests/audit/millions.py [CONTACTS] [--jobs N] [--done FILE]

Each log has its own seed and situation. Stops at the first difference; prints how far it came. With
`--done` the seeds that agreed are kept in a file, and the next run leaves them out.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZE = 20_000
FIRST = 1000
DAYS = (
    datetime(2026, 1, 20, tzinfo=UTC),  # new rules for banks
    datetime(2025, 2, 22, tzinfo=UTC),  # the national standard begins
    datetime(2026, 3, 3, tzinfo=UTC),  # American clocks change
    datetime(2026, 10, 26, tzinfo=UTC),  # and change back
)


def compare(seed: int) -> tuple[int, str]:
    """Compare one log; return its seed and a line about it."""
    from tests.audit.conformance_test import SITUATIONS
    from tests.audit.logs import assert_same, log, plain, write
    from tests.conduct.verdicts import wording

    name = list(SITUATIONS)[seed % len(SITUATIONS)]
    rows = log(SIZE, seed, DAYS[seed // len(SITUATIONS) % len(DAYS)])
    if seed % 2:
        plain(rows)  # columns decide all: what no check needs is left out
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        inputs = write(rows, path, groups=3000, ids=seed % 2 == 0)
        found = assert_same(inputs, rows, SITUATIONS[name], wording() if seed % 5 else None)
    return seed, f"{name}, seed {seed}, {found.by_reference} accounts by the reference"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("contacts", nargs="?", type=int, default=2_000_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--done", type=Path)
    options = parser.parse_args()
    known: set[int] = set()
    if options.done is not None:
        with suppress(FileNotFoundError):
            known = {int(each) for each in options.done.read_text().split()}
    seeds = list(range(FIRST, FIRST + -(-options.contacts // SIZE)))
    for count, (seed, line) in enumerate(_each(seeds, known, options.jobs), start=1):
        sys.stdout.write(f"{(count + len(known)) * SIZE:>10,} contacts the same ({line})\n")
        sys.stdout.flush()
        if options.done is not None:
            with options.done.open("a") as file:
                file.write(f"{seed}\n")


def _each(seeds: list[int], known: set[int], jobs: int) -> Iterator[tuple[int, str]]:
    rest = [seed for seed in seeds if seed not in known]
    if jobs == 1:
        yield from map(compare, rest)
        return
    with multiprocessing.get_context("spawn").Pool(jobs, _ready) as pool:
        yield from pool.imap_unordered(compare, rest)


def _ready() -> None:
    sys.path.insert(0, str(ROOT))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
