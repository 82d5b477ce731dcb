"""The Spark session an audit runs in: the one that is configured, else one on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

from ashore.words import BadInput, Text

__all__ = ["spark_session"]


def spark_session(threads: int) -> Any:  # noqa: ANN401 - a type of Spark
    """Return a session; without `spark-submit` or a remote, one with so many threads here.

    Raises:
        BadInput: one here needs a Java runtime, and there is none.
    """
    ours = not {"SPARK_REMOTE", "PYSPARK_GATEWAY_PORT"} & set(os.environ)  # nobody configured one
    if ours and not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise _java_needed()
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("ashore")
    if ours:
        builder = builder.master(f"local[{max(threads, 1)}]")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false")
    return builder.getOrCreate()


def _java_needed() -> BadInput:
    return BadInput(
        where="--engine spark",
        what=Text("没有找到 Java", "Java is not found"),
        expected=Text("Java 17 或 21（java 或 JAVA_HOME）", "Java 17 or 21 (java or JAVA_HOME)"),
        do=Text(
            "装一个 Java 运行环境，或不写 --engine spark",
            "install a Java runtime, or leave out --engine spark",
        ),
    )
