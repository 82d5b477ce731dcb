"""The Spark session an audit runs in: the one that is configured, else one on this machine."""

from __future__ import annotations

import os
import sys
from typing import Any

__all__ = ["spark_session"]


def spark_session(threads: int) -> Any:  # noqa: ANN401 - a type of Spark
    """Return a session; without `spark-submit` or a remote, one with so many threads here."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("ashore")
    if not {"SPARK_REMOTE", "PYSPARK_GATEWAY_PORT"} & set(os.environ):  # nobody configured one
        builder = builder.master(f"local[{max(threads, 1)}]")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false")
    return builder.getOrCreate()
