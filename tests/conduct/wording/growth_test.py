"""A long text costs in proportion to its length, whatever it holds."""

from __future__ import annotations

import time

import pytest

from ashore.conduct.wording import WordingContext, check_wording
from ashore.files.wording import read_wording

WORDING = read_wording()
LENGTH = 100_000
PARTS = 4  # the short text is this many times shorter
WORST = 2.5 * PARTS  # a search that runs away in the square would need PARTS times PARTS

SEEDS = [
    "打断", "你", "联系你", "你的家人", "今天不", "法 院 ", "起.", "f院", "【法院", "62", "6212 ",
    "。", "，", "😀", "抓你去", "逾期", "我们会联系你单位领导同事", "打\u200b", "请请请", "\n",
    "a ", "a.", "ab.", "1.", "x@", "http://a.", "a-", "call ", "your ", "break your ",
    "pay now or ", "will not ",
]  # fmt: skip


def cost(text, times):
    """The least of some runs: what the machine does besides is not ours."""
    runs = []
    for _ in range(times):
        start = time.process_time_ns()
        check_wording(text, WORDING, WordingContext(role="parent"))
        runs.append(time.process_time_ns() - start)
    return min(runs)


@pytest.mark.parametrize("seed", SEEDS)
def test_cost_grows_with_the_length(seed):
    long = (seed * LENGTH)[:LENGTH]
    short = long[: LENGTH // PARTS]
    # One run of the long text can only be too slow, and then more of them tell.
    assert any(cost(long, times) <= WORST * cost(short, 3) for times in range(1, 9))
