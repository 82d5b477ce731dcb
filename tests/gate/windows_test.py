from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given, strategies as st

from ashore.conduct.situation import Window
from ashore.gate.windows import read_window, say_window


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("09:00-18:00", Window(time(9), time(18))),
        ("09:00–18:00", Window(time(9), time(18))),
        ("09:00至18:00", Window(time(9), time(18))),
        ("  09:00-24:00 ", Window(time(9), time(0))),
        ("00:00-24:00", Window(time(0), time(0))),
        ("22:00-06:30", Window(time(22), time(6, 30))),
        ("mon-fri 19:00-20:30", Window(time(19), time(20, 30), (0, 1, 2, 3, 4))),
        ("Sat,Sun 10:00-12:00", Window(time(10), time(12), (5, 6))),
        ("fri-mon 08:00-09:00", Window(time(8), time(9), (0, 4, 5, 6))),
        ("周一至周五 09:00-18:00", Window(time(9), time(18), (0, 1, 2, 3, 4))),
        ("周六、周日09:00-10:00", Window(time(9), time(10), (5, 6))),
    ],
)
def test_hours_as_people_write_them(text, window):
    assert read_window(text) == window


@pytest.mark.parametrize(
    "text",
    ["", "9-18", "9:00-18:00", "09:00", "09:00-09:00", "24:00-08:00", "09:00-24:30", "25:00-26:00",
     "mond 09:00-10:00", "mon-tue-wed 09:00-10:00", "09:60-10:00", "09:00-18:00 mon",
     "0९:00-10:00"],
)  # fmt: skip
def test_what_names_no_hours(text):
    assert read_window(text) is None


clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(clocks, clocks, st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))))
def test_a_window_said_is_the_same_read(start, end, days):
    window = Window(start, end, days)
    if start != end or end == time(0):
        assert read_window(say_window(window)) == window
