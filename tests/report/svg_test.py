"""The drawings: shares that add up, lines where they belong."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

from hypothesis import given, strategies as st

from ashore.report.style import PARTS
from ashore.report.svg import PATTERNS, Bar, Mark, Piece, balance_bar, cost_bars, swatch

AMOUNTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=5)


def percents(root, name):
    return [
        float(node.get(name).rstrip("%"))
        for node in root.iter("rect")
        if (node.get(name) or "").endswith("%")
    ]


@given(AMOUNTS)
def test_a_stacked_bar_fills_its_width_without_gaps(amounts):
    pieces = [Piece(part, fen, str(fen)) for part, fen in zip(PARTS, amounts, strict=False)]
    root = ET.fromstring(balance_bar(pieces, "title", "bar"))
    starts, widths = percents(root, "x"), percents(root, "width")
    assert abs(sum(widths) - 100) < 0.1
    for at in range(1, len(starts)):
        assert abs(starts[at - 1] + widths[at - 1] - starts[at]) < 0.03


def test_a_bar_of_nothing_is_not_drawn():
    assert balance_bar([], "title", "bar") == ""
    assert cost_bars([], "title", "bar") == ""
    assert cost_bars([Bar("a", Fraction(0), "0%", "", ())], "title", "bar") == ""


def test_each_piece_tells_its_value_on_hovering():
    root = ET.fromstring(
        balance_bar([Piece("fee", 5, "fees <0.05>"), Piece("interest", 5, "x")], "t", "bar")
    )
    assert [node.text for node in root.iter("title")] == ["t", "fees <0.05>", "x"]
    assert root.find("desc").text == "fees <0.05>; x"


def bars():
    court = Bar(
        "court", Fraction(3, 10), "30%", "red", (Mark(Fraction(24, 100), "24%", "the line"),)
    )
    return [court, Bar("irr", Fraction(29, 100), "29%", "", ())]


def test_a_line_stands_where_its_value_is():
    root = ET.fromstring(cost_bars(bars(), "title", "cost"))
    scale = 0.30 * 1.15
    (line,) = root.iter("line")
    assert abs(float(line.get("x1").rstrip("%")) - 24 / scale) < 0.02
    measured = [node for node in root.iter("rect") if node.get("class") in {"bar", "red"}]
    assert abs(float(measured[0].get("width").rstrip("%")) - 30 / scale) < 0.02
    assert [node.get("class") for node in measured] == ["red", "bar"]


def test_ways_of_counting_are_set_apart():
    root = ET.fromstring(cost_bars(bars(), "title", "cost"))
    tops = [float(node.get("y")) for node in root.iter("rect") if node.get("class") == "track"]
    assert tops[1] - tops[0] > 60
    assert float(root.get("height")) >= tops[-1] + 26


def test_a_label_near_the_right_edge_grows_to_the_left():
    root = ET.fromstring(cost_bars(bars(), "title", "cost"))
    (label,) = [node for node in root.iter("text") if node.get("text-anchor")]
    assert label.get("text-anchor") == "end"


def test_a_negative_cost_draws_no_negative_width():
    bar = Bar("irr", Fraction(-1, 10), "-10%", "", (Mark(Fraction(1, 10), "10%", "line"),))
    root = ET.fromstring(cost_bars([bar], "t", "c"))
    assert all(value >= 0 for value in percents(root, "width"))


def test_each_part_has_its_pattern_and_swatch():
    assert set(re.findall(r'id="p-(\w+)"', PATTERNS)) == set(PARTS)
    assert all(f"url(#p-{part})" in swatch(part) for part in PARTS)
