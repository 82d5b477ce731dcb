"""Random contacts by the million: the columns against the reference, log after log.

    python tests/audit/millions.py [CONTACTS]

Each log has its own seed and situation. Stops at the first difference; prints how far it came.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).parents[2]
SIZE = 20_000
DAYS = (
    datetime(2026, 1, 20, tzinfo=UTC),  # new rules for banks
    datetime(2025, 2, 22, tzinfo=UTC),  # the national standard begins
    datetime(2026, 3, 3, tzinfo=UTC),  # American clocks change
    datetime(2026, 10, 26, tzinfo=UTC),  # and change back
)


def main() -> None:
    from tests.audit.conformance_test import SITUATIONS
    from tests.audit.logs import assert_same, log, write
    from tests.conduct.verdicts import wording

    wanted, done = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000, 0
    for seed, (name, situation) in enumerate(cycle(SITUATIONS.items()), start=1000):
        rows = log(SIZE, seed, DAYS[seed % len(DAYS)])
        with tempfile.TemporaryDirectory() as folder:
            inputs = write(rows, Path(folder) / "log.parquet", groups=3000)
            found = assert_same(inputs, rows, situation, wording() if seed % 3 else None)
        done += len(rows)
        apart = f"{found.by_reference} accounts by the reference"
        sys.stdout.write(f"{done:>10,} contacts the same ({name}, seed {seed}, {apart})\n")
        sys.stdout.flush()
        if done >= wanted:
            return


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
