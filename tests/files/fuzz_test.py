"""Whatever stands in a file, the answer is a case or a message, never a crash."""

from __future__ import annotations

import copy
import importlib.util
import json
from contextlib import suppress
from datetime import UTC
from pathlib import Path

from hypothesis import HealthCheck, given, settings, strategies as st

from ashore.files.build import build_case
from ashore.files.case import parse_case
from ashore.files.cells import Refused, raw_cell
from ashore.files.places import TextPlaces, json_lines, toml_lines
from ashore.files.says import Unquoted
from ashore.files.sheets import sheets
from ashore.words import BadInput
from tests.often import often

SPEC = importlib.util.spec_from_file_location("strategies", Path(__file__).parent / "strategies.py")
assert SPEC and SPEC.loader
cases = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(cases)

FULL = (Path(__file__).parent / "every-key.toml").read_text(encoding="utf-8")
PLACES = TextPlaces("case", "", toml_lines)
LOOSE = settings(
    max_examples=often(150),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

JUNK = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from(
            ["", " ", "0", "-1", "1e5", "NaN", "999999999999999", "card", "given", "2026-02-30"]
        ),
        st.sampled_from(
            ["2026-04-05", "9999-12-31", "2026-04-05T10:00", "24:00", "settle", "p1", "weilidai"]
        ),
        st.text(max_size=5),
        st.decimals(allow_nan=False, allow_infinity=False, places=2).map(
            lambda n: Unquoted(str(n))
        ),
        st.dates(),
        st.datetimes(),
        st.datetimes(timezones=st.just(UTC)),
        st.times(),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def spots(raw: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Return the path of everything inside a raw case."""
    inner = (
        raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    )
    return [place for key, value in inner for place in ((*path, key), *spots(value, (*path, key)))]


@LOOSE
@given(cases.cases(), st.data())
def test_a_case_with_something_spoilt_is_a_case_or_a_message(raw, data):
    raw = copy.deepcopy(raw)
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(spots(raw) or [("loans",)]))
        here = raw
        try:
            for key in way:
                here = here[key]
            if data.draw(st.booleans()):
                here[last] = data.draw(JUNK)
            else:
                del here[last]
        except (LookupError, TypeError):
            continue  # an earlier spoiling took it away
    with suppress(BadInput):
        build_case(raw, PLACES)


@LOOSE
@given(st.data())
def test_a_text_with_something_spoilt_is_a_case_or_a_message(data):
    start = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(start, min(len(FULL), start + 40)))
    text = FULL[:start] + data.draw(st.text(max_size=4)) + FULL[end:]
    with suppress(BadInput):
        parse_case(text)


TREES = st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
)


@given(st.dictionaries(st.text(max_size=4), TREES, max_size=4), st.sampled_from([None, 1]))
def test_the_line_of_everything_in_a_json_text_is_found(tree, indent):
    text = json.dumps(tree, indent=indent, ensure_ascii=False)
    lines = json_lines(text)
    assert sorted(map(str, spots(tree))) == sorted(map(str, (path for path in lines if path)))
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@given(st.text(alphabet="[]=.\"' \nab", max_size=40))
def test_looking_for_lines_of_a_toml_text_never_fails(text):
    toml_lines(text)


ODD = ["2026/13/45", "1,2", "¥", "%", "5%", "是", "9:99", "20269999"]
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(ODD),
)


@settings(max_examples=often(400), deadline=None)
@given(CELLS, st.sampled_from([column for sheet in sheets() for column in sheet.columns]))
def test_any_cell_is_a_value_or_refused(value, column):
    with suppress(Refused):
        raw = raw_cell(value, column.field)
        assert not isinstance(raw, float) or column.field.kind in {
            "count",
            "counts",
            "flag",
            "clock",
        }
