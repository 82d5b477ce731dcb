"""On Spark, with one local worker: the same findings and the same sums as on one machine."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from importlib.util import find_spec

import pytest

from ashore.audit.run import Question, audit
from ashore.conduct.situation import Situation
from tests.audit.logs import found_by_columns, law, log, write
from tests.conduct.verdicts import wording

pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java runtime"),
    pytest.mark.filterwarnings("default"),
]


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    found = (
        SparkSession.builder.master("local[1]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "3")
        .getOrCreate()
    )
    yield found
    found.stop()


@pytest.fixture(scope="module")
def question(tmp_path_factory):
    rows = log(1500, seed=21)
    inputs = write(rows, tmp_path_factory.mktemp("spark") / "log.parquet", groups=400)
    situation = Situation(lender_type="small_loan", complete=True)
    return Question(inputs=inputs, law=law(), situation=situation, wording=wording())


def test_files_give_the_same_result(session, question):
    from ashore.audit.spark import audit_files

    on_one_machine, on_spark = audit(question), audit_files(session, question)
    assert found_by_columns(on_spark) == found_by_columns(on_one_machine)
    for name in ("row", "account", "at", "level"):
        assert (getattr(on_spark, name) == getattr(on_one_machine, name)).all()
    assert on_spark.actors == on_one_machine.actors
    for name in ("accounts", "people", "first", "last", "by_actor", "verdicts"):
        ours, theirs = getattr(on_spark.tally, name), getattr(on_one_machine.tally, name)
        assert (ours == theirs).all()
    assert on_spark.by_reference == on_one_machine.by_reference > 0


def test_a_frame_gives_a_frame(session, question):
    from ashore.audit.spark import audit_frame

    path = str(question.inputs.files[0].path)
    found = audit_frame(session.read.parquet(path), question.situation).collect()
    expected = audit(replace(question))
    assert len(found) == len(expected.row)
    norms = found_by_columns(expected)[0].values()
    assert sorted(sorted(row["breaches"]) for row in found) == sorted(
        sorted(name for name, level in each[1] if level == "breach") for each in norms
    )
