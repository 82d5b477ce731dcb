"""Columns in a terminal, where a Chinese character takes two."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from ashore.report.wide import NEVER_FIRST, clean, fill, pad, table, width, wrap

TEXTS = st.text(alphabet="逾期罚息的,。()《》 abc12-\u0301\u200d\U0001f642", max_size=120)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("罚息", 4),
        ("¥1.00", 5),
        ("e\u0301", 1),
        ("a\u200bb", 2),
        ("\uff0c", 2),
        ("🙂", 2),
    ],
)
def test_width(text, columns):
    assert width(text) == columns


def test_pad_counts_columns():
    assert pad("罚息", 6) == "罚息  "
    assert pad("罚息", 6, right=True) == "  罚息"
    assert pad("罚息", 2) == "罚息"


@given(TEXTS, st.integers(2, 40))
def test_what_is_cut_fits(text, columns):
    assert width(fill(text, columns)) <= columns


def test_what_fits_is_not_cut():
    assert fill("罚息", 4) == "罚息"
    assert fill("罚息利率", 5) == "罚息…"


@given(TEXTS, st.integers(8, 60))
def test_no_line_is_too_long_and_no_sign_is_lost(text, columns):
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.integers(20, 60))
def test_a_mark_begins_a_line_only_where_it_stands_alone(text, columns):
    for line in wrap(text, columns)[1:]:
        body = line.lstrip()
        if body and body[0] in NEVER_FIRST:
            # A run of marks too long for a line, or one that follows a blank.
            assert text[: text.find(body[:2])].endswith(" ") or len(set(body) - NEVER_FIRST) < len(
                set(body)
            )


def test_wrapping_breaks_chinese_anywhere_but_before_a_mark():
    assert wrap("逾期本金按日计息,复利", 10) == ["逾期本金按", "日计息,复", "利"]
    assert wrap("逾期本金按,日计", 10) == ["逾期本金", "按,日计"]


def test_english_words_stay_whole():
    assert wrap("the oldest unpaid instalment", 12) == ["the oldest", "unpaid", "instalment"]


def test_indents_and_words_longer_than_a_line():
    assert wrap("ab" * 10, 10, "  ", "    ") == ["  abababab", "    ababab", "    ababab"]


def test_an_indent_wider_than_the_line_still_leaves_room():
    assert wrap("abcdef", 3, " " * 8, " " * 8) == [" " * 8 + "abcd", " " * 8 + "ef"]


def test_table_aligns_by_columns():
    rows = [["借款", "1.00"], ["a", "10.00"]]
    assert table(rows, right={1}) == ["借款   1.00", "a     10.00"]
    assert table([], right=set()) == []


def test_what_could_move_the_cursor_is_taken_out():
    assert clean("a\x1b[31mb\u202ec\u2028d\ud800e\nf") == "a [31mb c d e f"
