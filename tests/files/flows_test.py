"""Cash flows from CSV files, and every message about a file that cannot be used."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from ashore.files.flows import MAX_BYTES, MAX_ROWS, read_flows
from ashore.ledger.flows import DatedFlow, PeriodFlow
from ashore.words import BadInput

ERRORS = Path(__file__).parents[1] / "errors" / "flows"
FOLDERS = sorted(folder for folder in ERRORS.iterdir() if folder.is_dir())


def read(path: Path, content: str | bytes):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_flows(path)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_message(folder):
    with pytest.raises(BadInput) as wrong:
        read_flows(folder / "input.csv")
    for lang in ("zh", "en"):
        expected = (folder / f"expected.{lang}.txt").read_text(encoding="utf-8")
        assert wrong.value.say(lang) + "\n" == expected


def test_there_are_messages_to_check():
    assert len(FOLDERS) >= 20


def test_dated_flows(tmp_path):
    text = "on,amount\n2026-01-05,10000.00\n2026-02-05,-10200\n"
    assert read(tmp_path / "a.csv", text) == [
        DatedFlow(date(2026, 1, 5), Fraction(10000)),
        DatedFlow(date(2026, 2, 5), Fraction(-10200)),
    ]


def test_flows_by_period(tmp_path):
    text = "period,amount\n0,-100\n1.5,110.005\n"
    assert read(tmp_path / "a.csv", text) == [
        PeriodFlow(Fraction(0), Fraction(-100)),
        PeriodFlow(Fraction(3, 2), Fraction("110.005")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "amount,on\n5,2026-01-05\n-6,2026-02-05\n",  # the columns the other way round
        "\ufeffon,amount\n2026-01-05,5\n2026-02-05,-6\n",  # with a byte order mark
        "on,amount\r\n2026-01-05,5\r\n2026-02-05,-6\r\n",  # from Windows
        "On , Amount\n\n 2026-01-05 , 5\n,\n2026-02-05,-6\n\n",  # blanks and empty lines
        "on;amount\n2026-01-05;5\n2026-02-05;-6\n",  # as some spreadsheets write it
        "on\tamount\n2026-01-05\t5\n2026-02-05\t-6",
        '"on","amount"\n"2026-01-05","5"\n"2026-02-05","-6"\n',
        "日期,金额\n2026-01-05,5\n2026-02-05,-6\n",
    ],
)
def test_ways_to_write_the_same(tmp_path, text):
    wanted = [DatedFlow(date(2026, 1, 5), Fraction(5)), DatedFlow(date(2026, 2, 5), Fraction(-6))]
    assert read(tmp_path / "a.csv", text) == wanted


def test_standard_input(monkeypatch):
    data = TextIOWrapper(BytesIO(b"on,amount\n2026-01-05,5\nnever,-6\n"))
    monkeypatch.setattr("sys.stdin", data)
    with pytest.raises(BadInput, match=r'stdin:3: "never" is not a date'):
        read_flows(Path("-"))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="there is no such file"):
        read_flows(tmp_path / "none.csv")


def test_a_file_too_large(tmp_path):
    with pytest.raises(BadInput, match="the file is too large"):
        read(tmp_path / "a.csv", b"on,amount\n" + b"2026-01-05,1\n" * (MAX_BYTES // 12))


def test_a_file_of_fifty_megabytes(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(BadInput, match="50 MB"):
        read_flows(path)


def test_too_many_lines(tmp_path):
    with pytest.raises(BadInput, match=f"{MAX_ROWS + 1}: too many lines"):
        read(tmp_path / "a.csv", "on,amount\n" + "2026-01-05,1\n" * MAX_ROWS)


@pytest.mark.parametrize("day", ["1899-12-31", "2300-01-01", "2026-1-5", "20260105"])
def test_days_that_are_no_days(tmp_path, day):
    with pytest.raises(BadInput, match=f'"{day}" is not a date'):
        read(tmp_path / "a.csv", f"on,amount\n{day},5\n2026-02-05,-6\n")


def test_a_long_cell_is_cut_in_the_message(tmp_path):
    with pytest.raises(BadInput) as wrong:
        read(tmp_path / "a.csv", f"on,amount\n2026-01-05,{'x' * 9000}\n2026-02-05,-6\n")
    assert len(str(wrong.value)) < 300
