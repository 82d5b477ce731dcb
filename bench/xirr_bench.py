"""Yearly rates of 100,000 loans of 12 irregular flows: ours against pyxirr's best form.

    python bench/xirr_bench.py [--loans N] [--rounds N]

Both are given flows that lie ready in memory (for pyxirr: lists of dates and of floats, made before
the clock starts; it has no call for many loans). CPU seconds, so that other work on the machine
counts little, and the wall clock beside them; medians of the rounds; the same run measures both.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from statistics import median
from time import perf_counter, process_time

import numpy as np
import pyxirr

from ashore.audit.xirr import returns_of

FLOWS = 12


def flows(loans: int, seed: int = 7):
    """Return days, amounts and offsets: one payout, eleven irregular repayments, 5 % to 60 %."""
    chance = np.random.default_rng(seed)
    gaps = chance.integers(20, 41, (loans, FLOWS - 1))
    first = chance.integers(18_000, 20_000, (loans, 1))
    days = np.concatenate([first, first + np.cumsum(gaps, axis=1)], axis=1)
    rate = chance.uniform(0.05, 0.60, (loans, 1))
    weights = chance.uniform(0.5, 1.5, (loans, FLOWS - 1))
    worth = (1 + rate) ** (-(days[:, 1:] - first) / 365)
    principal = chance.integers(100_000, 20_000_000, (loans, 1))
    paid = np.rint(weights * principal / np.sum(weights * worth, axis=1, keepdims=True))
    amounts = np.concatenate([-principal, paid], axis=1).astype(np.int64)
    offsets = np.arange(loans + 1, dtype=np.int64) * FLOWS
    return days.astype(np.int32).ravel(), amounts.ravel(), offsets, rate.ravel()


def timed(work, rounds: int) -> tuple[float, float]:
    """Return median CPU and wall seconds."""
    told = []
    for _ in range(rounds):
        cpu, wall = process_time(), perf_counter()
        work()
        told.append((process_time() - cpu, perf_counter() - wall))
    return median(each[0] for each in told), median(each[1] for each in told)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loans", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    days, amounts, offsets, true = flows(options.loans)
    epoch = date(1970, 1, 1)
    dates = [epoch + timedelta(days=int(day)) for day in days]
    floats = [float(each) for each in amounts]
    ready = [(dates[k : k + FLOWS], floats[k : k + FLOWS]) for k in range(0, len(dates), FLOWS)]
    rates: list[float | None] = []

    def theirs() -> None:
        xirr = pyxirr.xirr
        rates[:] = [xirr(one, other) for one, other in ready]

    arrays = days.reshape(-1, FLOWS).astype("datetime64[D]"), amounts.reshape(-1, FLOWS) * 1.0

    def theirs_by_rows() -> None:
        xirr = pyxirr.xirr
        rates[:] = [xirr(one, other) for one, other in zip(*arrays, strict=True)]

    found = returns_of(days, amounts, offsets)
    lists, rows = timed(theirs, options.rounds), timed(theirs_by_rows, min(options.rounds, 3))
    theirs()
    best = min(lists[0], rows[0]), min(lists[1], rows[1])
    one = timed(lambda: returns_of(days, amounts, offsets), options.rounds)
    two = timed(lambda: returns_of(days, amounts, offsets, threads=2), options.rounds)
    apart = np.nanmax(np.abs(found.rate - np.array(rates, dtype=float)))
    print(f"{options.loans:,} loans, {FLOWS} flows each, medians of {options.rounds} rounds")
    print(f"{'':32}{'CPU s':>8}{'wall s':>8}{'loans/s (CPU)':>16}{'x pyxirr':>10}{'wall':>7}")
    for name, told in (
        ("pyxirr, ready lists", lists),
        ("pyxirr, rows of numpy", rows),
        ("ashore, 1 thread", one),
        ("ashore, 2 threads", two),
    ):
        print(
            f"{name:32}{told[0]:8.3f}{told[1]:8.3f}{options.loans / told[0]:16,.0f}"
            f"{best[0] / told[0]:10.1f}{best[1] / told[1]:7.1f}"
        )
    print(f"solved by the reference: {len(found.asked)}; farthest apart {apart:.1e};")
    print(f"farthest from the rate planted {np.abs(found.rate - true).max():.1e}")


if __name__ == "__main__":
    main()
