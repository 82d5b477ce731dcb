"""How long the report of a large case takes: 200 loans of 60 instalments with 3,000 payments."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.report.large import LOANS, PAYMENTS, large_case  # noqa: E402

ROUNDS = 7
MOST = 3.0
FORMATS = ("text", "json", "html")


def seconds(case: Path, how: str) -> tuple[float, int]:
    words = [sys.executable, "-m", "ashore", "report", str(case), "--format", how]
    start = perf_counter()
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    return perf_counter() - start, len(done.stdout)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "large.toml"
        case.write_text(large_case(), encoding="utf-8")
        print(f"{LOANS} loans, {PAYMENTS} payments, {case.stat().st_size / 1024:.0f} KiB")
        print(f"{'format':<10}{'median s':>10}{'best s':>10}{'output KiB':>12}   ({ROUNDS} rounds)")
        text = 0.0
        for how in FORMATS:
            runs = [seconds(case, how) for _ in range(ROUNDS)]
            times = [taken for taken, _ in runs]
            if how == "text":
                text = median(times)
            print(f"{how:<10}{median(times):>10.2f}{min(times):>10.2f}{runs[0][1] / 1024:>12.0f}")
    print(f"wanted: text in less than {MOST} s: {'yes' if text < MOST else 'no'}")
    return 0 if text < MOST else 1


if __name__ == "__main__":
    sys.exit(main())
