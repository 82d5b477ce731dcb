"""Judging a long log of contacts: rows a second, memory, and what twice the rows cost.

    python bench/judge_bench.py [--rows N]

Seeded logs of one debtor are judged in a process of their own: the usual mix; a log in which every
row is a refusal; one with a new agency on every row; one for Massachusetts, where calls to work
and elsewhere count apart. Time is CPU time without reading files; memory is the most the process
held.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from time import process_time

SEED = 20261125
MIXES = ("usual", "refusals", "agencies", "work numbers")
TALKS = ("talk", "no_answer", "busy", "voicemail", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--mix", default="")
    options = parser.parse_args()
    if options.mix:
        _one(options.mix, options.rows)
        return
    print(f"{'mix':<14}{'rows':>9}{'rows a second':>15}{'CPU s':>8}{'most MB':>9}")
    for mix in MIXES:
        for rows in (options.rows // 2, options.rows):
            subprocess.run(
                [sys.executable, __file__, "--mix", mix, "--rows", str(rows)], check=True
            )


def _one(mix: str, rows: int) -> None:
    from ashore.conduct.judge import judge_log
    from ashore.conduct.situation import Situation
    from ashore.files.law import read_law

    law = read_law(("CN", "US"))
    situation = Situation(lender_type="bank")
    if mix == "work numbers":
        situation = Situation(
            jurisdiction="US", region="MA", zones=("America/New_York",), work_addresses=("w",)
        )
    log = _log(mix, rows)
    judge_log(log[:100], situation, law)  # the law is read by then
    began = process_time()
    judge_log(log, situation, law)
    took = process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{mix:<14}{rows:>9,}{rows / took:>15,.0f}{took:>8.1f}{most:>9,.0f}", flush=True)


def _log(mix: str, rows: int) -> list:
    from ashore.facts import Contact

    rng = random.Random(SEED)
    at, log = datetime(2026, 3, 1, tzinfo=UTC), []
    for row in range(rows):
        at += timedelta(seconds=rng.randrange(1, 600))
        third = mix == "refusals" or (mix == "usual" and rng.random() < 0.2)
        log.append(
            Contact(
                id=f"{row:07d}",
                at=at,
                lender="L",
                organisation=f"A{row}" if mix == "agencies" else rng.choice(("L", "A", "B")),
                channel=rng.choice(("call", "call", "call", "sms", "robot_call")),
                role="parent" if third else "debtor",
                person=rng.choice(("", "P", "Q")) if third else "",
                address=rng.choice(("w", "h1", "h2")),
                outcome=rng.choice(TALKS),
                purpose=rng.choice(("relay", "collect", "")),
                asked_to_stop=True if mix == "refusals" else None,
            )
        )
    return log


if __name__ == "__main__":
    main()
