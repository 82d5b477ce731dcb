"""The Spark session: what is missing is said before anything starts."""

from __future__ import annotations

import pytest

from ashore.cli.spark_session import spark_session
from ashore.words import BadInput


def test_without_java_one_message(monkeypatch):
    for name in ("JAVA_HOME", "SPARK_REMOTE", "PYSPARK_GATEWAY_PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadInput, match="Java"):
        spark_session(1)
