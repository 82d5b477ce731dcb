"""What we say about keys that are said to be only assumed."""

from __future__ import annotations

from fractions import Fraction

from ashore.files.exact import plain
from ashore.files.problems import Said
from ashore.words import Text

__all__ = ["no_range", "open_twice", "out_of_range"]


def open_twice(key: str) -> Said:
    """The same key named twice as only assumed."""
    return Said(
        Text(f"{key} 在 open 里写了两遍", f"open names {key} twice"),
        Text("每个键至多一遍", "each key once at most"),
        Text("删掉一遍", "delete one of them"),
    )


def no_range(key: str) -> Said:
    """A range of something that is no rate."""
    return Said(
        Text(f"{key} 没有范围可写", f"{key} has no range"),
        Text('low、high 只配 key = "rate"', 'low and high only with key = "rate"'),
        Text("去掉 low 和 high", "leave low and high out"),
    )


def out_of_range(rate: Fraction, low: Fraction | None, high: Fraction | None) -> Said:
    """An assumed rate outside the range it is said to lie in."""
    ends = (plain(low or Fraction(0)), "…" if high is None else plain(high))
    return Said(
        Text(
            f"假定的利率 {plain(rate)} 不在 {ends[0]} 到 {ends[1]} 之间",
            f"the assumed rate {plain(rate)} is not between {ends[0]} and {ends[1]}",
        ),
        Text(
            "rate 在 low 和 high 之间，单位同 rate", "rate between low and high, all per one time"
        ),
        Text(
            "看看三个数的单位是不是一样；利率已经知道了，就删掉这一段 open",
            "see whether the three are for the same time; once the rate is known, drop this entry",
        ),
    )
