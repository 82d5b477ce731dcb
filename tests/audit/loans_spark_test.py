"""Loans on Spark, with one local worker: the same findings and sums as on one machine."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ashore.audit.loan_files import LoanInputs, open_events, open_loans, open_payments
from ashore.audit.loan_rows import LoanQuestion
from ashore.audit.loan_run import audit_part
from ashore.audit.loan_summary import found_table
from ashore.cli import main
from ashore.files.law import read_law
from ashore.words import BadInput
from tests.audit.loans_beside_test import tell
from tests.audit.portfolio import put
from tests.audit.spark_test import pytestmark, session

__all__ = ["pytestmark", "session"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("loans")
    words = ["synth", "loans", "--rows", "600", "--seed", "8", "--out", str(found / "l.parquet")]
    assert main(words) == 0
    loans = pq.read_table(found / "l.parquet")
    arrived = pa.array([Decimal(100) if n == 5 else None for n in range(600)], pa.decimal128(24, 2))
    pq.write_table(loans.append_column("received", arrived), found / "l.parquet")
    waiver = {"kind": "waiver", "on": date(2026, 3, 1), "component": "interest", "amount": "0.01"}
    tell(found / "l.events.parquet", *({"loan": f"L{n}", **waiver} for n in (3, 77)))
    return found


def question_of(folder, spare):
    loans = open_loans([str(folder / "l.parquet")], spare)
    paid = open_payments([str(folder / "l.payments.parquet")], spare)
    events = open_events([str(folder / "l.events.parquet")], spare)
    return LoanQuestion(inputs=LoanInputs(loans, paid, events), law=read_law(("CN",)))


def test_files_give_the_same_result(session, folder, tmp_path):
    from ashore.audit.loan_spark import audit_loan_files

    question = question_of(folder, tmp_path)
    one, other = audit_part(question, 0, 1, lambda _: None), audit_loan_files(session, question)
    assert found_table(one).equals(found_table(other))
    assert len(one.ids) > 10
    for name in ("compared", "exact", "rounding", "bad", "by_reference", "held", "capped"):
        assert getattr(one, name) == getattr(other, name)
    assert one.by_reference == Counter({"events": 2, "another sum arrived than was lent": 1})


def test_a_frame_gives_a_frame(session, folder, tmp_path):
    from ashore.audit.loan_spark import audit_loan_frame

    frames = [
        session.read.parquet(str(folder / f"{name}.parquet"))
        for name in ("l", "l.payments", "l.events")
    ]
    found = audit_loan_frame(*frames).toArrow().sort_by("id")
    expected = found_table(audit_part(question_of(folder, tmp_path), 0, 1, lambda _: None))
    expected = expected.drop_columns(["row"]).sort_by("id")
    assert found.to_pylist() == expected.to_pylist()


def test_what_is_wrong_is_said_by_the_driver(session, tmp_path):
    from ashore.audit.loan_spark import audit_loan_files, audit_loan_frame

    put(tmp_path / "l.parquet", {}, {})  # one id twice
    question = LoanQuestion(
        inputs=LoanInputs(open_loans([str(tmp_path / "l.parquet")], tmp_path), None),
        law=read_law(("CN",)),
    )
    with pytest.raises(BadInput, match="twice"):
        audit_loan_files(session, question)
    put(tmp_path / "m.parquet", {"principal": Decimal(-1)})
    inputs = LoanInputs(open_loans([str(tmp_path / "m.parquet")], tmp_path), None)
    with pytest.raises(BadInput, match="principal"):
        audit_loan_files(session, LoanQuestion(inputs=inputs, law=read_law(("CN",))))
    with pytest.raises(BadInput, match="missing"):
        audit_loan_frame(session.read.parquet(str(tmp_path / "l.parquet")).drop("method"))
