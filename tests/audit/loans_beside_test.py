"""Loans that are more than a row of terms: events, schedules as stated, cards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.audit.loans_test import audit, summary_of
from tests.audit.portfolio import pay, put

DUE, ON = date(2025, 2, 5), date(2025, 4, 5)


def tell(path, *rows):
    """Write rows of a table beside the loans."""
    names = dict.fromkeys(key for row in rows for key in row)
    columns = {name: pa.array([row.get(name) for row in rows]) for name in names}
    pq.write_table(pa.table({key.replace("__", "."): each for key, each in columns.items()}), path)


def found(folder, *more):
    assert audit(folder, folder / "out", *more) == 0
    rows = pq.read_table(folder / "out" / "findings.parquet").to_pylist()
    return {row["id"]: row for row in rows}


@pytest.mark.parametrize(
    ("event", "owed"),
    [
        # 1,200.00 in 12 parts at 1 % a month; nothing paid by the third due date.
        # Interest 12.00 + 11.00 + 10.00; penalty 100.00 x 0.05 % x (59 + 31) days: 4.50.
        ({"kind": "milestone"}, None),
        ({"kind": "waiver", "component": "interest", "amount": "5.00"}, 123250),
        # Put off on its due date, the first instalment bears no penalty: 100.00 x 0.05 % x 31.
        (
            {"kind": "deferral", "on": DUE, "instalments": "1", "to": "2025-05-05"},
            123455,
        ),
        ({"kind": "acceleration"}, 123750),
        ({"kind": "demand", "note": "x"}, 123750),
    ],
)
def test_events_are_booked_as_a_case_file_books_them(tmp_path, event, owed):
    put(tmp_path / "l.parquet", {"claim__total": Decimal("2000.00")}, {"id": "b"})
    tell(tmp_path / "l.events.parquet", {"loan": "a", "on": ON, **event})
    if owed is None:
        assert audit(tmp_path, tmp_path / "out") == 2
        return
    assert found(tmp_path)["a"]["ours_total"] == owed
    summary = summary_of(tmp_path / "out")
    assert summary["by_reference"] == {"events": 1}
    assert summary["sample"]["agreed"] == summary["sample"]["drawn"]


def test_a_reversed_payment_is_not_paid(tmp_path):
    put(tmp_path / "l.parquet", {"claim__total": Decimal("2000.00")})
    paid = {"loan": "a", "on": date(2025, 2, 5), "amount": "112.00", "id": "p7"}
    tell(tmp_path / "l.payments.parquet", paid, {**paid, "id": "p8"})
    tell(tmp_path / "l.events.parquet", {"loan": "a", "kind": "reversal", "on": ON, "of": "p8"})
    # The first instalment is paid; of the second 28 days late, of the third the day itself.
    assert found(tmp_path)["a"]["ours_principal"] == 110_000


def test_rows_as_stated_are_booked(tmp_path):
    put(
        tmp_path / "l.parquet", {"method": "given", "claim__total": Decimal("2000.00")}, {"id": "b"}
    )
    rows = [
        {"loan": "a", "due_on": date(2025, 2 + n, 5), "principal": "400.00", "interest": "7.00"}
        for n in range(3)
    ]
    tell(tmp_path / "l.schedule.parquet", *rows)
    row = found(tmp_path)["a"]
    assert (row["ours_principal"], row["ours_interest"]) == (120_000, 2_100)
    assert summary_of(tmp_path / "out")["by_reference"] == {"rows the lender stated": 1}


def test_a_loan_that_arrived_whole_is_by_the_reference_for_its_events_alone(tmp_path):
    whole = {"received": Decimal("1200.00"), "claim__total": Decimal("2000.00")}
    put(tmp_path / "l.parquet", whole, {**whole, "id": "b", "received": Decimal("1100.00")})
    tell(tmp_path / "l.events.parquet", {"loan": "a", "kind": "acceleration", "on": ON})
    found(tmp_path)
    by_reference = {"events": 1, "another sum arrived than was lent": 1}
    assert summary_of(tmp_path / "out")["by_reference"] == by_reference


def test_what_belongs_to_no_loan_is_told(tmp_path):
    put(tmp_path / "l.parquet", {})
    tell(tmp_path / "l.events.parquet", {"loan": "z", "kind": "acceleration", "on": ON})
    assert audit(tmp_path, tmp_path / "out") == 2
    assert audit(tmp_path, tmp_path / "b", "--set-aside") == 0
    assert summary_of(tmp_path / "b")["bad_rows"] == {"event: of no loan here": 1}


def test_a_card_is_told_and_not_booked(tmp_path):
    put(tmp_path / "l.parquet", {}, {"id": "b", "method": "card"})
    pay(tmp_path / "l.payments.parquet", ("b", date(2025, 2, 5), "112.00"))
    assert audit(tmp_path, tmp_path / "out") == 0
    summary = summary_of(tmp_path / "out")
    assert summary["judged"] == 1
    assert summary["verdicts"]["unknown"] == 1
    assert list(summary["not_checked"]) == ["credit cards"]
    assert "credit cards" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_column_of_lists_is_refused(tmp_path, capsys):
    put(tmp_path / "l.parquet", {})
    tell(
        tmp_path / "l.events.parquet",
        {"loan": "a", "kind": "deferral", "on": ON, "instalments": [1], "to": "2025-05-05"},
    )
    assert audit(tmp_path, tmp_path / "out") == 2
    assert "instalments" in capsys.readouterr().err


@pytest.mark.parametrize("told", ["1-3", "1.5", "one", "第1期"])
def test_instalments_that_are_no_list_of_numbers_are_refused(tmp_path, told):
    put(tmp_path / "l.parquet", {}, {"id": "b"})
    event = {"loan": "a", "kind": "deferral", "on": DUE, "instalments": told, "to": "2025-05-05"}
    tell(tmp_path / "l.events.parquet", event)
    assert audit(tmp_path, tmp_path / "out") == 2
